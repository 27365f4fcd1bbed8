import * as v from 'valibot';
import { CameraAbilities, CameraRefusal, CameraWish } from './camera.ts';
import { InkLive } from './ink.ts';
import { MAX_PICTURE_BYTES } from './picture-limits.ts';
import { Count, PictureMode, PictureType, Quality, RecordingId, Timestamp } from './shapes.ts';

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
  files: {
    id: 102,
    ordered: true,
    doc: 'Stills in full size: still:begin, the bytes of the file in pieces, still:end; one after the other.',
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
  'camera:can': {
    doc: 'What the sender’s camera can do besides showing, and does; sent by customers when it changes. Nothing, where it is off.',
    on: 'control',
    maxBytes: 512,
    message: CameraAbilities,
  },
  'camera:wish': {
    doc: 'The agent in control asks for a setting of a customer’s camera. It is answered with camera:answer, after the customer was asked where nothing of the kind was agreed to before.',
    on: 'control',
    maxBytes: 256,
    message: v.object({ number: Count, wish: CameraWish }),
  },
  'camera:answer': {
    doc: 'The wish of that number is done, or why it is not.',
    on: 'control',
    maxBytes: 256,
    message: v.object({ number: Count, refusal: v.nullable(CameraRefusal) }),
  },
  'recording:no': {
    doc: 'The sender says no to that recording, or takes a yes back. The page that records ends it at once and tells the server, which may be out of the sender’s reach; the sender tells the server too.',
    on: 'control',
    maxBytes: 256,
    message: v.object({ recording: RecordingId }),
  },
  'still:ask': {
    doc: 'Asks the other page for a still in the full size of the camera that it shows here. It is answered with still:refused, or on the channel for files.',
    on: 'control',
    maxBytes: 256,
    message: v.object({ number: Count }),
  },
  'still:refused': {
    doc: 'There is no such still, and why.',
    on: 'control',
    maxBytes: 256,
    message: v.object({
      number: Count,
      code: v.picklist(['switched-off', 'other-side-away', 'too-many-requests', 'device-failed']),
    }),
  },
  'still:cancel': {
    doc: 'The still is not wanted any more.',
    on: 'control',
    maxBytes: 256,
    message: v.object({ number: Count }),
  },
  'still:begin': {
    doc: 'Here comes a still: its bytes follow in pieces, up to still:end.',
    on: 'files',
    maxBytes: 256,
    message: v.object({
      number: Count,
      format: PictureType,
      bytes: v.pipe(Count, v.minValue(1), v.maxValue(MAX_PICTURE_BYTES)),
    }),
  },
  'still:end': {
    doc: 'The still is complete.',
    on: 'files',
    maxBytes: 256,
    message: v.object({ number: Count }),
  },
} as const satisfies Record<string, ChannelRow>;

export type ChannelMessageName = keyof typeof channelMessages;
export type ChannelMessage<N extends ChannelMessageName> = v.InferOutput<
  (typeof channelMessages)[N]['message']
>;
