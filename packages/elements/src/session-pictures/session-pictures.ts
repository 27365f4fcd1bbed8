import { toSessionError, type SessionError, type SessionClient } from '@fernblick/client';
import type { PictureView, SessionView } from '@fernblick/protocol';
import { LitElement, html, nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { closeDialog } from '../shared/confirmation.ts';
import { removalDialog } from '../shared/removal.ts';
import { define } from '../shared/define.ts';
import { FocusController } from '../shared/focus-controller.ts';
import { GoneController } from '../shared/gone-controller.ts';
import { icon } from '../shared/icon.ts';
import { NearestSessionController } from '../shared/nearest-session-controller.ts';
import { WordsController } from '../shared/words-controller.ts';
import { pictureFileName } from '../shared/picture-file-name.ts';
import { problemNote } from '../video-session/problem-note.ts';
// Whole, so that the bundle keeps the call in one file, which this element shares: pieces of it would weigh more.
import '../video-session/video-session.ts';
import { dictionary as sessionDictionary } from '../video-session/words/dictionary.ts';
import { EditController } from './edit-controller.ts';
import { FileController } from './file-controller.ts';
import { sessionPicturesStyles } from './session-pictures.styles.ts';
import { dictionary } from './words/dictionary.ts';
import type { PicturesWords } from './words/en.ts';

/**
 * The screenshots of a session with their edited versions: who took them and when, each to be opened large and
 * downloaded, and edited: what comes of that is kept as a version beside it. Agents delete them with a reason. Shown as far as the session is; `<session-record>` has it for each session.
 *
 * It finds its session by itself: the `client` property, else the element whose id `for` names, else the nearest
 * `<video-session>`.
 *
 * @tag session-pictures
 * @attr {string} lang - Language (en, de, it, ro); else that of the nearest ancestor with `lang`, else the browser's.
 * @csspart base - Everything.
 * @csspart picture - One screenshot.
 * @csspart dialog - A screenshot, large, and what is asked before one is deleted.
 * @csspart problem - What went wrong with the last wish.
 * @cssprop --fernblick-accent - Colour of the main action.
 * @cssprop --fernblick-text - Colour of text.
 * @cssprop --fernblick-surface - Background of dialogs.
 * @cssprop [--fernblick-radius=12px] - Radius of corners.
 * @cssprop [--fernblick-space=4px] - Unit of spacing.
 */
export class SessionPicturesElement extends LitElement {
  static override readonly styles = sessionPicturesStyles;

  /** Id of a `<video-session>` whose client it uses; without it, the nearest one. */
  @property() for: string | null = null;

  /** Id of one of the ticket's sessions; without it the present one. */
  @property() session: string | null = null;

  @state() private problem: SessionError | null = null;
  /** The picture that is open large. */
  @state() private open: string | null = null;
  @state() private isBusy = false;
  /** What became of the last wish that has left nothing to be seen. */
  @state() private told = '';

  readonly #words = new WordsController(this, dictionary);
  readonly #sessionWords = new WordsController(this, sessionDictionary);
  readonly #source = new NearestSessionController(this, () => this.for);
  readonly #edit = new EditController(
    this,
    () => {
      const { client } = this;
      const view = this.#view;
      return client === null || view === null
        ? null
        : { client, session: view.id, pictures: view.pictures };
    },
    {
      failed: (cause) => this.#report(cause),
      unchanged: () => {
        this.told = this.#words.words?.unchanged ?? '';
      },
    },
  );
  readonly #files = new FileController(
    this,
    () => {
      const { client } = this;
      const session = this.#view?.id;
      return client === null || session === undefined ? null : { client, session };
    },
    (error) => {
      this.problem = error;
    },
  );

  constructor() {
    super();
    // A picture that is deleted takes along what opened it.
    this.addController(new FocusController(this));
    new GoneController(this, {
      listed: () => {
        const view = this.#view;
        return view === null ? null : { id: view.id, ids: view.pictures.map(({ id }) => id) };
      },
      isOpen: (id) => this.open === id,
      tell: () => {
        this.told = this.#words.words?.removed ?? '';
      },
    });
  }

  /** The client to ask; where the page gives none, that of the `<video-session>` which was found. */
  @property({ attribute: false })
  get client(): SessionClient | null {
    return this.#source.client;
  }

  set client(client: SessionClient | null) {
    this.#source.give(client);
  }

  protected override willUpdate(): void {
    // Before it is drawn without the picture: nothing outside of an open dialog could take the focus.
    if (this.#isOpenGone) this.#closeDialogs();
  }

  protected override updated(): void {
    const pictures = this.#view?.pictures ?? [];
    this.#files.keepOnly(pictures);
    // Hidden from whoever edits: there is nothing to keep it beside.
    if (this.#view === null) this.#edit.close();
    if (this.#isOpenGone) this.#close();
  }

  override render(): TemplateResult | typeof nothing {
    const { words } = this.#words;
    const view = this.#view;
    if (words === null || view === null) return nothing;
    // Work that is not kept yet stays, even if the picture is deleted meanwhile; whoever has deleted the last one reads so.
    if (view.pictures.length === 0 && !this.#edit.isOpen && this.told === '') return nothing;
    const open = view.pictures.find(({ id }) => id === this.open) ?? null;
    return html`<section class="base" part="base" aria-labelledby="heading">
      <h4 id="heading" tabindex="-1">${words.heading}</h4>
      ${this.#renderProblem()}
      <ul>
        ${repeat(
          inFamilies(view.pictures),
          ({ id }) => id,
          (picture) => this.#renderPicture(words, picture),
        )}
      </ul>
      <p class="told" role="status">${this.told}</p>
      ${this.#renderLarge(words, view, open)}
      ${open === null || !isAgent(view, this.client) ? nothing : this.#renderRemoval(words, open)}
      ${this.#edit.render(words, this.#renderProblem())}
    </section>`;
  }

  get #view(): SessionView | null {
    const { client } = this;
    if (client === null) return null;
    const { session, sessions } = client.state;
    if (this.session === null || session?.id === this.session) return session;
    return sessions.find(({ id }) => id === this.session) ?? null;
  }

  #renderPicture(words: PicturesWords, picture: PictureView): TemplateResult {
    const { id, by, parent } = picture;
    const url = this.#files.urlOf(id);
    return html`<li part="picture" ?data-version=${parent !== null}>
      <button
        type="button"
        class="thumbnail"
        aria-label=${this.#nameOf(words, picture)}
        @click=${() => void this.#show(id)}
      >
        ${
          url === null
            ? html`<span class="placeholder">${icon('screenshot')}</span>`
            : html`<img src=${url} alt="" />`
        }
      </button>
      <p>
        <strong>${by}</strong>
        <span>${this.#when(picture)}</span>
        <span>${marksOf(words, picture).join(' · ')}</span>
      </p>
    </li>`;
  }

  #renderLarge(words: PicturesWords, view: SessionView, open: PictureView | null): TemplateResult {
    const url = open === null ? null : this.#files.urlOf(open.id);
    const name = open === null ? words.heading : this.#nameOf(words, open);
    return html`<dialog id="large" part="dialog" aria-label=${name} @close=${() => this.#closed()}>
      ${
        url === null
          ? html`<p>${words.loading}</p>`
          : html`<img class="large" src=${url} alt=${name} />`
      }
      ${this.problem === null ? nothing : this.#renderProblem()}
      <div class="dialog-actions">
        ${
          open !== null && isAgent(view, this.client)
            ? html`<button type="button" class="quiet" @click=${() => this.#askRemoval()}>
                ${words.remove}
              </button>`
            : nothing
        }
        ${
          open !== null && mayEdit(view, this.client)
            ? html`<button type="button" @click=${() => this.#editOpen(open)}>
                ${words.edit}
              </button>`
            : nothing
        }
        ${
          open === null || url === null
            ? nothing
            : html`<a class="button" href=${url} download=${pictureFileName(open)}
                >${words.download}</a
              >`
        }
        <button type="button" class="main" @click=${closeDialog}>${words.close}</button>
      </div>
    </dialog>`;
  }

  #renderRemoval(words: PicturesWords, { id }: PictureView): TemplateResult {
    return removalDialog(words, {
      isBusy: this.isBusy,
      remove: (reason) => this.#remove(id, reason),
    });
  }

  #renderProblem(): TemplateResult | typeof nothing {
    const { words } = this.#sessionWords;
    if (words === null) return nothing;
    return problemNote(words, this.problem, () => {
      this.problem = null;
    });
  }

  /** What it is called for whoever does not see it; two of one minute by the same person are counted. */
  #nameOf(words: PicturesWords, picture: PictureView): string {
    const nameOf = (one: PictureView): string =>
      [words.of(one.by, this.#when(one)), ...(one.parent === null ? [] : [words.edited])].join(
        ' · ',
      );
    const name = nameOf(picture);
    const alike = (this.#view?.pictures ?? []).filter((one) => nameOf(one) === name);
    const place = alike.findIndex(({ id }) => id === picture.id) + 1;
    return alike.length > 1 ? `${name} · ${place}/${alike.length}` : name;
  }

  #when({ at }: PictureView): string {
    return new Intl.DateTimeFormat(this.#words.locale, {
      dateStyle: 'medium',
      timeStyle: 'short',
    }).format(at);
  }

  async #show(picture: string): Promise<void> {
    this.open = picture;
    this.problem = null;
    this.told = '';
    await this.updateComplete;
    this.#dialog('large')?.showModal();
    try {
      await this.#files.load(picture);
    } catch (cause) {
      this.#report(cause);
    }
  }

  #editOpen(picture: PictureView): void {
    this.#close();
    void this.#edit.open(picture);
  }

  #askRemoval(): void {
    this.#dialog('removal')?.showModal();
  }

  async #remove(picture: string, reason: string): Promise<void> {
    const { client } = this;
    const session = this.#view?.id;
    if (client === null || session === undefined) return;
    this.isBusy = true;
    this.problem = null;
    try {
      await (await client.openPictures()).remove(picture, reason, { session });
      this.#close();
      this.told = this.#words.words?.removed ?? '';
    } catch (cause) {
      this.#dialog('removal')?.close();
      this.#report(cause);
    } finally {
      this.isBusy = false;
    }
  }

  /** Deleted, or hidden, while somebody looks at it. */
  get #isOpenGone(): boolean {
    const pictures = this.#view?.pictures ?? [];
    return this.open !== null && !pictures.some(({ id }) => id === this.open);
  }

  #close(): void {
    this.#closeDialogs();
    this.open = null;
  }

  #closeDialogs(): void {
    for (const id of ['removal', 'large']) this.#dialog(id)?.close();
  }

  /** By the Escape key too. */
  #closed(): void {
    this.open = null;
    this.problem = null;
  }

  #dialog(id: string): HTMLDialogElement | null {
    return this.renderRoot.querySelector<HTMLDialogElement>(`dialog#${id}`);
  }

  #report(cause: unknown): void {
    this.problem = cause === null ? null : toSessionError(cause);
  }
}

