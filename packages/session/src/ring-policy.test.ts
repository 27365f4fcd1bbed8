import fc from 'fast-check';
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { evolve } from './evolve.ts';
import {
  AGAIN_AFTER_MS,
  AGAIN_SOON_MS,
  CUSTOMER_AWAY_MS,
  CUSTOMER_HERE_MS,
  estimateWait,
  NOBODY_MS,
  placesInLine,
  planRings,
  RING_ONE_MS,
  type DutyAgent,
  type RingStep,
  type WaitingCall,
} from './ring-policy.ts';
import { waitingDial, type SessionState } from './state.ts';
import { mayWatch } from './may-watch.ts';
import { agent } from './testing/stage.ts';

const START = 1_000_000;
const portals = ['support', 'sales', null] as const;

/** A call of a customer, dialled at a moment. */
function call(
  n: number,
  mode: 'ring' | 'queue',
  since: number,
  portal: string | null,
): WaitingCall {
  const by = { subject: `customer-${n}`, name: `Customer ${n}`, role: 'customer' } as const;
  const asked = {
    type: 'session-requested',
    at: since,
    session: `session-${n}`,
    by,
    participant: `participant-${n}`,
    portal,
    ticket: null,
    reason: '',
    preferred: [],
    zone: 'Europe/Berlin',
  } as const;
  const until = since + (mode === 'ring' ? 45_000 : 900_000);
  const state = evolve(evolve(null, asked, 1), { type: 'dial-began', at: since, mode, until }, 2);
  return { state, customerSeenAt: since, reachedAt: since };
}

function duty(n: number, more: Partial<DutyAgent> & { readonly portal?: string } = {}): DutyAgent {
  const { portal = 'support', ...rest } = more;
  const actor = agent(`Agent${n}`, { portals: [portal] });
  return { actor, calls: 0, maxCalls: 5, idleSince: START - n, ...rest };
}

/** Carries steps out as the rules would. */
function carryOut(calls: readonly WaitingCall[], steps: readonly RingStep[], at: number) {
  return calls.map((one): WaitingCall => {
    let { state } = one;
    const add = (event: Parameters<typeof evolve>[1]): void => {
      state = evolve(state, event, state.seq.all + 1);
    };
    for (const step of steps.filter(({ session }) => session === state.id))
      if (step.is === 'ring')
        add({ type: 'ring-began', at, agents: step.agents, until: step.until });
      else if (step.is === 'stop')
        add({ type: 'ring-stopped', at, agents: step.agents, why: step.why });
      else add({ type: 'dial-ended', at, outcome: step.outcome });
    return { ...one, state };
  });
}

const ringsOf = (state: SessionState): readonly string[] =>
  (waitingDial(state)?.rings ?? []).map(({ subject }) => subject);

const anyCall = fc
  .record({
    mode: fc.constantFrom('ring', 'queue', 'queue'),
    sinceMs: fc.integer({ min: 0, max: 20_000 }),
    portal: fc.constantFrom(...portals),
  })
  .map(({ mode, sinceMs, portal }) => ({ mode, sinceMs, portal }));

const anyAgent = fc.record({
  portal: fc.constantFrom('support', 'sales', '*'),
  calls: fc.integer({ min: 0, max: 3 }),
  maxCalls: fc.integer({ min: 1, max: 3 }),
  idleMs: fc.integer({ min: 0, max: 5 }),
  /** When they come and go, in turns. */
  from: fc.integer({ min: 0, max: 6 }),
  to: fc.integer({ min: 3, max: 14 }),
});

const anyRun = fc.record({
  calls: fc.array(anyCall, { minLength: 1, maxLength: 4 }),
  agents: fc.array(anyAgent, { maxLength: 8 }),
  turnsMs: fc.array(fc.integer({ min: 100, max: 15_000 }), { minLength: 1, maxLength: 14 }),
});

interface Turn {
  readonly before: readonly WaitingCall[];
  readonly after: readonly WaitingCall[];
  readonly agents: readonly DutyAgent[];
  readonly steps: readonly RingStep[];
  readonly at: number;
}

