import type { LitElement, ReactiveController } from 'lit';

/** What a list holds at one time: whose it is, and the ids of what is in it. */
interface Listed {
  readonly id: string;
  readonly ids: readonly string[];
}

/** What is asked of the element, and what it is told. */
interface GoneOptions {
  readonly listed: () => Listed | null;
  /** True where the viewer looks at this one. */
  readonly isOpen: (id: string) => boolean;
  readonly tell: () => void;
}

/** Tells of what is gone from a list while somebody had it open, or had the focus in it: nobody is left to wonder where it went. */
export class GoneController implements ReactiveController {
  readonly #host: LitElement;
  readonly #options: GoneOptions;
  #before: Listed | null = null;

  constructor(host: LitElement, options: GoneOptions) {
    this.#host = host;
    this.#options = options;
    host.addController(this);
  }

  hostUpdate(): void {
    const { listed, isOpen, tell } = this.#options;
    const before = this.#before;
    const now = (this.#before = listed());
    // Hidden, or another list: nothing of that was deleted.
    if (before === null || now === null || before.id !== now.id) return;
    const gone = before.ids.filter((id) => !now.ids.includes(id));
    const hasFocus = this.#host.shadowRoot?.activeElement != null;
    if (gone.length > 0 && (hasFocus || gone.some(isOpen))) tell();
  }
}
