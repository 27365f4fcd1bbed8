import { DrawingOperation, Mark, type MarkShape } from '@fernblick/protocol';
import fc from 'fast-check';
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as v from 'valibot';
import { apply, operationOf, type Intent } from '../drawing.ts';
import { boxOf } from '../mark.ts';
import { straighten } from '../straighten.ts';
import { ANNA, context, FRAME, Sheet } from '../testing/sheet.ts';
import { fadeTrail, TRAIL_MS } from './pointer-trail.ts';
import type { ToolKey } from './reticle.ts';
import {
  isWriting,
  previewOf,
  takeTool,
  useTool,
  type HandEvent,
  type ToolContext,
  type ToolEvent,
  type ToolName,
  type ToolOutcome,
  type ToolState,
} from './tool.ts';

const TOOLS: readonly ToolName[] = [
  ...(['pen', 'highlighter', 'line', 'arrow', 'arrow-3d', 'rectangle', 'ellipse'] as const),
  ...(['text', 'label', 'pin', 'pointer', 'pick'] as const),
];

/** A hand with a tool: remembers what came of it. */
class Hand {
  state: ToolState;
  readonly outcomes: ToolOutcome[] = [];
  #ids = 0;
  readonly #changes: Partial<ToolContext>;

  constructor(tool: ToolName, changes: Partial<ToolContext> = {}) {
    this.state = takeTool(tool);
    this.#changes = changes;
  }

  does(...events: readonly ToolEvent[]): this {
    for (const event of events) {
      const now = context({ id: `mark-000${++this.#ids}`, ...this.#changes });
      const step = useTool(this.state, event, now);
      this.state = step.state;
      this.outcomes.push(...step.outcomes);
    }
    return this;
  }

  hand(is: HandEvent['is'], x: number, y: number, more: Partial<HandEvent> = {}): this {
    return this.does({ is, pointer: 1, kind: 'mouse', x, y, pressure: 0.5, timeMs: 0, ...more });
  }

  keys(...keys: readonly ToolKey[]): this {
    return this.does(...keys.map((key) => ({ is: 'key', key, timeMs: 0 }) as const));
  }

  get intents(): readonly Intent[] {
    return this.outcomes.flatMap((o) => (o.is === 'operation' ? [o.intent] : []));
  }

  get shapes(): readonly MarkShape[] {
    return this.intents.flatMap((i) => (i.is === 'add' ? [i.mark.shape] : []));
  }
}

const anyEvent: fc.Arbitrary<ToolEvent> = fc.oneof(
  fc.record({
    is: fc.constantFrom(
      'down' as const,
      'move' as const,
      'move' as const,
      'up' as const,
      'cancel' as const,
    ),
    pointer: fc.integer({ min: 1, max: 2 }),
    kind: fc.constantFrom('mouse' as const, 'pen' as const, 'touch' as const),
    x: fc.double({ min: -2, max: 3 }),
    y: fc.double({ min: -2, max: 3 }),
    pressure: fc.double(),
    timeMs: fc.double({ min: 0, max: 10_000 }),
  }),
  fc.record({
    is: fc.constant('key' as const),
    key: fc.constantFrom<ToolKey>(
      'ArrowLeft',
      'ArrowRight',
      'ArrowUp',
      'ArrowDown',
      'Enter',
      'Enter',
      'Escape',
      '+',
      '-',
    ),
    timeMs: fc.double({ min: 0, max: 10_000, noNaN: true }),
  }),
  fc.record({
    is: fc.constant('write' as const),
    text: fc.string({ unit: 'binary', maxLength: 400 }),
  }),
  fc.constant({ is: 'written' as const }),
);

describe('any tool', () => {
  it('takes any events, and what comes of them may travel and adds up', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...TOOLS),
        fc.array(anyEvent, { maxLength: 80, size: 'max' }),
        (tool, events) => {
          const hand = new Hand(tool, { straighten }).does(...events);
          const sheet = new Sheet();
          for (const intent of hand.intents) v.parse(DrawingOperation, sheet.do(intent));
          const preview = previewOf(hand.state);
          if (preview !== null && !isWriting(hand.state)) v.parse(Mark, preview);
        },
      ),
      { numRuns: 1_500 },
    );
  });

  it('is held by one pointer at a time: a second finger or a palm draws nothing', () => {
    for (const tool of ['pen', 'arrow'] as const) {
      const hand = new Hand(tool)
        .hand('down', 0.1, 0.1)
        .hand('down', 0.9, 0.9, { pointer: 2, kind: 'touch' });
      hand.hand('move', 0.8, 0.8, { pointer: 2 }).hand('up', 0.8, 0.8, { pointer: 2 });
      hand.hand('move', 0.2, 0.2).hand('up', 0.2, 0.2);
      const points = hand.shapes.flatMap((s) =>
        s.is === 'pen' ? s.points.map(([x]) => x) : s.is === 'arrow' ? [s.from.x, s.to.x] : [],
      );
      assert.deepEqual(points, [0.1, 0.2]);
    }
  });

  it('leaves nothing where it is cancelled or escaped from', () => {
    for (const tool of TOOLS) {
      const hand = new Hand(tool)
        .hand('down', 0.1, 0.1)
        .hand('move', 0.5, 0.5)
        .hand('cancel', 0, 0);
      hand.hand('down', 0.1, 0.1).hand('move', 0.5, 0.5).keys('Escape');
      hand.hand('up', 0.5, 0.5);
      assert.deepEqual(hand.outcomes, [], tool);
      assert.equal(previewOf(hand.state), null);
    }
  });

  it('keeps the anchor, the colour and the id of the moment when it touched down', () => {
    const touch = { pointer: 1, kind: 'touch', x: 0.1, y: 0.1, pressure: 0.5, timeMs: 0 } as const;
    const begun = useTool(takeTool('line'), { is: 'down', ...touch }, context());
    const later = context({ id: 'mark-9999', anchor: 'anchor-9', color: 'pink' });
    const done = useTool(begun.state, { is: 'up', ...touch, x: 0.9 }, later);
    const [outcome] = done.outcomes;
    assert.ok(outcome?.is === 'operation' && outcome.intent.is === 'add');
    const { id, anchor, color } = outcome.intent.mark;
    assert.deepEqual({ id, anchor, color }, { id: 'mark-0001', anchor: 'anchor-1', color: 'blue' });
  });

  it('stays inside the picture', () => {
    const hand = new Hand('rectangle').hand('down', -1, 0.2).hand('up', 0.5, 7);
    assert.deepEqual(hand.shapes, [
      {
        is: 'rectangle',
        corners: [
          { x: 0, y: 0.2 },
          { x: 0.5, y: 0.2 },
          { x: 0.5, y: 1 },
          { x: 0, y: 1 },
        ],
      },
    ]);
  });
});

