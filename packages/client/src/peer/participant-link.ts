import {
  checkChannelMessage,
  mayAnswerWish,
  type CameraAbilities,
  type ChannelMessage,
  type ChannelMessageName,
  type ChannelName,
  type InkLive,
  type ParticipantView,
  type PictureMode,
  type Quality,
  type SignalEnvelope,
} from '@fernblick/protocol';
import { loggable } from '../logger.ts';
import type { Logger } from '../session-client.ts';
import type { LinkState } from '../session-state.ts';
import { adjust, beginBandwidth, type Bandwidth } from './bandwidth.ts';
import type { PageTalk } from './page-talk.ts';
import { isLinkOfPage } from './link-epoch.ts';
import type { LinkSample } from './link-sample.ts';
import { PeerLink, type LinkPorts } from './peer-link.ts';
import { StillExchange, type StillOptions } from './still-exchange.ts';
import { rate, unrated, type Rating } from './quality.ts';
import { securityDigits, type Fingerprints } from './security-digits.ts';
import { sendingLimits } from './sending-limits.ts';
import type { Expected } from './supervisor.ts';

export interface ParticipantLinkEvents {
  changed(): void;
  /** Picture or sound arrived for the first time, or again. */
  connected(): void;
  modeAsked(mode: PictureMode): void;
  /** The other side draws at this moment. */
  ink(live: InkLive): void;
  /** The other side says something that a part of this page follows. */
  said(talk: PageTalk): void;
  /** The connection is another one: what was under way on the one before is lost. */
  renewed(): void;
}

/** What this page sends at the moment. */
export interface Outgoing {
  readonly audio: MediaStreamTrack | null;
  readonly camera: MediaStreamTrack | null;
}

export interface ParticipantLinkOptions {
  readonly participant: ParticipantView;
  readonly offering: boolean;
  readonly ports: LinkPorts;
  readonly outgoing: Outgoing;
  readonly mode: PictureMode;
  readonly logger: Logger;
  readonly events: ParticipantLinkEvents;
}

// Away for this long is not a hiccup of their network any more.
const LOST_AFTER_MS = 10_000;
const PICTURE_STANDS_AFTER_MS = 2_000;
// Sound that came in the last seconds will go on, also where the other side counts as muted.
const SOUND_GOES_ON_MS = 3_000;
const REPORT_EVERY_MS = 5_000;
const REPORT_CHANGE_EVERY_MS = 1_000;

/** Everything this page has with one other participant: the link, what comes over it, and how well. */
export class ParticipantLink {
  /** The other side's picture and sound; the same object as long as the participant is here. */
  readonly stream = new MediaStream();
  readonly #options: ParticipantLinkOptions;
  readonly #link: PeerLink;
  #participant: ParticipantView;
  readonly #stills: StillExchange;
  #hold = false;
  /** True where administrators let stills be taken. */
  #givesStills = false;
  /** Set where this page asked for a mode: told again over every new connection. */
  #askedMode: PictureMode | null = null;
  #outgoing: Outgoing;
  #rating: Rating = unrated;
  #sending: Quality | null = null;
  #bandwidth: Bandwidth;
  #otherAudioOnly = false;
  /** What the other side's camera can do. */
  #otherCamera: CameraAbilities | null = null;
  /** What this page's camera can do, and whether this connection has been told. */
  #shown: { readonly text: string; readonly abilities: CameraAbilities; isTold: boolean } | null =
    null;
  #route: LinkState['route'] = null;
  #fingerprints: Fingerprints | null = null;
  #digits: string | null = null;
  #digitsFor: Fingerprints | null = null;
  #awaySince: number | null = null;
  #frames = { count: 0, at: Number.NEGATIVE_INFINITY };
  #sound = { count: 0, at: Number.NEGATIVE_INFINITY };
  #reported = { at: Number.NEGATIVE_INFINITY, text: '' };
  #wasConnected = false;

