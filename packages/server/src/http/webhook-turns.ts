/** For how long a webhook that is served keeps the others from being served, in milliseconds. */
const PATIENCE_MS = 1_000;

/**
 * Who gets a turn when. So many at once are served; whoever has been silent for a second is waited for without keeping
 * the next one from its turn, and whoever said nothing at all the last time comes after those who do answer. So however
 * many do not answer, one that does is served within a second.
 */
export class WebhookTurns {
  readonly #atOnce: number;
  readonly #serve: (webhook: string) => Promise<boolean>;
  readonly #after: (error: unknown) => void;
  /** In the order in which they get their turn; those who were silent after all others. */
  readonly #waiting = new Set<string>();
  readonly #silent = new Set<string>();
  readonly #running = new Map<string, Promise<void>>();
  /** Those of the running ones that the next one waits for. */
  readonly #hurried = new Map<string, NodeJS.Timeout>();
  #closed = false;

  /**
   * @param serve gives one webhook its turn; whether it has answered
   * @param after is called after each turn, with why it failed or null
   */
  constructor(options: {
    readonly atOnce: number;
    readonly serve: (webhook: string) => Promise<boolean>;
    readonly after: (error: unknown) => void;
  }) {
    this.#atOnce = options.atOnce;
    this.#serve = options.serve;
    this.#after = options.after;
  }

  /** Gives these a turn as soon as there is room; who has one already is left alone. */
  add(webhooks: readonly string[]): void {
    for (const webhook of webhooks) if (!this.#running.has(webhook)) this.#waiting.add(webhook);
    this.#next();
  }

  /** No more turns; those that run are waited for. */
  async close(): Promise<void> {
    this.#closed = true;
    for (const timer of this.#hurried.values()) clearTimeout(timer);
    await Promise.all(this.#running.values());
  }

  #next(): void {
    while (!this.#closed && this.#hurried.size < this.#atOnce) {
      const waiting = [...this.#waiting];
      const webhook = waiting.find((id) => !this.#silent.has(id)) ?? waiting[0];
      if (webhook === undefined) return;
      this.#waiting.delete(webhook);
      const timer = setTimeout(() => this.#release(webhook), PATIENCE_MS);
      timer.unref();
      this.#hurried.set(webhook, timer);
      this.#running.set(webhook, this.#run(webhook));
    }
  }

  async #run(webhook: string): Promise<void> {
    let error: unknown = null;
    try {
      if (await this.#serve(webhook)) this.#silent.delete(webhook);
      else this.#silent.add(webhook);
    } catch (failure) {
      error = failure;
    }
    this.#running.delete(webhook);
    this.#release(webhook);
    this.#after(error);
  }

  #release(webhook: string): void {
    clearTimeout(this.#hurried.get(webhook));
    this.#hurried.delete(webhook);
    this.#next();
  }
}