/** Lets time pass and shows each turn. */
function check(look: (turn: Turn) => void, numRuns = 300): void {
  fc.assert(
    fc.property(anyRun, (run) => {
      let calls = run.calls.map((one, n) => call(n, one.mode, START + one.sinceMs, one.portal));
      let at = START + 20_000;
      for (const [turn, ms] of run.turnsMs.entries()) {
        at += ms;
        const agents = run.agents.flatMap(({ from, to, portal, idleMs, ...one }, n) =>
          turn >= from && turn < to ? [duty(n, { ...one, portal, idleSince: START - idleMs })] : [],
        );
        const before = calls.map((one) => ({ ...one, customerSeenAt: at, reachedAt: at }));
        const steps = planRings(before, agents, at);
        calls = carryOut(before, steps, at);
        look({ before, after: calls, agents, steps, at });
      }
    }),
    { numRuns, seed: 20_260_102 },
  );
}

describe('who is rung', () => {
  it('has room, may see the call, and hears one of those in line at a time', () => {
    let rung = 0;
    check(({ after, agents }) => {
      for (const { actor, calls, maxCalls } of agents) {
        const mine = after.filter(({ state }) => ringsOf(state).includes(actor.subject));
        rung += mine.length;
        for (const { state } of mine) assert.ok(mayWatch(state, actor));
        const inLine = mine.filter(({ state }) => waitingDial(state)?.mode === 'queue');
        assert.ok(inLine.length <= 1);
        assert.ok(mine.length === 0 || calls + mine.length <= Math.max(maxCalls, calls + 1));
      }
      const there = new Set(agents.map(({ actor }) => actor.subject));
      for (const { state } of after)
        for (const subject of ringsOf(state)) assert.ok(there.has(subject), 'who rings is there');
    });
    assert.ok(rung > 100, 'it rang');
  });

  it('begins to ring only where there is room', () => {
    check(({ before, steps, agents }) => {
      for (const { actor, calls, maxCalls } of agents) {
        const old = before.filter(({ state }) => ringsOf(state).includes(actor.subject)).length;
        const begun = steps.filter(
          (step) => step.is === 'ring' && step.agents.some((one) => one.subject === actor.subject),
        ).length;
        if (begun > 0) assert.ok(calls + begun <= maxCalls && calls + old <= maxCalls + old);
      }
    });
  });

  it('in line is one agent at a time: nobody with fewer calls or idle for longer is left out', () => {
    let compared = 0;
    check(({ after, steps, agents }) => {
      for (const { state } of after)
        if (waitingDial(state)?.mode === 'queue') assert.ok(ringsOf(state).length <= 1);
      for (const step of steps) {
        const one = after.find(({ state }) => state.id === step.session);
        const dial = one === undefined ? null : waitingDial(one.state);
        if (step.is !== 'ring' || one === undefined || dial?.mode !== 'queue') continue;
        const chosen = agents.find(({ actor }) => actor.subject === step.agents[0]?.subject);
        assert.ok(chosen);
        for (const other of agents) {
          const isFree =
            mayWatch(one.state, other.actor) &&
            other.calls < other.maxCalls &&
            !dial.passed.some(({ subject }) => subject === other.actor.subject) &&
            !after.some(({ state }) => ringsOf(state).includes(other.actor.subject));
          if (!isFree || other === chosen) continue;
          compared += 1;
          assert.ok(
            chosen.calls < other.calls ||
              (chosen.calls === other.calls && chosen.idleSince <= other.idleSince),
          );
        }
      }
    });
    assert.ok(compared > 20, 'there was a choice');
  });

  it('of two calls in line is asked first for the one that came first', () => {
    const calls = [call(1, 'queue', START + 5, null), call(2, 'queue', START, null)];
    const steps = planRings(calls, [duty(1)], START + 10);
    assert.deepEqual(
      steps.map(({ session }) => session),
      ['session-2'],
    );
  });

  it('where it rings at everybody is everybody with room', () => {
    const agents = [duty(1), duty(2, { calls: 5 }), duty(3), duty(4, { portal: 'sales' })];
    const [step] = planRings([call(1, 'ring', START, 'support')], agents, START);
    assert.ok(step?.is === 'ring');
    assert.deepEqual(
      step.agents.map(({ subject }) => subject),
      ['agent3', 'agent1'],
    );
  });
});

