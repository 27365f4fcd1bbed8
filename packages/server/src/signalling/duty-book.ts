import {
  mayBeRung,
  type Actor,
  type Allowed,
  type DutyAgent,
  type Place,
} from '@fernblick/session';
import type { Connection } from './connection.ts';

/** An agent counts only while a page of theirs has answered within this time. */
export const ANSWERED_WITHIN_MS = 10_000;
/** How often they are asked; two answers may get lost. */
const PING_EVERY_MS = 3_000;

/** Which agents are there for calls, by what their pages have said and answered. In memory: it is about this moment. */
export class DutyBook {
  readonly #now: () => number;
  /** The pages that are available, and when each has answered last; null before the first time. */
  readonly #pages = new Map<Connection, number | null>();
  readonly #idleSince = new Map<string, number>();
  /** When a page of each agent has answered last: time without any is no idle time. */
  readonly #seenAt = new Map<string, number>();
  #pingedAt = 0;

  constructor(now: () => number) {
    this.#now = now;
  }

  /** True while there is anybody to ask. */
  get isOpen(): boolean {
    return this.#pages.size > 0;
  }

  get pages(): readonly Connection[] {
    return [...this.#pages.keys()];
  }

  set(page: Connection, available: boolean): void {
    const { subject } = page.holder.actor;
    if (!available) {
      this.drop(page);
      // Who has been away has not been idle.
      if (!this.#isThere(subject)) {
        this.#idleSince.delete(subject);
        this.#seenAt.delete(subject);
      }
      return;
    }
    if (this.#pages.has(page)) return;
    if (!this.#idleSince.has(subject)) this.#idleSince.set(subject, this.#now());
    this.#pages.set(page, null);
    page.notify('agent:ping', {});
  }

  /** A page has answered. @returns true where nobody had counted on it before */
  answered(page: Connection): boolean {
    const before = this.#pages.get(page);
    if (before === undefined) return false;
    const now = this.#now();
    this.#pages.set(page, now);
    this.#countOn(page.holder.actor.subject, now);
    return !this.#isFresh(before);
  }

  /** A page is gone. Its agent keeps their turn: pages are reloaded. */
  drop(page: Connection): void {
    this.#pages.delete(page);
  }

  /** An agent has come out of a call. */
  idle(subject: string): void {
    if (this.#idleSince.has(subject)) this.#idleSince.set(subject, this.#now());
  }

  /** Asks for a sign of life where it is time. */
  ping(): void {
    const now = this.#now();
    if (now - this.#pingedAt < PING_EVERY_MS) return;
    this.#pingedAt = now;
    for (const page of this.#pages.keys()) page.notify('agent:ping', {});
  }

  /** Those at whom calls may ring now, one for each agent. */
  agents(
    calls: ReadonlyMap<string, number>,
    allowed: (actor: Actor, session: Place | null) => Allowed,
  ): readonly DutyAgent[] {
    const bySubject = new Map<string, Actor>();
    for (const [page, answeredAt] of this.#pages) {
      const { actor } = page.holder;
      if (!page.isOpen || !this.#isFresh(answeredAt)) continue;
      // Of several pages counts the one that shows most.
      if (!bySubject.has(actor.subject) || actor.scope.is === 'portals')
        bySubject.set(actor.subject, actor);
    }
    return [...bySubject.values()].flatMap((actor) => {
      const may = allowed(actor, null);
      if (!mayBeRung(may)) return [];
      const { subject } = actor;
      const idleSince = this.#idleSince.get(subject) ?? 0;
      return [{ actor, calls: calls.get(subject) ?? 0, maxCalls: may.maxSessions, idleSince }];
    });
  }

  /** Whoever has been away for longer than a reload takes has waited so much less for their turn. */
  #countOn(subject: string, now: number): void {
    const seenAt = this.#seenAt.get(subject) ?? now;
    const since = this.#idleSince.get(subject);
    // Of the time before a call has ended, whoever was put out of it has waited nothing.
    if (now - seenAt > ANSWERED_WITHIN_MS && since !== undefined)
      this.#idleSince.set(subject, since + now - Math.max(seenAt, since));
    this.#seenAt.set(subject, now);
  }

  #isThere(subject: string): boolean {
    return this.pages.some(({ holder }) => holder.actor.subject === subject);
  }

  #isFresh(answeredAt: number | null): boolean {
    return answeredAt !== null && this.#now() - answeredAt <= ANSWERED_WITHIN_MS;
  }
}
