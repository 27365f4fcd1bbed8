import { MAX_LAYERS, type LayerShape } from '@fernblick/protocol';
import fc from 'fast-check';
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  beginEditing,
  edit,
  emptyDocument,
  fittedTo,
  MAX_UNDO,
  redo,
  select,
  undo,
  type Edit,
  type Editing,
} from './editing.ts';
import { PictureError } from './picture-error.ts';
import { readDocument } from './read-document.ts';
import { anyShape, layerOf } from './testing/any-document.ts';

const SIZE = { width: 1_200, height: 900 };
const fresh = (): Editing => beginEditing(emptyDocument(SIZE));
const arrow: LayerShape = { is: 'arrow', from: { x: 0.1, y: 0.1 }, to: { x: 0.4, y: 0.3 } };

const area = fc.record({
  x: fc.double({ min: -2_000, max: 2_000 }),
  y: fc.double({ min: -2_000, max: 2_000 }),
  width: fc.double({ min: -2_000, max: 4_000 }),
  height: fc.double({ min: -2_000, max: 4_000 }),
});

/** Something that somebody tries, on a layer that may not be there. */
const anyEdit: fc.Arbitrary<Edit> = fc
  .record({
    is: fc.constantFrom(
      'add',
      'add',
      'add',
      'change',
      'delete',
      'order',
      'turn',
      'straighten',
      'crop',
    ),
    number: fc.integer({ min: 0, max: 9 }),
    shape: anyShape,
    color: fc.constantFrom('red' as const, 'blue' as const),
    by: fc.constantFrom(1 as const, -1 as const),
    area: fc.option(area),
  })
  .map(({ is, number, shape, color, by, area }): Edit => {
    const layer = layerOf(number, shape);
    switch (is) {
      case 'add':
        return { is, layer };
      case 'change':
        return { is, layer: layer.id, to: by === 1 ? { shape } : { color } };
      case 'delete':
        return { is, layer: layer.id };
      case 'order':
        return { is, layer: layer.id, by };
      case 'turn':
        return { is, by };
      case 'straighten':
        return { is, to: 12.5 * by };
      default:
        return { is: 'crop', to: area };
    }
  });

