import fc from 'fast-check';
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { channelMessages, channels } from './channel.ts';
import { checkChannelMessage } from './check-channel.ts';
import { checkNotice, checkReply, checkRequest } from './check.ts';
import {
  MAX_KEYFRAME_CHARACTERS,
  MAX_OUTLINE_POINTS,
  MAX_REGION_POINTS,
  MAX_STROKE_POINTS,
  MAX_TOLD_POSES,
  SIGNATURE_CHARACTERS,
} from './drawing-limits.ts';
import type { DrawingOperation } from './drawing.ts';
import { SessionError } from './session-error.ts';
import { mayAdd, mayDraw, mayStream, type Drafter } from './ink-rights.ts';
import type { InkItem, InkLive } from './ink.ts';

const session = 'session-0001';
const long = (name: string): string => name.padEnd(64, '-');
// As many digits as a number can have.
const LONG_NUMBER = -0.123_456_789_012_345_6;
const ME = 'participant-me';

function refusal(action: () => unknown): string {
  try {
    action();
  } catch (error) {
    if (error instanceof SessionError) return error.code;
    throw error;
  }
  return 'nothing was refused';
}

function keyframe(patch: object = {}): InkItem {
  return {
    is: 'keyframe',
    keyframe: {
      id: 'anchor-1',
      author: ME,
      width: 640,
      height: 480,
      region: [
        { x: 0, y: 0 },
        { x: 1, y: 0 },
        { x: 1, y: 1 },
      ],
      picture: '/9j/',
      ...patch,
    },
  };
}

function stroke(points: readonly (readonly [number, number, number])[], patch: object = {}) {
  const mark = { id: 'mark-0001', author: ME, anchor: 'anchor-1', color: 'red', width: 3 };
  return {
    is: 'operation',
    operation: {
      is: 'add',
      id: 'operation-1',
      author: ME,
      clock: 1,
      mark: { ...mark, shape: { is: 'pen', points }, ...patch },
    },
  };
}

const largest = [
  keyframe({
    id: long('anchor'),
    author: long('author'),
    width: 8_192,
    height: 8_192,
    region: Array.from({ length: MAX_REGION_POINTS }, () => ({ x: LONG_NUMBER, y: LONG_NUMBER })),
    picture: 'A'.repeat(MAX_KEYFRAME_CHARACTERS),
  }),
  stroke(
    Array.from({ length: MAX_STROKE_POINTS }, () => [LONG_NUMBER, LONG_NUMBER, -LONG_NUMBER]),
    { id: long('mark'), author: long('author'), anchor: long('anchor') },
  ),
  stroke([], {
    id: long('mark'),
    author: long('author'),
    anchor: long('anchor'),
    shape: {
      is: 'outline',
      points: Array.from({ length: MAX_OUTLINE_POINTS }, () => ({
        x: LONG_NUMBER,
        y: LONG_NUMBER,
      })),
    },
  }),
] as unknown as readonly InkItem[];

