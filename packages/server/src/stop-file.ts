import { closeSync, fsyncSync, ftruncateSync, openSync, readFileSync, writeSync } from 'node:fs';
import type { Actor, Command } from '@fernblick/session';
import * as v from 'valibot';

/** A stop of a recording that the journal could not take, as it outlasts this server. */
export interface KeptStop {
  readonly session: string;
  readonly actor: Actor;
  readonly tab?: string;
  readonly commandId: string;
  readonly input: unknown;
  readonly command: Command;
  readonly at: number;
}

/** What another version, or another program, has left here is none. */
const Kept = v.looseObject({
  session: v.string(),
  actor: v.looseObject({ subject: v.string(), role: v.picklist(['agent', 'customer']) }),
  commandId: v.string(),
  command: v.looseObject({ name: v.string() }),
  at: v.number(),
});

/** Room for some twenty stops: more than calls are being recorded, and stopped, in the minutes of a full disk. */
const BYTES = 16_384;

/** Keeps what a full disk has no room for, in a file whose room was taken before. */
export class StopFile {
  readonly #path: string;
  readonly #failed: (cause: unknown) => void;
  #isThere: boolean;

  /** Takes the room, where there is any. */
  constructor(path: string, failed: (cause: unknown) => void) {
    this.#path = path;
    this.#failed = failed;
    const there = readOrNull(path);
    this.#isThere = there !== null;
    if ((there?.length ?? 0) < BYTES) this.#put(there?.toString() ?? '');
  }

  read(): readonly KeptStop[] {
    try {
      const kept: unknown = JSON.parse(readOrNull(this.#path)?.toString() ?? '');
      // Of a command and its input only the journal's rules know more.
      return Array.isArray(kept) ? kept.filter(isStop) : [];
    } catch {
      // Nothing was kept, or a crash has cut it: then it is as if there were no such file.
      return [];
    }
  }

  /** Keeps these and no others; what there is no room for is left out. */
  write(stops: readonly KeptStop[]): void {
    let fitting = stops;
    while (Buffer.byteLength(JSON.stringify(fitting)) > BYTES) fitting = fitting.slice(0, -1);
    this.#put(JSON.stringify(fitting));
  }

  /** In place: what is written over needs no room. */
  #put(text: string): void {
    try {
      const file = openSync(this.#path, this.#isThere ? 'r+' : 'w', 0o600);
      this.#isThere = true;
      try {
        const bytes = Buffer.alloc(BYTES, ' ');
        bytes.write(text);
        if (writeSync(file, bytes, 0, BYTES, 0) < BYTES)
          throw new Error('There is no room for it.');
        ftruncateSync(file, BYTES);
        fsyncSync(file);
      } finally {
        closeSync(file);
      }
    } catch (cause) {
      // Then a stop lasts as long as this server, and the recording page tells it again.
      this.#failed(cause);
    }
  }
}

function readOrNull(path: string): Buffer | null {
  try {
    return readFileSync(path);
  } catch {
    // The first start.
    return null;
  }
}

function isStop(kept: unknown): kept is KeptStop {
  return v.is(Kept, kept);
}
