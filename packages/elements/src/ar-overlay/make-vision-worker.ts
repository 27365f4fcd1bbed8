import { indirect } from './make-worker.ts';

/** The worker in which a model looks into pictures; for it holds what holds for the one that draws. */
export function makeVisionWorker(): Worker {
  return (
    indirect(new URL('./vision-worker.ts', import.meta.url)) ??
    new Worker(new URL('./vision-worker.ts', import.meta.url), { type: 'module' })
  );
}