describe('editing a picture', () => {
  it('comes back step by step to where it began, and again to where it was', () => {
    fc.assert(
      fc.property(fc.array(anyEdit, { maxLength: 40 }), (edits) => {
        const states = [fresh()];
        for (const change of edits) states.push(edit(states.at(-1) as Editing, change));
        const end = states.at(-1) as Editing;
        let now = end;
        const steps = now.past.length;
        for (let i = 0; i < steps; i++) now = undo(now);
        assert.deepEqual(now.document, emptyDocument(SIZE));
        assert.equal(undo(now), now);
        for (let i = 0; i < steps; i++) now = redo(now);
        assert.equal(now.document, end.document);
        assert.equal(redo(now), now);
      }),
    );
  });

  it('always has a document that can be stored and read again', () => {
    fc.assert(
      fc.property(fc.array(anyEdit, { maxLength: 40 }), (edits) => {
        const { document } = edits.reduce((now, change) => edit(now, change), fresh());
        const stored: unknown = JSON.parse(JSON.stringify(document));
        assert.deepEqual(readDocument(stored), stored);
      }),
    );
  });

  it('never selects what is not there', () => {
    fc.assert(
      fc.property(fc.array(anyEdit, { maxLength: 40 }), fc.nat(9), (edits, number) => {
        let now = edits.reduce((state, change) => edit(state, change), fresh());
        now = select(now, layerOf(number, arrow).id);
        for (let i = 0; i < 5; i++) {
          const { selected, document } = now;
          assert.ok(selected === null || document.layers.some(({ id }) => id === selected));
          now = undo(now);
        }
      }),
    );
  });

  it('undoes 200 steps, and no step that changed nothing', () => {
    let now = edit(fresh(), { is: 'add', layer: layerOf(1, arrow) });
    for (let i = 0; i < 250; i++) now = edit(now, { is: 'turn', by: 1 });
    assert.equal(now.past.length, MAX_UNDO);
    const same = edit(now, { is: 'change', layer: layerOf(1, arrow).id, to: { color: 'red' } });
    assert.equal(same, now);
    assert.equal(edit(now, { is: 'crop', to: { x: 0, y: 0, ...SIZE } }), now);
  });

  it('takes the steps of one gesture back together', () => {
    let now = edit(fresh(), { is: 'add', layer: layerOf(1, arrow) });
    const { id } = layerOf(1, arrow);
    for (let i = 1; i <= 30; i++) {
      const shape = { ...arrow, from: { x: i / 100, y: 0 } };
      now = edit(now, { is: 'change', layer: id, to: { shape } }, 'move');
    }
    assert.deepEqual(undo(now).document.layers, [layerOf(1, arrow)]);
    now = edit(select(now, id), { is: 'change', layer: id, to: { shape: arrow } }, 'move');
    assert.notDeepEqual(undo(now).document.layers, [layerOf(1, arrow)]);
  });

  it('says so when it is full', () => {
    const layers = Array.from({ length: MAX_LAYERS }, (_, i) => layerOf(i, arrow));
    const full = beginEditing({ ...emptyDocument(SIZE), layers });
    assert.throws(
      () => edit(full, { is: 'add', layer: layerOf(MAX_LAYERS, arrow) }),
      (error) => error instanceof PictureError && error.code === 'too-many-layers',
    );
  });

  it('fits a document to a smaller copy of its picture, and to no other one', () => {
    const crop = { x: 100, y: 200, width: 600, height: 300 };
    const document = { ...emptyDocument(SIZE), crop };
    assert.deepEqual(fittedTo(document, { width: 600, height: 450 }).crop, {
      x: 50,
      y: 100,
      width: 300,
      height: 150,
    });
    assert.throws(
      () => fittedTo(document, { width: 900, height: 1_200 }),
      (error) => error instanceof PictureError && error.code === 'document-of-another-picture',
    );
  });
});

describe('a document from a stranger', () => {
  const good = { ...emptyDocument(SIZE), layers: [layerOf(1, arrow)] };
  const refused = (value: unknown): void =>
    assert.throws(
      () => readDocument(value),
      (error) => error instanceof PictureError && error.code === 'document-unusable',
    );

  it('is read where it can be, without what does not belong to it', () => {
    assert.deepEqual(readDocument({ ...good, onload: 'alert(1)' }), good);
    const text = { is: 'text', at: { x: 0, y: 0 }, text: '<img src=x onerror=alert(1)>' } as const;
    const written = { ...good, layers: [layerOf(1, text)] };
    assert.deepEqual(readDocument(written), written);
  });

  it('is refused where it cannot', () => {
    for (const value of [null, 1, 'x', [], {}, new Map()]) refused(value);
    refused({ ...good, version: 2 });
    refused({ ...good, width: Number.NaN });
    refused({ ...good, turns: 1.5 });
    refused({ ...good, angle: 46 });
    refused({ ...good, crop: { x: 1_000, y: 0, width: 300, height: 900 } });
    refused({ ...good, layers: [layerOf(1, { ...arrow, from: { x: Number.NaN, y: 0 } })] });
    refused({ ...good, layers: [layerOf(1, { ...arrow, to: { x: 1e9, y: 0 } })] });
    refused({ ...good, layers: [{ ...layerOf(1, arrow), color: 'url(//evil)' }] });
    refused({ ...good, layers: [{ ...layerOf(1, arrow), id: '"><script>' }] });
    refused({ ...good, layers: [{ ...layerOf(1, arrow), shape: { is: 'script', text: '' } }] });
    refused({ ...good, layers: [layerOf(1, arrow), layerOf(1, arrow)] });
    refused({ ...good, layers: Array.from({ length: 10_000 }, (_, i) => layerOf(i, arrow)) });
  });
});
