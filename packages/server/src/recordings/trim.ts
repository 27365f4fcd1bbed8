import { open, type FileHandle } from 'node:fs/promises';

/** Start of a cluster of unknown size, as browsers write them live. */
const CLUSTER = Buffer.from('1f43b67501ffffffffffffff', 'hex');
/** Half a minute of video at a good rate, which is as long as a browser makes a cluster, many times over. */
const TAIL_BYTES = 32 * 1024 * 1024;
/** All that is in memory at once. Pieces are clusters of their own, as a rule: the last one is found in the first look. */
const LOOK_BYTES = 2 * 1024 * 1024;
/** An id of one byte and a size of at most eight. */
const HEAD_BYTES = 9;

/**
 * Cuts a live WebM after its last whole picture or sound. A browser may be killed in the middle of writing one, and what
 * reads the file afterwards would give up the whole cluster for it: many seconds. Any other file stays as it is.
 */
export async function trimToBlocks(path: string): Promise<void> {
  const file = await open(path, 'r+');
  try {
    const { size } = await file.stat();
    const cluster = await lastCluster(file, size);
    if (cluster === null) return;
    const first = cluster + CLUSTER.length;
    const last = await wholeUntil(file, first, size);
    // A cluster of which nothing is whole goes as a whole.
    const end = last === first ? cluster : last;
    if (end < size) await file.truncate(end);
  } finally {
    await file.close();
  }
}

/** Where the last one begins that is near enough to the end; null where there is none. */
async function lastCluster(file: FileHandle, size: number): Promise<number | null> {
  const buffer = Buffer.alloc(Math.min(LOOK_BYTES, size));
  const from = Math.max(0, size - TAIL_BYTES);
  let until = size;
  while (until - from >= CLUSTER.length) {
    const start = Math.max(from, until - buffer.length);
    const { bytesRead } = await file.read(buffer, 0, until - start, start);
    const found = buffer.subarray(0, bytesRead).lastIndexOf(CLUSTER);
    if (found !== -1) return start + found;
    if (start === from) return null;
    // One may lie across the border of two looks.
    until = start + CLUSTER.length - 1;
  }
  return null;
}

/** Where the last whole element ends; elements within a cluster have ids of one byte, and known sizes. */
async function wholeUntil(file: FileHandle, start: number, size: number): Promise<number> {
  const head = Buffer.alloc(HEAD_BYTES);
  let end = start;
  for (;;) {
    const { bytesRead } = await file.read(head, 0, HEAD_BYTES, end);
    const first = bytesRead < 2 ? 0 : head.readUInt8(1);
    // A size has as many bytes as its first one has leading zeros, and one more.
    if (first === 0) return end;
    const length = Math.clz32(first) - 23;
    const rest = head.subarray(2, 1 + length);
    const inside = rest.reduce((sum, byte) => sum * 256 + byte, first & (0xff >> length));
    const next = end + 1 + length + inside;
    if (next > size) return end;
    end = next;
  }
}
