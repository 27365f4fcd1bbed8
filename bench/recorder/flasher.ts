import { FLASH_EVERY_MS, FLASH_MS } from './flash-times.ts';

/** What the page tells: where pictures go, and when, on the clock that workers and pages share, the first one is white. */
export interface FlasherStart {
  readonly frames: WritableStream<VideoFrame>;
  readonly firstAtMs: number;
}

const PER_SECOND = 25;

const clockMs = (): number => performance.timeOrigin + performance.now();

/** A dark camera that flashes; in a worker, because in a hidden page nothing is painted in time. */
globalThis.onmessage = ({ data }: MessageEvent<FlasherStart>) => {
  const writer = data.frames.getWriter();
  const context = new OffscreenCanvas(640, 360).getContext('2d');
  if (context === null) throw new Error('There is no canvas.');
  setInterval(() => {
    // A camera has no queue: what would wait is not made.
    if ((writer.desiredSize ?? 1) <= 0) return;
    const sinceMs = clockMs() - data.firstAtMs;
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
  }, 1_000 / PER_SECOND);
};
