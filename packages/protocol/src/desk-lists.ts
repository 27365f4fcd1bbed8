import * as v from 'valibot';
import { HistoryLine } from './contacts.ts';
import { CallReason, Count, PersonName, Portal, SessionId, Subject, Timestamp } from './shapes.ts';

/** Where a session stands on an agent's desk: asked for or agreed, going on, or over. */
export const DeskListName = v.picklist(['requests', 'running', 'past']);
export type DeskListName = v.InferOutput<typeof DeskListName>;

/** One session in a list of an agent's desk. */
export const DeskLine = v.object({
  ...HistoryLine.entries,
  portal: v.nullable(Portal),
  /** Its customers: who has asked, was put on the list or has come; not who has only tried out for it. */
  customers: v.array(PersonName),
  /** What the customer asked for; null where nobody had to ask. */
  request: v.nullable(
    v.object({
      reason: CallReason,
      /** The agreed start; null where there is none. */
      scheduledFor: v.nullable(Timestamp),
      /** An agent has offered other times, and the customer has not answered yet. */
      proposed: v.boolean(),
      /** What the customer has said last of the times, and when; null where an agent has spoken last. */
      answered: v.optional(
        v.nullable(
          v.object({ as: v.picklist(['other-times', 'accepted', 'withdrawn']), at: Timestamp }),
        ),
        null,
      ),
      /** The customer has dialled, and it rings. */
      calling: v.boolean(),
    }),
  ),
  /** When the call began; null before. */
  startedAt: v.nullable(Timestamp),
  /** Since when it is on hold; null where it is not. */
  heldSince: v.nullable(Timestamp),
  /** Kept from the customers. */
  internal: v.boolean(),
  /** Whether the reader has, or had, a place in it. */
  mine: v.boolean(),
});
export type DeskLine = v.InferOutput<typeof DeskLine>;

/** Where a part of a list ended: lines made at the same moment are told apart by their ids. */
export const ListPlace = v.object({ at: Timestamp, session: SessionId });
export type ListPlace = v.InferOutput<typeof ListPlace>;

/** The same of a list of an agent's desk. */
export const DeskPlace = v.object({
  ...ListPlace.entries,
  /** Of requests: all that wait for an answer were listed, and what was agreed comes now. */
  agreed: v.boolean(),
});
export type DeskPlace = v.InferOutput<typeof DeskPlace>;

/** The longest time that one report covers: a quarter of a year and some days. */
export const MAX_REPORT_MS = 100 * 24 * 60 * 60 * 1_000;

/** From when until when sessions are reported on, by when they were made; the end does not count. */
export const ReportPeriod = v.pipe(
  v.object({
    from: Timestamp,
    until: Timestamp,
    /** Of all agents of the asking person's portals, where settings allow it; else only their own. */
    all: v.optional(v.boolean(), false),
  }),
  v.check(({ from, until }) => from < until, 'Must begin before it ends.'),
  v.check(({ from, until }) => until - from <= MAX_REPORT_MS, 'Must be at most 100 days long.'),
);

/** What stands between the cells of a CSV file: spreadsheets take a file apart by themselves only where it is theirs. */
export const CsvSeparator = v.picklist(['comma', 'semicolon']);
export type CsvSeparator = v.InferOutput<typeof CsvSeparator>;

/** Where a piece of a report ended. */
export const ReportPlace = v.object({ ...ListPlace.entries, agent: Subject });
export type ReportPlace = v.InferOutput<typeof ReportPlace>;

/** What one agent has done in a period. */
export const AgentActivity = v.object({
  subject: Subject,
  /** Their subject, where nothing else is known of them. */
  name: v.string(),
  /** Sessions whose call they were in. */
  calls: Count,
  /** Time spent in them, in milliseconds. */
  callMs: Count,
  /** Time in which these were on hold, in milliseconds. */
  heldMs: Count,
  /** Calls that rang here and were declined or not answered. */
  missed: Count,
  /** Sessions that they marked done. */
  filed: Count,
  /** How often with which outcome, the most frequent first; without those marked done without one. */
  dispositions: v.array(v.object({ label: v.string(), count: Count })),
  ratings: Count,
  /** The mean of the stars; null without ratings. */
  stars: v.nullable(v.pipe(v.number(), v.minValue(1), v.maxValue(5))),
});
export type AgentActivity = v.InferOutput<typeof AgentActivity>;
