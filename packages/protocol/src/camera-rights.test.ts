import fc from 'fast-check';
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { mayAnswerWish, whyNotWish } from './camera-rights.ts';
import { channelMessages } from './channel.ts';
import { checkChannelMessage } from './check-channel.ts';
import { functionNames, type FunctionName } from './function-names.ts';
import type { ParticipantView, SessionView } from './shapes.ts';

const person = fc.record({
  id: fc.constantFrom('one', 'two'),
  role: fc.constantFrom('agent' as const, 'customer' as const),
  // What is allowed is rare enough: it should come up often.
  presence: fc.constantFrom<ParticipantView['presence'][]>('here', 'here', 'here', 'away', 'left'),
  camera: fc.constantFrom<ParticipantView['camera'][]>('on', 'on', 'off'),
});
const call = fc.record({
  inControl: fc.constantFrom('one', 'two', null),
  hold: fc.constantFrom(null, null, { by: 'one', since: 1 }),
  phase: fc.constantFrom<SessionView['phase'][]>('in-progress', 'in-progress', 'done'),
  functions: fc.constantFrom<FunctionName[][]>([...functionNames], []),
});
type Person = Pick<ParticipantView, 'id' | 'role' | 'presence' | 'camera'>;
const refused = (text: string): boolean => {
  try {
    checkChannelMessage(text, 'control');
    return false;
  } catch {
    return true;
  }
};
const said = (type: string, message: object) => JSON.stringify({ type, ...message });

describe('wishes for a camera', () => {
  it('are for the agent in control and a customer alone, both there, in a call that runs with its camera on', () => {
    let allowed = 0;
    fc.assert(
      fc.property(
        fc.option(person, { nil: undefined }),
        fc.option(person, { nil: undefined }),
        call,
        (asker: Person | undefined, asked: Person | undefined, facts) => {
          const refusal = whyNotWish(asker, asked, facts);
          const isAgent = asker?.role === 'agent' && facts.inControl === asker.id;
          const isRunning = facts.phase === 'in-progress' && facts.hold === null;
          const areThere = asker?.presence === 'here' && asked?.presence === 'here';
          const may =
            isAgent &&
            asked?.role === 'customer' &&
            areThere &&
            isRunning &&
            asked.camera === 'on' &&
            facts.functions.includes('camera-wishes');
          assert.equal(refusal === null, may, String(refusal));
          if (may) allowed += 1;
          if (asker === undefined)
            assert.equal(refusal, 'not-allowed', 'nobody sees who is masked');
        },
      ),
      { numRuns: 5_000 },
    );
    assert.ok(allowed > 0, 'nothing was allowed at all');
  });

  it('are answered by customers who are there, and by nobody else', () => {
    fc.assert(
      fc.property(fc.option(person, { nil: undefined }), (one) => {
        const may = one?.role === 'customer' && one.presence === 'here';
        assert.equal(mayAnswerWish(one), may);
      }),
    );
  });

  it('cross the wire within their size, and nothing else of their names does', () => {
    const zoom = {
      min: 0.123_456_789,
      max: 99_999.123_456_7,
      step: 0.123_456_789,
      at: 1.123_456_789,
    };
    const largest = [
      said('camera:can', { rear: false, torch: false, zoom }),
      said('camera:wish', { number: 2 ** 32, wish: { kind: 'zoom', at: 99_999.123_456_7 } }),
      said('camera:answer', { number: 2 ** 32, refusal: 'device-constraints' }),
    ];
    for (const text of largest) {
      const { type } = checkChannelMessage(text, 'control');
      assert.ok(text.length <= channelMessages[type].maxBytes);
    }
    const wrong = [
      said('camera:can', { rear: true, torch: null, zoom: { ...zoom, min: 5, max: 5 } }),
      said('camera:can', { rear: 'yes', torch: null, zoom: null }),
      said('camera:wish', { number: 1, wish: { kind: 'zoom', at: -1 } }),
      said('camera:wish', { number: 1, wish: { kind: 'zoom', at: 1e9 } }),
      said('camera:wish', { number: 1, wish: { kind: 'microphone', on: true } }),
      said('camera:wish', { number: 1, wish: { kind: 'torch', on: 1 } }),
      said('camera:answer', { number: 1, refusal: 'because' }),
    ];
    for (const text of wrong) assert.ok(refused(text), text);
  });
});
