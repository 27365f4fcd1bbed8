import { channels, SessionError, type ChannelName } from '@fernblick/protocol';
import Peer from 'simple-peer/simplepeer.min.js';
import { readSample, type LinkSample } from './link-sample.ts';
import {
  slots,
  type ConnectionOptions,
  type ConnectionSignal,
  type CreatePeerConnection,
  type IceSettings,
  type PeerConnection,
  type Slot,
} from './peer-connection.ts';
import { rtcConfiguration } from './ice-settings.ts';
import { fingerprintsIn } from './security-digits.ts';
import type { SendingLimits } from './sending-limits.ts';

/**
 * simple-peer destroys itself at the first `failed` and knows no ICE restart. This subclass of the stock file stays
 * alive, so that a restart can bring the same connection back, and lets its owner prepare an answer.
 */
class DurablePeer extends Peer {
  /** Called between a received offer and its answer. */
  beforeAnswer: () => void = () => undefined;

  get pc(): RTCPeerConnection | null {
    return this._pc;
  }

  /** A channel beside the library's own; negotiated by its id, so that the other end need not be told. */
  openChannel(name: 'ink' | 'files'): RTCDataChannel | null {
    const { id, ordered } = channels[name];
    // What is late of ink is not worth sending again: the next message says it better.
    const patience = name === 'ink' ? { maxRetransmits: 0 } : {};
    return (
      this._pc?.createDataChannel(name, { negotiated: true, id, ordered, ...patience }) ?? null
    );
  }

  /** Offers are made here and nowhere else, and at once. */
  offer(): void {
    // Without one, as where a server's address is impossible, the library is about to say that it is broken.
    if (this._pc === null) return;
    this._isNegotiating = true;
    this._createOffer();
  }

  restart(): void {
    if (this._pc === null) return;
    this._pc.restartIce();
    this.offer();
  }

  /** The library's own way to an offer waits for a timer, and behind an offer that may never be answered. */
  override negotiate(): void {}

  protected override _createAnswer(): void {
    if (this._pc === null) return;
    this.beforeAnswer();
    super._createAnswer();
  }

  protected override _onConnectionStateChange(): void {
    // `failed` without a failed path means that the keys were not agreed on: for the supervisor it is the same.
    if (this._pc?.connectionState === 'failed') this.emit('iceStateChange', 'failed');
  }

  protected override _onIceStateChange(): void {
    if (this._pc?.iceConnectionState === 'failed') this.emit('iceStateChange', 'failed');
    else super._onIceStateChange();
  }

  protected override _addIceCandidate(candidate: RTCIceCandidateInit): void {
    // A candidate that does not fit (another generation, an unknown kind of address) is no reason to give up the call.
    this._pc?.addIceCandidate(candidate).catch(() => undefined);
  }

  // Only needed without trickling, and its timer would outlive the connection.
  protected override _startIceCompleteTimeout(): void {}
}

// Before anything is known of the path it gets 300 kbit/s, and a first picture in full size takes long to squeeze through.
const FIRST_HEIGHT = 360;
const FIRST_PICTURES_MS = 1_000;

function firstScale(track: MediaStreamTrack | null): number {
  const height = track?.getSettings().height ?? FIRST_HEIGHT;
  return Math.max(1, height / FIRST_HEIGHT);
}

// A few messages; whatever waits longer than that in a slow network is out of date when it leaves.
const MAX_INK_WAITING_BYTES = 16_384;
// Enough that the path is never idle, and little enough that picture and sound are not held up by it.
const FILES_HIGH_BYTES = 262_144;
const FILES_LOW_BYTES = 65_536;

class SimplePeerConnection implements PeerConnection {
  readonly #peer: DurablePeer;
  readonly #options: ConnectionOptions;
  readonly #ink: RTCDataChannel | null;
  readonly #files: RTCDataChannel | null;
  readonly #tracks: Record<Slot, MediaStreamTrack | null>;
  readonly #waiting: ConnectionSignal[] = [];
  #limits: SendingLimits;
  #answering = false;
  #connected = false;
  /** The first pictures are through: from now on in full size. */
  #settled = false;
  #agreed = '';
  #sharpen: ReturnType<typeof setTimeout> | undefined;
  #closed = false;

