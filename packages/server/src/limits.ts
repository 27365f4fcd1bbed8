/** Every figure that bounds what callers can make this server do. */
export interface Limits {
  readonly messagesPerSecond: number;
  readonly messageBurst: number;
  readonly unauthenticatedSocketsPerAddress: number;
  readonly socketsPerPerson: number;
  readonly failedLoginsPerMinute: number;
  readonly numberTries: number;
  readonly numberWaitMs: number;
  readonly numberLifetimeMs: number;
  readonly apiRequestsPerSecond: number;
  readonly apiBurst: number;
  readonly interruptAfterMs: number;
  readonly noShowAfterMs: number;
  readonly cachedSessions: number;
}

/** Lets through a burst, then a steady rate. */
export class TokenBucket {
  readonly #perMs: number;
  readonly #size: number;
  #level: number;
  #filledAt: number;

  constructor(perSecond: number, size: number, now: number) {
    this.#perMs = perSecond / 1_000;
    this.#size = size;
    this.#level = size;
    this.#filledAt = now;
  }

  /** True where one more may pass; false costs nothing. */
  take(now: number): boolean {
    const passed = Math.max(0, now - this.#filledAt);
    this.#level = Math.min(this.#size, this.#level + passed * this.#perMs);
    this.#filledAt = now;
    if (this.#level < 1) return false;
    this.#level -= 1;
    return true;
  }
}

// More than this many callers at once are not told apart: the oldest is forgotten.
const MAX_KEYS = 50_000;

function forgetOldest(map: Map<string, unknown>): void {
  const oldest = map.keys().next().value;
  if (map.size > MAX_KEYS && oldest !== undefined) map.delete(oldest);
}

/** A bucket for each caller. */
export class RateLimit {
  readonly #perSecond: number;
  readonly #burst: number;
  readonly #now: () => number;
  readonly #buckets = new Map<string, TokenBucket>();

  constructor(perSecond: number, burst: number, now: () => number) {
    this.#perSecond = perSecond;
    this.#burst = burst;
    this.#now = now;
  }

  /** True where the caller may send one more. */
  take(key: string): boolean {
    const now = this.#now();
    const bucket = this.#buckets.get(key) ?? new TokenBucket(this.#perSecond, this.#burst, now);
    this.#buckets.delete(key);
    this.#buckets.set(key, bucket);
    forgetOldest(this.#buckets);
    return bucket.take(now);
  }
}

/** Counts failures of each caller within a window that starts at the first of them. */
export class FailureLimit {
  readonly #max: number;
  readonly #windowMs: number;
  readonly #now: () => number;
  readonly #failures = new Map<string, { count: number; readonly since: number }>();

  constructor(max: number, windowMs: number, now: () => number) {
    this.#max = max;
    this.#windowMs = windowMs;
    this.#now = now;
  }

  /** True while the caller has failed too often and has to wait. */
  isBlocked(key: string): boolean {
    return (this.#current(key)?.count ?? 0) >= this.#max;
  }

  count(key: string): void {
    const failures = this.#current(key);
    if (failures === undefined) this.#failures.set(key, { count: 1, since: this.#now() });
    else failures.count += 1;
    forgetOldest(this.#failures);
  }

  /** Takes back one count; where it was the only one, nothing has begun with it. */
  forgive(key: string): void {
    const failures = this.#current(key);
    if (failures === undefined) return;
    failures.count -= 1;
    if (failures.count <= 0) this.#failures.delete(key);
  }

  #current(key: string): { count: number; readonly since: number } | undefined {
    const failures = this.#failures.get(key);
    if (failures === undefined || this.#now() - failures.since < this.#windowMs) return failures;
    this.#failures.delete(key);
    return undefined;
  }
}

/** Counts what is open at the same time, by caller. */
export class Gauge {
  readonly #open = new Map<string, number>();

  of(key: string): number {
    return this.#open.get(key) ?? 0;
  }

  add(key: string): void {
    this.#open.set(key, this.of(key) + 1);
  }

  remove(key: string): void {
    const left = this.of(key) - 1;
    if (left > 0) this.#open.set(key, left);
    else this.#open.delete(key);
  }
}
