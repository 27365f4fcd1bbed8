import type { IncomingMessage } from 'node:http';
import { isIPv6 } from 'node:net';

/** The part of a request that says where it comes from. */
export type Caller = Pick<IncomingMessage, 'headers' | 'socket'>;

/**
 * The address a request counts against. Behind `trustedProxies` reverse proxies it is what the outermost of them saw;
 * everything further left in X-Forwarded-For could have been written by anybody. IPv6 callers own whole /64 networks,
 * so they count by network.
 */
export function addressOf(request: Caller, trustedProxies: number): string {
  const direct = request.socket.remoteAddress ?? 'unknown';
  if (trustedProxies === 0) return network(direct);
  const forwarded = String(request.headers['x-forwarded-for'] ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
  return network(forwarded.at(-trustedProxies) ?? forwarded[0] ?? direct);
}

function network(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped !== undefined) return mapped;
  if (!isIPv6(address)) return address;
  const [head = '', tail] = address.split('::');
  const front = head === '' ? [] : head.split(':');
  const back = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = tail === undefined ? [] : Array<string>(8 - front.length - back.length).fill('0');
  return [...front, ...zeros, ...back].slice(0, 4).join(':');
}

/** Decides which pages may talk to this server. */
export class Origins {
  readonly #allowed: ReadonlySet<string>;

  constructor(publicUrl: string, allowedOrigins: readonly string[]) {
    this.#allowed = new Set([new URL(publicUrl).origin, ...allowedOrigins]);
  }

  /**
   * True for origins on the list, for the server's own, and for callers without one, which are no browsers: they hold
   * no rights but their token, so nobody can borrow them.
   */
  allows(request: Pick<IncomingMessage, 'headers'>): boolean {
    const { origin, host } = request.headers;
    if (origin === undefined) return true;
    if (this.#allowed.has(origin)) return true;
    return URL.canParse(origin) && host !== undefined && new URL(origin).host === host;
  }

  /** True for origins on the list. */
  has(origin: string): boolean {
    return this.#allowed.has(origin);
  }
}
