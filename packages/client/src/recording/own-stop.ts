import { SessionError, type RecordingView } from '@fernblick/protocol';
import type { Call } from '../call.ts';
import { loggable } from '../logger.ts';
import { randomId } from '../random-id.ts';
import type { Logger } from '../session-client.ts';
import type { SessionSnapshot } from '../session-state.ts';
import { youIn } from '../view-reading.ts';
import { wait } from './wait.ts';

/** A server that could not be told of a stop is told again after so long. */
const TELL_AGAIN_MS = 2_000;
/** Who has said no tells the server too, and in their own name, where they can. */
const TELL_FOR_OTHERS_MS = 700;
/** Somebody's no waits for a server for as long as a page can be without one; after that it is told again all the same. */
export const NO_PATIENCE = { awayMs: 10 * 60_000 } as const;

/** Why a page records no more. */
export type OwnReason = 'stopped' | 'storage' | 'failed' | 'consent-withdrawn';
/** Tells the server. */
type Tell = (signal?: AbortSignal) => Promise<unknown>;

/** One recording that is over for this page. */
interface OwnStop {
  readonly recording: string;
  readonly tell: Tell;
  /** True while the server is being told, and once it wants to hear nothing of it. */
  isTelling: boolean;
  /** True where the server could not be told, because there was none or this page was not in its call. */
  isKept: boolean;
}

/** What telling the server needs. */
export interface OwnStopsOptions {
  readonly client: { readonly state: SessionSnapshot };
  readonly call: Pick<Call, 'target' | 'command' | 'closing' | 'links'>;
  readonly logger: Logger;
}

/**
 * What this page makes no more of, and what its person has said no to: the server is told until it knows, however long it is
 * away and over a reload. The page that records hears of a no without the server too, which may be out of reach while media flow.
 */
export class OwnStops {
  readonly #options: OwnStopsOptions;
  #stop: OwnStop | null = null;

  constructor(options: OwnStopsOptions) {
    this.#options = options;
  }

  /** True for a recording that is over for this page, whatever the server knows of it. */
  has(recording: string | undefined): boolean {
    return recording !== undefined && this.#stop?.recording === recording;
  }

  /** This page makes no more of it; a server that has forgotten that, because it could not write it down, is told. */
  note(recording: string, reason: OwnReason): void {
    this.#set(recording, (signal) => this.stop(reason, signal));
  }

  /** Another page says no to what this one makes: its sender tells the server, and this page where they cannot. */
  noteOf(recording: string): void {
    const stop = this.#set(recording, (signal) => this.stop('consent-withdrawn', signal));
    void this.#tellLater(stop, TELL_FOR_OTHERS_MS);
  }

