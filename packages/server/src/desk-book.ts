import {
  SessionError,
  type AgentActivity,
  type CsvSeparator,
  type DeskLine,
  type DeskListName,
  type DeskPlace,
  type ReportPlace,
} from '@fernblick/protocol';
import {
  addUpActivity,
  deskLineFor,
  mayReadActivity,
  mayReadAllActivity,
  phasesOnDesk,
  type Actor,
  type Allowed,
  type Place,
} from '@fernblick/session';
import { activityCsv } from './activity-csv.ts';
import type { JournalStore, ReportedActivity } from './journal/journal-store.ts';
import type { Sessions } from './sessions.ts';

/** What a list shows before somebody asks for more. */
const PAGE = 25;
/** Lines with the longest reasons fill more than a message should have. */
const MAX_BYTES = 48_000;
/** More than the busiest team has sessions in a quarter of a year; keeps a report out of the way of calls. */
const MAX_REPORTED = 50_000;
/** Lines of a file that are read at once, in between which calls go on. */
const PIECE = 200;

/** Of which time and whom a report is made. */
export interface ReportQuestion {
  readonly from: number;
  readonly until: number;
  /** The subject of one agent; null for all whom the asking one may see. */
  readonly agent: string | null;
}

/** The lists of agents' desks, and reports of what agents have done. */
export class DeskBook {
  readonly #store: JournalStore;
  readonly #sessions: Sessions;
  readonly #allowed: (actor: Actor, session: Place | null) => Allowed;

  constructor(options: {
    readonly store: JournalStore;
    readonly sessions: Sessions;
    readonly allowed: (actor: Actor, session: Place | null) => Allowed;
  }) {
    this.#store = options.store;
    this.#sessions = options.sessions;
    this.#allowed = options.allowed;
  }

  /** A part of a list, and where the next one begins; null where there is no more. */
  async list(
    actor: Actor,
    options: {
      readonly list: DeskListName;
      readonly mine: boolean;
      readonly after: DeskPlace | null;
    },
  ): Promise<{ readonly lines: readonly DeskLine[]; readonly next: DeskPlace | null }> {
    const { list, mine } = options;
    let after = options.after;
    const lines: DeskLine[] = [];
    let [read, bytes] = [0, 0];
    for (const [part, phases] of phasesOnDesk[list].entries()) {
      const agreed = part > 0;
      if (options.after?.agreed === true && !agreed) continue;
      const limit = PAGE - read;
      const listed = await this.#store.sessionsOnDesk({
        phases,
        portals: actor.portals.includes('*') ? 'all' : actor.portals,
        agent: actor.subject,
        mine,
        oldestFirst: list === 'requests',
        after,
        limit,
      });
      const states = await Promise.all(listed.map(({ session }) => this.#sessions.state(session)));
      for (const [index, { session, createdAt }] of listed.entries()) {
        const state = states[index] ?? null;
        // It may have moved on since the list was read; it is in another one then.
        const line =
          state === null || !phases.includes(state.phase) ? null : deskLineFor(state, actor);
        // Among an agent's own are those of which they only know: at whom it rang, who marked it done.
        if (line !== null && (line.mine || !mine)) {
          lines.push(line);
          bytes += Buffer.byteLength(JSON.stringify(line));
        }
        read += 1;
        if (read === PAGE || bytes >= MAX_BYTES)
          return { lines, next: { at: createdAt, session, agreed } };
      }
      after = null;
    }
    return { lines, next: null };
  }

  /**
   * What agents have done, by name. Others than one's own are left out where settings keep them.
   * @throws SessionError `message-too-large` where there is more than one report can add up
   */
  async report(
    actor: Actor,
    question: ReportQuestion,
  ): Promise<{ readonly agents: readonly AgentActivity[]; readonly mayAll: boolean }> {
    const mayAll = mayReadAllActivity(actor, this.#allowed(actor, null));
    const lines = await this.#read(actor, question, mayAll, null, MAX_REPORTED + 1);
    if (lines.length > MAX_REPORTED)
      throw new SessionError('message-too-large', { detail: 'Choose a shorter period.' });
    const readable = lines.filter((line) => mayReadActivity(line, actor, mayAll));
    return { agents: addUpActivity(readable), mayAll };
  }

  /** The same, session by session, as a piece of a CSV file that goes on after a place; `next` is null at its end. */
  async export(
    actor: Actor,
    question: ReportQuestion,
    after: ReportPlace | null,
    separator: CsvSeparator,
  ): Promise<{ readonly csv: string; readonly next: ReportPlace | null }> {
    const mayAll = mayReadAllActivity(actor, this.#allowed(actor, null));
    const lines = await this.#read(actor, question, mayAll, after, PIECE);
    let csv = after === null ? activityCsv.head(separator) : '';
    for (const [index, line] of lines.entries()) {
      if (mayReadActivity(line, actor, mayAll)) csv += activityCsv.row(line, separator);
      const isLast = index === lines.length - 1;
      if (isLast ? lines.length === PIECE : Buffer.byteLength(csv) >= MAX_BYTES)
        return {
          csv,
          next: { at: line.createdAt, session: line.session, agent: line.subject },
        };
    }
    return { csv, next: null };
  }

  #read(
    actor: Actor,
    { from, until, agent }: ReportQuestion,
    mayAll: boolean,
    after: ReportPlace | null,
    limit: number,
  ): Promise<readonly ReportedActivity[]> {
    return this.#store.activity({
      from,
      until,
      agent: mayAll ? agent : actor.subject,
      after,
      limit,
    });
  }
}
