import * as v from 'valibot';
import { InkLive } from './ink.ts';
import { PictureMode, Quality, Timestamp } from './shapes.ts';

/** The name of a data channel between two pages. */
export type ChannelName = keyof typeof channels;

interface ChannelRow {
  readonly doc: string;
  /** The data channel it travels on. */
  readonly on: ChannelName;
  readonly maxBytes: number;
  readonly message: v.GenericSchema;
}

/**
 * The data channels between two pages. They are negotiated by id, because the peer library keeps an in-band channel
 * of its own.
 */
export const channels = {
  control: {
    id: 100,
    ordered: true,
    doc: 'Small, reliable, in order: what both pages tell each other.',
  },
  ink: {
    id: 101,
    ordered: false,
    doc: 'Strokes and pointers under way: each message once, at once, in any order; what gets lost is not sent again.',
  },
} as const;

/** Everything one page says to another without the server, as JSON with a `type`. */
export const channelMessages = {
  'quality:report': {
    doc: 'How good the sender’s picture and sound arrive here; sent once a second when it changes, else every 5 s.',
    on: 'control',
    maxBytes: 512,
    message: v.object({
      receiving: Quality,
      /** True while the reporting side sends voice only because its network is too weak. */
      audioOnly: v.boolean(),
      /** When the last frame was decoded, by the reporting page’s clock; null if none was. */
      lastFrameAt: v.nullable(Timestamp),
    }),
  },
  'picture:prefer': {
    doc: 'Asks the other page to favour detail or motion in what it sends.',
    on: 'control',
    maxBytes: 256,
    message: v.object({ mode: PictureMode }),
  },
  'ink:live': {
    doc: 'What is being drawn at this moment. What lasts of it goes to the server with ink:add.',
    on: 'ink',
    maxBytes: 8_192,
    message: InkLive,
  },
} as const satisfies Record<string, ChannelRow>;

export type ChannelMessageName = keyof typeof channelMessages;
export type ChannelMessage<N extends ChannelMessageName> = v.InferOutput<
  (typeof channelMessages)[N]['message']
>;
