import type { Mark, MarkShape } from '@fernblick/protocol';
import fc from 'fast-check';
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { project, type Homography } from '../homography.ts';
import { describeMark } from './announce.ts';
import { hitTest } from './hit-test.ts';
import { MARK_COLORS, nextPinNumber, pointsOf, place } from './mark.ts';
import { paintAside } from './paint-aside.ts';
import { paint, type Scene } from './paint.ts';
import { handlesOf, moved, resized } from './reshape.ts';
import { strokeOutline } from './stroke-outline.ts';
import { recordingContext } from './testing/recording-context.ts';
import { arrow, FRAME, markOf, MIA } from './testing/sheet.ts';
import type { MarkPose, PoseStatus } from './trace.ts';

const CANVAS = { width: 1280, height: 960 };
const DOUBLE: Homography = [2, 0, 0, 0, 2, 0, 0, 0, 1];
const pose = (status: PoseStatus, homography = DOUBLE): MarkPose => ({
  homography,
  status,
  frame: FRAME,
});

const shapes: Record<MarkShape['is'], MarkShape> = {
  pen: {
    is: 'pen',
    points: [
      [0.2, 0.2, 0.3],
      [0.4, 0.5, 0.8],
      [0.6, 0.4, 0.4],
    ],
  },
  highlighter: {
    is: 'highlighter',
    points: [
      [0.2, 0.2, 0.5],
      [0.6, 0.5, 0.5],
    ],
  },
  line: { is: 'line', from: { x: 0.2, y: 0.2 }, to: { x: 0.6, y: 0.5 } },
  arrow: { is: 'arrow', from: { x: 0.2, y: 0.2 }, to: { x: 0.6, y: 0.5 } },
  'arrow-3d': { is: 'arrow-3d', from: { x: 0.2, y: 0.2 }, to: { x: 0.6, y: 0.5 } },
  rectangle: {
    is: 'rectangle',
    corners: [place(0.2, 0.2), place(0.6, 0.2), place(0.6, 0.5), place(0.2, 0.5)],
  },
  ellipse: { is: 'ellipse', center: place(0.4, 0.4), tips: [place(0.6, 0.4), place(0.4, 0.6)] },
  text: { is: 'text', at: place(0.3, 0.3), text: 'Turn this to the left until it clicks' },
  label: { is: 'label', at: place(0.3, 0.3), text: 'Main switch' },
  pin: { is: 'pin', at: place(0.3, 0.3), number: 12, text: 'Valve' },
  outline: { is: 'outline', points: [place(0.2, 0.2), place(0.5, 0.2), place(0.4, 0.5)] },
};
const bare: MarkShape = { is: 'pin', at: place(0.3, 0.3), number: 7 };
const all = [...Object.values(shapes), bare].map((shape, i) => markOf(`${i}`, shape));

function painting(marks: readonly Mark[], poseOf: Scene['poseOf'], more: Partial<Scene> = {}) {
  const recording = recordingContext();
  const arrows = paint(recording.context, {
    marks,
    poseOf,
    visible: { x: 0, y: 0, ...CANVAS },
    pixelRatio: 1,
    aside: paintAside,
    ...more,
  });
  assert.equal(recording.context.depth(), 0);
  return { ...recording, arrows };
}

