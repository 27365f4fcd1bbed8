import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { JournalStore } from './journal/journal-store.ts';
import { readSettings, SettingsBook } from './settings-book.ts';

it('a decision about a function of another release is left aside, the rest of it holds', () => {
  const body = JSON.stringify({ functions: { flying: true, hold: false }, maxSessions: 2 });
  assert.deepEqual(readSettings(body), { functions: { hold: false }, maxSessions: 2 });
  assert.deepEqual(readSettings('{}'), {});
});

it('a decision that an earlier release took for somebody whom it never holds for is left aside', async () => {
  const body = JSON.stringify({ functions: { requests: false, hold: false } });
  const rows = [{ reach: 'agent:anna', body, at: 1, by: 'Carla' }];
  const store = { settings: async () => rows } as unknown as JournalStore;
  const book = new SettingsBook({ store, now: () => 2, changed: () => {} });
  await book.load();
  assert.deepEqual(book.decided.agents, { anna: { functions: { hold: false } } });
});

it('edits that come while another one is being written build upon it', async () => {
  const store = { putSettings: async () => {} } as unknown as JournalStore;
  const book = new SettingsBook({ store, now: () => 2, changed: () => {} });
  await Promise.all([
    book.edit({ is: 'host' }, { functions: { drawing: false } }, 'Carla'),
    book.edit({ is: 'host' }, { functions: { hold: false } }, 'Dora'),
  ]);
  assert.deepEqual(book.decided.host, { functions: { drawing: false, hold: false } });
});
