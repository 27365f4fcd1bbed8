import type { SessionSnapshot } from '@fernblick/client';
import type { ChatReaders } from '@fernblick/protocol';

/** What was begun and not sent, kept in the tab over a reload: for one person, one session and one kind of readers. */
export class DraftMemory {
  /** For where the browser keeps nothing. */
  readonly #here = new Map<string, string>();

  read(state: SessionSnapshot, to: ChatReaders): string {
    const key = keyOf(state, to);
    const here = this.#here.get(key);
    if (here !== undefined) return here;
    try {
      return sessionStorage.getItem(key) ?? '';
    } catch {
      // Storage is forbidden.
      return '';
    }
  }

  write(state: SessionSnapshot, to: ChatReaders, text: string): void {
    const key = keyOf(state, to);
    try {
      if (text === '') sessionStorage.removeItem(key);
      else sessionStorage.setItem(key, text);
      this.#here.delete(key);
    } catch {
      // Storage is forbidden or full.
      this.#here.set(key, text);
    }
  }
}

function keyOf({ session }: SessionSnapshot, to: ChatReaders): string {
  const me = session?.participants.find(({ you }) => you);
  return `fernblick:draft:${session?.id ?? ''}:${me?.id ?? ''}:${to}`;
}
