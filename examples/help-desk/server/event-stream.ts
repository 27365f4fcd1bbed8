import { SessionError } from '@fernblick/protocol';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { DeskEvent, DeskRole } from '../desk-data.ts';
import type { Person } from './people.ts';

// Proxies cut streams that are silent for a minute; a comment now and then keeps them open.
const HEARTBEAT_MS = 20_000;
// How long a browser waits before it opens a lost stream again.
const RETRY_MS = 1_000;

interface Listener {
  readonly person: Person;
  readonly reply: FastifyReply;
}

/** Tells open pages what happens at the desk, by server-sent events; each page sees only what is its person's. */
export class EventStream {
  readonly #listeners = new Set<Listener>();
  readonly #heartbeat = setInterval(() => this.#send(() => ': still here\n\n'), HEARTBEAT_MS);

  #isClosed = false;

  constructor() {
    this.#heartbeat.unref();
  }

  /**
   * Answers the request with a stream that lasts until the page or the desk goes away.
   * @throws SessionError `server-stopping`
   */
  open(request: FastifyRequest, reply: FastifyReply, person: Person): void {
    // A page that comes back while the desk is stopping would otherwise keep it from ever ending.
    if (this.#isClosed) throw new SessionError('server-stopping');
    reply.hijack();
    reply.raw.writeHead(200, {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'x-accel-buffering': 'no',
    });
    reply.raw.write(`retry: ${RETRY_MS}\n\n`);
    const listener = { person, reply };
    this.#listeners.add(listener);
    request.raw.once('close', () => this.#listeners.delete(listener));
  }

  /** Tells everybody who may see a ticket what is new in it, each as they may see it; null tells a person nothing. */
  tell(ticket: string, eventFor: (role: DeskRole) => DeskEvent | null): void {
    const texts = new Map<DeskRole, string | null>();
    const textFor = (role: DeskRole): string | null => {
      const known = texts.get(role);
      if (known !== undefined) return known;
      const event = eventFor(role);
      const text = event === null ? null : `data: ${JSON.stringify(event)}\n\n`;
      texts.set(role, text);
      return text;
    };
    this.#send((person) =>
      person.ticket === null || person.ticket === ticket ? textFor(person.role) : null,
    );
  }

  close(): void {
    this.#isClosed = true;
    clearInterval(this.#heartbeat);
    for (const { reply } of this.#listeners) reply.raw.end();
    this.#listeners.clear();
  }

  #send(textFor: (person: Person) => string | null): void {
    for (const { person, reply } of this.#listeners) {
      const text = textFor(person);
      if (text !== null) reply.raw.write(text);
    }
  }
}