describe('an item of ink', () => {
  it('fits into a request, a notice and a page however large it may be', () => {
    for (const item of largest) {
      assert.deepEqual(checkRequest('ink:add', { session, item }), { session, item });
      const notice = { session: long('session'), seq: Number.MAX_SAFE_INTEGER, item };
      assert.deepEqual(checkNotice('ink:added', notice), notice);
      const page = { entries: [{ seq: 1, item }], more: false };
      assert.deepEqual(checkReply('ink:read', page), page);
    }
  });

  it('is refused with a code where it is too large, no number, out of range or of no known kind', () => {
    const refused = (item: unknown) => refusal(() => checkRequest('ink:add', { session, item }));
    const many = Array.from({ length: MAX_STROKE_POINTS + 1 }, () => [0, 0, 0] as const);
    assert.equal(refused(stroke([[0.1, 0.2, 0.3]])), 'nothing was refused');
    for (const item of [
      stroke([[NaN, 0, 0]]),
      stroke([[Infinity, 0, 0]]),
      stroke([[0, 2.5, 0]]),
      stroke([[0, 0, 1.5]]),
      stroke([]),
      stroke(many),
      stroke([[0, 0, 0]], { color: 'url(#)' }),
      keyframe({ width: NaN }),
      keyframe({ width: 1e9 }),
      keyframe({ picture: 'data:image/svg+xml,<svg/>' }),
      keyframe({ picture: '' }),
      keyframe({ picture: 'A'.repeat(MAX_KEYFRAME_CHARACTERS + 1) }),
      keyframe({ region: [{ x: 0, y: 0 }] }),
      keyframe({ region: Array.from({ length: MAX_REGION_POINTS + 1 }, () => ({ x: 0, y: 0 })) }),
      { is: 'picture' },
      null,
    ])
      assert.equal(refused(item), 'invalid-message', JSON.stringify(item));
    assert.equal(refused({ is: 'keyframe', more: 'x'.repeat(60_000) }), 'message-too-large');
  });
});

describe('ink under way', () => {
  const live: InkLive = {
    is: 'stroke',
    mark: long('mark'),
    anchor: long('anchor'),
    tool: 'highlighter',
    color: 'yellow',
    width: 5,
    from: 100_000,
    points: Array.from({ length: 60 }, () => [LONG_NUMBER, LONG_NUMBER, -LONG_NUMBER]),
  };
  const text = JSON.stringify({ type: 'ink:live', ...live });

  const corner = { x: LONG_NUMBER, y: -LONG_NUMBER };
  const shape: InkLive = {
    is: 'shape',
    mark: long('mark'),
    anchor: long('anchor'),
    color: 'yellow',
    width: 5,
    number: 100_000,
    shape: { is: 'rectangle', corners: [corner, corner, corner, corner] },
  };

  it('is a stroke, or a shape that is drawn from one place to another, and nothing that holds more', () => {
    const read = (live: unknown) =>
      checkChannelMessage(JSON.stringify({ type: 'ink:live', ...(live as object) }), 'ink');
    assert.deepEqual(read(shape), { type: 'ink:live', message: shape });
    for (const other of [
      { ...shape, shape: { is: 'text', at: corner, text: 'Here' } },
      { ...shape, shape: { is: 'pen', points: [[0, 0, 0]] } },
      { ...shape, number: -1 },
      { ...shape, number: 0.5 },
    ])
      assert.equal(
        refusal(() => read(other)),
        'invalid-message',
      );
  });

  it('travels on its own channel and no other', () => {
    assert.ok(text.length <= channelMessages['ink:live'].maxBytes);
    assert.deepEqual(checkChannelMessage(text, 'ink'), { type: 'ink:live', message: live });
    assert.equal(
      refusal(() => checkChannelMessage(text, 'control')),
      'invalid-message',
    );
    const control = JSON.stringify({ type: 'picture:prefer', mode: 'sharp' });
    assert.equal(
      refusal(() => checkChannelMessage(control, 'ink')),
      'invalid-message',
    );
    assert.notEqual(channels.ink.id, channels.control.id);
  });

  it('tells where anchors lie in a frame, by maps through which a plane can be seen and no others', () => {
    const pose = [4_294_967_295, 2, 100, 98_000, -1_200, 3_456, 1_300, 99_000, -789, 12, -34];
    const poses = {
      is: 'poses',
      camera: 'camera-1',
      at: Number.MAX_SAFE_INTEGER,
      poses: Array.from({ length: MAX_TOLD_POSES }, () => pose),
      signature: 'A'.repeat(SIGNATURE_CHARACTERS),
    };
    const refused = (patch: object) => {
      // NaN and infinite numbers become null in JSON; 1e999 is read as infinite.
      const text = JSON.stringify({ type: 'ink:live', ...poses, ...patch });
      return refusal(() => checkChannelMessage(text.replaceAll('"1e999"', '1e999'), 'ink'));
    };
    assert.equal(refused({}), 'nothing was refused');
    assert.equal(refused({ poses: [] }), 'nothing was refused');
    const withCell = (at: number, cell: unknown) => ({
      poses: [pose.map((present, i) => (i === at ? cell : present))],
    });
    for (const at of pose.keys())
      for (const cell of [NaN, '1e999', 0.5, '1', null, 1e12, -1e12])
        assert.equal(refused(withCell(at, cell)), 'invalid-message', `${at}: ${String(cell)}`);
    for (const patch of [
      // All of the picture on one line, and on one point.
      { poses: [[1, 2, 90, 1_000, 2_000, 0, 1_000, 2_000, 0, 0, 0]] },
      { poses: [[1, 2, 90, 0, 0, 0, 0, 0, 0, 0, 0]] },
      withCell(1, 3),
      { poses: [pose.slice(1)] },
      { poses: [[...pose, 0]] },
      { poses: [...poses.poses, pose] },
      { at: -1 },
      { at: 0.5 },
      { camera: '' },
      { camera: 'x'.repeat(17) },
      { signature: 'A' },
      { signature: '?'.repeat(SIGNATURE_CHARACTERS) },
    ])
      assert.equal(refused(patch), 'invalid-message', JSON.stringify(patch));
  });

  it('is refused where a number is none', () => {
    // NaN becomes null in JSON, and 1e999 is read as infinite.
    for (const at of ['{"x":null,"y":0}', '{"x":1e999,"y":0}', '{"x":"0","y":0}', '[0,0]']) {
      const pointer = `{"type":"ink:live","is":"pointer","color":"red","at":${at}}`;
      assert.equal(
        refusal(() => checkChannelMessage(pointer, 'ink')),
        'invalid-message',
      );
    }
  });
});

