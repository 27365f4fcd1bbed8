import { selectedLayer, shownBox, type Editing } from '@fernblick/ar/editing';
import { layerName } from './panel.ts';
import type { EditorWords } from './words/en.ts';

/** What a screen reader says about the change from one state to the next; empty where there is nothing to say. */
export function announce(words: EditorWords, before: Editing, now: Editing): string {
  const [then, layers] = [before.document.layers, now.document.layers];
  const name = (layer: (typeof layers)[number], among: typeof layers) =>
    layerName(words, among, layer);
  const added = layers.filter(({ id }) => !then.some((layer) => layer.id === id));
  const removed = then.filter(({ id }) => !layers.some((layer) => layer.id === id));
  const said = [
    ...added.map((layer) => words.added(name(layer, layers))),
    ...removed.map((layer) => words.removed(name(layer, then))),
  ];
  if (before.document.turns !== now.document.turns) said.push(words.rotated);
  const { angle = 0 } = now.document;
  if ((before.document.angle ?? 0) !== angle) said.push(words.straightened(angle));
  const selected = selectedLayer(now);
  if (selected === null) {
    if (before.selected !== null && removed.length === 0) said.push(words.nothingSelected);
  } else if (now.selected !== before.selected) {
    if (added.length === 0) said.push(words.selected(name(selected, layers)));
  } else if (selected !== selectedLayer(before)) {
    const { x, y, width, height } = shownBox(now.document, selected.shape);
    const box = [x, y, width, height].map(Math.round);
    said.push(words.at(...(box as [number, number, number, number])));
  }
  return said.slice(0, 4).join('. ');
}
