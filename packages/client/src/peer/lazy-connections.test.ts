import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { LazyConnections } from './lazy-connections.ts';
import type { CreatePeerConnection } from './peer-connection.ts';

const made = {} as ReturnType<CreatePeerConnection>;
const options = {} as Parameters<CreatePeerConnection>[0];

describe('connections that are fetched when they are needed', () => {
  it('are fetched once, however often they are asked for', async () => {
    let fetches = 0;
    const connections = new LazyConnections(() => {
      fetches += 1;
      return Promise.resolve(() => made);
    });
    await Promise.all([connections.ready(), connections.ready()]);
    await connections.ready();
    assert.equal(fetches, 1);
    assert.equal(connections.create(options), made);
  });

  it('say so where they cannot be fetched, and are tried again the next time', async () => {
    let online = false;
    const connections = new LazyConnections(() =>
      online ? Promise.resolve(() => made) : Promise.reject(new TypeError('Failed to fetch')),
    );
    await assert.rejects(connections.ready(), { code: 'server-unreachable' });
    online = true;
    await connections.ready();
    assert.equal(connections.create(options), made);
  });
});
