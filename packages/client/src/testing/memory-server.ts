import { isRequestName, SessionError, type Handshake } from '@fernblick/protocol';
import type { OpenSocket, SocketEvents, SocketOptions } from '../signalling/signalling-socket.ts';

/** Answers a request with what the page is told, or refuses it with a SessionError; `undefined` never answers. */
export type Handler = (message: Record<string, unknown>, socket: MemorySocket) => unknown;

/** One socket as the server sees it. */
export interface MemorySocket {
  readonly handshake: Handshake;
  notify(name: string, notice: unknown): void;
  /** Loses the connection, as a network does. */
  cut(): void;
}

/** A server in memory behind the same interface as socket.io; what it does is up to the test. */
export class MemoryServer {
  readonly handlers: Record<string, Handler> = {
    'server:ping': () => ({ time: Date.now() }),
  };
  /** Everything that was asked, in order. */
  readonly heard: { readonly name: string; readonly message: Record<string, unknown> }[] = [];
  readonly sockets = new Set<MemorySocket>();
  readonly handshakes: Handshake[] = [];
  /** Refuses a handshake by returning an error. */
  gate: (handshake: Handshake) => SessionError | null = () => null;
  /** False: nobody is there, and attempts run into their time-out. */
  reachable = true;
  /** How long a handshake takes, as on a slow line. */
  handshakeMs = 0;
  /** How long each answer takes. */
  answerMs = 0;

  /** How often a request was asked. */
  count(name: string): number {
    return this.heard.filter((each) => each.name === name).length;
  }

  readonly open: OpenSocket = (options) => {
    let over = false;
    const { events } = options;
    const socket: MemorySocket = {
      handshake: options.handshake,
      notify: (name, notice) => later(() => events.notice(name, structuredClone(notice))),
      cut: () => end(() => events.closed()),
    };
    const later = (call: () => void): void => {
      queueMicrotask(() => {
        if (!over) call();
      });
    };
    const end = (tell: () => void): void => {
      if (over) return;
      over = true;
      clearTimeout(timer);
      this.sockets.delete(socket);
      tell();
    };
    const timer = setTimeout(() => end(() => events.closed()), options.connectTimeoutMs);
    const admit = (): void => this.#admit(socket, options, timer, end, events);
    if (this.reachable && this.handshakeMs === 0) later(admit);
    else if (this.reachable) setTimeout(() => (over ? undefined : admit()), this.handshakeMs);
    return {
      send: (name, message, answered) => {
        if (over) return;
        const wire = structuredClone(message) as Record<string, unknown>;
        this.heard.push({ name, message: wire });
        const answerLater = (answer: unknown): void => {
          if (this.answerMs === 0) later(() => answered(answer));
          else setTimeout(() => later(() => answered(answer)), this.answerMs);
        };
        later(() => this.#answer(name, wire, socket, answerLater));
      },
      close: () => end(() => undefined),
    };
  };

  #admit(
    socket: MemorySocket,
    { handshake }: SocketOptions,
    timer: ReturnType<typeof setTimeout>,
    end: (tell: () => void) => void,
    events: SocketEvents,
  ): void {
    clearTimeout(timer);
    this.handshakes.push(handshake);
    const refusal = this.gate(handshake);
    if (refusal !== null) {
      end(() => events.refused(refusal));
      return;
    }
    this.sockets.add(socket);
    events.opened();
  }

  #answer(
    name: string,
    message: Record<string, unknown>,
    socket: MemorySocket,
    answered: (answer: unknown) => void,
  ): void {
    try {
      const handler = isRequestName(name) ? this.handlers[name] : undefined;
      if (handler === undefined) throw new SessionError('unknown-request');
      const value = handler(message, socket);
      if (value !== undefined) answered({ ok: true, value: structuredClone(value) });
    } catch (error) {
      if (!(error instanceof SessionError)) throw error;
      answered({ ok: false, error: error.toBody() });
    }
  }
}
