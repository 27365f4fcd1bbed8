import { SessionError, type SessionClient } from '@fernblick/client';
import {
  LitElement,
  html,
  nothing,
  type PropertyValues,
  type ReactiveController,
  type TemplateResult,
} from 'lit';
import { property, state } from 'lit/decorators.js';
import { ClientController, type GetToken } from '../shared/client-controller.ts';
import { define } from '../shared/define.ts';
import { FocusController } from '../shared/focus-controller.ts';
import { TickController } from '../shared/tick-controller.ts';
import { WordsController } from '../shared/words-controller.ts';
import { AskedController } from './asked-controller.ts';
import { renderCard, renderUnready } from './card.ts';
import { ChatController } from './chat-controller.ts';
import { CornerController } from './corner-controller.ts';
import { DrawingController } from './drawing-controller.ts';
import { IntentController } from './intent-controller.ts';
import { InviteController } from './invite.ts';
import { LastPictureController } from './last-picture-controller.ts';
import { LateController } from './late-controller.ts';
import { LevelController } from './level-controller.ts';
import { MomentController } from './moment-controller.ts';
import { renderPreview } from './preview.ts';
import { sceneOf } from './scene.ts';
import type { Screen } from './screen.ts';
import { ShortcutController, pressKey } from './shortcut-controller.ts';
import { SoundController } from './sound-controller.ts';
import { renderStage } from './stage.ts';
import { ToneController } from './tone-controller.ts';
import { ToolbarController } from './toolbar-controller.ts';
import { videoSessionStyles } from './video-session.styles.ts';
import { WakeLockController } from './wake-lock-controller.ts';
import { WindowController } from './window-controller.ts';
import { dictionary } from './words/dictionary.ts';
import type { SessionWords } from './words/en.ts';

/**
 * The whole call, for customer and agent alike: first a compact card inside the host's messenger, then a preview of
 * one's devices, then the stage. With `ticket` alone an agent can start a session and a customer can join it.
 *
 * The element makes its `client` once it has a token and a ticket or a session; `client.state` is the frozen snapshot.
 * It may be moved in the document in mid-call; when it is removed for good, it closes the client it has made. A client
 * that the page has given stays open and belongs to the page.
 *
 * It says by `layout-changed` and by the states `:state(card)`, `:state(preview)` and `:state(stage)` how much room it
 * wants: the stage fills a height that the page gives it, else 78 % of the window; on screens up to 640 px wide it
 * covers the page, which `video-session::part(base) { position: static }` undoes.
 *
 * What customers may ask for, and what agents answer, is shown in the slot `request`, for a `<session-request>`: where there
 * is nothing to join, and beside what is over.
 *
 * @tag video-session
 * @fires {SessionCreatedEvent} session-created - An agent has made a session.
 * @fires {SessionJoinedEvent} session-joined - The viewer has entered the call, or has come back to it.
 * @fires {CallStartedEvent} call-started - Both sides see or hear each other for the first time.
 * @fires {SessionEndedEvent} session-ended - The session is over.
 * @fires {SessionProblemEvent} session-problem - Something went wrong; the element shows it too.
 * @fires {LayoutChangedEvent} layout-changed - The element wants another amount of room.
 * @fires {ClientChangedEvent} client-changed - The element has another client than before, or none any more.
 * @attr {string} lang - Language (en, de, it, ro); else that of the nearest ancestor with `lang`, else the browser's.
 * @slot request - A `<session-request>`; shown while the session is only asked for, to a customer who could ask for one, and below the card to one who waits for what was agreed.
 * @csspart base - Everything.
 * @csspart card - The card.
 * @csspart preview - The preview.
 * @csspart stage - The stage, dark in light and dark pages alike.
 * @csspart remote-video - The other side's picture.
 * @csspart local-video - One's own picture.
 * @csspart overlay - The `<ar-overlay>` over the picture that both sides look at, once somebody draws.
 * @csspart screenshots - Flash and cards of screenshots, over the pictures.
 * @csspart top - Name, time and quality.
 * @csspart toolbar - The controls of the call.
 * @csspart more - The panel above the toolbar.
 * @csspart chat - The chat, beside the picture or on small screens over it.
 * @csspart veil - Heading and sentence over the pictures while the call is not simply running.
 * @csspart notices - Notes and offers over the pictures.
 * @csspart problem - What went wrong, with its remedy.
 * @csspart dialog - Confirmations and the list of keys.
 * @cssprop --fernblick-accent - Colour of the main action.
 * @cssprop --fernblick-on-accent - Colour of text on it; black or white by itself where the browser can tell.
 * @cssprop --fernblick-surface - Background of card and preview.
 * @cssprop --fernblick-text - Colour of text.
 * @cssprop --fernblick-danger - Colour of what ends a call.
 * @cssprop [--fernblick-radius=12px] - Radius of corners.
 * @cssprop [--fernblick-space=4px] - Unit of spacing.
 * @cssprop --fernblick-stage-accent - Colour of the main action on the dark stage; a light tone of the accent by itself.
 * @cssprop --fernblick-stage-on-accent - Colour of text on it.
 * @cssprop [--fernblick-stage-height=min(78vh, 640px)] - Least height of the stage where the page gives none.
 * @cssprop [--fernblick-stage-layer=1000] - `z-index` of the stage where it covers the page.
 * @cssstate card - It shows the card.
 * @cssstate preview - It shows the preview.
 * @cssstate stage - It shows the stage.
 */
