import {
  checkNotice,
  DeviceState,
  Stars,
  type ChatMessage,
  type DrawingOperation,
  type InkItem,
} from '@fernblick/protocol';
import fc from 'fast-check';
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Actor, Command, PersonCommandName } from './commands.ts';
import { decide, type Context } from './decide.ts';
import { MAX_JOINED } from './entry.ts';
import { customersKnow, type JournalEntry } from './events.ts';
import { historyLineFor } from './contact.ts';
import { forgetContact } from './erase.ts';
import { evolve, replay } from './evolve.ts';
import { chatMessageFor, whyNotReadChat, whyNotWriteChat, type ChatEntry } from './chat.ts';
import { whyNotAddInk } from './ink.ts';
import { mayWatch } from './may-watch.ts';
import { allowedFor, nothingDecided } from './settings.ts';
import {
  findPerson,
  joinedOnes,
  MAX_PARTICIPANTS,
  waitingDial,
  type SessionState,
} from './state.ts';
import { agent, commandOf, customer, SESSION, TICKET } from './testing/stage.ts';
import { MAX_TICKETS } from './ticket.ts';
import { view } from './view.ts';

const tickets = [TICKET, 'T-1002', 'T-secret'];
const wholly = (session: string) => ({ scope: { is: 'session' as const, session } });

/** Who may turn out to see something. */
const people: readonly Actor[] = [
  agent('Anna'),
  agent('Ben', { portals: ['sales', 'support'] }),
  agent('Carla', { portals: ['*'] }),
  agent('Dora', { portals: ['sales'] }),
  agent('Emil', { portals: [], ...wholly(SESSION) }),
  agent('Fritz', { scope: { is: 'ticket', ticket: TICKET } }),
  customer('Mia'),
  customer('Paul'),
  customer('Quirin', { scope: { is: 'ticket', ticket: 'T-1002' } }),
  customer('Rosa', wholly(SESSION)),
  agent('Host', { portals: [], scope: { is: 'host' } }),
  // The host numbers customers and agents alike.
  customer('Anna'),
  customer('Nora', { scope: { is: 'entry' } }),
  // Two who know the number.
  customer('Vera', { scope: { is: 'session', session: SESSION, byNumber: true } }),
  customer('Vera', {
    subject: 'other-vera',
    scope: { is: 'session', session: SESSION, byNumber: true },
  }),
];

/** Who must never see anything. */
const strangers: readonly Actor[] = [
  agent('Xaver', wholly('session-0009')),
  agent('Yara', { scope: { is: 'entry' }, portals: ['*'] }),
  agent('Anna', { scope: { is: 'ticket', ticket: 'T-1009' } }),
  customer('Mia', { scope: { is: 'ticket', ticket: 'T-1009' } }),
  customer('Mia', { scope: { is: 'portals' }, portals: ['*'] }),
  customer('Mia', { scope: { is: 'entry' } }),
  customer('Rosa', wholly('session-0009')),
  customer('Nora', { scope: { is: 'ticket', ticket: 'T-1009' } }),
];

const device = fc.constantFrom(...DeviceState.options);
const hash = fc.constantFrom('hash-one', 'hash-two');

// Past, soon, later, and too far.
const time = fc.constantFrom(900_000, 1_200_000, 2_000_000, 9_000_000, 40_000_000_000);
const times = fc.array(time, { maxLength: 3 });

