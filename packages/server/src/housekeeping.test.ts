import assert from 'node:assert/strict';
import { it } from 'node:test';
import { SessionError } from '@fernblick/protocol';
import type { Order } from './sessions.ts';
import { Housekeeping } from './housekeeping.ts';

it('one session that cannot be looked after keeps none of the others waiting', async () => {
  const done: string[] = [];
  const errors: unknown[] = [];
  const options = {
    store: {
      sessionsAwaited: () =>
        Promise.resolve(['session-0001', 'session-0002'].map((session) => ({ at: 1, session }))),
    },
    sessions: {
      execute: ({ session }: Order) => {
        if (session === 'session-0001') throw new SessionError('storage-unavailable');
        done.push(session);
        return Promise.resolve();
      },
    },
    log: { error: (about: unknown) => errors.push(about) },
    now: () => 10,
  };
  // Of all that it looks after there is what this asks.
  const housekeeping = new Housekeeping(
    options as unknown as ConstructorParameters<typeof Housekeeping>[0],
    5,
  );
  await housekeeping.endOverdue();
  assert.deepEqual(done, ['session-0002']);
  assert.equal(errors.length, 1);
});