export class VideoSession extends LitElement {
  static override readonly styles = videoSessionStyles;

  /** Address of the Fernblick server; the page's own origin by default. */
  @property() server: string | null = null;

  /** Says who the viewer is; made by the host's backend. Use `getToken` for calls longer than its life. */
  @property() token: string | null = null;

  /** Asked for a token at the start and before each one expires; goes before `token`. */
  @property({ attribute: false }) getToken: GetToken | null = null;

  /** Id of the session to show; goes before `ticket`. */
  @property() session: string | null = null;

  /** The host's id of a ticket: its newest open session is shown, or an agent can start one. */
  @property() ticket: string | null = null;

  /** Switches all single-key shortcuts off. */
  @property({ type: Boolean, attribute: 'no-shortcuts' }) noShortcuts = false;

  /** Takes the shortcuts from anywhere on the page, not only while the focus is in the call. */
  @property({ type: Boolean, attribute: 'page-shortcuts' }) pageShortcuts = false;

  /** Switches the tones off that say that the other side has joined or left. */
  @property({ type: Boolean, attribute: 'no-tones' }) noTones = false;

  /** Lets sessions that are made or asked for here begin with voice alone; either side can offer video. */
  @property({ type: Boolean, attribute: 'voice-first' }) voiceFirst = false;

  /** Base address of the models for picking objects and for pointing with the hand; a call needs none. */
  @property() models: string | null = null;

  /** True where the viewer has swapped large and small picture. */
  @state() private swapped = false;