/** One thing that somebody tries, at random; what a command does not need is left aside. */
const anyStep = fc.record({
  actor: fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom(...people) },
    { weight: 1, arbitrary: fc.constantFrom(...strangers) },
  ),
  name: fc.oneof(
    { weight: 12, arbitrary: fc.constant('session:join') },
    {
      weight: 24,
      arbitrary: fc.constantFrom(
        'session:invite',
        'invitation:make',
        'invitation:revoke',
        'session:link',
        'session:unlink',
        'session:visibility',
        'session:attach',
        'picture:keep',
        'picture:delete',
        'call:hold',
        'call:hold',
        'call:resume',
        'call:devices',
        'call:checked',
        'video:offer',
        'video:accept',
        'video:decline',
        'video:stop',
        'ink:allow',
      ),
    },
    {
      weight: 2,
      arbitrary: fc.constantFrom(
        'invitation:accept',
        'request:make',
        'request:prefer',
        'request:confirm',
        'request:propose',
        'request:accept',
        'request:decline',
        'dial:make',
        'dial:accept',
        'dial:decline',
        'ring-agents',
      ),
    },
    {
      weight: 5,
      arbitrary: fc.constantFrom(
        'session:create',
        'session:leave',
        'session:leave',
        'session:end',
        'session:cancel',
        'connection-expired',
        'connection-expired',
        'recorder-lost',
        'number-expired',
        'end-overdue',
        'erase-contact',
      ),
    },
    { weight: 1, arbitrary: fc.oneof(fc.string(), fc.constant('constructor')) },
  ),
  /** Whom an invitation or a lost connection is about. */
  whom: fc.constantFrom(...people),
  input: fc.record({
    ticket: fc.constantFrom(...tickets),
    number: fc.boolean(),
    start: fc.constantFrom('audio', 'video'),
    send: fc.boolean(),
    role: fc.constantFrom('customer', 'agent'),
    allowed: fc.boolean(),
    internal: fc.boolean(),
    stars: fc.constantFrom(...Stars.options),
    comment: fc.constantFrom('', 'Thank you'),
    value: fc.constantFrom('4711', ''),
    disposition: fc.constantFrom(null, 'solved', 'visit', 'no-such-outcome'),
    tab: fc.constantFrom('first-tab-of-two', 'second-tab-of-two'),
    takeOver: fc.boolean(),
    microphone: device,
    camera: device,
    endReason: fc.constantFrom('agent-ended', 'customer-left', 'connection-lost', 'no-answer'),
    preferred: times,
    times,
    at: fc.option(time, { freq: 3 }),
    zone: fc.constantFrom('Europe/Berlin', 'Europe/Berlin', 'Mars/Olympus'),
    message: fc.constantFrom('Rather then?', 'Please call a plumber.'),
    cancelReason: fc.constantFrom(
      'declined',
      'called-off',
      'no-show',
      'withdrawn',
      'created-by-mistake',
    ),
  }),
  facts: fc.record({
    lifetimeMs: fc.integer({ min: 0, max: 100_000 }),
    resumeHash: fc.option(hash),
    newResumeHash: hash,
    otherPlaceConnected: fc.boolean(),
  }),
  /** The tab that the socket is of; null where it is not a page that asks. */
  tab: fc.option(fc.constantFrom('first-tab-of-two', 'second-tab-of-two')),
  /** How far the clock moves; now and then it is set back. */
  elapsedMs: fc.integer({ min: -1_000, max: 30_000 }),
});
type Step = typeof anyStep extends fc.Arbitrary<infer T> ? T : never;

/** What follows upon a call, which at random comes too seldom. */
const afterwards = fc.array(
  fc
    .tuple(
      anyStep,
      fc.constantFrom('session:end', 'session:rate', 'session:file', 'session:visibility'),
    )
    .map(([step, name]) => ({ ...step, name })),
  { maxLength: 8 },
);

const anything = fc
  .tuple(fc.array(anyStep, { minLength: 1, maxLength: 80, size: 'max' }), afterwards)
  .map(([call, after]) => [...call, ...after]);

/** An agent makes a session, and then a lot is tried. */
const made = fc.tuple(
  fc
    .tuple(
      anyStep,
      fc.constantFrom(...people.filter(({ scope }) => ['portals', 'host'].includes(scope.is))),
    )
    .map(([first, actor]) => ({ ...first, actor, name: 'session:create' })),
  anything,
);

const none: Step['input']['preferred'] = [];
const agentsPart = /^(request:(propose|confirm)|dial:(accept|decline))$/;
const serversPart =
  /^(connection-expired|number-expired|end-overdue|ring-agents|stop-rings|resume-dial|give-up-dial|erase-contact|recorder-lost)$/;

/** A customer asks for one; before a lot is tried, times go to and fro, as at random they would hardly ever. */
const asked = fc
  .tuple(
    anyStep,
    fc.constantFrom('Mia', 'Nora'),
    fc.constantFrom('request:make', 'dial:make'),
    fc.array(
      fc.tuple(
        anyStep,
        fc.constantFrom(
          'request:prefer',
          'request:propose',
          'request:propose',
          'request:accept',
          'request:accept',
          'request:confirm',
          'session:cancel',
          'dial:make',
          'dial:accept',
          'dial:decline',
          'ring-agents',
          'ring-agents',
          'stop-rings',
          'resume-dial',
          'give-up-dial',
        ),
        fc.boolean(),
        time,
      ),
      { maxLength: 8 },
    ),
    anything,
  )
  .map(([first, who, how, talk, rest]) => {
    const asking = people.find(({ name }) => name === who) ?? first.actor;
    const step = { ...first, actor: asking, name: how };
    return [
      { ...step, input: { ...first.input, preferred: none, zone: 'Europe/Berlin' as const } },
      [
        ...talk.map(([each, name, isRight, at]) => ({
          ...each,
          name,
          actor: !isRight ? each.actor : agentsPart.test(name) ? agent('Anna') : asking,
          input: isRight
            ? { ...each.input, at, times: [at], cancelReason: 'withdrawn' as const }
            : { ...each.input, at },
        })),
        ...rest,
      ],
    ] as const;
  });

