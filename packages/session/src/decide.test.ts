import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Actor, PersonCommandName } from './commands.ts';
import { decide } from './decide.ts';
import {
  agent,
  anna,
  ben,
  commandOf,
  customer,
  mia,
  paul,
  SESSION,
  Stage,
} from './testing/stage.ts';

/** Who asks: a customer in the call, one on the ticket's page, agents in control, assisting, at their desk. */
const roles = { customer: mia, visitor: paul, control: anna, assist: ben, desk: agent('Carla') };
type RoleName = keyof typeof roles;

const phases = ['confirmed', 'running', 'held', 'done', 'cancelled'] as const;
type PhaseName = (typeof phases)[number];

type Row = Record<RoleName, string>;

/** The same answer in every phase. */
const always = (answer: string) => phases.map(() => answer).join(' ');
const nobodyButAgents = { customer: always('not-allowed'), visitor: always('not-allowed') };

/**
 * Who may do what when: one word per phase (confirmed, running, held, done, cancelled). `yes`: something happens;
 * `same`: nothing does, because all is as asked for; else the refusal.
 */
const table: Record<
  Exclude<PersonCommandName, 'session:create' | 'dial:make' | `request:${string}`>,
  Row
> = {
  'dial:accept': {
    ...nobodyButAgents,
    control: 'not-allowed not-allowed not-allowed session-over session-over',
    assist: 'not-allowed not-allowed not-allowed session-over session-over',
    desk: 'not-allowed not-allowed not-allowed session-over session-over',
  },
  'dial:decline': {
    ...nobodyButAgents,
    control: always('same'),
    assist: always('same'),
    desk: always('same'),
  },
  'session:invite': {
    ...nobodyButAgents,
    control: 'yes yes yes session-over session-over',
    assist: 'yes yes yes session-over session-over',
    desk: 'yes yes yes session-over session-over',
  },
  'invitation:make': {
    ...nobodyButAgents,
    control: 'yes yes yes session-over session-over',
    assist: 'yes yes yes session-over session-over',
    desk: 'yes yes yes session-over session-over',
  },
  'invitation:accept': {
    ...nobodyButAgents,
    control: always('not-found'),
    assist: always('not-found'),
    desk: always('not-found'),
  },
  'invitation:revoke': {
    ...nobodyButAgents,
    control: always('not-found'),
    assist: always('not-found'),
    desk: always('not-found'),
  },
  'session:join': {
    customer: 'yes yes yes session-over session-over',
    visitor: 'yes yes yes session-over session-over',
    control: 'yes yes yes session-over session-over',
    assist: 'yes yes yes session-over session-over',
    desk: 'yes yes yes session-over session-over',
  },
  'session:leave': {
    customer: 'yes yes yes same same',
    visitor: 'not-joined not-joined not-joined same same',
    control: 'yes yes yes same same',
    assist: 'yes yes yes same same',
    desk: 'not-joined not-joined not-joined same same',
  },
  'session:end': {
    ...nobodyButAgents,
    control: 'session-not-running yes yes same session-over',
    assist: 'session-not-running not-allowed not-allowed same session-over',
    desk: 'not-joined not-joined not-joined same session-over',
  },
  'session:cancel': {
    customer: 'yes session-running session-running session-over same',
    visitor: 'yes session-running session-running session-over same',
    control: 'yes session-running session-running session-over same',
    assist: 'not-allowed session-running session-running session-over same',
    desk: 'not-allowed session-running session-running session-over same',
  },
  'session:link': {
    ...nobodyButAgents,
    control: always('yes'),
    assist: always('yes'),
    desk: always('yes'),
  },
  'session:unlink': {
    ...nobodyButAgents,
    control: always('yes'),
    assist: always('yes'),
    desk: always('yes'),
  },
  'session:visibility': {
    ...nobodyButAgents,
    control: 'yes customer-in-call customer-in-call yes yes',
    assist: 'yes customer-in-call customer-in-call yes yes',
    desk: 'yes customer-in-call customer-in-call yes yes',
  },
  'session:rate': {
    customer: 'not-over-yet not-over-yet not-over-yet yes not-over-yet',
    visitor: 'not-over-yet not-over-yet not-over-yet not-joined not-over-yet',
    control: always('not-allowed'),
    assist: always('not-allowed'),
    desk: always('not-allowed'),
  },
  'call:hold': {
    ...nobodyButAgents,
    control: 'session-not-running yes same session-over session-over',
    assist: 'session-not-running not-allowed not-allowed session-over session-over',
    desk: 'not-joined not-joined not-joined session-over session-over',
  },
  'call:resume': {
    ...nobodyButAgents,
    control: 'session-not-running same yes session-over session-over',
    assist: 'session-not-running not-allowed not-allowed session-over session-over',
    desk: 'not-joined not-joined not-joined session-over session-over',
  },
  'session:file': {
    ...nobodyButAgents,
    control: 'still-open still-open still-open yes yes',
    assist: 'still-open still-open still-open yes yes',
    desk: 'still-open still-open still-open yes yes',
  },
  'session:attach': {
    ...nobodyButAgents,
    control: always('unknown-field'),
    assist: always('unknown-field'),
    desk: always('unknown-field'),
  },
  'picture:keep': {
    customer: 'session-not-running yes yes yes session-not-running',
    visitor: 'session-not-running not-joined not-joined not-joined session-not-running',
    control: 'session-not-running yes yes yes session-not-running',
    assist: 'session-not-running yes yes yes session-not-running',
    desk: 'session-not-running not-joined not-joined not-joined session-not-running',
  },
  'picture:delete': {
    ...nobodyButAgents,
    control: always('not-found'),
    assist: always('not-found'),
    desk: always('not-found'),
  },
  'recording:answer': {
    customer: 'session-not-running not-found not-found session-over session-over',
    visitor: 'not-joined not-joined not-joined session-over session-over',
    control: 'session-not-running not-found not-found session-over session-over',
    assist: 'session-not-running not-found not-found session-over session-over',
    desk: 'not-joined not-joined not-joined session-over session-over',
  },
  'recording:withdraw': {
    customer: 'session-not-running not-found not-found session-over session-over',
    visitor: 'not-joined not-joined not-joined session-over session-over',
    control: 'session-not-running not-found not-found session-over session-over',
    assist: 'session-not-running not-found not-found session-over session-over',
    desk: 'not-joined not-joined not-joined session-over session-over',
  },
  'recording:ask': {
    customer: 'session-not-running yes on-hold session-over session-over',
    visitor: 'not-joined not-joined not-joined session-over session-over',
    control: 'session-not-running yes on-hold session-over session-over',
    assist: 'session-not-running not-allowed not-allowed session-over session-over',
    desk: 'not-joined not-joined not-joined session-over session-over',
  },
  'recording:pause': {
    ...nobodyButAgents,
    control: 'session-not-running not-found not-found session-over session-over',
    assist: 'session-not-running not-allowed not-allowed session-over session-over',
    desk: 'not-joined not-joined not-joined session-over session-over',
  },
  'recording:resume': {
    ...nobodyButAgents,
    control: 'session-not-running not-found not-found session-over session-over',
    assist: 'session-not-running not-allowed not-allowed session-over session-over',
    desk: 'not-joined not-joined not-joined session-over session-over',
  },
  'recording:stop': {
    ...nobodyButAgents,
    control: 'session-not-running not-found not-found session-over session-over',
    assist: 'session-not-running not-allowed not-allowed session-over session-over',
    desk: 'not-joined not-joined not-joined session-over session-over',
  },
  'recording:delete': {
    ...nobodyButAgents,
    control: always('not-found'),
    assist: always('not-found'),
    desk: always('not-found'),
  },
  'call:devices': {
    customer: 'yes yes yes session-over session-over',
    visitor: 'not-joined not-joined not-joined session-over session-over',
    control: 'yes yes yes session-over session-over',
    assist: 'yes yes yes session-over session-over',
    desk: 'not-joined not-joined not-joined session-over session-over',
  },
  'ink:allow': {
    customer: 'yes yes yes session-over session-over',
    visitor: 'not-joined not-joined not-joined session-over session-over',
    control: 'yes yes yes session-over session-over',
    assist: 'not-allowed not-allowed not-allowed session-over session-over',
    desk: 'not-joined not-joined not-joined session-over session-over',
  },
  'call:checked': {
    customer: 'yes yes yes session-over session-over',
    visitor: 'yes not-joined not-joined session-over session-over',
    control: 'yes yes yes session-over session-over',
    assist: 'yes yes yes session-over session-over',
    desk: 'not-joined not-joined not-joined session-over session-over',
  },
  'video:offer': {
    customer: 'session-not-running yes on-hold session-over session-over',
    visitor: 'not-joined not-joined not-joined session-over session-over',
    control: 'session-not-running yes on-hold session-over session-over',
    assist: 'session-not-running yes on-hold session-over session-over',
    desk: 'not-joined not-joined not-joined session-over session-over',
  },
  'video:accept': {
    customer: 'session-not-running yes on-hold session-over session-over',
    visitor: 'not-joined not-joined not-joined session-over session-over',
    control: 'session-not-running yes on-hold session-over session-over',
    assist: 'session-not-running yes on-hold session-over session-over',
    desk: 'not-joined not-joined not-joined session-over session-over',
  },
  'video:decline': {
    customer: 'session-not-running yes yes session-over session-over',
    visitor: 'not-joined not-joined not-joined session-over session-over',
    control: 'session-not-running yes yes session-over session-over',
    assist: 'session-not-running yes yes session-over session-over',
    desk: 'not-joined not-joined not-joined session-over session-over',
  },
  'video:stop': {
    customer: 'session-not-running yes yes session-over session-over',
    visitor: 'not-joined not-joined not-joined session-over session-over',
    control: 'session-not-running yes yes session-over session-over',
    assist: 'session-not-running yes yes session-over session-over',
    desk: 'not-joined not-joined not-joined session-over session-over',
  },
};

