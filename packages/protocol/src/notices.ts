import * as v from 'valibot';
import { FunctionName } from './function-names.ts';
import { ChatMessage } from './chat.ts';
import { ContactView } from './contacts.ts';
import { DeskLine } from './desk-lists.ts';
import { Note } from './notes.ts';
import { InkItem } from './ink.ts';
import { CallOffer, QueuePlace } from './offers.ts';
import { Count, ParticipantId, SessionId, SessionView } from './shapes.ts';
import { SignalEnvelope } from './signals.ts';

interface NoticeRow {
  readonly doc: string;
  readonly maxBytes: number;
  readonly notice: v.GenericSchema;
}

/** Everything the server tells a page without being asked. */
export const notices = {
  'session:changed': {
    doc: 'The whole view of a session that this page watches, has joined or has listed with its ticket, after a change.',
    // Only messages to the server are kept below 64 kB: a session with all it may hold has more.
    maxBytes: 256_000,
    notice: v.object({ view: SessionView }),
  },
  'ticket:changed': {
    doc: 'A session came into or went out of the list of a ticket that this page has listed, or is not what it was there (somebody was forgotten); ask session:list again.',
    maxBytes: 1_024,
    notice: v.object({ ticket: v.string() }),
  },
  'functions:changed': {
    doc: 'An administrator has changed what this person may do; the views of sessions follow by themselves, of listed ones too.',
    maxBytes: 1_024,
    notice: v.object({ functions: v.array(FunctionName) }),
  },
  'dispositions:changed': {
    doc: 'What agents choose from when they mark a session done, or whether they have to, may be different now; ask dispositions:list again. Told to agents alone.',
    maxBytes: 1_024,
    notice: v.object({}),
  },
  'session:hidden': {
    doc: 'A session that this page watched may no longer be seen by it, or has to be read anew; as soon as it may be seen, session:changed comes and the page watches it again.',
    maxBytes: 1_024,
    notice: v.object({ session: SessionId }),
  },
  'session:taken-over': {
    doc: 'The same person has joined in another place; this page is no longer in the call.',
    maxBytes: 1_024,
    notice: v.object({ session: SessionId }),
  },
  'signal:received': {
    doc: 'A signal from another participant’s page.',
    maxBytes: 64_000,
    notice: v.object({ session: SessionId, from: ParticipantId, envelope: SignalEnvelope }),
  },
  'ink:added': {
    doc: 'Something was added to the drawing from another page; a gap in the numbers is closed with ink:read.',
    maxBytes: 52_000,
    notice: v.object({ session: SessionId, seq: Count, item: InkItem }),
  },
  'chat:added': {
    doc: 'Somebody has written a message that this page may read; a gap in the numbers of its readers is closed with chat:read.',
    maxBytes: 18_000,
    notice: v.object({ session: SessionId, message: ChatMessage }),
  },
  'note:changed': {
    doc: 'An agent has written in a notepad that this page may read.',
    maxBytes: 46_000,
    notice: v.object({ session: SessionId, note: Note }),
  },
  'contact:changed': {
    doc: 'What is known about a customer was changed, by an agent or the host: told to the agents’ pages that have asked contact:read for it, and to no customer.',
    maxBytes: 32_000,
    notice: v.object({ session: SessionId, participant: ParticipantId, contact: ContactView }),
  },
  'agent:ping': {
    doc: 'Asks the page of an agent who is available for a sign of life: it answers agent:pong, else nobody rings there.',
    maxBytes: 1_024,
    notice: v.object({}),
  },
  'agent:offers': {
    doc: 'All calls that ring at this agent now, the one that waits longest first.',
    maxBytes: 128_000,
    notice: v.object({ offers: v.array(CallOffer) }),
  },
  'desk:changed': {
    doc: 'What a list of the desk shows of a session, to an agent who has asked for one; null where it may no longer be seen.',
    maxBytes: 32_000,
    notice: v.object({ session: SessionId, line: v.nullable(DeskLine) }),
  },
  'queue:place': {
    doc: 'Where the call of this customer stands in line, now and whenever that changes.',
    maxBytes: 1_024,
    notice: QueuePlace,
  },
  'server:stopping': {
    doc: 'The server is about to stop; reconnect after the given time, calls go on meanwhile.',
    maxBytes: 1_024,
    notice: v.object({ reconnectInMs: Count }),
  },
} as const satisfies Record<string, NoticeRow>;

export type NoticeName = keyof typeof notices;
export type Notice<N extends NoticeName> = v.InferOutput<(typeof notices)[N]['notice']>;
