import { startServer } from '../servers/server-process.ts';
import type { Load } from './load.ts';
import { WireSocket } from './wire-socket.ts';

const command = {
  commandId: 'command-000000',
  session: 'AAAAAAAAAAAAAAAAAAAAAA',
  microphone: 'on',
  camera: 'off',
};

/** A bare socket.io server: pages connect without showing anything, and hear what they said. */
export const echoLoad: Load = {
  start: () => startServer('echo'),
  auth: async () => ({}),
  newcomer: async (url) => async () => {
    const socket = await WireSocket.open(url, {});
    await socket.ask('session:join', command);
    return socket;
  },
  callers: async (url, count) => {
    const sockets = await Promise.all(
      Array.from({ length: count }, () => WireSocket.open(url, {})),
    );
    return sockets.map((socket) => ({
      socket,
      command: async () => {
        await socket.ask('call:devices', command);
      },
      ping: async () => {
        await socket.ask('server:ping', {});
      },
    }));
  },
};
