import type { ServerProcess } from '../servers/server-process.ts';
import type { WireSocket } from './wire-socket.ts';

/** A page that sends one message after the other. */
export interface Caller {
  readonly socket: WireSocket;
  /** A message that has to be on disk before it is answered (with us). */
  command(): Promise<void>;
  /** A message that is answered from memory. */
  ping(): Promise<void>;
}

/** One of the servers that are compared, and what its pages do. */
export interface Load {
  start(): Promise<ServerProcess & AsyncDisposable>;
  /** What the idle page of this number shows when it connects. */
  auth(page: number): Promise<object>;
  /** Gets everything ready for one more page, and returns what connects it and brings it in. */
  newcomer(url: string): Promise<() => Promise<WireSocket>>;
  /** Pages that are in a call already. */
  callers(url: string, count: number): Promise<readonly Caller[]>;
}
