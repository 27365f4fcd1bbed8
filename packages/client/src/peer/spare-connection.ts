import type { Clock } from './clock.ts';
import { withAddresses } from './offer-addresses.ts';
import {
  slots,
  type ConnectionEvents,
  type ConnectionOptions,
  type ConnectionSignal,
  type CreatePeerConnection,
  type PeerConnection,
} from './peer-connection.ts';

// Relay credentials last 15 minutes, and a network that sleeps forgets the addresses found in it sooner than that.
const RENEW_AFTER_MS = 4 * 60_000;

type SpareOptions = Omit<ConnectionOptions, 'offering' | 'events'>;

interface Spare {
  readonly connection: PeerConnection;
  readonly options: SpareOptions;
  handOver(events: ConnectionEvents): void;
}

/**
 * One connection that is ready before there is somebody to talk to: its offer is made and its addresses are found
 * while its owner waits, so that the one who then clicks does not wait for that.
 */
export class SpareConnection {
  readonly #create: CreatePeerConnection;
  readonly #clock: Clock;
  readonly #fresh: () => Promise<SpareOptions>;
  #spare: Spare | null = null;
  #cancelRenewal: (() => void) | null = null;

  /** `fresh` says what a renewed spare is made with. */
  constructor(create: CreatePeerConnection, clock: Clock, fresh: () => Promise<SpareOptions>) {
    this.#create = create;
    this.#clock = clock;
    this.#fresh = fresh;
  }

  /** Makes the spare, unless there is one. */
  prepare(options: SpareOptions): void {
    if (this.#cancelRenewal !== null) return;
    this.#make(options);
  }

  /** Makes a new spare in place of the old one, because what it knows of the network may not be true any more. */
  renew(): void {
    if (this.#cancelRenewal === null) return;
    this.drop();
    // Nobody else may begin one meanwhile.
    const cancelled = { is: false };
    this.#cancelRenewal = () => {
      cancelled.is = true;
    };
    void this.#fresh().then((options) => {
      if (!cancelled.is) this.#make(options);
    });
  }

  /** Gives the spare away if it can do what is asked for, and has it tell its new owner all it has told nobody so far. */
  take(wanted: ConnectionOptions): PeerConnection | null {
    const spare = this.#spare;
    if (spare === null || !wanted.offering || wanted.ice.relayOnly) return null;
    this.#spare = null;
    this.drop();
    const { connection, options } = spare;
    for (const slot of slots)
      if (options.tracks[slot] !== wanted.tracks[slot])
        connection.setTrack(slot, wanted.tracks[slot]);
    connection.limit(wanted.limits);
    spare.handOver(wanted.events);
    return connection;
  }

  drop(): void {
    this.#cancelRenewal?.();
    this.#cancelRenewal = null;
    this.#spare?.connection.close();
    this.#spare = null;
  }

  #make(options: SpareOptions): void {
    let owner: ConnectionEvents | null = null;
    const unsent: ConnectionSignal[] = [];
    const untold: ((events: ConnectionEvents) => void)[] = [];
    const tell = (event: (events: ConnectionEvents) => void): void => {
      if (owner === null) untold.push(event);
      else event(owner);
    };
    const connection = this.#create({
      ...options,
      offering: true,
      events: {
        signal: (signal) => {
          if (owner === null) unsent.push(signal);
          else owner.signal(signal);
        },
        ice: (state) => tell((events) => events.ice(state)),
        agreed: (fingerprints) => tell((events) => events.agreed(fingerprints)),
        received: (tracks) => tell((events) => events.received(tracks)),
        channelOpened: () => tell((events) => events.channelOpened()),
        message: (text, on) => tell((events) => events.message(text, on)),
        drained: () => tell((events) => events.drained()),
        broken: (error) => {
          // What has not even made an offer would break again at once: the next one comes with time.
          if (this.#spare?.connection === connection) {
            if (unsent.length > 0) this.renew();
            else this.#spare = null;
          } else tell((events) => events.broken(error));
        },
      },
    });
    this.#spare = {
      connection,
      options,
      // As with any connection, nothing is heard of it before its owner holds it.
      handOver: (events) =>
        queueMicrotask(() => {
          owner = events;
          for (const signal of asFew(unsent)) events.signal(signal);
          for (const event of untold) event(events);
        }),
    };
    this.#cancelRenewal = this.#clock.after(RENEW_AFTER_MS, () => this.renew());
  }
}

/** An offer and the addresses that were found since, in as few signals as possible. */
function asFew(signals: readonly ConnectionSignal[]): readonly ConnectionSignal[] {
  const [first, ...rest] = signals;
  if (first?.type !== 'offer') return signals;
  const { offer, left } = withAddresses(
    first,
    rest.filter((signal) => signal.type === 'candidate'),
  );
  return [offer, ...left];
}
