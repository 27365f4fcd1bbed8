import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';
import { TabLease } from './tab-lease.ts';

const NAME = 'a call';
const real = Object.getOwnPropertyDescriptor(globalThis, 'navigator');

// Longer than a lease is waited for where another tab holds it.
const SLOW_MS = 1_800;

/** A browser's locks: when another tab gives the one it holds back, and how long a grant is on its way. */
function pretendLocks({ freeAfterMs, slowMs = 0 }: { freeAfterMs: number; slowMs?: number }): void {
  const free =
    freeAfterMs === 0 ? null : new Promise((resolve) => setTimeout(resolve, freeAfterMs).unref());
  let held = free !== null;
  void free?.then(() => (held = false));
  const request = async (
    _name: string,
    { signal, ifAvailable }: LockOptions,
    granted: (lock: object | null) => Promise<void> | undefined,
  ): Promise<void> => {
    const isTaken = held && ifAvailable === true;
    const mine = async (): Promise<void> => {
      if (!isTaken) await free;
      await new Promise((resolve) => setTimeout(resolve, slowMs));
    };
    await Promise.race([
      mine(),
      new Promise((_, reject) =>
        signal?.addEventListener('abort', () => reject(new Error('late'))),
      ),
    ]);
    await granted(isTaken ? null : {});
  };
  // What is on its way to us counts as held in the browser.
  const query = async () => ({
    held: held || slowMs > 0 ? [{ name: NAME, mode: 'exclusive' }] : [],
  });
  Object.defineProperty(globalThis, 'navigator', {
    configurable: true,
    value: { locks: { request, query } },
  });
}

describe('the lease of a tab', () => {
  afterEach(() => {
    if (real !== undefined) Object.defineProperty(globalThis, 'navigator', real);
  });

  const lease = (elsewhere: boolean[] = []) =>
    new TabLease(NAME, { stolen: () => {}, heldElsewhere: (is) => elsewhere.push(is) });

  it('is waited for where nobody holds it and the browser is slow', async () => {
    pretendLocks({ freeAfterMs: 0, slowMs: SLOW_MS });
    const tab = lease();
    assert.equal(await tab.take({ steal: false }), true);
    assert.equal(tab.held, true);
  });

  it('is waited for while a page that held it is being reloaded', async () => {
    pretendLocks({ freeAfterMs: 100 });
    assert.equal(await lease().take({ steal: false }), true);
  });

  it('is refused where another tab holds it, which is told', async () => {
    pretendLocks({ freeAfterMs: 60_000 });
    const elsewhere: boolean[] = [];
    assert.equal(await lease(elsewhere).take({ steal: false }), false);
    await new Promise((resolve) => setImmediate(resolve));
    assert.deepEqual(elsewhere, [true]);
  });
});
