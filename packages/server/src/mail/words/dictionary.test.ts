import assert from 'node:assert/strict';
import { it } from 'node:test';
import { mailLanguageOf } from './dictionary.ts';

it('writes in the language of the help desk where a person’s own has no words yet', () => {
  assert.equal(mailLanguageOf('de-AT', 'ro'), 'de');
  for (const tag of ['fr', 'fr-CA', 'constructor', null])
    assert.equal(mailLanguageOf(tag, 'ro'), 'ro', String(tag));
});
