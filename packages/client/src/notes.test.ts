import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { Note } from '@fernblick/protocol';
import { systemClock } from './peer/clock.ts';
import { FakeWorld } from './testing/fake-connection.ts';
import { MemorySession } from './testing/memory-session.ts';
import { pretendToBeAPage } from './testing/page-globals.ts';
import { holds } from './testing/until.ts';

pretendToBeAPage();

const note = (seq: number): Note => {
  return { seq, by: `Agent ${seq}`, you: seq === 1, text: `Note ${seq}`, at: 1, version: 1 };
};

it('notepads are read page by page, written upon a version, and told; too long ones are refused here', async () => {
  const session = new MemorySession(new FakeWorld(systemClock).create);
  const { handlers, heard, sockets } = session.server;
  handlers['notes:read'] = ({ after }) => ({ notes: [note(Number(after) + 1)], more: after === 0 });
  handlers['note:write'] = ({ text, version }) => ({
    note: { ...note(1), text, version: Number(version) + 1 },
  });
  await using anna = session.client('anna');
  await anna.open();
  assert.deepEqual(await anna.notes.read(), [note(1), note(2)]);
  assert.equal((await anna.notes.write(' One ', { version: 3 })).version, 4);
  assert.deepEqual(heard.at(-1)?.message['text'], 'One');
  await assert.rejects(anna.notes.write('x'.repeat(1_000_000), { version: 4 }), {
    code: 'message-too-large',
  });
  assert.equal(heard.filter(({ name }) => name === 'note:write').length, 1);
  const told: string[] = [];
  const end = anna.notes.subscribe((change) => told.push(change.note.text));
  const about = anna.state.session?.id ?? '';
  for (const socket of sockets) socket.notify('note:changed', { session: about, note: note(2) });
  await holds(() => told.join() === 'Note 2');
  await anna.notes.write('Two', { version: 4 });
  assert.deepEqual(told, ['Note 2', 'Two']);
  end();
  await anna.notes.write('Three', { version: 5 });
  assert.equal(told.length, 2);
});

it('what was begun is kept in the tab for the one who wrote it, and what is not ours counts as nothing', async () => {
  const items = new Map<string, string>();
  const sessionStorage = {
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => items.set(key, value),
    removeItem: (key: string) => items.delete(key),
  };
  Object.defineProperty(globalThis, 'sessionStorage', {
    value: sessionStorage,
    configurable: true,
  });
  const session = new MemorySession(new FakeWorld(systemClock).create);
  await using anna = session.client('anna');
  await using maria = session.client('maria');
  await Promise.all([anna.open(), maria.open()]);
  const draft = { text: 'half a sen', version: 2 };
  assert.equal(anna.notes.keepDraft('session-0001', draft), true);
  assert.deepEqual(anna.notes.draft('session-0001'), draft);
  assert.equal(maria.notes.draft('session-0001'), null, 'another person in the same tab');
  assert.equal(anna.notes.draft('session-0002'), null);
  anna.notes.keepDraft('session-0001', null);
  assert.ok(![...items.keys()].some((key) => key.includes('note')));
  for (const nonsense of ['{', '{"text":1,"version":1}', 'null', '"x"']) {
    sessionStorage.getItem = () => nonsense;
    assert.equal(anna.notes.draft('session-0001'), null, nonsense);
  }
});