  constructor(options: ConnectionOptions) {
    this.#options = options;
    this.#tracks = { ...options.tracks };
    this.#limits = options.limits;
    const { id, ordered } = channels.control;
    const peer = new DurablePeer({
      initiator: options.offering,
      trickle: true,
      // Keeps messages apart and text as text.
      objectMode: true,
      channelName: 'control',
      channelConfig: { negotiated: true, id, ordered },
      config: rtcConfiguration(options.ice),
    });
    this.#peer = peer;
    peer.beforeAnswer = () => {
      for (const transceiver of this.#transceivers()) transceiver.direction = 'sendrecv';
      this.#putTracks();
      this.#putLimits();
      this.#tellReceived();
    };
    peer.on('signal', (signal) => this.#signalled(signal as ConnectionSignal));
    peer.on('iceStateChange', (state) => this.#iceChanged(state));
    peer.on('signalingStateChange', (state) => {
      if (state === 'stable') this.#tellAgreed();
    });
    peer.on('connect', () => this.#tell(() => options.events.channelOpened()));
    peer.on('data', (data) => this.#tell(() => options.events.message(data, 'control')));
    this.#ink = peer.openChannel('ink');
    this.#ink?.addEventListener('message', ({ data }: MessageEvent<unknown>) =>
      this.#tell(() => options.events.message(data, 'ink')),
    );
    this.#files = peer.openChannel('files');
    if (this.#files !== null) {
      this.#files.binaryType = 'arraybuffer';
      this.#files.bufferedAmountLowThreshold = FILES_LOW_BYTES;
      this.#files.addEventListener('message', ({ data }: MessageEvent<unknown>) =>
        this.#tell(() => options.events.message(data, 'files')),
      );
      for (const type of ['bufferedamountlow', 'open'])
        this.#files.addEventListener(type, () => this.#tell(() => options.events.drained()));
    }
    let cause: Error | null = null;
    peer.on('error', (error) => {
      cause = error;
    });
    peer.on('close', () =>
      this.#tell(() => options.events.broken(new SessionError('connection-lost', { cause }))),
    );
    if (options.offering) {
      for (const slot of slots)
        peer.addTransceiver(slot === 'audio' ? 'audio' : 'video', { direction: 'sendrecv' });
      this.#putTracks();
      this.#putLimits();
      peer.offer();
    }
  }

  apply(signal: ConnectionSignal): void {
    this.#waiting.push(signal);
    this.#applyWaiting();
  }

  configure(ice: IceSettings): void {
    this.#peer.pc?.setConfiguration(rtcConfiguration(ice));
  }

  restart(): void {
    this.#peer.restart();
  }

  setTrack(slot: Slot, track: MediaStreamTrack | null): void {
    this.#tracks[slot] = track;
    this.#putTrack(slot);
  }

  limit(limits: SendingLimits): void {
    this.#limits = limits;
    this.#putLimits();
  }

  send(data: string | ArrayBuffer, on: ChannelName = 'control'): boolean {
    if (on === 'ink') return this.#sendBeside(this.#ink, data, MAX_INK_WAITING_BYTES);
    if (on === 'files') return this.#sendBeside(this.#files, data, FILES_HIGH_BYTES);
    if (this.#closed || !this.#peer.connected || typeof data !== 'string') return false;
    this.#peer.send(data);
    return true;
  }

  async sample(): Promise<LinkSample | null> {
    const { pc } = this.#peer;
    if (pc === null || this.#closed) return null;
    const report = await pc.getStats();
    return readSample(report, Date.now());
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    clearTimeout(this.#sharpen);
    this.#peer.destroy();
  }

  #sendBeside(
    channel: RTCDataChannel | null,
    data: string | ArrayBuffer,
    mostBytes: number,
  ): boolean {
    if (this.#closed || channel?.readyState !== 'open') return false;
    if (channel.bufferedAmount > mostBytes) return false;
    // Both kinds are taken; the types ask for one of them at a time.
    if (typeof data === 'string') channel.send(data);
    else channel.send(data);
    return true;
  }

  #tell(event: () => void): void {
    if (!this.#closed) event();
  }

  #transceivers(): readonly RTCRtpTransceiver[] {
    return this.#peer.pc?.getTransceivers().slice(0, slots.length) ?? [];
  }

  /** The next offer waits until the one before it is answered: the library would mix the two up. */
  #applyWaiting(): void {
    while (!this.#answering && !this.#closed && !this.#peer.destroyed && !this.#peer.destroying) {
      const signal = this.#waiting.shift();
      if (signal === undefined) return;
      if (signal.type === 'offer') this.#answering = true;
      if (signal.type === 'candidate') {
        const { candidate, sdpMid, sdpMLineIndex } = signal;
        if (candidate !== null && candidate !== '')
          this.#peer.signal({
            type: 'candidate',
            candidate: { candidate, sdpMid, sdpMLineIndex },
          });
      } else this.#peer.signal({ type: signal.type, sdp: signal.sdp });
    }
  }

  #signalled(
    signal:
      | { readonly type: 'offer' | 'answer'; readonly sdp: string }
      | { readonly type: 'candidate'; readonly candidate: RTCIceCandidateInit | string | null },
  ): void {
    if (this.#closed) return;
    const { events } = this.#options;
    if (signal.type === 'offer') {
      events.signal({ type: 'offer', sdp: signal.sdp, restart: false });
      this.#tellReceived();
    } else if (signal.type === 'answer') {
      events.signal({ type: 'answer', sdp: signal.sdp });
      this.#answering = false;
      this.#applyWaiting();
    } else if (signal.type === 'candidate' && typeof signal.candidate === 'object') {
      const { candidate, sdpMid, sdpMLineIndex } = signal.candidate ?? {};
      // The empty candidate only marks the end, which nobody waits for.
      if (candidate === undefined || candidate === '') return;
      events.signal({
        type: 'candidate',
        candidate,
        sdpMid: sdpMid ?? null,
        sdpMLineIndex: sdpMLineIndex ?? null,
      });
    }
  }

  #iceChanged(state: RTCIceConnectionState): void {
    if (this.#closed) return;
    const { events } = this.#options;
    if (!this.#connected && (state === 'connected' || state === 'completed')) {
      this.#connected = true;
      this.#sharpen = setTimeout(() => {
        this.#settled = true;
        this.#putLimits();
      }, FIRST_PICTURES_MS);
    }
    events.ice(state);
  }

