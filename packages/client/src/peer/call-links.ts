import {
  SessionError,
  type CameraAbilities,
  type ChannelMessage,
  type ChannelMessageName,
  type IceServer,
  type InkLive,
  type ParticipantView,
  type PictureMode,
  type SessionView,
  type SignalEnvelope,
} from '@fernblick/protocol';
import type { Logger } from '../session-client.ts';
import { isInCall } from '../view-reading.ts';
import type { LinkState } from '../session-state.ts';
import { systemClock } from './clock.ts';
import { linkEpoch } from './link-epoch.ts';
import { iceSettings } from './ice-settings.ts';
import type { PageListener } from './page-talk.ts';
import { ParticipantLink, type Outgoing } from './participant-link.ts';
import type { StillOptions } from './still-exchange.ts';
import type { CreatePeerConnection } from './peer-connection.ts';
import type { LinkPorts } from './peer-link.ts';
import { sendingLimits } from './sending-limits.ts';
import { SpareConnection } from './spare-connection.ts';
import { offersTo } from './who-offers.ts';

export interface CallLinksPorts {
  readonly createConnection: CreatePeerConnection;
  sendSignal(to: string, envelope: SignalEnvelope): void;
  probe(): Promise<boolean>;
  reconnectServer(): void;
  iceServers(): readonly IceServer[];
  refreshIceServers(): Promise<void>;
  serverTime(): number;
}

export interface CallLinksEvents {
  changed(): void;
  connected(participant: string): void;
  modeAsked(mode: PictureMode): void;
  /** Somebody draws at this moment. */
  ink(participant: string, live: InkLive): void;
  /** The stream of a participant is there (or gone: null). */
  stream(participant: string, stream: MediaStream | null): void;
}

// A signal may be faster than the view that tells who sent it; the envelope brings again what is not kept.
const MAX_EARLY = 32;

/** The links to all other participants of the call. */
export class CallLinks {
  readonly #ports: CallLinksPorts;
  readonly #events: CallLinksEvents;
  readonly #logger: Logger;
  readonly #links = new Map<string, ParticipantLink>();
  readonly #spare: SpareConnection;
  #early: { readonly from: string; readonly envelope: SignalEnvelope }[] = [];
  #outgoing: Outgoing = { audio: null, camera: null };
  #mode: PictureMode;
  readonly #listeners = new Set<PageListener>();
  #epoch = 0;
  #made = 0;

