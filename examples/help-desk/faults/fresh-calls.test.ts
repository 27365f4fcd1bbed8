import { test } from 'node:test';
import { connectFreshCalls } from './fresh-calls.ts';

test('F16: 200 of 200 calls between fresh pages connect', () => connectFreshCalls(200));