/** Versions right after what they are made from. */
function inFamilies(pictures: readonly PictureView[]): readonly PictureView[] {
  const rootOf = (picture: PictureView): string => {
    const parent = pictures.find(({ id }) => id === picture.parent);
    return parent === undefined ? picture.id : rootOf(parent);
  };
  const roots = pictures.filter((picture) => rootOf(picture) === picture.id);
  return roots.flatMap((root) => pictures.filter((picture) => rootOf(picture) === root.id));
}

function marksOf(words: PicturesWords, picture: PictureView): readonly string[] {
  return [
    ...(picture.parent === null ? [] : [words.edited]),
    ...(picture.drawings ? [words.drawings] : []),
    ...(picture.full ? [words.full] : []),
    words.size(picture.width, picture.height),
  ];
}

/** Whoever was in the call edits, and agents who were not. */
function mayEdit(view: SessionView, client: SessionClient | null): boolean {
  const me = view.participants.find(({ you }) => you);
  const wasThere = me !== undefined && me.epoch > 0;
  return view.functions.includes('screenshots') && (wasThere || isAgent(view, client));
}

function isAgent(view: SessionView, client: SessionClient | null): boolean {
  const me = view.participants.find(({ you }) => you);
  return (me?.role ?? client?.state.role) === 'agent';
}

declare global {
  interface HTMLElementTagNameMap {
    'session-pictures': SessionPicturesElement;
  }
}

define('session-pictures', SessionPicturesElement);
