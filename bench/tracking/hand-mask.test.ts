import assert from 'node:assert/strict';
import { it } from 'node:test';
import { drawnPicture } from './drawn-pictures.ts';
import { filledHull, handMasks } from './hand-mask.ts';
import { makeSequence } from './sequences.ts';

it('a hull covers what lies between its points and nothing else', () => {
  const points = [
    { x: 2, y: 1 },
    { x: 7, y: 1 },
    { x: 4, y: 3 },
    { x: 7, y: 6 },
    { x: 2, y: 6 },
  ];
  const mask = filledHull(points, 10, 8);
  const covered = [...mask].flatMap((value, at) => (value === 0 ? [] : [at]));
  for (const at of covered) {
    const [x, y] = [at % 10, Math.floor(at / 10)];
    assert.ok(x >= 2 && x <= 7 && y >= 1 && y <= 6, `(${x}, ${y}) is covered`);
  }
  assert.equal(mask[3 * 10 + 5], 1);
  assert.ok(covered.length >= 30);
});

it('a hand is looked for ten times a second, and nothing is masked where there is none', () => {
  const film = (name: 'hand' | 'pan') =>
    makeSequence({ class: name, seed: 1, picture: drawnPicture('panel') });
  const masks = handMasks(film('hand'));
  assert.deepEqual(masks?.(60), masks?.(62));
  assert.notDeepEqual(masks?.(60), masks?.(63));
  assert.equal(handMasks(film('pan')), null);
});
