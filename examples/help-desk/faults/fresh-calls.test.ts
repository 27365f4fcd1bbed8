import { test } from 'node:test';
import { connectFreshCalls } from './fresh-calls.ts';

// Two hundred times two fresh pages: a quarter of an hour where nothing else runs.
const TIMEOUT_MS = 45 * 60_000;

test('F16: 200 of 200 calls between fresh pages connect', { timeout: TIMEOUT_MS }, () =>
  connectFreshCalls(200),
);