/** Relative luminance and contrast as in WCAG 2.2. */
function luminance(color: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((i) => {
    const part = Number.parseInt(color.slice(i, i + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
function contrast(a: string, b: string): number {
  const [low = 0, high = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (high + 0.05) / (low + 0.05);
}

describe('painting', () => {
  it('paints every kind: light outside, dark inside of it, the colour last', () => {
    for (const mark of all) {
      const { painted } = painting([mark], () => pose('tracked'));
      const styles = painted.map(({ style }) => style);
      const { light, dark, fill } = MARK_COLORS.red;
      assert.ok(styles.indexOf(light) < styles.indexOf(dark), mark.shape.is);
      assert.ok(styles.indexOf(dark) < styles.indexOf(fill), mark.shape.is);
      const width = (style: string) => painted.find((p) => p.style === style)?.lineWidth ?? 0;
      assert.ok(width(light) > width(dark), mark.shape.is);
      for (const { path } of painted) assert.ok(path.flat().every(Number.isFinite));
    }
  });

  it('puts marks where their object is', () => {
    const tilted: Homography = [1.5, 0.2, 30, -0.1, 1.4, 20, 2e-4, 1e-4, 1];
    const { painted } = painting([markOf('line', shapes.line)], () => pose('tracked', tilted));
    const ends = [project(tilted, 0.2 * 640, 0.2 * 480), project(tilted, 0.6 * 640, 0.5 * 480)];
    assert.deepEqual(
      painted[0]?.path,
      ends.map((end) => [end?.x, end?.y]),
    );
  });

  it('shows doubt by dashes and transparency together, and certainty by neither', () => {
    for (const mark of all) {
      const sure = painting([mark], () => pose('tracked')).painted;
      assert.ok(
        sure.every(({ dashes }) => dashes.length === 0),
        mark.shape.is,
      );
      assert.ok(
        sure.some(({ alpha }) => alpha === 1),
        mark.shape.is,
      );
      const doubted = painting([mark], () => pose('unsure')).painted;
      assert.ok(
        doubted.every(({ alpha }) => alpha < 1),
        mark.shape.is,
      );
      assert.ok(
        doubted.some(({ dashes }) => dashes.length > 0),
        mark.shape.is,
      );
    }
  });

  it('never shows a lost mark, only the way to it', () => {
    const away: Homography = [2, 0, 3_000, 0, 2, 0, 0, 0, 1];
    for (const mark of all) {
      const { painted, arrows } = painting([mark], () => pose('lost', away));
      const [arrow] = arrows;
      assert.deepEqual(arrow?.marks, [mark.id]);
      assert.ok(arrow.x > CANVAS.width - 40 && Math.abs(arrow.angle ?? 9) < 0.3);
      for (const { path } of painted)
        assert.ok(
          path.every(([x, y]) => Math.hypot(x - arrow.x, y - arrow.y) < 40),
          mark.shape.is,
        );
    }
  });

  it('names lost marks: a pin by its number, a text by its beginning, and what nobody can tell by a question mark', () => {
    const written = (shape: MarkShape, homography: Homography, lostMs = 0): readonly string[] =>
      painting([markOf('lost', shape)], () => ({ ...pose('lost', homography), lostMs }))
        .painted.filter(({ is, text }) => is === 'text' && text !== '')
        .map(({ text }) => text);
    const away: Homography = [2, 0, 3_000, 0, 2, 0, 0, 0, 1];
    assert.deepEqual(written(shapes.pin, away), ['12']);
    assert.deepEqual(written(shapes.label, away), ['Main switch']);
    assert.deepEqual(written(shapes.text, away), ['Turn this to…']);
    assert.deepEqual(written(shapes.pen, away), []);
    assert.deepEqual(written(shapes.pin, DOUBLE, Infinity), ['?', '12']);
  });

  it('paints a faint dashed ring where a mark went missing within the picture', () => {
    const { painted, arrows } = painting([markOf('pin', shapes.pin)], () => pose('lost'));
    assert.deepEqual(arrows, []);
    assert.ok(painted.length > 0);
    for (const { path, alpha, dashes } of painted) {
      assert.ok(alpha < 1 && dashes.length > 0);
      for (const [x, y] of path)
        assert.ok(
          Math.abs(Math.hypot(x - 0.3 * CANVAS.width, y - 0.3 * CANVAS.height) - 20) < 1e-6,
        );
    }
  });

  it('shows nothing without a pose, or of what lies behind the eye', () => {
    assert.deepEqual(painting(all, () => null).painted, []);
    const behind: Homography = [1, 0, 0, 0, 1, 0, -0.02, 0, 1];
    assert.deepEqual(painting(all, () => pose('tracked', behind)).painted, []);
    // The middle lies before it, one end behind.
    const half: Homography = [1, 0, 0, 0, 1, 0, -0.003, 0, 1];
    const across = markOf('across', { is: 'line', from: place(0.2, 0.4), to: place(0.6, 0.4) });
    assert.deepEqual(painting([across], () => pose('tracked', half)).painted, []);
    const broken: Homography = [NaN, 0, 0, 0, NaN, 0, 0, 0, 1];
    assert.deepEqual(painting(all, () => pose('tracked', broken)).painted, []);
  });

  it('writes upright and large enough to read, however the object is turned and however small', () => {
    const upsideDown: Homography = [-0.1, 0, 300, 0, -0.1, 300, 0, 0, 1];
    const { painted } = painting([markOf('text', shapes.text)], () => pose('tracked', upsideDown), {
      pixelRatio: 2,
    });
    const letters = painted.filter(({ is }) => is === 'text');
    assert.ok(letters.length > 1);
    for (const { font } of letters) assert.ok(Number.parseFloat(font.slice(4)) >= 26, font);
    const heights = letters.map(({ path }) => path[0]?.[1] ?? 0);
    assert.deepEqual(
      [...heights].sort((a, b) => a - b),
      heights,
    );
  });

  it('paints the highlighter so that one sees through it', () => {
    const { painted } = painting([markOf('high', shapes.highlighter)], () => pose('tracked'));
    assert.ok((painted.at(-1)?.alpha ?? 1) < 0.5);
  });

  it('marks what is selected with its handles', () => {
    const mark = markOf('box', shapes.rectangle);
    const plain = painting([mark], () => pose('tracked')).painted;
    const selected = painting([mark], () => pose('tracked'), { selected: mark.id }).painted;
    assert.equal(
      selected.filter(({ is }) => is === 'fill').length -
        plain.filter(({ is }) => is === 'fill').length,
      4,
    );
  });

  it('puts a box round every kind that is selected, also where it sits on one place', () => {
    for (const mark of all) {
      const boxed = (selected: string | null) =>
        painting([mark], () => pose('tracked'), { selected }).painted;
      const more = boxed(mark.id).slice(boxed(null).length);
      const [box] = more;
      assert.ok(box !== undefined && box.is === 'stroke', mark.shape.is);
      const across = box.path.map(([x]) => x);
      const down = box.path.map(([, y]) => y);
      assert.ok(Math.max(...across) - Math.min(...across) > 12, mark.shape.is);
      assert.ok(Math.max(...down) - Math.min(...down) > 12, mark.shape.is);
    }
  });

  it('puts the box of what stands up round where it stands', () => {
    const label = markOf('label', shapes.label);
    const { painted } = painting([label], () => pose('tracked'), {
      selected: label.id,
      stand: () => [],
      outlineOf: () => [{ from: { x: 400, y: 100 }, to: { x: 500, y: 100 }, width: 40 }],
    });
    const path = painted[0]?.path ?? [];
    // A board is one line as thick as it is high, and has no more room at its ends.
    assert.deepEqual(path[0], [394, 74]);
    assert.deepEqual(path[2], [506, 126]);
  });

  it('takes any homography', () => {
    const anyHomography = fc.tuple(
      ...Array.from({ length: 9 }, () => fc.double({ min: -1e4, max: 1e4, noNaN: true })),
    );
    const status = fc.constantFrom<PoseStatus>('tracked', 'unsure', 'lost');
    fc.assert(
      fc.property(anyHomography, status, (homography, is) => {
        const { painted } = painting(all, () => pose(is, homography as unknown as Homography));
        for (const { path } of painted) assert.ok(path.flat().every(Number.isFinite));
      }),
      { numRuns: 300 },
    );
  });

  it('has colours of which an outline stands out on black, white and everything between', () => {
    const greys = Array.from(
      { length: 256 },
      (_, i) => `#${i.toString(16).padStart(2, '0').repeat(3)}`,
    );
    assert.equal(Object.keys(MARK_COLORS).length, 6);
    for (const [name, { fill, dark, light }] of Object.entries(MARK_COLORS)) {
      assert.ok(contrast(fill, dark) >= 3, name);
      for (const grey of greys)
        assert.ok(Math.max(contrast(dark, grey), contrast(light, grey)) >= 3, `${name} on ${grey}`);
    }
  });
});

describe('what lies under a finger', () => {
  const at = (x: number, y: number) => ({ x: x * CANVAS.width, y: y * CANVAS.height });

  it('is the topmost mark whose line is near', () => {
    const [under, over] = [markOf('under', shapes.rectangle), markOf('over', shapes.line)];
    const hit = (x: number, y: number) => hitTest([under, over], () => pose('tracked'), at(x, y));
    assert.equal(hit(0.2, 0.2), over.id);
    assert.equal(hit(0.6, 0.3), under.id);
    // The inside of a rectangle is not the rectangle.
    assert.equal(hit(0.5, 0.25), null);
    assert.equal(hit(0.9, 0.9), null);
  });

  it('is found where it was painted, for every kind', () => {
    for (const mark of all) {
      const { painted } = painting([mark], () => pose('tracked'));
      const spot = painted.find(({ is }) => is === 'stroke' || is === 'text')?.path[0];
      assert.ok(spot !== undefined, mark.shape.is);
      assert.equal(
        hitTest([mark], () => pose('tracked'), { x: spot[0], y: spot[1] }),
        mark.id,
        mark.shape.is,
      );
    }
  });

  it('is never what is hidden', () => {
    const hit = (status: PoseStatus) =>
      hitTest([markOf('line', shapes.line)], () => pose(status), at(0.2, 0.2));
    assert.equal(hit('lost'), null);
    assert.notEqual(hit('unsure'), null);
    assert.equal(
      hitTest([markOf('line', shapes.line)], () => null, at(0.2, 0.2)),
      null,
    );
  });
});

describe('changing a shape', () => {
  it('moves all of it', () => {
    for (const shape of Object.values(shapes)) {
      const there = pointsOf(moved(shape, { x: 0.1, y: -0.05 }));
      for (const [i, { x, y }] of pointsOf(shape).entries()) {
        assert.ok(Math.abs((there[i]?.x ?? 0) - x - 0.1) < 3e-5, shape.is);
        assert.ok(Math.abs((there[i]?.y ?? 0) - y + 0.05) < 3e-5, shape.is);
      }
    }
  });

  it('takes a handle where it is pulled, and leaves what lies opposite', () => {
    for (const shape of Object.values(shapes)) {
      for (const [i, handle] of handlesOf(shape).entries()) {
        const to = { x: handle.x + 0.07, y: handle.y + 0.03 };
        const handles = handlesOf(resized(shape, i, to));
        const near = (a: { x: number; y: number }, b: { x: number; y: number }) =>
          Math.hypot(a.x - b.x, a.y - b.y) < 1e-4;
        assert.ok(
          handles.some((h) => near(h, to)),
          `${shape.is} ${i}`,
        );
        const opposite = handlesOf(shape).at((i + handles.length / 2) % handles.length);
        assert.ok(
          handles.some((h) => near(h, opposite ?? h)),
          `${shape.is} ${i}`,
        );
      }
    }
  });

  it('keeps a turned rectangle a rectangle', () => {
    const turned: MarkShape = {
      is: 'rectangle',
      corners: [place(0.5, 0.3), place(0.7, 0.5), place(0.5, 0.7), place(0.3, 0.5)],
    };
    const after = resized(turned, 0, { x: 0.55, y: 0.2 });
    assert.ok(after.is === 'rectangle');
    const [a, b, c, d] = after.corners;
    assert.ok(Math.abs(a.x - b.x + c.x - d.x) < 1e-4 && Math.abs(a.y - b.y + c.y - d.y) < 1e-4);
    const [u, w] = [
      { x: b.x - a.x, y: b.y - a.y },
      { x: d.x - a.x, y: d.y - a.y },
    ];
    assert.ok(Math.abs(u.x * w.x + u.y * w.y) < 1e-3);
  });

  it('numbers pins after the highest', () => {
    assert.equal(nextPinNumber([]), 1);
    assert.equal(
      nextPinNumber([shapes.pin, { ...shapes.pin, number: 4 } as MarkShape, shapes.line]),
      13,
    );
  });
});

describe('a stroke’s outline', () => {
  it('is as wide as the pressure says', () => {
    const widthAt = (pressure: number) => {
      const points = Array.from(
        { length: 30 },
        (_, i) => [0.2 + i * 0.02, 0.5, i === 0 ? 0.5 : pressure] as [number, number, number],
      );
      const middle = strokeOutline(points, FRAME, 20)
        .filter(([x]) => Math.abs(x - 320) < 20)
        .map(([, y]) => y);
      return Math.max(...middle) - Math.min(...middle);
    };
    assert.ok(widthAt(1) > 1.5 * widthAt(0.2), `${widthAt(1)} ${widthAt(0.2)}`);
    assert.ok(widthAt(1) < 40);
  });

  it('keeps one width where that is asked for', () => {
    const points = Array.from(
      { length: 30 },
      (_, i) => [0.2 + i * 0.02, 0.5, (i % 5) / 5] as [number, number, number],
    );
    const ys = strokeOutline(points, FRAME, 20, true).map(([, y]) => y);
    assert.ok(Math.max(...ys) - Math.min(...ys) < 21);
  });

  it('lies around any stroke', () => {
    const unit = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(
        fc.array(fc.tuple(unit, unit, unit), { minLength: 1, maxLength: 60 }),
        (points) => {
          const outline = strokeOutline(points, FRAME, 12);
          assert.ok(outline.length > 0);
          for (const [x, y] of outline) assert.ok(x > -40 && y > -40 && x < 680 && y < 520);
        },
      ),
    );
  });
});

describe('a mark in words', () => {
  const marks = [
    arrow('one'),
    markOf('box', shapes.rectangle),
    arrow('two', MIA),
    markOf('pin', shapes.pin),
  ];

  it('says which of its kind, whose, and how it is', () => {
    const [, , second, pin] = marks;
    assert.ok(second !== undefined && pin !== undefined);
    assert.deepEqual(describeMark(marks, second, 'tracked'), {
      kind: 'arrow',
      ordinal: 2,
      author: MIA,
      state: 'tracked',
      text: '',
    });
    const { ordinal, text, state } = describeMark(marks, pin, null);
    assert.deepEqual({ ordinal, text, state }, { ordinal: 12, text: 'Valve', state: 'waiting' });
  });
});
