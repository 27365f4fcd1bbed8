import { MARK_COLORS, project, scaleAt, strokeWidth, type WetLine } from '@fernblick/ar/ink';
import type { InkLive, MarkId } from '@fernblick/protocol';
import { WetInk } from './wet-ink.ts';

/** One line, and what of it was drawn here. */
interface Drawn {
  line: WetLine;
  toldAtMs: number;
  readonly ink: WetInk;
  /** So many of its points are painted, or drawn here. */
  points: number;
}

/** Where a line was told to lie so long ago it may not lie any more, ms. */
const STALE_MS = 250;

/** What others draw with the pen, drawn by the page itself until the worker has it; where each line lies, the worker says. */
export class OthersWetInk {
  readonly #drawn = new Map<MarkId, Drawn>();

  /** These are under way now, as the worker has painted them. */
  tell(lines: readonly WetLine[]): void {
    for (const [id, { ink }] of this.#drawn) {
      if (lines.some((line) => line.id === id)) continue;
      ink.lift();
      this.#drawn.delete(id);
    }
    const toldAtMs = performance.now();
    for (const line of lines) {
      const { ink = new WetInk(), points = line.painted } = this.#drawn.get(line.id) ?? {};
      this.#drawn.set(line.id, { line, toldAtMs, ink, points });
    }
  }

  /** Draws what is new of a line. */
  hear(live: InkLive, canvas: HTMLCanvasElement): void {
    const drawn = live.is === 'stroke' ? this.#drawn.get(live.mark) : undefined;
    const surface = canvas.parentElement;
    if (live.is !== 'stroke' || drawn === undefined || surface === null) return;
    const { line, ink, points, toldAtMs } = drawn;
    const timeMs = performance.now();
    drawn.points = Math.max(points, live.from + live.points.length);
    if (timeMs - toldAtMs > STALE_MS) return;
    const { homography, frame } = line.pose;
    const perPx = canvas.width / canvas.clientWidth;
    // From the last point on that is there already.
    const spots = live.points.slice(Math.max(0, points - 1 - live.from)).flatMap(([x, y]) => {
      const at = project(homography, x * frame.width, y * frame.height);
      return at === null ? [] : [{ x: at.x / perPx, y: at.y / perPx, timeMs }];
    });
    ink.pen = { ...MARK_COLORS[line.color], width: widthOf(line) / perPx };
    if (spots.length > 1) ink.draw(surface, spots);
  }
}

function widthOf({ width, pose: { homography, frame } }: WetLine): number {
  const scale = scaleAt(homography, frame.width / 2, frame.height / 2);
  return strokeWidth('pen', width, frame) * scale;
}
