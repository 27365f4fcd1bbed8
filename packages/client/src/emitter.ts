/** Calls listeners when something happens; a listener that throws harms neither the others nor the caller. */
export class Emitter<Moments extends object> {
  readonly #listeners = new Map<keyof Moments, Set<(detail: never) => void>>();
  readonly #failed: (error: unknown) => void;

  constructor(failed: (error: unknown) => void) {
    this.#failed = failed;
  }

  on<M extends keyof Moments>(
    moment: M,
    listener: (detail: Moments[M]) => void,
    signal?: AbortSignal,
  ): () => void {
    if (signal?.aborted === true) return () => undefined;
    const listeners = this.#listeners.get(moment) ?? new Set();
    this.#listeners.set(moment, listeners);
    // Each registration counts for itself, even of the same function.
    const call = (detail: Moments[M]): void => listener(detail);
    const off = (): void => {
      listeners.delete(call);
      signal?.removeEventListener('abort', off);
    };
    listeners.add(call);
    signal?.addEventListener('abort', off);
    return off;
  }

  emit<M extends keyof Moments>(moment: M, detail: Moments[M]): void {
    for (const listener of [...(this.#listeners.get(moment) ?? [])]) {
      try {
        // The map's type forgets which moment a set belongs to; `on` put only fitting listeners there.
        (listener as (detail: Moments[M]) => void)(detail);
      } catch (error) {
        this.#failed(error);
      }
    }
  }

  clear(): void {
    this.#listeners.clear();
  }
}
