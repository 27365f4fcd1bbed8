import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import {
  SessionError,
  type DrawingOperation,
  type InkItem,
  type InkLive,
  type InkListener,
} from '@fernblick/protocol';
import type { LiveSessionClient } from './live-session-client.ts';
import { systemClock } from './peer/clock.ts';
import { FakeWorld } from './testing/fake-connection.ts';
import { MemorySession } from './testing/memory-session.ts';
import { pretendToBeAPage } from './testing/page-globals.ts';
import { seededRandom } from './testing/random.ts';
import { holds, until } from './testing/until.ts';

pretendToBeAPage();

const ANNA = 'participant-anna';
const MARIA = 'participant-maria';

function item(number: number, author = ANNA): InkItem {
  const operation: DrawingOperation = {
    is: 'delete',
    id: `operation-${number}`,
    author,
    clock: number,
    mark: 'mark-0001',
  };
  return { is: 'operation', operation };
}

const pointer: InkLive = { is: 'pointer', at: { x: 0.5, y: 0.5 }, color: 'red' };
const strokePart = (from: number): InkLive => ({
  is: 'stroke',
  mark: 'mark-0001',
  anchor: 'anchor-1',
  tool: 'pen',
  color: 'red',
  width: 3,
  from,
  points: [[from / 1_000, 0.5, 0.5]],
});

/** Writes down what a subscriber is told. */
class Reader implements InkListener {
  readonly items: InkItem[] = [];
  readonly lives: { readonly from: string; readonly live: InkLive }[] = [];
  drafterChanges = 0;
  resets = 0;

  item(one: InkItem): void {
    this.items.push(one);
  }
  live(from: string, live: InkLive): void {
    this.lives.push({ from, live });
  }
  drafters(): void {
    this.drafterChanges += 1;
  }
  reset(): void {
    this.resets += 1;
    this.items.length = 0;
  }
}

