import { FLASH_EVERY_MS, FLASH_MS } from './flash-times.ts';

/** What the page tells: where pictures go, and when, on the clock that workers and pages share, the first one is white. */
export interface FlasherStart {
  readonly frames: WritableStream<VideoFrame>;
  readonly firstAtMs: number;
}

const EVERY_MS = 40;
const EARLY_MS = 2;

const clockMs = (): number => performance.timeOrigin + performance.now();

/** A dark camera that flashes; in a worker, because in a hidden page nothing is painted in time. */
globalThis.onmessage = ({ data }: MessageEvent<FlasherStart>) => {
  const writer = data.frames.getWriter();
  const context = new OffscreenCanvas(640, 360).getContext('2d');
  if (context === null) throw new Error('There is no canvas.');
  // In step with the flashes: a camera's own step would be measured otherwise.
  const next = (): void => {
    const sinceMs = clockMs() - data.firstAtMs;
    setTimeout(shoot, (Math.floor((sinceMs + EARLY_MS) / EVERY_MS) + 1) * EVERY_MS - sinceMs);
  };
  const shoot = (): void => {
    next();
    // A camera has no queue: what would wait is not made.
    if ((writer.desiredSize ?? 1) <= 0) return;
    // A timer may run out a little early.
    const sinceMs = clockMs() - data.firstAtMs + EARLY_MS;
    const isWhite = sinceMs >= 0 && sinceMs % FLASH_EVERY_MS < FLASH_MS;
    context.fillStyle = isWhite ? '#fff' : '#000';
    context.fillRect(0, 0, 640, 360);
    const frame = new VideoFrame(context.canvas, {
      timestamp: Math.round(performance.now() * 1_000),
    });
    writer.write(frame).catch((cause: unknown) => {
      frame.close();
      throw cause;
    });
  };
  next();
};
