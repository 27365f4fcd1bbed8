import type { Writing } from '@fernblick/ar/ink';
import { MAX_MARK_TEXT } from '@fernblick/protocol';
import { html, nothing, type TemplateResult } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import { ref } from 'lit/directives/ref.js';
import { adopt } from './adopt.ts';
import type { ArOverlay } from './ar-overlay.ts';
import type { EngineController } from './engine-controller.ts';
import type { OfferedTool, OverlayWords } from './words/en.ts';
import { writingStyles } from './writing.styles.ts';

/** The field stays so far from the edges of the picture, CSS px. */
const EDGE = 8;

/**
 * The field in which a text is written, where it will stand. The engine says where; what is typed before it has said so
 * waits for the field, for else the letters of a caption would be taken for shortcuts, those of the call too.
 */
export class WritingController {
  readonly #host: ArOverlay;
  readonly #engine: Pick<EngineController, 'host' | 'post' | 'state'>;
  readonly #tools: ReadonlySet<OfferedTool>;
  /** What was typed since something was placed; null while nothing is expected. */
  #ahead: string | null = null;
  #endsAhead = false;
  /** The mark whose text is finished, until the engine has heard of it. */
  #finished: string | null = null;

  constructor(
    host: ArOverlay,
    engine: Pick<EngineController, 'host' | 'post' | 'state'>,
    tools: ReadonlySet<OfferedTool>,
  ) {
    this.#host = host;
    this.#engine = engine;
    this.#tools = tools;
    adopt(host, writingStyles);
    host.addEventListener('keydown', this.#typeAhead, { capture: true });
    // After the element itself, which tells the engine of both.
    host.addEventListener('pointerup', this.#placed);
    host.addEventListener('keydown', this.#placed);
  }

  render(words: OverlayWords): TemplateResult | typeof nothing {
    const { writing } = this.#engine.state;
    if (writing !== null) return this.#renderField(words, writing);
    this.#finished = null;
    return nothing;
  }

  readonly #placed = (event: Event): void => {
    const isPlacing = !(event instanceof KeyboardEvent) || event.key === 'Enter';
    if (!isPlacing || !isOnSurface(event) || !this.#tools.has(this.#host.tool)) return;
    if (this.#ahead === null && this.#engine.state.writing === null) void this.#expectField();
  };

  readonly #typeAhead = (event: KeyboardEvent): void => {
    if (this.#ahead === null || !isOnSurface(event)) return;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key.length === 1) this.#ahead += event.key;
    else if (event.key === 'Backspace') this.#ahead = this.#ahead.slice(0, -1);
    else if (event.key === 'Enter') this.#endsAhead = true;
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  async #expectField(): Promise<void> {
    this.#ahead = '';
    this.#endsAhead = false;
    await this.#engine.host?.settled();
    await this.#host.updateComplete;
    const ahead = this.#ahead;
    this.#ahead = null;
    const field = this.#host.renderRoot.querySelector<HTMLInputElement>('.writing');
    if (field === null) return;
    field.value = `${ahead}${field.value}`.slice(0, MAX_MARK_TEXT);
    this.#engine.post({ is: 'write', text: field.value });
    const { writing } = this.#engine.state;
    if (this.#endsAhead && writing !== null) this.#finish(writing, true);
  }

  #finish({ mark }: Writing, keep: boolean): void {
    if (this.#finished === mark) return;
    this.#finished = mark;
    this.#engine.post(keep ? { is: 'written' } : { is: 'key', key: 'Escape', fine: false });
    this.#host.focus({ preventScroll: true });
  }

  #renderField(words: OverlayWords, writing: Writing): TemplateResult {
    const name = writing.kind === 'pin' ? words.caption : words.text;
    const finish = (keep: boolean): void => this.#finish(writing, keep);
    return html`${keyed(
      writing.mark,
      html`<input
        class="writing"
        part="text"
        type="text"
        maxlength=${MAX_MARK_TEXT}
        autocomplete="off"
        aria-label=${name}
        placeholder=${name}
        ${ref((field) => {
          if (!(field instanceof HTMLInputElement)) return;
          // Through the object model: a strict policy allows no style attributes.
          // It is not in the page before this update is over.
          queueMicrotask(() => {
            const room = field.parentElement?.clientWidth ?? 0;
            const left = Math.max(EDGE, Math.min(writing.x, room - field.offsetWidth - EDGE));
            field.style.setProperty('left', `${left}px`);
            field.style.setProperty('top', `${writing.y}px`);
            if (field.dataset['ready'] !== undefined) return;
            field.dataset['ready'] = '';
            field.focus({ preventScroll: true });
          });
        })}
        @input=${(event: InputEvent) => {
          if (event.target instanceof HTMLInputElement)
            this.#engine.post({ is: 'write', text: event.target.value });
        }}
        @keydown=${(event: KeyboardEvent) => {
          event.stopPropagation();
          if (event.isComposing) return;
          if (event.key === 'Enter') finish(true);
          if (event.key === 'Escape') finish(false);
        }}
        @blur=${() => finish(true)}
      />`,
    )}`;
  }
}

function isOnSurface(event: Event): boolean {
  const [target] = event.composedPath();
  return target instanceof Element && target.classList.contains('surface');
}
