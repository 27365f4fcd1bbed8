import * as v from 'valibot';
import { Count, id, PersonName, Role, SessionId, Timestamp } from './shapes.ts';
import { tidyText } from './text.ts';

/** A page of small print; who has more to say sends two. Counted as browsers count `maxlength`: in UTF-16 units. */
export const MAX_CHAT_CHARACTERS = 4_000;

/** Who reads a message: everybody who may see the session, or agents alone. */
export const ChatReaders = v.picklist(['all', 'agents']);
export type ChatReaders = v.InferOutput<typeof ChatReaders>;

/** Names one message of one person; made by the client, so that the same one sent twice is kept once. */
export const MessageId = id('message id');
export type MessageId = v.InferOutput<typeof MessageId>;

/** What a person writes: plain text with line breaks, never anything that a page would interpret. */
export const ChatText = v.pipe(
  v.string(),
  v.maxLength(MAX_CHAT_CHARACTERS * 2),
  v.transform(tidyText),
  v.maxLength(MAX_CHAT_CHARACTERS),
  // Something that can be seen, not only what joins characters.
  v.regex(/[^\p{Cf}\s]/u),
);

/** One message as one viewer reads it. */
export const ChatMessage = v.object({
  /** Counts the messages to these readers from 1: what goes to others leaves no gap. */
  seq: Count,
  /** Unique for its author in this session. */
  id: MessageId,
  to: ChatReaders,
  /** When the server took it in. */
  at: Timestamp,
  /** `you` is true for the viewer's own. */
  from: v.object({ name: PersonName, role: Role, you: v.boolean() }),
  text: ChatText,
});
export type ChatMessage = v.InferOutput<typeof ChatMessage>;

/** What `chat:send` takes; a page checks it too, so that a message is shown as the server will have it. */
export const chatSend = {
  /** The longest text in the widest script, as JSON. */
  maxBytes: 16_000,
  request: v.object({ session: SessionId, id: MessageId, to: ChatReaders, text: ChatText }),
} as const;
