import type { SessionClient } from '@fernblick/client';
import { MAX_NOTE_CHARACTERS, type Note, type SessionView } from '@fernblick/protocol';
import { LitElement, html, nothing, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { define } from '../shared/define.ts';
import { FocusController } from '../shared/focus-controller.ts';
import { NearestSessionController } from '../shared/nearest-session-controller.ts';
import { viewForAgent } from '../shared/view-for-agent.ts';
import { WordsController } from '../shared/words-controller.ts';
import { problemNote } from '../video-session/problem-note.ts';
// Whole, so that the bundle keeps the call in one file, which this element shares: pieces of it would weigh more.
import '../video-session/video-session.ts';
import { dictionary as sessionDictionary } from '../video-session/words/dictionary.ts';
import { FilingController } from './filing-controller.ts';
import { NotepadController } from './notepad-controller.ts';
import { sessionNotesStyles } from './session-notes.styles.ts';
import { dictionary } from './words/dictionary.ts';
import type { NotesWords } from './words/en.ts';

/**
 * What an agent writes down about a session, before, during and after the call, with what colleagues have written; and
 * once the session is over, what came of it, and that it is done. The notepad is saved as it is typed; what the server
 * does not have yet is kept in the tab over a reload. Customers see nothing of it.
 *
 * Where a newer session of the ticket comes, the notes of one that an agent was in stay until the agent turns to the newer
 * one, or joins it.
 *
 * It finds its session by itself: the `client` property, else the element whose id `for` names, else the nearest
 * `<video-session>`.
 *
 * @tag session-notes
 * @attr {string} lang - Language (en, de, it, ro); else that of the nearest ancestor with `lang`, else the browser's.
 * @csspart base - Everything.
 * @csspart notepad - One's own notepad.
 * @csspart note - What one colleague has written.
 * @csspart filing - What came of the session.
 * @csspart problem - What went wrong with the last wish.
 * @cssprop --fernblick-accent - Colour of the main action.
 * @cssprop --fernblick-text - Colour of text.
 * @cssprop --fernblick-surface - Background of fields.
 * @cssprop [--fernblick-radius=12px] - Radius of corners.
 * @cssprop [--fernblick-space=4px] - Unit of spacing.
 */
export class SessionNotesElement extends LitElement {
  static override readonly styles = sessionNotesStyles;

  /** Id of a `<video-session>` whose client it uses; without it, the nearest one. */
  @property() for: string | null = null;

  /** Id of one of the ticket's sessions; without it the present one, else the newest. */
  @property() session: string | null = null;

  readonly #words = new WordsController(this, dictionary);
  readonly #sessionWords = new WordsController(this, sessionDictionary);
  readonly #source = new NearestSessionController(this, () => this.for);
  readonly #notepad = new NotepadController(this, () => {
    const { client } = this;
    const session = this.#view?.id;
    return client === null || session === undefined ? null : { client, session };
  });
  readonly #filing = new FilingController(this, () => this.client);
  /** The session that was shown last: what an agent is still writing about is not taken away for a newer one. */
  #shown: string | null = null;

  constructor() {
    super();
    this.addController(new FocusController(this));
  }

  /** The client to ask; where the page gives none, that of the `<video-session>` which was found. */
  @property({ attribute: false })
  get client(): SessionClient | null {
    return this.#source.client;
  }

  set client(client: SessionClient | null) {
    this.#source.give(client);
  }

  override render(): TemplateResult | typeof nothing {
    const { words } = this.#words;
    const view = this.#view;
    if (words === null || view === null) return nothing;
    return html`<section
      id="heading"
      class="base"
      part="base"
      tabindex="-1"
      aria-label=${words.heading}
    >
      ${view.id === this.#present?.id ? nothing : this.#renderNewer(words)}
      ${this.#renderNotepad(words, view)}
      ${this.#notepad.others
        .filter(({ text }) => text !== '')
        .map((note) => this.#renderOther(words, note))}
      ${this.#filing.render(words, view, (at) => this.#when(at))} ${this.#renderProblem()}
    </section>`;
  }

  protected override updated(): void {
    this.#shown = this.#view?.id ?? null;
  }

  get #present(): SessionView | null {
    return viewForAgent(this.client, this.session);
  }

  get #view(): SessionView | null {
    const present = this.#present;
    if (this.session !== null || this.#shown === null || this.#shown === present?.id)
      return present;
    const kept = viewForAgent(this.client, this.#shown);
    return kept !== null && isToBeFinished(kept) && !isInside(present) ? kept : present;
  }

  #renderNewer(words: NotesWords): TemplateResult {
    const show = (): void => {
      this.#shown = null;
      this.requestUpdate();
    };
    return html`<div class="newer">
      <p class="hint" role="status">${words.newer}</p>
      <button type="button" @click=${show}>${words.showNewer}</button>
    </div>`;
  }

  #renderNotepad(words: NotesWords, view: SessionView): TemplateResult | typeof nothing {
    const notepad = this.#notepad;
    const mayWrite = view.functions.includes('notes');
    if (!mayWrite && notepad.text === '') return nothing;
    const { standing } = notepad;
    return html`<section part="notepad">
      <label class="field"
        ><span>${words.yours}</span
        ><textarea
          rows="4"
          aria-describedby="readers standing"
          placeholder=${words.placeholder}
          ?readonly=${standing === 'loading' || !mayWrite}
          aria-invalid=${standing === 'too-long'}
          .value=${live(notepad.text)}
          @input=${(event: Event) => {
            // The listener sits on the field.
            notepad.write((event.currentTarget as HTMLTextAreaElement).value);
          }}
        ></textarea>
      </label>
      <p class="hint" id="readers">${words.onlyAgents}</p>
      <p
        class="standing"
        id="standing"
        role=${standing === 'waiting' || standing === 'too-long' ? 'status' : nothing}
        data-alarm=${standing === 'too-long'}
      >
        ${this.#standingWords(words)}
      </p>
      ${notepad.theirs === null ? nothing : this.#renderConflict(words, notepad.theirs)}
    </section>`;
  }

  #renderConflict(words: NotesWords, theirs: Note): TemplateResult {
    return html`<section class="conflict" role="alert">
      <p>${words.conflict}</p>
      <blockquote>${theirs.text}</blockquote>
      <div class="actions">
        <button type="button" class="main" @click=${() => this.#notepad.keepBoth()}>
          ${words.keepBoth}
        </button>
        <button type="button" @click=${() => this.#notepad.dropMine()}>${words.dropMine}</button>
      </div>
    </section>`;
  }

  #renderOther(words: NotesWords, { by, text }: Note): TemplateResult {
    return html`<section part="note">
      <h3>${words.by(by)}</h3>
      <blockquote tabindex="0" aria-label=${words.by(by)}>${text}</blockquote>
    </section>`;
  }

  #standingWords(words: NotesWords): string {
    const { standing, savedAt, text } = this.#notepad;
    switch (standing) {
      case 'loading':
        return words.loading;
      case 'saved':
        return savedAt === 0 || text === '' ? '' : words.saved(this.#time(savedAt));
      case 'unsaved':
      case 'saving':
        return this.client?.state.server === 'connected' ? words.saving : words.waiting;
      case 'waiting':
        return words.waiting;
      case 'refused':
        return words.refused;
      case 'too-long':
        return words.tooLong(text.trim().length - MAX_NOTE_CHARACTERS);
      case 'conflict':
        return '';
    }
  }

  #renderProblem(): TemplateResult | typeof nothing {
    const { words } = this.#sessionWords;
    if (words === null) return nothing;
    const error = this.#notepad.error ?? this.#filing.error;
    return problemNote(words, error, () => {
      this.#notepad.dismiss();
      this.#filing.dismiss();
    });
  }

  #time(at: number): string {
    return new Intl.DateTimeFormat(this.#words.locale, { timeStyle: 'short' }).format(at);
  }

  #when(at: number): string {
    const style = { dateStyle: 'medium', timeStyle: 'short' } as const;
    return new Intl.DateTimeFormat(this.#words.locale, style).format(at);
  }
}

/** Over, and the viewer was in it. */
function isToBeFinished({ phase, participants }: SessionView): boolean {
  return (phase === 'done' || phase === 'cancelled') && participants.some(({ you }) => you);
}

function isInside(view: SessionView | null): boolean {
  return view?.participants.some(({ you, presence }) => you && presence === 'here') === true;
}

declare global {
  interface HTMLElementTagNameMap {
    'session-notes': SessionNotesElement;
  }
}

define('session-notes', SessionNotesElement);
