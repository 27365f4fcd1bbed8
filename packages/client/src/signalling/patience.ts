/** How long something still waits: for an answer of a server that is there, or for a server. */
export class Patience {
  readonly #answerMs: number;
  readonly #over: () => void;
  #awayLeftMs: number;
  #awaySince: number | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    { answerMs, awayMs }: { readonly answerMs: number; readonly awayMs: number },
    over: () => void,
  ) {
    this.#answerMs = answerMs;
    this.#awayLeftMs = awayMs;
    this.#over = over;
  }

  /** There is a server, and it gave a sign of life: its time begins anew. */
  forAnswer(): void {
    this.end();
    this.#timer = setTimeout(this.#over, this.#answerMs);
  }

  /** There is none. This time only runs down: a request that itself brings the server down is given up some day. */
  forServer(): void {
    if (this.#awaySince !== null) return;
    this.end();
    this.#awaySince = Date.now();
    this.#timer = setTimeout(this.#over, this.#awayLeftMs);
  }

  end(): void {
    clearTimeout(this.#timer);
    if (this.#awaySince !== null) this.#awayLeftMs -= Date.now() - this.#awaySince;
    this.#awaySince = null;
  }
}