describe('for how long', () => {
  it('in line: it goes on to the next agent, and comes back to the first after a while', () => {
    const agents = [duty(2), duty(1)];
    let calls: readonly WaitingCall[] = [call(1, 'queue', START, null)];
    const rung: string[] = [];
    for (let at = START; at < START + AGAIN_AFTER_MS + 2 * RING_ONE_MS; at += 1_000) {
      const now = calls.map((one) => ({ ...one, customerSeenAt: at, reachedAt: at }));
      const steps = planRings(now, agents, at);
      for (const step of steps)
        if (step.is === 'ring') rung.push(...step.agents.map(({ subject }) => subject));
      calls = carryOut(now, steps, at);
    }
    assert.deepEqual(rung.slice(0, 3), ['agent2', 'agent1', 'agent2']);
  });

  it('in line, where the only one who is there has let it pass: again after a short pause, as long as the call waits', () => {
    let calls: readonly WaitingCall[] = [call(1, 'queue', START, null)];
    const rung: number[] = [];
    for (let at = START; at < START + 120_000; at += 1_000) {
      const now = calls.map((one) => ({ ...one, customerSeenAt: at, reachedAt: at }));
      const steps = planRings(now, [duty(1)], at);
      if (steps.some(({ is }) => is === 'ring')) rung.push(at - START);
      calls = carryOut(now, steps, at);
    }
    assert.deepEqual(rung, [0, 30_000, 60_000, 90_000]);
  });

  it('in line: nobody waits with nobody asked while somebody is free who has had that pause, and nobody is spared for others', () => {
    let waited = 0;
    let cameBack = 0;
    check(({ before, after, agents, steps, at }) => {
      const room = ({ actor, calls, maxCalls }: DutyAgent): boolean => {
        const rings = after.filter(({ state }) => ringsOf(state).includes(actor.subject)).length;
        return rings === 0 && calls < maxCalls;
      };
      for (const { state } of after) {
        const dial = waitingDial(state);
        if (dial?.mode !== 'queue') continue;
        const passedAt = ({ actor }: DutyAgent): number =>
          dial.passed.find(({ subject }) => subject === actor.subject)?.at ?? -Infinity;
        const free = agents.filter((one) => mayWatch(state, one.actor) && room(one));
        if (dial.rings.length === 0) waited += free.length;
        if (dial.rings.length === 0)
          for (const one of free) assert.ok(at - passedAt(one) < AGAIN_SOON_MS);
        const begun = steps.find((step) => step.is === 'ring' && step.session === state.id);
        const chosen = agents.find(
          ({ actor }) => begun?.is === 'ring' && begun.agents[0] === actor,
        );
        const was = before.find((one) => one.state.id === state.id);
        if (chosen === undefined || was === undefined) continue;
        const rested = at - passedAt(chosen);
        assert.ok(rested >= AGAIN_SOON_MS, 'with a pause');
        if (rested >= AGAIN_AFTER_MS) continue;
        cameBack += 1;
        for (const one of free)
          assert.ok(passedAt(one) >= passedAt(chosen), 'to the first of them');
      }
    }, 600);
    assert.ok(waited > 20 && cameBack > 20, `${waited} waited, ${cameBack} came back`);
  });

  it('every call is answered, hung up or given up in the end, whoever comes and goes', () => {
    check(({ after, at }) => {
      for (const { state } of after) {
        const dial = waitingDial(state);
        assert.ok(dial === null || at < dial.until);
      }
    });
  });

  it('not at all where nobody has been there for a while, or the customer is away', () => {
    const one = call(1, 'queue', START, null);
    assert.deepEqual(planRings([one], [], START + NOBODY_MS - 1), []);
    const outcomes = (at: number, agents: readonly DutyAgent[]) =>
      planRings([one], agents, at).map((step) => (step.is === 'give-up' ? step.outcome : step.is));
    assert.deepEqual(outcomes(START + NOBODY_MS, []), ['nobody-there']);
    assert.deepEqual(outcomes(START + CUSTOMER_HERE_MS + 1, [duty(1)]), [], 'it waits for them');
    assert.deepEqual(outcomes(START + CUSTOMER_AWAY_MS, [duty(1)]), ['customer-away']);
    const busy = [duty(1, { calls: 5 })];
    assert.deepEqual(outcomes(START + 1, busy), [], 'who is busy is there');
  });

  it('it is given up at once when everybody has declined what rang at everybody', () => {
    const agents = [duty(1), duty(2)];
    const rung = carryOut(
      [call(1, 'ring', START, null)],
      planRings([call(1, 'ring', START, null)], agents, START),
      START,
    );
    const declined = (...who: readonly string[]) =>
      rung.map((one) => ({
        ...one,
        state: evolve(
          one.state,
          { type: 'ring-stopped', at: START, agents: who, why: 'declined' },
          9,
        ),
      }));
    assert.deepEqual(planRings(declined('agent1'), agents, START + 1), []);
    const [step] = planRings(declined('agent1', 'agent2'), agents, START + 1);
    assert.ok(step?.is === 'give-up' && step.outcome === 'nobody-answered');
  });
});

