/** What the desk's backend and its pages tell each other; types only, nothing of Fernblick's. */

export type Priority = 'urgent' | 'high' | 'normal' | 'low';
export type TicketStatus = 'open' | 'waiting' | 'solved';
export type DeskRole = 'agent' | 'customer';

/** What the customer reported; never changes. */
export interface TicketFacts {
  readonly id: string;
  readonly subject: string;
  readonly device: string;
  readonly customer: string;
  readonly city: string;
  readonly priority: Priority;
  readonly openedAt: number;
}

/** A session of this ticket as far as the webhooks told. */
export type SessionStanding = 'none' | 'requested' | 'agreed' | 'invited' | 'running';

/** One row of the agent's list. */
export interface TicketRow extends TicketFacts {
  readonly status: TicketStatus;
  readonly session: SessionStanding;
  readonly lastEntryAt: number;
}

/** Something that somebody wrote. */
export interface MessageEntry {
  readonly kind: 'message';
  readonly id: string;
  readonly at: number;
  readonly role: DeskRole;
  readonly name: string;
  readonly text: string;
}

/** A line about a video session, made from a webhook; the page puts it into words. */
export interface SessionEntry {
  readonly kind: 'session';
  readonly id: string;
  readonly at: number;
  readonly session: string;
  /** `hidden` and `shown` are for agents alone: what is hidden is nothing to the customer. */
  readonly what:
    | 'created'
    | 'requested'
    | 'preferred'
    | 'proposed'
    | 'confirmed'
    | 'started'
    | 'ended'
    | 'cancelled'
    | 'rated'
    | 'linked'
    | 'unlinked'
    | 'hidden'
    | 'shown';
  /** Who did it, where a person did. */
  readonly by: string | null;
  readonly durationMs: number | null;
  readonly reason: string | null;
  /** One to five where a customer has rated it. */
  readonly stars: number | null;
  /** When it is to begin, where that was agreed. */
  readonly scheduledFor?: number | null;
}

/** A change of the ticket's status by an agent. */
export interface StatusEntry {
  readonly kind: 'status';
  readonly id: string;
  readonly at: number;
  readonly by: string;
  readonly status: TicketStatus;
}

export type TicketEntry = MessageEntry | SessionEntry | StatusEntry;

/** A ticket with all that was said, oldest first. */
export interface TicketRecord {
  readonly ticket: TicketRow;
  readonly entries: readonly TicketEntry[];
  /** The agent the ticket is with, as the customer knows them; null until one has written or called. */
  readonly agent: string | null;
  /** The name of the person who asked, as it stands at their own messages. */
  readonly you: string;
}

/** What arrives over the event stream. */
export interface DeskEvent {
  readonly ticket: TicketRow;
  /** Null where only the row changed, or where what was said before is no longer what this page may show. */
  readonly entry: TicketEntry | null;
  /** True where the page must ask for the whole ticket again. */
  readonly stale?: true;
}

/** For whom a decision of the administrator holds. */
export type SettingsReach =
  { readonly is: 'host' } | { readonly is: 'portal' | 'agent'; readonly name: string };

/** Whether a session that is marked done gets a disposition code. */
export type DispositionUse = 'off' | 'optional' | 'required';

/** What was decided for one reach, as Fernblick's host API has it. */
export interface OneSettings {
  readonly functions?: Readonly<Record<string, boolean>>;
  readonly maxSessions?: number;
  readonly dispositions?: DispositionUse;
}

/** What of a decision is to be another: what is left out stays as it is, and null removes what was decided. */
export interface SettingsEdit {
  readonly functions?: Readonly<Record<string, boolean | null>>;
  readonly maxSessions?: number | null;
  readonly dispositions?: DispositionUse | null;
}

/** A decision: when, by whom, for whom, and what. */
export interface SettingsChange {
  readonly at: number;
  readonly by: string;
  readonly reach: string;
  readonly settings: OneSettings;
}

/** All that the administrator's page shows. */
export interface AllSettings {
  readonly functions: readonly {
    readonly name: string;
    readonly doc: string;
    readonly byDefault: boolean;
    /** For whom it can be decided at the narrowest. */
    readonly narrowest: SettingsReach['is'];
  }[];
  readonly decided: {
    readonly host: OneSettings;
    readonly portals: Readonly<Record<string, OneSettings>>;
    readonly agents: Readonly<Record<string, OneSettings>>;
  };
  /** Newest first, each with all that is decided for its reach since. */
  readonly changes: readonly SettingsChange[];
  /** The one portal in which all agents of this desk work. */
  readonly team: { readonly portal: string; readonly name: string };
  readonly agents: readonly { readonly subject: string; readonly name: string }[];
}

/** A message that Fernblick has for this desk, and what became of it. */
export interface Delivery {
  readonly id: string;
  readonly event: string;
  readonly session: string;
  readonly state: 'waiting' | 'delivered' | 'given-up';
  readonly attempts: number;
  readonly createdAt: number;
  /** The next attempt, while it waits. */
  readonly nextAt: number | null;
  /** What was answered last; null where no answer came. */
  readonly status: number | null;
  /** Why the last attempt failed. */
  readonly error: string | null;
}

/** A part of the list, the newest first; `next` goes on where there is more. */
export interface Deliveries {
  readonly deliveries: readonly Delivery[];
  readonly next: string | null;
}

/** What the start page shows of the phone's way in; null without `--lan`. */
export interface PhoneInvitation {
  readonly url: string;
  /** Square of dark and light modules, row by row. */
  readonly modules: readonly (readonly boolean[])[];
}
