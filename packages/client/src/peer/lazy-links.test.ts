import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { CallLinks } from './call-links.ts';
import { LazyLinks, type LinksCode } from './lazy-links.ts';

const made = {} as CallLinks;
const code = {} as LinksCode;

describe('links whose code is fetched when it is needed', () => {
  it('are fetched and made once, however often they are asked for', async () => {
    let fetches = 0;
    let makes = 0;
    const lazy = new LazyLinks(
      () => {
        fetches += 1;
        return Promise.resolve(code);
      },
      () => {
        makes += 1;
        return made;
      },
    );
    assert.equal(lazy.links, null);
    await Promise.all([lazy.ready(), lazy.ready()]);
    await lazy.ready();
    assert.deepEqual([fetches, makes], [1, 1]);
    assert.equal(lazy.links, made);
  });

  it('say so where they cannot be fetched, and are tried again the next time', async () => {
    let online = false;
    const lazy = new LazyLinks(
      () => (online ? Promise.resolve(code) : Promise.reject(new TypeError('Failed to fetch'))),
      () => made,
    );
    await assert.rejects(lazy.ready(), { code: 'server-unreachable' });
    online = true;
    await lazy.ready();
    assert.equal(lazy.links, made);
  });
});
