import type { InkState, ToldMark } from '@fernblick/ar/ink';
import type { InkDrafter } from '@fernblick/protocol';
import type { ToldWords } from './words/told-en.ts';

/** What a screen reader says about the change from one state to the next; empty where there is nothing to say. */
export function announce(
  words: ToldWords,
  drafters: readonly InkDrafter[],
  state: InkState,
  before: InkState,
): string {
  const known = new Map(before.marks.map((mark) => [mark.id, mark]));
  const said: string[] = [];
  const present = new Set(state.marks.map(({ id }) => id));
  const gone = before.marks.filter(({ id }) => !present.has(id));
  const [first] = gone;
  if (gone.length === 1 && first !== undefined) said.push(words.removed(nameOf(words, first)));
  else if (gone.length > 1) said.push(words.removedMany(gone.length));
  for (const mark of state.marks) {
    const then = known.get(mark.id);
    const name = nameOf(words, mark);
    if (isToldNow(mark, then))
      said.push(`${words.added(name, authorOf(words, drafters, mark))}, ${placeOf(words, mark)}`);
    else if (then === undefined || then.state === 'waiting') continue;
    else if ((then.state === 'lost') !== (mark.state === 'lost'))
      said.push(mark.state === 'lost' ? words.lost(name) : words.found(name));
    // A pin's caption is written when the pin stands already.
    else if (mark.text !== '' && then.text !== mark.text)
      said.push(words.added(name, authorOf(words, drafters, mark)));
  }
  const selected = state.marks.find(({ id }) => id === state.selected);
  if (selected !== undefined && state.selected !== before.selected)
    said.push(words.selected(nameOf(words, selected)));
  return said.slice(0, 4).join('. ');
}

/** Whether the outline of an object that somebody has picked is told by the change from one state to the next. */
export function tellsOutline(
  author: string | undefined,
  state: InkState,
  before: InkState,
): boolean {
  return state.marks.some(
    (mark) =>
      mark.kind === 'outline' &&
      mark.author === author &&
      isToldNow(
        mark,
        before.marks.find(({ id }) => id === mark.id),
      ),
  );
}

/** A new mark is told once it is known where it is. */
function isToldNow(mark: ToldMark, then: ToldMark | undefined): boolean {
  return mark.state !== 'waiting' && (then === undefined || then.state === 'waiting');
}

function nameOf(words: ToldWords, { kind, ordinal, text }: ToldMark): string {
  const name = words.kinds[kind](ordinal);
  return text === '' ? name : words.quoted(name, text);
}

function authorOf(words: ToldWords, drafters: readonly InkDrafter[], { author }: ToldMark): string {
  const at = drafters.findIndex(({ id }) => id === author);
  return at === 0 ? words.you : (drafters[at]?.name ?? words.somebody);
}

function placeOf(words: ToldWords, { state }: ToldMark): string {
  switch (state) {
    case 'tracked':
      return words.onObject;
    case 'unsure':
      return words.unsure;
    case 'lost':
    case 'waiting':
      return words.waiting;
  }
}
