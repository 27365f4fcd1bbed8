// The least a socket.io server can do: it answers every message with the message.
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setFlagsFromString } from 'node:v8';
import { Server } from 'socket.io';

// As our command sets it for itself, so that only the servers differ; on the command line it has no effect.
setFlagsFromString('--semi-space-growth-factor=1');

// As the real server's: more pings than socket.io's default are part of what is compared, not of what differs.
const PING_MS = 5_000;

const http = createServer();
const io = new Server(http, { serveClient: false, pingInterval: PING_MS, pingTimeout: PING_MS });
io.on('connection', (socket) => {
  socket.onAny((_name: string, input: unknown, answer: (input: unknown) => void) => answer(input));
});
http.listen(0, '127.0.0.1');
await once(http, 'listening');
const { port } = http.address() as AddressInfo;
process.stdout.write(`Echo server: http://127.0.0.1:${port}\n`);
process.once('SIGTERM', () => process.exit(0));
