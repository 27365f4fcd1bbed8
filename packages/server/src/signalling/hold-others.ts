import { SessionError, type Reply, type SessionId } from '@fernblick/protocol';
import { findPerson, type Actor } from '@fernblick/session';
import { freshCommandId } from '../http/host-actor.ts';
import type { Sessions } from '../sessions.ts';
import type { Audience } from './audience.ts';

/**
 * Puts the other running calls of an agent on hold who turns to one more, as they would do it themselves: nobody is to hear
 * them talk to somebody else. What they could not put on hold (a call that a colleague is in control of, or where holding
 * is switched off) goes on as it is.
 * @param order `repeated` where they had turned to it already, and their page asks what came of it: all stays as it is
 * @returns whether one goes on
 */
export async function holdOtherCalls(
  { sessions, audience }: { readonly sessions: Sessions; readonly audience: Audience },
  actor: Actor,
  turnedTo: SessionId,
  { repeated = false }: { readonly repeated?: boolean } = {},
): Promise<boolean> {
  let goesOn = false;
  if (actor.role !== 'agent') return goesOn;
  for (const session of audience.heard) {
    const state = session === turnedTo ? null : sessions.cachedState(session);
    const me = state === null ? null : findPerson(state, actor);
    // Also where the page of that call is not connected just now: what it hears and says goes on without the server.
    if (me?.presence !== 'joined' && me?.presence !== 'interrupted') continue;
    // Their other page has a token of its own, which may reach where this one's does not.
    const holder = audience.placeOf(session, me.id)?.holder.actor ?? actor;
    const input = { commandId: freshCommandId(), session };
    try {
      if (!repeated)
        await sessions.execute({
          session,
          actor: holder,
          commandId: input.commandId,
          input: ['call:hold', input],
          command: () => ({ name: 'call:hold', input, facts: {} }),
        });
    } catch (cause) {
      // Turning to the new call has been done and told; it does not fail by this.
      if (!(cause instanceof SessionError)) throw cause;
    }
    const { phase, hold } = (await sessions.state(session)) ?? {};
    goesOn ||= phase === 'in-progress' && hold === null;
  }
  return goesOn;
}

/** What an agent is told whose other call goes on. */
export function callGoesOn(): NonNullable<Reply<'session:join'>['problem']> {
  const { message, remedy } = new SessionError('call-goes-on');
  return { code: 'call-goes-on', message, remedy };
}
