import type { InkState } from '@fernblick/ar/ink';
import type { InkDrafter } from '@fernblick/protocol';
import { html, nothing, type LitElement, type ReactiveController, type TemplateResult } from 'lit';
import type { DrawingProblemCode } from '../events.ts';
import { saidAgain, WordsController } from '../shared/words-controller.ts';
import { adopt } from './adopt.ts';
import { announce, tellsOutline } from './announcements.ts';
import { tellingStyles } from './telling.styles.ts';
import { told } from './words/told.ts';
import type { ToldWords } from './words/told-en.ts';

/** Long enough to read a sentence twice. */
const READING_MS = 9_000;

/** What a telling controller has to know of its element at the moment. */
export interface TellingHost {
  readonly state: InkState;
  readonly drafters: readonly InkDrafter[];
  /** Marks are looked at, and not made. */
  readonly watching: boolean;
  /** Whether the engine has told how the drawing stands. */
  readonly isTold: boolean;
  /** How much of a model is there while it loads, 0 to 1, null where nobody knows; undefined where none loads. */
  readonly loading: number | null | undefined;
}

/** Tells people what became of their marks: by a sentence over the picture, and aloud. Loaded once there is anything. */
export class TellingController implements ReactiveController {
  readonly #host: LitElement;
  readonly #now: () => TellingHost;
  readonly #words: WordsController<ToldWords>;
  /** What happened before the words were there. */
  #waiting: ((words: ToldWords) => string | null)[] = [];
  #said = '';
  #shown: DrawingProblemCode | 'coarse' | null = null;
  #reading: ReturnType<typeof setTimeout> | undefined;
  /** An object was outlined roughly, which is to be said together with its outline. */
  #isRough = false;

  constructor(host: LitElement, now: () => TellingHost) {
    this.#host = host;
    this.#now = now;
    adopt(host, tellingStyles);
    this.#words = new WordsController(host, told);
    host.addController(this);
  }

  /** What was said last, for a screen reader. */
  get said(): string {
    return this.#said;
  }

  hostDisconnected(): void {
    clearTimeout(this.#reading);
    this.#shown = null;
  }

  hostUpdate(): void {
    const { words } = this.#words;
    if (words === null) return;
    const said = this.#waiting.flatMap((say) => say(words) ?? []);
    this.#waiting = [];
    if (said.length > 0) this.#said = saidAgain(said.join('. '), this.#said);
  }

  /** The drawing stands otherwise than before. */
  follow(state: InkState, before: InkState): void {
    const { drafters, watching } = this.#now();
    this.#say((words) => {
      const said = announce(words, drafters, state, before);
      const isRough = this.#isRough && tellsOutline(drafters[0]?.id, state, before);
      if (isRough) this.#isRough = false;
      if (said !== '') return isRough ? `${said}. ${words.coarse}` : said;
      if (!watching && before.mayDraw && !state.mayDraw) return words.drawingIsOff;
      const isLoading = state.standing === 'loading' && before.standing !== 'loading';
      return isLoading && !watching ? words.loadingStanding : null;
    });
  }

  /** An object was picked: roughly, or by a model. */
  picked(coarse: boolean): void {
    this.#isRough = coarse;
    this.#show(coarse ? 'coarse' : null);
  }

  /** Something went wrong. */
  problem(code: DrawingProblemCode): void {
    this.#show(code);
    this.#say((words) => sentenceOf(words, code));
  }

  /** The sentence that is to be read at the moment. */
  render(): TemplateResult | typeof nothing {
    const { words } = this.#words;
    const { state, drafters, watching, isTold, loading } = this.#now();
    if (words === null) return nothing;
    if (!watching && state.standing === 'loading')
      return html`<p class="notice" part="notice" role="note">
        ${words.loadingStanding}
        <progress aria-label=${words.loadingStanding}></progress>
      </p>`;
    // Who only looks on need not hear that a mark could have been drawn differently.
    const isTheirs = watching && this.#shown === 'standing-unavailable';
    const shown = this.#shown === null || isTheirs ? null : sentenceOf(words, this.#shown);
    const sentence =
      loading !== undefined
        ? words.loadingModel(loading)
        : shown !== null
          ? shown
          : state.tracking === 'off' && state.marks.length > 0
            ? words.notFollowing
            : state.picking
              ? words.picking
              : state.frozen
                ? words.frozen
                : !watching && !state.mayDraw && drafters.length > 0 && isTold
                  ? words.drawingIsOff
                  : null;
    return sentence === null
      ? nothing
      : html`<p class="notice" part="notice" role="note">${sentence}</p>`;
  }

  #say(what: (words: ToldWords) => string | null): void {
    this.#waiting.push(what);
    this.#host.requestUpdate();
  }

  /** Shows something for as long as it takes to read it. */
  #show(what: DrawingProblemCode | 'coarse' | null): void {
    this.#shown = what;
    clearTimeout(this.#reading);
    this.#reading = setTimeout(() => {
      this.#shown = null;
      this.#host.requestUpdate();
    }, READING_MS);
    this.#host.requestUpdate();
  }
}

/** What a person reads of it; nothing of what is over as soon as the next frame comes. */
function sentenceOf(words: ToldWords, shown: DrawingProblemCode | 'coarse'): string | null {
  if (shown === 'wrong-frame') return null;
  return shown === 'coarse' ? words.coarse : words.problems[shown];
}
