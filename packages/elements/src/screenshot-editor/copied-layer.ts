import { readDocument, type OpenPicture } from '@fernblick/ar/editing';
import type { PictureDocument } from '@fernblick/protocol';

/** The layer that was copied last, in whichever editor. */
export interface CopiedLayer {
  /** What was done to the picture that it was copied from, with no other layer. */
  readonly document: PictureDocument;
  /** That picture; null where it is open in another tab. */
  readonly picture: OpenPicture | null;
  /** What stands for the layer on the system's clipboard; null while it is not there. */
  readonly writtenAs: string | null;
}

let copied: CopiedLayer | null = null;
let port: BroadcastChannel | null = null;

/** What was copied last; null where that was no layer. */
export function copiedLayer(): CopiedLayer | null {
  return copied;
}

/** Holds it for all editors of this page, and for those of its site's other tabs once these can know it by the clipboard. */
export function holdCopied(layer: CopiedLayer | null): void {
  copied = layer;
  tell();
}

/** Hears of what is copied in other tabs, and was before; nothing of it is kept anywhere but in open pages. */
export function hearCopied(): void {
  if (port !== null) return;
  port = new BroadcastChannel('fernblick-copied-layer');
  port.onmessage = ({ data }: MessageEvent) => {
    const { document, writtenAs } = (data ?? {}) as Partial<CopiedLayer>;
    if (typeof writtenAs !== 'string') tell();
    else copied = { document: readDocument(document), picture: null, writtenAs };
  };
  port.postMessage(null);
}

function tell(): void {
  if (copied === null || copied.writtenAs === null) return;
  const { document, writtenAs } = copied;
  port?.postMessage({ document, writtenAs });
}