describe('pen and highlighter', () => {
  it('draw what the hand does, with its pressure', () => {
    for (const tool of ['pen', 'highlighter'] as const) {
      const hand = new Hand(tool).hand('down', 0.1, 0.1, { pressure: 0.2 });
      hand.hand('move', 0.4, 0.1, { pressure: 0.9 }).hand('move', 0.4, 0.6, { pressure: 0.3 });
      assert.equal(previewOf(hand.state)?.shape.is, tool);
      hand.hand('up', 0.4, 0.6, { pressure: 0 });
      assert.deepEqual(hand.shapes, [
        {
          is: tool,
          points: [
            [0.1, 0.1, 0.2],
            [0.4, 0.1, 0.9],
            [0.4, 0.6, 0.3],
          ],
        },
      ]);
    }
  });

  it('make a dot of a tap', () => {
    assert.deepEqual(new Hand('pen').hand('down', 0.5, 0.5).hand('up', 0.5, 0.5).shapes, [
      { is: 'pen', points: [[0.5, 0.5, 0.5]] },
    ]);
  });

  it('straighten where that is wanted, as an operation of its own', () => {
    const draw = (changes: Partial<ToolContext>) => {
      const hand = new Hand('pen', changes).hand('down', 0.1, 0.5);
      for (let x = 0.15; x <= 0.9; x += 0.05) hand.hand('move', x, 0.5 + 0.004 * Math.sin(x * 40));
      return hand.hand('up', 0.9, 0.5).intents.map(({ is }) => is);
    };
    assert.deepEqual(draw({}), ['add']);
    assert.deepEqual(draw({ straighten }), ['add', 'straighten']);
  });
});

