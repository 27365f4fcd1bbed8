import assert from 'node:assert/strict';
import { it } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import { evolve, type Actor } from '@fernblick/session';
import { ContactBook } from './contact-book.ts';
import { ErasureBook } from './erasure-book.ts';
import type { StoredContact } from './journal/journal-store.ts';

const anna: Actor = {
  ...{ subject: 'anna', name: 'Anna', role: 'agent', portals: ['*'] },
  scope: { is: 'portals' },
};
const cleo = { subject: 'cleo', name: 'Cleo', role: 'customer' } as const;

it('a correction that is under way brings back nothing of a customer who is forgotten meanwhile', async () => {
  let kept: StoredContact | null = {
    ...{ subject: 'cleo', name: 'Cleo', email: 'cleo@home.example', lang: null, at: 1, by: 'Anna' },
    fields: [{ name: 'street', value: 'Old' }],
  };
  const isWriting = Promise.withResolvers<void>();
  const mayWrite = Promise.withResolvers<void>();
  const store = {
    contact: () => Promise.resolve(kept),
    putContact: async (contact: StoredContact) => {
      isWriting.resolve();
      await mayWrite.promise;
      kept = contact;
    },
    erasures: {
      sessionsOf: () => Promise.resolve([]),
      begin: () => Promise.resolve(),
      finish: () => {
        kept = null;
        return Promise.resolve();
      },
      needsCompacting: () => Promise.resolve(false),
    },
  };
  const state = evolve(
    null,
    {
      ...{ type: 'session-requested', at: 1, session: 'session-0001', by: cleo, portal: null },
      ...{ participant: 'participant-1', ticket: 'T-1', reason: 'It leaks.', preferred: [] },
      zone: 'UTC',
    },
    1,
  );
  const sessions = { state: () => Promise.resolve(state) };
  // Of all that the two work with there is what they ask here.
  const contacts = new ContactBook({
    ...{ store, sessions, now: () => 2, outbox: () => [], told: () => undefined },
    allowed: () => ({ functions: new Set(['contacts']) }),
    changed: () => Promise.resolve(),
  } as unknown as ConstructorParameters<typeof ContactBook>[0]);
  const erasures = new ErasureBook({
    ...{ store, sessions, contacts, now: () => 3, told: () => undefined },
  } as unknown as ConstructorParameters<typeof ErasureBook>[0]);
  const question = { session: 'session-0001', participant: 'participant-1', actor: anna };
  const corrected = contacts.change(question, { name: 'street', value: 'New' });
  await isWriting.promise;
  const forgotten = erasures.erase('cleo', { reason: 'Asked for.', by: undefined });
  // As far as it gets without what is being written.
  await setImmediate();
  mayWrite.resolve();
  await Promise.all([corrected, forgotten]);
  assert.equal(kept, null);
});