describe('who may draw', () => {
  const drafter = fc.record({
    id: fc.constantFrom(ME, 'participant-other'),
    role: fc.constantFrom('customer', 'agent'),
    inControl: fc.boolean(),
    mayDraw: fc.boolean(),
  });
  const kinds = [
    'add',
    'change',
    'straighten',
    'delete',
    'delete-any',
    'clear-mine',
    'clear-all',
    'undo',
    'redo',
  ] as const;
  const operation = fc
    .record({
      is: fc.constantFrom(...kinds),
      author: fc.constantFrom(ME, 'participant-other'),
      mark: fc.record({ author: fc.constantFrom(ME, 'participant-other') }),
    })
    // The rule looks at nothing else.
    .map((parts) => parts as unknown as DrawingOperation);

  it('is who holds a pen, draws under their own name, and leaves the marks of others to the agent in control', () => {
    fc.assert(
      fc.property(drafter, operation, (who: Drafter, what) => {
        const holdsPen = who.mayDraw === true && (who.role === 'customer' || who.inControl);
        const forged = what.author !== who.id || (what.is === 'add' && what.mark.author !== who.id);
        const others = what.is === 'clear-all' || what.is === 'delete-any';
        const may = holdsPen && !forged && (!others || who.role === 'agent');
        assert.equal(mayDraw(who, what), may);
        assert.equal(mayAdd(who, { is: 'operation', operation: what }), may);
        assert.equal(
          mayAdd(who, keyframe({ author: what.author })),
          holdsPen && what.author === who.id,
        );
        assert.equal(mayDraw(who, 'pointer'), true);
        const at = { x: 0, y: 0 };
        assert.equal(mayStream(who, { is: 'pointer', at, color: 'red' }), true);
        assert.equal(mayStream(who, { is: 'poses', camera: 'one', at: 0, poses: [] }), true);
        for (const is of ['stroke', 'shape'])
          assert.equal(mayStream(who, { is } as InkLive), holdsPen);
      }),
    );
  });
});
