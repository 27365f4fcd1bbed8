import type { ChannelName } from '@fernblick/protocol';
import type { Clock } from '../peer/clock.ts';
import type { LinkSample } from '../peer/link-sample.ts';
import type {
  ConnectionOptions,
  ConnectionSignal,
  CreatePeerConnection,
  PeerConnection,
} from '../peer/peer-connection.ts';

const DESCRIBE_MS = 2;
const CANDIDATES_MS = [5, 30];
const CHECKS_MS = 25;
const MESSAGE_MS = 1;
const DISCONNECTED_AFTER_MS = 5_000;
const FRAME_MS = 33;
const BYTES_PER_MS = 60;

interface Description {
  readonly connection: FakeConnection;
  readonly generation: number;
}

/** The path between two pages, and all connections that were ever made over it. */
export class FakeWorld {
  readonly clock: Clock;
  readonly made: FakeConnection[] = [];
  /** Times the library destroyed itself over a signal it cannot take. */
  broken = 0;
  /** Decides for each message on the ink channel whether it gets lost. */
  losesInk: () => boolean = () => false;
  #open = true;

  constructor(clock: Clock) {
    this.clock = clock;
  }

  get open(): boolean {
    return this.#open;
  }

  set open(open: boolean) {
    for (const connection of this.made) connection.pathChanges();
    this.#open = open;
    for (const connection of this.made) connection.check();
  }

  readonly create: CreatePeerConnection = (options) => {
    const connection = new FakeConnection(this, options, this.made.length);
    this.made.push(connection);
    return connection;
  };

  named(text: string): Description | null {
    const [, index, generation] = / (\d+)\.(\d+)/.exec(text) ?? [];
    const connection = this.made[Number(index)];
    return connection === undefined ? null : { connection, generation: Number(generation) };
  }
}

/**
 * A connection in memory that is as touchy as the real library: it destroys itself over an answer it does not expect,
 * over an offer that comes twice, and over anything for another connection. It connects when both ends have described
 * the same generation to each other and each has heard of an address of the other.
 */
export class FakeConnection implements PeerConnection {
  readonly #world: FakeWorld;
  readonly #options: ConnectionOptions;
  readonly #index: number;
  readonly #offers = new Set<string>();
  #generation = 0;
  #local: number | null = null;
  #remote: Description | null = null;
  #waitsForAnswer = false;
  readonly #addresses = new Set<string>();
  #ice: RTCIceConnectionState = 'new';
  #peer: FakeConnection | null = null;
  #over = false;
  #flowing = 0;
  #flowsSince: number | null = null;

  constructor(world: FakeWorld, options: ConnectionOptions, index: number) {
    this.#world = world;
    this.#options = options;
    this.#index = index;
    if (options.offering) this.restart();
  }

  get over(): boolean {
    return this.#over;
  }

