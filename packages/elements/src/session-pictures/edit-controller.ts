import { SessionError, type SessionClient } from '@fernblick/client';
import type { PictureView } from '@fernblick/protocol';
import { html, nothing, type LitElement, type ReactiveController, type TemplateResult } from 'lit';
import type { PictureSaveEvent } from '../events.ts';
import { closeDialog } from '../shared/confirmation.ts';
import type { ScreenshotEditor } from '../screenshot-editor/screenshot-editor.ts';
import type { PicturesWords } from './words/en.ts';

/** A lossless file of a large picture takes minutes on a phone's network. */
const LOSSLESS_UP_TO_BYTES = 4_000_000;
const QUALITY = 0.92;

/** A picture that is being edited. */
interface Edited {
  readonly session: string;
  readonly picture: PictureView;
  readonly image: Blob;
  readonly document: unknown;
}

/** What the element shows of it. */
interface Listener {
  /** What went wrong; null where that is over. */
  readonly failed: (cause: unknown) => void;
  /** It was to be kept, and is as it was: there is nothing to keep. */
  readonly unchanged: () => void;
}

/** Where a picture comes from. */
export interface EditSource {
  readonly client: SessionClient;
  readonly session: string;
  readonly pictures: readonly PictureView[];
}

/** Opens a picture in the editor, which is loaded for it, and keeps what comes of it as a version beside it. */
export class EditController implements ReactiveController {
  readonly #host: LitElement;
  readonly #source: () => EditSource | null;
  readonly #listener: Listener;
  /** Counts what was opened: an earlier picture that arrives late is not wanted any more. */
  #wish = 0;
  #edited: Edited | null = null;
  #isSaving = false;
  /** What had been done to the picture when it came into the editor. */
  #begun: unknown = null;

  constructor(host: LitElement, source: () => EditSource | null, listener: Listener) {
    this.#host = host;
    this.#source = source;
    this.#listener = listener;
    host.addController(this);
  }

