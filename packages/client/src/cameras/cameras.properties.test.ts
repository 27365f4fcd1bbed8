import fc from 'fast-check';
import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { CameraKind, CameraWish, SessionView } from '@fernblick/protocol';
import { ANNA, MARIA, outcome, pair } from '../testing/camera-pages.ts';

type Patch = Partial<SessionView>;

const PAUSE_MS = 10_000;
const LAPSES_AFTER_MS = 60_000;
const kind = fc.constantFrom<CameraKind[]>('torch', 'torch', 'rear', 'zoom');
const wish: fc.Arbitrary<CameraWish> = fc
  .tuple(kind, fc.boolean(), fc.constantFrom(1, 2, 5))
  .map(([of, on, at]) => (of === 'zoom' ? { kind: of, at } : { kind: of, on }));
const patch = fc.constantFrom<Patch[]>(
  {},
  {},
  { hold: { by: ANNA.id, since: 1 } },
  { functions: [] },
  { inControl: null },
  { phase: 'done' },
);
const step = fc.oneof(
  { weight: 6, arbitrary: wish.map((wished) => ({ is: 'wish' as const, wished })) },
  { weight: 5, arbitrary: fc.boolean().map((yes) => ({ is: 'answer' as const, yes })) },
  { weight: 1, arbitrary: kind.map((of) => ({ is: 'take back' as const, of })) },
  {
    weight: 4,
    arbitrary: fc
      .constantFrom(1, 9_998, PAUSE_MS, LAPSES_AFTER_MS)
      .map((ms) => ({ is: 'pass' as const, ms })),
  },
  { weight: 2, arbitrary: patch.map((to) => ({ is: 'change' as const, to })) },
  {
    weight: 2,
    arbitrary: fc.record({
      is: fc.constant('strangers answer' as const),
      from: fc.constantFrom('place-masked', ANNA.id, MARIA.id),
      ahead: fc.constantFrom(0, 1, 7),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      is: fc.constant('strangers wish' as const),
      from: fc.constantFrom('place-masked', MARIA.id),
      wished: wish,
    }),
  },
  { weight: 1, arbitrary: fc.constant({ is: 'connection renewed' as const }) },
);

/** Why the agent may not, as `camera-rights.ts` says. */
function refusalIn({ inControl, functions, hold, phase }: Patch): string | null {
  if (inControl === null || phase === 'done') return 'any';
  if (functions !== undefined) return 'switched-off';
  return hold === undefined ? null : 'on-hold';
}

it('whatever two pages wish, answer and hear, a camera does what was said yes to, and nothing else', async () => {
  const seen = { asked: 0, done: 0, free: 0, tooSoon: 0 };
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 30 }), async (steps) => {
      const { agent, customer, clock, control, change, settle } = pair();
      let call: Patch = {};
      let wishes = 0;
      let askedAt = 0;
      let noAt = Number.NEGATIVE_INFINITY;
      const pending = new Set<Promise<string>>();
      for (const each of steps) {
        const done = control.done.length;
        const { asked, agreed } = customer.state;
        const may = new Set<string>();
        switch (each.is) {
          case 'wish': {
            const isWaiting = agent.state.waitingFor !== null;
            const said = outcome(agent.wish(each.wished));
            pending.add(said);
            void said.then(() => pending.delete(said));
            await settle();
            const refusal = refusalIn(call);
            if (refusal === null && !isWaiting) wishes += 1;
            if (refusal === null && !isWaiting && agreed.includes(each.wished.kind))
              may.add(JSON.stringify(each.wished));
            if (refusal !== null || isWaiting) {
              const came = await said;
              assert.ok(came !== 'done', 'nobody may, and it was done');
              if (refusal !== null && refusal !== 'any') assert.equal(came, refusal);
              if (refusal === null) assert.equal(came, 'too-many-requests', 'one at a time');
            }
            if (asked === null && customer.state.asked !== null) {
              seen.asked += 1;
              askedAt = clock.now();
              assert.equal(refusal, null, 'asked for one who may not');
              assert.ok(clock.now() - noAt >= PAUSE_MS, 'asked again too soon after a no');
            } else if (clock.now() - noAt < PAUSE_MS) seen.tooSoon += 1;
            break;
          }
          case 'answer':
            if (asked !== null && each.yes) may.add(JSON.stringify(asked.wish));
            if (asked !== null && !each.yes) noAt = clock.now();
            await customer.answer(each.yes);
            break;
          case 'take back':
            may.add(`undo ${each.of}`);
            await customer.takeBack(each.of);
            assert.ok(!customer.state.agreed.includes(each.of));
            break;
          case 'pass':
            await clock.pass(each.ms);
            if (asked !== null && customer.state.asked === null) noAt = askedAt + LAPSES_AFTER_MS;
            break;
          case 'change':
            call = each.to;
            change(call);
            break;
          case 'strangers answer': {
            // The customer's own answer to this wish is none of a stranger.
            const number = wishes + (each.from === MARIA.id ? Math.max(1, each.ahead) : each.ahead);
            const before = agent.state.waitingFor;
            agent.heard(each.from, { type: 'camera:answer', message: { number, refusal: null } });
            assert.deepEqual(agent.state.waitingFor, before, 'nobody was asked for this answer');
            break;
          }
          case 'strangers wish':
            customer.heard(each.from, {
              type: 'camera:wish',
              message: { number: 1, wish: each.wished },
            });
            assert.deepEqual(customer.state.asked, asked, 'a stranger is not heard');
            break;
          case 'connection renewed':
            agent.renewed(MARIA.id);
            customer.renewed(ANNA.id);
            break;
        }
        await settle();
        const made = control.done.slice(done);
        assert.ok(
          made.length <= 1 && made.every((one) => may.has(one)),
          `${each.is}: ${made.join(' ')}`,
        );
        if (each.is === 'answer') seen.done += made.length;
        if (each.is === 'wish') seen.free += made.length;
        assert.ok(pending.size <= 1, 'two wishes are open');
        if (refusalIn(call) !== null)
          assert.equal(customer.state.asked, null, 'a question stays that nobody may ask');
        if (call.phase === 'done') assert.deepEqual(customer.state.agreed, []);
      }
      await clock.pass(LAPSES_AFTER_MS + 20_000);
      assert.equal(pending.size, 0, 'a wish has no end');
    }),
    { numRuns: 500 },
  );
  for (const [what, times] of Object.entries(seen)) assert.ok(times > 0, `never: ${what}`);
});
