import type { Mark, MarkShape } from '@fernblick/protocol';
import { expect } from '@open-wc/testing';
import { stands, type PosedMark, type Stage } from '../drawing/standing.ts';
import type { PoseStatus } from '../drawing/trace.ts';
import { IDENTITY, project, type Homography } from '../homography.ts';
import { createStage } from './stage.ts';
import { seen, turnedView } from './testing/seen.ts';

const SIZE = { width: 640, height: 480 };
const VIEW = { toCanvas: IDENTITY, picture: SIZE, pixelRatio: 1 };
const ARROW: MarkShape = { is: 'arrow-3d', from: { x: 0.72, y: 0.3 }, to: { x: 0.45, y: 0.55 } };
const LABEL: MarkShape = { is: 'label', at: { x: 0.5, y: 0.6 }, text: 'Main switch' };

/** How a surface is seen, by name. */
const POSES: Readonly<Record<string, Homography>> = {
  'from the front': IDENTITY,
  'lying like a table': must(seen(turnedView(SIZE, [1, 0, 0], -0.9, 1.1))),
  'like a wall to the left': must(seen(turnedView(SIZE, [0, 1, 0], 0.8, 1.1))),
  'from beside and farther away': must(seen(turnedView(SIZE, [1, 2, 0], -0.7, 1.6))),
};

function must<T>(value: T | null): T {
  if (value === null) throw new Error('There is none.');
  return value;
}

function posed(
  shape: MarkShape,
  homography: Homography,
  status: PoseStatus = 'tracked',
): PosedMark {
  const mark: Mark = {
    id: `mark-${shape.is}`,
    author: 'participant-anna',
    anchor: 'anchor-1',
    color: 'red',
    width: 3,
    shape,
  };
  if (!stands(mark)) throw new Error('It lies flat.');
  return { mark, pose: { homography, status, frame: SIZE } };
}

function canvasOf(size = SIZE): OffscreenCanvasRenderingContext2D {
  return must(
    new OffscreenCanvas(size.width, size.height).getContext('2d', { willReadFrequently: true }),
  );
}

type Spot = readonly [x: number, y: number];

/** Every px that is so. */
function spotsOf(
  context: OffscreenCanvasRenderingContext2D,
  isSo: (r: number, g: number, b: number, a: number) => boolean,
): Spot[] {
  const { width, height } = context.canvas;
  const { data } = context.getImageData(0, 0, width, height);
  const spots: Spot[] = [];
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const i = 4 * (y * width + x);
      const [r = 0, g = 0, b = 0, a = 0] = data.subarray(i, i + 4);
      if (isSo(r, g, b, a)) spots.push([x + 0.5, y + 0.5]);
    }
  return spots;
}

const isRed = (r: number, g: number, b: number, a: number): boolean =>
  a > 200 && r > 110 && g < 0.6 * r && b < 0.6 * r;

