import type { ChannelName, IceServer, SignalBody, SignalEnvelope } from '@fernblick/protocol';
import type { Clock } from './clock.ts';
import {
  acknowledge,
  converse,
  hurry,
  nextResendAt,
  receive,
  resend,
  wrap,
  type Conversation,
} from './envelope.ts';
import { iceSettings } from './ice-settings.ts';
import type { LinkSample } from './link-sample.ts';
import { Negotiation } from './negotiation.ts';
import { addressesIn } from './offer-addresses.ts';
import type {
  ConnectionSignal,
  CreatePeerConnection,
  PeerConnection,
  Slot,
} from './peer-connection.ts';
import type { Fingerprints } from './security-digits.ts';
import type { SendingLimits } from './sending-limits.ts';
import {
  step,
  supervise,
  type Expected,
  type Supervision,
  type SupervisorAction,
  type SupervisorEvent,
  type Way,
} from './supervisor.ts';

export interface LinkPorts {
  readonly clock: Clock;
  readonly createConnection: CreatePeerConnection;
  /** Hands an envelope to the server; where that fails it is lost, and sent again later. */
  send(envelope: SignalEnvelope): void;
  probe(): Promise<boolean>;
  reconnectServer(): void;
  /** The relay servers and credentials at hand. */
  iceServers(): readonly IceServer[];
  /** Gets fresh credentials; resolves in any case. */
  refreshIceServers(): Promise<void>;
  serverTime(): number;
  /** A name for a new link, greater than all before it; asked on the offering side. */
  nextLink(): string;
}

/** What comes from the other side. */
export type ReceivedTracks = Readonly<Record<'audio' | 'camera', MediaStreamTrack>>;

export interface LinkEvents {
  /** `supervision` has changed in what can be seen. */
  changed(): void;
  /** These tracks take the place of all before. */
  received(tracks: ReceivedTracks): void;
  /** The certificates of both ends; the latest hold. */
  agreed(fingerprints: Fingerprints): void;
  channelOpened(): void;
  message(data: unknown, on: ChannelName): void;
  /** There is room on the channel for files again. */
  drained(): void;
  sampled(sample: LinkSample): void;
}

export interface LinkOptions {
  readonly offering: boolean;
  readonly ports: LinkPorts;
  readonly events: LinkEvents;
  readonly tracks: Readonly<Record<Slot, MediaStreamTrack | null>>;
  readonly limits: SendingLimits;
  /** What the other side sends at the moment. */
  readonly expected: () => Expected;
}

const TICK_MS = 500;
// In an outage every quarter of a second counts.
const OUTAGE_TICK_MS = 250;
// Several signals that arrive together are acknowledged together.
const ACK_AFTER_MS = 100;
// An offer that took longer belongs to a past that its sender has left behind.
const OFFER_LIFETIME_MS = 60_000;

/** The media connection to one other participant, through as many connections as it takes. */
export class PeerLink {
  readonly #options: LinkOptions;
  readonly #tracks: Record<Slot, MediaStreamTrack | null>;
  #limits: SendingLimits;
  #supervision: Supervision;
  #connection: PeerConnection | null = null;
  #conversation: Conversation | null = null;
  /** The answering side: a newer link whose offer has not arrived yet. */
  #coming: Conversation | null = null;
  #negotiation = new Negotiation();
  #showsTracks = false;
  #closed = false;
  #cancelTick: () => void = () => undefined;
  #cancelResend: () => void = () => undefined;
  #cancelAck: (() => void) | null = null;

  constructor(options: LinkOptions) {
    this.#options = options;
    this.#tracks = { ...options.tracks };
    this.#limits = options.limits;
    this.#supervision = supervise(options.offering, options.ports.clock.now());
  }

  /** Begins; from now on events come. */
  start(): void {
    this.#look(null);
  }

  get supervision(): Supervision {
    return this.#supervision;
  }

  /** Name of the present link; empty before the first. */
  get link(): string {
    return this.#conversation?.link ?? '';
  }

  get offering(): boolean {
    return this.#options.offering;
  }

