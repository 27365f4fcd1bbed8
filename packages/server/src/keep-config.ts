import type { Row } from './config.ts';

const DAY_MS = 86_400_000;
const MAX_DAYS = 36_500;

/** How long each kind of data is kept, in milliseconds; null for as long as what it belongs to. */
export interface Keep {
  readonly sessionsMs: number | null;
  readonly chatMs: number | null;
  readonly notesMs: number | null;
  readonly drawingsMs: number | null;
  readonly picturesMs: number | null;
  readonly recordingsMs: number | null;
  readonly activityMs: number | null;
  readonly contactsMs: number | null;
  readonly mailsMs: number | null;
  readonly deliveriesMs: number | null;
}

function days(name: string, what: string, fallback = 0): Row<number | null> {
  return {
    name,
    what,
    default: String(fallback),
    form: `a whole number from 0 to ${MAX_DAYS}, or never`,
    fallback: fallback === 0 ? null : fallback * DAY_MS,
    read: (text) => {
      if (text === 'never') return null;
      const count = /^\d{1,5}$/.test(text) ? Number(text) : NaN;
      if (!(count <= MAX_DAYS)) return undefined;
      return count === 0 ? null : count * DAY_MS;
    },
  };
}

/** The variables that say how long something is kept; 0 and `never` mean the same. */
export const keepRows = {
  sessionsMs: days(
    'KEEP_SESSIONS_DAYS',
    'Days after which sessions that are over are deleted, with all in them; 0 or never keeps them.',
  ),
  chatMs: days(
    'KEEP_CHAT_DAYS',
    'Days after which the chat of sessions that are over is deleted; 0 or never: as their session.',
  ),
  notesMs: days('KEEP_NOTES_DAYS', 'The same for the notes of agents.'),
  drawingsMs: days('KEEP_DRAWINGS_DAYS', 'The same for what was drawn in a call.'),
  picturesMs: days(
    'KEEP_PICTURES_DAYS',
    'Days after which screenshots are deleted; 0 or never keeps them as long as their session.',
  ),
  recordingsMs: days(
    'KEEP_RECORDINGS_DAYS',
    'Days after which recordings are deleted; 0 or never keeps them as long as their session.',
  ),
  activityMs: days(
    'KEEP_ACTIVITY_DAYS',
    'Days after which sessions that are over leave the reports of agents; 0 or never keeps them.',
  ),
  contactsMs: days(
    'KEEP_CONTACTS_DAYS',
    'Days after the last change or session when contacts are deleted; 0 or never keeps them.',
  ),
  mailsMs: days(
    'KEEP_MAILS_DAYS',
    'Days after which e-mails, sent or given up, are deleted; 0 or never: as their session.',
    30,
  ),
  deliveriesMs: days(
    'KEEP_DELIVERIES_DAYS',
    'Days after which messages to webhooks, taken or given up, are deleted; 0 or never keeps them.',
    30,
  ),
} as const satisfies Record<keyof Keep, Row<number | null>>;
