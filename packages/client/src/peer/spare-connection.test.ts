import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { FakeWorld } from '../testing/fake-connection.ts';
import { VirtualClock } from '../testing/virtual-clock.ts';
import { addressesIn } from './offer-addresses.ts';
import type { ConnectionEvents, ConnectionOptions, ConnectionSignal } from './peer-connection.ts';
import { sendingLimits } from './sending-limits.ts';
import { SpareConnection } from './spare-connection.ts';

const FOUND_MS = 100;
const ICE = { servers: [], relayOnly: false };
const options = {
  ice: ICE,
  tracks: { audio: null, camera: null, screen: null },
  limits: sendingLimits('sharp'),
};

function waiting() {
  const clock = new VirtualClock();
  const world = new FakeWorld(clock);
  const spare = new SpareConnection(world.create, clock, () => Promise.resolve(options));
  const heard: ConnectionSignal[] = [];
  const events: ConnectionEvents = {
    signal: (signal) => heard.push(signal),
    ice: () => undefined,
    agreed: () => undefined,
    received: () => undefined,
    channelOpened: () => undefined,
    drained: () => undefined,
    message: () => undefined,
    broken: () => undefined,
  };
  const wanted: ConnectionOptions = { ...options, offering: true, events };
  const alive = () => world.made.filter(({ over }) => !over).length;
  return { clock, world, spare, heard, wanted, alive };
}

describe('a spare connection', () => {
  it('has its offer ready with its addresses in it, and tells its new owner once it holds it', async () => {
    const { clock, world, spare, heard, wanted } = waiting();
    spare.prepare(options);
    await clock.pass(FOUND_MS);
    const connection = spare.take(wanted);
    assert.equal(connection, world.made[0]);
    assert.equal(heard.length, 0, 'nothing is heard before the owner holds it');
    await clock.pass(0);
    assert.deepEqual(
      heard.map((signal) => [signal.type, signal.type === 'offer' ? addressesIn(signal.sdp) : 0]),
      [['offer', 2]],
    );
  });

  it('tells later addresses as they are found', async () => {
    const { clock, spare, heard, wanted } = waiting();
    spare.prepare(options);
    await clock.pass(FOUND_MS / 10);
    spare.take(wanted);
    await clock.pass(FOUND_MS);
    assert.deepEqual(
      heard.map(({ type }) => type),
      ['offer', 'candidate'],
    );
  });

  it('is given away once, and only for what it can do', async () => {
    const { clock, spare, wanted } = waiting();
    spare.prepare(options);
    await clock.pass(FOUND_MS);
    assert.equal(spare.take({ ...wanted, offering: false }), null);
    assert.equal(spare.take({ ...wanted, ice: { ...ICE, relayOnly: true } }), null);
    assert.notEqual(spare.take(wanted), null);
    assert.equal(spare.take(wanted), null);
  });

  it('is made once, however often it is asked for, and renewed before its addresses are stale', async () => {
    const { clock, world, spare, alive } = waiting();
    spare.prepare(options);
    spare.prepare(options);
    await clock.pass(FOUND_MS);
    assert.equal(world.made.length, 1);
    await clock.pass(15 * 60_000);
    assert.ok(world.made.length >= 3, `${world.made.length} in a quarter of an hour`);
    assert.equal(alive(), 1);
  });

  it('is renewed when it breaks, and gone when nobody waits any more', async () => {
    const { clock, world, spare, wanted, alive } = waiting();
    spare.prepare(options);
    await clock.pass(FOUND_MS);
    assert.throws(() => {
      world.made[0]?.apply({ type: 'answer', sdp: 'nonsense' });
      world.made[0]?.apply({ type: 'answer', sdp: 'nonsense' });
    });
    await clock.pass(FOUND_MS);
    assert.equal(alive(), 1);
    spare.renew();
    spare.drop();
    await clock.pass(10 * 60_000);
    assert.equal(alive(), 0);
    assert.equal(spare.take(wanted), null);
  });
});
