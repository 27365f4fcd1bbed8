import type { SignalEnvelope } from '@fernblick/protocol';
import type { Clock } from '../peer/clock.ts';
import { linkEpoch } from '../peer/link-epoch.ts';
import { PeerLink } from '../peer/peer-link.ts';
import type { CreatePeerConnection } from '../peer/peer-connection.ts';
import { sendingLimits } from '../peer/sending-limits.ts';
import type { Expected } from '../peer/supervisor.ts';
import { FakeWorld } from './fake-connection.ts';
import { seededRandom } from './random.ts';
import { VirtualClock } from './virtual-clock.ts';

/** How signals travel between the two pages of one schedule. */
export interface Weather {
  readonly loss: number;
  readonly doubled: number;
  readonly delayMs: number;
  /** Share of signals that come when nobody expects them any more. */
  readonly veryLate: number;
}

const FINE: Weather = { loss: 0, doubled: 0, delayMs: 40, veryLate: 0 };
const VERY_LATE_MS = 65_000;
const PROBE_MS = 30;

/** What the two links of a pair stand on. */
export interface PairGround {
  readonly clock: Clock;
  readonly createConnection: CreatePeerConnection;
  readonly expected: Expected;
}

/** Two links that talk to each other over a path that loses, doubles, reorders and delays their signals. */
export class UnreliablePair {
  readonly offering: PeerLink;
  readonly answering: PeerLink;
  weather: Weather = FINE;
  readonly #ground: PairGround;
  readonly #random: () => number;
  #links = 0;

  constructor(seed: number, ground: PairGround) {
    this.#ground = ground;
    this.#random = seededRandom(seed);
    this.offering = this.#link(true, () => this.answering);
    this.answering = this.#link(false, () => this.offering);
    this.offering.start();
    this.answering.start();
  }

  random(): number {
    return this.#random();
  }

  get connected(): boolean {
    return [this.offering, this.answering].every((link) => link.supervision.is === 'connected');
  }

  close(): void {
    this.offering.close({ bye: false });
    this.answering.close({ bye: false });
  }

  #link(offering: boolean, other: () => PeerLink): PeerLink {
    const { clock, createConnection, expected } = this.#ground;
    const none = (): void => undefined;
    return new PeerLink({
      offering,
      tracks: { audio: null, camera: null, screen: null },
      limits: sendingLimits('sharp'),
      expected: () => expected,
      events: {
        changed: none,
        received: none,
        agreed: none,
        channelOpened: none,
        message: none,
        drained: none,
        sampled: none,
      },
      ports: {
        clock,
        createConnection,
        send: (envelope) => this.#carry(envelope, other),
        probe: () =>
          new Promise((resolve) => {
            clock.after(PROBE_MS, () => resolve(true));
          }),
        reconnectServer: none,
        iceServers: () => [],
        refreshIceServers: () => Promise.resolve(),
        serverTime: () => clock.now(),
        nextLink: () => {
          this.#links += 1;
          return linkEpoch(1, this.#links);
        },
      },
    });
  }

  #carry(envelope: SignalEnvelope, to: () => PeerLink): void {
    const { loss, doubled, delayMs, veryLate } = this.weather;
    const copies = this.#random() < doubled ? 2 : 1;
    for (let copy = 0; copy < copies; copy++) {
      const late = this.#random() < veryLate ? VERY_LATE_MS : 0;
      if (this.#random() < loss) continue;
      // As it crosses a wire: nobody shares an object with anybody.
      const wire = structuredClone(envelope);
      this.#ground.clock.after(this.#random() * delayMs + late, () => to().receive(wire));
    }
  }
}

/** A pair in memory, where time passes only when told to. */
export function memoryPair(seed: number): {
  readonly pair: UnreliablePair;
  readonly clock: VirtualClock;
  readonly world: FakeWorld;
} {
  const clock = new VirtualClock();
  const world = new FakeWorld(clock);
  const pair = new UnreliablePair(seed, {
    clock,
    createConnection: world.create,
    expected: 'picture',
  });
  return { pair, clock, world };
}