  #tellReceived(): void {
    const [audio, camera] = this.#transceivers();
    if (audio !== undefined && camera !== undefined)
      this.#options.events.received({ audio: audio.receiver.track, camera: camera.receiver.track });
  }

  /** From what the browser holds, not from what was signalled: that is what it checks the other end against. */
  #tellAgreed(): void {
    const { pc } = this.#peer;
    const own = fingerprintsIn(pc?.currentLocalDescription?.sdp ?? '');
    const other = fingerprintsIn(pc?.currentRemoteDescription?.sdp ?? '');
    const agreed = `${own}\n${other}`;
    if (own === '' || other === '' || agreed === this.#agreed) return;
    this.#agreed = agreed;
    this.#tell(() => this.#options.events.agreed([own, other]));
  }

  #putTracks(): void {
    for (const slot of slots) this.#putTrack(slot);
  }

  #putTrack(slot: Slot): void {
    const transceiver = this.#transceivers()[slots.indexOf(slot)];
    if (transceiver === undefined || this.#closed) return;
    const track = this.#tracks[slot];
    if (track !== null && slot === 'camera') track.contentHint = this.#limits.contentHint;
    transceiver.sender.replaceTrack(track).catch((cause: unknown) => {
      this.#tell(() => this.#options.events.broken(new SessionError('connection-lost', { cause })));
    });
  }

  #putLimits(): void {
    const [audio, camera] = this.#transceivers();
    if (audio === undefined || camera === undefined || this.#closed) return;
    const { maxVideoBitrate, degradation, contentHint } = this.#limits;
    if (this.#tracks.camera !== null) this.#tracks.camera.contentHint = contentHint;
    const scaleResolutionDownBy = this.#settled ? 1 : firstScale(this.#tracks.camera);
    const encoding = { maxBitrate: maxVideoBitrate, scaleResolutionDownBy };
    // How to degrade is a question for later: asked at once, the browser drops the first pictures to find an answer.
    this.#setParameters(camera.sender, encoding, this.#settled ? degradation : undefined);
    this.#setParameters(audio.sender, { priority: 'high', networkPriority: 'high' });
  }

  #setParameters(
    sender: RTCRtpSender,
    encoding: RTCRtpEncodingParameters,
    degradationPreference?: SendingLimits['degradation'],
  ): void {
    const parameters = sender.getParameters();
    const [first] = parameters.encodings;
    if (first === undefined) return;
    Object.assign(first, encoding);
    if (degradationPreference !== undefined) Object.assign(parameters, { degradationPreference });
    // A browser that does not know one of these sends with its own limits: worse, but a call.
    sender.setParameters(parameters).catch(() => undefined);
  }
}

/** Brings up the browser's engine for calls, which the first connection of a page otherwise waits for. */
export function warmUp(): void {
  if (typeof RTCPeerConnection !== 'undefined') new RTCPeerConnection().close();
}

/** Makes a connection with simple-peer; the only place that knows the library and its insides. */
export const createSimplePeerConnection: CreatePeerConnection = (options) =>
  new SimplePeerConnection(options);
