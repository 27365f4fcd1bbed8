import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addressesIn, withAddresses } from './offer-addresses.ts';

const offer = {
  type: 'offer',
  sdp: 'v=0\r\ns=-\r\nm=audio 9 RTP 111\r\na=mid:0\r\nm=video 9 RTP 96\r\na=mid:1\r\n',
  restart: false,
} as const;
const candidate = (
  sdpMLineIndex: number | null,
  text: string | null = 'candidate:1 1 udp 1 ::1 9',
) => ({ type: 'candidate', candidate: text, sdpMid: null, sdpMLineIndex }) as const;

test('addresses go to the end of the media section that they name', () => {
  const { offer: full, left } = withAddresses(offer, [candidate(1), candidate(0), candidate(0)]);
  const line = 'a=candidate:1 1 udp 1 ::1 9\r\n';
  assert.equal(
    full.sdp,
    `v=0\r\ns=-\r\nm=audio 9 RTP 111\r\na=mid:0\r\n${line}${line}m=video 9 RTP 96\r\na=mid:1\r\n${line}`,
  );
  assert.deepEqual(left, []);
  assert.equal(addressesIn(full.sdp), 3);
});

test('what names no section is given back', () => {
  const odd = [candidate(7), candidate(null), candidate(0, null)];
  const { offer: same, left } = withAddresses(offer, odd);
  assert.equal(same.sdp, offer.sdp);
  assert.deepEqual(left, odd);
});