/** Brings a voice session into a phase, with an offer of video (or video) on the table where the function needs it. */
function bringTo(phase: PhaseName, name: PersonCommandName, role: RoleName): Stage {
  const stage = new Stage();
  stage.do(anna, 'session:create', { start: 'audio' });
  // With both sides joined it would be running; so only the asking side is there, and the desk finds agents there.
  const customersOnly = role === 'customer' || role === 'visitor';
  if (phase !== 'confirmed' || !customersOnly) {
    stage.do(anna, 'session:join');
    stage.do(ben, 'session:join');
  }
  if (phase === 'cancelled') stage.do(anna, 'session:cancel');
  else if (phase !== 'confirmed' || customersOnly) stage.do(mia, 'session:join');
  if (phase === 'confirmed' || phase === 'cancelled') return stage;
  const [asks, agrees] = customersOnly ? [anna, mia] : [mia, anna];
  if (['video:accept', 'video:decline', 'video:stop'].includes(name)) stage.do(asks, 'video:offer');
  if (name === 'video:stop') stage.do(agrees, 'video:accept');
  if (phase === 'held') stage.do(anna, 'call:hold');
  if (phase === 'done') stage.do(anna, 'session:end');
  return stage;
}

function ask(stage: Stage, actor: Actor, name: PersonCommandName): string {
  const input =
    name === 'call:devices'
      ? { microphone: 'off' as const }
      : name === 'session:invite'
        ? { subject: 'dora', name: 'Dora' }
        : {};
  const decision = stage.try(actor, name, input);
  if (!decision.ok) return decision.error;
  return decision.events.length > 0 ? 'yes' : 'same';
}

