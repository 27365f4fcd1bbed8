import { createServer, type IncomingMessage, type Server } from 'node:http';
import { Inbox } from './inbox.ts';
import { isSigned } from './signature.ts';
import { notesOf, type Message, type TicketSystem } from './ticket-note.ts';

const MAX_BODY_BYTES = 1_000_000;

/** What an adapter is made from. */
export interface AdapterOptions {
  /** The `secret` that `POST /api/v1/webhooks` has answered. */
  readonly secret: string;
  /** Folder for messages that wait. */
  readonly folder: string;
  readonly system: TicketSystem;
  readonly now?: () => number;
}

/**
 * Takes messages from Fernblick and writes notes into a ticket system. Answers as soon as a message is on disk, so that a
 * slow or broken ticket system holds nothing up; what could not be written is tried again by the next `work()`.
 */
export class Adapter {
  readonly server: Server;
  readonly #options: AdapterOptions;
  readonly #inbox: Inbox;
  #work: Promise<number> = Promise.resolve(0);

  constructor(options: AdapterOptions) {
    this.#options = options;
    this.#inbox = new Inbox(options.folder);
    this.server = createServer((request, response) => {
      this.#take(request).then(
        (status) => {
          response.writeHead(status).end();
          if (status === 204) void this.work();
        },
        (error: unknown) => {
          console.error('A message could not be kept; Fernblick sends it again.', error);
          response.writeHead(500).end();
        },
      );
    });
  }

  /** Works on all that waits, one after the other; resolves with how many messages have to wait for the next time. */
  work(): Promise<number> {
    this.#work = this.#work.then(() => this.#workOnAll());
    return this.#work;
  }

  async #take(request: IncomingMessage): Promise<number> {
    const { secret, now = Date.now } = this.#options;
    if (request.method !== 'POST') return 405;
    const body = await read(request);
    if (body === null) return 413;
    const header = request.headers['fernblick-signature'];
    if (!isSigned(typeof header === 'string' ? header : undefined, body, secret, now())) return 401;
    // The signature says that the server wrote it, so it has the form of the server's documentation.
    const { id } = JSON.parse(body.toString()) as Message;
    await this.#inbox.put(id, body);
    return 204;
  }

  async #workOnAll(): Promise<number> {
    let left = 0;
    try {
      for (const { id, body } of await this.#inbox.waiting()) {
        if (await this.#workOn(JSON.parse(body) as Message)) await this.#inbox.done(id);
        else left += 1;
      }
    } catch (error) {
      console.error('The messages that wait cannot be read; they are tried again.', error);
    }
    return left;
  }

  async #workOn(message: Message): Promise<boolean> {
    try {
      for (const { ticket, note } of notesOf(message)) await this.#options.system.add(ticket, note);
      return true;
    } catch (error) {
      console.error(`Message ${message.id} could not be written; it is tried again.`, error);
      return false;
    }
  }
}

/** Null for what is too large for a message. */
async function read(request: IncomingMessage): Promise<Buffer | null> {
  const pieces: Buffer[] = [];
  let bytes = 0;
  for await (const piece of request) {
    // Without an encoding a request gives buffers.
    const buffer = piece as Buffer;
    bytes += buffer.length;
    if (bytes > MAX_BODY_BYTES) return null;
    pieces.push(buffer);
  }
  return Buffer.concat(pieces);
}
