import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { SessionState } from '@fernblick/session';
import { createLog } from '../log.ts';
import type { Order } from '../sessions.ts';
import { temporaryFolder } from '../testing/test-server.ts';
import { ChunkStore } from './chunk-store.ts';
import { Recordings } from './recordings.ts';

const NOW = 1_800_000_000_000;
const DAY_MS = 86_400_000;

describe('recordings that are swept away', () => {
  it('are those that no session knows of, and those that are too old, by way of their session', async (t) => {
    const store = new ChunkStore(await temporaryFolder(t));
    const starts = { 'recording-old': NOW - 31 * DAY_MS, 'recording-young': NOW - 29 * DAY_MS };
    const state = {
      recordings: Object.entries(starts).map(([id, startedAt]) => ({ id, startedAt })),
    } as unknown as SessionState;
    const expired: string[] = [];
    const nothing = (): void => undefined;
    const recordings = new Recordings({
      store,
      sessions: {
        state: (id) => Promise.resolve(id === 'session-0001' ? state : null),
        execute: async ({ command }: Order) => {
          expired.push(JSON.stringify(await command(state)));
          return { state, repeated: false };
        },
      },
      audience: { markStored: nothing, publishPresence: nothing },
      lostRecorders: { arrived: nothing },
      finaliser: { arrived: nothing, finish: nothing },
      keepMs: 30 * DAY_MS,
      log: createLog('silent'),
      now: () => NOW,
    });
    for (const [session, recording] of [
      ['session-0001', 'recording-old'],
      ['session-0001', 'recording-young'],
      ['session-0001', 'recording-unknown'],
      ['session-0002', 'recording-old'],
    ] as const)
      await store.write({ session, recording }, 'finished.json', Buffer.from('{}'));
    await recordings.sweep();
    const left: string[] = [];
    for await (const { session, recording } of store.recordings())
      left.push(`${session}/${recording}`);
    assert.deepEqual(left.sort(), ['session-0001/recording-old', 'session-0001/recording-young']);
    const command = { name: 'expire-recordings', facts: { before: NOW - 30 * DAY_MS } };
    assert.deepEqual(expired, [JSON.stringify(command)]);
  });
});
