import assert from 'node:assert/strict';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { isErrorCode } from '@fernblick/protocol';
import type { Actor } from '@fernblick/session';
import { readConfig } from '../config.ts';
import { SqlJournalStore } from '../journal/sql-journal-store.ts';
import { readSqliteError, sqliteDialect } from '../journal/sqlite-dialect.ts';
import { createLog } from '../log.ts';
import { loadSecrets } from '../secrets.ts';
import type { Connection } from '../signalling/connection.ts';
import { Switchboard } from '../switchboard.ts';
import { fuzzMessages } from './fuzz-messages.ts';
import { temporaryFolder } from './test-server.ts';

/** Enough for each to have a journal of natural length at the end. */
const SESSIONS = 400;
/** How many messages are under way at once. */
const AT_ONCE = 500;

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

function connectionOf(actor: Actor, tab: string): Connection {
  return {
    address: '127.0.0.1',
    isOpen: true,
    expiresAt: Infinity,
    tab,
    holder: { actor, jti: `jti-of-${tab}`, issuedAt: 0, expiresAt: Infinity },
    notify: () => undefined,
    close: () => assert.fail('a page was cut off although no limit applies'),
  };
}

/** What a run of nonsense led to. */
export interface FuzzResult {
  readonly codes: ReadonlyMap<string, number>;
  /** Growth of the heap after everything was collected, in bytes. */
  readonly growthBytes: number;
  /** Messages a second. */
  readonly rate: number;
}

/** Sends seeded nonsense into the dispatcher, without limits, and checks that each message is answered once. */
export async function fuzzDispatcher(
  t: TestContext,
  options: { readonly seed: number; readonly count: number },
): Promise<FuzzResult> {
  const dataDir = await temporaryFolder(t);
  // Not all sessions fit into memory, so that states are read back from the journal now and then.
  const config = readConfig({ DATA_DIR: dataDir, CACHED_SESSIONS: String(SESSIONS * 0.95) });
  const store = await SqlJournalStore.open({
    dialect: sqliteDialect(join(dataDir, 'journal.db')),
    readError: readSqliteError,
  });
  const switchboard = new Switchboard({
    config,
    secrets: loadSecrets(config),
    store,
    log: createLog('silent'),
    now: Date.now,
    checkReplies: true,
  });
  t.after(async () => {
    switchboard.presence.close();
    await switchboard.sessions.drained();
    await store.close();
  });
  const person = (subject: string, role: 'agent' | 'customer', scope: Actor['scope']): Actor => ({
    subject,
    name: subject,
    role,
    portals: role === 'agent' ? ['*'] : [],
    scope,
  });
  const pages = [
    connectionOf(person('anna', 'agent', { is: 'portals' }), 'tab-of-anna'),
    connectionOf(person('cleo', 'customer', { is: 'ticket', ticket: 'T-1' }), 'tab-of-cleo'),
    connectionOf(person('dora', 'customer', { is: 'ticket', ticket: 'T-2' }), 'tab-of-dora'),
    connectionOf(person('eve', 'customer', { is: 'entry' }), 'tab-of-eve'),
  ];
  const [anna] = pages;
  assert.ok(anna);
  const sessions: string[] = [];
  for (let index = 0; index < SESSIONS; index += 1) {
    const request = { number: false, start: 'video', ticket: 'T-1' } as const;
    const made = await switchboard.creation.create(anna.holder.actor, {
      ...request,
      commandId: `made-${String(index).padStart(8, '0')}`,
    });
    sessions.push(made.state.id);
  }
  const messages = fuzzMessages(options.seed, {
    sessions,
    participants: ['participant-0001'],
    tickets: ['T-1', 'T-2', 'T-3'],
    tabs: pages.map(({ tab }) => tab),
  });
  const codes = new Map<string, number>();

  const send = async (index: number): Promise<void> => {
    const { name, args } = messages.next().value;
    const page = pages[index % pages.length] ?? anna;
    const withAnswer = index % 5 !== 0;
    let answers = 0;
    const acknowledge = (answer: unknown): void => {
      answers += 1;
      const { ok, error } = answer as { ok: boolean; error?: { code: string } };
      const code = ok ? 'ok' : (error?.code ?? 'none');
      codes.set(code, (codes.get(code) ?? 0) + 1);
    };
    await switchboard.dispatcher.dispatch(
      page,
      null,
      name,
      withAnswer ? [...args, acknowledge] : args,
    );
    assert.equal(answers, withAnswer ? 1 : 0, `answered ${answers} times`);
  };
  const sendUpTo = async (from: number, to: number): Promise<void> => {
    for (let index = from; index < to; index += AT_ONCE) {
      const batch = Array.from({ length: Math.min(AT_ONCE, to - index) }, (_, at) => index + at);
      await Promise.all(batch.map(send));
    }
  };
  // What is made once (prepared statements, compiled code) is no growth.
  const warmUp = Math.floor(options.count / 10);
  await sendUpTo(0, warmUp);
  const before = await heapUsed();
  const startedAt = performance.now();
  await sendUpTo(warmUp, options.count);
  const rate = ((options.count - warmUp) / (performance.now() - startedAt)) * 1_000;
  for (const code of codes.keys()) assert.ok(code === 'ok' || isErrorCode(code), code);
  assert.equal(codes.get('server-error') ?? 0, 0);
  assert.ok((codes.get('ok') ?? 0) > options.count / 100, 'hardly anything got through');
  return { codes, growthBytes: (await heapUsed()) - before, rate };
}

async function heapUsed(): Promise<number> {
  for (let round = 0; round < 3; round += 1) {
    collectGarbage();
    await nextTurn();
  }
  return process.memoryUsage().heapUsed;
}
