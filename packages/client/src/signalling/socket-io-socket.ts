import { isErrorCode, SessionError } from '@fernblick/protocol';
import { io } from 'socket.io-client';
import type { OpenSocket } from './signalling-socket.ts';

/** Reads why a handshake was refused; null where the server was not reached at all. */
function refusalOf(error: unknown): SessionError | null {
  const { data, message } = error as { data?: { code?: unknown } | null; message?: unknown };
  const code = data?.code ?? message;
  return isErrorCode(code) ? new SessionError(code, { cause: error }) : null;
}

/** Opens a socket.io connection; the only place that knows the library. Its own reconnection stays off. */
export const openSocketIo: OpenSocket = ({ server, handshake, connectTimeoutMs, events }) => {
  const socket = io(server.origin, {
    path: `${server.pathname.replace(/\/+$/, '')}/socket.io/`,
    auth: handshake,
    reconnection: false,
    forceNew: true,
    timeout: connectTimeoutMs,
    // Polling is for networks that let no WebSocket through.
    transports: ['websocket', 'polling'],
    tryAllTransports: true,
    upgrade: false,
  });
  let over = false;
  const finish = (tell: () => void): void => {
    if (over) return;
    over = true;
    clearTimeout(giveUp);
    socket.disconnect();
    tell();
  };
  // The library's own time-out ends with the transport; the handshake above it may hang as well.
  const giveUp = setTimeout(() => finish(() => events.closed()), connectTimeoutMs);
  socket.on('connect', () => {
    clearTimeout(giveUp);
    if (!over) events.opened();
  });
  socket.on('connect_error', (error) => {
    const refusal = refusalOf(error);
    finish(() => (refusal === null ? events.closed() : events.refused(refusal)));
  });
  socket.on('disconnect', () => finish(() => events.closed()));
  socket.onAny((name: string, notice: unknown) => {
    if (!over) events.notice(name, notice);
  });
  return {
    send(name, message, answered) {
      socket.emit(name, message, (answer: unknown) => {
        if (!over) answered(answer);
      });
    },
    close: () => finish(() => undefined),
  };
};
