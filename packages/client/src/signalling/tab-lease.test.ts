import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';
import { TabLease } from './tab-lease.ts';

const NAME = 'a call';
const real = Object.getOwnPropertyDescriptor(globalThis, 'navigator');

/** A browser's locks: whether another tab holds one, and how many requests it leaves lying before it grants one. */
function pretendLocks({ held, slow }: { readonly held: boolean; readonly slow: number }): {
  asked: number;
} {
  const counts = { asked: 0 };
  const request = async (
    _name: string,
    { signal, mode }: LockOptions,
    granted: () => Promise<void> | undefined,
  ): Promise<void> => {
    if (mode === 'shared') return await new Promise(() => {});
    counts.asked += 1;
    await new Promise<void>((resolve, reject) => {
      signal?.addEventListener('abort', () => reject(new DOMException('late', 'TimeoutError')));
      if (!held && counts.asked > slow) resolve();
    });
    await granted();
  };
  const query = async () => ({ held: held ? [{ name: NAME, mode: 'exclusive' }] : [] });
  Object.defineProperty(globalThis, 'navigator', {
    configurable: true,
    value: { locks: { request, query } },
  });
  return counts;
}

describe('the lease of a tab', () => {
  afterEach(() => {
    if (real !== undefined) Object.defineProperty(globalThis, 'navigator', real);
  });

  const lease = (elsewhere: boolean[] = []) =>
    new TabLease(NAME, { stolen: () => {}, heldElsewhere: (is) => elsewhere.push(is) });

  it('is waited for where nobody holds it and the browser is slow', async () => {
    const locks = pretendLocks({ held: false, slow: 2 });
    const tab = lease();
    assert.equal(await tab.take({ steal: false }), true);
    assert.equal(locks.asked, 3);
    assert.equal(tab.held, true);
  });

  it('is refused where another tab holds it, which is told', async () => {
    const locks = pretendLocks({ held: true, slow: 0 });
    const elsewhere: boolean[] = [];
    assert.equal(await lease(elsewhere).take({ steal: false }), false);
    assert.equal(locks.asked, 1);
    await new Promise((resolve) => setImmediate(resolve));
    assert.deepEqual(elsewhere, [true]);
  });
});
