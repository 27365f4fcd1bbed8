import { randomId } from '../random-id.ts';
import { InkEngine } from './ink-engine.ts';
import type { InkReport } from './messages.ts';
import { browserPictures } from './pictures.ts';

/** Pictures are shown about so often; hidden pages show none, and what is to be told is told all the same. */
const LATEST_MS = 100;

/** Whether there is WebGL to draw with; a context that was made to find out is given back. */
function canStand(): boolean {
  try {
    const context = new OffscreenCanvas(1, 1).getContext('webgl2');
    context?.getExtension('WEBGL_lose_context')?.loseContext();
    return context !== null;
  } catch {
    // Browsers whose canvases outside of a page draw in two dimensions only throw, or answer with null.
    return false;
  }
}

/** An engine as it runs in a browser, in a worker and in a page alike. */
export function createInkEngine(report: (report: InkReport) => void): InkEngine {
  return new InkEngine({
    report,
    pictures: browserPictures(),
    soon: (run) => {
      let isDone = false;
      const once = () => {
        if (isDone) return;
        isDone = true;
        run();
      };
      if (typeof requestAnimationFrame === 'function') requestAnimationFrame(once);
      setTimeout(once, typeof requestAnimationFrame === 'function' ? LATEST_MS : 0);
    },
    nowMs: () => performance.now(),
    newId: randomId,
    loadTracking: async (size) => (await import('./load-tracking.ts')).loadTracking(size),
    loadCheck: async () => (await import('./check-ink.ts')).checkInk,
    loadPick: async () => (await import('./picker.ts')).pick,
    loadAside: async () => (await import('./aside.ts')).aside,
    loadPoses: async (options) =>
      new (await import('./poses/shared-poses.ts')).SharedPoses(options),
    canStand,
    loadStage: async () => (await import('../scene/stage.ts')).createStage,
    loadStraighten: async () => (await import('../drawing/straighten.ts')).straighten,
  });
}
