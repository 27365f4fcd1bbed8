import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  functionNames,
  functionOf,
  functions,
  requests,
  whyNotWish,
  type FunctionName,
  type FunctionRow,
  type RequestName,
} from '@fernblick/protocol';
import { mayReadAllActivity } from './activity.ts';
import type { Actor, PersonCommandName } from './commands.ts';
import { decide } from './decide.ts';
import { mayBeRung } from './dial.ts';
import { whyNotEnter } from './invitation.ts';
import { isStillDue, planMails } from './mail-plan.ts';
import { allowedFor, type Allowed, type Place } from './settings.ts';
import { anna, ben, commandOf, customer, mia, runningCall, Stage } from './testing/stage.ts';
import { view } from './view.ts';

const HOUR_MS = 3_600_000;
const host: Actor = {
  ...{ subject: 'host', name: 'Host', role: 'agent' },
  ...{ portals: [], scope: { is: 'host' } },
};
/** What whoever asks is allowed, by the place where they ask. */
type AllowedTo = (actor: Actor, place: Place | null) => Allowed;

/** Everything is on but one function, or that is on as well. */
function only(name: FunctionName, isOn: boolean): AllowedTo {
  const all = Object.fromEntries(functionNames.map((one) => [one, true]));
  // Asking by itself takes the asking away from customers.
  if (name !== 'auto-recording') all['auto-recording'] = false;
  const decided = { host: { functions: { ...all, [name]: isOn } }, portals: {}, agents: {} };
  return (actor, place) => allowedFor(decided, actor, place);
}

/** Whether the rules switch this off for somebody; whatever else they say of it. */
function isRefused(
  allowed: AllowedTo,
  stage: Stage,
  actor: Actor,
  name: PersonCommandName,
  input: object = {},
): boolean {
  const makes = ['session:create', 'request:make', 'dial:make'].includes(name);
  const state = makes ? null : stage.now;
  const decision = decide(state, commandOf(name, actor, input), {
    ...{ actor, at: stage.at, tab: `tab-of-${actor.subject}` },
    allowed: allowed(actor, state),
  });
  return !decision.ok && decision.error === 'switched-off';
}

/** Whether what is told a customer by e-mail is still sent. */
function isMailed(allowed: AllowedTo, kind: 'confirmed' | 'reminder' | 'rating'): boolean {
  const stage = new Stage();
  const at = stage.at + 5 * HOUR_MS;
  stage.do(mia, 'request:make', { preferred: [at] });
  let before = stage.now;
  stage.do(anna, 'request:confirm', { at });
  if (kind === 'rating') {
    for (const actor of [anna, mia]) stage.do(actor, 'session:join');
    before = stage.now;
    stage.do(anna, 'session:end');
  }
  const mail = planMails(before, stage.now).find((one) => one.kind === kind);
  assert.ok(mail, kind);
  const role = { ...mia, name: '' };
  return isStillDue(mail, stage.now, stage.at, allowed(role, stage.now).functions);
}

/** Whether a call rings at the agents at once, as it does where there is no line. */
function waitsInLine(allowed: AllowedTo): boolean {
  const decision = decide(null, commandOf('dial:make', mia), {
    ...{ actor: mia, at: 1, allowed: allowed(mia, null) },
  });
  assert.ok(decision.ok);
  return decision.events.some((event) => event.type === 'dial-began' && event.mode === 'queue');
}

/** Whether an invited customer gets in by the link. */
function opensLink(allowed: AllowedTo): boolean {
  const stage = runningCall();
  stage.do(anna, 'invitation:make');
  const guest = { ...customer('Gil'), scope: { is: 'session', session: stage.now.id } } as const;
  const { functions: on } = allowed(guest, stage.now);
  return (
    whyNotEnter(stage.now, 'invited-0001', stage.at, { isHere: false, functions: on }) === null
  );
}

