import { DrawingOperation, type Mark } from '@fernblick/protocol';
import fc from 'fast-check';
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as v from 'valibot';
import {
  apply,
  deletionOf,
  EMPTY_DRAWING,
  mayDraw,
  nextRedo,
  nextUndo,
  operationOf,
  replay,
  type Drafter,
  type Drawing,
  type Intent,
} from './drawing.ts';
import { ANNA, arrow, MIA, Sheet } from './testing/sheet.ts';

const authors = [ANNA, MIA, 'participant-ben'] as const;

/** One thing that somebody tries, and how much of what the others did they have heard of by then. */
const anyStep = fc.record({
  author: fc.constantFrom(...authors),
  what: fc.oneof(
    { weight: 5, arbitrary: fc.constant('add' as const) },
    {
      weight: 6,
      arbitrary: fc.constantFrom(
        'change',
        'straighten',
        'delete',
        'delete-any',
        'undo',
        'undo',
        'redo',
        'undo-anything',
        'redo-anything',
        'listen',
      ),
    },
    { weight: 1, arbitrary: fc.constantFrom('clear-mine' as const, 'clear-all' as const) },
  ),
  pick: fc.nat(),
  x: fc.double({ min: 0, max: 1, noNaN: true }),
});
type Step = typeof anyStep extends fc.Arbitrary<infer T> ? T : never;

function intentOf(step: Step, n: number, drawing: Drawing): Intent | null {
  const { author, what, pick, x } = step;
  const target = drawing.marks[pick % Math.max(1, drawing.marks.length)];
  const mark = target?.id ?? 'mark-nowhere';
  const shape = { is: 'line', from: { x, y: 0.5 }, to: { x: 0.5, y: x } } as const;
  const any =
    drawing.operations[pick % Math.max(1, drawing.operations.length)]?.id ?? 'nothing-at-all';
  switch (what) {
    case 'add':
      // Now and then somebody uses an id again, or draws in another's name.
      return {
        is: 'add',
        mark: arrow(String(pick % 7 === 0 ? pick % 5 : n), pick % 11 === 0 ? ANNA : author),
      };
    case 'change':
      return { is: 'change', mark, to: pick % 2 === 0 ? { color: 'green' } : { shape, width: 5 } };
    case 'straighten':
      return { is: 'straighten', mark, shape };
    case 'delete':
    case 'delete-any':
      return { is: what, mark };
    case 'undo': {
      const operation = nextUndo(drawing, author);
      return operation === null ? null : { is: 'undo', operation };
    }
    case 'redo': {
      const operation = nextRedo(drawing, author);
      return operation === null ? null : { is: 'redo', operation };
    }
    case 'undo-anything':
      return { is: 'undo', operation: any };
    case 'redo-anything':
      return { is: 'redo', operation: any };
    case 'clear-mine':
    case 'clear-all':
      return { is: what };
    case 'listen':
      return null;
  }
}

interface Party {
  readonly all: readonly DrawingOperation[];
  readonly byAuthor: ReadonlyMap<string, readonly DrawingOperation[]>;
}

/** Three people draw at once, and hear of each other when they listen. */
function party(steps: readonly Step[]): Party {
  const drawings = new Map<string, Drawing>(authors.map((author) => [author, EMPTY_DRAWING]));
  const byAuthor = new Map<string, DrawingOperation[]>(authors.map((author) => [author, []]));
  const all: DrawingOperation[] = [];
  for (const [n, step] of steps.entries()) {
    let drawing = drawings.get(step.author) ?? EMPTY_DRAWING;
    if (step.what === 'listen') drawing = all.reduce(apply, drawing);
    const intent = intentOf(step, n, drawing);
    if (intent !== null) {
      const operation = operationOf(drawing, step.author, `operation-${n}`, intent);
      drawing = apply(drawing, operation);
      all.push(operation);
      byAuthor.get(step.author)?.push(operation);
    }
    drawings.set(step.author, drawing);
  }
  return { all, byAuthor };
}

const parties = fc.array(anyStep, { maxLength: 60, size: 'max' }).map(party);

/** Lets the operations arrive in another order that keeps each author's own. */
function shuffled({ byAuthor }: Party, picks: readonly number[]): readonly DrawingOperation[] {
  const queues = [...byAuthor.values()].map((queue) => [...queue]);
  const order: DrawingOperation[] = [];
  for (let i = 0; queues.some((queue) => queue.length > 0); i++) {
    const waiting = queues.filter((queue) => queue.length > 0);
    const next = waiting[(picks[i % Math.max(1, picks.length)] ?? i) % waiting.length]?.shift();
    if (next !== undefined) order.push(next);
  }
  return order;
}