  hostConnected(): void {
    addEventListener('beforeunload', this.#askFirst);
  }

  hostDisconnected(): void {
    removeEventListener('beforeunload', this.#askFirst);
  }

  /** A page that is left, or loaded anew, takes along what was drawn. */
  readonly #askFirst = (event: BeforeUnloadEvent): void => {
    if (this.#editor?.isDirty === true) event.preventDefault();
  };

  /** True while a picture is in the editor, kept or not. */
  get isOpen(): boolean {
    return this.#edited !== null;
  }

  /** Goes on from an editor's layers where there are some, over the picture that they were drawn on. */
  async open(picture: PictureView): Promise<void> {
    const source = this.#source();
    if (source === null) return;
    const { client, session } = source;
    this.#wish += 1;
    const wish = this.#wish;
    try {
      const [pictures] = await Promise.all([
        client.openPictures(),
        import('../screenshot-editor/editor-beside-call.ts'),
      ]);
      const ground = picture.hasDocument ? groundOf(picture, source.pictures) : null;
      const [image, document] = await Promise.all([
        pictures.read((ground ?? picture).id, { session }),
        ground === null ? null : pictures.readDocument(picture.id, { session }),
      ]);
      if (wish !== this.#wish) return;
      this.#edited = { session, picture, image, document };
      this.#isSaving = false;
      this.#host.requestUpdate();
      await this.#host.updateComplete;
      this.#dialog('editor')?.showModal();
    } catch (cause) {
      if (wish !== this.#wish) return;
      this.#listener.failed(cause instanceof SessionError ? cause : unreachable(cause));
    }
  }

  /** `problem` is shown within: what is behind a dialog nobody sees. */
  render(
    words: PicturesWords,
    problem: TemplateResult | typeof nothing,
  ): TemplateResult | typeof nothing {
    if (this.#edited === null) return nothing;
    const { image, document } = this.#edited;
    return html`<dialog
        id="editor"
        part="dialog"
        aria-label=${words.edit}
        @cancel=${(event: Event) => {
          if (event.target !== event.currentTarget) return;
          event.preventDefault();
          this.#askToClose();
        }}
        @close=${(event: Event) => {
          if (event.target === event.currentTarget) this.#closed();
        }}
      >
        <screenshot-editor
          savable
          .image=${image}
          .document=${document}
          @picture-opened=${() => {
            this.#begun = this.#editor?.document ?? null;
          }}
          @picture-save=${(event: PictureSaveEvent) => void this.#save(event)}
        ></screenshot-editor>
        ${problem}
        <div class="dialog-actions">
          <p role="status">${this.#isSaving ? words.saving : ''}</p>
          <button type="button" @click=${() => this.#askToClose()}>${words.close}</button>
        </div>
      </dialog>
      <dialog id="discard" part="dialog" aria-labelledby="discard-heading">
        <h4 id="discard-heading">${words.discardHeading}</h4>
        <p>${words.discardSentence}</p>
        <div class="dialog-actions">
          <button type="button" @click=${closeDialog}>${words.cancel}</button>
          <button type="button" class="danger" @click=${() => this.close()}>
            ${words.discard}
          </button>
        </div>
      </dialog>`;
  }

  /** Ends the edit, whatever is not kept. */
  close(): void {
    this.#wish += 1;
    if (this.#edited === null) return;
    for (const id of ['discard', 'editor']) this.#dialog(id)?.close();
    this.#edited = null;
    this.#isSaving = false;
    this.#listener.failed(null);
    this.#host.requestUpdate();
  }

  #askToClose(): void {
    if (this.#editor?.isDirty === true) this.#dialog('discard')?.showModal();
    else this.close();
  }

  /** Browsers close a dialog at the second Escape without asking the page: what is not kept comes back, with the question. */
  #closed(): void {
    const dialog = this.#dialog('editor');
    if (this.#edited === null || dialog === null || dialog.open) return;
    if (this.#editor?.isDirty === true) {
      this.#dialog('discard')?.close();
      dialog.showModal();
    }
    this.#askToClose();
  }

  async #save(event: PictureSaveEvent): Promise<void> {
    // Kept once the server has it.
    event.preventDefault();
    const source = this.#source();
    const edited = this.#edited;
    const editor = this.#editor;
    if (source === null || edited === null || editor === null || this.#isSaving) return;
    if (isSame(event.document, this.#begun)) {
      this.close();
      this.#listener.unchanged();
      return;
    }
    this.#isSaving = true;
    this.#listener.failed(null);
    this.#host.requestUpdate();
    const { picture, session } = edited;
    const { client } = source;
    try {
      const file =
        event.blob.size <= LOSSLESS_UP_TO_BYTES
          ? event.blob
          : await editor.toBlob({ type: 'image/jpeg', quality: QUALITY }, event.document);
      const pictures = await client.openPictures();
      const { drawings, full, of, id: parent } = picture;
      const whose = of === null ? {} : { of };
      const details = { parent, drawings, full, document: event.document, ...whose };
      await pictures.save(file, details, { session });
      if (this.#edited !== edited) return;
      this.#begun = event.document;
      // What was drawn meanwhile is not in it.
      if (!isSame(editor.document, event.document)) return;
      editor.markSaved();
      this.close();
    } catch (cause) {
      await forget(client, cause);
      this.#listener.failed(cause);
    } finally {
      if (this.#edited === edited) {
        this.#isSaving = false;
        this.#host.requestUpdate();
      }
    }
  }

  get #editor(): ScreenshotEditor | null {
    return this.#host.renderRoot.querySelector('screenshot-editor');
  }

  #dialog(id: string): HTMLDialogElement | null {
    return this.#host.renderRoot.querySelector<HTMLDialogElement>(`dialog#${id}`);
  }
}

/** The picture that an edited version was drawn on: the first of its line; null where it is deleted. */
function groundOf(picture: PictureView, pictures: readonly PictureView[]): PictureView | null {
  if (picture.parent === null) return picture;
  const parent = pictures.find(({ id }) => id === picture.parent);
  if (parent === undefined) return null;
  // What was made without layers is the ground of those after it.
  return parent.hasDocument ? groundOf(parent, pictures) : parent;
}

/** Lets go of the file of a save that failed: the next one sends the picture as it is then. */
async function forget(client: SessionClient, cause: unknown): Promise<void> {
  const pictures = await client.openPictures().catch(() => null);
  const failed = pictures?.state.transfers.find(({ error }) => error !== null && error === cause);
  if (failed !== undefined) pictures?.discard(failed.id);
}

function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function unreachable(cause: unknown): SessionError {
  return new SessionError('server-unreachable', { cause });
}
