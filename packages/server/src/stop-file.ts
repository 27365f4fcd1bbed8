import { closeSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs';
import type { Actor, Command } from '@fernblick/session';

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

/** Room for some twenty stops: more than calls are being recorded, and stopped, in the minutes of a full disk. */
const BYTES = 16_384;

/** Keeps what a full disk has no room for, in a file whose room was taken before. */
export class StopFile {
  readonly #path: string;
  readonly #failed: (cause: unknown) => void;
  #room: number | null = null;

  /** Takes the room, where there is any. */
  constructor(path: string, failed: (cause: unknown) => void) {
    this.#path = path;
    this.#failed = failed;
    const there = readOrNull(path);
    if ((there?.length ?? 0) < BYTES) this.#put(there ?? '');
    else this.#room = BYTES;
  }

  read(): readonly KeptStop[] {
    try {
      return JSON.parse(readOrNull(this.#path) ?? '') as readonly KeptStop[];
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
      const file = openSync(this.#path, this.#room === null ? 'w' : 'r+', 0o600);
      try {
        const bytes = Buffer.alloc(BYTES, ' ');
        bytes.write(text);
        this.#room = writeSync(file, bytes, 0, BYTES, 0);
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

function readOrNull(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    // The first start.
    return null;
  }
}
