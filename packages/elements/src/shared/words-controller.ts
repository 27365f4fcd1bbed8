import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** The languages that Fernblick speaks. */
export type Language = 'en' | 'de' | 'it' | 'ro';

/** One element's words: English is part of it, the others come when they are wanted. */
export interface Dictionary<W> {
  readonly en: W;
  readonly load: Readonly<Record<Exclude<Language, 'en'>, () => Promise<W>>>;
}

/** Hosts of all controllers on the page; one observer serves them, and goes when the last one goes. */
const connected = new Set<ReactiveControllerHost>();
let observer: MutationObserver | null = null;

function watchLanguage(host: ReactiveControllerHost): void {
  connected.add(host);
  if (observer !== null) return;
  observer = new MutationObserver(() => {
    for (const each of connected) each.requestUpdate();
  });
  observer.observe(document.documentElement, { attributeFilter: ['lang'], subtree: true });
}

function unwatchLanguage(host: ReactiveControllerHost): void {
  connected.delete(host);
  if (connected.size > 0) return;
  observer?.disconnect();
  observer = null;
}

/** The language tags that hold for an element, most wanted first: its own, an ancestor's, the document's, the browser's. */
function wantedTags(element: Element): readonly string[] {
  for (let node: Node | null = element; node !== null;) {
    if (node instanceof Element) {
      const lang = node.getAttribute('lang');
      if (lang !== null && lang !== '') return [lang];
    }
    node = node instanceof ShadowRoot ? node.host : node.parentNode;
  }
  return navigator.languages;
}

/**
 * Finds the words and the locale for an element; `words` is null until a first language other than English has arrived. Where
 * another one is wanted later, the words before it stay until it is there: what an element shows stays in the page.
 */
export class WordsController<W> implements ReactiveController {
  readonly #host: ReactiveControllerHost & Element;
  readonly #dictionary: Dictionary<W>;
  readonly #arrived = new Map<Language, W>();
  readonly #asked = new Set<Language>();
  #language: Language = 'en';
  #shown: W | null = null;
  #locale = 'en';

  constructor(host: ReactiveControllerHost & Element, dictionary: Dictionary<W>) {
    this.#host = host;
    this.#dictionary = dictionary;
    this.#arrived.set('en', dictionary.en);
    host.addController(this);
  }

  hostConnected(): void {
    watchLanguage(this.#host);
    // The element may have been moved under another `lang`.
    this.#host.requestUpdate();
  }

  hostDisconnected(): void {
    unwatchLanguage(this.#host);
  }

  hostUpdate(): void {
    const spoken: readonly string[] = ['en', ...Object.keys(this.#dictionary.load)];
    const tags = wantedTags(this.#host);
    const tag = tags.find((each) => spoken.includes(primary(each))) ?? 'en';
    this.#language = primary(tag) as Language;
    this.#locale = tag;
    void this.#load(this.#language);
  }

  get words(): W | null {
    this.#shown = this.#arrived.get(this.#language) ?? this.#shown;
    return this.#shown;
  }

  /** For `Intl`; a tag that Intl does not know falls back to its primary language. */
  get locale(): string {
    try {
      return Intl.getCanonicalLocales(this.#locale)[0] ?? this.#language;
    } catch {
      return this.#language;
    }
  }

  async #load(language: Language): Promise<void> {
    if (language === 'en' || this.#asked.has(language)) return;
    this.#asked.add(language);
    let words = this.#dictionary.en;
    try {
      words = await this.#dictionary.load[language]();
    } catch (cause) {
      // A call in English is better than none; the next page load tries again.
      console.warn(`Fernblick: the words for "${language}" could not be loaded.`, cause);
    }
    this.#arrived.set(language, words);
    this.#host.requestUpdate();
  }
}

function primary(tag: string): string {
  return tag.toLowerCase().split(/[-_]/)[0] ?? '';
}

/**
 * What a live region holds so that something is heard: screen readers hear of nothing but changes, so what was the last
 * thing said already goes with a space at its end, and without it the next time. Null says nothing new.
 */
export function saidAgain(now: string | null, before: string): string {
  return now === null ? before : now !== '' && now === before ? `${now}\u00a0` : now;
}
