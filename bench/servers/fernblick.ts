// The real server, as `npx @fernblick/server` runs it, configured by the environment.
import { createServer, readConfig } from '@fernblick/server';
import { reportTo } from './child-reports.ts';

const startedAt = performance.now();
const server = await createServer(readConfig());
const { url } = await server.listen();
reportTo(process, { url, startMs: performance.now() - startedAt });
process.once('SIGTERM', () => {
  void server.close().then(() => process.exit(0));
});
