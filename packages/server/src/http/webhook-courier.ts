import { lookup } from 'node:dns';
import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { BlockList, isIP, isIPv6, type LookupFunction } from 'node:net';
import { SessionError } from '@fernblick/protocol';
import type { Logger } from 'pino';
import type { Delivery, DeliveryState, DeliveryStore } from '../journal/delivery-store.ts';
import type { Metrics } from '../metrics.ts';
import { FieldFaults } from './field-faults.ts';
import type { WebhookBook } from './webhook-book.ts';
import { WebhookTurns } from './webhook-turns.ts';

const ANSWER_TIMEOUT_MS = 10_000;
const FIRST_RETRY_MS = 1_000;
const LONGEST_RETRY_MS = 3_600_000;
/** With pauses that double up to an hour, the last attempt comes about a day after the first. */
const MAX_ATTEMPTS = 35;
/** Webhooks that are served at the same time, as long as they answer, and messages that one gets in a turn. */
const WEBHOOKS_AT_ONCE = 20;
const MESSAGES_A_TURN = 20;
/** Characters of what went wrong that are kept. */
const MAX_ERROR = 200;

/**
 * Addresses that a host's webhook must not lead to: this machine, its networks, what routers keep to themselves, and what
 * leads to any of these by another name (IANA's registries of special-purpose addresses).
 */
const inside = new BlockList();
for (const [network, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const)
  inside.addSubnet(network, prefix, 'ipv4');
for (const [network, prefix] of [
  ['::', 96],
  ['64:ff9b::', 96],
  ['64:ff9b:1::', 48],
  ['100::', 64],
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
  ['5f00::', 16],
  ['fc00::', 7],
  ['fe80::', 10],
  ['fec0::', 10],
  ['ff00::', 8],
] as const)
  inside.addSubnet(network, prefix, 'ipv6');

function isInside(address: string): boolean {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped !== undefined) return isInside(mapped);
  return inside.check(address, isIPv6(address) ? 'ipv6' : 'ipv4');
}

/**
 * Checks a webhook's address when it is given.
 * @throws SessionError `invalid-url`
 */
export function checkWebhookUrl(text: string, allowPrivate: boolean): string {
  const url = URL.parse(text);
  const plain = url?.username === '' && url.password === '' && url.hash === '';
  if (url === null || !plain || !/^https?:$/.test(url.protocol))
    throw wrongUrl('Must be an http or https address without user name, password and fragment.');
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const isPrivate = host === 'localhost' || (isIP(host) !== 0 && isInside(host));
  if (isPrivate && !allowPrivate)
    throw wrongUrl('Must not be a private address; with WEBHOOK_ALLOW_PRIVATE=1 it may be.');
  return url.href;
}

function wrongUrl(detail: string): SessionError {
  const cause = new FieldFaults([{ in: 'body', pointer: '#/url', detail }]);
  return new SessionError('invalid-url', { at: 'url', cause });
}

/** Resolves a name and refuses what leads inside; the connection then goes to the very address that was checked. */
export const lookupOutside: LookupFunction = (hostname, options, answer) => {
  lookup(hostname, { ...options, all: true }, (error, addresses) => {
    const first = addresses?.[0];
    if (error !== null || first === undefined) answer(error ?? new Error('no address'), '', 4);
    else if (addresses.some(({ address }) => isInside(address)))
      answer(new Error('leads to a private address'), '', 4);
    else if (options.all === true) answer(null, addresses);
    else answer(null, first.address, first.family);
  });
};

/** How long to wait after so many attempts, in milliseconds; null where that was the last one. */
export function pauseAfter(attempts: number): number | null {
  if (attempts >= MAX_ATTEMPTS) return null;
  return Math.min(FIRST_RETRY_MS * 2 ** (attempts - 1), LONGEST_RETRY_MS);
}

/**
 * Carries messages from the outbox to the hosts, until each was taken or has been tried for a day. Each webhook has turns
 * of its own, so that one that does not answer holds up none of the others.
 */
