import { SessionError, toSessionError, type SessionClient } from '@fernblick/client';
import { MAX_NOTE_CHARACTERS, tidyText, type Note } from '@fernblick/protocol';
import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** As long as this somebody stops typing before what they typed is sent. */
const PAUSE_MS = 800;
/** How long it waits before it tries again where only time can help. */
const RETRY_MS = 5_000;

/** How one's own text stands: at the server, on its way, kept in this tab until it can be sent, or in question. */
export type NotepadStanding =
  'loading' | 'saved' | 'unsaved' | 'saving' | 'waiting' | 'refused' | 'conflict' | 'too-long';

/**
 * One's own notepad of one session: sends what is typed when the typing pauses, keeps it in the tab until the server
 * has it, and never writes over what was written in another place.
 */
export class NotepadController implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #about: () => { readonly client: SessionClient; readonly session: string } | null;
  #client: SessionClient | null = null;
  #session: string | null = null;
  #standing: NotepadStanding = 'loading';
  #text = '';
  /** What the server has, as far as this page knows. */
  #base = { text: '', version: 0, at: 0 };
  #theirs: Note | null = null;
  #others: readonly Note[] = [];
  #error: SessionError | null = null;
  #timer = 0;
  #listening = new AbortController();

  constructor(
    host: ReactiveControllerHost,
    about: () => { readonly client: SessionClient; readonly session: string } | null,
  ) {
    this.#host = host;
    this.#about = about;
    host.addController(this);
  }

  /** What the field shows. */
  get text(): string {
    return this.#text;
  }

  get standing(): NotepadStanding {
    return this.#standing;
  }

  /** When the server took the newest text in; 0 where it has none. */
  get savedAt(): number {
    return this.#base.at;
  }

  /** What was written in another place meanwhile, while it is in question which text stays. */
  get theirs(): Note | null {
    return this.#theirs;
  }

  /** What other agents have written. */
  get others(): readonly Note[] {
    return this.#others;
  }

  /** Why it is refused, until something is typed. */
  get error(): SessionError | null {
    return this.#error;
  }

  hostConnected(): void {
    addEventListener('pagehide', this.#flush);
    document.addEventListener('visibilitychange', this.#flush);
  }

  hostDisconnected(): void {
    removeEventListener('pagehide', this.#flush);
    document.removeEventListener('visibilitychange', this.#flush);
    this.#flush();
    this.#leave();
  }

  hostUpdate(): void {
    const about = this.#about();
    if (about?.client === this.#client && about?.session === this.#session) return;
    this.#flush();
    this.#leave();
    if (about !== null) this.#enter(about.client, about.session);
  }

  dismiss(): void {
    this.#error = null;
    this.#host.requestUpdate();
  }

  /** Takes in what was typed. */
  write(text: string): void {
    if (this.#session === null || this.#standing === 'loading') return;
    this.#text = text;
    this.#error = null;
    this.#keep();
    if (this.#standing === 'conflict') return;
    const over = text.trim().length > MAX_NOTE_CHARACTERS;
    // What is on its way is followed by what came after it.
    if (this.#standing !== 'saving' || over) this.#stand(over ? 'too-long' : 'unsaved');
    this.#saveIn(PAUSE_MS);
  }

  /** Ends the conflict with both texts, the other one first. */
  keepBoth(): void {
    const theirs = this.#theirs;
    if (theirs === null) return;
    this.#adopt(theirs);
    this.#stand('unsaved');
    this.write(theirs.text === '' ? this.#text : `${theirs.text}\n\n${this.#text}`);
    this.#flush();
  }

  /** Ends the conflict with the other text. */
  dropMine(): void {
    if (this.#theirs === null) return;
    this.#text = this.#theirs.text;
    this.#adopt(this.#theirs);
    this.#keep();
    this.#stand('saved');
  }

  #enter(client: SessionClient, session: string): void {
    this.#client = client;
    this.#session = session;
    this.#listening = new AbortController();
    const { signal } = this.#listening;
    client.notes.subscribe(
      (change) => {
        if (change.session === session) this.#changed(change.note);
      },
      { signal },
    );
    let before = client.state.server;
    client.subscribe(
      ({ server }) => {
        const isBack = server === 'connected' && before !== 'connected';
        before = server;
        // What was written meanwhile was not told.
        if (isBack) void this.#read();
      },
      { signal },
    );
    void this.#read();
  }

  #leave(): void {
    this.#listening.abort();
    clearTimeout(this.#timer);
    this.#client = null;
    this.#session = null;
    this.#standing = 'loading';
    this.#text = '';
    this.#base = { text: '', version: 0, at: 0 };
    this.#theirs = null;
    this.#others = [];
    this.#error = null;
  }

  async #read(): Promise<void> {
    const client = this.#client;
    const session = this.#session;
    const { signal } = this.#listening;
    if (client === null || session === null) return;
    try {
      const notes = await client.notes.read({ session, signal });
      if (signal.aborted) return;
      this.#others = notes.filter(({ you }) => !you);
      const own = notes.find(({ you }) => you) ?? null;
      if (this.#standing === 'loading') this.#begin(client, session, own);
      else if (own !== null) this.#changed(own);
      if (this.#standing === 'waiting') void this.#save();
      this.#host.requestUpdate();
    } catch (cause) {
      if (signal.aborted) return;
      this.#fail(cause, () => void this.#read());
    }
  }

  /** The first look: what was typed before a reload goes on from where it was. */
  #begin(client: SessionClient, session: string, own: Note | null): void {
    const draft = client.notes.draft(session);
    if (own !== null) this.#adopt(own);
    this.#text = draft?.text ?? this.#base.text;
    if (draft === null || tidyText(draft.text) === this.#base.text) {
      // It had arrived after all, as the server keeps it.
      this.#text = this.#base.text;
      this.#keep();
      this.#stand('saved');
    } else if (own === null || draft.version === this.#base.version) {
      this.#stand('unsaved');
      void this.#save();
    } else this.#dispute(own);
  }

  /** A notepad was written, perhaps one's own in another tab. */
  #changed(note: Note): void {
    if (!note.you) {
      this.#others = [...this.#others.filter(({ seq }) => seq !== note.seq), note].toSorted(
        (a, b) => a.seq - b.seq,
      );
      this.#host.requestUpdate();
      return;
    }
    // What is on its way now is refused if it came too late, and then looked at.
    if (note.version <= this.#base.version || this.#standing === 'saving') return;
    if (this.#text === this.#base.text || tidyText(this.#text) === note.text) {
      this.#text = note.text;
      this.#adopt(note);
      this.#stand('saved');
    } else this.#dispute(note);
  }

  async #save(): Promise<void> {
    const client = this.#client;
    const session = this.#session;
    const { signal } = this.#listening;
    clearTimeout(this.#timer);
    if (client === null || session === null || !this.#isUnsaved) return;
    const text = this.#text;
    if (text === this.#base.text) {
      this.#keep();
      this.#stand('saved');
      return;
    }
    this.#stand('saving');
    try {
      const { version, at } = await client.notes.write(text, {
        session,
        version: this.#base.version,
      });
      // What was kept for after a reload is of no use any more, wherever the page looks by now.
      if (client.notes.draft(session)?.text === text) client.notes.keepDraft(session, null);
      if (signal.aborted) return;
      this.#base = { text, version, at };
      this.#keep();
      this.#stand(this.#text === text ? 'saved' : 'unsaved');
      if (this.#text !== text) this.write(this.#text);
    } catch (cause) {
      if (signal.aborted) return;
      this.#stand('unsaved');
      if (cause instanceof SessionError && cause.code === 'note-changed') await this.#read();
      else this.#fail(cause, () => void this.#save());
    }
  }

  get #isUnsaved(): boolean {
    return this.#standing === 'unsaved' || this.#standing === 'waiting';
  }

  #fail(cause: unknown, again: () => void): void {
    const error = toSessionError(cause);
    if (error.retry) {
      if (this.#standing !== 'loading') this.#stand('waiting');
      clearTimeout(this.#timer);
      this.#timer = window.setTimeout(again, RETRY_MS);
      return;
    }
    this.#error = error;
    // What was kept is shown at least.
    if (this.#standing === 'loading' && this.#client !== null && this.#session !== null)
      this.#text = this.#client.notes.draft(this.#session)?.text ?? '';
    this.#stand('refused');
  }

  #dispute(theirs: Note): void {
    clearTimeout(this.#timer);
    this.#theirs = theirs;
    this.#stand('conflict');
  }

  #adopt({ text, version, at }: Note): void {
    this.#base = { text, version, at };
    this.#theirs = null;
  }

  /** Keeps what the server does not have in the tab, over a reload. */
  #keep(): void {
    if (this.#client === null || this.#session === null) return;
    const { text, version } = this.#base;
    const isKept = this.#text !== text;
    this.#client.notes.keepDraft(this.#session, isKept ? { text: this.#text, version } : null);
  }

  #saveIn(ms: number): void {
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => void this.#save(), ms);
  }

  readonly #flush = (): void => {
    if (this.#isUnsaved) void this.#save();
  };

  #stand(standing: NotepadStanding): void {
    this.#standing = standing;
    this.#host.requestUpdate();
  }
}
