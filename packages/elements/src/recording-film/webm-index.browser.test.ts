import { expect } from '@open-wc/testing';
import { readClusters, readHead } from './webm-index.ts';

let film: Uint8Array;
before(async () => {
  const answer = await fetch(new URL('../testing/media/film.webm', import.meta.url));
  film = new Uint8Array(await answer.arrayBuffer());
});

/** How many clusters these bytes list, where they are such a film. */
function clustersIn(bytes: Uint8Array): number | null {
  const head = readHead(bytes.subarray(0, 8_192));
  return head === null ? null : (readClusters(bytes.subarray(head.cuesFrom), head)?.length ?? null);
}

describe('the index of a film', () => {
  it('says what it is made of and which bytes each of its seconds is', () => {
    const head = readHead(film.subarray(0, 8_192));
    const clusters = head === null ? null : readClusters(film.subarray(head.cuesFrom), head);
    if (head === null || clusters === null) throw new Error('It has none.');
    expect(head.type).to.equal('video/webm; codecs="vp8,opus"');
    expect(head.durationS).to.be.closeTo(60, 0.1);
    expect([clusters[0]?.from, clusters[0]?.atS]).to.deep.equal([head.until, 0]);
    for (const [n, { from, until, atS }] of clusters.entries()) {
      expect([...film.subarray(from, from + 4)]).to.deep.equal([0x1f, 0x43, 0xb6, 0x75]);
      expect(until).to.equal(clusters[n + 1]?.from ?? head.cuesFrom);
      expect(atS).to.be.greaterThan(clusters[n - 1]?.atS ?? -1);
    }
  });

  it('is none where bytes are missing, and ends on whatever lies in its place', () => {
    for (let length = 0; length < 320; length += 1)
      expect(readHead(film.subarray(0, length)), `${length} bytes`).to.equal(null);
    expect(clustersIn(film.subarray(0, film.length - 1))).to.equal(null);
    for (let at = 0; at < 320; at += 1)
      for (const wrong of [0x00, 0x01, 0x40, 0xff]) {
        const bytes = film.slice();
        bytes[at] = wrong;
        expect(clustersIn(bytes) ?? 1).to.be.greaterThan(0);
      }
  });
});