  readonly #words = new WordsController(this, dictionary);
  readonly #moments = new MomentController(this, this.attachInternals());
  readonly #lifetime = new ClientController(
    this,
    (client) => this.#follow(client),
    (error) => this.#intents.report(error),
  );
  readonly #intents = new IntentController(this, this.#lifetime, () => this.voiceFirst);
  readonly #asked = new AskedController(this, () => this.client);
  readonly #level = new LevelController(this, () => this.client);
  readonly #corner = new CornerController(this);
  readonly #sound = new SoundController(this, () => this.client);
  readonly #tones = new ToneController(
    this,
    () => this.#screen?.scene ?? null,
    () => !this.noTones,
  );
  readonly #chat = new ChatController(
    this,
    () => this.#screen?.scene ?? null,
    (cause) => this.#intents.report(new SessionError('server-unreachable', { cause })),
  );
  readonly #invite = new InviteController(this, (cause) =>
    this.#intents.report(new SessionError('server-unreachable', { cause })),
  );
  readonly #drawing = new DrawingController(
    this,
    () => this.#screen?.scene ?? null,
    (cause) => this.#intents.report(new SessionError('server-unreachable', { cause })),
  );
  readonly #window = new WindowController(
    this,
    () => this.#screen?.scene ?? null,
    (error) => this.#intents.report(error),
  );

  #screen: Screen | null = null;
  #beside: Promise<unknown> | null = null;
  #besideAgainAt = 0;

  constructor() {
    super();
    const isStage = (): boolean => this.#screen?.scene.layout === 'stage';
    const isAgreed = (): boolean =>
      this.#screen?.scene.state.session?.request?.scheduledFor != null;
    const status = (): string | undefined => this.#screen?.scene.state.status.is;
    const controllers: readonly ReactiveController[] = [
      new FocusController(this),
      new TickController(this, () => isStage() || isAgreed()),
      new WakeLockController(isStage),
      // What is said at the button of the chat has to be seen.
      new ToolbarController(this, () => status() === 'live' && this.#chat.unread === 0),
      new LastPictureController(this, () => status() === 'reconnecting'),
      new ShortcutController(
        this,
        () => (this.noShortcuts || !isStage() ? 'none' : this.pageShortcuts ? 'page' : 'element'),
        (key, shift) =>
          this.#screen !== null && pressKey(this.#screen, this.renderRoot, key, shift),
      ),
    ];
    for (const controller of controllers) this.addController(controller);
    new LateController(this, {
      'session-rating': () => import('../session-rating/session-rating.ts'),
      'session-choice': () => import('../session-choice/session-choice.ts'),
    });
  }

  /** The client behind the element: its `state` is the frozen snapshot. Made by the element, unless the page gives one. */
  @property({ attribute: false })
  get client(): SessionClient | null {
    return this.#lifetime.client;
  }

  set client(client: SessionClient | null) {
    this.#lifetime.give(client);
  }

  /** Puts the focus on the heading of what it shows, with all that can be done behind it. */
  override focus(options?: FocusOptions): void {
    // What a change brings may be still to be drawn.
    void this.updateComplete.then(() =>
      this.renderRoot.querySelector<HTMLElement>('#heading')?.focus(options),
    );
  }

  /** Here and not in `willUpdate`: words and client are found by controllers, which come after that. */
  protected override update(changed: PropertyValues<this>): void {
    const { words } = this.#words;
    const { client } = this;
    this.#screen = words === null || client === null ? null : this.#screenOf(words, client);
    if (this.#screen !== null) {
      const { scene } = this.#screen;
      const openHeading = this.#asked.heading(scene) ?? scene.words.readyForYou;
      this.#moments.see(scene, openHeading, this.#chat.news(scene));
      // Whoever was asked has to see it, whether there are pictures or not.
      if (scene.state.session?.recording && !this.#beside && Date.now() > this.#besideAgainAt)
        void this.#shoot();
    }
    super.update(changed);
  }

  override render(): TemplateResult | typeof nothing {
    const { words } = this.#words;
    if (words === null) return nothing;
    if (this.#screen === null)
      return html`<div class="root" part="base">
        ${renderUnready(words, this.#lifetime.error, this.#intents.tryAgain)}
      </div>`;
    const { layout } = this.#screen.scene;
    const draw = { card: renderCard, preview: renderPreview, stage: renderStage }[layout];
    return html`<div class="root" part="base" data-layout=${layout}>
      ${draw(this.#screen)}
      <p class="visually-hidden" role="status">${this.#moments.said}</p>
    </div>`;
  }

  #screenOf(words: SessionWords, client: SessionClient): Screen {
    const scene = sceneOf(client.state, {
      words,
      locale: this.#words.locale,
      claimedRole: this.#lifetime.claimedRole,
      previewing: this.#intents.previewing,
      swapped: this.swapped,
    });
    return {
      scene,
      client,
      intents: this.#intents,
      level: this.#level,
      asked: this.#asked,
      corner: this.#corner,
      tones: this.#tones,
      drawing: this.#drawing,
      chat: this.#chat,
      invite: this.#invite,
      window: this.#window,
      models: this.models,
      shoot: (full) => void this.#shoot(full),
      swap: () => {
        // The tools go with the picture that they draw on.
        if (this.#drawing.isDrawing && scene.sharesOwn === scene.ownLarge)
          this.#drawing.toggleDrawing();
        this.swapped = !this.swapped;
      },
    };
  }

  /**
   * What takes pictures, and records them, is loaded with the first picture of a call, or by whoever was faster, as a
   * recording is, which asks everybody. Where that fails it is tried again.
   */
  async #shoot(full?: boolean): Promise<void> {
    try {
      this.#beside ??= import('./beside-pictures.ts');
      await this.#beside;
      if (full !== undefined)
        await this.renderRoot.querySelector('screenshot-tray')?.take({ full });
    } catch (cause) {
      this.#beside = null;
      this.#besideAgainAt = Date.now() + 10_000;
      // Whoever pressed is told, also in a call that goes on without the server; of what comes by itself, the call tells.
      if (full !== undefined) this.#intents.report(new SessionError('server-error', { cause }));
    }
  }

  /** Everything that the element wants of a client, and what ends it. */
  #follow(client: SessionClient): () => void {
    const ends = [
      client.subscribe(() => this.requestUpdate()),
      client.on('problem', ({ error }) => this.#intents.report(error)),
      client.on('participant-connected', () => void this.#shoot()),
      this.#moments.follow(client),
      this.#drawing.follow(client),
      this.#chat.follow(client),
      () => this.#sound.stop(),
    ];
    return () => {
      for (const end of ends) end();
    };
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'video-session': VideoSession;
  }
}

define('video-session', VideoSession);
