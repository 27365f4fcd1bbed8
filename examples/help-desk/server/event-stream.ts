import { SessionError } from '@fernblick/protocol';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { DeskEvent } from '../desk-data.ts';
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

  tell(event: DeskEvent): void {
    const text = `data: ${JSON.stringify(event)}\n\n`;
    this.#send(({ ticket }) => (ticket === null || ticket === event.ticket.id ? text : null));
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