describe('a drawing', () => {
  it('is the same on every side, in whatever order the operations arrive, and however often', () => {
    fc.assert(
      fc.property(parties, fc.array(fc.nat(), { minLength: 1, maxLength: 40 }), (party, picks) => {
        const here = party.all.reduce(apply, EMPTY_DRAWING);
        const there = shuffled(party, picks).reduce(apply, EMPTY_DRAWING);
        const backwards = party.all.toReversed().reduce(apply, EMPTY_DRAWING);
        const twice = [...party.all, ...party.all].reduce(apply, EMPTY_DRAWING);
        assert.deepEqual(there, here);
        assert.deepEqual(backwards, here);
        assert.deepEqual(twice, here);
        assert.deepEqual(replay(party.all), here);
        assert.deepEqual(replay([...party.all, ...party.all].toReversed()), here);
      }),
      { numRuns: 300 },
    );
  });

  it('is the same even where somebody uses ids again, sets clocks back and takes back what is not there yet', () => {
    const id = fc.constantFrom('operation-1', 'operation-2', 'operation-3');
    const mark = fc.constantFrom('mark-one', 'mark-two', 'mark-six');
    const stamp = {
      id,
      author: fc.constantFrom(...authors),
      clock: fc.integer({ min: 0, max: 12 }),
    };
    const hostile: fc.Arbitrary<DrawingOperation> = fc.oneof(
      fc.record({
        ...stamp,
        is: fc.constant('add' as const),
        mark: fc.tuple(mark, stamp.author).map(([id, author]) => ({ ...arrow('one', author), id })),
      }),
      fc.record({ ...stamp, is: fc.constantFrom('delete' as const, 'delete-any' as const), mark }),
      fc.record({ ...stamp, is: fc.constantFrom('undo' as const, 'redo' as const), operation: id }),
      fc.record({ ...stamp, is: fc.constantFrom('clear-mine' as const, 'clear-all' as const) }),
    );
    // The very same stamp twice is the same operation twice.
    const selector = ({ id, author, clock }: DrawingOperation) => `${clock} ${author} ${id}`;
    fc.assert(
      fc.property(
        fc.uniqueArray(hostile, { selector, maxLength: 40, size: 'max' }),
        fc.array(fc.nat(), { minLength: 40, maxLength: 40 }),
        (all, picks) => {
          const order = all.map((operation, i) => ({ operation, at: picks[i] ?? 0 }));
          const there = order.sort((a, b) => a.at - b.at).map(({ operation }) => operation);
          assert.deepEqual(there.reduce(apply, EMPTY_DRAWING), replay(all));
        },
      ),
      { numRuns: 500 },
    );
  });

  it('has each mark once, drawn by the one it names, in messages that may travel', () => {
    fc.assert(
      fc.property(parties, ({ all }) => {
        const { marks } = replay(all);
        assert.equal(new Set(marks.map(({ id }) => id)).size, marks.length);
        for (const operation of all) v.parse(DrawingOperation, operation);
        for (const mark of marks)
          assert.ok(
            all.some((o) => o.is === 'add' && o.mark.id === mark.id && o.author === mark.author),
          );
      }),
    );
  });

  it('comes back exactly after undo, and goes exactly after redo', () => {
    fc.assert(
      fc.property(parties, fc.constantFrom(...authors), anyStep, ({ all }, author, step) => {
        const before = replay(all);
        const intent = intentOf({ ...step, author }, 9_999, before);
        if (intent === null || intent.is === 'undo' || intent.is === 'redo') return;
        const after = apply(before, operationOf(before, author, 'operation-last', intent));
        const undo = operationOf(after, author, 'operation-undo', {
          is: 'undo',
          operation: 'operation-last',
        });
        const undone = apply(after, undo);
        assert.deepEqual(undone.marks, before.marks);
        assert.equal(nextRedo(undone, author), 'operation-last');
        const redo = operationOf(undone, author, 'operation-redo', {
          is: 'redo',
          operation: 'operation-last',
        });
        const redone = apply(undone, redo);
        assert.deepEqual(redone.marks, after.marks);
        assert.equal(nextUndo(redone, author), nextUndo(after, author));
      }),
    );
  });

  it('never lets an undo touch what somebody else did', () => {
    fc.assert(
      fc.property(parties, fc.constantFrom(...authors), ({ all }, author) => {
        let drawing = replay(all);
        const foreign = (marks: readonly Mark[]) => marks.filter((mark) => mark.author !== author);
        // Taking back everything of one's own leaves what there would be if one had never come.
        for (let n = 0; n < 200; n++) {
          const operation = nextUndo(drawing, author);
          if (operation === null) break;
          const target = drawing.operations.find(({ id }) => id === operation);
          assert.equal(target?.author, author);
          drawing = apply(
            drawing,
            operationOf(drawing, author, `take-back-${n}`, { is: 'undo', operation }),
          );
        }
        const without = replay(all.filter((o) => o.author !== author));
        assert.deepEqual(foreign(drawing.marks), foreign(without.marks));
      }),
    );
  });

  it('takes back what was done again after something new', () => {
    const mia = new Sheet(MIA);
    const cleared = mia.do({ is: 'clear-all' });
    mia.do({ is: 'undo', operation: cleared.id });
    mia.do({ is: 'add', mark: { ...arrow('one'), author: MIA } });
    mia.do({ is: 'redo', operation: cleared.id });
    assert.equal(nextUndo(mia.drawing, MIA), cleared.id);
  });

  it('lets undo and another’s delete of the same mark come in any order', () => {
    const anna = new Sheet(ANNA);
    const mia = new Sheet(MIA);
    const added = anna.do({ is: 'add', mark: arrow('one') });
    mia.receive(added);
    const undo = anna.do({ is: 'undo', operation: added.id });
    const remove = mia.do({ is: 'delete-any', mark: 'mark-one' });
    anna.receive(remove);
    mia.receive(undo);
    assert.deepEqual(anna.drawing, mia.drawing);
    assert.deepEqual(anna.ids, []);

    // Back only when neither of the two stands.
    mia.receive(anna.do({ is: 'redo', operation: added.id }));
    assert.deepEqual(mia.ids, []);
    anna.receive(mia.do({ is: 'undo', operation: remove.id }));
    assert.deepEqual(anna.ids, ['mark-one']);
    assert.deepEqual(anna.drawing, mia.drawing);
  });

  it('passes over what undoing would not show', () => {
    const anna = new Sheet(ANNA);
    const mia = new Sheet(MIA);
    const first = anna.do({ is: 'add', mark: arrow('one') });
    const second = anna.do({ is: 'add', mark: arrow('two') });
    for (const operation of [first, second]) mia.receive(operation);
    anna.receive(mia.do({ is: 'delete-any', mark: 'mark-two' }));
    assert.equal(nextUndo(anna.drawing, ANNA), first.id);
  });

  it('takes a straightened stroke back in one step, to the hand’s own line', () => {
    const sheet = new Sheet();
    const rough = arrow('one');
    sheet.do({ is: 'add', mark: rough });
    const shape = { is: 'line', from: { x: 0, y: 0 }, to: { x: 1, y: 1 } } as const;
    sheet.do({ is: 'straighten', mark: rough.id, shape });
    assert.deepEqual(sheet.drawing.marks[0]?.shape, shape);
    sheet.do({ is: 'undo', operation: nextUndo(sheet.drawing, ANNA) ?? '' });
    assert.deepEqual(sheet.drawing.marks, [rough]);
  });

  it('changes, straightens and deletes only one’s own marks, and anybody’s where that was said', () => {
    const sheet = new Sheet(MIA);
    const mark = arrow('one', ANNA);
    sheet.receive(operationOf(EMPTY_DRAWING, ANNA, 'operation-1', { is: 'add', mark }));
    sheet.do({ is: 'change', mark: mark.id, to: { color: 'blue' } });
    sheet.do({ is: 'straighten', mark: mark.id, shape: arrow('two').shape });
    sheet.do({ is: 'delete', mark: mark.id });
    sheet.do({ is: 'clear-mine' });
    assert.deepEqual(sheet.drawing.marks, [mark]);
    assert.equal(deletionOf(mark, ANNA).is, 'delete');
    sheet.do(deletionOf(mark, MIA));
    assert.deepEqual(sheet.ids, []);
  });

  it('forgets what could be done again once something new is done', () => {
    const sheet = new Sheet();
    const first = sheet.do({ is: 'add', mark: arrow('one') });
    sheet.do({ is: 'undo', operation: first.id });
    assert.equal(nextRedo(sheet.drawing, ANNA), first.id);
    sheet.do({ is: 'add', mark: arrow('two') });
    assert.equal(nextRedo(sheet.drawing, ANNA), null);
  });

  it('carries 10,000 marks', () => {
    const operations = Array.from({ length: 10_000 }, (_, n) => {
      const author = authors[n % 3] ?? ANNA;
      return {
        is: 'add',
        id: `operation-${n}`,
        author,
        clock: n + 1,
        mark: arrow(String(n), author),
      } as const;
    });
    let start = performance.now();
    let drawing: Drawing = EMPTY_DRAWING;
    for (const operation of operations) drawing = apply(drawing, operation);
    const allMs = performance.now() - start;
    assert.equal(drawing.marks.length, 10_000);
    start = performance.now();
    for (let n = 0; n < 20; n++) {
      const operation = nextUndo(drawing, ANNA) ?? '';
      drawing = apply(
        drawing,
        operationOf(drawing, ANNA, `take-back-${n}`, { is: 'undo', operation }),
      );
    }
    const undoMs = (performance.now() - start) / 20;
    assert.equal(drawing.marks.length, 9_980);
    // Generous, for a busy machine: one by one it should be far below a frame.
    assert.ok(allMs < 5_000 && undoMs < 100, `${allMs} ms for all, ${undoMs} ms for an undo`);
  });

  it('grows on where a clock has come to its end', () => {
    const last = {
      is: 'add',
      id: 'operation-1',
      author: MIA,
      clock: Number.MAX_SAFE_INTEGER,
      mark: arrow('one', MIA),
    } as const;
    const drawing = apply(EMPTY_DRAWING, last);
    const next = operationOf(drawing, ANNA, 'operation-2', { is: 'add', mark: arrow('two') });
    v.parse(DrawingOperation, next);
    assert.equal(apply(drawing, next).marks.length, 2);
  });
});

