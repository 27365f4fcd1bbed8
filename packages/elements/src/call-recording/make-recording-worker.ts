import { indirect } from '../ar-overlay/make-worker.ts';

/** The worker that composes the recorded picture; for it holds what holds for the one that draws. */
export function makeRecordingWorker(): Worker {
  return (
    indirect(new URL('./recording-worker.ts', import.meta.url)) ??
    new Worker(new URL('./recording-worker.ts', import.meta.url), { type: 'module' })
  );
}
