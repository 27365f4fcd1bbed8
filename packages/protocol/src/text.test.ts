import fc from 'fast-check';
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { tidyText } from './text.ts';

/** What people paste, and what attackers do. */
const pieces = fc.array(
  fc.oneof(
    fc.constantFrom(
      ' ',
      '\n',
      '\r\n',
      '\r',
      '\t',
      '\u2028',
      '\u202e',
      '\u200b',
      '\0',
      '\u0007',
      'é',
      '😀',
    ),
    fc.string(),
  ),
);

it('text of several lines keeps its breaks and loses what nobody sees', () => {
  assert.equal(
    tidyText('  Good\u202e help \t today.\r\n\r\n\r\n\r\nThank\u200b you!\u0007 \n'),
    'Good help today.\n\nThank you!',
  );
  fc.assert(
    fc.property(pieces, (parts) => {
      const tidy = tidyText(parts.join(''));
      assert.equal(tidyText(tidy), tidy, 'twice is once');
      assert.doesNotMatch(tidy, /[^\P{Cc}\n]|[\u200b\u202e\u2028]|\n{3}|^\s|\s$| \n|\n /u);
    }),
    { seed: 20_261_126, numRuns: 2_000 },
  );
});
