import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { fitsCluster, webmCluster, type WebmBlock } from './webm-writer.ts';

/** What a cluster says, read by its lengths alone (RFC 9559, sections 5.1.3 and 10). */
function read(cluster: Uint8Array): { readonly startMs: number; readonly atMs: readonly number[] } {
  const view = new DataView(cluster.buffer, cluster.byteOffset, cluster.byteLength);
  assert.equal(view.getUint32(0), 0x1f_43_b6_75);
  const lengthAt = (at: number): number => Number(view.getBigUint64(at) & 0xff_ff_ff_ff_ff_ff_ffn);
  assert.equal(lengthAt(4), cluster.length - 12);
  let startMs = -1;
  const atMs: number[] = [];
  for (let at = 12; at < cluster.length;) {
    const [id, length] = [view.getUint8(at), lengthAt(at + 1)];
    const body = at + 9;
    if (id === 0xe7)
      startMs = cluster.subarray(body, body + length).reduce((sum, byte) => sum * 256 + byte, 0);
    else atMs.push(startMs + view.getInt16(body + 1));
    at = body + length;
  }
  return { startMs, atMs };
}

describe('a cluster', () => {
  it('holds its pictures and sounds in the order of their times, to the millisecond', () => {
    const block = fc.record<WebmBlock>({
      of: fc.constantFrom('video', 'audio'),
      atMs: fc.double({ min: 5_000_000, max: 5_030_000, noNaN: true }),
      isKey: fc.boolean(),
      bytes: fc.uint8Array({ maxLength: 300 }),
    });
    fc.assert(
      fc.property(fc.array(block, { minLength: 1, maxLength: 30 }), (blocks) => {
        const { startMs, atMs } = read(webmCluster(blocks));
        const wanted = blocks.map((each) => Math.round(each.atMs)).toSorted((a, b) => a - b);
        assert.equal(startMs, wanted[0]);
        assert.deepEqual(atMs, wanted);
      }),
    );
  });

  it('is closed before a time that it cannot say, in whatever order the times come', () => {
    const times = fc.array(fc.double({ min: -100, max: 200_000, noNaN: true }), { minLength: 1 });
    fc.assert(
      fc.property(times, (comeAt) => {
        const written: number[] = [];
        let blocks: WebmBlock[] = [];
        for (const atMs of comeAt) {
          const block: WebmBlock = { of: 'audio', atMs, isKey: true, bytes: new Uint8Array(1) };
          if (!fitsCluster(blocks, block)) {
            written.push(...read(webmCluster(blocks)).atMs);
            blocks = [];
          }
          blocks.push(block);
        }
        written.push(...read(webmCluster(blocks)).atMs);
        const sorted = (values: readonly number[]) => values.toSorted((a, b) => a - b);
        // By `+ 0`, a zero from below is a zero.
        assert.deepEqual(sorted(written), sorted(comeAt.map((atMs) => Math.round(atMs) + 0)));
      }),
    );
  });

  it('refuses times that it cannot say', () => {
    const at = (atMs: number): WebmBlock => ({
      of: 'audio',
      atMs,
      isKey: true,
      bytes: new Uint8Array(1),
    });
    assert.deepEqual(read(webmCluster([at(10), at(10 + 32_767)])).atMs, [10, 32_777]);
    assert.throws(() => webmCluster([at(10), at(10 + 32_768)]), RangeError);
  });
});
