import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { clusterOf, WebmBlocks, type WebmBlock } from './webm-blocks.ts';

const hex = (text: string): Uint8Array =>
  Uint8Array.from(Buffer.from(text.replace(/ /g, ''), 'hex'));

/** As browsers write it live: sizes of segment and clusters are unknown, and the picture is track 2. */
const HEAD = hex(
  '1a45dfa3 84 42868101 18538067 01ffffffffffffff 1654ae6b 90 ae86 d78101 838102 ae86 d78102 838101',
);
const CLUSTERS = hex(
  '1f43b675 01ffffffffffffff e7 82 03e8 a3 86 82 0000 80 aaaa a3 85 81 0014 00 bb ' +
    // One in a group, with what it needs to be read.
    '1f43b675 01ffffffffffffff e7 82 07d0 a0 8a a1 85 81 fff6 00 cc fb 81 14',
);
const STREAM = Uint8Array.from([...HEAD, ...CLUSTERS]);
const told = (blocks: readonly WebmBlock[]): readonly string[] =>
  blocks.map(({ of, atMs, element }) => `${of} ${atMs} ${Buffer.from(element).toString('hex')}`);
const WANTED = [
  'video 1000 a38682000080aaaa',
  'audio 1020 a38581001400bb',
  'audio 1990 a08aa18581fff600ccfb8114',
];

describe('the blocks of a growing WebM', () => {
  it('are the same wherever the stream is cut', () => {
    for (let at = 0; at <= STREAM.length; at += 1) {
      const reader = new WebmBlocks();
      const blocks = [...reader.take(STREAM.subarray(0, at)), ...reader.take(STREAM.subarray(at))];
      assert.deepEqual(told(blocks), WANTED, `cut at ${at}`);
      assert.deepEqual(reader.head, HEAD);
    }
  });

  it('can be written as a cluster of its own, at other times and of other tracks', () => {
    const blocks = new WebmBlocks().take(STREAM);
    const cluster = clusterOf(
      blocks.map((block) => ({
        ...block,
        atMs: block.atMs + 60_000,
        track: block.of === 'audio' ? 3 : 4,
      })),
    );
    const tracks = hex('1654ae6b 90 ae86 d78103 838102 ae86 d78104 838101');
    const read = new WebmBlocks().take(Uint8Array.from([...tracks, ...cluster]));
    assert.deepEqual(
      read.map(({ of, atMs }) => [of, atMs]),
      [
        ['video', 61_000],
        ['audio', 61_020],
        ['audio', 61_990],
      ],
    );
  });

  it('are none in what is no WebM', () => {
    assert.throws(() => new WebmBlocks().take(hex('00000020 66747970')), RangeError);
  });
});
