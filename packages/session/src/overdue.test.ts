import fc from 'fast-check';
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { EXPECTED_FOR_MS } from './overdue.ts';
import { agent, anna, customer, mia, Stage } from './testing/stage.ts';

const AFTER_MS = 24 * 3_600_000;
const DUE_MS = EXPECTED_FOR_MS + AFTER_MS;
const end = { name: 'end-overdue', facts: { afterMs: AFTER_MS } } as const;

it('what was agreed on ends once nobody, or one side alone, has come for so long, and never before nor in a call', () => {
  const step = fc.oneof(
    fc
      .constantFrom('join', 'leave', 'lose')
      .chain((what) => fc.constantFrom(mia, anna).map((who) => ({ what, who, ms: 0 }))),
    fc.record({
      what: fc.constant('wait'),
      who: fc.constant(mia),
      ms: fc.oneof(fc.integer({ min: 0, max: 2 * AFTER_MS }), fc.constant(AFTER_MS)),
    }),
  );
  const ahead = fc.option(fc.integer({ min: 3_600_000, max: 3 * AFTER_MS }), { nil: null });
  fc.assert(
    fc.property(ahead, fc.array(step, { maxLength: 8 }), (aheadMs, steps) => {
      const stage = new Stage();
      const at = aheadMs === null ? null : stage.at + aheadMs;
      stage.do(mia, 'request:make', { preferred: at === null ? [] : [at] });
      assert.deepEqual(stage.serve(end), [], 'nothing was agreed on');
      stage.do(anna, 'request:confirm', { at });
      // When the last of them came or went, told by what was done and not by the rule: who is here and joins again, as
      // after a reload, has not come anew.
      let moved = stage.at;
      const here = new Set<string>();
      for (const { what, who, ms } of steps) {
        stage.at += ms;
        const { seq } = stage.now;
        const wasHere = here.has(who.subject);
        if (what === 'join' && stage.try(who, 'session:join').ok) here.add(who.subject);
        if (what === 'leave' && stage.try(who, 'session:leave').ok) here.delete(who.subject);
        if (what === 'lose' && stage.now.participants.some((p) => p.subject === who.subject)) {
          stage.lose(who);
          here.delete(who.subject);
        }
        if (stage.now.seq !== seq && !(wasHere && what === 'join')) moved = stage.at;
        if (stage.now.phase !== 'confirmed') break;
        const isDue = stage.at + 1_000 >= Math.max(at ?? 0, moved) + AFTER_MS;
        assert.deepEqual(stage.serve(end), isDue ? ['session-cancelled'] : []);
        if (isDue) break;
      }
      const { phase, end: ended, history } = stage.now;
      if (phase === 'in-progress') {
        stage.at += 2 * AFTER_MS;
        assert.deepEqual(stage.serve(end), [], 'a call goes on for as long as it likes');
      }
      if (phase !== 'cancelled') return;
      assert.deepEqual([ended?.reason, ended?.by, history.at(-1)?.by], ['no-show', null, null]);
      assert.deepEqual(stage.serve(end), [], 'once');
      const again = stage.try(mia, 'request:make');
      assert.ok(!again.ok && again.error === 'session-over', 'makes room for another');
    }),
    { numRuns: 1_000 },
  );
});

it('what agents have made themselves ends once nothing was done with it for a week and so long, and nobody is in it', () => {
  const lin = customer('Lin', { subject: 'guest-1' });
  const host = agent('Host', { scope: { is: 'host' } });
  const did = fc.constantFrom(
    ...(['join', 'leave', 'lose'] as const).flatMap((what) =>
      [mia, anna, lin].map((who) => ({ what, who })),
    ),
    ...(['link', 'colleague', 'revoke', 'prepare', 'hide', 'expire'] as const).map((what) => ({
      what,
      who: anna,
    })),
  );
  const step = fc.record({
    did: fc.option(did, { freq: 4 }),
    ms: fc.oneof(
      fc.integer({ min: 0, max: 12 * AFTER_MS }),
      fc.constantFrom(0, 1_000, AFTER_MS, DUE_MS - 2_000, DUE_MS - 1_000, DUE_MS),
    ),
  });
  const seen = new Set<string>();
  fc.assert(
    fc.property(fc.boolean(), fc.array(step, { maxLength: 9 }), (number, steps) => {
      const stage = new Stage();
      const lifetimeMs = 3 * AFTER_MS;
      const digits = { digits: '123456789', expiresAt: stage.at + lifetimeMs };
      stage.do(anna, 'session:create', { number }, { number: digits });
      // All told by what was done and not by the rule.
      let last = stage.at;
      let numberUntil = number ? digits.expiresAt : 0;
      const links = new Set<string>();
      const inside = new Set<string>();
      for (const [n, { did: one, ms }] of steps.entries()) {
        stage.at += ms;
        const { seq } = stage.now;
        if (one !== null) {
          const { what, who } = one;
          const here = stage.now.participants.some((p) => p.subject === who.subject);
          const id = `invited-${n}`;
          if (what === 'join' && stage.try(who, 'session:join').ok) inside.add(who.subject);
          if (what === 'leave' && stage.try(who, 'session:leave').ok) inside.delete(who.subject);
          if (what === 'lose' && here) {
            stage.lose(who);
            inside.delete(who.subject);
          }
          if (what === 'link') {
            const made = stage.try(
              anna,
              'invitation:make',
              {},
              { participant: id, subject: `guest-${n}` },
            );
            if (made.ok) links.add(id);
          }
          if (what === 'colleague') {
            const facts = { participant: id, subject: `colleague-${n}` };
            stage.do(anna, 'invitation:make', { role: 'agent' }, facts);
          }
          const [first] = links;
          if (what === 'revoke' && first !== undefined) {
            stage.do(anna, 'invitation:revoke', { invitation: first });
            links.delete(first);
          }
          if (what === 'prepare') stage.do(host, 'session:attach', { value: `${n}` });
          if (what === 'hide')
            stage.try(anna, 'session:visibility', { internal: !stage.now.internal });
          if (what === 'expire' && stage.at >= numberUntil) {
            stage.serve({ name: 'number-expired', facts: {} });
            numberUntil = 0;
          }
        }
        if (stage.now.seq !== seq) last = stage.at;
        if (stage.now.phase !== 'confirmed') break;
        const isDue = inside.size === 0 && stage.at + 1_000 >= last + DUE_MS;
        seen.add(`${inside.size > 0 ? 'inside' : 'alone'} ${isDue}`);
        assert.deepEqual(stage.serve(end), isDue ? ['session-cancelled'] : []);
        if (isDue) break;
      }
      const { phase, end: ended, history } = stage.now;
      if (phase === 'in-progress') {
        stage.at += 9 * AFTER_MS;
        assert.deepEqual(stage.serve(end), [], 'a call goes on for as long as it likes');
      }
      if (phase !== 'cancelled') return;
      assert.deepEqual([ended?.reason, ended?.by, history.at(-1)?.by], ['no-show', null, null]);
      assert.deepEqual(stage.serve(end), [], 'once');
    }),
    { numRuns: 1_000 },
  );
  assert.deepEqual([...seen].sort(), ['alone false', 'alone true', 'inside false']);
});