  constructor(options: ParticipantLinkOptions) {
    this.#options = options;
    this.#participant = options.participant;
    this.#outgoing = options.outgoing;
    this.#bandwidth = beginBandwidth(this.#now());
    this.#link = new PeerLink({
      offering: options.offering,
      ports: options.ports,
      tracks: { ...options.outgoing, screen: null },
      limits: sendingLimits(options.mode),
      expected: () => this.#expected(),
      events: {
        changed: () => this.#changed(),
        received: (tracks) => this.#received(tracks),
        agreed: (fingerprints) => this.#agreed(fingerprints),
        channelOpened: () => this.#channelOpened(),
        message: (data, on) => this.#heard(data, on),
        drained: () => this.#stills.drained(),
        sampled: (sample) => this.#sampled(sample),
      },
    });
    this.#stills = new StillExchange({
      clock: options.ports.clock,
      logger: options.logger,
      say: (name, message) => this.say(name, message),
      send: (data) => this.#link.send(data, 'files'),
      camera: () =>
        !this.#givesStills
          ? 'switched-off'
          : this.#hold || this.#outgoing.camera === null
            ? 'other-side-away'
            : this.#outgoing.camera,
      take: async (track) => (await import('../pictures/take-still.ts')).takeStill(track),
    });
    this.#noteAway();
  }

  /** Begins; from now on events come. */
  start(): void {
    this.#link.start();
  }

  get epoch(): number {
    return this.#participant.epoch;
  }

  get offering(): boolean {
    return this.#link.offering;
  }

  get state(): LinkState {
    const { is, since } = this.#link.supervision;
    const lost =
      is === 'reconnecting' &&
      this.#awaySince !== null &&
      this.#now() - this.#awaySince >= LOST_AFTER_MS;
    return {
      participant: this.#participant.id,
      is: lost ? 'lost' : is,
      since,
      receiving: this.#rating.shown,
      sending: this.#sending,
      route: this.#route,
      securityDigits: is === 'connected' ? this.#digits : null,
      audioOnly: this.#bandwidth.audioOnly,
      otherAudioOnly: this.#otherAudioOnly,
      stream: this.stream,
      camera: this.#participant.camera === 'on' ? this.#otherCamera : null,
      pictureFlows: is === 'connected' && this.#now() - this.#frames.at < PICTURE_STANDS_AFTER_MS,
    };
  }

  /** Takes in what the view says of the participant and of the call. */
  update(
    participant: ParticipantView,
    { hold, givesStills }: { readonly hold: boolean; readonly givesStills: boolean },
  ): void {
    this.#givesStills = givesStills;
    // Their new page may have been quicker than the view that tells of it.
    const known = !this.offering && isLinkOfPage(this.#link.link, participant.epoch);
    const newPage = participant.epoch !== this.#participant.epoch && !known;
    this.#participant = participant;
    this.#hold = hold;
    this.#noteAway();
    for (const track of this.stream.getTracks()) track.enabled = !hold;
    this.#send();
    this.#link.setOther({ here: participant.presence === 'here', newPage });
  }

  setServer(up: boolean): void {
    this.#link.setServer(up);
  }

  networkChanged(): void {
    this.#link.networkChanged();
  }

  receive(envelope: SignalEnvelope): void {
    this.#link.receive(envelope);
  }

  setOutgoing(outgoing: Outgoing): void {
    this.#outgoing = outgoing;
    this.#send();
  }

  /** Favours detail or motion in what is sent; `ask` has the other side do the same. */
  setMode(mode: PictureMode, { ask }: { readonly ask: boolean }): void {
    this.#link.limit(sendingLimits(mode));
    this.#askedMode = ask ? mode : null;
    if (ask) this.say('picture:prefer', { mode });
  }

  /** Sends a message on the ink channel; where it is not open, the message is lost like any other there. */
  sendInk(text: string): void {
    this.#link.send(text, 'ink');
  }

  /** Says what this page's camera can do, once and over every new connection. */
  showCamera(abilities: CameraAbilities): void {
    const text = JSON.stringify(abilities);
    if (this.#shown?.text !== text) this.#shown = { text, abilities, isTold: false };
    if (!this.#shown.isTold) this.#shown.isTold = this.say('camera:can', abilities);
  }

  /** Sends a message on the control channel; false where it is not open. */
  say<N extends ChannelMessageName>(type: N, message: ChannelMessage<N>): boolean {
    return this.#link.send(JSON.stringify({ type, ...message }));
  }

  /** A still in the full size of the other side's camera. */
  async askStill(options: StillOptions): Promise<Blob> {
    return await this.#stills.ask(options);
  }

  close({ bye }: { readonly bye: boolean }): void {
    this.#stills.reset();
    this.#fingerprints = null;
    this.#link.close({ bye });
    for (const track of this.stream.getTracks()) this.stream.removeTrack(track);
  }

  #now(): number {
    return this.#options.ports.clock.now();
  }

  #noteAway(): void {
    if (this.#participant.presence === 'here') this.#awaySince = null;
    else this.#awaySince ??= this.#now();
  }

  #expected(): Expected {
    const { microphone, camera } = this.#participant;
    if (this.#hold) return 'nothing';
    if (camera === 'on' && !this.#otherAudioOnly) return 'picture';
    // A muted microphone sends silence, one that never ran sends nothing: what came before tells which.
    const goesOn = microphone === 'off' && this.#now() - this.#sound.at < SOUND_GOES_ON_MS;
    return microphone === 'on' || goesOn ? 'sound' : 'nothing';
  }

  #send(): void {
    const { audio, camera } = this.#outgoing;
    this.#link.setTrack('audio', this.#hold ? null : audio);
    this.#link.setTrack('camera', this.#hold || this.#bandwidth.audioOnly ? null : camera);
  }

  #changed(): void {
    const connected = this.#link.supervision.is === 'connected';
    if (connected && !this.#wasConnected) this.#options.events.connected();
    this.#wasConnected = connected;
    void this.#findDigits();
    this.#options.events.changed();
  }

  #received(tracks: Readonly<Record<'audio' | 'camera', MediaStreamTrack>>): void {
    const fresh = [tracks.audio, tracks.camera];
    for (const track of fresh) {
      track.enabled = !this.#hold;
      this.stream.addTrack(track);
    }
    for (const track of this.stream.getTracks())
      if (!fresh.includes(track)) this.stream.removeTrack(track);
    this.#options.events.changed();
  }

  #sampled(sample: LinkSample): void {
    const { at, framesDecoded, soundPackets } = sample;
    if (framesDecoded !== this.#frames.count) this.#frames = { count: framesDecoded, at };
    if (soundPackets !== this.#sound.count) this.#sound = { count: soundPackets, at };
    const flows = this.#link.supervision.is === 'connected';
    this.#rating = rate(this.#rating, sample, flows);
    this.#route = sample.route;
    if (flows && this.#outgoing.camera !== null && !this.#hold) {
      const { audioOnly } = this.#bandwidth;
      const { outgoingBitrate: bitrate, outgoingLoss: loss } = sample;
      this.#bandwidth = adjust(this.#bandwidth, { at, bitrate, loss });
      if (audioOnly !== this.#bandwidth.audioOnly) this.#send();
    }
    this.#report(at);
    this.#options.events.changed();
  }

  #report(at: number): void {
    const receiving = this.#rating.shown;
    if (receiving === null) return;
    const { audioOnly } = this.#bandwidth;
    const text = `${receiving} ${String(audioOnly)}`;
    const sinceMs = at - this.#reported.at;
    if (sinceMs < (text === this.#reported.text ? REPORT_EVERY_MS : REPORT_CHANGE_EVERY_MS)) return;
    const framesAt = this.#frames.at;
    const lastFrameAt = Number.isFinite(framesAt) ? framesAt : null;
    if (this.say('quality:report', { receiving, audioOnly, lastFrameAt }))
      this.#reported = { at, text };
  }

  #agreed(fingerprints: Fingerprints): void {
    this.#fingerprints = fingerprints;
    this.#digits = null;
    this.#options.events.changed();
    void this.#findDigits();
  }

  /** Only once there is something to see: until then the machine has better things to do. */
  async #findDigits(): Promise<void> {
    const fingerprints = this.#fingerprints;
    const due = fingerprints !== this.#digitsFor && this.#link.supervision.is === 'connected';
    if (fingerprints === null || !due) return;
    this.#digitsFor = fingerprints;
    const digits = await securityDigits(fingerprints);
    if (this.#fingerprints !== fingerprints) return;
    this.#digits = digits;
    this.#options.events.changed();
  }

  #channelOpened(): void {
    this.#stills.reset();
    this.#otherCamera = null;
    this.#options.events.renewed();
    // What was said about the connection before this one is not news any more.
    this.#sending = null;
    this.#reported = { at: Number.NEGATIVE_INFINITY, text: '' };
    if (this.#askedMode !== null) this.say('picture:prefer', { mode: this.#askedMode });
    if (this.#shown !== null) this.#shown.isTold = this.say('camera:can', this.#shown.abilities);
  }

  #heard(data: unknown, on: ChannelName): void {
    if (on === 'files' && data instanceof ArrayBuffer) {
      this.#stills.piece(data);
      return;
    }
    let heard: ReturnType<typeof checkChannelMessage>;
    try {
      heard = checkChannelMessage(data, on);
    } catch (error) {
      this.#options.logger.log(
        'warn',
        'A message on the data channel was dropped',
        loggable(error),
      );
      return;
    }
    switch (heard.type) {
      case 'quality:report':
        this.#sending = heard.message.receiving;
        this.#otherAudioOnly = heard.message.audioOnly;
        this.#options.events.changed();
        return;
      case 'picture:prefer':
        this.setMode(heard.message.mode, { ask: false });
        this.#options.events.modeAsked(heard.message.mode);
        return;
      case 'ink:live':
        this.#options.events.ink(heard.message);
        return;
      case 'camera:can':
        if (mayAnswerWish(this.#participant)) this.#otherCamera = heard.message;
        this.#options.events.changed();
        return;
      case 'camera:wish':
      case 'camera:answer':
      case 'recording:no':
        this.#options.events.said(heard);
        return;
      default:
        this.#stills.heard(heard.type, heard.message);
    }
  }
}