describe('the places in line', () => {
  const placed = (calls: readonly WaitingCall[], agents: readonly DutyAgent[]) =>
    Object.fromEntries(
      placesInLine(
        calls.map(({ state }) => state),
        agents,
      ).map(({ state, place }) => [state.id, place]),
    );

  it('count those before a call whom the same agents will answer first', () => {
    const line = [
      call(3, 'queue', START + 3, 'sales'),
      call(1, 'queue', START + 1, 'support'),
      call(2, 'queue', START + 2, null),
      call(4, 'queue', START + 4, 'support'),
      call(5, 'ring', START, 'support'),
    ];
    // Two teams of their own: only what is for everybody stands before both.
    const apart = [duty(1), duty(2, { portal: 'sales' })];
    assert.deepEqual(placed(line, apart), {
      'session-1': 1,
      'session-2': 2,
      'session-3': 2,
      'session-4': 3,
    });
    const ofBoth = [...apart, duty(3, { portal: '*' })];
    assert.deepEqual(placed(line, ofBoth), {
      'session-1': 1,
      'session-2': 2,
      'session-3': 3,
      'session-4': 4,
    });
    const atTicket = agent('Agent9', { portals: ['*'], scope: { is: 'ticket', ticket: 'T-1' } });
    assert.deepEqual(
      placed(line, [...apart, { ...duty(9), actor: atTicket }]),
      placed(line, apart),
    );
    // Nobody is there: its own team, and no other.
    assert.deepEqual(placed(line, []), {
      'session-1': 1,
      'session-2': 1,
      'session-3': 1,
      'session-4': 2,
    });
  });

  it('are in the order of waiting, and never fewer for another agent of both teams', () => {
    const teams = fc.constantFrom(...portals);
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 0, max: 9 }), teams), { maxLength: 12 }),
        fc.array(fc.constantFrom('support', 'sales', '*'), { maxLength: 4 }),
        (waiting, staff) => {
          const line = waiting.map(([since, team], n) => call(n, 'queue', START + since, team));
          const agents = staff.map((portal, n) => duty(n, { portal }));
          const states = line.map(({ state }) => state);
          const told = placesInLine(states, agents);
          assert.equal(told.length, line.length);
          assert.deepEqual(placesInLine(states.toReversed(), agents), told);
          for (const [n, { state, place }] of told.entries()) {
            const own = told.slice(0, n).filter((one) => one.state.portal === state.portal);
            assert.ok(place <= n + 1 && place > own.length);
            for (const before of own) assert.ok(before.place < place);
          }
          const all = placed(line, [...agents, duty(9, { portal: '*' })]);
          for (const [n, { state, place }] of told.entries()) {
            assert.ok((all[state.id] ?? 0) >= place);
            assert.equal(all[state.id], n + 1);
          }
        },
      ),
      { seed: 20_261_128 },
    );
  });
});

describe('the estimate of the wait', () => {
  it('says nothing where nothing is known, grows with the place and shrinks with the agents', () => {
    assert.equal(estimateWait(1, [], 3), null);
    assert.equal(estimateWait(1, [60_000], 0), null);
    assert.equal(estimateWait(2, [60_000, 120_000], 2), 90_000);
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 50 }),
        fc.array(fc.integer({ min: 1, max: 3_600_000 }), { minLength: 1, maxLength: 20 }),
        fc.integer({ min: 1, max: 50 }),
        (place, handling, agents) => {
          const wait = estimateWait(place, handling, agents) ?? -1;
          assert.ok(wait >= 0);
          assert.ok((estimateWait(place + 1, handling, agents) ?? -1) >= wait);
          assert.ok((estimateWait(place, handling, agents + 1) ?? Infinity) <= wait);
        },
      ),
      { seed: 20_260_103 },
    );
  });
});
