import assert from 'node:assert/strict';
import type { PreCallFindings } from '@fernblick/protocol';
import { decide, type Decision } from '../decide.ts';
import type {
  Actor,
  PersonCommand,
  PersonCommandName,
  PersonCommandOf,
  ServerCommand,
} from '../commands.ts';
import type { JournalEntry } from '../events.ts';
import { evolve } from '../evolve.ts';
import type { Allowed, Place } from '../settings.ts';
import type { SessionState } from '../state.ts';

export const SESSION = 'session-0001';
export const TICKET = 'T-1001';
export const PICTURE = 'picture-0001';
export const RECORDING = 'recording-0001';

/** What can come of a session here. */
export const OUTCOMES = [
  { code: 'solved', label: 'Solved' },
  { code: 'visit', label: 'Technician must come' },
];

/** A session of this portal in which nobody is in control. */
export function ofPortal(portal: string | null): Place {
  return { portal, phase: 'confirmed', inControl: null, participants: [] };
}

/** An agent of the team `support`, unless told otherwise. */
export function agent(name: string, more: Partial<Actor> = {}): Actor {
  return {
    subject: name.toLowerCase(),
    name,
    role: 'agent',
    portals: ['support'],
    scope: { is: 'portals' },
    ...more,
  };
}

/** A customer on the page of the session's ticket, unless told otherwise. */
export function customer(name: string, more: Partial<Actor> = {}): Actor {
  return {
    subject: name.toLowerCase(),
    name,
    role: 'customer',
    portals: [],
    scope: { is: 'ticket', ticket: TICKET },
    ...more,
  };
}

export const anna = agent('Anna');
export const ben = agent('Ben');
export const mia = customer('Mia');
export const paul = customer('Paul');

type Input<N extends PersonCommandName> = Partial<PersonCommandOf<N>['input']>;
type Facts<N extends PersonCommandName> = Partial<PersonCommandOf<N>['facts']>;

/** What somebody finds with whom all is well. */
export const allWorks: PreCallFindings = {
  camera: 'works',
  microphone: 'works',
  speaker: 'works',
  direct: 'works',
  relayUdp: 'works',
  relayTcp: 'works',
};

/** Builds a whole command; what a test does not name is made up. */
export function commandOf<N extends PersonCommandName>(
  name: N,
  actor: Actor,
  input: Input<N> = {},
  facts: Facts<N> = {},
): PersonCommand {
  const everything = {
    commandId: 'command-0001',
    session: SESSION,
    tab: `tab-of-${actor.subject}`,
    takeOver: false,
    records: true,
    number: false,
    start: 'video',
    microphone: 'on',
    camera: 'on',
    ...(name === 'session:create' ? { ticket: TICKET } : {}),
    ...(name === 'request:make' || name === 'request:prefer' || name === 'dial:make'
      ? { reason: 'It leaks.', preferred: [], zone: 'Europe/Berlin' }
      : {}),
    ...(name === 'request:confirm' ? { at: null } : {}),
    ...(name === 'request:propose' ? { times: [], message: 'Rather then?' } : {}),
    ...(name === 'request:decline' ? { message: 'Please call a plumber.' } : {}),
    ...(name === 'session:end' ? { reason: 'agent-ended' } : {}),
    ...(name === 'session:cancel'
      ? { reason: actor.role === 'agent' ? 'no-show' : 'withdrawn' }
      : {}),
    ...(name === 'session:link' ? { ticket: 'T-1002' } : {}),
    ...(name === 'session:unlink' ? { ticket: TICKET } : {}),
    ...(name === 'session:invite' ? { subject: 'carla', name: 'Carla', role: 'agent' } : {}),
    ...(name === 'invitation:accept' ? { key: 'a-key' } : {}),
    ...(name === 'invitation:revoke' ? { invitation: 'invited-0001' } : {}),
    ...(name === 'session:visibility' ? { internal: true } : {}),
    ...(name === 'session:rate' ? { stars: 5, comment: '' } : {}),
    ...(name === 'session:attach' ? { name: 'Account', value: '4711' } : {}),
    ...(name === 'session:file' ? { disposition: null } : {}),
    ...(name === 'picture:keep'
      ? { file: 'f'.repeat(32), takenAt: 0, drawings: false, full: false }
      : {}),
    ...(name === 'picture:delete' ? { picture: PICTURE, reason: 'A face is on it.' } : {}),
    ...(name === 'call:checked' ? { findings: allWorks } : {}),
    ...(name.startsWith('recording:')
      ? { recording: RECORDING, yes: true, reason: 'stopped' }
      : {}),
    ...(name === 'video:accept' ? { send: true } : {}),
    ...(name === 'ink:allow'
      ? { role: actor.role === 'agent' ? 'customer' : 'agent', allowed: false }
      : {}),
    ...input,
  };
  const allFacts = {
    session: SESSION,
    number: null,
    participant:
      name === 'invitation:make' ? 'invited-0001' : `participant-of-${actor.role}-${actor.subject}`,
    invitation: 'invited-0001',
    subject: 'guest-0001',
    resumeHash: null,
    newResumeHash: `hash-for-${actor.subject}`,
    otherPlaceConnected: false,
    otherCalls: 0,
    dispositions: OUTCOMES,
    picture: PICTURE,
    recording: RECORDING,
    file: { type: 'image/jpeg', bytes: 90_000, width: 1_280, height: 720 },
    ...facts,
  };
  // The cast spares every test from writing out fields that do not matter to it.
  return { name, input: everything, facts: allFacts } as unknown as PersonCommand;
}

