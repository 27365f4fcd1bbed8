import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  allowedFor,
  evolve,
  nothingDecided,
  type Actor,
  type SessionState,
} from '@fernblick/session';
import { Audience } from './audience.ts';
import type { Connection } from './connection.ts';
import { createHandlers, type Desk } from './handlers.ts';

const cleo: Actor = {
  ...{ subject: 'cleo', name: 'Cleo', role: 'customer', portals: [] },
  scope: { is: 'ticket', ticket: 'T-1' },
};

const by = { subject: 'anna', name: 'Anna', role: 'agent' } as const;
const created = (session: string): SessionState =>
  evolve(
    null,
    {
      ...{ type: 'session-created', at: 1, session, by, portal: null, ticket: 'T-1' },
      ...{ number: null, start: 'video' },
    },
    1,
  );

/**
 * The handlers over two sessions of T-1, and over a storage that is slow: while it is read, the first of them becomes
 * internal.
 */
function slowDesk() {
  const now = new Map(['session-0001', 'session-0002'].map((id) => [id, created(id)]));
  const read = async <T>(value: T): Promise<T> => {
    await Promise.resolve();
    now.set('session-0001', { ...created('session-0001'), internal: true });
    return value;
  };
  const state = (id: string): SessionState | null => now.get(id) ?? null;
  const desk = {
    sessions: {
      cachedState: state,
      state: (id: string) => (id === 'session-0002' ? read(state(id)) : Promise.resolve(state(id))),
    },
    store: {
      sessionsOfTicket: () => Promise.resolve([...now.keys()]),
      sessionsOfContact: () => Promise.resolve([]),
    },
    audience: new Audience((actor, place) => allowedFor(nothingDecided, actor, place)),
    allowed: () => allowedFor(nothingDecided, cleo, null),
    chat: {
      read: (id: string) => read({ state: state(id), entries: [], more: false }),
    },
    ink: { read: () => read({ items: [], more: false }) },
  };
  const page = { holder: { actor: cleo }, notify: () => undefined } as unknown as Connection;
  // Of the desk there is what these handlers ask.
  return { handlers: createHandlers(desk as unknown as Desk), page };
}

describe('what was read while its session became internal', () => {
  const session = 'session-0001';

  it('is not in a list', async () => {
    const { handlers, page } = slowDesk();
    const { sessions } = await handlers['session:list']({ ticket: 'T-1' }, page);
    assert.deepEqual(
      sessions.map(({ id }) => id),
      ['session-0002'],
    );
  });

  it('is answered as if there were no such session', async () => {
    const { handlers, page } = slowDesk();
    const gone = { code: 'not-found' };
    await assert.rejects(async () => {
      await handlers['chat:read']({ session, to: 'all', after: 0 }, page);
    }, gone);
    const again = slowDesk();
    await assert.rejects(async () => {
      await again.handlers['ink:read']({ session, after: 0 }, again.page);
    }, gone);
  });
});
