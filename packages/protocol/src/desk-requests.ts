import * as v from 'valibot';
import {
  AgentActivity,
  DeskLine,
  DeskListName,
  DeskPlace,
  ListPlace,
  CsvSeparator,
  ReportPeriod,
  ReportPlace,
} from './desk-lists.ts';
import {
  ContactView,
  FieldName,
  FieldValue,
  HistoryLine,
  LanguageTag,
  MailAddress,
} from './contacts.ts';
import { InvitationView, LinkKey } from './invitations.ts';
import { Note, noteWrite } from './notes.ts';
import { agents, changed, command, SMALL, TEXT, type RequestRow } from './request-row.ts';
import {
  Count,
  Disposition,
  DispositionCode,
  DispositionUse,
  ParticipantId,
  PersonName,
  Role,
  SessionId,
  SessionView,
} from './shapes.ts';
import { StandardResponse } from './standard-responses.ts';

/** What agents ask beside the call: what they write down, what is known about the customer, and what came of it. */
export const deskRequests = {
  'session:file': {
    doc: 'Marks a session that is over as done for the agents, with what came of it; once more changes that.',
    roles: agents,
    maxBytes: SMALL,
    request: command({ disposition: v.nullable(DispositionCode) }),
    reply: changed,
  },
  'session:attach': {
    doc: 'Corrects one of the things that the host has attached to the session, such as an account number; with `expected` only where it still holds that.',
    roles: agents,
    maxBytes: TEXT,
    request: command({
      name: FieldName,
      value: FieldValue,
      /** What it held when the change was begun. */
      expected: v.optional(FieldValue),
    }),
    reply: changed,
  },
  'contact:read': {
    doc: 'What the host has told about a customer of the session, beyond this session. Changes are told from then on, for the contacts that a page has read last.',
    roles: agents,
    maxBytes: SMALL,
    request: v.object({ session: SessionId, participant: ParticipantId }),
    reply: v.object({ contact: ContactView }),
  },
  'contact:change': {
    doc: 'Corrects one of the things that are known about a customer of the session, where it still holds what is `expected`.',
    roles: agents,
    maxBytes: TEXT,
    request: v.object({
      session: SessionId,
      participant: ParticipantId,
      name: FieldName,
      value: FieldValue,
      /** What it held when the change was begun. */
      expected: FieldValue,
    }),
    reply: v.object({ contact: ContactView }),
  },
  'contact:history': {
    doc: 'The sessions of a customer that the asking person may see, newest first, so many as fit.',
    roles: agents,
    maxBytes: SMALL,
    request: v.object({
      session: SessionId,
      participant: ParticipantId,
      /** Goes on where the part before ended. */
      after: v.optional(ListPlace),
    }),
    reply: v.object({
      sessions: v.array(HistoryLine),
      /** What `after` must be for the next part; null where there is no more. */
      next: v.nullable(ListPlace),
    }),
  },
  'dispositions:list': {
    doc: 'What can be said of a session when it is marked done, by label, and whether it has to be.',
    roles: agents,
    maxBytes: SMALL,
    request: v.object({ session: SessionId }),
    reply: v.object({ dispositions: v.array(Disposition), use: DispositionUse }),
  },
  'notes:read': {
    doc: 'The notepads that agents keep with a session, after a number, oldest first, as much as fits into one answer.',
    roles: agents,
    maxBytes: SMALL,
    request: v.object({ session: SessionId, after: Count }),
    reply: v.object({
      notes: v.array(Note),
      /** True where there is more after the last of them. */
      more: v.boolean(),
    }),
  },
  'note:write': {
    doc: 'Replaces what one’s own notepad of a session holds, if it still holds what was read: `version` is that of what it was written upon, 0 for the first. The same text sent twice is kept once.',
    roles: agents,
    ...noteWrite,
    reply: v.object({ note: Note }),
  },
  'desk:list': {
    doc: 'Sessions on the desk of the asking agent: requests with the oldest first, the others with the newest first, so many as fit. Changes are told from then on.',
    roles: agents,
    maxBytes: SMALL,
    request: v.object({
      list: DeskListName,
      /** Only those that one has, or had, a place in. */
      mine: v.optional(v.boolean(), false),
      /** Goes on where the part before ended. */
      after: v.optional(DeskPlace),
    }),
    reply: v.object({
      lines: v.array(DeskLine),
      /** What `after` must be for the next part; null where there is no more. */
      next: v.nullable(DeskPlace),
    }),
  },
  'activity:read': {
    doc: 'What agents have done in a period, by name: one’s own, or that of all whom one may see.',
    roles: agents,
    maxBytes: SMALL,
    request: ReportPeriod,
    reply: v.object({
      agents: v.array(AgentActivity),
      /** True where one may ask for all agents. */
      mayAll: v.boolean(),
    }),
  },
  'activity:export': {
    doc: 'The same session by session as a piece of a CSV file, the first with its head.',
    roles: agents,
    maxBytes: SMALL,
    request: v.object({
      period: ReportPeriod,
      after: v.optional(ReportPlace),
      separator: v.optional(CsvSeparator, 'comma'),
    }),
    reply: v.object({
      csv: v.string(),
      /** What `after` must be for the next piece; null where this was the last. */
      next: v.nullable(ReportPlace),
    }),
  },
  'invitations:read': {
    doc: 'The links into a session that agents have made, whether the server sends e-mail, and whether it knows where colleagues open sessions.',
    roles: agents,
    maxBytes: SMALL,
    request: v.object({ session: SessionId }),
    reply: v.object({
      invitations: v.array(InvitationView),
      canMail: v.boolean(),
      forColleagues: v.optional(v.boolean(), false),
    }),
  },
  'invitation:make': {
    doc: 'Makes a link into the session for one person, and sends it by e-mail where there is an address and the server can. With the role `agent` it is for a colleague, and leads to the desk that the server was told of.',
    roles: agents,
    maxBytes: SMALL,
    request: command({
      /** A customer, if left out. */
      role: v.optional(Role),
      name: v.optional(PersonName),
      mail: v.optional(v.object({ address: MailAddress, lang: v.optional(LanguageTag) })),
    }),
    reply: v.object({ view: SessionView, invitation: InvitationView }),
  },
  'invitation:accept': {
    doc: 'Comes with a colleague’s link: puts the asking agent on the list of the session. The key alone makes nobody an agent.',
    roles: agents,
    maxBytes: SMALL,
    request: command({ key: LinkKey }),
    reply: changed,
  },
  'invitation:revoke': {
    doc: 'Takes a link back that nobody has come in with; who has stays.',
    roles: agents,
    maxBytes: SMALL,
    request: command({ invitation: ParticipantId }),
    reply: changed,
  },
  'responses:find': {
    doc: 'Standard responses with all of these words in title or text, those with them in the title first; without words, the first by title.',
    roles: agents,
    maxBytes: SMALL,
    request: v.object({
      query: v.pipe(v.string(), v.maxLength(200)),
      /** In which they are to be sent: what is decided for it holds; without one, what is for the agent outside of any. */
      session: v.optional(SessionId),
    }),
    reply: v.object({
      responses: v.array(StandardResponse),
      /** True where more would have matched. */
      more: v.boolean(),
    }),
  },
} as const satisfies Record<string, RequestRow>;
