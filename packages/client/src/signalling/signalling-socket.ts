import type { Handshake, RequestName, SessionError } from '@fernblick/protocol';

/** What a socket tells its owner; nothing any more once its owner has closed it. */
export interface SocketEvents {
  /** The server has let us in; requests may be sent. */
  opened(): void;
  /** The server has said no to the handshake; the socket is finished. */
  refused(error: SessionError): void;
  /** The connection is lost or could not be made; the socket is finished. */
  closed(): void;
  /** Something the server said without being asked, as it came. */
  notice(name: string, notice: unknown): void;
}

/** One connection to the server, from its opening to its end. It never reconnects: the next one is a new socket. */
export interface SignallingSocket {
  /** Sends a request; `answered` is called at most once, with the answer as it came. */
  send(name: RequestName, message: object, answered: (answer: unknown) => void): void;
  close(): void;
}

export interface SocketOptions {
  readonly server: URL;
  readonly handshake: Handshake;
  readonly connectTimeoutMs: number;
  readonly events: SocketEvents;
}

/** Opens a socket. The interface behind which socket.io stands; tests put a server in memory here. */
export type OpenSocket = (options: SocketOptions) => SignallingSocket;