  restart(): void {
    this.#generation += 1;
    const generation = this.#generation;
    this.#later(DESCRIBE_MS, () => {
      if (generation !== this.#generation) return;
      this.#local = generation;
      this.#waitsForAnswer = true;
      this.#say({
        type: 'offer',
        sdp: `v=0 offer ${this.#index}.${generation}\r\nm=audio\r\n`,
        restart: false,
      });
      this.#gather(generation);
    });
  }

  apply(signal: ConnectionSignal): void {
    if (this.#over) throw new Error('cannot signal after peer is destroyed');
    const text = signal.type === 'candidate' ? (signal.candidate ?? '') : signal.sdp;
    const about = this.#world.named(text);
    if (about === null) {
      this.#break();
      return;
    }
    if (signal.type === 'offer') {
      if (this.#options.offering || this.#offers.has(text)) {
        this.#break();
        return;
      }
      this.#offers.add(text);
      this.#remote = about;
      for (const line of text.match(/^a=candidate.*/gmu) ?? []) this.#addresses.add(line);
      this.#generation += 1;
      const generation = this.#generation;
      this.#later(DESCRIBE_MS, () => {
        this.#local = generation;
        const to = `${about.connection.#index}.${about.generation}`;
        this.#say({ type: 'answer', sdp: `v=0 answer ${this.#index}.${generation} to ${to}` });
        this.#gather(generation);
        this.check();
      });
    } else if (signal.type === 'answer') {
      const to = this.#world.named(text.replace(/^.* to/, 'to'));
      const fits = to?.connection === this && to.generation === this.#local;
      if (!this.#options.offering || !this.#waitsForAnswer || !fits) {
        this.#break();
        return;
      }
      this.#waitsForAnswer = false;
      this.#remote = about;
      this.check();
    } else {
      this.#addresses.add(text);
      this.check();
    }
  }

  configure(): void {
    // A fake has no servers.
  }

  setTrack(): void {
    // What flows is counted, not shown.
  }

  limit(): void {
    // A fake has no encoder.
  }

  send(text: string, on: ChannelName = 'control'): boolean {
    const peer = this.#peer;
    if (this.#ice !== 'connected' || peer === null) return false;
    if (on === 'ink' && this.#world.losesInk()) return true;
    this.#later(MESSAGE_MS, () => {
      if (peer.#ice === 'connected') peer.#options.events.message(text, on);
    });
    return true;
  }

  sample(): Promise<LinkSample | null> {
    const at = this.#world.clock.now();
    const flowed = this.#flowing + (this.#flowsSince === null ? 0 : at - this.#flowsSince);
    return Promise.resolve({
      at,
      bytesReceived: flowed * BYTES_PER_MS,
      checksReceived: Math.floor(flowed / 2_500),
      framesDecoded: Math.floor(flowed / FRAME_MS),
      soundPackets: Math.floor(flowed / 20),
      packetsReceived: Math.floor(flowed / 10),
      packetsLost: 0,
      freezesMs: 0,
      jitterMs: 1,
      roundTripMs: 20,
      outgoingBitrate: 2_000_000,
      outgoingLoss: 0,
      framesSent: 0,
      route: 'direct',
    });
  }

  close(): void {
    this.pathChanges();
    this.#over = true;
    this.#peer?.check();
  }

  /** Looks whether both ends fit together now. */
  check(): void {
    const peer = this.#remote?.connection ?? null;
    this.#peer = peer;
    const fits =
      peer !== null &&
      !this.#over &&
      !peer.#over &&
      this.#world.open &&
      peer.#remote?.connection === this &&
      peer.#local === this.#remote?.generation &&
      this.#local === peer.#remote.generation &&
      this.#knows(peer) &&
      peer.#knows(this);
    if (!fits) {
      this.pathChanges();
      if (this.#ice === 'connected') this.#loseIn(DISCONNECTED_AFTER_MS);
      return;
    }
    for (const end of [this, peer]) {
      end.#flowsSince ??= this.#world.clock.now();
      end.#later(CHECKS_MS, () => {
        if (end.#flowsSince !== null) end.#become('connected');
      });
    }
  }

  /** What flowed until now is counted; it goes on only where `check` says so. */
  pathChanges(): void {
    if (this.#flowsSince !== null) this.#flowing += this.#world.clock.now() - this.#flowsSince;
    this.#flowsSince = null;
  }

  #knows(peer: FakeConnection): boolean {
    return [...this.#addresses].some((text) => {
      const about = this.#world.named(text);
      return about?.connection === peer && about.generation === peer.#local;
    });
  }

  #loseIn(ms: number): void {
    this.#later(ms, () => {
      if (this.#flowsSince === null) this.#become('disconnected');
    });
  }

  #become(ice: RTCIceConnectionState): void {
    if (this.#over || ice === this.#ice) return;
    this.#ice = ice;
    this.#options.events.ice(ice);
  }

  #gather(generation: number): void {
    for (const ms of CANDIDATES_MS)
      this.#later(ms, () => {
        if (generation === this.#generation)
          this.#say({
            type: 'candidate',
            candidate: `candidate ${this.#index}.${generation} ${ms}`,
            sdpMid: '0',
            sdpMLineIndex: 0,
          });
      });
  }

  #say(signal: ConnectionSignal): void {
    if (!this.#over) this.#options.events.signal(signal);
  }

  #later(ms: number, call: () => void): void {
    this.#world.clock.after(ms, () => {
      if (!this.#over) call();
    });
  }

  #break(): void {
    this.#world.broken += 1;
    this.close();
    this.#options.events.broken(new Error('The library destroyed itself.'));
  }
}