describe('the ink of a client', () => {
  let session: MemorySession;
  let world: FakeWorld;
  let clients: LiveSessionClient[];

  beforeEach(() => {
    world = new FakeWorld(systemClock);
    session = new MemorySession(world.create);
    clients = [];
  });
  afterEach(async () => {
    for (const client of clients) await client.close();
  });

  const make = (person: 'anna' | 'maria'): LiveSessionClient => {
    const client = session.client(person);
    clients.push(client);
    return client;
  };
  const joined = async (person: 'anna' | 'maria'): Promise<LiveSessionClient> => {
    const client = make(person);
    // Taken over from this person's page before, as after a reload.
    await client.join({ microphone: false, camera: false, takeOver: true });
    return client;
  };
  const call = async () => {
    const anna = await joined('anna');
    const maria = await joined('maria');
    const linked = (client: LiveSessionClient) =>
      until(client, ({ links }) => links[0]?.is === 'connected');
    await Promise.all([linked(anna), linked(maria)]);
    return { anna, maria };
  };
  const read = (client: LiveSessionClient): Reader => {
    const reader = new Reader();
    client.ink.subscribe(reader);
    return reader;
  };
  const numbers = (from: number, to: number) =>
    Array.from({ length: to - from + 1 }, (_, index) => item(from + index));

  it('keeps what is sent, and tells it to both sides once and in order', async () => {
    const { anna, maria } = await call();
    const [atAnna, atMaria] = [read(anna), read(maria)];
    await Promise.all(numbers(1, 10).map((one) => anna.ink.send(one)));
    await maria.ink.send(item(11, MARIA));
    await anna.ink.send(item(1));
    await holds(() => atAnna.items.length >= 11 && atMaria.items.length >= 11);
    const all = session.ink.map((entry) => entry.item);
    assert.deepEqual(all, [...numbers(1, 10), item(11, MARIA)]);
    assert.deepEqual(atAnna.items, all);
    assert.deepEqual(atMaria.items, all);
    const sent = session.server.heard.filter(({ name }) => name === 'ink:add');
    assert.deepEqual(
      sent.slice(0, 10).map(({ message }) => message['item']),
      numbers(1, 10),
    );
  });

  it('gives all there is to whoever joins later, and to each subscriber by itself', async () => {
    const anna = await joined('anna');
    for (const one of numbers(1, 10)) session.addInk(one);
    const early = read(anna);
    await holds(() => early.items.length === 10);
    const maria = await joined('maria');
    const atMaria = read(maria);
    session.addInk(item(11));
    await holds(() => atMaria.items.length === 11);
    const second = read(anna);
    await holds(() => second.items.length === 11);
    for (const reader of [early, second, atMaria]) assert.deepEqual(reader.items, numbers(1, 11));
    assert.equal(atMaria.resets, 0);
  });

  it('gives all there is again after a reload, in a page that knew nothing', async () => {
    const { maria } = await call();
    await maria.ink.send(item(1, MARIA));
    const again = await joined('maria');
    const reader = read(again);
    await holds(() => reader.items.length === 1);
    assert.deepEqual(reader.items, [item(1, MARIA)]);
  });

  it('hears after an outage of what was drawn meanwhile, also where nothing comes after it', async () => {
    const { anna } = await call();
    const reader = read(anna);
    await anna.ink.send(item(1));
    await holds(() => reader.items.length === 1);
    session.server.reachable = false;
    for (const socket of [...session.server.sockets]) socket.cut();
    await until(anna, ({ server }) => server !== 'connected');
    session.addInk(item(2, MARIA));
    session.server.reachable = true;
    await holds(() => reader.items.length === 2);
    assert.deepEqual(reader.items, [item(1), item(2, MARIA)]);
  });

  it('catches up after the server was away, and sends what was drawn meanwhile', async () => {
    const { anna, maria } = await call();
    const [atAnna, atMaria] = [read(anna), read(maria)];
    await anna.ink.send(item(1));
    session.server.reachable = false;
    for (const socket of [...session.server.sockets]) socket.cut();
    await until(anna, ({ server }) => server !== 'connected');
    const sent = Promise.all([anna.ink.send(item(3)), anna.ink.send(item(4))]);
    session.addInk(item(2, MARIA));
    session.server.reachable = true;
    await sent;
    await holds(() => atAnna.items.length === 4 && atMaria.items.length === 4);
    const all = [item(1), item(2, MARIA), item(3), item(4)];
    assert.deepEqual(atAnna.items, all);
    assert.deepEqual(atMaria.items, all);
  });

  it('adds a thing once where the answer was lost on the way', async () => {
    const { anna } = await call();
    const reader = read(anna);
    const add = session.server.handlers['ink:add'];
    assert.ok(add);
    session.server.handlers['ink:add'] = (message, socket) => {
      session.server.handlers['ink:add'] = add;
      add(message, socket);
      socket.cut();
    };
    await anna.ink.send(item(1));
    await holds(() => reader.items.length > 0);
    assert.deepEqual(
      session.ink.map((entry) => entry.item),
      [item(1)],
    );
    assert.deepEqual(reader.items, [item(1)]);
    assert.equal(session.server.count('ink:add'), 2);
  });

  it('keeps the order of what is sent, also where the server lets it wait', async () => {
    const { anna } = await call();
    const add = session.server.handlers['ink:add'];
    assert.ok(add);
    session.server.handlers['ink:add'] = () => {
      session.server.handlers['ink:add'] = add;
      throw new SessionError('too-many-requests');
    };
    await Promise.all(numbers(1, 5).map((one) => anna.ink.send(one)));
    assert.deepEqual(
      session.ink.map((entry) => entry.item),
      numbers(1, 5),
    );
  });

  it('closes a gap where a notice did not come', async () => {
    const { anna } = await call();
    const reader = read(anna);
    await holds(() => session.server.count('ink:read') === 1);
    session.ink.push({ seq: 1, item: item(1) });
    session.addInk(item(2));
    await holds(() => reader.items.length === 2);
    assert.deepEqual(reader.items, numbers(1, 2));
  });

  it('tries again where the feed cannot be read at the moment', async () => {
    const anna = await joined('anna');
    session.addInk(item(1));
    const readInk = session.server.handlers['ink:read'];
    assert.ok(readInk);
    session.server.handlers['ink:read'] = () => {
      session.server.handlers['ink:read'] = readInk;
      throw new SessionError('storage-unavailable');
    };
    const reader = read(anna);
    await holds(() => reader.items.length === 1);
    assert.equal(session.server.count('ink:read'), 2);
  });

  it('shows what is under way to every link at once, and nothing lasting depends on it', async () => {
    const { anna, maria } = await call();
    const [atAnna, atMaria] = [read(anna), read(maria)];
    const random = seededRandom(7);
    let lost = 0;
    world.losesInk = () => {
      const loses = random() < 0.1;
      if (loses) lost += 1;
      return loses;
    };
    for (let from = 0; from < 200; from += 1) anna.ink.stream(strokePart(from));
    await anna.ink.send(item(1));
    maria.ink.stream(pointer);
    await holds(() => atMaria.lives.length === 200 - lost && atMaria.items.length === 1);
    assert.ok(lost > 5);
    assert.ok(atMaria.lives.every(({ from }) => from === ANNA));
    assert.deepEqual(atMaria.lives.at(-1)?.live, strokePart(199));
    await holds(() => atAnna.items.length === 1);
    assert.deepEqual(atAnna.items, atMaria.items);
    assert.deepEqual(atAnna.items, [item(1)]);
  });

  it('shows nobody drawing who may only point', async () => {
    const { anna, maria } = await call();
    const atMaria = read(maria);
    await maria.allowDrawing('agent', false);
    await until(anna, ({ session: view }) => view?.drawingOff.includes('agent') === true);
    assert.equal(anna.ink.drafters[0]?.mayDraw, false);
    anna.ink.stream(strokePart(1));
    anna.ink.stream(pointer);
    await holds(() => atMaria.lives.length > 0);
    assert.deepEqual(atMaria.lives, [{ from: ANNA, live: pointer }]);
  });

  it('drops what it cannot read on the channel, and what is not for it', async () => {
    const { anna, maria } = await call();
    const atMaria = read(maria);
    const [one, other] = world.made.filter(({ over }) => !over);
    assert.ok(one && other);
    const forged = [
      'no json',
      '{"type":"ink:live","is":"pointer","color":"red","at":{"x":null,"y":0}}',
      '{"type":"ink:live","is":"stroke"}',
      '{"type":"picture:prefer","mode":"smooth"}',
    ];
    for (const text of forged) for (const end of [one, other]) end.send(text, 'ink');
    for (const end of [one, other])
      end.send(`{"type":"ink:live",${JSON.stringify(pointer).slice(1)}`);
    anna.ink.stream(strokePart(2));
    await holds(() => atMaria.lives.length > 0);
    assert.deepEqual(atMaria.lives, [{ from: ANNA, live: strokePart(2) }]);
    assert.equal(maria.state.mode, 'sharp');
  });

  it('says who draws, oneself first, in the same frozen array until it changes', async () => {
    const watching = make('anna');
    await watching.open();
    assert.deepEqual(watching.ink.drafters, []);
    const { anna, maria } = await call();
    const reader = read(anna);
    assert.deepEqual(watching.ink.drafters, [], 'who only watches does not draw');
    const role = { id: ANNA, name: 'anna', role: 'agent', inControl: true, mayDraw: true };
    const other = { id: MARIA, name: 'maria', role: 'customer', inControl: false, mayDraw: true };
    assert.deepEqual(anna.ink.drafters, [role, other]);
    assert.deepEqual(maria.ink.drafters, [other, role]);
    const before = anna.ink.drafters;
    assert.ok(Object.isFrozen(before) && before.every(Object.isFrozen));
    session.change({ heldMs: 5 });
    await until(anna, ({ session: view }) => view?.heldMs === 5);
    assert.equal(anna.ink.drafters, before);
    assert.equal(reader.drafterChanges, 0);
    await anna.allowDrawing('customer', false);
    await holds(() => reader.drafterChanges === 1);
    assert.equal(anna.ink.drafters[1]?.mayDraw, false);
    await maria.leave();
    assert.deepEqual(maria.ink.drafters, []);
  });

  it('lets refusals through, and says no once it is closed', async () => {
    const anna = make('anna');
    await assert.rejects(anna.ink.send(item(1)), { code: 'not-joined' });
    await anna.open();
    await assert.rejects(anna.ink.send(item(1)), { code: 'not-joined' });
    await anna.join({ microphone: false, camera: false });
    session.server.handlers['ink:add'] = () => {
      throw new SessionError('drawing-off');
    };
    await assert.rejects(anna.ink.send(item(1)), { code: 'drawing-off' });
    const reader = read(anna);
    const other = new Reader();
    anna.ink.subscribe(other)();
    const failing = new Reader();
    failing.item = () => {
      throw new Error('not my fault');
    };
    anna.ink.subscribe(failing);
    session.addInk(item(1));
    await holds(() => reader.items.length === 1);
    assert.deepEqual(other.items, [], 'who has gone hears nothing more');
    await anna.close();
    await assert.rejects(anna.ink.send(item(1)), { code: 'closed' });
  });
});
