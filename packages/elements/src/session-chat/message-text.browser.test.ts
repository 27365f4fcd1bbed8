import { assert } from '@open-wc/testing';
import fc from 'fast-check';
import { partsOf } from './message-text.ts';

const links = (message: string): readonly (readonly [string, string | null])[] =>
  partsOf(message)
    .filter(({ href }) => href !== null)
    .map(({ text, href }) => [text, href]);

describe('the text of a message', () => {
  it('leads to addresses of the web and of mail, without the full stop after them', () => {
    assert.deepEqual(
      links(
        'See https://example.com/a?b=1#c, (http://example.org/x_(y)), www.example.net. Or mailto:help@example.com!',
      ),
      [
        ['https://example.com/a?b=1#c', 'https://example.com/a?b=1#c'],
        ['http://example.org/x_(y)', 'http://example.org/x_(y)'],
        ['www.example.net', 'https://www.example.net/'],
        ['mailto:help@example.com', 'mailto:help@example.com'],
      ],
    );
  });

  it('leads nowhere else', () => {
    for (const message of [
      'javascript:alert(1)',
      'JaVaScRiPt://example.com/%0aalert(1)',
      'data:text/html,<script>alert(1)</script>',
      'vbscript:x file:///etc/passwd ftp://example.com',
      'https://',
      'https://bank.example@evil.example/',
      'https://user:secret@example.com',
      'awww.example.com x@www.example.com',
      '<a href="x">https</a>',
    ])
      assert.deepEqual(links(message), [], message);
  });

  it('is complete, whatever was written, and every link is one of three kinds', () => {
    const unit = fc.integer({ min: 0, max: 0x10_ffff }).map((code) => String.fromCodePoint(code));
    const piece = fc.oneof(
      fc.string({ unit }),
      fc.webUrl({ withQueryParameters: true, withFragments: true }),
      fc.constantFrom('javascript:', 'mailto:', 'www.', 'https://', ' ', '\n', ').', '@', '\u202e'),
    );
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        const message = pieces.join('');
        const parts = partsOf(message);
        assert.strictEqual(parts.map(({ text }) => text).join(''), message);
        for (const { href } of parts)
          if (href !== null) assert.match(href, /^(https?:\/\/[^@]*(\/|$)|mailto:)/);
      }),
    );
  });
});
