import { createSessionClient } from '@fernblick/client';
import type { Contestant } from './contestant.ts';

/** Fernblick: the page watches the session, the preview runs, and the click joins. */
export const ours: Contestant = {
  async prepare({ side, call, server, token }) {
    const client = createSessionClient({
      server,
      session: call,
      getToken: async () => token ?? '',
    });
    await client.open();
    await client.startPreview({ microphone: true, camera: true });
    if (side === 'agent') {
      await client.join();
      return () => Promise.reject(new Error('The agent waits to be joined.'));
    }
    return () =>
      new Promise<MediaStream>((resolve, reject) => {
        const stop = client.subscribe(({ links }) => {
          const stream = links[0]?.stream;
          if (stream === undefined) return;
          stop();
          resolve(stream);
        });
        client.join().catch(reject);
      });
  },
};