describe('what stands up from a surface', () => {
  let stage: Stage;
  const gone: string[] = [];
  let changes = 0;
  beforeEach(() => {
    gone.length = 0;
    changes = 0;
    stage = createStage({
      changed: () => (changes += 1),
      gone: (why) => gone.push(why),
    });
  });
  afterEach(() => stage.close());

  for (const [name, homography] of Object.entries(POSES))
    it(`has the tip of an arrow where the surface has its place: ${name}`, () => {
      const context = canvasOf();
      expect(stage.paint(context, [posed(ARROW, homography)], VIEW)).to.deep.equal([]);
      const truth = must(project(homography, 0.45 * SIZE.width, 0.55 * SIZE.height));
      const [line] = stage.outlineOf(posed(ARROW, homography), VIEW) ?? [];
      const end = must(line?.to ?? null);
      const [ax, ay] = [truth.x - end.x, truth.y - end.y];
      const long = Math.hypot(ax, ay);
      // The red px that lies farthest in the direction in which it points.
      const ahead = ([x, y]: Spot) => (x * ax + y * ay) / long;
      const red = spotsOf(context, isRed).sort((a, b) => ahead(b) - ahead(a));
      expect(red.length).to.be.greaterThan(600);
      const [x, y] = red[0] ?? [0, 0];
      expect(Math.hypot(x - truth.x, y - truth.y)).to.be.lessThan(3);
    });

  it('is shaded, and throws a shadow onto the surface', () => {
    const context = canvasOf();
    context.fillStyle = '#c8c8c8';
    context.fillRect(0, 0, SIZE.width, SIZE.height);
    stage.paint(context, [posed(ARROW, must(POSES['lying like a table'] ?? null))], VIEW);
    const reds = new Set<number>();
    spotsOf(context, (r, g, b, a) => {
      if (isRed(r, g, b, a)) reds.add(r >> 3);
      return false;
    });
    expect(reds.size).to.be.greaterThan(8);
    const shadow = spotsOf(context, (r, g, b) => r === g && g === b && r < 170 && r > 60);
    expect(shadow.length).to.be.greaterThan(150);
  });

  it('has an outline of dark and light, so that it is seen on its own colour', () => {
    const context = canvasOf();
    context.fillStyle = '#ff5a4d';
    context.fillRect(0, 0, SIZE.width, SIZE.height);
    stage.paint(context, [posed(ARROW, IDENTITY)], VIEW);
    expect(spotsOf(context, (r, g, b) => r < 70 && g < 40 && b < 40).length).to.be.greaterThan(150);
    expect(spotsOf(context, (r, g, b) => g > 215 && b > 215 && r > 240).length).to.be.greaterThan(
      150,
    );
  });

  it('lets the picture through and has gaps while it is unsure', () => {
    const [sure, unsure] = [canvasOf(), canvasOf()];
    stage.paint(sure, [posed(ARROW, IDENTITY)], VIEW);
    stage.paint(unsure, [posed(ARROW, IDENTITY, 'unsure')], VIEW);
    const body = (context: OffscreenCanvasRenderingContext2D, least: number) =>
      spotsOf(context, (r, g, _b, a) => a > least && r > 110 && g < 0.6 * r).length;
    expect(body(unsure, 250)).to.equal(0);
    expect(body(unsure, 120)).to.be.within(200, 0.95 * body(sure, 120));
  });

  it('is drawn flat by others where the surface is no surface', () => {
    const context = canvasOf();
    const marks = [posed(ARROW, [1, 1, 0, 1, 1, 0, 0, 0, 1]), posed(LABEL, IDENTITY)];
    expect(stage.paint(context, marks, VIEW)).to.deep.equal([marks[0]]);
  });

  it('writes so that it can be read, in a mirrored picture too', () => {
    const mirror: Homography = [-1, 0, SIZE.width, 0, 1, 0, 0, 0, 1];
    const label: MarkShape = { is: 'label', at: { x: 0.5, y: 0.6 }, text: 'L L L L' };
    for (const toCanvas of [IDENTITY, mirror]) {
      const context = canvasOf();
      const view = { ...VIEW, toCanvas };
      stage.paint(context, [posed(label, toCanvas)], view);
      const [, sign] = must(stage.outlineOf(posed(label, toCanvas), view));
      const { from, to, width } = must(sign ?? null);
      const dark = spotsOf(context, (r, g, b, a) => a > 200 && r < 90 && g < 60 && b < 60).filter(
        ([x, y]) => Math.abs(y - from.y) < 0.3 * width && x > from.x + 12 && x < to.x - 12,
      );
      const lowest = Math.max(...dark.map(([, y]) => y));
      const [first, foot] = [0, lowest - 8].map((least) =>
        Math.min(...dark.filter(([, y]) => y > least).map(([x]) => x)),
      );
      const reach = (isIn: (y: number) => boolean) =>
        Math.max(...dark.filter(([, y]) => isIn(y)).map(([x]) => x));
      // The last L reaches farther right at its foot than above it, and the first begins with its stem.
      expect((foot ?? Infinity) - (first ?? 0)).to.be.lessThan(3);
      expect(reach((y) => y > lowest - 3)).to.be.greaterThan(reach((y) => y < lowest - 6) + 3);
    }
  });

  it('is given up where the browser takes its canvas back, and comes back with it', async () => {
    stage.close();
    const contexts: WebGL2RenderingContext[] = [];
    const { getContext } = OffscreenCanvas.prototype;
    OffscreenCanvas.prototype.getContext = function (this: OffscreenCanvas, ...args: never[]) {
      const context = Reflect.apply(getContext, this, args) as unknown;
      if (context instanceof WebGL2RenderingContext) contexts.push(context);
      return context;
    } as typeof getContext;
    stage = createStage({ changed: () => (changes += 1), gone: (why) => gone.push(why) });
    OffscreenCanvas.prototype.getContext = getContext;
    const loser = must(must(contexts[0] ?? null).getExtension('WEBGL_lose_context'));
    const marks = [posed(ARROW, IDENTITY)];
    loser.loseContext();
    await cause(() => changes === 1);
    expect(stage.paint(canvasOf(), marks, VIEW)).to.equal(marks);
    loser.restoreContext();
    await cause(() => changes === 2);
    const context = canvasOf();
    expect(stage.paint(context, marks, VIEW)).to.deep.equal([]);
    expect(spotsOf(context, isRed).length).to.be.greaterThan(600);
    expect(gone).to.deep.equal([]);
    loser.loseContext();
    await cause(() => gone.length === 1);
  });

  it('changes its look with its mark, and forgets marks that are gone', () => {
    const context = canvasOf();
    const red = posed(ARROW, IDENTITY);
    stage.paint(context, [red], VIEW);
    const blue = { ...red, mark: { ...red.mark, color: 'blue' as const } };
    const next = canvasOf();
    stage.paint(next, [blue], VIEW);
    expect(spotsOf(next, isRed)).to.deep.equal([]);
    const empty = canvasOf();
    stage.paint(empty, [], VIEW);
    expect(spotsOf(empty, (_r, _g, _b, a) => a > 0)).to.deep.equal([]);
  });
});

async function cause(isSo: () => boolean): Promise<void> {
  const startedAt = performance.now();
  while (!isSo()) {
    if (performance.now() - startedAt > 12_000) throw new Error('It did not come.');
    await new Promise((next) => setTimeout(next, 16));
  }
}
