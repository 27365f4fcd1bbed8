import {
  ChatReaders,
  ChatText,
  Count,
  MessageId,
  PersonName,
  Role,
  SessionId,
  Subject,
  Timestamp,
} from '@fernblick/protocol';
import type { ChatEntry } from '@fernblick/session';
import type { FastifyInstance } from 'fastify';
import * as v from 'valibot';
import { tellMessage } from '../signalling/tell-message.ts';
import type { Switchboard } from '../switchboard.ts';
import { customerActor, freshCommandId, hostActor } from './host-actor.ts';
import { addRoute } from './host-routes.ts';
import { host } from './host-session.ts';

const Person = v.object({ subject: Subject, name: PersonName, role: Role });

/** A message as the host reads it. */
const HostMessage = v.object({
  to: v.pipe(
    ChatReaders,
    v.description('Who reads it: everybody in the session, or its agents alone'),
  ),
  seq: v.pipe(Count, v.description('Counts the messages to these readers from 1')),
  id: MessageId,
  at: Timestamp,
  from: Person,
  text: ChatText,
});
type HostMessage = v.InferOutput<typeof HostMessage>;

/** What the host may do with the chat of a session. */
export function addChatRoutes(app: FastifyInstance, { chat, audience }: Switchboard): void {
  addRoute(app, {
    method: 'POST',
    path: '/sessions/:session/chat',
    tag: 'sessions',
    summary:
      'Writes into the chat for somebody: what came by e-mail or was answered in your own desk. Customers need a place in the session, agents do not.',
    params: v.object({ session: SessionId }),
    body: v.object({
      to: v.optional(ChatReaders, 'all'),
      text: ChatText,
      from: v.pipe(Person, v.description('Who writes; as such everybody reads them')),
      id: v.optional(v.pipe(MessageId, v.description('The same id writes it once'))),
    }),
    status: 201,
    reply: HostMessage,
    handle: async ({ params: { session }, body: { to, text, from, id = freshCommandId() } }) => {
      const { entry } = await chat.write({
        session,
        actor: from.role === 'agent' ? hostActor(from) : customerActor(from),
        id,
        to,
        text,
        added: (state, added) => tellMessage(audience, state, added),
      });
      return hostMessage(entry);
    },
  });
  addRoute(app, {
    method: 'GET',
    path: '/sessions/:session/chat',
    tag: 'sessions',
    summary:
      'Everything that was written in a session, oldest first; what only agents may read is marked by "to".',
    params: v.object({ session: SessionId }),
    status: 200,
    reply: v.object({ messages: v.array(HostMessage) }),
    handle: async ({ params }) => {
      const [all, agents] = await Promise.all([
        chat.readAll(params.session, host, 'all'),
        chat.readAll(params.session, host, 'agents'),
      ]);
      return { messages: merge(all, agents).map(hostMessage) };
    },
  });
}

/** In the order in which they were written; each of the two keeps its own order, whatever the clock did. */
function merge(some: readonly ChatEntry[], others: readonly ChatEntry[]): readonly ChatEntry[] {
  const merged: ChatEntry[] = [];
  let next = 0;
  for (const entry of some) {
    for (
      let other = others[next];
      other !== undefined && other.at < entry.at;
      other = others[next]
    ) {
      merged.push(other);
      next += 1;
    }
    merged.push(entry);
  }
  return [...merged, ...others.slice(next)];
}

function hostMessage({ to, seq, id, at, by, text }: ChatEntry): HostMessage {
  return { to, seq, id, at, from: { ...by }, text };
}