/** A session in memory: gives commands and keeps the journal, as the server does. */
export class Stage {
  state: SessionState | null = null;
  readonly journal: JournalEntry[] = [];
  at = 1_000_000;

  /** Gives a command and appends what comes of it. */
  try<N extends PersonCommandName>(
    actor: Actor,
    name: N,
    input: Input<N> = {},
    facts: Facts<N> = {},
    tab?: string,
    allowed?: Allowed,
  ): Decision {
    this.at += 1_000;
    const command = commandOf(name, actor, input, facts);
    const context = {
      ...{ actor, at: this.at },
      ...(tab === undefined ? {} : { tab }),
      ...(allowed === undefined ? {} : { allowed }),
    };
    return this.#append(decide(this.state, command, context), actor);
  }

  /** Gives a command that must be allowed; answers the types of the events. */
  do<N extends PersonCommandName>(
    actor: Actor,
    name: N,
    input: Input<N> = {},
    facts: Facts<N> = {},
    tab?: string,
    allowed?: Allowed,
  ): readonly string[] {
    const decision = this.try(actor, name, input, facts, tab, allowed);
    assert.ok(decision.ok, `${name} by ${actor.name}: ${decision.ok ? '' : decision.error}`);
    return decision.events.map((event) => event.type);
  }

  /** Gives a command of the server; answers the types of the events. */
  serve(command: ServerCommand): readonly string[] {
    this.at += 1_000;
    const decision = this.#append(
      decide(this.state, command, { actor: 'server', at: this.at }),
      null,
    );
    assert.ok(decision.ok);
    return decision.events.map((event) => event.type);
  }

  /** A participant's socket has been gone for too long. */
  lose(actor: Actor): readonly string[] {
    return this.serve({
      name: 'connection-expired',
      facts: { participant: this.place(actor).id },
    });
  }

  /** A person's place in the session. */
  place(actor: Actor) {
    const place = this.now.participants.find(
      (p) => p.subject === actor.subject && p.role === actor.role,
    );
    assert.ok(place, `${actor.name} has no place`);
    return place;
  }

  get now(): SessionState {
    assert.ok(this.state);
    return this.state;
  }

  #append(decision: Decision, actor: Actor | null): Decision {
    if (!decision.ok) return decision;
    const by =
      actor === null ? null : { subject: actor.subject, name: actor.name, role: actor.role };
    for (const event of decision.events) {
      const seq = this.journal.length + 1;
      this.journal.push({ seq, at: event.at, by, commandId: null, event });
      this.state = evolve(this.state, event, seq);
    }
    return decision;
  }
}

/** A session of the ticket in which Anna (in control) and Mia talk. */
export function runningCall(start: 'audio' | 'video' = 'video'): Stage {
  const stage = new Stage();
  stage.do(anna, 'session:create', { start });
  stage.do(anna, 'session:join');
  stage.do(mia, 'session:join');
  return stage;
}
