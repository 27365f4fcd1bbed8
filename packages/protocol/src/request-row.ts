import * as v from 'valibot';
import { CommandId, SessionId, SessionView, type Role } from './shapes.ts';

/** One request that a page may send. */
export interface RequestRow {
  /** What it is for, in one sentence. */
  readonly doc: string;
  /** Who may send it at all; what the session allows in its present state is decided by the rules. */
  readonly roles: readonly Role[];
  /** Largest size of the message as JSON, in bytes. */
  readonly maxBytes: number;
  readonly request: v.GenericSchema;
  readonly reply: v.GenericSchema;
}

/** Commands change a session; each carries an id made by the client and is answered with the view it led to. */
export const command = <const E extends v.ObjectEntries>(entries: E) =>
  v.object({ commandId: CommandId, session: SessionId, ...entries });
/** What a command is answered with. */
export const changed = v.object({ view: SessionView });
/** Ids and a few words. */
export const SMALL = 1_024;
/** Who may send it. */
export const both = ['customer', 'agent'] as const;
/** Who may send it. */
export const agents = ['agent'] as const;
/** Who may send it. */
export const customers = ['customer'] as const;
/** A thousand characters, in whatever script, and what travels around them. */
export const TEXT = 8_192;
