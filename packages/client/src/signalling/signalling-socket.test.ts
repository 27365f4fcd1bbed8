import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe } from 'node:test';
import { SessionError } from '@fernblick/protocol';
import { Server } from 'socket.io';
import { MemoryServer } from '../testing/memory-server.ts';
import { signallingSocketContract } from '../testing/signalling-socket-contract.ts';
import { openSocketIo } from './socket-io-socket.ts';

const REFUSED = 'refused';
const PREFIX = '/support';

describe('a socket in memory', () => {
  signallingSocketContract(() => {
    const server = new MemoryServer();
    server.handlers['server:ping'] = () => ({ time: 7 });
    server.gate = ({ token }) => (token === REFUSED ? new SessionError('not-authorized') : null);
    return Promise.resolve({
      open: server.open,
      url: new URL('http://memory.example/'),
      refusedToken: REFUSED,
      notify: (name, notice) => {
        for (const socket of server.sockets) socket.notify(name, notice);
      },
      cut: () => {
        for (const socket of [...server.sockets]) socket.cut();
      },
      close: () => Promise.resolve(),
    });
  });
});

describe('a socket of socket.io, under a path of the host', () => {
  signallingSocketContract(async () => {
    const http = createServer();
    const server = new Server(http, { path: `${PREFIX}/socket.io/` });
    server.use((socket, next) => {
      const { token } = socket.handshake.auth as { token?: unknown };
      const error = new SessionError('not-authorized');
      next(
        token === REFUSED
          ? Object.assign(new Error(error.code), { data: error.toBody() })
          : undefined,
      );
    });
    server.on('connection', (socket) => {
      socket.on('server:ping', (_message: unknown, answer: (value: unknown) => void) =>
        answer({ ok: true, value: { time: 7 } }),
      );
    });
    http.listen(0, '127.0.0.1');
    await once(http, 'listening');
    // A listening server has an address of this kind; `address()` also knows pipes.
    const { port } = http.address() as AddressInfo;
    return {
      open: openSocketIo,
      url: new URL(`http://127.0.0.1:${port}${PREFIX}`),
      refusedToken: REFUSED,
      notify: (name, notice) => {
        server.emit(name, notice);
      },
      cut: () => server.disconnectSockets(true),
      close: () => server.close(),
    };
  });
});
