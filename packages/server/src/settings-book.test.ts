import assert from 'node:assert/strict';
import { it } from 'node:test';
import { readSettings } from './settings-book.ts';

it('a decision about a function of another release is left aside, the rest of it holds', () => {
  const body = JSON.stringify({ functions: { flying: true, hold: false }, maxSessions: 2 });
  assert.deepEqual(readSettings(body), { functions: { hold: false }, maxSessions: 2 });
  assert.deepEqual(readSettings('{}'), {});
});