const attempts = fc.oneof({ weight: 2, arbitrary: made }, { weight: 1, arbitrary: asked });

interface Moment {
  readonly before: SessionState | null;
  readonly command: Command;
  readonly context: Context;
  readonly state: SessionState | null;
  readonly journal: readonly JournalEntry[];
}

/** Builds the command that a step stands for. */
function commandFor(step: Step, n: number, at: number, state: SessionState | null): Command {
  const { actor, name, whom, input, facts } = step;
  if (name === 'end-overdue') return { name, facts: { afterMs: 30_000 } };
  if (name === 'number-expired' || name === 'resume-dial') return { name, facts: {} };
  if (name === 'ring-agents')
    return { name, facts: { agents: [whom, agent('Anna')], until: at + 20_000 } };
  if (name === 'stop-rings')
    return { name, facts: { agents: [whom.subject], why: input.send ? 'missed' : 'away' } };
  if (name === 'erase-contact')
    return { name, facts: { erasure: 'erasure-1', by: agent('Anna'), reason: 'They asked.' } };
  if (name === 'recorder-lost')
    return { name, facts: { recording: state?.recordings.at(-1)?.id ?? 'recording-none' } };
  if (name === 'give-up-dial') return { name, facts: { outcome: 'nobody-answered' } };
  if (name === 'connection-expired') {
    const gone = state?.participants.find((p) => p.subject === whom.subject);
    return { name, facts: { participant: gone?.id ?? 'nobody-here' } };
  }
  const everything = {
    ...input,
    ...(name === 'session:invite'
      ? { subject: whom.subject, name: whom.name, role: whom.role }
      : {}),
    ...(name === 'invitation:make' && n % 2 === 0 ? { role: 'agent' } : {}),
    ...(name === 'invitation:revoke'
      ? { invitation: state?.invitations[0]?.id ?? 'nobody-here' }
      : {}),
    ...(name === 'picture:delete' ? { picture: state?.pictures[0]?.id ?? 'picture-none' } : {}),
    // A page without ticket names none; others theirs, or by mistake another.
    ...(name.endsWith(':make') && actor.scope.is === 'entry' ? { ticket: undefined } : {}),
    ...(name.endsWith(':make') && n === 0 ? { ticket: undefined } : {}),
    // A message goes with calling off alone.
    ...(name === 'session:cancel' && n % 2 === 0 ? { message: undefined } : {}),
    reason:
      name === 'session:end'
        ? input.endReason
        : name.endsWith(':make')
          ? 'It leaks.'
          : input.cancelReason,
  };
  const allFacts = {
    ...facts,
    participant: `participant-${n}`,
    picture: `picture-${n}`,
    // Only who may look anyway has a key here: what it opens to others has its own test.
    invitation:
      state !== null && mayWatch(state, actor)
        ? (state.invitations.find(({ role }) => role === 'agent')?.id ?? null)
        : null,
    number: { digits: '987654321', expiresAt: at + facts.lifetimeMs },
  };
  // The names are random on purpose; the cast lets nonsense through to where it must be refused.
  return commandOf(name as PersonCommandName, actor, everything as never, allFacts as never);
}

/** Tries everything in turn and shows each moment to `look`. */
function play([first, rest]: readonly [Step, readonly Step[]], look: (moment: Moment) => void) {
  let state: SessionState | null = null;
  let at = 1_000_000;
  const journal: JournalEntry[] = [];
  for (const [n, step] of [first, ...rest].entries()) {
    at += step.elapsedMs;
    const command = commandFor(step, n, at, state);
    const actor = serversPart.test(step.name) ? 'server' : step.actor;
    // Everything is on that can be switched, the line now and then.
    const decided = { functions: { dial: true, queue: step.input.number } };
    const context = {
      actor,
      at,
      ...(step.tab === null ? {} : { tab: step.tab }),
      ...(actor === 'server'
        ? {}
        : { allowed: allowedFor({ ...nothingDecided, host: decided }, actor, null) }),
    } as const;
    const before: SessionState | null = state;
    const decision = decide(before, command, context);
    for (const event of decision.ok ? decision.events : []) {
      const seq = journal.length + 1;
      journal.push({ seq, at: event.at, by: null, commandId: null, event });
      state = evolve(state, event, seq);
    }
    look({ before, command, context, state, journal });
  }
}

function check(property: (moment: Moment) => void, numRuns = 1_000) {
  fc.assert(
    fc.property(attempts, (all) => play(all, property)),
    { numRuns, seed: SEED },
  );
}

/** The same runs every time, so that a failure is somebody's change and not somebody's luck. */
const SEED = 20_260_101;

