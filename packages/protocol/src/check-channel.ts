import {
  channelMessages,
  type ChannelMessage,
  type ChannelMessageName,
  type ChannelName,
} from './channel.ts';
import { checkMessage } from './check.ts';
import { SessionError } from './session-error.ts';

const MAX_CHANNEL_CHARACTERS = 16_384;

/**
 * Reads one message of a data channel: JSON text `{ "type": name, … }`.
 * @throws SessionError `invalid-message` or `message-too-large`
 */
export function checkChannelMessage(
  text: unknown,
  on: ChannelName,
): { [N in ChannelMessageName]: { type: N; message: ChannelMessage<N> } }[ChannelMessageName] {
  if (typeof text !== 'string' || text.length > MAX_CHANNEL_CHARACTERS)
    throw new SessionError('message-too-large');
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (cause) {
    throw new SessionError('invalid-message', { cause });
  }
  const type: unknown = (parsed as { type?: unknown } | null)?.type;
  if (typeof type !== 'string' || !Object.hasOwn(channelMessages, type))
    throw new SessionError('invalid-message', { at: 'type' });
  const row = channelMessages[type as ChannelMessageName];
  if (row.on !== on) throw new SessionError('invalid-message', { at: 'type' });
  // The cast joins two facts the compiler cannot: the row was looked up under this very type.
  return { type, message: checkMessage(row.message, row.maxBytes, parsed) } as ReturnType<
    typeof checkChannelMessage
  >;
}
