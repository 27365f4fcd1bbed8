import { toSessionError, type SessionError, type SessionClient } from '@fernblick/client';
import type { Disposition, DispositionUse, SessionView } from '@fernblick/protocol';
import { html, nothing, type LitElement, type ReactiveController, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { NotesWords } from './words/en.ts';

/** How long it waits before it asks again where only time can help. */
const RETRY_MS = 5_000;

interface Outcomes {
  readonly dispositions: readonly Disposition[];
  readonly use: DispositionUse;
}

/** Marks a session that is over as done: what can be chosen, what was, and the form for it. */
export class FilingController implements ReactiveController {
  readonly #host: LitElement;
  readonly #client: () => SessionClient | null;
  #about: string | null = null;
  #outcomes: Outcomes | null = null;
  #chosen = '';
  #isOpen = false;
  #isMissing = false;
  #isSending = false;
  #error: SessionError | null = null;
  #retry = 0;
  #followed: SessionClient | null = null;
  #unfollow: (() => void) | null = null;

  constructor(host: LitElement, client: () => SessionClient | null) {
    this.#host = host;
    this.#client = client;
    host.addController(this);
  }

  /** What went wrong with the last wish. */
  get error(): SessionError | null {
    return this.#error;
  }

  dismiss(): void {
    this.#error = null;
    this.#host.requestUpdate();
  }

  hostUpdate(): void {
    const client = this.#host.isConnected ? this.#client() : null;
    if (client === this.#followed) return;
    this.#unfollow?.();
    this.#unfollow = client === null ? null : this.#follow(client);
    this.#followed = client;
  }

  hostDisconnected(): void {
    clearTimeout(this.#retry);
    this.#unfollow?.();
    this.#unfollow = null;
    this.#followed = null;
    this.#about = null;
  }

  /** The form, or what was chosen; nothing before the end of the session. */
  render(
    words: NotesWords,
    view: SessionView,
    when: (at: number) => string,
  ): TemplateResult | typeof nothing {
    if (!view.functions.includes('filing')) return nothing;
    if (view.phase !== 'done' && view.phase !== 'cancelled')
      return html`<p class="hint">${words.notOver}</p>`;
    this.#look(view);
    const outcomes = this.#outcomes;
    if (outcomes === null) return nothing;
    return html`<section part="filing" aria-labelledby="filing-heading">
      <h3 id="filing-heading">${words.filing}</h3>
      ${
        view.filed === null || this.#isOpen
          ? this.#renderForm(words, view, outcomes)
          : this.#renderFiled(words, view.filed, outcomes, when)
      }
    </section>`;
  }

  #renderFiled(
    words: NotesWords,
    { by, at, disposition }: NonNullable<SessionView['filed']>,
    { use }: Outcomes,
    when: (at: number) => string,
  ): TemplateResult {
    return html`<p class="filed" tabindex="-1">
        <strong>${disposition?.label ?? nothing}</strong>
        <span>${words.filed(by, when(at))}</span>
      </p>
      ${
        use === 'off'
          ? nothing
          : html`<button
              type="button"
              @click=${() => {
                this.#isOpen = true;
                this.#chosen = disposition?.code ?? '';
                void this.#focus('select');
              }}
            >
              ${words.changeOutcome}
            </button>`
      }`;
  }

  #renderForm(
    words: NotesWords,
    view: SessionView,
    { dispositions, use }: Outcomes,
  ): TemplateResult {
    return html`<form
      novalidate
      @submit=${(event: SubmitEvent) => {
        event.preventDefault();
        void this.#send(view, use);
      }}
    >
      ${
        use === 'off'
          ? nothing
          : html`<label class="field"
              ><span>${words.outcome}</span
              ><select
                aria-invalid=${this.#isMissing}
                aria-describedby="missing"
                ?required=${use === 'required'}
                .value=${live(this.#chosen)}
                @change=${(event: Event) => {
                  // The listener sits on the select.
                  this.#chosen = (event.currentTarget as HTMLSelectElement).value;
                  this.#isMissing = false;
                  this.#host.requestUpdate();
                }}
              >
                <option value="">${use === 'required' ? words.choose : words.noOutcome}</option>
                ${dispositions.map(
                  ({ code, label }) =>
                    html`<option value=${code} ?selected=${code === this.#chosen}>
                      ${label}
                    </option>`,
                )}
              </select></label
            >`
      }
      <p class="missing" id="missing" role="alert">
        ${this.#isMissing ? words.chooseFirst : nothing}
      </p>
      <div class="actions">
        <button type="submit" class="main" aria-disabled=${this.#isSending}>
          ${words.markDone}
        </button>
        ${
          this.#isOpen
            ? html`<button
                type="button"
                @click=${() => {
                  this.#isOpen = false;
                  void this.#focus('button');
                }}
              >
                ${words.cancel}
              </button>`
            : nothing
        }
      </div>
    </form>`;
  }

  /** What administrators decide meanwhile holds for the form that is open. */
  #follow(client: SessionClient): () => void {
    const lookAgain = (): void => {
      if (this.#about !== null) void this.#load(this.#about);
    };
    let before = client.state.server;
    const ends = [
      client.on('dispositions-changed', lookAgain),
      client.subscribe(({ server }) => {
        // What was decided while the server was away was told to nobody.
        if (server === 'connected' && before !== 'connected') lookAgain();
        before = server;
      }),
    ];
    return () => {
      for (const end of ends) end();
    };
  }

  /** What is no more to be chosen is not chosen, and what need not be is not missing. */
  #take(outcomes: Outcomes): void {
    const { use, dispositions } = outcomes;
    this.#outcomes = outcomes;
    if (use === 'off') this.#isOpen = false;
    if (use === 'off' || !dispositions.some(({ code }) => code === this.#chosen)) this.#chosen = '';
    if (use !== 'required') this.#isMissing = false;
  }

  /** Asks what can be chosen; again where that may be different now. */
  #look({ id }: SessionView): void {
    if (this.#about === id) return;
    this.#about = id;
    this.#error = null;
    this.#outcomes = null;
    this.#chosen = '';
    this.#isOpen = false;
    void this.#load(id);
  }

  async #load(session: string): Promise<void> {
    clearTimeout(this.#retry);
    try {
      const outcomes = await this.#client()?.dispositions({ session });
      if (this.#about === session && outcomes !== undefined) this.#take(outcomes);
    } catch (cause) {
      if (this.#about !== session) return;
      this.#fail(cause);
      if (this.#error?.retry === true)
        this.#retry = window.setTimeout(() => {
          this.#error = null;
          void this.#load(session);
        }, RETRY_MS);
    }
    this.#host.requestUpdate();
  }

  async #send(view: SessionView, use: DispositionUse): Promise<void> {
    if (this.#isSending) return;
    if (use === 'required' && this.#chosen === '') {
      this.#isMissing = true;
      await this.#focus('select');
      return;
    }
    this.#isSending = true;
    this.#error = null;
    this.#host.requestUpdate();
    try {
      const disposition = this.#chosen === '' ? null : this.#chosen;
      await this.#client()?.file({ disposition }, { session: view.id });
      this.#isOpen = false;
      await this.#focus('.filed');
    } catch (cause) {
      this.#fail(cause);
      // The list may be another one by now.
      void this.#load(view.id);
    } finally {
      this.#isSending = false;
      this.#host.requestUpdate();
    }
  }

  #fail(cause: unknown): void {
    this.#error = toSessionError(cause);
  }

  async #focus(selector: string): Promise<void> {
    this.#host.requestUpdate();
    await this.#host.updateComplete;
    this.#host.renderRoot.querySelector<HTMLElement>(`[part='filing'] ${selector}`)?.focus();
  }
}
