import type { LitElement, ReactiveController } from 'lit';

/**
 * The focus around what comes and goes by itself. A question takes it only from where nobody does anything; whoever
 * goes to it by hand comes back to where they were. What was pressed and is gone gives it to the heading of the call, and
 * gets it back once it is there again, unless the person has gone on meanwhile.
 */
export class QuestionFocus implements ReactiveController {
  readonly #host: LitElement;
  /** The question that is drawn. */
  #question: HTMLElement | null = null;
  #cameFrom: Element | null = null;
  /** What has the focus inside the host before a drawing. */
  #focused: Element | null = null;
  /** The kind of the control that was gone while it had the focus. */
  #goneWith: string | null = null;

  constructor(host: LitElement) {
    this.#host = host;
  }

  hostUpdate(): void {
    this.#focused = this.#host.shadowRoot?.activeElement ?? null;
  }

  hostUpdated(): void {
    const question = this.#host.renderRoot.querySelector<HTMLElement>('.question');
    if (question !== null && this.#question === null) this.#asked(question);
    const isOver = question === null && this.#question !== null;
    this.#question = question;
    const root = this.#host.getRootNode();
    if (!(root instanceof ShadowRoot)) return;
    const heading = root.querySelector<HTMLElement>('#heading');
    if (this.#focused !== null && root.activeElement === null) {
      this.#goneWith = (this.#focused as HTMLElement).dataset['kind'] ?? null;
      if (isOver) focus(this.#cameFrom);
      if (root.activeElement === null && isIdle(deepest())) focus(heading);
    } else if (this.#goneWith !== null && root.activeElement === heading) {
      const back = this.#host.renderRoot.querySelector(`[data-kind='${this.#goneWith}']`);
      if (back === null) return;
      this.#goneWith = null;
      focus(back);
    } else if (root.activeElement !== heading) this.#goneWith = null;
  }

  /** Notes from where somebody goes to the question. */
  readonly entered = ({ relatedTarget }: FocusEvent): void => {
    const isInside = this.#question?.contains(relatedTarget as Node | null) === true;
    // What lies deeper than this page's part of it is known already, and told as its host here.
    if (relatedTarget instanceof Element && !isInside && !holds(relatedTarget, this.#cameFrom))
      this.#cameFrom = relatedTarget;
  };

  #asked(question: HTMLElement): void {
    const focused = deepest();
    this.#cameFrom = focused;
    if (isIdle(focused)) question.focus({ preventScroll: true });
  }
}

/** What has the focus, through all shadow roots. */
function deepest(): Element | null {
  let focused = document.activeElement;
  while (focused?.shadowRoot?.activeElement != null) focused = focused.shadowRoot.activeElement;
  return focused;
}

/** True where nobody reads, types or is about to press anything. */
function isIdle(focused: Element | null): boolean {
  return focused === null || focused === document.body || focused.id === 'heading';
}

function holds(outer: Element, inner: Element | null): boolean {
  for (
    let at: Node | null = inner;
    at !== null;
    at = at instanceof ShadowRoot ? at.host : at.parentNode
  )
    if (at === outer) return true;
  return false;
}

function focus(element: Element | null): void {
  if (element instanceof HTMLElement && element.isConnected) element.focus({ preventScroll: true });
}
