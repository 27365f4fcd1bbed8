import {
  SessionError,
  toSessionError,
  type CamerasSnapshot,
  type SessionCameras,
  type SessionClient,
} from '@fernblick/client';
import {
  whyNotWish,
  type CameraAbilities,
  type CameraKind,
  type CameraWish,
  type ParticipantView,
} from '@fernblick/protocol';
import { LitElement, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { define } from '../shared/define.ts';
import { WordsController } from '../shared/words-controller.ts';
import { problemNote } from '../video-session/problem-note.ts';
// Whole, so that the bundle keeps the call in one file, which this element shares: pieces of it would weigh more.
import '../video-session/video-session.ts';
import { dictionary as sessionDictionary } from '../video-session/words/dictionary.ts';
import { cameraWishesStyles } from './camera-wishes.styles.ts';
import { LatestWish } from './latest-wish.ts';
import { QuestionFocus } from './question-focus.ts';
import { dictionary } from './words/dictionary.ts';
import type { CameraWishesWords } from './words/en.ts';

type ZoomRange = NonNullable<CameraAbilities['zoom']>;

/**
 * Rear camera, light and zoom of the customer's camera: the agent in control asks for what that camera can do, the
 * customer agrees once for each kind, and takes it back at any time. Nothing is shown of what the camera cannot do. A
 * part of `<video-session>`, loaded with the first picture.
 *
 * @tag camera-wishes
 * @attr {string} lang - Language (en, de, it, ro); else that of the nearest ancestor with `lang`, else the browser's.
 * @csspart controls - What the agent can ask for.
 * @csspart question - The question to the customer.
 * @csspart agreed - What the customer has agreed to, each with its stop.
 * @csspart problem - What went wrong, with its remedy.
 */
export class CameraWishes extends LitElement {
  static override readonly styles = cameraWishesStyles;

  /** The client whose call it is. */
  @property({ attribute: false }) client: SessionClient | null = null;

  /** Why the last wish of this person was not fulfilled. */
  @state() private problem: SessionError | null = null;

  readonly #words = new WordsController(this, dictionary);
  readonly #sessionWords = new WordsController(this, sessionDictionary);
  readonly #focus = new QuestionFocus(this);
  readonly #zoom = new LatestWish<CameraWish>((wish) =>
    this.#do((cameras) => (this.#me?.role === 'agent' ? cameras.wish(wish) : cameras.set(wish))),
  );
  #cameras: SessionCameras | null = null;
  /** The client whose wishes were looked after last. */
  #opened: SessionClient | null = null;
  #unsubscribe: (() => void) | null = null;
  #unsubscribeCameras: (() => void) | null = null;
  /** What was offered last: a camera that changes is off for a moment. */
  #offered: CameraAbilities | null = null;

  constructor() {
    super();
    this.addController(this.#focus);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    // The element may have been moved: it follows its client again.
    this.requestUpdate('client', null);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stopListening();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('client') || !this.isConnected) return;
    this.#stopListening();
    this.#unsubscribe = this.client?.subscribe(() => this.requestUpdate()) ?? null;
  }

  protected override updated(): void {
    // Whoever may be asked has to hear it; an agent loads it with the first wish.
    const { session, functions } = this.client?.state ?? {};
    const isAsked = this.#me?.role === 'customer' && session?.phase === 'in-progress';
    if (isAsked && functions?.includes('camera-wishes') && this.#opened !== this.client) {
      this.#opened = this.client;
      this.#open().catch((cause: unknown) => {
        this.#opened = null;
        this.#report(cause);
      });
    }
  }

  override render(): TemplateResult | typeof nothing {
    const { words } = this.#words;
    if (words === null) return nothing;
    return html`${this.#renderProblem(words)}
    ${this.#me?.role === 'agent' ? this.#renderControls(words) : this.#renderOwn(words)}`;
  }

  get #me(): ParticipantView | undefined {
    return this.client?.state.session?.participants.find(({ you }) => you);
  }

  get #state(): CamerasSnapshot | null {
    return this.#cameras?.state ?? null;
  }

  /** The customer whose camera the viewer may ask for, and what it can do. */
  get #asked(): { readonly person: ParticipantView; readonly can: CameraAbilities } | null {
    const { session, links = [] } = this.client?.state ?? {};
    for (const { participant, camera } of links) {
      const person = session?.participants.find(({ id }) => id === participant);
      if (session == null || person === undefined) continue;
      const isWaiting = this.#state?.waitingFor != null && person.camera === 'off';
      const refusal = whyNotWish(
        this.#me,
        isWaiting ? { ...person, camera: 'on' } : person,
        session,
      );
      const can = camera ?? (isWaiting ? this.#offered : null);
      if (refusal !== null || can === null) continue;
      this.#offered = can;
      return { person, can };
    }
    this.#offered = null;
    return null;
  }

  #renderControls(words: CameraWishesWords): TemplateResult | typeof nothing {
    const { person, can } = this.#asked ?? {};
    if (person === undefined || can === undefined) return nothing;
    if (can.rear === null && can.torch === null && can.zoom === null) return nothing;
    const waitingFor = this.#state?.waitingFor ?? null;
    const toggle = (kind: 'rear' | 'torch'): TemplateResult | typeof nothing => {
      const isOn = can[kind];
      if (isOn === null) return nothing;
      return html`<button
        type="button"
        data-kind=${kind}
        aria-pressed=${isOn}
        aria-busy=${waitingFor?.kind === kind}
        ?disabled=${waitingFor !== null && waitingFor.kind !== kind}
        title=${words.asksFirst(person.name)}
        @click=${() => void this.#wish({ kind, on: !isOn })}
      >
        ${words.kinds[kind]}
      </button>`;
    };
    return html`<div
      class="chip"
      part="controls"
      role="group"
      aria-label=${words.cameraOf(person.name)}
    >
      ${toggle('rear')} ${toggle('torch')}
      ${
        can.zoom === null
          ? nothing
          : this.#renderZoom(words, can.zoom, waitingFor !== null && waitingFor.kind !== 'zoom')
      }
      <p class=${waitingFor === null ? 'visually-hidden' : 'waiting'} role="status">
        ${waitingFor === null ? nothing : words.waitingFor(person.name)}
      </p>
    </div>`;
  }

  #renderOwn(words: CameraWishesWords): TemplateResult | typeof nothing {
    const { asked = null, agreed = [], own = null } = this.#state ?? {};
    const question = asked === null ? '' : questionOf(words, asked);
    return html`${
        own === null || agreed.every((kind) => own[kind] === null)
          ? nothing
          : html`<div class="chip" part="agreed" role="group" aria-label=${words.yours}>
              ${agreed.map((kind) => this.#renderAgreed(words, kind, own))}
            </div>`
      }
      <p class="visually-hidden" role="status">${question}</p>
      ${
        asked === null
          ? nothing
          : html`<div
              class="question"
              part="question"
              role="dialog"
              aria-modal="false"
              aria-labelledby="question"
              aria-describedby="free"
              tabindex="-1"
              @focusin=${this.#focus.entered}
              @keydown=${this.#declineByKey}
            >
              <div>
                <p id="question"><strong>${question}</strong></p>
                <small id="free">${words.free}</small>
              </div>
              <button type="button" @click=${() => void this.#do((to) => to.answer(false))}>
                ${words.no}
              </button>
              <button type="button" @click=${() => void this.#do((to) => to.answer(true))}>
                ${words.yes}
              </button>
            </div>`
      }`;
  }

  #renderAgreed(
    words: CameraWishesWords,
    kind: CameraKind,
    own: CameraAbilities,
  ): TemplateResult | typeof nothing {
    const can = own[kind];
    if (can === null) return nothing;
    return html`${
        typeof can === 'boolean'
          ? html`<p>${words.kinds[kind]}: ${can ? words.on : words.off}</p>`
          : this.#renderZoom(words, can)
      }<button
        type="button"
        aria-label=${words.stopWhat(words.kinds[kind])}
        @click=${() => void this.#do((cameras) => cameras.takeBack(kind))}
      >
        ${words.stop}
      </button>`;
  }

  #renderZoom(
    words: CameraWishesWords,
    { min, max, step, at }: ZoomRange,
    isDisabled = false,
  ): TemplateResult {
    const factor = new Intl.NumberFormat(this.#words.locale, {
      minimumFractionDigits: 1,
      maximumFractionDigits: 1,
    }).format(min > 0 ? at / min : at);
    return html`<label class="zoom">
      <span>${words.kinds.zoom}</span>
      <input
        type="range"
        data-kind="zoom"
        ?disabled=${isDisabled}
        min=${min}
        max=${max}
        step=${step}
        .value=${live(String(at))}
        aria-valuetext="${factor}×"
        @input=${(event: Event) => {
          const { valueAsNumber } = event.currentTarget as HTMLInputElement;
          void this.#zoom.put({ kind: 'zoom', at: valueAsNumber });
        }}
      />
      <output aria-hidden="true">${factor}×</output>
    </label>`;
  }

  #renderProblem(words: CameraWishesWords): TemplateResult | typeof nothing {
    const { words: sessionWords } = this.#sessionWords;
    if (sessionWords === null) return nothing;
    const { failures } = words;
    const own = this.#me?.role === 'agent' ? failures.agent : failures.customer;
    const errors = { ...sessionWords.errors, ...own };
    return problemNote({ ...sessionWords, errors }, this.problem, () => {
      this.problem = null;
    });
  }

  /** As everywhere, Escape is no; from elsewhere it does not reach the question. */
  readonly #declineByKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    event.stopPropagation();
    void this.#do((cameras) => cameras.answer(false));
  };

  async #wish(wish: CameraWish): Promise<void> {
    if (this.#state?.waitingFor == null) await this.#do((cameras) => cameras.wish(wish));
  }

  async #do(act: (cameras: SessionCameras) => Promise<void>): Promise<boolean> {
    this.problem = null;
    try {
      await act(await this.#open());
      return true;
    } catch (cause) {
      this.#report(cause);
      return false;
    }
  }

  #report(cause: unknown): void {
    this.problem = toSessionError(cause);
  }

  async #open(): Promise<SessionCameras> {
    const { client } = this;
    if (client === null) throw new SessionError('closed');
    const cameras = await client.openCameras();
    if (this.#cameras !== cameras && client === this.client && this.isConnected) {
      this.#unsubscribeCameras?.();
      this.#cameras = cameras;
      this.#unsubscribeCameras = cameras.subscribe(() => this.requestUpdate());
      this.requestUpdate();
    }
    return cameras;
  }

  #stopListening(): void {
    this.#unsubscribe?.();
    this.#unsubscribe = null;
    this.#unsubscribeCameras?.();
    this.#unsubscribeCameras = null;
    this.#cameras = null;
    this.#opened = null;
  }
}

function questionOf(
  { asks, asksOff }: CameraWishesWords,
  { name, wish }: NonNullable<CamerasSnapshot['asked']>,
): string {
  const isOff = wish.kind !== 'zoom' && !wish.on;
  return isOff ? asksOff[wish.kind](name) : asks[wish.kind](name);
}

declare global {
  interface HTMLElementTagNameMap {
    'camera-wishes': CameraWishes;
  }
}

define('camera-wishes', CameraWishes);
