import fc from 'fast-check';
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { awaitedSince } from './overdue.ts';
import { anna, mia, Stage } from './testing/stage.ts';

const AFTER_MS = 24 * 3_600_000;
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
      // When the last of them came or went, told by what was done and not by the rule.
      let moved = stage.at;
      for (const { what, who, ms } of steps) {
        stage.at += ms;
        const { seq } = stage.now;
        if (what === 'join') stage.try(who, 'session:join');
        if (what === 'leave') stage.try(who, 'session:leave');
        if (what === 'lose' && stage.now.participants.some((p) => p.subject === who.subject))
          stage.lose(who);
        if (stage.now.seq !== seq) moved = stage.at;
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
  );
});

it('what agents have made themselves waits: nobody has said when that is to begin', () => {
  const stage = new Stage();
  stage.do(anna, 'session:create');
  assert.equal(awaitedSince(stage.now), null);
  stage.at += 10 * AFTER_MS;
  assert.deepEqual(stage.serve(end), []);
});