describe('shapes from here to there', () => {
  it('go from where the hand touched down to where it lifted off', () => {
    const expected = {
      line: { is: 'line', from: { x: 0.2, y: 0.2 }, to: { x: 0.6, y: 0.4 } },
      arrow: { is: 'arrow', from: { x: 0.2, y: 0.2 }, to: { x: 0.6, y: 0.4 } },
      'arrow-3d': { is: 'arrow-3d', from: { x: 0.2, y: 0.2 }, to: { x: 0.6, y: 0.4 } },
      ellipse: {
        is: 'ellipse',
        center: { x: 0.4, y: 0.3 },
        tips: [
          { x: 0.6, y: 0.3 },
          { x: 0.4, y: 0.4 },
        ],
      },
    } as const;
    for (const [tool, shape] of Object.entries(expected)) {
      const hand = new Hand(shape.is)
        .hand('down', 0.2, 0.2)
        .hand('move', 0.9, 0.9)
        .hand('up', 0.6, 0.4);
      assert.deepEqual(hand.shapes, [shape], tool);
    }
  });

  it('are of usual size after a tap; an arrow points at it from inside the picture', () => {
    for (const [x, y] of [
      [0.02, 0.02],
      [0.5, 0.5],
      [0.98, 0.99],
    ] as const) {
      const [shape] = new Hand('arrow').hand('down', x, y).hand('up', x, y).shapes;
      assert.ok(shape?.is === 'arrow');
      assert.deepEqual(shape.to, { x, y });
      assert.ok(shape.from.x > 0 && shape.from.x < 1 && shape.from.y > 0 && shape.from.y < 1);
    }
    const [box] = new Hand('rectangle').hand('down', 0.5, 0.5).hand('up', 0.5, 0.5).shapes;
    assert.ok(box?.is === 'rectangle');
    const [a, , c] = box.corners;
    assert.ok(Math.abs((c.x - a.x) * FRAME.width - (c.y - a.y) * FRAME.height) < 0.1);
  });
});

describe('text, label and pin', () => {
  it('wait for words, and tidy them', () => {
    for (const tool of ['text', 'label'] as const) {
      const hand = new Hand(tool).hand('down', 0.3, 0.3).hand('up', 0.3, 0.3);
      assert.ok(isWriting(hand.state));
      hand.does({ is: 'write', text: ' turn\u202E this ' }, { is: 'written' });
      assert.deepEqual(hand.shapes, [{ is: tool, at: { x: 0.3, y: 0.3 }, text: 'turn this' }]);
      assert.ok(!isWriting(hand.state));
    }
  });

  it('leave nothing without words', () => {
    const hand = new Hand('text').hand('down', 0.3, 0.3).hand('up', 0.3, 0.3);
    hand.does({ is: 'write', text: ' \u200B ' }, { is: 'written' });
    assert.deepEqual(hand.outcomes, []);
  });

  it('keep what is written when the next one is begun', () => {
    const hand = new Hand('text').hand('down', 0.3, 0.3).hand('up', 0.3, 0.3);
    hand.does({ is: 'write', text: 'one' }).hand('down', 0.6, 0.6).hand('up', 0.6, 0.6);
    hand.does({ is: 'write', text: 'two' }, { is: 'written' });
    const ids = hand.intents.flatMap((i) => (i.is === 'add' ? [i.mark.id] : []));
    assert.equal(new Set(ids).size, 2);
    assert.deepEqual(
      hand.shapes.map((s) => ('text' in s ? s.text : null)),
      ['one', 'two'],
    );
  });

  it('set a pin at once and let its caption follow', () => {
    const hand = new Hand('pin', { pinNumber: 7 }).hand('down', 0.3, 0.3).hand('up', 0.3, 0.3);
    assert.deepEqual(hand.shapes, [{ is: 'pin', at: { x: 0.3, y: 0.3 }, number: 7 }]);
    hand.does({ is: 'write', text: 'valve' }).keys('Enter');
    const [add, change] = hand.intents;
    assert.ok(add?.is === 'add' && change?.is === 'change' && change.mark === add.mark.id);
    assert.deepEqual(change.to.shape, {
      is: 'pin',
      at: { x: 0.3, y: 0.3 },
      number: 7,
      text: 'valve',
    });
  });
});

describe('the pointer', () => {
  it('leaves a trail that fades, and no mark', () => {
    const hand = new Hand('pointer').hand('down', 0.1, 0.1, { timeMs: 1_000 });
    hand.hand('move', 0.2, 0.2, { timeMs: 1_300 }).hand('up', 0.2, 0.2, { timeMs: 1_300 });
    assert.deepEqual(hand.outcomes, []);
    assert.equal(previewOf(hand.state), null);
    const strengths = fadeTrail(hand.state.trail, 1_400).map(({ strength }) => strength);
    assert.equal(strengths.length, 2);
    assert.ok((strengths[0] ?? 1) < (strengths[1] ?? 0));
    assert.deepEqual(fadeTrail(hand.state.trail, 1_300 + TRAIL_MS), []);
  });

  it('has a trail that does not grow without end', () => {
    const hand = new Hand('pointer').hand('down', 0.1, 0.1);
    for (let i = 0; i < 1_000; i++) hand.hand('move', (i % 100) / 100, 0.5, { timeMs: 0.1 * i });
    assert.ok(hand.state.trail.length <= 100);
  });
});

