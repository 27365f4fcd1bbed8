import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  checkChannelMessage,
  SessionError,
  type ChannelMessage,
  type ChannelMessageName,
} from '@fernblick/protocol';
import { silentLogger } from '../logger.ts';
import { VirtualClock } from '../testing/virtual-clock.ts';
import { StillExchange, type StillMessageName, type StillPorts } from './still-exchange.ts';

const STILL = new Uint8Array(100_000).map((_, at) => at % 251);
/** Only its identity counts here. */
const CAMERA = { kind: 'video' } as unknown as MediaStreamTrack;

interface Wire {
  /** Pieces that fit before there is no room. */
  room: number;
  readonly sent: (string | ArrayBuffer)[];
}

/** Two pages whose channels carry what is sent at once, as far as there is room. */
function pair(parts: Partial<StillPorts> = {}) {
  const clock = new VirtualClock();
  const wire: Wire = { room: Number.POSITIVE_INFINITY, sent: [] };
  const made: StillExchange[] = [];
  let isUp = true;
  const make = (other: () => StillExchange | undefined): StillExchange =>
    new StillExchange({
      clock,
      logger: silentLogger,
      say: (name, message) => {
        if (!isUp) return false;
        const { type, message: seen } = checkChannelMessage(
          JSON.stringify({ type: name, ...message }),
          'control',
        );
        queueMicrotask(() => tell(other(), type, seen));
        return true;
      },
      send: (data) => {
        if (!isUp || wire.room <= 0) return false;
        wire.room -= 1;
        wire.sent.push(data);
        queueMicrotask(() => {
          if (typeof data !== 'string') other()?.piece(data);
          else {
            const { type, message } = checkChannelMessage(data, 'files');
            tell(other(), type, message);
          }
        });
        return true;
      },
      camera: () => CAMERA,
      take: () => Promise.resolve({ blob: new Blob([STILL]), width: 4_000, height: 3_000 }),
      ...parts,
    });
  made.push(
    make(() => made[1]),
    make(() => made[0]),
  );
  const [asking, giving] = made;
  assert.ok(asking && giving);
  const cut = (): void => {
    isUp = false;
    asking.reset();
    giving.reset();
  };
  return { asking, giving, wire, clock, cut };
}

function tell(
  to: StillExchange | undefined,
  name: ChannelMessageName,
  message: ChannelMessage<ChannelMessageName>,
): void {
  to?.heard(name as StillMessageName, message as ChannelMessage<StillMessageName>);
}

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
const ask = (exchange: StillExchange, signal = new AbortController().signal) => {
  const seen: (readonly [number, number])[] = [];
  const still = exchange.ask({ signal, progress: (...at) => seen.push(at) });
  // Whoever waits hears of it.
  still.catch(() => undefined);
  return { still, seen };
};
const codeOf = async (still: Promise<unknown>): Promise<string> =>
  still.then(
    () => 'given',
    (error: unknown) => (error instanceof SessionError ? error.code : String(error)),
  );

describe('a full-size still', () => {
  it('comes from page to page byte by byte, with its progress', async () => {
    const { asking } = pair();
    const { still, seen } = ask(asking);
    const blob = await still;
    assert.equal(blob.type, 'image/jpeg');
    assert.deepEqual(new Uint8Array(await blob.arrayBuffer()), STILL);
    assert.deepEqual(seen[0], [0, STILL.length]);
    assert.deepEqual(seen.at(-1), [STILL.length, STILL.length]);
  });

  it('waits where there is no room, and goes on where there is', async () => {
    const { asking, giving, wire } = pair();
    wire.room = 3;
    const { still, seen } = ask(asking);
    await settled();
    assert.equal(wire.sent.length, 3);
    assert.equal(seen.at(-1)?.[0], 2 * 16_384);
    wire.room = 1;
    giving.drained();
    await settled();
    assert.equal(wire.sent.length, 4);
    wire.room = Number.POSITIVE_INFINITY;
    giving.drained();
    assert.equal((await still).size, STILL.length);
  });

  it('is refused with a reason: no camera, switched off, one at a time, a camera that fails', async () => {
    for (const code of ['other-side-away', 'switched-off'] as const)
      assert.equal(await codeOf(ask(pair({ camera: () => code }).asking).still), code);
    const broken = pair({ take: () => Promise.reject(new Error('No light')) });
    assert.equal(await codeOf(ask(broken.asking).still), 'device-failed');
    const { asking, giving, wire } = pair();
    wire.room = 1;
    const first = ask(asking);
    await settled();
    assert.equal(await codeOf(ask(asking).still), 'too-many-requests');
    wire.room = Number.POSITIVE_INFINITY;
    giving.drained();
    assert.equal((await first.still).size, STILL.length);
    assert.equal((await ask(asking).still).size, STILL.length, 'and the next one is given');
  });

  it('is lost with its connection, and the next one can be asked for', async () => {
    const { asking, giving, wire, cut } = pair();
    wire.room = 2;
    const { still } = ask(asking);
    await settled();
    cut();
    assert.equal(await codeOf(still), 'connection-lost');
    wire.room = Number.POSITIVE_INFINITY;
    giving.drained();
    await settled();
    assert.equal(wire.sent.length, 2, 'nothing more of it is sent');
    assert.equal(await codeOf(ask(asking).still), 'connection-lost', 'while there is none');
  });

  it('that nobody wants any more stops on both sides', async () => {
    const { asking, wire, giving } = pair();
    wire.room = 2;
    const want = new AbortController();
    const { still } = ask(asking, want.signal);
    await settled();
    want.abort();
    assert.equal(await codeOf(still), 'cancelled');
    await settled();
    wire.room = Number.POSITIVE_INFINITY;
    giving.drained();
    await settled();
    assert.equal(wire.sent.length, 2);
  });

  it('is given up where the other page says nothing for long', async () => {
    const { asking, clock } = pair({ take: () => new Promise(() => undefined) });
    const { still } = ask(asking);
    await settled();
    await clock.pass(21_000);
    assert.equal(await codeOf(still), 'connection-lost');
  });

  it('that turns out to be longer or shorter than it said is none', async () => {
    const { asking, clock } = pair({ take: () => new Promise(() => undefined) });
    const long = ask(asking);
    asking.heard('still:begin', { number: 1, format: 'image/jpeg', bytes: 10 });
    asking.piece(new ArrayBuffer(11));
    const short = ask(asking);
    asking.heard('still:begin', { number: 2, format: 'image/jpeg', bytes: 10 });
    asking.piece(new ArrayBuffer(9));
    asking.heard('still:end', { number: 2 });
    // Whatever would only be missed, and not refused, is given up by then.
    await clock.pass(60_000);
    assert.equal(await codeOf(long.still), 'invalid-message');
    assert.equal(await codeOf(short.still), 'invalid-message');
  });
});