export class WebhookCourier {
  readonly #deliveries: DeliveryStore;
  readonly #book: Pick<WebhookBook, 'find' | 'sign'>;
  readonly #log: Logger;
  readonly #metrics: Pick<Metrics, 'webhooks'>;
  readonly #now: () => number;
  readonly #allowPrivate: boolean;
  readonly #stopped = new AbortController();
  #timer: NodeJS.Timeout | null = null;
  #look: Promise<void> | null = null;
  #again = false;
  readonly #turns = new WebhookTurns({
    atOnce: WEBHOOKS_AT_ONCE,
    serve: (webhook) => this.#serve(webhook),
    after: (error) => (error === null ? this.kick() : this.#tryLater(error)),
  });

  constructor(options: {
    readonly deliveries: DeliveryStore;
    readonly book: Pick<WebhookBook, 'find' | 'sign'>;
    readonly log: Logger;
    readonly metrics: Pick<Metrics, 'webhooks'>;
    readonly now: () => number;
    readonly allowPrivate: boolean;
  }) {
    this.#deliveries = options.deliveries;
    this.#book = options.book;
    this.#log = options.log;
    this.#metrics = options.metrics;
    this.#now = options.now;
    this.#allowPrivate = options.allowPrivate;
  }

  /** Looks into the outbox now. */
  kick(): void {
    if (this.#stopped.signal.aborted) return;
    this.#again = true;
    this.#look ??= this.#lookInto().finally(() => {
      this.#look = null;
      // Asked while it was looking when to wake up: what that missed would wait for the next change.
      if (this.#again) this.kick();
    });
  }

  async close(): Promise<void> {
    this.#stopped.abort();
    if (this.#timer !== null) clearTimeout(this.#timer);
    await this.#look;
    await this.#turns.close();
  }

  async #lookInto(): Promise<void> {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    this.#again = false;
    try {
      const now = this.#now();
      this.#turns.add(await this.#deliveries.dueWebhooks(now));
      // What is due already has its turn, and after each turn there is another look.
      const next = await this.#deliveries.nextAt(now);
      if (next !== null) this.#wakeIn(Math.max(0, next - this.#now()));
    } catch (error) {
      this.#tryLater(error);
    }
  }

  #tryLater(error: unknown): void {
    this.#log.error({ err: error }, 'the outbox could not be read');
    this.#wakeIn(FIRST_RETRY_MS * 10);
  }

  #wakeIn(ms: number): void {
    if (this.#stopped.signal.aborted) return;
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.kick(), Math.min(ms, LONGEST_RETRY_MS));
    this.#timer.unref();
  }

  /** In order, as far as the other side takes them; where it does not answer at all, that is all for this turn. */
  async #serve(id: string): Promise<boolean> {
    const messages = await this.#deliveries.due(id, this.#now(), MESSAGES_A_TURN);
    for (const message of messages) {
      if (this.#stopped.signal.aborted) break;
      const webhook = this.#book.find(id);
      if (webhook === null) await this.#settle(message, 'given-up', null, 'The webhook is gone.');
      else if (!(await this.#try(webhook.url, message))) return false;
    }
    return true;
  }

  /** Whether the host has answered, whatever it said; what it has not taken is seen to. */
  async #try(url: string, message: Delivery): Promise<boolean> {
    let status: number | null = null;
    try {
      status = await this.#post(url, message);
      if (status < 200 || status > 299) throw new Error(`answered ${status}`);
    } catch (error) {
      await this.#retryLater(message, status, error);
      return status !== null;
    }
    await this.#settle(message, 'delivered', status, null);
    this.#metrics.webhooks.inc({ outcome: 'delivered' });
    return true;
  }

  async #retryLater(message: Delivery, status: number | null, error: unknown): Promise<void> {
    if (this.#stopped.signal.aborted) return;
    const { webhook, attempts } = message;
    const said = inWords(error);
    const pause = pauseAfter(attempts + 1);
    if (pause === null) {
      this.#log.error({ err: error, webhook }, 'a webhook message was given up');
      this.#metrics.webhooks.inc({ outcome: 'given-up' });
      await this.#settle(message, 'given-up', status, said);
      return;
    }
    this.#log.warn(
      { err: error, webhook, attempts: attempts + 1 },
      'a webhook did not take a message',
    );
    this.#metrics.webhooks.inc({ outcome: 'failed' });
    await this.#settle(message, 'waiting', status, said, this.#now() + pause);
  }

  async #settle(
    { id }: Delivery,
    state: DeliveryState,
    status: number | null,
    error: string | null,
    nextAt?: number,
  ): Promise<void> {
    await this.#deliveries.settle(id, {
      ...{ state, at: this.#now(), status, error },
      ...(nextAt === undefined ? {} : { nextAt }),
    });
  }

  #post(address: string, { body, webhook }: Delivery): Promise<number> {
    // Checked again: the setting may have changed since the webhook was made.
    const url = new URL(checkWebhookUrl(address, this.#allowPrivate));
    const seconds = Math.floor(this.#now() / 1_000);
    const send = url.protocol === 'https:' ? httpsRequest : httpRequest;
    return new Promise((resolve, reject) => {
      const request = send(url, {
        method: 'POST',
        agent: false,
        ...(this.#allowPrivate ? {} : { lookup: lookupOutside }),
        signal: AbortSignal.any([this.#stopped.signal, AbortSignal.timeout(ANSWER_TIMEOUT_MS)]),
        headers: {
          'content-type': 'application/json',
          'content-length': Buffer.byteLength(body),
          'user-agent': 'Fernblick',
          'fernblick-signature': this.#book.sign(webhook, body, seconds),
        },
      });
      request.once('error', reject);
      // Redirects are not followed: they could lead anywhere.
      request.once('response', (response) => {
        resolve(response.statusCode ?? 0);
        response.destroy();
      });
      request.end(body);
    });
  }
}

/** Why an attempt failed; Node says of several addresses that it could not reach only their codes. */
function inWords(error: unknown): string {
  const { message = '', code = '' } = (error ?? {}) as { message?: unknown; code?: unknown };
  return (String(message) || String(code) || 'unknown cause').slice(0, MAX_ERROR);
}