const names = Object.keys(table) as (keyof typeof table)[];

describe('who may do what when', () => {
  for (const name of names) {
    it(name, () => {
      for (const role of Object.keys(roles) as RoleName[]) {
        const answers = phases.map((phase) => ask(bringTo(phase, name, role), roles[role], name));
        assert.equal(answers.join(' '), table[name][role], `${name} by ${role}`);
      }
    });
  }

  const strangers: Record<string, Actor> = {
    'an agent of another portal': agent('Sven', { portals: ['sales'] }),
    'an agent with another ticket': agent('Sven', { scope: { is: 'ticket', ticket: 'T-1009' } }),
    'an agent with another session': agent('Sven', {
      scope: { is: 'session', session: 'session-0009' },
    }),
    'a customer with another ticket': customer('Mia', {
      scope: { is: 'ticket', ticket: 'T-1009' },
    }),
    'a customer with another session': customer('Mia', {
      scope: { is: 'session', session: 'session-0009' },
    }),
    'a customer without ticket': customer('Mia', { scope: { is: 'entry' } }),
    'an agent with a token for entry': agent('Sven', { scope: { is: 'entry' } }),
    'a customer with a token made for agents': customer('Mia', {
      portals: ['*'],
      scope: { is: 'portals' },
    }),
  };
  for (const [who, stranger] of Object.entries(strangers)) {
    it(`${who} is told of no session, whatever they ask`, () => {
      for (const name of names)
        for (const phase of phases)
          assert.equal(ask(bringTo(phase, name, 'control'), stranger, name), 'not-found');
    });
  }
});

describe('what is no command here', () => {
  const running = () => bringTo('running', 'call:hold', 'control').now;

  it('is refused by name, inherited names too', () => {
    for (const name of ['call:explode', 'constructor', '__proto__', 'toString', '']) {
      const command = { ...commandOf('call:hold', anna), name } as never;
      assert.deepEqual(decide(running(), command, { actor: anna, at: 0 }), {
        ok: false,
        error: 'unknown-request',
      });
    }
  });

  it('is a person giving a command of the server, or the server one of a person', () => {
    const expire = { name: 'number-expired', facts: {} } as const;
    assert.deepEqual(decide(running(), expire, { actor: anna, at: 0 }), {
      ok: false,
      error: 'unknown-request',
    });
    assert.deepEqual(decide(running(), commandOf('call:hold', anna), { actor: 'server', at: 0 }), {
      ok: false,
      error: 'not-allowed',
    });
  });

  it('is a command to a session that does not exist', () => {
    for (const name of names)
      assert.deepEqual(decide(null, commandOf(name, anna), { actor: anna, at: 0 }), {
        ok: false,
        error: 'not-found',
      });
  });

  it('is making a session twice', () => {
    const command = commandOf('session:create', anna, {}, { session: SESSION });
    assert.deepEqual(decide(running(), command, { actor: anna, at: 0 }), {
      ok: false,
      error: 'session-exists',
    });
  });
});

it('a session’s time never runs backwards, even if the clock does', () => {
  const state = bringTo('running', 'call:hold', 'control').now;
  const decision = decide(state, commandOf('call:hold', anna), { actor: anna, at: 5 });
  assert.ok(decision.ok);
  assert.equal(decision.events[0]?.at, state.updatedAt);
});
