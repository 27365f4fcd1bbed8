import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { fingerprintsIn, securityDigits } from './security-digits.ts';

const fingerprint = (byte: number): string =>
  `sha-256 ${Array.from({ length: 32 }, () => byte.toString(16).padStart(2, '0').toUpperCase()).join(':')}`;
const [agent, customer, stranger] = [fingerprint(1), fingerprint(2), fingerprint(0xab)];
const sdp = (...fingerprints: readonly string[]): string =>
  ['v=0', ...fingerprints.map((each) => `a=fingerprint:${each}`), 'm=audio 9', ''].join('\r\n');

describe('the security digits', () => {
  it('are the same at both ends, and always the same for the same certificates', async () => {
    const digits = await securityDigits([agent, customer]);
    assert.equal(digits, await securityDigits([customer, agent]));
    assert.match(digits ?? '', /^\d\d \d\d \d\d \d\d$/);
    // A known answer: two releases in one call must agree.
    assert.equal(digits, '84 65 94 25');
  });

  it('are others where somebody has put in a certificate of their own', async () => {
    const seen = await Promise.all(
      [
        [agent, customer],
        [agent, stranger],
        [stranger, customer],
        [agent, fingerprint(3)],
      ].map(([own = '', other = '']) => securityDigits([own, other])),
    );
    assert.equal(new Set(seen).size, seen.length);
  });

  it('stand for every fingerprint of a description, however it is written', () => {
    const known = fingerprintsIn(sdp(agent));
    assert.equal(fingerprintsIn(sdp(agent, agent)), known);
    assert.equal(fingerprintsIn(sdp(agent.toLowerCase())), fingerprintsIn(sdp(agent)));
    assert.notEqual(fingerprintsIn(sdp(agent, stranger)), known);
    assert.equal(fingerprintsIn(sdp(agent, stranger)), fingerprintsIn(sdp(stranger, agent)));
    assert.equal(fingerprintsIn('v=0'), '');
  });
});
