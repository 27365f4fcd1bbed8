import { DeviceState, requests, type RequestName } from '@fernblick/protocol';
import { SMALL_JPEG } from './pictures.ts';

/** One message as a page could send it: a name and whatever follows it, without the acknowledgement. */
export interface FuzzMessage {
  readonly name: unknown;
  readonly args: readonly unknown[];
}

/** Ids that exist, so that some of the nonsense gets past the first check. */
export interface FuzzKnown {
  readonly sessions: readonly string[];
  readonly participants: readonly string[];
  readonly tickets: readonly string[];
  readonly tabs: readonly string[];
}

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Endless messages, from nearly right to plainly hostile; the same for the same seed. */
export function* fuzzMessages(seed: number, known: FuzzKnown): Generator<FuzzMessage, never> {
  const random = seededRandom(seed);
  const pick = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)] as T;
  const names = Object.keys(requests) as RequestName[];
  let commands = 0;

  const odd = (): unknown =>
    pick<() => unknown>([
      () => null,
      () => undefined,
      () => true,
      () => -1,
      () => NaN,
      () => 1e308,
      () => '',
      () => 'x'.repeat(Math.floor(random() * 3_000)),
      () => '\u0000\u202E\u{1F600}',
      () => "'; drop table entries; --",
      () => '__proto__',
      () => [],
      () => [[[[[[[[[[[[[[[]]]]]]]]]]]]]]],
      () => ({}),
      () => nested(Math.floor(random() * 60)),
      () =>
        JSON.parse(
          '{"__proto__":{"admin":true},"constructor":{"prototype":{"admin":true}}}',
        ) as unknown,
      () => new Uint8Array(Math.floor(random() * 200)),
      () => ({ _placeholder: true, num: 999_999 }),
      () => ({ toString: 'x', valueOf: null, toJSON: 'x' }),
      () => new Date(0),
    ])();

  const author = (): string => pick(known.participants);
  const keyframe = (): unknown => ({
    is: 'keyframe',
    keyframe: {
      id: `anchor-${Math.floor(random() * 500)}`,
      author: author(),
      width: 640,
      height: 480,
      region: [0, 1, 2].map((x) => ({ x: x / 2, y: random() })),
      picture: pick([SMALL_JPEG, SMALL_JPEG, '/9j/', 'AAAA']),
    },
  });
  const operation = (): unknown => {
    const mark = `mark-${Math.floor(random() * 1_000)}-of-it`;
    const stamp = {
      id: `operation-${Math.floor(random() * 5_000)}`,
      author: author(),
      clock: Math.floor(random() * 1_000),
    };
    const shape = { is: 'pen', points: [[random(), random(), 0.5]] };
    const look = { anchor: 'anchor-1', color: 'red', width: 3, shape };
    return {
      is: 'operation',
      operation: pick([
        { ...stamp, is: 'add', mark: { ...look, id: mark, author: author() } },
        { ...stamp, is: 'change', mark, to: { color: 'blue' } },
        { ...stamp, is: 'delete', mark },
        { ...stamp, is: 'clear-all' },
        { ...stamp, is: 'undo', operation: 'operation-1' },
      ]),
    };
  };

  const right = (name: RequestName): Record<string, unknown> => {
    // Few different ids, so that commands are repeated with the same and with other content.
    commands += 1;
    const base = {
      commandId: `fuzz-command-${random() < 0.1 ? Math.floor(random() * 50) : commands}`,
      session: random() < 0.9 ? pick(known.sessions) : 'session-that-is-not',
      ticket: pick(known.tickets),
      tab: pick(known.tabs),
      number: name === 'session:find' ? String(100_000_000 + Math.floor(random() * 1e8)) : false,
      start: pick(['audio', 'video']),
      microphone: pick(DeviceState.options),
      camera: pick(DeviceState.options),
      takeOver: random() < 0.5,
      send: random() < 0.5,
      subject: pick(['anna', 'ben', 'cleo']),
      name: 'Somebody',
      role: pick(['agent', 'customer']),
      to: pick(known.participants),
      token: 'a.b.c',
      allowed: random() < 0.5,
      reason: 'It leaks.',
      preferred: [],
      zone: 'Europe/Berlin',
      at: null,
      times: [4_102_444_800_000],
      message: 'Rather then?',
      after: pick([0, 1, 7, 1e15]),
      item: pick<() => unknown>([keyframe, operation])(),
      envelope: {
        link: 'link-0001',
        negotiation: 1,
        seq: 1,
        ack: 0,
        sentAt: 1,
        body: pick([{ type: 'ack' }, { type: 'bye' }, { type: 'answer', sdp: 'v=0\r\n' }]),
      },
    };
    return name === 'session:cancel' || name === 'session:end'
      ? { ...base, reason: pick(['agent-ended', 'withdrawn', 'no-show']) }
      : base;
  };

  const mutate = (input: Record<string, unknown>): unknown => {
    const keys = Object.keys(input);
    const key = pick(keys);
    const choice = random();
    if (choice < 0.5) return { ...input, [key]: odd() };
    if (choice < 0.7)
      return Object.fromEntries(keys.filter((k) => k !== key).map((k) => [k, input[k]]));
    if (choice < 0.9)
      return {
        ...input,
        [pick(['__proto__', 'constructor', '', 'x'.repeat(500), 'toString'])]: odd(),
      };
    return odd();
  };

  for (;;) {
    const name = pick(names);
    const choice = random();
    // Ending sessions is rare, so that there is something left to send to.
    const ends =
      name === 'session:end' ||
      name === 'session:cancel' ||
      name === 'session:leave' ||
      name === 'request:decline';
    // So is making them, so that the journal measures the fuzzing and not the other way round.
    const makes = name === 'session:create' || name === 'session:invite' || name === 'request:make';
    if (choice < 0.3 && ((!ends && !makes) || random() < 0.002))
      yield { name, args: [right(name)] };
    else if (choice < 0.75) yield { name, args: [mutate(ends ? {} : right(name))] };
    else if (choice < 0.85)
      yield {
        name: pick([odd(), `${name}x`, 'constructor', '__proto__', 'hasOwnProperty', 7]),
        args: [odd()],
      };
    else if (choice < 0.92) yield { name, args: [] };
    else yield { name, args: [odd(), odd(), odd()] };
  }
}

function nested(depth: number): unknown {
  let value: unknown = 'deep';
  for (let level = 0; level < depth; level += 1) value = level % 2 === 0 ? [value] : { a: value };
  return value;
}
