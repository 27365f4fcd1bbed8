import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { InkState } from '@fernblick/ar/ink';
import type { InkDrafter } from '@fernblick/protocol';
import { announce } from './announcements.ts';
import { told } from './words/told.ts';

const author = 'participant-1';
const drafters: readonly InkDrafter[] = [
  { id: author, name: 'Anna', role: 'agent', inControl: true, mayDraw: true },
];
const nothing: InkState = {
  marks: [],
  selected: null,
  canUndo: false,
  canRedo: false,
  canDelete: false,
  canClearMine: false,
  canClearAll: false,
  mayDraw: true,
  writing: null,
  width: 3,
  frozen: false,
  zoomed: false,
  picking: false,
  tracking: 'on',
  isTold: false,
  standing: 'off',
  pen: null,
};
const written: InkState = {
  ...nothing,
  marks: [{ id: 'mark-1', author, kind: 'text', ordinal: 1, text: 'M6', state: 'tracked' }],
};

describe('announcements', () => {
  it('quote what was written as each language does', async () => {
    const dictionary = { en: () => Promise.resolve(told.en), ...told.load };
    const said = await Promise.all(
      Object.entries(dictionary).map(async ([language, load]) => [
        language,
        announce(await load(), drafters, written, nothing),
      ]),
    );
    assert.deepEqual(Object.fromEntries(said), {
      en: 'Text 1 “M6” by you, on the object',
      de: 'Text 1 „M6“ von Ihnen, auf dem Gegenstand',
      it: 'Testo 1 «M6» di Lei, sull’oggetto',
      ro: 'Textul 1 „M6”, de dumneavoastră, pe obiect',
    });
  });

  it('tell a caption that follows its pin, also to whoever only looks on', () => {
    const pin = { ...written.marks[0], kind: 'pin', text: '' } as InkState['marks'][number];
    const stuck = { ...nothing, marks: [pin] };
    const captioned = { ...nothing, marks: [{ ...pin, text: 'Valve' }] };
    assert.equal(announce(told.en, drafters, stuck, nothing), 'Pin 1 by you, on the object');
    assert.equal(announce(told.en, drafters, captioned, stuck), 'Pin 1 “Valve” by you');
    assert.equal(announce(told.en, drafters, captioned, captioned), '');
    assert.equal(announce(told.en, drafters, stuck, captioned), '');
  });
});
