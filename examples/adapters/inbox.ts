import { mkdir, open, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What stands in a file whose message is done with: nothing that was in the message. */
const DONE = '.done';
const WAITING = '.json';
/** Ids of messages, which become names of files. */
const ID = /^[A-Za-z0-9_.-]{1,200}$/;
/** The numbers in an id of a session's messages rise: the ninth comes before the tenth. */
const { compare } = new Intl.Collator('en', { numeric: true });

/**
 * Messages that have come and are to be worked on, in a folder: they are answered once they are on disk, worked on
 * afterwards, and each once however often it comes.
 */
export class Inbox {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Resolves once the message is on disk; false where it has come before. @throws TypeError for what is no id */
  async put(id: string, body: Buffer): Promise<boolean> {
    if (!ID.test(id)) throw new TypeError('This is no id of a message.');
    await mkdir(this.#folder, { recursive: true, mode: 0o700 });
    const names = await readdir(this.#folder);
    if (names.includes(id + WAITING) || names.includes(id + DONE)) return false;
    const unfinished = join(this.#folder, `${id}.part`);
    const file = await open(unfinished, 'w', 0o600);
    try {
      await file.writeFile(body);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(unfinished, join(this.#folder, id + WAITING));
    return true;
  }

  /** What waits, of each session in the order in which it happened. */
  async waiting(): Promise<readonly { readonly id: string; readonly body: string }[]> {
    await mkdir(this.#folder, { recursive: true, mode: 0o700 });
    const names = new Set(await readdir(this.#folder));
    const ids = [...names]
      .filter((name) => name.endsWith(WAITING))
      .map((name) => name.slice(0, -WAITING.length))
      // A stop came in between where both are there.
      .filter((id) => !names.has(id + DONE));
    return Promise.all(
      ids.toSorted(compare).map(async (id) => ({
        id,
        body: await readFile(join(this.#folder, id + WAITING), 'utf8'),
      })),
    );
  }

  /** Remembers that a message is done with, and forgets what was in it. */
  async done(id: string): Promise<void> {
    await writeFile(join(this.#folder, id + DONE), '');
    await rm(join(this.#folder, id + WAITING));
  }
}