/** What is true of every session at every moment. */
function invariants(state: SessionState) {
  const phases = state.history.map((entry) => entry.phase);
  assert.match(
    phases.join(' '),
    /^(requested( cancelled)?|(requested )?confirmed( in-progress( done)?| cancelled)?)$/,
    'phases come in order',
  );
  assert.equal(phases.at(-1), state.phase);
  const times = state.history.map((entry) => entry.at);
  assert.deepEqual(
    times,
    times.toSorted((a, b) => a - b),
    'time runs forwards',
  );
  assert.ok(state.history.every((entry) => entry.at <= state.updatedAt));

  const over = state.phase === 'done' || state.phase === 'cancelled';
  assert.equal(state.end !== null, over, 'what is over has an end, and nothing else has');
  if (over) assert.deepEqual(joinedOnes(state), [], 'nobody is in a session that is over');

  requestInvariants(state);

  const agents = joinedOnes(state, 'agent').map((p) => p.id);
  if (state.inControl !== null) assert.ok(agents.includes(state.inControl));
  assert.equal(state.inControl !== null, agents.length > 0, 'an agent who is here has control');

  if (state.hold !== null) assert.equal(state.phase, 'in-progress', 'hold is part of a call');
  assert.ok(state.heldMs >= 0 && state.heldMs <= state.updatedAt);
  if (state.phase === 'in-progress') {
    assert.ok(joinedOnes(state).length > 0, 'a call has somebody in it');
    assert.equal(state.number, null, 'a number is useless once the call has begun');
  }
  if (state.phase === 'confirmed')
    assert.ok(
      agents.length === 0 || joinedOnes(state, 'customer').length === 0,
      'with both sides here the call begins',
    );
  if (over) assert.equal(state.number, null);
  const { video } = state;
  if (video.is === 'offered') {
    assert.ok(
      joinedOnes(state).some((p) => p.id === video.by),
      'an offer has somebody who makes it',
    );
    assert.equal(state.phase, 'in-progress');
  }

  const places = state.participants;
  assert.equal(new Set(places.map((p) => p.id)).size, places.length);
  assert.equal(
    new Set(places.map((p) => `${p.role} ${p.subject}`)).size,
    places.length,
    'one person has one place',
  );
  assert.ok(places.length <= MAX_PARTICIPANTS && joinedOnes(state).length <= MAX_JOINED);
  for (const p of places) {
    if (p.presence !== 'joined') assert.deepEqual([p.microphone, p.camera], ['off', 'off']);
    if (video.is !== 'on') assert.equal(p.camera, 'off', 'without video no camera is on');
    assert.equal(p.since === null, p.presence === 'invited' || p.epoch === 0);
    assert.equal(p.tab === null, p.epoch === 0);
    assert.ok(p.resumeHashes.length <= 2);
  }
  const byNumber = joinedOnes(state).filter((p) => p.byNumber === true);
  assert.ok(byNumber.length <= 1, 'a number lets in one person at a time');
  if (state.internal) assert.deepEqual(joinedOnes(state, 'customer'), []);
  if (state.ratings.length > 0) assert.equal(state.phase, 'done', 'what is rated is over');
  const raters = state.ratings.map(({ participant }) => participant);
  assert.equal(new Set(raters).size, raters.length, 'each customer rates once');
  for (const { participant, at } of state.ratings) {
    const rater = places.find(({ id }) => id === participant);
    assert.ok(rater?.role === 'customer' && rater.epoch > 0, 'who rates was there');
    assert.ok(at >= (state.end?.at ?? Infinity));
  }
  assert.ok(state.tickets.length <= MAX_TICKETS);
  assert.equal(new Set(state.tickets).size, state.tickets.length);
  assert.equal(new Set(state.pictures.map(({ id }) => id)).size, state.pictures.length);
  assert.ok(state.seq.customer >= 1 && state.seq.customer <= state.seq.all);
}

/** What is true of a request at every moment. */
function requestInvariants({ request, phase, history, participants }: SessionState) {
  assert.equal(request !== null, history[0]?.phase === 'requested', 'only what was asked for');
  if (request === null) return;
  const asking = participants.find((p) => p.id === request.participant);
  assert.equal(asking?.role, 'customer', 'somebody asks');
  const confirmed = history.find((entry) => entry.phase === 'confirmed');
  if (request.scheduledFor !== null) {
    assert.ok(confirmed, 'a time is agreed by confirming and not before');
    assert.ok(confirmed.at < request.scheduledFor, 'and lies ahead then');
  }
  if (confirmed !== undefined) assert.equal(request.proposed, null, 'no offer is left open');
  if (request.message !== null) assert.equal(phase, 'cancelled', 'it was declined');
  if (phase === 'requested') {
    assert.ok(
      !participants.some((p) => p.presence === 'joined'),
      'nobody is in what is only asked for',
    );
    const hasBeenIn = participants.some((p) => p.epoch > 0);
    assert.ok(!hasBeenIn || request.dial?.resumed === true, 'nor was, but where it rings on');
  }
  const dial = waitingDial({ request });
  if (dial !== null) {
    assert.equal(phase, 'requested', 'what is answered does not ring');
    const ringing = dial.rings.map(({ subject }) => subject);
    assert.equal(new Set(ringing).size, ringing.length, 'it rings once at each agent');
  } else if (request.dial !== null) assert.deepEqual(request.dial.rings, []);
  for (const times of [request.preferred, request.proposed?.times ?? []])
    assert.ok(times.length <= 3 && new Set(times).size === times.length);
}

