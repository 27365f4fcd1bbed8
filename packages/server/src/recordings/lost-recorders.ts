import type { ParticipantId } from '@fernblick/protocol';
import { liveRecording } from '@fernblick/session';
import type { Logger } from 'pino';
import type { Change, Sessions } from '../sessions.ts';
import type { Audience } from '../signalling/audience.ts';
import type { RecordingKey } from './chunk-store.ts';

/** What tells that nobody records any more. */
export interface LostRecordersOptions {
  readonly sessions: Pick<Sessions, 'state' | 'execute'>;
  readonly audience: Pick<Audience, 'connections'>;
  readonly log: Logger;
  readonly now: () => number;
}

/**
 * Longer than any cut after which a page goes on with its recording, and as long as nothing has to come before what is left
 * of one that is over is finished.
 */
export const LOST_AFTER_MS = 60_000;
const LOOK_EVERY_MS = 1_000;

interface Watched {
  readonly key: RecordingKey;
  readonly participant: ParticipantId;
  /** When something of it came last, or it was last tried to end it. */
  at: number;
}

/** Ends recordings whose page is gone, and of which nothing has come for a minute. */
export class LostRecorders {
  readonly #options: LostRecordersOptions;
  /** What is asked for, runs or waits, by session: there is one at most. */
  readonly #watched = new Map<string, Watched>();
  readonly #timer: NodeJS.Timeout;

  constructor(options: LostRecordersOptions) {
    this.#options = options;
    this.#timer = setInterval(() => this.#look(), LOOK_EVERY_MS);
    this.#timer.unref();
  }

  close(): void {
    clearInterval(this.#timer);
  }

  /** Takes up the calls that a server before this one has left. */
  async restore(sessions: readonly string[]): Promise<void> {
    for (const session of sessions) {
      const state = await this.#options.sessions.state(session);
      if (state !== null) this.changed({ before: state, after: state, entries: [] });
    }
  }

  /** Watches what is asked for or runs, as long as it does. */
  changed({ after }: Change): void {
    const live = liveRecording(after);
    if (live === null) this.#watched.delete(after.id);
    else if (this.#watched.get(after.id)?.key.recording !== live.id)
      this.#watched.set(after.id, {
        key: { session: after.id, recording: live.id },
        participant: live.participant,
        at: this.#options.now(),
      });
  }

  /** A piece has come: somebody is there, or was a moment ago. */
  arrived({ session, recording }: RecordingKey): void {
    const watched = this.#watched.get(session);
    if (watched?.key.recording === recording) watched.at = this.#options.now();
  }

  #look(): void {
    const { audience, now } = this.#options;
    const since = now() - LOST_AFTER_MS;
    for (const watched of this.#watched.values()) {
      const pages = audience.connections(watched.key.session);
      if (pages.has(watched.participant) || watched.at > since) continue;
      const gone = pages.lostAt?.(watched.participant);
      if (gone !== undefined && gone <= since) void this.#end(watched);
    }
  }

  async #end(watched: Watched): Promise<void> {
    const { sessions, log, now } = this.#options;
    const { session, recording } = watched.key;
    watched.at = now();
    try {
      await sessions.execute({
        session,
        actor: 'server',
        commandId: null,
        input: null,
        command: () => ({ name: 'recorder-lost', facts: { recording } }),
      });
    } catch (error) {
      log.error({ err: error, session }, 'a recording without its page could not be ended');
    }
  }
}
