import { once } from 'node:events';
import { WebSocket } from 'ws';

const ANSWER_TIMEOUT_MS = 30_000;

interface Waiting {
  readonly resolve: (answer: unknown) => void;
  readonly reject: (error: Error) => void;
}

/**
 * A socket.io client of the least possible weight, over WebSocket alone, so that ten thousand fit beside the server on
 * one machine and what is measured is the server. Speaks as much of the protocol as is needed: Engine.IO 4
 * (https://socket.io/docs/v4/engine-io-protocol/) and Socket.IO 5 (https://socket.io/docs/v4/socket-io-protocol/).
 */
export class WireSocket {
  readonly #ws: WebSocket;
  readonly #waiting = new Map<number, Waiting>();
  readonly #listeners = new Map<string, (notice: unknown) => void>();
  #asked = 0;

  private constructor(ws: WebSocket) {
    this.#ws = ws;
  }

  /** Connects and shows `auth`; rejects where the server refuses. */
  static async open(url: string, auth: object): Promise<WireSocket> {
    const ws = new WebSocket(`${url.replace(/^http/, 'ws')}/socket.io/?EIO=4&transport=websocket`, {
      perMessageDeflate: false,
    });
    const socket = new WireSocket(ws);
    try {
      await once(ws, 'open', { signal: AbortSignal.timeout(ANSWER_TIMEOUT_MS) });
      ws.on('message', (packet: Buffer) => socket.#receive(packet.toString()));
      ws.once('close', () => socket.#fail(new Error('The server closed the socket.')));
      const connected = socket.#wait(CONNECT);
      ws.send(`40${JSON.stringify(auth)}`);
      await connected;
    } catch (error) {
      ws.terminate();
      throw error;
    }
    ws.on('error', (error) => socket.#fail(error));
    return socket;
  }

  /** Sends a message and returns what it was answered with. */
  ask(name: string, input: unknown): Promise<unknown> {
    this.#asked += 1;
    const answered = this.#wait(this.#asked);
    this.#ws.send(`42${this.#asked}${JSON.stringify([name, input])}`);
    return answered;
  }

  /** Resolves with the next notice of this name; one listener for each name. */
  hears(name: string): Promise<unknown> {
    return new Promise((resolve) => this.#listeners.set(name, resolve));
  }

  async close(): Promise<void> {
    if (this.#ws.readyState === WebSocket.CLOSED) return;
    const closed = once(this.#ws, 'close');
    this.#ws.close();
    await closed;
  }

  #wait(id: number): Promise<unknown> {
    return new Promise((resolve, reject) => this.#waiting.set(id, { resolve, reject }));
  }

  #receive(packet: string): void {
    if (packet === '2') this.#ws.send('3');
    else if (packet.startsWith('40')) this.#take(CONNECT)?.resolve(undefined);
    else if (packet.startsWith('44')) this.#take(CONNECT)?.reject(new Error(packet));
    else if (packet.startsWith('43')) {
      const start = packet.indexOf('[');
      const [answer] = JSON.parse(packet.slice(start)) as [unknown];
      this.#take(Number(packet.slice(2, start)))?.resolve(answer);
    } else if (packet.startsWith('42[')) {
      const [name, notice] = JSON.parse(packet.slice(2)) as [string, unknown];
      const listener = this.#listeners.get(name);
      this.#listeners.delete(name);
      listener?.(notice);
    }
  }

  #take(id: number): Waiting | undefined {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    return waiting;
  }

  #fail(error: Error): void {
    for (const { reject } of this.#waiting.values()) reject(error);
    this.#waiting.clear();
  }
}

/** Acknowledgements count from 1, so this is free for the answer to the connecting packet. */
const CONNECT = 0;
