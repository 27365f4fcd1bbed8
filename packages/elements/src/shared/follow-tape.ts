import type { InkTaker } from '@fernblick/ar/ink';
import type { ArOverlay } from '../ar-overlay/ar-overlay.ts';

const LOOK_EVERY_MS = 500;

/**
 * Has what an overlay paints handed to somebody else too, for as long as it paints: each port is a new tape, null that there
 * is none.
 *
 * @param overlay The one that is there at the moment: overlays come and go, and their workers may be started again
 * @returns what ends it
 */
export function followTape(
  overlay: () => ArOverlay | null,
  taker: InkTaker,
  take: (port: MessagePort | null) => void,
): () => void {
  let taped: ArOverlay['engine'] = null;
  let canvas: Element | null = null;
  let painted = false;
  const look = (): void => {
    const now = overlay();
    // Until its code is there, the element is in the page without its engine.
    const engine = now?.engine ?? null;
    // One that was started again paints on another canvas, and one that has died for good on none: what it showed last
    // would stay, and the new one knows of no tape.
    const ink = now?.shadowRoot?.querySelector('.ink') ?? null;
    const paints = ink?.hasAttribute('data-painting') === true;
    const isSame = engine === taped && ink === canvas && (paints || !painted);
    painted = paints;
    if (isSame) return;
    if (taped !== engine) taped?.post({ is: 'tape', taker, port: null });
    taped = engine;
    canvas = ink;
    if (engine === null) {
      take(null);
      return;
    }
    const { port1, port2 } = new MessageChannel();
    // Who reads no more answers no more, and then nothing more is sent.
    take(port2);
    engine.post({ is: 'tape', taker, port: port1 }, [port1]);
  };
  look();
  const looking = setInterval(look, LOOK_EVERY_MS);
  return () => {
    clearInterval(looking);
    taped?.post({ is: 'tape', taker, port: null });
    take(null);
  };
}
