import * as v from 'valibot';
import {
  CancelReason,
  Count,
  Disposition,
  EndReason,
  line,
  PersonName,
  SessionId,
  SessionPhase,
  Stars,
  text,
  TicketId,
  Timestamp,
} from './shapes.ts';

/** More than anybody reads beside a call; keeps views and answers small. */
export const MAX_FIELDS = 20;
export const MAX_FIELD_CHARACTERS = 300;

/** What a field of a contact, or of what is attached to a session, is called. */
export const FieldName = line(60);
/** What it holds; may be empty. */
export const FieldValue = text(MAX_FIELD_CHARACTERS);
/** One thing that the host knows about a contact or an interaction: an address, an account number. */
export const DataField = v.object({ name: FieldName, value: FieldValue });
export type DataField = v.InferOutput<typeof DataField>;

/** Some of them, each name once. */
export const DataFields = v.pipe(
  v.array(DataField),
  v.maxLength(MAX_FIELDS),
  v.check(
    (fields) => new Set(fields.map(({ name }) => name)).size === fields.length,
    'Must have each name once.',
  ),
);

/** An e-mail address as people have them: one, without a name, nothing in it that could end a header. */
export const MailAddress = v.pipe(
  v.string(),
  v.maxLength(254),
  v.regex(
    /^[^\p{C}\s@<>()[\]"',:;\\]{1,64}@(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?\.)*[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?$/u,
    'Must be one e-mail address, such as mia@example.org.',
  ),
);
/** The language of a person, as browsers say it: `de`, `de-AT`. */
export const LanguageTag = v.pipe(
  v.string(),
  v.regex(/^[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}$/, 'Must be a language such as de or de-AT.'),
);

/** One session in the history of a contact. */
export const HistoryLine = v.object({
  session: SessionId,
  /** When it was made or asked for. */
  at: Timestamp,
  phase: SessionPhase,
  reason: v.nullable(v.union([EndReason, CancelReason])),
  /** Length of the call, holds included; null while there is none or it goes on. */
  durationMs: v.nullable(Count),
  /** The agents who were in it. */
  agents: v.array(PersonName),
  tickets: v.array(TicketId),
  /** How it was marked done; null until then. */
  filed: v.nullable(v.object({ by: PersonName, disposition: v.nullable(Disposition) })),
  /** What its customers gave it. */
  stars: v.array(Stars),
});
export type HistoryLine = v.InferOutput<typeof HistoryLine>;

/** What is known about a customer beyond one session, as an agent reads it. */
export const ContactView = v.object({
  name: PersonName,
  /** Empty where the host has told nothing. */
  fields: DataFields,
  /** When a field was last changed, and by whom; null where the host has told nothing. */
  changed: v.nullable(v.object({ at: Timestamp, by: PersonName })),
});
export type ContactView = v.InferOutput<typeof ContactView>;
