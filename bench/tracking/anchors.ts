import type { BenchResult } from '../result.ts';
import { median, rounded } from '../statistics.ts';
import { drawnPicture } from './drawn-pictures.ts';
import type { Point } from './geometry.ts';
import { cpuMs, render } from './measure.ts';
import { makeSequence } from './sequences.ts';

const FRAMES = 90;
const ANCHORS = 5;

/** What making an anchor costs, and what each further anchor adds to a frame. */
export async function extraAnchors(): Promise<readonly BenchResult[]> {
  // Only now: the run builds the tracker's module first.
  const { createSurfaceTracker } = await import('@fernblick/ar/tracking');
  const sequence = makeSequence({
    class: 'parallax',
    seed: 3,
    picture: drawnPicture('panel'),
    other: drawnPicture('circuit'),
    frames: FRAMES,
  });
  const frames = render(sequence).map(({ gray }) => gray);
  const [first = new Uint8Array(), ...rest] = frames;
  const making: number[] = [];
  const perFrame = async (count: number): Promise<number> => {
    const tracker = await createSurfaceTracker(sequence);
    for (let anchor = 0; anchor < count; anchor++) {
      const before = cpuMs();
      tracker.addAnchor(first, shifted(sequence.region, anchor * 4));
      making.push(cpuMs() - before);
    }
    const times = rest.map((gray) => {
      const before = cpuMs();
      tracker.update(gray);
      return cpuMs() - before;
    });
    tracker.close();
    return median(times);
  };
  // The first run is there to be compiled.
  await perFrame(1);
  const [one, many] = [await perFrame(1), await perFrame(ANCHORS)];
  return [
    {
      name: 'tracking/further-anchor',
      ours: rounded((many - one) / (ANCHORS - 1)),
      peer: 0.3,
      ratio: rounded((many - one) / (ANCHORS - 1) / 0.3),
      unit: 'ms',
      note: 'CPU time each of four further anchors adds to a frame, median; peer is the goal',
    },
    {
      name: 'tracking/add-anchor',
      ours: rounded(median(making)),
      peer: null,
      ratio: null,
      unit: 'ms',
      note: 'CPU time to make an anchor, once, median',
    },
  ];
}

function shifted(region: readonly Point[], by: number): readonly Point[] {
  return region.map(({ x, y }) => ({ x: x + by, y: y - by }));
}
