import { MAX_MARK_TEXT, type Layer, type Point } from '@fernblick/protocol';
import { html, type TemplateResult } from 'lit';

/** A text that is being written: a new one at a place of the picture, or that of a layer. */
export interface Writing {
  readonly at: Point;
  readonly layer: Layer | null;
}

/** The field stays so far from the edges of the stage, CSS px. */
const EDGE = 8;

/**
 * The field in which a text is written; once it is there, `placeWriting` puts it where the text will stand.
 * @param end with null where nothing is to be changed
 */
export function renderWriting(name: string, end: (text: string | null) => void): TemplateResult {
  let isOver = false;
  const finish = (value: string | null): void => {
    if (isOver) return;
    isOver = true;
    end(value);
  };
  return html`<input
    class="writing"
    type="text"
    maxlength=${MAX_MARK_TEXT}
    autocomplete="off"
    aria-label=${name}
    placeholder=${name}
    @keydown=${(event: KeyboardEvent) => {
      event.stopPropagation();
      if (event.isComposing || !(event.target instanceof HTMLInputElement)) return;
      if (event.key === 'Enter') finish(event.target.value);
      if (event.key !== 'Escape') return;
      // Else a dialog around the editor would close too.
      event.preventDefault();
      finish(null);
    }}
    @pointerdown=${(event: Event) => event.stopPropagation()}
    @blur=${({ target }: Event) => {
      if (target instanceof HTMLInputElement) finish(target.value);
    }}
  />`;
}

/** Through the object model: a strict policy allows no style attributes. `at` is in CSS px of the stage. */
export function placeWriting(field: HTMLInputElement, { x, y }: Point): void {
  const { clientWidth = 0, clientHeight = 0 } = field.parentElement ?? {};
  const held = (value: number, room: number): string =>
    `${Math.max(EDGE, Math.min(value, room - EDGE))}px`;
  field.style.setProperty('left', held(x, clientWidth - field.offsetWidth));
  field.style.setProperty('top', held(y, clientHeight - field.offsetHeight));
}