function mayWish(allowed: AllowedTo): boolean {
  const { now } = runningCall();
  const seen = view(now, anna, new Set(), allowed(anna, now));
  assert.ok(seen);
  const people = seen.participants.map((one) => ({ ...one, presence: 'here' as const }));
  const [asker, asked] = [people.find(({ id }) => id === seen.inControl), people[1]];
  return whyNotWish(asker, asked, seen) !== 'switched-off';
}

function agreesToRecord(allowed: AllowedTo): boolean {
  const stage = runningCall();
  stage.do(mia, 'recording:ask');
  return !isRefused(allowed, stage, anna, 'recording:answer', { yes: true });
}

const makesNumber = (actor: Actor) => (allowed: AllowedTo) =>
  !isRefused(allowed, runningCall(), actor, 'session:create', { number: true });
const rings = (allowed: AllowedTo) => mayBeRung(allowed(ben, null));

/** Whether what a function takes beside its requests is there. */
const also: { readonly [lost: string]: readonly ((allowed: AllowedTo) => boolean)[] } = {
  'sessions agent': [(allowed) => !isRefused(allowed, runningCall(), ben, 'session:join'), rings],
  'dial agent': [rings],
  'queue customer': [waitsInLine],
  'numbers agent': [makesNumber(anna)],
  'numbers host': [makesNumber(host)],
  'ratings customer': [(allowed) => isMailed(allowed, 'rating')],
  'reports agent': [(allowed) => mayReadAllActivity(anna, allowed(anna, null))],
  'mails customer': (['confirmed', 'reminder', 'rating'] as const).map(
    (kind) => (allowed) => isMailed(allowed, kind),
  ),
  'reminders customer': [(allowed) => isMailed(allowed, 'reminder')],
  'invitations customer': [opensLink],
  'camera-wishes agent': [mayWish],
  'recording agent': [agreesToRecord],
  'auto-recording customer': [
    // The other way round: it is there while the function is off.
    (allowed) => isRefused(allowed, runningCall(), mia, 'recording:ask'),
  ],
};

describe('what each loses by a function that is off, beside its requests,', () => {
  const said = functionNames.flatMap((name) => {
    const row: FunctionRow = functions[name];
    return Object.keys(row.also ?? {}).map((party) => [name, party] as const);
  });
  for (const [name, party] of said)
    it(`is there for the ${party} with ${name} on, and not with it off`, () => {
      const probes = also[`${name} ${party}`] ?? [];
      assert.notEqual(probes.length, 0, 'something tells');
      for (const probe of probes) {
        assert.equal(probe(only(name, true)), true, 'on');
        assert.equal(probe(only(name, false)), false, 'off');
      }
    });

  it('is all that the table says, and nothing else', () => {
    assert.deepEqual(Object.keys(also).toSorted(), said.map((one) => one.join(' ')).toSorted());
    const others: Record<string, readonly string[]> = {
      'session:join': ['sessions'],
      'recording:ask': ['auto-recording'],
    };
    // What can be asked for of the rules; the rest is the server's.
    const commands = (Object.keys(requests) as (RequestName & PersonCommandName)[]).filter((name) =>
      commandIsKnown(name),
    );
    assert.ok(commands.length > 30, `${commands.length} commands`);
    for (const off of functionNames)
      for (const command of commands)
        for (const actor of [anna, ben, mia, host]) {
          const isTheirs = functionOf(command) === off || others[command]?.includes(off) === true;
          if (isTheirs) continue;
          const isOff = isRefused(
            only(off, off === 'auto-recording'),
            runningCall(),
            actor,
            command,
          );
          assert.equal(isOff, false, `${off}: ${command} by ${actor.name}`);
        }
  });
});

function commandIsKnown(name: PersonCommandName): boolean {
  const stage = runningCall();
  const context = { actor: anna, at: stage.at };
  const decision = decide(stage.now, commandOf(name, anna), context);
  return decision.ok || decision.error !== 'unknown-request';
}