  constructor(ports: CallLinksPorts, events: CallLinksEvents, logger: Logger, mode: PictureMode) {
    this.#ports = ports;
    this.#events = events;
    this.#logger = logger;
    this.#mode = mode;
    this.#spare = new SpareConnection(ports.createConnection, systemClock, async () => {
      await ports.refreshIceServers();
      return this.#spareOptions();
    });
  }

  get states(): readonly LinkState[] {
    return [...this.#links.values()].map((link) => link.state);
  }

  /** Makes and ends links so that there is one to each other participant who is in the call. */
  reconcile(view: SessionView, you: ParticipantView): void {
    this.#epoch = you.epoch;
    const inCall = view.participants.filter((other) => !other.you && isInCall(other));
    for (const id of this.#links.keys())
      if (!inCall.some((other) => other.id === id)) this.#end(id, { bye: false });
    for (const other of inCall) {
      const known = this.#links.get(other.id);
      // Who offers is decided anew only with a new page: its connections are gone in any case.
      const turned =
        known !== undefined &&
        known.epoch !== other.epoch &&
        known.offering !== offersTo(view, you, other);
      if (turned) this.#end(other.id, { bye: false });
      const before = this.#links.get(other.id);
      const link = before ?? this.#begin(view, you, other);
      link.update(other, {
        hold: view.hold !== null,
        givesStills: view.functions.includes('screenshots'),
      });
      if (link !== before) link.start();
    }
    // Customers wait for agents, and agents offer: only to them a spare is of use.
    if (inCall.length === 0 && you.role === 'agent') this.#spare.prepare(this.#spareOptions());
    else this.#spare.drop();
    const early = this.#early;
    this.#early = [];
    for (const { from, envelope } of early) this.receive(from, envelope);
  }

  receive(from: string, envelope: SignalEnvelope): void {
    const link = this.#links.get(from);
    if (link !== undefined) link.receive(envelope);
    else if (this.#early.length < MAX_EARLY) this.#early.push({ from, envelope });
  }

  setServer(up: boolean): void {
    for (const link of this.#links.values()) link.setServer(up);
  }

  networkChanged(): void {
    for (const link of this.#links.values()) link.networkChanged();
    this.#spare.renew();
  }

  setOutgoing(outgoing: Outgoing): void {
    this.#outgoing = outgoing;
    for (const link of this.#links.values()) link.setOutgoing(outgoing);
  }

  setMode(mode: PictureMode, { ask }: { readonly ask: boolean }): void {
    this.#mode = mode;
    for (const link of this.#links.values()) link.setMode(mode, { ask });
  }

  /** Shows everybody what is being drawn; where a link is down, it is lost there. */
  sendInk(live: InkLive): void {
    const text = JSON.stringify({ type: 'ink:live', ...live });
    for (const link of this.#links.values()) link.sendInk(text);
  }

  /** From now on tells this listener too what other pages say. */
  follow(listener: PageListener): void {
    this.#listeners.add(listener);
  }

  /** Says to a participant what this page's camera can do, now and over every new connection. */
  showCamera(participant: string, abilities: CameraAbilities): void {
    this.#links.get(participant)?.showCamera(abilities);
  }

  /** Says something to a participant's page; false where it cannot be reached. */
  sayTo<N extends ChannelMessageName>(
    participant: string,
    name: N,
    message: ChannelMessage<N>,
  ): boolean {
    return this.#links.get(participant)?.say(name, message) ?? false;
  }

  /** A still in the full size of a participant's camera. @throws SessionError `other-side-away` and others */
  async askStill(participant: string, options: StillOptions): Promise<Blob> {
    const link = this.#links.get(participant);
    if (link === undefined) throw new SessionError('other-side-away');
    return await link.askStill(options);
  }

  /** Ends all links; `bye` tells the other sides, where nobody else will. */
  close({ bye }: { readonly bye: boolean }): void {
    for (const id of [...this.#links.keys()]) this.#end(id, { bye });
    this.#spare.drop();
    this.#early = [];
  }

  #spareOptions() {
    return {
      ice: iceSettings(this.#ports.iceServers(), 'any'),
      tracks: { ...this.#outgoing, screen: null },
      limits: sendingLimits(this.#mode),
    };
  }

  #begin(view: SessionView, you: ParticipantView, other: ParticipantView): ParticipantLink {
    const { id } = other;
    const link = new ParticipantLink({
      participant: other,
      offering: offersTo(view, you, other),
      ports: this.#portsTo(id),
      outgoing: this.#outgoing,
      mode: this.#mode,
      logger: this.#logger,
      events: {
        changed: () => this.#events.changed(),
        connected: () => this.#events.connected(id),
        modeAsked: (mode) => this.#events.modeAsked(mode),
        ink: (live) => this.#events.ink(id, live),
        said: (talk) => {
          for (const listener of this.#listeners) listener.heard(id, talk);
        },
        renewed: () => this.#renewed(id),
      },
    });
    this.#links.set(id, link);
    this.#events.stream(id, link.stream);
    return link;
  }

  #end(id: string, options: { readonly bye: boolean }): void {
    this.#links.get(id)?.close(options);
    this.#links.delete(id);
    this.#renewed(id);
    this.#events.stream(id, null);
    this.#events.changed();
  }

  #renewed(id: string): void {
    for (const listener of this.#listeners) listener.renewed(id);
  }

  #portsTo(id: string): LinkPorts {
    const ports = this.#ports;
    return {
      clock: systemClock,
      createConnection: (options) => this.#spare.take(options) ?? ports.createConnection(options),
      send: (envelope) => ports.sendSignal(id, envelope),
      probe: () => ports.probe(),
      reconnectServer: () => ports.reconnectServer(),
      iceServers: () => ports.iceServers(),
      refreshIceServers: () => ports.refreshIceServers(),
      serverTime: () => ports.serverTime(),
      nextLink: () => {
        this.#made += 1;
        return linkEpoch(this.#epoch, this.#made);
      },
    };
  }
}
