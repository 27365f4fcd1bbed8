import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkInk, type InkItem, type InkLive } from '@fernblick/protocol';
import { Intake, type IntakeOptions } from './intake.ts';

const pointer: InkLive = { is: 'pointer', at: { x: 0.5, y: 0.5 }, color: 'red' };
const undo: InkItem = {
  is: 'operation',
  operation: {
    id: 'operation-1',
    author: 'participant-1',
    clock: 1,
    is: 'undo',
    operation: 'operation-0',
  },
};

/** An intake, and what it has let in and told. */
function intake(loadCheck: IntakeOptions['loadCheck']) {
  const seen: string[] = [];
  const made = new Intake({
    loadCheck,
    items: (items) => seen.push(...items.map(({ is }) => is)),
    live: (_from, { is }) => seen.push(is),
    changed: () => seen.push('changed'),
    problem: (code) => seen.push(code),
  });
  return { intake: made, seen };
}

test('lets in at once what a link has checked, and loads nothing for it', () => {
  const { intake: it, seen } = intake(() => Promise.reject(new Error('Not wanted.')));
  it.items([undo]);
  it.live('participant-1', pointer);
  assert.deepEqual(seen, ['operation', 'pointer']);
});

test('lets in everything that lasts in its order once it can be checked, also where that had to be tried again, which is told once', async (t) => {
  let now = 1_000;
  t.mock.method(performance, 'now', () => now);
  let tries = 0;
  const { intake: it, seen } = intake(async () => {
    tries += 1;
    if (tries <= 2) throw new Error('Offline.');
    return checkInk;
  });
  it.isChecked = false;
  it.live('participant-1', pointer);
  await new Promise(setImmediate);
  // A stroke sends sixty of them a second: they are not kept, nor is each a reason to try again.
  it.live('participant-1', pointer);
  await new Promise(setImmediate);
  assert.equal(tries, 1);
  now += 3_000;
  it.live('participant-1', pointer);
  await new Promise(setImmediate);
  assert.equal(tries, 2);
  assert.deepEqual(seen, ['engine-failed']);
  now += 3_000;
  it.items([undo, { is: 'spiral' } as unknown as InkItem, undo]);
  it.live('participant-1', { ...pointer, color: 'mauve' } as unknown as InkLive);
  await new Promise(setImmediate);
  assert.deepEqual(seen.slice(1), ['pointer', 'unusable-ink', 'operation', 'operation', 'changed']);
});
