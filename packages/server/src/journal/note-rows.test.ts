import fc from 'fast-check';
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { it } from 'node:test';
import { append } from '../testing/journal-store-contract.ts';
import { temporaryFolder } from '../testing/test-server.ts';
import { SqlJournalStore } from './sql-journal-store.ts';
import { readSqliteError, sqliteDialect } from './sqlite-dialect.ts';

const agents = ['anna', 'ben'] as const;
/** One of two tabs of two agents reads, or writes upon what it read last; the answer may get lost. */
const step = fc.record({
  who: fc.constantFrom(...agents),
  tab: fc.constantFrom(0, 1),
  reads: fc.boolean(),
  isLost: fc.boolean(),
  text: fc.constantFrom('one', 'two', 'three', ''),
});

it('no text in a notepad goes that the tab which replaces it has not seen, whoever writes when', async (t) => {
  const store = await SqlJournalStore.open({
    dialect: sqliteDialect(join(await temporaryFolder(t), 'notes.db')),
    readError: readSqliteError,
  });
  t.after(() => store.close());
  let runs = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 14 }), async (steps) => {
      const session = `session-${(runs += 1)}`;
      await store.append(append(session));
      const seen = new Map<string, { readonly text: string; readonly version: number }>();
      const kept = new Map<string, { readonly text: string; readonly version: number }>();
      for (const { who, tab, reads, isLost, text } of steps) {
        const place = `${who} ${tab}`;
        if (reads) {
          const own = (await store.readNotes(session)).find(({ by }) => by.subject === who);
          assert.equal(own?.text, kept.get(who)?.text, 'what was kept is read');
          if (own !== undefined) seen.set(place, own);
          continue;
        }
        const before = seen.get(place);
        const by = { subject: who, name: who, role: 'agent' } as const;
        const write = { session, note: { by, text, at: 1 }, version: before?.version ?? 0 };
        const done = await store.writeNote({ ...write, limit: 9 });
        if (!('entry' in done)) {
          // The same text may have come back after another one.
          const newest = kept.get(who)?.version;
          assert.notEqual(before?.version, newest, 'only who has not seen it is refused');
          continue;
        }
        if (done.is === 'written')
          assert.equal(before?.text, kept.get(who)?.text, 'seen before it goes');
        else assert.equal(kept.get(who)?.text, text);
        kept.set(who, { text, version: done.entry.version });
        // The same once more, where the answer was lost: it does no harm.
        const again = isLost ? await store.writeNote({ ...write, limit: 9 }) : done;
        assert.ok('entry' in again && again.entry.version === done.entry.version);
        seen.set(place, done.entry);
      }
    }),
    { numRuns: 60 },
  );
});
