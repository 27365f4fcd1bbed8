import type { Readable } from 'node:stream';

/** A part of a file, in bytes; both ends belong to it. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/** One file as a list names it. */
export interface StoredBlob {
  readonly key: string;
  /** When it was put there, in milliseconds. */
  readonly at: number;
}

/**
 * Where finished files are kept: a folder, or something with more room. Names are keys that this server has made, never
 * what a caller says; what a file is, and who may have it, is known elsewhere.
 */
export interface BlobStore {
  /** Keeps bytes, or a copy of a file of this machine; resolves once it is on disk. What was there under this key is replaced. */
  put(key: string, content: string | Buffer): Promise<void>;
  /** Size in bytes; null where there is none. */
  size(key: string): Promise<number | null>;
  /** @throws SessionError `not-found` */
  read(key: string, range?: ByteRange): Promise<Readable>;
  /** Removes it, if there is one. */
  remove(key: string): Promise<void>;
  /** Everything that is there, or all of one session, in any order. */
  list(session?: string): AsyncIterable<StoredBlob>;
}

/** A session's id, a slash, a name: nothing that could lead out of a folder. */
const KEY = /^[A-Za-z0-9_-]{1,80}\/[A-Za-z0-9_-]{1,80}(?:\.json)?$/;

/** @throws TypeError for what is no key */
export function checkKey(key: string): string {
  if (!KEY.test(key)) throw new TypeError('This is no key of a file.');
  return key;
}
