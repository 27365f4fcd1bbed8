import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  functionNames,
  requests,
  requestsOf,
  type FunctionName,
  type RequestName,
  type Role,
} from '@fernblick/protocol';
import { whyNotReadChat, whyNotWriteChat } from './chat.ts';
import type { Actor, PersonCommandName } from './commands.ts';
import { whyNotChangeContact, whyNotReadContact } from './contact.ts';
import { decide, type Decision } from './decide.ts';
import { mayBeRung } from './dial.ts';
import { whyNotAddInk } from './ink.ts';
import { whyNotReadNotes, whyNotWriteNote } from './notes.ts';
import { allowedFor, nothingDecided, type Decided, type Place } from './settings.ts';
import {
  agent,
  anna,
  ben,
  commandOf,
  customer,
  ofPortal,
  mia,
  runningCall,
} from './testing/stage.ts';
import { view } from './view.ts';

const roles: readonly Role[] = ['customer', 'agent'];
/** Whose answer is not the rules' but the server's, tested there. */
const outsideOfRules: readonly RequestName[] = [
  'session:find',
  'ink:add',
  'chat:send',
  'responses:find',
  'note:write',
  'contact:change',
  'agent:availability',
];

describe('what administrators decide', () => {
  for (const name of functionNames)
    for (const request of requestsOf(name))
      for (const role of roles) {
        if (outsideOfRules.includes(request)) continue;
        const mayAtAll = (requests[request].roles as readonly Role[]).includes(role);
        it(`${name}, off: ${request} by a ${role} is ${mayAtAll ? 'switched off' : 'not theirs anyway'}`, () => {
          const stage = runningCall();
          const actor = role === 'agent' ? anna : mia;
          const off = { host: { functions: { [name]: false } }, portals: {}, agents: {} };
          const allowed = allowedFor(off, actor, stage.now);
          // Every request left here is a command; the table does not know that.
          const command = commandOf(request as PersonCommandName, actor);
          const makes = ['session:create', 'request:make', 'dial:make'].includes(command.name);
          const state = makes ? null : stage.now;
          const decision = decide(state, command, { actor, at: stage.at, allowed });
          const expected = mayAtAll ? 'switched-off' : 'not-allowed';
          assert.deepEqual(decision, { ok: false, error: expected });
          const seen = view(stage.now, actor, new Set(), allowed);
          assert.equal(seen?.functions.includes(name), false, 'nor is it shown');
        });
      }

  it('drawing, off: nobody adds to the drawing', () => {
    const stage = runningCall();
    const off = { host: { functions: { drawing: false } }, portals: {}, agents: {} };
    for (const actor of [anna, mia]) {
      const allowed = allowedFor(off, actor, stage.now);
      const keyframe = { author: stage.place(actor).id } as never;
      const item = { is: 'keyframe', keyframe } as const;
      assert.equal(whyNotAddInk(stage.now, { actor, tab: null, allowed }, item), 'switched-off');
    }
  });

  it('the chat, off: nobody writes, to whomever, and what was written can be read', () => {
    const stage = runningCall();
    const off = { host: { functions: { chat: false } }, portals: {}, agents: {} };
    for (const [actor, to] of [
      [anna, 'all'],
      [anna, 'agents'],
      [mia, 'all'],
    ] as const) {
      const allowed = allowedFor(off, actor, stage.now);
      assert.equal(whyNotWriteChat(stage.now, actor, to, allowed), 'switched-off');
      assert.equal(whyNotReadChat(stage.now, actor, to), null);
    }
  });

  it('notes, off: nobody writes, and what was written can be read', () => {
    const stage = runningCall();
    const off = { host: { functions: { notes: false } }, portals: {}, agents: {} };
    const allowed = allowedFor(off, anna, stage.now);
    assert.equal(whyNotWriteNote(stage.now, anna, allowed), 'switched-off');
    assert.equal(whyNotReadNotes(stage.now, anna), null);
  });

  it('contacts, off: nobody corrects what is known about them, and all agents read it', () => {
    const stage = runningCall();
    const off = { host: { functions: { contacts: false } }, portals: {}, agents: {} };
    const allowed = allowedFor(off, anna, stage.now);
    assert.equal(whyNotChangeContact(stage.now, anna, allowed), 'switched-off');
    assert.equal(whyNotReadContact(stage.now, anna), null);
  });

  it('whether a session needs a disposition is decided like everything else', () => {
    const use = (decided: Decided) => allowedFor(decided, anna, ofPortal('support')).dispositions;
    const host = { dispositions: 'required' } as const;
    assert.equal(use(nothingDecided), 'optional');
    assert.equal(use({ host, portals: {}, agents: {} }), 'required');
    const portals = { support: { dispositions: 'off' } } as const;
    assert.equal(use({ host, portals, agents: {} }), 'off');
  });

  it('sessions, off: an agent does not join, whoever is in a call stays in it, and customers join', () => {
    const stage = runningCall();
    const off = { host: { functions: { sessions: false } }, portals: {}, agents: {} };
    const join = (actor: Actor): Decision =>
      decide(stage.now, commandOf('session:join', actor), {
        actor,
        at: stage.at,
        allowed: allowedFor(off, actor, stage.now),
      });
    assert.deepEqual(join(ben), { ok: false, error: 'switched-off' });
    assert.equal(join(anna).ok, true, 'as after a reload');
    assert.equal(join(mia).ok, true);
    assert.equal(mayBeRung(allowedFor(off, ben, null)), false);
  });

  it('a number is refused with the session that asks for one', () => {
    const allowed = allowedFor(
      { host: { functions: { numbers: false } }, portals: {}, agents: {} },
      anna,
      null,
    );
    const decision = decide(null, commandOf('session:create', anna, { number: true }), {
      actor: anna,
      at: 1,
      allowed,
    });
    assert.deepEqual(decision, { ok: false, error: 'switched-off' });
  });

  it('the narrowest decision holds: agent before portal before everybody before none', () => {
    const isOn = (decided: Decided, actor = anna, portal: string | null = 'support'): boolean =>
      allowedFor(decided, actor, ofPortal(portal)).functions.has('hold');
    const off = { functions: { hold: false } };
    const on = { functions: { hold: true } };
    assert.equal(isOn(nothingDecided), true);
    assert.equal(isOn({ ...nothingDecided, host: off }), false);
    assert.equal(isOn({ host: off, portals: { support: on }, agents: {} }), true);
    assert.equal(isOn({ host: off, portals: { sales: on }, agents: {} }), false);
    assert.equal(isOn({ host: on, portals: { support: on }, agents: { anna: off } }), false);
    // A customer of the same name is not the agent.
    assert.equal(isOn({ host: on, portals: {}, agents: { anna: off } }, customer('Anna')), true);
  });

  it('a session’s portal decides there for both sides, and one’s own, where there is one, outside', () => {
    const portals = { support: { functions: { chat: false, requests: false } } };
    const decided: Decided = { host: {}, portals, agents: {} };
    const isOn = (actor: Actor, place: Place | null, name: FunctionName = 'chat'): boolean =>
      allowedFor(decided, actor, place).functions.has(name);
    const miaOfSupport = customer('Mia', { portals: ['support'] });
    const people = [anna, agent('Sven', { portals: ['sales'] }), mia, miaOfSupport];
    for (const [portal, expected] of [
      ['support', false],
      ['sales', true],
      [null, true],
    ] as const)
      for (const actor of people)
        assert.equal(isOn(actor, ofPortal(portal)), expected, `${actor.name} in ${portal}`);
    const outside = [...people, agent('Ben', { portals: ['support', 'sales'] })];
    assert.deepEqual(
      outside.map((actor) => isOn(actor, null)),
      [false, true, true, false, true],
    );
    assert.deepEqual(
      [isOn(mia, null, 'requests'), isOn(miaOfSupport, null, 'requests')],
      [true, false],
    );
    for (const name of ['request:make', 'dial:make'] as const) {
      const allowed = allowedFor(
        {
          host: { functions: { dial: true, requests: true } },
          portals: { support: { functions: { dial: false, requests: false } } },
          agents: {},
        },
        miaOfSupport,
        null,
      );
      const made = decide(null, commandOf(name, miaOfSupport), {
        actor: miaOfSupport,
        at: 1,
        allowed,
      });
      assert.deepEqual(made, { ok: false, error: 'switched-off' });
    }
  });

  it('what a team’s agents may take on holds in sessions of no team, too', () => {
    const support = { functions: { sessions: false }, maxSessions: 2 };
    const decided: Decided = { host: {}, portals: { support }, agents: {} };
    const { functions, maxSessions } = allowedFor(decided, anna, ofPortal(null));
    assert.deepEqual([functions.has('sessions'), maxSessions], [false, 2]);
    assert.equal(allowedFor(decided, anna, ofPortal('sales')).maxSessions, 5);
  });

  it('automatic recording holds for the whole call as it was decided for the agent in control', () => {
    const stage = runningCall();
    const sees = (decided: Decided, actor: Actor): boolean =>
      allowedFor(decided, actor, stage.now).functions.has('auto-recording');
    const forAnna = (on: boolean): Decided => ({
      host: { functions: { 'auto-recording': !on } },
      portals: {},
      agents: { anna: { functions: { 'auto-recording': on } } },
    });
    for (const on of [true, false])
      for (const actor of [anna, mia, ben]) assert.equal(sees(forAnna(on), actor), on, actor.name);
    stage.do(ben, 'session:join');
    stage.do(anna, 'session:leave');
    assert.equal(sees(forAnna(true), mia), false, 'Ben is in control now');
    const asked = (decided: Decided) =>
      decide(stage.now, commandOf('recording:ask', mia), {
        ...{ actor: mia, at: stage.at, tab: 'tab-of-mia' },
        allowed: allowedFor(decided, mia, stage.now),
      });
    assert.deepEqual(asked(forAnna(false)), { ok: false, error: 'switched-off' });
    assert.ok(asked(forAnna(true)).ok);
  });

  it('an agent is in no more calls at once than they may be, and comes back into their own', () => {
    const stage = runningCall();
    const decided = { host: { maxSessions: 2 }, portals: {}, agents: {} };
    const join = (actor: typeof anna, otherCalls: number) =>
      decide(stage.now, commandOf('session:join', actor, {}, { otherCalls }), {
        actor,
        at: stage.at,
        allowed: allowedFor(decided, actor, stage.now),
      });
    assert.deepEqual(join(agent('Ben'), 2), { ok: false, error: 'too-many-calls' });
    assert.ok(join(agent('Ben'), 1).ok);
    assert.ok(join(anna, 5).ok, 'who is in the call already stays in it');
    assert.ok(join(customer('Paul'), 5).ok);
  });
});

it('whoever has come by a link or a number is offered no other session', () => {
  const on: Decided = { ...nothingDecided, host: { functions: { dial: true } } };
  const scope = { is: 'session', session: 'session-1' } as const;
  const guest = allowedFor(on, { ...customer('Gil'), scope }, null).functions;
  const own = allowedFor(on, mia, null).functions;
  for (const name of ['requests', 'dial', 'numbers'] as const)
    assert.deepEqual([guest.has(name), own.has(name)], [false, true], name);
  assert.ok(guest.has('chat'));
});
