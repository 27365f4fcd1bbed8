import { open } from 'node:fs/promises';

/** Start of a cluster of unknown size, as browsers write them live. */
const CLUSTER = Buffer.from('1f43b67501ffffffffffffff', 'hex');
/** Half a minute of video at a good rate, which is as long as a browser makes a cluster, many times over. */
const TAIL_BYTES = 32 * 1024 * 1024;
/** Pieces are clusters of their own, as a rule: the last one is found in the first look. */
const LOOK_BYTES = 2 * 1024 * 1024;

/**
 * Cuts a live WebM after its last whole picture or sound. A browser may be killed in the middle of writing one, and what
 * reads the file afterwards would give up the whole cluster for it: many seconds. Any other file stays as it is.
 */
export async function trimToBlocks(path: string): Promise<void> {
  const file = await open(path, 'r+');
  try {
    const { size } = await file.stat();
    let [offset, cluster] = [size, -1];
    let buffer = Buffer.alloc(0);
    for (let bytes = LOOK_BYTES; cluster === -1; bytes *= 4) {
      if (offset === 0 || size - offset === TAIL_BYTES) return;
      offset = Math.max(0, size - Math.min(bytes, TAIL_BYTES));
      ({ buffer } = await file.read(Buffer.alloc(size - offset), 0, size - offset, offset));
      cluster = buffer.lastIndexOf(CLUSTER);
    }
    const first = cluster + CLUSTER.length;
    const last = wholeUntil(buffer, first);
    // A cluster of which nothing is whole goes as a whole.
    const end = last === first ? cluster : last;
    if (end < buffer.length) await file.truncate(offset + end);
  } finally {
    await file.close();
  }
}

/** Where the last whole element ends; elements within a cluster have ids of one byte, and known sizes. */
function wholeUntil(bytes: Buffer, start: number): number {
  let end = start;
  for (;;) {
    const first = bytes[end + 1];
    // A size has as many bytes as its first one has leading zeros, and one more.
    if (first === undefined || first === 0) return end;
    const length = Math.clz32(first) - 23;
    const rest = bytes.subarray(end + 2, end + 1 + length);
    const size = rest.reduce((sum, byte) => sum * 256 + byte, first & (0xff >> length));
    const next = end + 1 + length + size;
    if (next > bytes.length) return end;
    end = next;
  }
}
