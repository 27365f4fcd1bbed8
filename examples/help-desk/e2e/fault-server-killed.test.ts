import { test } from 'node:test';
import { killServerInMidCall } from '../faults/server-killed.ts';

test('a call survives the death of its server, and every command is kept exactly once', () =>
  killServerInMidCall({ commands: 40, everyMs: 50, awayMs: 500 }));
