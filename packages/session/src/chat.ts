import type { ChatMessage, ChatReaders, ErrorCode, MessageId } from '@fernblick/protocol';
import type { Actor } from './commands.ts';
import { mayWatch } from './may-watch.ts';
import { allowedFor, nothingDecided, type Allowed } from './settings.ts';
import { findPerson, isOver, type Person, type SessionState } from './state.ts';

/** A message as it is kept: a feed beside the journal, counted for each of the two kinds of readers by itself. */
export interface ChatEntry {
  readonly seq: number;
  readonly id: MessageId;
  readonly to: ChatReaders;
  readonly at: number;
  readonly by: Person;
  readonly text: string;
}

/** Why somebody may not read what goes to these readers; null where they may, from the first message on. */
export function whyNotReadChat(
  state: SessionState,
  actor: Actor,
  to: ChatReaders,
): ErrorCode | null {
  if (!mayWatch(state, actor)) return 'not-found';
  return to === 'agents' && actor.role !== 'agent' ? 'not-allowed' : null;
}

/**
 * Why somebody may not write to these readers; null where they may: until the session is over, before its call too. To
 * everybody only those write who have a place in the session, because customers learn of people when they come, and agents
 * whom the host names; to the agents every agent who may see the session.
 */
export function whyNotWriteChat(
  state: SessionState,
  actor: Actor,
  to: ChatReaders,
  allowed: Allowed = allowedFor(nothingDecided, actor, state),
): ErrorCode | null {
  const refusal = whyNotReadChat(state, actor, to);
  if (refusal !== null) return refusal;
  if (!allowed.functions.has('chat')) return 'switched-off';
  if (isOver(state)) return 'session-over';
  if (to === 'agents') return null;
  const me = findPerson(state, actor);
  if (me !== null && me.presence !== 'left') return null;
  return actor.scope.is === 'host' && actor.role === 'agent' ? null : 'not-joined';
}

/** A message as one viewer may read it; null for who may not. The only form in which a message leaves the server. */
export function chatMessageFor(
  state: SessionState,
  viewer: Actor,
  entry: ChatEntry,
): ChatMessage | null {
  if (whyNotReadChat(state, viewer, entry.to) !== null) return null;
  const { seq, id, to, at, by, text } = entry;
  const you = by.subject === viewer.subject && by.role === viewer.role;
  return { seq, id, to, at, from: { name: by.name, role: by.role, you }, text };
}
