import { test } from 'node:test';
import { connectFreshCalls } from '../faults/fresh-calls.ts';

test('10 of 10 calls between fresh pages connect, both sides joining at once', () =>
  connectFreshCalls(10));
