import fc from 'fast-check';
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { MarkShape } from '@fernblick/protocol';
import { FRAME, markOf } from '../drawing/testing/sheet.ts';
import { stands, type PosedMark, type StandingView } from '../drawing/standing.ts';
import { IDENTITY, compose, project, type Homography } from '../homography.ts';
import { placeMark, onCanvas, signOf } from './placing.ts';
import { seen, turnedView } from './testing/seen.ts';
import { cross, dot, lengthOf, unit } from './vector.ts';

const VIEW: StandingView = { toCanvas: IDENTITY, picture: FRAME, pixelRatio: 1 };
const ARROW: MarkShape = { is: 'arrow-3d', from: { x: 0.7, y: 0.3 }, to: { x: 0.45, y: 0.55 } };
const LABEL: MarkShape = { is: 'label', at: { x: 0.45, y: 0.6 }, text: 'Main switch' };
const TIP = [0.45 * FRAME.width, 0.55 * FRAME.height] as const;
const FOOT = [0.45 * FRAME.width, 0.6 * FRAME.height] as const;

function posed(shape: MarkShape, homography: Homography): PosedMark {
  const mark = markOf('a', shape);
  assert.ok(stands(mark));
  return { mark, pose: { homography, status: 'tracked', frame: FRAME } };
}

/** Any view of a surface from up to about 65° beside its middle, nearer and farther. */
const homographies = fc
  .tuple(
    fc.double({ min: -Math.PI, max: Math.PI, noNaN: true }),
    fc.double({ min: 0, max: 1.15, noNaN: true }),
    fc.double({ min: 0.8, max: 3, noNaN: true }),
  )
  .map(([around, angle, distance]) =>
    seen(turnedView(FRAME, [Math.cos(around), Math.sin(around), 0], angle, distance)),
  )
  .filter((homography) => homography !== null);

const mirror: Homography = [-1, 0, FRAME.width, 0, 1, 0, 0, 0, 1];
const canvases = fc
  .tuple(fc.constantFrom(IDENTITY, mirror), fc.constantFrom(0.5, 1, 2.5))
  .map(([turn, zoom]) => compose([zoom, 0, 13, 0, zoom, 7, 0, 0, 1], turn));

describe('a 3D arrow', () => {
  it('has its tip exactly at its place, from wherever it is seen, mirrored and zoomed', () => {
    fc.assert(
      fc.property(homographies, canvases, (homography, toCanvas) => {
        const both = compose(toCanvas, homography);
        const placed = placeMark(posed(ARROW, both), { ...VIEW, toCanvas });
        assert.ok(placed !== null);
        const truth = project(both, ...TIP);
        const arrow = placed.parts['arrow'];
        assert.ok(truth !== null && arrow !== undefined);
        const tip = onCanvas(placed.lens, arrow.origin);
        assert.ok(Math.hypot(tip.x - truth.x, tip.y - truth.y) < 1e-6);
        assert.deepEqual(placed.outline[0]?.from, tip);
      }),
    );
  });

  it('comes down from above the surface at the same angle, however the camera moves', () => {
    fc.assert(
      fc.property(homographies, (homography) => {
        const placed = placeMark(posed(ARROW, homography), VIEW);
        const [arrow, shadow] = [placed?.parts['arrow'], placed?.parts['shadow']];
        assert.ok(arrow !== undefined && shadow !== undefined);
        const [axis, up] = [arrow.axes[2], shadow.axes[2]];
        assert.ok(Math.abs(dot(unit(axis), up) - 0.6) < 1e-6);
        // Right-handed: else its inside would be drawn.
        assert.ok(dot(cross(arrow.axes[0], arrow.axes[1]), axis) > 0);
      }),
    );
  });

  it('has no place where it was not drawn anywhere yet, or on what is no surface', () => {
    const at = { x: 0.5, y: 0.5 };
    assert.equal(placeMark(posed({ is: 'arrow-3d', from: at, to: at }, IDENTITY), VIEW), null);
    assert.equal(placeMark(posed(ARROW, [1, 1, 0, 1, 1, 0, 0, 0, 1]), VIEW), null);
    const gone = { ...VIEW, toCanvas: [0, 0, 0, 0, 0, 0, 0, 0, 1] as const };
    assert.equal(placeMark(posed(ARROW, IDENTITY), gone), null);
  });
});

describe('a label', () => {
  it('stands with its foot at its place, and its post rises from the surface', () => {
    fc.assert(
      fc.property(homographies, canvases, (homography, toCanvas) => {
        const both = compose(toCanvas, homography);
        const placed = placeMark(posed(LABEL, both), { ...VIEW, toCanvas });
        const [post, base] = [placed?.parts['post'], placed?.parts['base']];
        const truth = project(both, ...FOOT);
        assert.ok(placed !== null && post !== undefined && base !== undefined && truth !== null);
        const foot = onCanvas(placed.lens, post.origin);
        assert.ok(Math.hypot(foot.x - truth.x, foot.y - truth.y) < 1e-6);
        assert.ok(dot(unit(post.axes[2]), unit(base.axes[2])) > 0.1);
      }),
    );
  });

  it('can be read from wherever it is seen: level, from left to right, upright and not from the side', () => {
    fc.assert(
      fc.property(homographies, canvases, (homography, toCanvas) => {
        const placed = placeMark(posed(LABEL, compose(toCanvas, homography)), {
          ...VIEW,
          toCanvas,
        });
        const sign = placed?.parts['sign'];
        assert.ok(placed !== null && sign !== undefined);
        const [level, rise, out] = sign.axes;
        const line = placed.outline[1];
        assert.ok(line !== undefined && line.from.x < line.to.x);
        assert.ok(Math.abs(line.from.y - line.to.y) < 1e-6);
        assert.ok(rise[1] < 0 && -rise[1] / lengthOf(rise) > 0.8);
        assert.ok(out[2] < 0 && dot(cross(level, rise), out) > 0);
      }),
    );
  });

  it('keeps letters that can be read, however far away it is', () => {
    const far = seen(turnedView(FRAME, [1, 0, 0], 0.5, 12));
    assert.ok(far !== null);
    const sign = placeMark(posed(LABEL, far), VIEW)?.outline[1];
    assert.ok(sign !== undefined && sign.width / signOf('Main switch').height > 12);
  });

  it('breaks a long text, and keeps all of it', () => {
    const text =
      'Turn this valve a quarter to the left, wait until the light is green, then close it';
    const { lines, width, height } = signOf(text);
    assert.equal(lines.join(' '), text);
    assert.ok(width / height < 3 && height / width < 3);
  });
});
