import { toSessionError, type SessionError, type SessionClient } from '@fernblick/client';
import type { InvitationView, Role } from '@fernblick/protocol';
import { LitElement, html, nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { define } from '../shared/define.ts';
import { FocusController } from '../shared/focus-controller.ts';
import { icon } from '../shared/icon.ts';
import { shortMoment } from '../shared/moments.ts';
import { saidAgain, WordsController } from '../shared/words-controller.ts';
import { problemNote } from '../video-session/problem-note.ts';
// Whole, so that the bundle keeps the call in one file, which this element shares: pieces of it would weigh more.
import '../video-session/video-session.ts';
import { dictionary as sessionDictionary } from '../video-session/words/dictionary.ts';
import { sessionInviteStyles } from './session-invite.styles.ts';
import { dictionary } from './words/dictionary.ts';
import type { InviteWords } from './words/en.ts';

/** In which languages invitations are written, each as those who read it call it. */
const languages = [
  ['en', 'English'],
  ['de', 'Deutsch'],
  ['it', 'Italiano'],
  ['ro', 'Română'],
] as const;

/** What stands in an e-mail of the agent's own. */
function lettersOf(words: InviteWords, role: Role): Pick<InviteWords, 'subject' | 'body'> {
  return role === 'agent' ? { subject: words.subjectColleague, body: words.bodyColleague } : words;
}

/** The dialog in which an agent invites somebody; `<video-session>` brings it up. No host's page needs it by itself. */
export class SessionInvite extends LitElement {
  static override readonly styles = sessionInviteStyles;

  @property({ attribute: false }) client: SessionClient | null = null;

  @state() private name = '';
  @state() private address = '';
  /** Null for that of the page. */
  @state() private language: string | null = null;
  @state() private invitations: readonly InvitationView[] = [];
  /** Null while that is not known. */
  @state() private canMail: boolean | null = null;
  @state() private forColleagues = false;
  /** Whom the next one is for. */
  @state() private whom: Role = 'customer';
  @state() private made: InvitationView | null = null;
  @state() private said = '';
  @state() private busy = false;
  /** It was sent without an address. */
  @state() private missing = false;
  @state() private problem: SessionError | null = null;

  readonly #words = new WordsController(this, dictionary);
  readonly #sessionWords = new WordsController(this, sessionDictionary);
  /** Ends following the session while the dialog is closed. */
  #ends: (() => void) | null = null;
  #isWanted = false;

  constructor() {
    super();
    // What was made can go by itself, and a problem with the button that takes it away.
    this.addController(new FocusController(this));
  }

  override disconnectedCallback(): void {
    this.#closed();
    super.disconnectedCallback();
  }

  /** Opens the dialog, and looks how the invitations stand. */
  open(): void {
    this.#isWanted = true;
    this.requestUpdate();
  }

  /** Once there is one: the words of another language come a moment later. */
  protected override updated(): void {
    const dialog = this.#dialog;
    if (!this.#isWanted || dialog === null) return;
    this.#isWanted = false;
    if (!dialog.open) this.#show(dialog);
  }

  #show(dialog: HTMLDialogElement): void {
    this.made = null;
    this.said = '';
    this.problem = null;
    this.missing = false;
    dialog.showModal();
    let seq = this.client?.state.session?.seq;
    // Somebody may come, or a colleague invite, while the agent looks.
    const unsubscribe = this.client?.subscribe(({ session }) => {
      if (session?.seq === seq) return;
      seq = session?.seq;
      void this.#read();
    });
    this.#ends = unsubscribe ?? null;
    void this.#read();
  }

  override render(): TemplateResult | typeof nothing {
    const { words } = this.#words;
    const { words: sessionWords } = this.#sessionWords;
    if (words === null || sessionWords === null) return nothing;
    return html`<dialog part="dialog" aria-labelledby="heading" @close=${this.#closed}>
      <header>
        <h3 id="heading" tabindex="-1">${words.title}</h3>
        <button
          type="button"
          class="quiet icon-only"
          aria-label=${words.close}
          @click=${() => this.#dialog?.close()}
        >
          ${icon('close')}
        </button>
      </header>
      ${this.#renderForm(words)} ${problemNote(sessionWords, this.problem, this.#dismiss)}
      <p class=${this.said === '' ? 'visually-hidden' : ''} role="status">${this.said}</p>
      ${this.made === null ? nothing : this.#renderMade(words, this.made)}
      ${this.invitations.length === 0 ? nothing : this.#renderList(words)}
    </dialog>`;
  }

  #renderForm(words: InviteWords): TemplateResult {
    const { canMail } = this;
    const link = html`<button
      type=${canMail === true ? 'button' : 'submit'}
      class=${canMail === true ? '' : 'main'}
      aria-disabled=${this.busy}
      @click=${canMail === true ? () => void this.#make(words, false) : nothing}
    >
      ${words.makeLink}
    </button>`;
    return html`<form
      novalidate
      @submit=${(event: SubmitEvent) => {
        event.preventDefault();
        void this.#make(words, canMail === true);
      }}
    >
      ${this.forColleagues ? this.#renderRole(words) : nothing}
      <p class="hint">${this.whom === 'agent' ? words.hintColleague : words.hint}</p>
      <label class="field"
        >${words.name}<input
          name="name"
          autofocus
          autocomplete="off"
          maxlength="80"
          aria-describedby="name-hint"
          .value=${live(this.name)}
          @input=${(event: InputEvent) => {
            this.name = (event.target as HTMLInputElement).value;
          }}
        /><span class="hint" id="name-hint"
          >${this.whom === 'agent' ? words.nameHintColleague : words.nameHint}</span
        ></label
      >
      ${canMail === true ? this.#renderAddress(words) : nothing}
      <div class="actions">
        ${
          canMail === true
            ? html`<button class="main" aria-disabled=${this.busy}>${words.send}</button>`
            : nothing
        }${link}
      </div>
    </form>`;
  }

  #renderRole(words: InviteWords): TemplateResult {
    const options = [
      ['customer', words.customer],
      ['agent', words.colleague],
    ] as const;
    return html`<fieldset>
      <legend>${words.whom}</legend>
      ${options.map(
        ([role, text]) =>
          html`<label class="choice"
            ><input
              type="radio"
              name="role"
              .checked=${live(this.whom === role)}
              @change=${() => {
                this.whom = role;
                // What was made for the one is not what the other gets.
                this.made = null;
                this.said = '';
              }}
            />${text}</label
          >`,
      )}
    </fieldset>`;
  }

  #renderAddress(words: InviteWords): TemplateResult {
    const chosen = this.#chosen;
    return html`<div class="pair">
        <label class="field"
          >${words.address}<input
            name="address"
            type="email"
            autocomplete="off"
            maxlength="254"
            aria-invalid=${this.missing}
            aria-describedby="address-fault"
            .value=${live(this.address)}
            @input=${(event: InputEvent) => {
              this.address = (event.target as HTMLInputElement).value.trim();
              this.missing = false;
            }}
        /></label>
        <label class="field"
          >${words.lang}<select
            @change=${(event: Event) => {
              this.language = (event.target as HTMLSelectElement).value;
            }}
          >
            ${languages.map(
              ([tag, own]) =>
                html`<option value=${tag} lang=${tag} .selected=${live(tag === chosen)}>
                  ${own}
                </option>`,
            )}
          </select></label
        >
      </div>
      <p class="fault" id="address-fault" role="alert" ?hidden=${!this.missing}>
        ${this.missing ? words.noAddress : nothing}
      </p>`;
  }

  /** The link that was just made, with every way to bring it to somebody. */
  #renderMade(words: InviteWords, { link, role }: InvitationView): TemplateResult {
    const said = lettersOf(words, role);
    const [subject, body] = [said.subject, said.body(link)].map(encodeURIComponent);
    const mail = `mailto:?subject=${subject}&body=${body}`;
    return html`<div class="made">
      <input
        readonly
        aria-label=${words.link}
        .value=${link}
        @focus=${(event: FocusEvent) => (event.target as HTMLInputElement).select()}
      />
      <div class="actions">
        <button type="button" @click=${() => void this.#copy(words, link)}>${words.copy}</button>
        <a class="button" href=${mail}>${words.byMail}</a>
        ${
          typeof navigator.share === 'function'
            ? html`<button
                type="button"
                @click=${() => void this.#share(words, said.subject, link)}
              >
                ${words.share}
              </button>`
            : nothing
        }
      </div>
    </div>`;
  }

  #renderList(words: InviteWords): TemplateResult {
    return html`<section aria-labelledby="list">
      <h4 id="list" tabindex="-1">${words.list}</h4>
      <ul>
        ${this.invitations.toReversed().map(
          (one) =>
            html`<li>
              <span
                >${one.name ?? words.anybody}${
                  one.role === 'agent'
                    ? html` <span class="tag">${words.colleague}</span>`
                    : nothing
                }</span
              >
              <span class="hint">${words.by(one.by)} · ${this.#status(words, one)}</span>
              ${
                one.status === 'open'
                  ? html`<button
                      type="button"
                      aria-label="${words.takeBack}: ${one.name ?? words.anybody}"
                      aria-disabled=${this.busy}
                      @click=${() => void this.#revoke(words, one)}
                    >
                      ${words.takeBack}
                    </button>`
                  : nothing
              }
            </li>`,
        )}
      </ul>
    </section>`;
  }

  #status(words: InviteWords, { status, expiresAt, acceptedBy }: InvitationView): string {
    if (status === 'used' && acceptedBy !== null) return words.cameAs(acceptedBy);
    if (status !== 'open') return words[status];
    if (expiresAt === null) return words.openAsLong;
    // A day after what was agreed, which may be months ahead.
    return words.open(shortMoment(expiresAt, this.#words.locale));
  }

  /** Language of the e-mail: that of the page, of which a region is no part. */
  get #chosen(): string {
    return this.language ?? new Intl.Locale(this.#words.locale).language;
  }

  get #dialog(): HTMLDialogElement | null {
    return this.renderRoot.querySelector('dialog');
  }

  readonly #dismiss = (): void => {
    this.problem = null;
  };

  readonly #closed = (): void => {
    this.#ends?.();
    this.#ends = null;
  };

  async #read(): Promise<void> {
    await this.#try(async (client) => {
      const { invitations, canMail, forColleagues } = await client.invitations.read();
      this.invitations = invitations;
      this.canMail = canMail;
      this.forColleagues = forColleagues;
      if (!forColleagues) this.whom = 'customer';
    });
  }

  async #make(words: InviteWords, byMail: boolean): Promise<void> {
    if (this.busy) return;
    const { name, address, whom: role } = this;
    // What an address is says the server; without an @ it is none.
    this.missing = byMail && !/^\S+@\S+$/.test(address);
    if (this.missing) {
      this.renderRoot.querySelector<HTMLInputElement>('input[name="address"]')?.focus();
      return;
    }
    const lang = this.#chosen;
    this.said = '';
    this.problem = null;
    this.busy = true;
    await this.#try(async (client) => {
      const made = await client.invitations.make({
        ...(role === 'agent' ? { role } : {}),
        ...(name.trim() === '' ? {} : { name: name.trim() }),
        ...(byMail ? { mail: { address, lang } } : {}),
      });
      this.made = byMail ? null : made;
      this.said = byMail ? words.sent(address) : words.linkMade;
      this.name = '';
      this.address = '';
    });
    this.busy = false;
    await this.#read();
  }

  async #revoke(words: InviteWords, { id, name }: InvitationView): Promise<void> {
    if (this.busy) return;
    let isRevoked = false;
    this.problem = null;
    this.busy = true;
    await this.#try(async (client) => {
      await client.invitations.revoke(id);
      if (this.made?.id === id) this.made = null;
      this.said = words.takenBack(name ?? words.anybody);
      isRevoked = true;
    });
    this.busy = false;
    await this.#read();
    if (!isRevoked) return;
    await this.updateComplete;
    // The button is gone with the invitation that it was for.
    this.renderRoot.querySelector<HTMLElement>('#list')?.focus();
  }

  async #copy(words: InviteWords, link: string): Promise<void> {
    try {
      await navigator.clipboard.writeText(link);
    } catch {
      // A page that may not write to the clipboard: it is selected, and the keyboard copies it.
      this.renderRoot.querySelector<HTMLInputElement>('.made input')?.select();
      return;
    }
    this.said = saidAgain(words.copied, this.said);
  }

  async #share(words: InviteWords, title: string, url: string): Promise<void> {
    try {
      await navigator.share({ title, url });
    } catch (cause) {
      // Who closes the choice of programs wanted none of them.
      if (cause instanceof DOMException && cause.name === 'AbortError') return;
      await this.#copy(words, url);
    }
  }

  async #try(action: (client: SessionClient) => Promise<void>): Promise<void> {
    const { client } = this;
    if (client === null) return;
    try {
      await action(client);
    } catch (cause) {
      this.problem = toSessionError(cause);
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'session-invite': SessionInvite;
  }
}

define('session-invite', SessionInvite);
