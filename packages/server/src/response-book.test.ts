import fc from 'fast-check';
import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { JournalStore } from './journal/journal-store.ts';
import { ResponseBook } from './response-book.ts';

/** A book over a store that keeps nothing. */
async function bookOf(texts: Readonly<Record<string, string>>): Promise<ResponseBook> {
  const store: Pick<JournalStore, 'putStandardResponse'> = { putStandardResponse: async () => {} };
  const book = new ResponseBook({ store: store as JournalStore, now: () => 1 });
  let number = 0;
  for (const [title, text] of Object.entries(texts)) {
    number += 1;
    await book.put({ id: `response-${number}`, title, text }, 'Host');
  }
  return book;
}

const titles = (book: ResponseBook, query: string): readonly string[] =>
  book.find(query).responses.map(({ title }) => title);

it('standard responses are found by words of title and text, titles first, whatever the accents', async () => {
  const book = await bookOf({
    'Wish a good day': 'Have a good day!',
    Greeting: 'Hello, what can I do for you?',
    'Restart the router': 'Please pull the plug and say hello to a restart.',
    'Café opening hours': 'Hello! We open at eight.',
  });
  assert.deepEqual(titles(book, ''), [
    'Café opening hours',
    'Greeting',
    'Restart the router',
    'Wish a good day',
  ]);
  assert.deepEqual(titles(book, ' HELLO '), [
    'Café opening hours',
    'Greeting',
    'Restart the router',
  ]);
  assert.deepEqual(titles(book, 'hello router'), ['Restart the router']);
  assert.deepEqual(titles(book, 'good'), ['Wish a good day']);
  assert.deepEqual(titles(book, 'cafe'), ['Café opening hours']);
  assert.deepEqual(titles(book, 'nothing like it'), []);
});

it('as much is found as fits into an answer, and it says that there is more', async () => {
  const long = 'x'.repeat(4_000);
  const many = Object.fromEntries(Array.from({ length: 30 }, (_, i) => [`Title ${10 + i}`, 'y']));
  const full = (await bookOf(many)).find('title');
  assert.deepEqual([full.responses.length, full.more], [20, true]);
  const wide = (
    await bookOf(Object.fromEntries(Object.keys(many).map((title) => [title, long])))
  ).find('');
  assert.ok(JSON.stringify(wide).length < 60_000);
  assert.equal(wide.more, true);
  assert.equal((await bookOf({ One: 'z' })).find('').more, false);
});

it('whatever is looked for, what is found has every word of it, what is not lacks one, and how it is typed does not matter', async () => {
  const word = fc.constantFrom('café', 'router', 'Hello', 'good', 'day', 'ﬁne', 'İstanbul', 'e');
  // Without accents, as most people type them, and parts of words.
  const wanted = fc.oneof(word, fc.constantFrom('cafe', 'fine', 'istanbul', 'rout'));
  const text = fc.array(word, { minLength: 1, maxLength: 4 }).map((words) => words.join(' '));
  // Fewer than an answer holds, so that all is found that there is.
  const texts = fc.uniqueArray(fc.tuple(text, text), {
    maxLength: 12,
    selector: ([title]) => title,
  });
  const plain = (typed: string): string =>
    typed.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  await fc.assert(
    fc.asyncProperty(texts, fc.array(wanted, { maxLength: 3 }), async (all, words) => {
      const book = await bookOf(Object.fromEntries(all));
      const { responses, more } = book.find(words.join(' '));
      assert.equal(more, false);
      const has = (one: string): boolean => words.every((each) => plain(one).includes(plain(each)));
      const expected = all.filter(([title, body]) => has(`${title} ${body}`));
      assert.deepEqual(
        responses.map(({ title }) => title).toSorted((a, b) => (a < b ? -1 : 1)),
        expected.map(([title]) => title).toSorted((a, b) => (a < b ? -1 : 1)),
      );
      const inTitle = responses.map(({ title }) => has(title));
      assert.deepEqual(inTitle, [...inTitle.filter(Boolean), ...inTitle.filter((is) => !is)]);
      const typed = ` ${words.toReversed().join('   ').normalize('NFD').toUpperCase()}\t`;
      assert.deepEqual(book.find(typed).responses, responses);
    }),
    { numRuns: 300 },
  );
});
