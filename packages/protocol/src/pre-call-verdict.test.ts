import fc from 'fast-check';
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { checkRequest } from './check.ts';
import { errors, type ErrorCode } from './errors.ts';
import { Finding, PreCallFindings } from './pre-call-check.ts';
import { findingOfDevice, verdictOfNetwork } from './pre-call-verdict.ts';
import { SessionError } from './session-error.ts';
import { DeviceState } from './shapes.ts';

const finding = fc.constantFrom(...Finding.options);
const keys = Object.keys(PreCallFindings.entries) as (keyof PreCallFindings)[];

describe('what was found before a call', () => {
  it('is that a device works only where it runs and was seen or heard, and else the one cause', () => {
    const code = fc.constantFrom(null, ...(Object.keys(errors) as ErrorCode[]));
    fc.assert(
      fc.property(
        fc.constantFrom(...DeviceState.options),
        code,
        fc.boolean(),
        (state, why, isProven) => {
          const found = findingOfDevice(state, why, isProven);
          assert.equal(found === 'works', state === 'on' && isProven);
          assert.equal(found === 'untested', state === 'off' || (state === 'on' && !isProven));
          if (state === 'denied' || state === 'missing') assert.equal(found, state);
          if (state === 'lost' || state === 'unavailable')
            assert.equal(found, why === 'device-busy' ? 'busy' : 'failed');
        },
      ),
      { numRuns: 2_000 },
    );
  });

  it('has one meaning for the network: all of them, one by one', () => {
    const seen = new Set<unknown>();
    for (const direct of Finding.options)
      for (const relayUdp of Finding.options)
        for (const relayTcp of Finding.options) {
          const verdict = verdictOfNetwork({ direct, relayUdp, relayTcp });
          const told = `${direct} ${relayUdp} ${relayTcp}: ${verdict}`;
          const works = [direct, relayUdp, relayTcp].map((each) => each === 'works');
          const isFaulty = [relayUdp, relayTcp].some(
            (each) => each === 'refused' || each === 'full',
          );
          if (verdict === 'open') assert.ok(works[0] || works[1], told);
          if (verdict === 'detour') assert.deepEqual(works, [false, false, true], told);
          if (verdict === 'relay-down') assert.ok(isFaulty && !works[1], told);
          if (verdict === 'closed') assert.ok(!works.includes(true) && !isFaulty, told);
          // What was not tried is no fault, and no pass.
          if (verdict === null) {
            assert.ok([direct, relayUdp, relayTcp].includes('untested'), told);
            assert.ok(!works[0] && !works[1], told);
          }
          seen.add(verdict);
        }
    assert.equal(seen.size, 5, 'one of them never comes up');
    for (const gone of ['direct', 'relayUdp', 'relayTcp'] as const) {
      const { [gone]: _, ...rest } = {
        direct: 'works',
        relayUdp: 'works',
        relayTcp: 'works',
      } as const;
      assert.equal(verdictOfNetwork(rest), null, `without ${gone} nothing is known yet`);
    }
  });

  it('crosses the wire as the table says, and nothing else does', () => {
    const about = { commandId: 'command-0001', session: 'session-0001' };
    const anything = fc.dictionary(
      fc.oneof(fc.constantFrom(...keys), fc.string()),
      fc.oneof({ weight: 6, arbitrary: finding }, { weight: 1, arbitrary: fc.anything() }),
    );
    const whole = fc.record(Object.fromEntries(keys.map((key) => [key, finding])));
    let read = 0;
    const mixed = fc.tuple(whole, anything).map(([one, other]) => ({ ...one, ...other }));
    fc.assert(
      fc.property(
        fc.oneof(whole, anything, mixed),
        (findings: Readonly<Record<string, unknown>>) => {
          const isRight = keys.every((key) => Finding.options.includes(findings[key] as Finding));
          const isPlain = isRight && Object.keys(findings).length === keys.length;
          try {
            const { findings: kept } = checkRequest('call:checked', { ...about, findings });
            read += 1;
            assert.ok(isRight, JSON.stringify(findings));
            assert.deepEqual(Object.keys(kept).toSorted(), keys.toSorted(), 'nothing more is kept');
            assert.ok(JSON.stringify(kept).length < 200, 'small enough to stay with each session');
          } catch (error) {
            if (!(error instanceof SessionError)) throw error;
            assert.ok(!isPlain, `refused: ${JSON.stringify(findings)}`);
          }
        },
      ),
      { numRuns: 1_000 },
    );
    assert.ok(read > 200, `only ${read} were read`);
  });
});
