import {
  toSessionError,
  type SessionError,
  type LocalDevice,
  type NetworkWay,
  type SessionClient,
} from '@fernblick/client';
import { findingOfDevice, type Finding, type PreCallFindings } from '@fernblick/protocol';
import type { LitElement } from 'lit';
import { playTest, recordSample, replay } from './sounds.ts';

/** How a way out of the network was found. */
export interface WayFound {
  readonly finding: Finding;
  readonly ms: number | null;
}

/** What the microphone's trial is at. */
export type Sample = 'none' | 'recording' | 'playing' | 'played' | 'failed';

/** What the test sound is at. */
export type Sound = 'none' | 'playing' | 'played' | 'failed';

const WAYS: readonly NetworkWay[] = ['direct', 'relayUdp', 'relayTcp'];

/** One check before a call, from opening it to closing it: what was tried, what came of it, and the agents told. */
export class CheckRun {
  readonly #host: LitElement;
  readonly #client: SessionClient;
  readonly #heardMicrophone: () => boolean;
  readonly #over = new AbortController();
  #session: string | null = null;
  #speaker: Finding = 'untested';
  #sound: Sound = 'none';
  #sample: Sample = 'none';
  #ways: ReadonlyMap<NetworkWay, WayFound> = new Map();
  #isSearching = false;
  #told: string | null = null;
  #problem: SessionError | null = null;

  constructor(host: LitElement, client: SessionClient, heard: () => boolean) {
    this.#host = host;
    this.#client = client;
    this.#heardMicrophone = heard;
  }

  /** What the person said of the test sound. */
  get speaker(): Finding {
    return this.#speaker;
  }

  get sound(): Sound {
    return this.#sound;
  }

  get sample(): Sample {
    return this.#sample;
  }

  /** The ways found so far; null before anything can be looked for. */
  get ways(): ReadonlyMap<NetworkWay, WayFound> | null {
    return this.#session === null ? null : this.#ways;
  }

  get isSearching(): boolean {
    return this.#isSearching;
  }

  /** Why the network could not be tried, or the agents not be told. */
  get problem(): SessionError | null {
    return this.#problem;
  }

  /** The session that the check is for: from then on the network can be tried, once by itself. */
  see(session: string | null): void {
    if (session === this.#session) return;
    this.#session = session;
    this.#told = null;
    this.#ways = new Map();
    if (session !== null) void this.search();
  }

  /** Tries the ways out of the network. */
  readonly search = async (): Promise<void> => {
    if (this.#isSearching || this.#session === null) return;
    this.#isSearching = true;
    this.#problem = null;
    this.#ways = new Map();
    this.#host.requestUpdate();
    try {
      const check = await this.#client.openCheck();
      await check.network({
        signal: this.#over.signal,
        found: (way, finding, ms) => {
          this.#ways = new Map([...this.#ways, [way, { finding, ms }]]);
          this.#host.requestUpdate();
        },
      });
    } catch (cause) {
      this.#report(cause);
    } finally {
      this.#isSearching = false;
      this.#host.requestUpdate();
    }
    if (!this.#over.signal.aborted) await this.#tell();
  };

  /** Plays a sound at the chosen speaker; the person says whether it was heard. */
  readonly play = async (): Promise<void> => {
    this.#speaker = 'untested';
    this.#show({ sound: 'playing' });
    const played = await playTest(this.#client.state.speaker.deviceId, this.#over.signal);
    this.#show({ sound: played ? 'played' : 'failed' });
    if (!played) await this.answer('failed');
  };

  readonly answer = async (finding: 'works' | 'failed'): Promise<void> => {
    this.#speaker = finding;
    this.#host.requestUpdate();
    await this.#tell();
  };

  /** Records a few seconds of the microphone and plays them back; they are kept nowhere. */
  readonly listen = async (): Promise<void> => {
    const [track] = this.#client.state.localStream?.getAudioTracks() ?? [];
    if (track === undefined || this.#sample === 'recording' || this.#sample === 'playing') return;
    this.#show({ sample: 'recording' });
    const { signal } = this.#over;
    const sample = await recordSample(track, signal);
    if (sample !== null) this.#show({ sample: 'playing' });
    const played =
      sample !== null && (await replay(sample, this.#client.state.speaker.deviceId, signal));
    this.#show({ sample: played ? 'played' : 'failed' });
  };

  /** Says what was found in the end, and lets go of everything. */
  async stop(): Promise<void> {
    this.#over.abort();
    this.#isSearching = false;
    await this.#tell();
  }

  get #findings(): PreCallFindings {
    const { camera, microphone } = this.#client.state;
    const found = ({ state, error }: LocalDevice, isProven: boolean): Finding =>
      findingOfDevice(state, error?.code ?? null, isProven);
    const { direct, relayUdp, relayTcp } = Object.fromEntries(
      WAYS.map((way) => [way, this.#ways.get(way)?.finding ?? 'untested']),
    ) as Record<NetworkWay, Finding>;
    return {
      // A camera that runs is seen; of a microphone something has to be heard.
      camera: found(camera, true),
      microphone: found(microphone, this.#heardMicrophone()),
      speaker: this.#speaker,
      direct,
      relayUdp,
      relayTcp,
    };
  }

  /** Once for the same findings; nothing before anything was found. */
  async #tell(): Promise<void> {
    const session = this.#session;
    if (session === null || this.#isSearching) return;
    const findings = this.#findings;
    const now = JSON.stringify(findings);
    if (now === this.#told || Object.values(findings).every((f) => f === 'untested')) return;
    this.#told = now;
    try {
      await (await this.#client.openCheck()).tell(findings, { session });
    } catch (cause) {
      this.#told = null;
      this.#report(cause);
      this.#host.requestUpdate();
    }
  }

  #report(cause: unknown): void {
    if (this.#over.signal.aborted) return;
    this.#problem = toSessionError(cause);
  }

  #show(change: { readonly sound?: Sound; readonly sample?: Sample }): void {
    this.#sound = change.sound ?? this.#sound;
    this.#sample = change.sample ?? this.#sample;
    this.#host.requestUpdate();
  }
}
