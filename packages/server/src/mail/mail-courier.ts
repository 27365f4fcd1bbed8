import { MailAddress, type ParticipantId } from '@fernblick/protocol';
import {
  findInvitation,
  isStillDue,
  planMails,
  waitsForPublic,
  type Actor,
  type Allowed,
  type SessionState,
  type Place,
} from '@fernblick/session';
import type { Logger } from 'pino';
import * as v from 'valibot';
import type { MailLanguage } from '../config.ts';
import { guestActor } from '../guests.ts';
import type { JournalStore } from '../journal/journal-store.ts';
import type { Metrics } from '../metrics.ts';
import type { Change, Sessions } from '../sessions.ts';
import type { MailOrder, MailOutcome, StoredMail } from './mail-store.ts';
import type { MailMatter, MailWriter } from './mail-writer.ts';
import { MailRefusal, type Mailer } from './mailer.ts';
import { mailLanguageOf } from './words/dictionary.ts';

const FIRST_RETRY_MS = 30_000;
const LONGEST_RETRY_MS = 3_600_000;
/** What could not be sent for a day would come too late for whoever reads it. */
const GIVE_UP_AFTER_MS = 24 * 3_600_000;
const AT_ONCE = 20;
/** So long a mail is this server's alone: longer than any e-mail server is waited for. */
const TAKEN_MS = 5 * 60_000;
/** Said of a mail that is looked at again until its session is public, or it is not true any more. */
const KEPT = 'the session is internal';
/** How long a timer may sleep; what waits longer is looked at again then. */
const LONGEST_SLEEP_MS = 3_600_000;

/** What the courier works with. */
export interface MailCourierOptions {
  readonly store: JournalStore;
  readonly sessions: () => Sessions;
  readonly mailer: Mailer;
  readonly writer: MailWriter;
  readonly lang: MailLanguage;
  readonly log: Logger;
  readonly metrics: Metrics;
  readonly now: () => number;
  readonly allowed: (actor: Actor, session: Place | null) => Allowed;
}

/** Carries e-mails from the outbox to the e-mail server, one after the other, until each was taken or is too late. */
export class MailCourier {
  readonly #options: MailCourierOptions;
  #isStopped = false;
  #timer: NodeJS.Timeout | null = null;
  #round: Promise<void> | null = null;
  #again = false;
  /** To whom a mail went of which that could not be written down: it is not sent once more. */
  readonly #sent = new Map<string, string>();

  constructor(options: MailCourierOptions) {
    this.#options = options;
  }

  /** What is to be written down together with a change. */
  ordersFor({ before, after }: Change): readonly MailOrder[] {
    return planMails(before, after).map(({ kind, participant, dueAt, about }, index) => ({
      id: `${after.id}.${after.seq.all}.${index}`,
      session: after.id,
      kind,
      participant,
      dueAt,
      about,
      address: null,
      lang: null,
    }));
  }

