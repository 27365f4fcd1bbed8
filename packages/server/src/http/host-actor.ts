import { randomBytes } from 'node:crypto';
import {
  CommandId,
  PersonName,
  Portal,
  SessionId,
  Subject,
  TimeZoneName,
} from '@fernblick/protocol';
import { HOST, type Actor, type PersonCommand, type SessionState } from '@fernblick/session';
import * as v from 'valibot';
import type { Switchboard } from '../switchboard.ts';
import type { HostSession } from './host-session.ts';

/** On whose behalf the host does something. */
export const By = v.object({ subject: Subject, name: PersonName });
export type By = v.InferOutput<typeof By>;

/** The session that an address names. */
export const SessionParams = v.object({ session: SessionId });

/** The team that a new session belongs to. */
export const portalField = v.optional(Portal);

/** Where the customer's clock goes. */
export const zoneField = v.optional(
  v.pipe(TimeZoneName, v.description('Time zone of the customer, such as Europe/Berlin')),
  'UTC',
);

/** The host, or the agent it names; allowed what the host is allowed in either case. */
export function hostActor(by: By = HOST): Actor {
  const { subject, name } = by;
  return { subject, name, role: 'agent', portals: [], scope: { is: 'host' } };
}

/**
 * A customer for whom the host speaks, on a page of its own; what only the one who asked may do is checked as ever.
 * @param portal the team that what they start is for
 */
export function customerActor(customer: By, portal?: string): Actor {
  const portals = portal === undefined ? [] : [portal];
  return { ...customer, role: 'customer', portals, scope: { is: 'host' } };
}

/** The host's own id for what it wants done. */
export const commandIdField = v.optional(
  v.pipe(CommandId, v.description('The same id does it once, and is answered as the first time')),
);

/** An id for a command that the host has given none. */
export function freshCommandId(): string {
  return randomBytes(16).toString('base64url');
}

/** Carries out a command of the host's, and says what became of the session. */
export async function commandAsHost(
  switchboard: Switchboard,
  session: string,
  by: By | undefined,
  make: (base: { readonly commandId: string; readonly session: string }) => PersonCommand,
  commandId?: string,
): Promise<HostSession> {
  return commandAs(switchboard, { session, actor: hostActor(by), commandId }, make);
}

/** Carries out what this person wants, on the host's word. */
export async function commandAs(
  switchboard: Switchboard,
  {
    session,
    actor,
    commandId = freshCommandId(),
  }: {
    readonly session: string;
    readonly actor: Actor;
    readonly commandId?: string | undefined;
  },
  /** Once without a state, for what the same id must come with, and once more with what the session is by then. */
  make: (
    base: { readonly commandId: string; readonly session: string },
    before: SessionState | null,
  ) => PersonCommand,
): Promise<HostSession> {
  const made = make({ commandId, session }, null);
  const { state } = await switchboard.sessions.execute({
    session,
    actor,
    commandId,
    input: [made.name, made.input],
    command: (before) => make({ commandId, session }, before),
  });
  return switchboard.describe(state);
}