describe('who may draw', () => {
  const customer: Drafter = { id: MIA, role: 'customer', inControl: false };
  const lead: Drafter = { id: ANNA, role: 'agent', inControl: true };
  const helper: Drafter = { ...lead, inControl: false };
  const intents: Record<Intent['is'], (author: string) => Intent> = {
    add: (author) => ({ is: 'add', mark: arrow('one', author) }),
    change: () => ({ is: 'change', mark: 'mark-one', to: { color: 'blue' } }),
    straighten: () => ({ is: 'straighten', mark: 'mark-one', shape: arrow('one').shape }),
    delete: () => ({ is: 'delete', mark: 'mark-one' }),
    'delete-any': () => ({ is: 'delete-any', mark: 'mark-one' }),
    'clear-mine': () => ({ is: 'clear-mine' }),
    'clear-all': () => ({ is: 'clear-all' }),
    undo: () => ({ is: 'undo', operation: 'operation-1' }),
    redo: () => ({ is: 'redo', operation: 'operation-1' }),
  };
  const allowed = (drafter: Drafter) =>
    Object.entries(intents)
      .filter(([, make]) => {
        const operation = operationOf(EMPTY_DRAWING, drafter.id, 'operation-9', make(drafter.id));
        return mayDraw(drafter, operation);
      })
      .map(([is]) => is);

  it('is the customer, for what is theirs', () => {
    assert.deepEqual(allowed(customer), [
      'add',
      'change',
      'straighten',
      'delete',
      'clear-mine',
      'undo',
      'redo',
    ]);
  });

  it('is the agent in control, for everything', () => {
    assert.deepEqual(allowed(lead), Object.keys(intents));
  });

  it('is nobody else: an agent without control has the pointer alone', () => {
    assert.deepEqual(allowed(helper), []);
    assert.ok([customer, lead, helper].every((drafter) => mayDraw(drafter, 'pointer')));
  });

  it('is never somebody in another’s name', () => {
    for (const make of Object.values(intents))
      assert.equal(mayDraw(lead, operationOf(EMPTY_DRAWING, MIA, 'operation-9', make(MIA))), false);
    // Nor with a mark that names somebody else.
    const forged = operationOf(EMPTY_DRAWING, MIA, 'operation-9', {
      is: 'add',
      mark: arrow('one', ANNA),
    });
    assert.deepEqual(apply(EMPTY_DRAWING, forged).marks, []);
  });
});
