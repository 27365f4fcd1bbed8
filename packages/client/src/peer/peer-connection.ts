import type { ChannelName, IceServer, SignalBody } from '@fernblick/protocol';
import type { LinkSample } from './link-sample.ts';
import type { Fingerprints } from './security-digits.ts';
import type { SendingLimits } from './sending-limits.ts';

/** The three things a page can send, in the order of their transceivers; made once, never renegotiated. */
export const slots = ['audio', 'camera', 'screen'] as const;
export type Slot = (typeof slots)[number];

/** What two connections tell each other: the library's part of a signal. */
export type ConnectionSignal = Extract<SignalBody, { type: 'offer' | 'answer' | 'candidate' }>;

export interface ConnectionEvents {
  /** To be brought to the other side, in this order. */
  signal(signal: ConnectionSignal): void;
  ice(state: RTCIceConnectionState): void;
  /** The tracks of the other side are there; they carry nothing before there is a path. May come more than once. */
  received(tracks: Readonly<Record<'audio' | 'camera', MediaStreamTrack>>): void;
  /** Both ends have named their certificates; again where a later description names another one. */
  agreed(fingerprints: Fingerprints): void;
  channelOpened(): void;
  /** Text, but for pieces of files, which are bytes. */
  message(data: unknown, on: ChannelName): void;
  /** There is room on the channel for files again. */
  drained(): void;
  /** The connection is finished for good and nothing more comes from it; not after `close()`. */
  broken(error: Error): void;
}

export interface IceSettings {
  readonly servers: readonly IceServer[];
  readonly relayOnly: boolean;
}

export interface ConnectionOptions {
  /** True on the side that makes all offers. */
  readonly offering: boolean;
  readonly ice: IceSettings;
  readonly tracks: Readonly<Record<Slot, MediaStreamTrack | null>>;
  readonly limits: SendingLimits;
  readonly events: ConnectionEvents;
}

/** One WebRTC connection, from its first offer to its end. Signals must come complete, once, and in order. */
export interface PeerConnection {
  apply(signal: ConnectionSignal): void;
  /** Takes other servers for the next gathering of addresses. */
  configure(ice: IceSettings): void;
  /** Looks for a new path; the offering side only. Leads to an offer with `restart`. */
  restart(): void;
  /** Sends this track in that place from now on, without negotiation; null sends nothing. */
  setTrack(slot: Slot, track: MediaStreamTrack | null): void;
  limit(limits: SendingLimits): void;
  /** Sends something on a channel, the control channel if none is named; false where it is not open or has no room. */
  send(data: string | ArrayBuffer, on?: ChannelName): boolean;
  sample(): Promise<LinkSample | null>;
  close(): void;
}

export type CreatePeerConnection = (options: ConnectionOptions) => PeerConnection;
