// Writes what happens in Fernblick into the tickets of a ticket system:
//   FERNBLICK_SECRET=… ZAMMAD_URL=https://support.example ZAMMAD_TOKEN=… npx node examples/adapters/server.ts
// Without ZAMMAD_URL it only says what it would write.
import { Adapter } from './adapter.ts';
import type { TicketSystem } from './ticket-note.ts';
import { Zammad } from './zammad.ts';

const AGAIN_EVERY_MS = 30_000;

const {
  PORT = '8093',
  FERNBLICK_SECRET: secret = '',
  ZAMMAD_URL: url = '',
  ZAMMAD_TOKEN: token = '',
  FOLDER: folder = '.fernblick-adapter',
} = process.env;
if (secret === '') throw new Error('Set FERNBLICK_SECRET to the secret of the webhook.');

const onTheScreen: TicketSystem = {
  add: async (ticket, note) => console.log(`Ticket ${ticket}: ${note.text}`),
};
const system = url === '' ? onTheScreen : new Zammad({ url, token });
const adapter = new Adapter({ secret, folder, system });
adapter.server.listen(Number(PORT), '127.0.0.1', () => {
  console.log(`Waiting for messages at http://127.0.0.1:${PORT}/`);
  void adapter.work();
});
setInterval(() => void adapter.work(), AGAIN_EVERY_MS);
