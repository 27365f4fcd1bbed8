import fc from 'fast-check';
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { checkRequest } from './check.ts';
import { MAX_CHAT_CHARACTERS } from './chat.ts';
import { requests } from './requests.ts';
import { tidyText } from './text.ts';

describe('text of several lines', () => {
  it('keeps what people write in every script, and what makes emoji', () => {
    for (const text of [
      'One\n\n  two\tthree',
      '\u{1F468}\u200D\u{1F469}\u200D\u{1F467} \u{1F3F4}\u{E0067}\u{E0062}\u{E007F} \u2764\uFE0F',
      '\u0645\u06CC\u200C\u062E\u0648\u0627\u0647\u0645',
      '\u05E9\u05DC\u05D5\u05DD\u200F!',
    ])
      assert.equal(tidyText(text), text);
  });

  it('loses what hides or turns other text, and controls', () => {
    assert.equal(tidyText('\u202Egnp.exe\u202C\u2066\u200B\uFEFF'), 'gnp.exe');
    assert.equal(tidyText('a\r\nb\rc\u2028d\u0000\u001B[31m'), 'a\nb\nc\nd[31m');
    assert.equal(tidyText('\uD83D x'), '\uFFFD x');
  });

  it('is tidied once, and fits into its message at any length that is allowed', () => {
    const { maxBytes } = requests['chat:send'];
    // Lone halves of characters too.
    const unit = fc.integer({ min: 0, max: 0x10_ffff }).map((code) => String.fromCodePoint(code));
    const text = fc.string({ unit, maxLength: 200 });
    fc.assert(
      fc.property(text, (some) => {
        const tidy = tidyText(some);
        assert.equal(tidyText(tidy), tidy);
        const long = tidy.repeat(Math.ceil(MAX_CHAT_CHARACTERS / Math.max(1, tidy.length)));
        const message = { session: 'session-0001', id: 'message-1', to: 'agents' as const };
        const cut = tidyText(long.slice(0, MAX_CHAT_CHARACTERS));
        if (!/[^\p{Cf}\s]/u.test(cut)) return;
        assert.equal(checkRequest('chat:send', { ...message, text: cut }).text, cut);
        assert.ok(JSON.stringify(message).length + 3 * MAX_CHAT_CHARACTERS < maxBytes);
      }),
    );
  });
});