  /**
   * Says it, from the press on.
   * @throws SessionError where the server does not know of it yet, or does not want to
   */
  async say(view: RecordingView, tell: Tell, signal: AbortSignal | undefined): Promise<void> {
    const me = youIn(this.#options.client.state.session);
    if (me !== null && view.by !== me.id) {
      remember(this.#session, `${view.id} ${me.id}`);
      this.#sayNo(view);
    }
    const stop = this.#set(view.id, tell);
    stop.isTelling = true;
    try {
      await tell(signal);
    } catch (cause) {
      if (isRefused(cause)) {
        // It is over already, or was taken back: what was wanted is so.
        if (cause.code === 'recording-changed') return;
        throw cause;
      }
      stop.isTelling = false;
      this.look();
      throw cause;
    }
    stop.isTelling = false;
    this.look();
  }

  /** Takes back one's yes, or says no. */
  async withdraw(signal?: AbortSignal): Promise<void> {
    const { call } = this.#options;
    await call.command('recording:withdraw', this.about(), { signal, ...NO_PATIENCE });
  }

  async stop(reason: OwnReason, signal?: AbortSignal): Promise<void> {
    const message = { ...this.about(), reason };
    await this.#options.call.command('recording:stop', message, { signal });
  }

  /** What a command about the present recording carries. @throws SessionError `not-found` where there is none */
  about(): { commandId: string; session: string; recording: string } {
    const recording = this.#view?.id;
    if (recording === undefined) throw new SessionError('not-found');
    return { commandId: randomId(), session: this.#session, recording };
  }

  /** What was said over the connection before may have been lost with it. */
  renewed(participant: string): void {
    const view = this.#view;
    if (view?.by === participant && this.has(view.id)) this.#sayNo(view);
  }

  /** Tells the server of what it does not know, as soon as it can hear it; true where the present recording is over here. */
  look(): boolean {
    const { client, call } = this.#options;
    const view = this.#view;
    const { session } = client.state;
    const me = youIn(session);
    // What is over needs no answer any more.
    if (session !== null && (view === null || view.state === 'stopped')) forget(session.id);
    if (view === null || me === null || call.closing.aborted) return false;
    // Said before a reload; a page that has recorded itself ends it by that.
    const isSaid = remembered(this.#session) === `${view.id} ${me.id}`;
    if (this.#stop === null && isSaid && view.by !== me.id)
      this.#set(view.id, (signal) => this.withdraw(signal)).isKept = true;
    const stop = this.#stop;
    if (stop?.recording !== view.id) return false;
    if (view.state === 'stopped' || stop.isTelling) return true;
    const { isKept } = stop;
    const isInCall = me.presence === 'here' || me.presence === 'away';
    stop.isKept = client.state.server !== 'connected' || !isInCall;
    // What could not be told is told as soon as it can be.
    if (!stop.isKept) void this.#tellLater(stop, isKept ? 0 : TELL_AGAIN_MS);
    return true;
  }

  get #session(): string {
    return this.#options.call.target.session ?? '';
  }

  get #view(): RecordingView | null {
    return this.#options.client.state.session?.recording ?? null;
  }

  #set(recording: string, tell: Tell): OwnStop {
    const stop = { recording, tell, isTelling: false, isKept: false };
    this.#stop = stop;
    return stop;
  }

  #sayNo({ id, by, state }: RecordingView): void {
    if (state !== 'stopped') this.#options.call.links?.sayTo(by, 'recording:no', { recording: id });
  }

  /** Tells the server after a while, where it does not know by then. */
  async #tellLater(stop: OwnStop, afterMs: number): Promise<void> {
    const { call, logger } = this.#options;
    stop.isTelling = true;
    await wait(afterMs, call.closing);
    const view = this.#view;
    try {
      if (!call.closing.aborted && view?.id === stop.recording && view.state !== 'stopped')
        await stop.tell(call.closing);
    } catch (cause) {
      logger.log('warn', 'The server was not told that a recording is stopped', loggable(cause));
      if (isRefused(cause)) return;
    }
    stop.isTelling = false;
    this.look();
  }
}

/** True where somebody in the call says no to the recording that this page makes. */
export function isNoTo({ session }: SessionSnapshot, from: string, recording: string): boolean {
  const view = session?.recording ?? null;
  if (view === null || view.id !== recording || view.by !== youIn(session)?.id) return false;
  const isThere = session?.participants.some(({ id }) => id === from) === true;
  return isThere && view.startedAt !== null && view.state !== 'stopped';
}

/** True where the server will never take this of this page; it may where it is in the call again, or only its caller waits no longer. */
function isRefused(cause: unknown): cause is SessionError {
  if (!(cause instanceof SessionError) || cause.retry) return false;
  return cause.code !== 'not-joined' && cause.code !== 'cancelled';
}

/** Keeps a no over a reload of this tab; where storage is forbidden or full, it lasts as long as the page. */
function remember(session: string, no: string): void {
  inTab((kept) => kept.setItem(keyOf(session), no));
}

function remembered(session: string): string | null {
  return inTab((kept) => kept.getItem(keyOf(session)));
}

function forget(session: string): void {
  inTab((kept) => kept.removeItem(keyOf(session)));
}

/** Null where the browser does not let it. */
function inTab<T>(act: (kept: Storage) => T): T | null {
  try {
    return act(sessionStorage);
  } catch {
    return null;
  }
}

function keyOf(session: string): string {
  return `fernblick:no:${session}`;
}