  /** Says in the log whether the e-mail server can be reached, so that nobody waits for the first mail to find out. */
  async greet(): Promise<void> {
    const { mailer, log } = this.#options;
    try {
      await mailer.probe();
      log.info('the e-mail server takes mails');
    } catch (error) {
      if (!this.#isStopped)
        log.warn({ err: error }, 'the e-mail server cannot be reached; it is tried again');
    }
  }

  /** Looks into the outbox now. */
  kick(): void {
    if (this.#isStopped) return;
    this.#again = true;
    this.#round ??= this.#run().finally(() => {
      this.#round = null;
      // Asked while the round was looking when to wake up: what that missed would wait for the next change.
      if (this.#again) this.kick();
    });
  }

  /** Finishes the mail that is under way: one that is cut off might be sent twice. */
  async close(): Promise<void> {
    this.#isStopped = true;
    if (this.#timer !== null) clearTimeout(this.#timer);
    await this.#round;
    this.#options.mailer.close();
  }

  async #run(): Promise<void> {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    const { store, log, now } = this.#options;
    try {
      while (this.#again && !this.#isStopped) {
        this.#again = false;
        const due = await store.mails.due(now(), AT_ONCE);
        if (!(await this.#deliver(due))) {
          // No other would get through now.
          this.#wakeIn(FIRST_RETRY_MS);
          return;
        }
        if (due.length === AT_ONCE) this.#again = true;
      }
      const next = await store.mails.nextAt();
      if (next !== null) this.#wakeIn(Math.max(0, next - now()));
    } catch (error) {
      log.error({ err: error }, 'the e-mails that wait could not be read');
      this.#wakeIn(FIRST_RETRY_MS);
    }
  }

  #wakeIn(ms: number): void {
    if (this.#isStopped) return;
    this.#timer = setTimeout(() => this.kick(), Math.min(ms, LONGEST_SLEEP_MS));
    this.#timer.unref();
  }

  /** False where the server cannot be reached. */
  async #deliver(mails: readonly StoredMail[]): Promise<boolean> {
    for (const mail of mails) {
      if (this.#isStopped) return true;
      if (!(await this.#deliverOne(mail))) return false;
    }
    return true;
  }

  async #deliverOne(mail: StoredMail): Promise<boolean> {
    const before = this.#sent.get(mail.id);
    if (before !== undefined) {
      await this.#settle(mail, { state: 'sent', sentTo: before, said: null });
      this.#sent.delete(mail.id);
      return true;
    }
    if (!(await this.#options.store.mails.take(mail, this.#options.now() + TAKEN_MS))) return true;
    const matter = await this.#matterOf(mail);
    if (typeof matter === 'string') {
      const isKept = matter === KEPT;
      await this.#settle(mail, {
        state: isKept ? 'waiting' : 'dropped',
        sentTo: null,
        said: matter,
        ...(isKept ? { nextAt: this.#options.now() + FIRST_RETRY_MS } : {}),
      });
      return true;
    }
    const sentTo = matter.to.address;
    try {
      await this.#options.mailer.send(this.#options.writer.write(matter));
    } catch (error) {
      return this.#refused(mail, sentTo, error);
    }
    this.#sent.set(mail.id, sentTo);
    await this.#settle(mail, { state: 'sent', sentTo, said: null });
    this.#sent.delete(mail.id);
    return true;
  }

  /** What there is to write, as it is now; why there is nothing to send, where there is nothing. */
  async #matterOf(mail: StoredMail): Promise<MailMatter | string> {
    const { store, sessions, lang, now, allowed } = this.#options;
    const state = await sessions().state(mail.session);
    const person = state === null ? null : recipientOf(state, mail.participant);
    if (state === null || person === null) return 'the session is gone';
    const { subject, name } = person;
    const actor = guestActor(subject, name ?? '');
    const at = now();
    const { functions } = allowed(actor, state);
    if (!isStillDue(mail, state, at, functions))
      return waitsForPublic(mail, state, at, functions)
        ? KEPT
        : 'not true any more, or switched off';
    const contact = await store.contact(subject);
    const address = mail.address ?? contact?.email ?? null;
    if (!v.is(MailAddress, address)) return 'no address is known';
    return {
      mail,
      state,
      to: { name: name ?? '', address },
      lang: mailLanguageOf(mail.lang ?? contact?.lang ?? null, lang),
      at,
    };
  }

  /** @returns false where no other mail would be taken either */
  async #refused(mail: StoredMail, sentTo: string, error: unknown): Promise<boolean> {
    const { log, now } = this.#options;
    const refusal = error instanceof MailRefusal ? error : new MailRefusal('later', error);
    const { id, session, kind, attempts, dueAt } = mail;
    // E-mail servers name the address that they refuse; the log names nobody.
    const said = refusal.message.replaceAll(/[^\s<>"']+@[^\s<>"']+/g, '…');
    const about = { why: refusal.why, said, mail: id, session, kind, attempts: attempts + 1 };
    const pause = Math.min(FIRST_RETRY_MS * 2 ** attempts, LONGEST_RETRY_MS);
    const isLast = refusal.why === 'mail' || now() + pause > dueAt + GIVE_UP_AFTER_MS;
    if (isLast) log.error(about, 'an e-mail was given up');
    else log.warn(about, 'an e-mail was not taken; it is tried again');
    await this.#settle(mail, {
      state: isLast ? 'given-up' : 'waiting',
      sentTo,
      said: refusal.message,
      ...(isLast ? {} : { nextAt: now() + pause }),
    });
    return refusal.why !== 'server';
  }

  async #settle({ id }: StoredMail, outcome: Omit<MailOutcome, 'at'>): Promise<void> {
    const { store, metrics, now } = this.#options;
    metrics.mails.inc({ outcome: outcome.state });
    await store.mails.settle(id, { ...outcome, at: now() });
  }
}

/** Whom a mail is for: somebody in the session, or whoever an invitation waits for. */
function recipientOf(
  state: SessionState,
  place: ParticipantId,
): { readonly subject: string; readonly name: string | null } | null {
  return findInvitation(state, place) ?? state.participants.find(({ id }) => id === place) ?? null;
}
