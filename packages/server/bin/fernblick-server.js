#!/usr/bin/env node
// npm links a program when it installs, which in a clone is before anything is built: so this file is never built itself.
import { existsSync } from 'node:fs';

const program = new URL('../dist/cli.js', import.meta.url);
if (existsSync(program)) await import(program.href);
else {
  process.stderr.write('fernblick-server is not built yet. Run `npm run build` first.\n');
  process.exitCode = 1;
}
