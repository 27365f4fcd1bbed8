import { SessionError, type SessionId, type SessionView } from '@fernblick/protocol';
import {
  mayBeRung,
  type Actor,
  type Allowed,
  type PersonCommandOf,
  type Place,
} from '@fernblick/session';
import type { RateLimit } from '../limits.ts';
import type { SessionCreation } from '../session-creation.ts';
import type { Sessions } from '../sessions.ts';
import type { Audience } from './audience.ts';
import type { CallQueue } from './call-queue.ts';
import type { Connection } from './connection.ts';
import type { Handlers } from './dispatcher.ts';
import { holdOtherCalls } from './hold-others.ts';

/** What the handlers of calls work with. */
export interface CallDesk {
  readonly sessions: Sessions;
  readonly creation: SessionCreation;
  readonly audience: Audience;
  readonly calls: CallQueue;
  /** How often one person may call. */
  readonly dialLimit: RateLimit;
  readonly allowed: (actor: Actor, session: Place | null) => Allowed;
}

type CallRequest =
  `dial:${'make' | 'accept' | 'decline'}` | 'request:confirm' | `agent:${'availability' | 'pong'}`;

/** Makes the functions behind the requests about calls: customers dial, agents are there and answer. */
export function createCallHandlers(desk: CallDesk): Pick<Handlers, CallRequest> {
  const { sessions, audience, calls } = desk;
  const perform = async (
    connection: Connection,
    request: { readonly session: SessionId; readonly commandId: string },
    command: PersonCommandOf<'dial:accept' | 'dial:decline' | 'request:confirm'>,
  ): Promise<{ view: SessionView }> => {
    const { actor } = connection.holder;
    const { state, repeated } = await sessions.execute({
      session: request.session,
      actor,
      tab: connection.tab,
      commandId: request.commandId,
      input: [command.name, request],
      command: () => command,
    });
    // The agent is on the way in. Who agrees to a request, for now or later, talks on.
    if (command.name === 'dial:accept' && !repeated)
      await holdOtherCalls(desk, actor, request.session);
    return { view: audience.viewFor(connection, state) };
  };
  return {
    'dial:make': async (request, connection) => {
      const { holder } = connection;
      // Not by address: behind one there may be a whole company of customers, each with a token of their own.
      if (!desk.dialLimit.take(holder.actor.subject)) throw new SessionError('too-many-requests');
      const { state } = await desk.creation.request(holder.actor, request, 'dial:make');
      // Before the page asks for it: a call of whose customer nobody hears would not ring.
      audience.watch(connection, state.id);
      calls.kick();
      return { view: audience.viewFor(connection, state) };
    },

    'dial:accept': (request, connection) =>
      calls.take(connection.holder.actor, request.session, (otherCalls) =>
        perform(connection, request, {
          name: 'dial:accept',
          input: request,
          facts: { otherCalls },
        }),
      ),

    'request:confirm': (request, connection) =>
      calls.take(connection.holder.actor, request.session, (otherCalls) =>
        perform(connection, request, {
          name: 'request:confirm',
          input: request,
          facts: { otherCalls },
        }),
      ),

    'dial:decline': (request, connection) =>
      perform(connection, request, { name: 'dial:decline', input: request, facts: {} }),

    'agent:availability': ({ available }, connection) => {
      const isOn = mayBeRung(desk.allowed(connection.holder.actor, null));
      const offers = calls.setAvailable(connection, available && isOn);
      // Also to one who wants none: whether calls can be had at all is what the switch stands or falls with.
      if (!isOn) throw new SessionError('switched-off');
      return { offers: [...offers] };
    },

    'agent:pong': (_request, connection) => {
      calls.answered(connection);
      return {};
    },
  };
}