describe('picking', () => {
  it('tells what was tapped or circled', () => {
    const tap = new Hand('pick').hand('down', 0.3, 0.4).hand('up', 0.3, 0.4);
    assert.deepEqual(tap.outcomes, [{ is: 'pick', points: [{ x: 0.3, y: 0.4 }] }]);
  });
});

describe('the keyboard', () => {
  it('draws from where Enter was pressed to where it is pressed again', () => {
    const hand = new Hand('arrow').keys(
      'ArrowRight',
      'Enter',
      'ArrowDown',
      'ArrowDown',
      'ArrowLeft',
    );
    const preview = previewOf(hand.state);
    hand.keys('Enter');
    const step = { x: (0.02 * FRAME.height) / FRAME.width, y: 0.02 };
    const [shape] = hand.shapes;
    assert.ok(shape?.is === 'arrow');
    assert.deepEqual(preview?.shape, shape);
    assert.ok(Math.abs(shape.from.x - 0.5 - step.x) < 1e-5 && shape.from.y === 0.5);
    assert.ok(Math.abs(shape.to.x - 0.5) < 1e-5 && Math.abs(shape.to.y - 0.5 - 2 * step.y) < 1e-5);
  });

  it('draws with the pen, sets pins, writes', () => {
    const pen = new Hand('pen').keys('Enter', 'ArrowRight', 'ArrowDown', 'Enter');
    assert.equal(pen.shapes[0]?.is === 'pen' && pen.shapes[0].points.length, 3);
    assert.equal(new Hand('pin').keys('ArrowUp', 'Enter').shapes.length, 1);
    const text = new Hand('text')
      .keys('Enter')
      .does({ is: 'write', text: 'here' })
      .keys('ArrowLeft', '+', 'Enter');
    assert.deepEqual(text.shapes, [{ is: 'text', at: { x: 0.5, y: 0.5 }, text: 'here' }]);
    assert.equal(text.outcomes.length, 1);
  });

  it('makes what it draws bigger and smaller, else what comes next', () => {
    const hand = new Hand('rectangle').keys(
      'Enter',
      'ArrowRight',
      'ArrowDown',
      '+',
      '+',
      '-',
      'Enter',
    );
    const [shape] = hand.shapes;
    assert.ok(shape?.is === 'rectangle');
    assert.ok(Math.abs(shape.corners[2].y - 0.5 - 0.02 * 1.25) < 1e-5);
    assert.deepEqual(new Hand('pen').keys('+', '-').outcomes, [
      { is: 'width', width: 4 },
      { is: 'width', width: 2 },
    ]);
    assert.deepEqual(new Hand('pen', { width: 5 }).keys('+').outcomes, []);
  });

  it('gives what has no size yet the usual one, which grows from there', () => {
    const sizes = (tool: 'arrow' | 'rectangle', ...keys: ToolKey[]) =>
      new Hand(tool).keys('Enter', ...keys, 'Enter').shapes.map((shape) => {
        const [a, , b] = boxOf(shape);
        return Math.round(1e3 * (b.y - a.y));
      });
    for (const tool of ['arrow', 'rectangle'] as const) {
      assert.deepEqual(sizes(tool), [160], tool);
      assert.deepEqual(sizes(tool, '+'), [160], tool);
      assert.deepEqual(sizes(tool, '+', '+'), [200], tool);
      assert.deepEqual(sizes(tool, '-', '-'), [128], tool);
    }
  });

  it('moves the reticle in finer steps where that is asked for, and never out of the picture', () => {
    const hand = new Hand('pen').does({ is: 'key', key: 'ArrowDown', fine: true, timeMs: 0 });
    assert.ok(Math.abs((hand.state.reticle?.y ?? 0) - 0.504) < 1e-9);
    for (let i = 0; i < 80; i++) hand.keys('ArrowDown', 'ArrowLeft');
    assert.deepEqual(hand.state.reticle, { x: 0, y: 1 });
  });

  it('does not take the tool out of a hand that draws', () => {
    const hand = new Hand('line').hand('down', 0.1, 0.1).keys('Enter', 'ArrowDown');
    hand.hand('up', 0.7, 0.1);
    assert.deepEqual(hand.shapes, [
      { is: 'line', from: { x: 0.1, y: 0.1 }, to: { x: 0.7, y: 0.1 } },
    ]);
  });
});

it('what a tool makes is its author’s', () => {
  const [intent] = new Hand('pin').keys('Enter').intents;
  assert.ok(intent !== undefined);
  const drawing = apply(
    { marks: [], operations: [] },
    operationOf({ marks: [], operations: [] }, ANNA, 'operation-1', intent),
  );
  assert.equal(drawing.marks[0]?.author, ANNA);
});
