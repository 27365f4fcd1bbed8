import type { WebhookMessage } from '@fernblick/server';
import type { InferOutput } from 'valibot';

/** What Fernblick tells a host. */
export type Message = InferOutput<typeof WebhookMessage>;

/** What a ticket system is to write under a ticket. */
export interface TicketNote {
  /** Id of the message: the same note is never to be there twice. */
  readonly id: string;
  readonly subject: string;
  readonly text: string;
}

/** Where notes go; one for each ticket system. */
export interface TicketSystem {
  /** Adds a note to a ticket, unless it is there already; rejects where that has to be tried again. */
  add(ticket: string, note: TicketNote): Promise<void>;
}

/** A note that is to be written. */
export interface NoteForTicket {
  readonly ticket: string;
  readonly note: TicketNote;
}

/** What agents want to read in the ticket of a message: nothing of most messages. Change this to your taste. */
export function notesOf(message: Message): readonly NoteForTicket[] {
  const { id, session } = message;
  const said = inWords(message);
  if (said === null) return [];
  const note = { id, subject: said, text: [said, ...details(message)].join('\n') };
  return session.tickets.map((ticket) => ({ ticket, note }));
}

function inWords({ type, by }: Message): string | null {
  const who = by === null ? '' : ` by ${by}`;
  switch (type) {
    case 'session:requested':
      return `Video session asked for${who}`;
    case 'session:confirmed':
      return `Video session agreed${who}`;
    case 'session:ended':
      return 'Video session over';
    case 'session:cancelled':
      return `Video session called off${who}`;
    case 'session:rated':
      return 'Video session rated';
    default:
      return null;
  }
}

function details({ type, session }: Message): readonly string[] {
  const { durationMs, request, participants, ratings, pictures, filed } = session;
  const lines: string[] = [];
  if (type === 'session:requested' && request !== null) lines.push(`Reason: ${request.reason}`);
  if (type === 'session:ended') {
    lines.push(`With: ${participants.map(({ name }) => name).join(', ')}`);
    if (durationMs !== null) lines.push(`Length: ${Math.ceil(durationMs / 60_000)} min`);
    if (pictures.length > 0) lines.push(`Screenshots: ${pictures.length}`);
    if (filed?.disposition !== null && filed !== null)
      lines.push(`Outcome: ${filed.disposition.label}`);
  }
  if (type === 'session:rated')
    lines.push(...ratings.map(({ stars, comment }) => `${stars} of 5 ${comment}`.trim()));
  return [...lines, `Session: ${session.id}`];
}
