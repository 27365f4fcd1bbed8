import { test } from 'node:test';
import { killServerInMidCall } from './server-killed.ts';

test('F1: a server that is killed and back after 5 s loses and doubles none of 200 commands', () =>
  killServerInMidCall({ commands: 200, everyMs: 50, awayMs: 5_000 }));
