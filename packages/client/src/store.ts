function isPlain(value: unknown): value is Record<string, unknown> {
  return (
    typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype
  );
}

/**
 * Gives back `previous` wherever `next` says the same, so that parts that did not change stay identical, and freezes
 * what is new. Instances of classes (streams, errors) are left as they are.
 */
export function share<T>(previous: unknown, next: T): T;
export function share(previous: unknown, next: unknown): unknown {
  if (Object.is(previous, next)) return next;
  if (Array.isArray(next)) {
    const before: readonly unknown[] = Array.isArray(previous) ? previous : [];
    const items: readonly unknown[] = next.map((item: unknown, index) =>
      share(before[index], item),
    );
    const same =
      Array.isArray(previous) &&
      before.length === items.length &&
      items.every((item, index) => Object.is(item, before[index]));
    return same ? before : Object.freeze(items);
  }
  if (!isPlain(next)) return next;
  const before = isPlain(previous) ? previous : {};
  const entries = Object.entries(next).map(
    ([key, value]) => [key, share(before[key], value)] as const,
  );
  const same =
    isPlain(previous) &&
    Object.keys(previous).length === entries.length &&
    entries.every(([key, value]) => Object.hasOwn(before, key) && Object.is(before[key], value));
  return same ? before : Object.freeze(Object.fromEntries(entries) as Record<string, unknown>);
}

/** Holds the present snapshot: deeply frozen, replaced as a whole, unchanged parts shared with the one before. */
export class Store<T extends object> {
  #state: T;
  readonly #changed: (state: T) => void;

  constructor(initial: T, changed: (state: T) => void) {
    this.#state = share<T>(null, initial);
    this.#changed = changed;
  }

  get state(): T {
    return this.#state;
  }

  update(patch: Partial<T>): void {
    const next = share(this.#state, { ...this.#state, ...patch });
    if (next === this.#state) return;
    this.#state = next;
    this.#changed(next);
  }
}
