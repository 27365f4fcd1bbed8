import { Peer, type MediaConnection } from 'peerjs';
import type { Contestant } from './contestant.ts';

/** PeerJS with its own server, used as its guide shows. */
export const peerjs: Contestant = {
  async prepare(setup, camera) {
    const server = new URL(setup.server);
    const peer = new Peer(`${setup.call}-${setup.side}`, {
      host: server.hostname,
      port: Number(server.port),
      path: server.pathname,
      secure: false,
      config: { iceServers: [...setup.iceServers] },
    });
    await new Promise<void>((resolve, reject) => {
      peer.on('open', () => resolve());
      peer.on('error', reject);
    });
    const streamOf = (call: MediaConnection) =>
      new Promise<MediaStream>((resolve) => {
        call.on('stream', resolve);
      });
    peer.on('call', (call) => call.answer(camera));
    return () => streamOf(peer.call(`${setup.call}-agent`, camera));
  },
};
