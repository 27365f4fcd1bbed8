import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Store } from './store.ts';

describe('a store', () => {
  it('freezes snapshots all the way down and keeps what did not change identical', () => {
    const seen: unknown[] = [];
    const store = new Store({ a: { list: [{ n: 1 }, { n: 2 }] }, b: { x: 1 } }, (s) =>
      seen.push(s),
    );
    const before = store.state;
    store.update({ a: { list: [{ n: 1 }, { n: 3 }] } });
    const { state } = store;
    assert.notEqual(state, before);
    assert.equal(state.b, before.b);
    assert.equal(state.a.list[0], before.a.list[0]);
    assert.notEqual(state.a.list[1], before.a.list[1]);
    assert.ok([state, state.a, state.a.list, state.a.list[1]].every(Object.isFrozen));
    assert.deepEqual(seen, [state]);
  });

  it('says nothing when nothing changed', () => {
    let changes = 0;
    const store = new Store({ a: [1, { b: null as number | null }] }, () => changes++);
    const before = store.state;
    store.update({ a: [1, { b: null }] });
    assert.equal(store.state, before);
    assert.equal(changes, 0);
  });

  it('leaves instances of classes as they are', () => {
    const error = new Error('kept');
    const store = new Store({ error: null as Error | null }, () => undefined);
    store.update({ error });
    assert.equal(store.state.error, error);
    assert.ok(!Object.isFrozen(error));
  });
});