  setServer(up: boolean): void {
    if (up === this.#supervision.serverUp) return;
    if (up) this.#hurry();
    this.#dispatch({ type: 'server', up });
  }

  setOther(other: { readonly here: boolean; readonly newPage: boolean }): void {
    if (!other.newPage && other.here === this.#supervision.otherHere) return;
    if (other.newPage) this.#dropConnection();
    else if (other.here) this.#hurry();
    this.#dispatch({ type: 'other', ...other });
  }

  networkChanged(): void {
    this.#dispatch({ type: 'network-changed' });
  }

  setTrack(slot: Slot, track: MediaStreamTrack | null): void {
    if (this.#tracks[slot] === track) return;
    this.#tracks[slot] = track;
    this.#connection?.setTrack(slot, track);
  }

  limit(limits: SendingLimits): void {
    this.#limits = limits;
    this.#connection?.limit(limits);
  }

  /** Sends something on a channel, the control channel if none is named; false where it is not open or has no room. */
  send(data: string | ArrayBuffer, on?: ChannelName): boolean {
    return this.#connection?.send(data, on) ?? false;
  }

  /** Takes in what the other side's page sent. */
  receive(envelope: SignalEnvelope): void {
    if (this.#closed) return;
    if (envelope.link === this.#conversation?.link) this.#take(this.#conversation, envelope);
    else if (this.#options.offering) {
      // Asked about a link that this page does not have: the other side cannot know better.
      if (envelope.body.type === 'renew')
        this.#dispatch({ type: 'asked', what: 'link', ageMs: this.#ageMs(envelope.sentAt) });
    } else if (envelope.link > (this.#conversation?.link ?? '')) {
      const known = this.#coming?.link === envelope.link ? this.#coming : null;
      if (known === null && envelope.link < (this.#coming?.link ?? '')) return;
      const coming = known ?? converse(envelope.link);
      // An offer begins every link; until it is here the rest waits.
      const began = receive(coming, envelope);
      if (began.delivered.length === 0) this.#coming = began.conversation;
      else this.#adopt(coming, envelope);
    }
  }

  /** Ends the link, and tells the other side where `bye` is set. */
  close({ bye }: { readonly bye: boolean }): void {
    if (this.#closed) return;
    if (bye && this.#conversation !== null) this.#say({ type: 'bye' });
    this.#closed = true;
    this.#cancelTick();
    this.#cancelResend();
    this.#cancelAck?.();
    this.#dropConnection();
  }

  #dispatch(event: SupervisorEvent): void {
    if (this.#closed) return;
    const before = this.#supervision;
    const { state, actions } = step(before, event, this.#options.ports.clock.now());
    this.#supervision = state;
    for (const action of actions) this.#act(action);
    if (before.is !== this.#supervision.is || before.otherHere !== this.#supervision.otherHere)
      this.#options.events.changed();
  }

  #act(action: SupervisorAction): void {
    const { ports } = this.#options;
    switch (action.type) {
      case 'probe':
        void ports.probe().then((alive) => this.#dispatch({ type: 'probed', alive }));
        return;
      case 'reconnect-server':
        ports.reconnectServer();
        return;
      case 'restart':
        void this.#restart();
        return;
      case 'rebuild':
        this.#rebuild(action.way);
        return;
      case 'ask':
        void this.#ask(action.what);
    }
  }

  async #restart(): Promise<void> {
    const connection = this.#connection;
    await this.#options.ports.refreshIceServers();
    if (connection === null || connection !== this.#connection) return;
    connection.configure(iceSettings(this.#options.ports.iceServers(), 'any'));
    this.#negotiation.offering();
    connection.restart();
  }

  #rebuild(way: Way): void {
    const first = this.#conversation === null;
    this.#dropConnection();
    this.#begin(converse(this.#options.ports.nextLink()));
    const begun = this.#conversation;
    const make = (): void => {
      if (this.#conversation?.link === begun?.link && !this.#closed) this.#connect(way);
    };
    // The credentials of the first link are as fresh as the join.
    if (first) make();
    else void this.#options.ports.refreshIceServers().then(make);
  }

  async #ask(what: 'ice' | 'link'): Promise<void> {
    const { ports } = this.#options;
    await ports.refreshIceServers();
    if (this.#closed) return;
    this.#connection?.configure(iceSettings(ports.iceServers(), 'any'));
    const body: SignalBody = { type: 'renew', what };
    if (this.#conversation !== null) this.#say(body);
    else {
      const envelope = acknowledge(converse(ports.nextLink()), ports.serverTime());
      ports.send({ ...envelope, body });
    }
  }

  /** A new link of the other side: its offer is the first thing in it. */
  #adopt(coming: Conversation, envelope: SignalEnvelope): void {
    this.#coming = null;
    this.#dropConnection();
    this.#begin(coming);
    this.#connect('any');
    this.#take(coming, envelope);
  }

  #begin(conversation: Conversation): void {
    this.#conversation = conversation;
    this.#negotiation = new Negotiation();
    this.#dispatch({ type: 'made' });
  }

  #connect(way: Way): void {
    const { offering, ports, events } = this.#options;
    const guard =
      <A extends readonly unknown[]>(call: (...values: A) => void) =>
      (...values: A): void => {
        if (this.#connection === connection) call(...values);
      };
    let tracks: ReceivedTracks | null = null;
    if (offering) this.#negotiation.offering();
    const connection = ports.createConnection({
      offering,
      ice: iceSettings(ports.iceServers(), way),
      tracks: this.#tracks,
      limits: this.#limits,
      events: {
        signal: guard((signal: ConnectionSignal) => this.#describe(signal)),
        ice: guard((state: RTCIceConnectionState) => {
          if (tracks !== null && (state === 'connected' || state === 'completed'))
            events.received(tracks);
          this.#dispatch({ type: 'ice', state });
        }),
        received: guard((received: ReceivedTracks) => {
          tracks = received;
          // The first tracks are shown at once; later ones when there is a path, until then the last picture stays.
          if (!this.#showsTracks) events.received(received);
          this.#showsTracks = true;
        }),
        agreed: guard((fingerprints: Fingerprints) => events.agreed(fingerprints)),
        channelOpened: guard(() => events.channelOpened()),
        message: guard((data: unknown, on: ChannelName) => events.message(data, on)),
        drained: guard(() => events.drained()),
        broken: guard(() => {
          this.#connection = null;
          this.#dispatch({ type: 'broken' });
        }),
      },
    });
    this.#connection = connection;
  }

  #dropConnection(): void {
    const connection = this.#connection;
    this.#connection = null;
    connection?.close();
  }

  #describe(signal: ConnectionSignal): void {
    for (const { body, negotiation } of this.#negotiation.describe(signal)) {
      this.#say(body, negotiation);
      this.#dispatch(
        body.type === 'candidate'
          ? { type: 'candidate-found' }
          : { type: 'described', candidates: addressesIn(body.sdp) },
      );
    }
  }

  #say(body: SignalBody, negotiation = this.#negotiation.number): void {
    const { ports } = this.#options;
    if (this.#conversation === null) return;
    const { conversation, envelope } = wrap(
      this.#conversation,
      { body, negotiation },
      { now: ports.clock.now(), serverTime: Math.max(0, ports.serverTime()) },
    );
    this.#conversation = conversation;
    // An acknowledgement that is due rides along.
    this.#cancelAck?.();
    this.#cancelAck = null;
    ports.send(envelope);
    this.#scheduleResend();
  }

  #take(before: Conversation, envelope: SignalEnvelope): void {
    const { conversation, delivered, arrived, owesAck } = receive(before, envelope);
    this.#conversation = conversation;
    const newest = this.#negotiation.number;
    if (arrived.some((own) => own.body.type === 'offer' && own.negotiation === newest))
      this.#dispatch({ type: 'offer-delivered' });
    if (arrived.length > 0) this.#scheduleResend();
    if (owesAck) this.#scheduleAck();
    for (const { body, negotiation, sentAt } of delivered) this.#use(body, negotiation, sentAt);
  }

  #use(body: SignalBody, negotiation: number, sentAt: number): void {
    switch (body.type) {
      case 'renew':
        this.#dispatch({ type: 'asked', what: body.what, ageMs: this.#ageMs(sentAt) });
        return;
      case 'bye':
        this.#dropConnection();
        this.#dispatch({ type: 'other', here: false, newPage: false });
        this.#dispatch({ type: 'broken' });
        return;
      case 'ack':
        return;
      case 'offer':
        if (this.#ageMs(sentAt) <= OFFER_LIFETIME_MS) break;
        this.#dropConnection();
        this.#dispatch({ type: 'broken' });
        return;
      case 'answer':
      case 'candidate':
        break;
    }
    if (this.#connection !== null && this.#negotiation.accepts(body, negotiation, this.offering))
      this.#connection.apply(body);
  }

  #ageMs(sentAt: number): number {
    return Math.max(0, this.#options.ports.serverTime() - sentAt);
  }

  #hurry(): void {
    if (this.#conversation === null) return;
    this.#conversation = hurry(this.#conversation, this.#options.ports.clock.now());
    this.#scheduleResend();
  }

  #scheduleResend(): void {
    this.#cancelResend();
    const at = this.#conversation === null ? null : nextResendAt(this.#conversation);
    if (at === null || this.#closed) return;
    const { ports } = this.#options;
    const { clock } = ports;
    this.#cancelResend = clock.after(Math.max(0, at - clock.now()), () => {
      if (this.#conversation === null) return;
      const { conversation, envelopes } = resend(this.#conversation, clock.now());
      this.#conversation = conversation;
      for (const envelope of envelopes) ports.send(envelope);
      this.#scheduleResend();
    });
  }

  #scheduleAck(): void {
    const { ports } = this.#options;
    this.#cancelAck ??= ports.clock.after(ACK_AFTER_MS, () => {
      this.#cancelAck = null;
      if (this.#conversation !== null)
        ports.send(acknowledge(this.#conversation, Math.max(0, ports.serverTime())));
    });
  }

  async #tick(): Promise<void> {
    const connection = this.#connection;
    // Statistics of a connection that is just being closed are refused; then there are none.
    const sample = (await connection?.sample().catch(() => null)) ?? null;
    if (this.#closed) return;
    const fitting = connection === this.#connection ? sample : null;
    this.#look(fitting);
    if (fitting !== null) this.#options.events.sampled(fitting);
  }

  #look(sample: LinkSample | null): void {
    const { ports, expected } = this.#options;
    this.#dispatch({ type: 'tick', pulse: sample, expects: expected() });
    this.#cancelTick = ports.clock.after(
      this.#supervision.is === 'connected' ? TICK_MS : OUTAGE_TICK_MS,
      () => void this.#tick(),
    );
  }
}
