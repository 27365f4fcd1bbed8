import { expect } from '@open-wc/testing';
import type { DrawingOperation, MarkShape } from '@fernblick/protocol';
import { joinedOverlays, type JoinedOverlays } from '../testing/joined-overlays.ts';
import { stroke } from '../testing/drawing-scene.ts';
import { until } from '../testing/until.ts';
import './ar-overlay.ts';

const MANY = 3_000;
const AT_A_TIME = 1_000;

describe('ar-overlay under thousands of strokes', () => {
  let page: JoinedOverlays | null = null;
  afterEach(() => page?.close());

  it('shows them all as they come one by one, and goes on drawing', async () => {
    page = await joinedOverlays();
    const { one, two, links, problems, saw } = page;
    const first = new Promise<DrawingOperation>((resolve) => {
      links[1].subscribe({
        item: (item) => {
          if (item.is === 'operation') resolve(item.operation);
        },
        live: () => {},
        drafters: () => {},
        reset: () => {},
      });
    });
    await stroke(two, [
      [0.3, 0.3],
      [0.5, 0.5],
    ]);
    const begun = await first;
    if (begun.is !== 'add') throw new Error('It is no mark.');
    const many = (shown: number) => (): boolean =>
      one.marks.length === shown && two.marks.length === shown;
    await until(many(1), saw);
    const told = (): string =>
      `${one.marks.length} and ${two.marks.length} marks, ${problems.join()}`;
    for (let i = 0; i < MANY; i++) {
      const [x, y] = [0.3 + (i % 100) / 250, 0.3 + i / 100 / 250];
      const shape: MarkShape = {
        is: 'pen',
        points: [
          [x, y, 0.5],
          [x + 0.01, y + 0.02, 0.5],
        ],
      };
      const mark = { ...begun.mark, id: `mark-0000-${i}`, shape };
      const operation = { ...begun, id: `operation-${i}`, clock: begun.clock + 1 + i, mark };
      await links[1].send({ is: 'operation', operation });
      if ((i + 1) % AT_A_TIME === 0) await until(many(i + 2), told, 60_000);
    }
    await stroke(one, [
      [0.6, 0.3],
      [0.7, 0.5],
    ]);
    await until(many(MANY + 2), told, 60_000);
    expect(problems).to.deep.equal([]);
  }).timeout(180_000);
});
