import assert from 'node:assert/strict';
import { it } from 'node:test';
import { systemClock } from './peer/clock.ts';
import { FakeWorld } from './testing/fake-connection.ts';
import { MemorySession } from './testing/memory-session.ts';
import { pretendToBeAPage } from './testing/page-globals.ts';
import { holds, until } from './testing/until.ts';

pretendToBeAPage();

it('an agent’s last wish holds, also where it was made while the server was away', async () => {
  const session = new MemorySession(new FakeWorld(systemClock).create);
  const { server } = session;
  server.handlers['agent:availability'] = () => ({ offers: [] });
  const wishes = (): readonly unknown[] =>
    server.heard
      .filter(({ name }) => name === 'agent:availability')
      .map(({ message }) => message['available']);
  await using anna = session.client('anna');
  await anna.open();
  await anna.desk.setAvailable(true);
  assert.equal(anna.desk.state.available, true);
  for (const wish of [false, true]) {
    const before = wishes().length;
    server.reachable = false;
    for (const socket of [...server.sockets]) socket.cut();
    await until(anna, (state) => state.server !== 'connected');
    assert.equal(anna.desk.state.available, false, 'nothing can ring here now');
    const asked = anna.desk.setAvailable(wish);
    server.reachable = true;
    await asked;
    await holds(() => anna.desk.state.available === wish);
    assert.ok(wishes().length > before);
    assert.equal(wishes().at(-1), wish);
    assert.ok(
      wishes()
        .slice(before)
        .every((one) => one === wish),
      String(wishes()),
    );
  }
});
