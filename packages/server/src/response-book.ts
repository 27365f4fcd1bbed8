import { SessionError, type StandardResponse } from '@fernblick/protocol';
import type { JournalStore, StoredResponse } from './journal/journal-store.ts';

/** More than anybody finds their way in. */
const MAX_RESPONSES = 500;
/** What a person looks through before they type another word. */
const MAX_FOUND = 20;
/** With its answer around it, what is found stays below the 64 kB of a message. */
const MAX_FOUND_BYTES = 50_000;

/** The texts that agents send again and again: the host's, kept on disk, and in memory to be searched. */
export class ResponseBook {
  readonly #store: JournalStore;
  readonly #now: () => number;
  readonly #responses = new Map<string, StoredResponse>();

  constructor(options: { readonly store: JournalStore; readonly now: () => number }) {
    this.#store = options.store;
    this.#now = options.now;
  }

  async load(): Promise<void> {
    for (const response of await this.#store.standardResponses())
      this.#responses.set(response.id, response);
  }

  /** By title. */
  get all(): readonly StoredResponse[] {
    return [...this.#responses.values()].toSorted((a, b) => a.title.localeCompare(b.title));
  }

  /** Adds one, or replaces the one of this id. @throws SessionError `invalid-message` where there are too many */
  async put(response: StandardResponse, by: string): Promise<StoredResponse> {
    if (!this.#responses.has(response.id) && this.#responses.size >= MAX_RESPONSES)
      throw new SessionError('invalid-message', {
        detail: `There are ${MAX_RESPONSES} standard responses, and there may not be more.`,
        at: 'id',
      });
    const stored = { ...response, at: this.#now(), by };
    await this.#store.putStandardResponse(stored);
    this.#responses.set(response.id, stored);
    return stored;
  }

  /** @throws SessionError `not-found` */
  async remove(id: string): Promise<void> {
    if (!this.#responses.has(id)) throw new SessionError('not-found');
    await this.#store.removeStandardResponse(id);
    this.#responses.delete(id);
  }

  /** Those with every word of the query in title or text, those with all of them in the title first; accents do not count. */
  find(query: string): { readonly responses: readonly StandardResponse[]; readonly more: boolean } {
    const words = folded(query).split(/\s+/).filter(Boolean);
    const holds = (text: string): boolean => words.every((word) => folded(text).includes(word));
    const matches = this.all.filter(({ title, text }) => holds(`${title}\n${text}`));
    const sorted = [
      ...matches.filter(({ title }) => holds(title)),
      ...matches.filter(({ title }) => !holds(title)),
    ];
    const responses: StandardResponse[] = [];
    let bytes = 0;
    for (const { id, title, text } of sorted) {
      bytes += Buffer.byteLength(JSON.stringify({ id, title, text }));
      if (responses.length === MAX_FOUND || bytes > MAX_FOUND_BYTES) break;
      responses.push({ id, title, text });
    }
    return { responses, more: responses.length < sorted.length };
  }
}

function folded(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}
