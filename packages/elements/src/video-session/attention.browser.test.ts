import { expect } from '@open-wc/testing';
import { byName, drawn, mountState } from '../testing/mount.ts';

/** A page with a mouse, on which what was meant for later can be run at once. */
async function withMouse(test: (later: () => void) => Promise<void>): Promise<void> {
  const start = window.setTimeout;
  const { matchMedia } = window;
  window.matchMedia = (query) =>
    query.includes('hover') ? matchMedia.call(window, 'all') : matchMedia.call(window, query);
  const due: (() => void)[] = [];
  window.setTimeout = ((run: () => void, ms?: number) => {
    if (ms !== undefined && ms > 1_000) return due.push(run);
    return start.call(window, run, ms);
  }) as typeof window.setTimeout;
  try {
    await test(() => {
      for (const run of due.splice(0)) run();
    });
  } finally {
    window.setTimeout = start;
    window.matchMedia = matchMedia;
  }
}

describe('video-session and where a person looks', () => {
  it('fades the bar when nothing moves, and brings it back at the first movement', async () => {
    await withMouse(async (later) => {
      const { call } = await mountState('agent-live');
      const faded = (): boolean | undefined =>
        call.shadowRoot?.querySelector('.stage')?.hasAttribute('data-faded');
      expect(faded()).to.equal(false);
      later();
      expect(faded()).to.equal(true);
      call.dispatchEvent(new PointerEvent('pointermove', { bubbles: true }));
      expect(faded()).to.equal(false);
    });
  });

  it('never fades the bar while the focus is in it', async () => {
    await withMouse(async (later) => {
      const { call } = await mountState('agent-live');
      byName(call, 'button', 'Microphone', '.bar *').focus();
      later();
      expect(call.shadowRoot?.querySelector('.stage')?.hasAttribute('data-faded')).to.equal(false);
    });
  });

  it('brings the bar back for a message that waits to be read, and keeps it until it is', async () => {
    await withMouse(async (later) => {
      const { call, client } = await mountState('customer-live');
      const faded = (): boolean | undefined =>
        call.shadowRoot?.querySelector('.stage')?.hasAttribute('data-faded');
      later();
      expect(faded()).to.equal(true);
      client.chat.write('Which valve?');
      await drawn(call);
      expect(faded()).to.equal(false);
      later();
      expect(faded()).to.equal(false);
      client.chat.markRead('all');
      await drawn(call);
      later();
      expect(faded()).to.equal(true);
    });
  });

  it('keeps the screen awake during the call, and no longer', async () => {
    const locks = new Set<object>();
    const { wakeLock } = navigator;
    Object.defineProperty(navigator, 'wakeLock', {
      configurable: true,
      value: {
        request: async () => {
          const lock = {
            released: false,
            release: async () => {
              locks.delete(lock);
            },
          };
          locks.add(lock);
          return lock;
        },
      },
    });
    try {
      const { call, client } = await mountState('customer-live');
      await drawn(call);
      expect(locks.size).to.equal(1);
      client.set({ status: { is: 'ended' } });
      await drawn(call);
      expect(locks.size).to.equal(0);
    } finally {
      Object.defineProperty(navigator, 'wakeLock', { configurable: true, value: wakeLock });
    }
  });
});
