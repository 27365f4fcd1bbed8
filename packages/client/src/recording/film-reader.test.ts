import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { SessionError } from '@fernblick/protocol';
import { FilmReader } from './film-reader.ts';

const MIB = 1_024 * 1_024;
const { signal } = new AbortController();

/** A server that has a file of so many bytes; `before` happens before each of its answers. */
function read({ sizes = [10 * MIB], before = () => {} }: Partial<Server> = {}) {
  const asked: string[] = [];
  const waited: number[] = [];
  const reader = new FilmReader({
    server: {
      ask: async (_path, { headers }) => {
        const { range = '' } = headers as Record<string, string>;
        asked.push(range);
        before(asked.length);
        const size = sizes[Math.min(asked.length, sizes.length) - 1] ?? 0;
        const [from = 0, last = 0] = (/(\d+)-(\d+)/.exec(range) ?? []).slice(1).map(Number);
        const until = Math.min(last + 1, size);
        return new Response(new Uint8Array(until - from), {
          status: 206,
          headers: {
            'content-range': `bytes ${from}-${until - 1}/${size}`,
            'content-type': 'video/webm',
          },
        });
      },
    },
    wait: async (ms) => void waited.push(ms),
  });
  return { reader, asked, waited };
}

interface Server {
  readonly sizes: readonly number[];
  readonly before: (question: number) => void;
}

const failing = (code: 'server-unreachable' | 'not-found', times: number) => (n: number) => {
  if (n <= times) throw new SessionError(code);
};

const codeOf = (action: Promise<unknown>): Promise<unknown> =>
  action.then(
    () => 'nothing',
    (error: unknown) => (error instanceof SessionError ? error.code : error),
  );

describe('a film that is read', () => {
  it('comes as a whole in parts, and says how much is there', async () => {
    const { reader, asked } = read();
    const told: number[] = [];
    const progress = (bytes: number): void => void told.push(bytes / MIB);
    const film = await reader.whole('s/r', { progress }, signal);
    assert.deepEqual([film.size, film.type, told], [10 * MIB, 'video/webm', [4, 8, 10]]);
    assert.equal(asked.length, 3);
  });

  it('waits for a network that is gone for a moment, and no longer', async () => {
    const short = read({ before: failing('server-unreachable', 3) });
    const part = await short.reader.part('s/r', { from: 5, until: 15 }, signal);
    assert.deepEqual([part.bytes.length, part.size, short.waited.length], [10, 10 * MIB, 3]);
    assert.equal(short.asked.at(-1), 'bytes=5-14');
    const long = read({ before: failing('server-unreachable', 4) });
    const range = { from: 0, until: 1 };
    assert.equal(await codeOf(long.reader.part('s/r', range, signal)), 'server-unreachable');
  });

  it('is asked for once where the server says no', async () => {
    const { reader, asked } = read({ before: failing('not-found', 9) });
    assert.equal(await codeOf(reader.whole('s/r', {}, signal)), 'not-found');
    assert.equal(asked.length, 1);
  });

  it('is not put together from two files, where it was made anew meanwhile', async () => {
    const { reader } = read({ sizes: [10 * MIB, 11 * MIB] });
    assert.equal(await codeOf(reader.whole('s/r', {}, signal)), 'recording-changed');
  });
});