const connected = (state: SessionState) =>
  new Set(state.participants.filter((p) => p.epoch % 2 === 1).map((p) => p.id));

/** One thing to add to a drawing; the mark of a new one is its author's only where `owner` is. */
function inkOf(kind: DrawingOperation['is'] | 'keyframe', author: string, owner: string): InkItem {
  if (kind === 'keyframe') {
    const region = [0, 1, 2].map((x) => ({ x, y: x * x }));
    const picture = { width: 640, height: 480, region, picture: 'AAAA' };
    return { is: 'keyframe', keyframe: { id: 'anchor-1', author, ...picture } };
  }
  const mark = { id: 'mark-0001', author: owner };
  const operation = { id: 'operation-1', author, clock: 1, is: kind, mark };
  // The rules look at nothing else in it.
  return { is: 'operation', operation: operation as unknown as DrawingOperation };
}

describe('whatever is tried, in whatever order, by whomever', () => {
  it('nothing throws and every session stays sound', () => {
    const happened = new Set<string>();
    const refusals = new Set<string>();
    check(({ before, command, context, state, journal }) => {
      if (state !== null) invariants(state);
      for (const { event } of journal) happened.add(event.type);
      const again = decide(before, command, context);
      if (!again.ok) refusals.add(again.error);
      // Asked again about the same moment, the rules say the same: they read no clock and make no random numbers.
      assert.deepEqual(again, decide(structuredClone(before), structuredClone(command), context));
    });
    // Tries that never get anywhere would prove nothing.
    // Recordings have a test of their own: at random they would hardly ever come to run.
    const expected = Object.keys(customersKnow).filter((type) => !type.startsWith('recording-'));
    assert.deepEqual([...happened].sort(), expected.sort());
    for (const refusal of [
      'not-found',
      'not-allowed',
      'session-over',
      'taken-over',
      'on-hold',
      'number-taken',
    ])
      assert.ok(refusals.has(refusal), refusal);
  });

  it('strangers learn nothing, not even that there is a session, and change nothing', () => {
    check(({ before, command, context, state }) => {
      if (state === null) return;
      for (const stranger of strangers) {
        assert.equal(view(state, stranger, connected(state)), null);
        assert.equal(mayWatch(state, stranger), false);
      }
      if (before === null || context.actor === 'server' || mayWatch(before, context.actor)) return;
      const decision = decide(before, command, context);
      assert.ok(!decision.ok);
      assert.ok(['not-found', 'session-exists', 'unknown-request'].includes(decision.error));
    });
  });

  it('a view is what the protocol promises, and holds nothing hidden', () => {
    check(({ state }) => {
      if (state === null) return;
      for (const viewer of people) {
        const seen = view(state, viewer, connected(state));
        assert.equal(seen !== null, mayWatch(state, viewer));
        if (seen === null) continue;
        assert.deepEqual(checkNotice('session:changed', { view: seen }).view, seen);
        const text = JSON.stringify(seen);
        assert.doesNotMatch(text, /hash-one|hash-two|hash-for|-tab-of-two/);
        if (viewer.role === 'agent') continue;
        assert.equal(state.internal, false, 'what is internal is nothing to a customer');
        assert.equal(seen.visibilityChanged, null, 'nor what once was');
        for (const { by } of seen.ratings) assert.equal(by, findPerson(state, viewer)?.id);
        assert.doesNotMatch(text, /T-secret|987654321|support|sales/);
        if (state.request?.participant !== findPerson(state, viewer)?.id)
          assert.doesNotMatch(text, /It leaks|Rather then|plumber/);
        for (const invited of state.participants.filter((p) => p.presence === 'invited'))
          assert.ok(!seen.participants.some((p) => p.id === invited.id));
        for (const p of seen.participants)
          if (p.you) assert.deepEqual([p.name, p.role], [viewer.name, viewer.role]);
      }
    }, 400);
  });

  it('a customer cannot tell whether hidden things happened', () => {
    check(({ state, journal }) => {
      if (state === null) return;
      const known = journal.filter(({ event }) => customersKnow[event.type]);
      const without = replay(known.map((entry, index) => ({ ...entry, seq: index + 1 })));
      assert.ok(without);
      for (const viewer of people) {
        if (viewer.role === 'agent' || !mayWatch(state, viewer) || !mayWatch(without, viewer))
          continue;
        const here = connected(state);
        assert.deepEqual(view(state, viewer, here), view(without, viewer, here));
      }
    });
  });

  it('the journal tells the whole story, also when read back from disk', () => {
    check(({ state, journal }) => {
      assert.deepEqual(replay(journal), state);
      const fromDisk: unknown = JSON.parse(JSON.stringify(journal));
      // The cast stands for reading a journal that this very code has written.
      assert.deepEqual(replay(fromDisk as JournalEntry[]), state);
      assert.deepEqual(JSON.parse(JSON.stringify(state)), state);
    }, 300);
  });

  it('a customer who is forgotten leaves neither name nor words, and the session stays the same', () => {
    let asked = 0;
    check(({ state, journal }) => {
      if (state === null) return;
      const done = forgetContact(journal, { subject: 'mia', alias: 'nobody-1' });
      // At whom it rings, here at anybody, are agents, who are not forgotten.
      const rest = done.filter(({ event }) => !event.type.startsWith('ring-'));
      // In quotes: a time may hold the same figures.
      assert.doesNotMatch(JSON.stringify(rest), /mia|"4711"/i);
      const after = replay(done);
      assert.ok(after);
      assert.deepEqual(
        done.map(({ seq, at, event }) => [seq, at, event.type, event.at]),
        journal.map(({ seq, at, event }) => [seq, at, event.type, event.at]),
      );
      const plain = ({ seq, phase, hold, heldMs, video, end, inControl, filed }: SessionState) => ({
        ...{ seq, phase, hold, heldMs, video, end, inControl, filed },
      });
      assert.deepEqual(plain(after), plain(state));
      const others = (all: SessionState) =>
        all.participants.filter((p) => p.subject !== 'mia' && p.subject !== 'nobody-1');
      assert.deepEqual(others(after), others(state));
      invariants(after);
      const requester = state.participants.find(({ id }) => id === state.request?.participant);
      if (requester?.subject === 'mia') {
        asked += 1;
        assert.doesNotMatch(JSON.stringify(done), /It leaks|Rather then|plumber|Berlin/);
      } else assert.equal(after.request?.reason, state.request?.reason);
      // Done twice, after a crash for example, it is the same.
      assert.deepEqual(forgetContact(done, { subject: 'mia', alias: 'nobody-2' }), done);
      for (const viewer of people) {
        const seen = view(after, viewer, connected(after));
        if (seen !== null) assert.ok(checkNotice('session:changed', { view: seen }));
      }
    }, 400);
    assert.ok(asked > 0);
  });

  it('the host can end every call and call off every other session, and has no place in any', () => {
    const host = people.find(({ scope }) => scope.is === 'host');
    assert.ok(host);
    let withoutAgent = 0;
    check(({ before, command, context, state }) => {
      if (context.actor === host && before !== null && decide(before, command, context).ok)
        assert.match(
          command.name,
          /^(session:(end|cancel|link|unlink|visibility|file|attach)|picture:delete|ink:allow|invitation:(make|revoke)|request:(confirm|propose|decline|prefer|accept))$/,
        );
      if (state === null) return;
      assert.ok(!state.participants.some((p) => p.subject === host.subject && p.epoch > 0));
      const at = state.updatedAt;
      const running = state.phase === 'in-progress';
      if (running && state.inControl === null) withoutAgent += 1;
      const names = ['session:end', 'session:cancel'] as const;
      const [right, wrong] = running || state.phase === 'done' ? names : names.toReversed();
      assert.ok(right && wrong);
      // The usual reason would claim that somebody did not come, which is not for before the agreed time.
      const reason = right === 'session:end' ? 'agent-ended' : 'created-by-mistake';
      const done = decide(state, commandOf(right, host, { reason }), { actor: host, at });
      assert.ok(done.ok);
      let after: SessionState | null = state;
      for (const event of done.events) after = evolve(after, event, (after?.seq.all ?? 0) + 1);
      assert.ok(after);
      invariants(after);
      assert.equal(after.phase, right === 'session:end' ? 'done' : 'cancelled');
      const refused = decide(state, commandOf(wrong, host), { actor: host, at });
      assert.ok(!refused.ok && refused.error !== 'not-allowed');
    }, 400);
    assert.ok(withoutAgent > 0, 'calls without an agent were among them');
  });

  it('but for the host, only the agent in control ends a call', () => {
    check(({ before, command, context, state }) => {
      if (command.name !== 'session:end' || before?.phase === 'done') return;
      if (before === null || state?.phase !== 'done' || context.actor === 'server') return;
      const me = findPerson(before, context.actor);
      assert.ok(context.actor.scope.is === 'host' || (me !== null && me.id === before.inControl));
    }, 400);
  });

  it('what is only asked for is answered once, by an agent or by the customer it was offered to', () => {
    const answered = new Set<string>();
    check(({ before, command, context, state }) => {
      if (before?.phase !== 'requested' || context.actor === 'server') return;
      if (state === null || state.phase === 'requested') return;
      const { actor } = context;
      const isAsking = findPerson(before, actor)?.id === before.request?.participant;
      answered.add(`${command.name} ${isAsking ? 'asking' : actor.role}`);
      const again = decide(state, command, context);
      if (/^(request|dial):/.test(command.name)) assert.ok(!again.ok);
    }, 1_200);
    assert.deepEqual([...answered].sort(), [
      'dial:accept agent',
      'request:accept asking',
      'request:confirm agent',
      'request:decline agent',
      'session:cancel agent',
      'session:cancel asking',
      'session:join agent',
    ]);
  });

  it('nothing is drawn but by those who are in the call and may, under their own name', () => {
    const kinds = ['keyframe', 'clear-mine', 'clear-all', 'delete', 'delete-any', 'add'] as const;
    const answers = new Set<string>();
    check(({ state }) => {
      if (state === null) return;
      const authors = [...state.participants.map(({ id }) => id), 'nobody-here'];
      for (const actor of [...people, ...strangers])
        for (const author of authors)
          for (const kind of kinds) {
            const me = findPerson(state, actor);
            const item = inkOf(kind, author, me?.id ?? author);
            const tab = me?.tab ?? null;
            const why = whyNotAddInk(state, { actor, tab }, item);
            answers.add(why ?? 'added');
            if (!mayWatch(state, actor)) assert.equal(why, 'not-found');
            if (tab !== null)
              assert.notEqual(whyNotAddInk(state, { actor, tab: 'a-third-tab' }, item), null);
            if (why !== null) continue;
            assert.equal(state.phase, 'in-progress');
            assert.equal(me?.presence, 'joined');
            assert.equal(me.id, author);
            assert.ok(!state.drawingOff.some(({ role }) => role === actor.role));
            const inControl = me.id === state.inControl;
            assert.ok(actor.role === 'customer' || inControl);
            if (kind === 'clear-all' || kind === 'delete-any') assert.ok(inControl);
          }
    }, 60);
    for (const answer of ['added', 'not-found', 'not-allowed', 'not-joined', 'drawing-off'])
      assert.ok(answers.has(answer), answer);
  });

  it('whatever is written, no customer learns that agents write among themselves, nor a stranger anything', () => {
    const answers = new Set<string>();
    check(({ state, journal }) => {
      if (state === null) return;
      // Everybody tries to write to everybody and to the agents; which begins depends on the moment.
      const both =
        journal.length % 2 === 0 ? (['all', 'agents'] as const) : (['agents', 'all'] as const);
      const kept: ChatEntry[] = [];
      for (const actor of [...people, ...strangers])
        for (const to of both) {
          const why = whyNotWriteChat(state, actor, to);
          answers.add(why ?? 'written');
          if (why !== null) continue;
          const { subject, name, role } = actor;
          const seq = kept.filter((entry) => entry.to === to).length + 1;
          kept.push({ seq, id: 'message-1', to, at: 1, by: { subject, name, role }, text: to });
          assert.ok(state.end === null);
          const isHere = findPerson(state, actor) !== null;
          const isAgentOfHost = role === 'agent' && actor.scope.is === 'host';
          assert.ok(to === 'agents' ? role === 'agent' : isHere || isAgentOfHost);
        }
      const among = kept.filter(({ to }) => to === 'all');
      for (const viewer of [...people, ...strangers]) {
        const readBy = (entries: readonly ChatEntry[]): readonly ChatMessage[] =>
          entries
            .map((entry) => chatMessageFor(state, viewer, entry))
            .filter((message) => message !== null);
        const seen = readBy(kept);
        if (viewer.role === 'agent' && mayWatch(state, viewer)) {
          assert.equal(seen.length, kept.length);
          continue;
        }
        assert.notEqual(whyNotReadChat(state, viewer, 'agents'), null);
        assert.doesNotMatch(JSON.stringify(seen), /agents/);
        // The same, number for number, as if the others had never been written.
        assert.deepEqual(seen, readBy(among));
        for (const [index, { seq }] of seen.entries()) assert.equal(seq, index + 1);
        assert.equal(seen.length, mayWatch(state, viewer) ? among.length : 0);
      }
    }, 60);
    for (const answer of ['written', 'not-found', 'not-allowed', 'not-joined', 'session-over'])
      assert.ok(answers.has(answer), answer);
  });

  it('drawing is switched off or on by the other side or the host, each for itself', () => {
    check(({ before, command, context, state }) => {
      if (before === null || state === null || context.actor === 'server') return;
      if (JSON.stringify(before.drawingOff) === JSON.stringify(state.drawingOff)) return;
      assert.equal(command.name, 'ink:allow');
      const host = context.actor.scope.is === 'host';
      const me = findPerson(before, context.actor);
      assert.ok(
        host ||
          (me?.presence === 'joined' && (me.role === 'customer' || before.inControl === me.id)),
      );
      // What is not theirs to switch stays as it was.
      const rest = ({ drawingOff }: SessionState) =>
        drawingOff.filter(
          ({ role, by }) => (by === 'host') !== host || (!host && role === me?.role),
        );
      assert.deepEqual(rest(before), rest(state));
    }, 400);
  });

  it('a line of a contact’s history says what the journal says, and only to agents who may know of the session', () => {
    let withCall = 0;
    let onlyTried = 0;
    const sorted = (numbers: readonly number[]) => numbers.toSorted((a, b) => a - b);
    check(({ state, journal }) => {
      if (state === null) return;
      const agents = new Set<string>();
      const stars = new Map<string, number>();
      let startedAt: number | null = null;
      let endedAt: number | null = null;
      const theirs = new Set<string>();
      for (const { event } of journal) {
        if (event.type === 'session-requested') theirs.add(event.by.subject);
        const comes =
          event.type === 'participant-joined' ||
          (event.type === 'participant-invited' && event.unasked !== true);
        if (comes && event.role === 'customer') theirs.add(event.subject);
        if (event.type === 'participant-joined') {
          const person = state.participants.find(({ id }) => id === event.participant);
          if (person?.role === 'agent') agents.add(person.id);
        }
        if (event.type === 'call-started') startedAt ??= event.at;
        if (event.type === 'session-ended' || event.type === 'session-cancelled')
          endedAt = event.at;
        if (event.type === 'rating-given') stars.set(event.participant, event.stars);
      }
      if (startedAt !== null && endedAt !== null) withCall += 1;
      for (const viewer of [...people, ...strangers]) {
        const may: boolean = viewer.role === 'agent' && mayWatch(state, viewer);
        for (const subject of ['mia', 'paul', 'nobody']) {
          const isTheirs: boolean = historyLineFor(state, viewer, subject) !== null;
          assert.equal(isTheirs, may && theirs.has(subject), subject);
          const isExpected = state.participants.some((p) => p.subject === subject);
          if (may && isExpected && !isTheirs) onlyTried += 1;
        }
        const line = historyLineFor(state, viewer, 'mia');
        if (line === null) continue;
        assert.deepEqual([line.session, line.at], [SESSION, journal[0]?.event.at]);
        assert.equal(
          line.durationMs,
          startedAt === null || endedAt === null ? null : endedAt - startedAt,
        );
        assert.equal(line.agents.length, agents.size);
        assert.deepEqual(sorted(line.stars), sorted([...stars.values()]));
        const seen = view(state, viewer, connected(state));
        assert.deepEqual(
          [line.phase, line.reason, line.tickets, line.filed?.disposition],
          [seen?.phase, seen?.end?.reason ?? null, seen?.tickets, seen?.filed?.disposition],
        );
      }
    }, 400);
    assert.ok(withCall > 0 && onlyTried > 0, 'there were calls among them, and tries');
  });

  it('asking for what is so already changes nothing', () => {
    const repeatable = [
      'session:leave',
      'session:invite',
      'call:',
      'ink:',
      'session:visibility',
      'session:rate',
      'session:file',
      'session:attach',
      'video:decline',
      'video:stop',
    ];
    check(({ before, command, context, state }) => {
      if (!repeatable.some((start) => command.name.startsWith(start))) return;
      if (state === null || !decide(before, command, context).ok) return;
      const again = decide(state, command, context);
      assert.ok(again.ok || again.error === 'not-joined' || again.error === 'not-found');
      if (again.ok) assert.deepEqual(again.events, []);
    });
  });
});

it('an event of a kind that only a newer release knows is counted and passed over', () => {
  const created = decide(null, commandOf('session:create', agent('Anna')), {
    actor: agent('Anna'),
    at: 1_000_000,
  });
  assert.ok(created.ok && created.events[0]);
  const state = evolve(null, created.events[0], 1);
  const later = evolve(state, { type: 'not-of-this-release', at: 1_000_001 } as never, 2);
  assert.deepEqual(later, { ...state, seq: { all: 2, customer: 1 }, updatedAt: 1_000_001 });
});
