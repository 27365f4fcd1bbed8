import { SessionError } from '@fernblick/protocol';
import fc from 'fast-check';
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { MemoryChunkStore } from './chunk-store.ts';
import { ChunkUploader, type ChunkServer } from './chunk-uploader.ts';

const KEY = { session: 's', recording: 'r' };
const chunk = (n: number) => ({
  n,
  from: n * 900,
  until: (n + 1) * 900,
  bytes: new Blob([`${n}`]),
});

/** Takes pieces as the server does: in order, each once; `trouble` decides what goes wrong at each request. */
class FakeServer implements ChunkServer {
  readonly taken: number[] = [];
  finishedWith: number | null = null;
  readonly #trouble: () => 'none' | 'before' | 'after';
  readonly #isOutside: (from: number) => boolean;
  /** When each piece that was taken was recorded. */
  readonly froms: number[] = [];

  /** @param isOutside what was recorded when not everybody had agreed */
  constructor(
    trouble: () => 'none' | 'before' | 'after',
    isOutside: (from: number) => boolean = () => false,
  ) {
    this.#trouble = trouble;
    this.#isOutside = isOutside;
  }

  async stored(): Promise<{ next: number; finished: boolean }> {
    return this.#through(() => ({ next: this.taken.length, finished: this.finishedWith !== null }));
  }

  async put(
    _key: unknown,
    { n, from }: { n: number; from: number },
  ): Promise<{ next: number; refusal: SessionError | null }> {
    return this.#through(() => {
      const refused = (at: string) => ({
        next: this.taken.length,
        refusal: new SessionError('recording-changed', { at }),
      });
      if (n < this.taken.length) return { next: this.taken.length, refusal: null };
      if (n > this.taken.length) return refused('n');
      if (this.#isOutside(from)) return refused('chunk-from');
      this.taken.push(n);
      this.froms.push(from);
      return { next: this.taken.length, refusal: null };
    });
  }

  async finish(_key: unknown, { chunks }: { chunks: number }): Promise<void> {
    return this.#through(() => {
      this.finishedWith = chunks;
    });
  }

  /** An answer may be lost on its way as well as a request. */
  #through<T>(act: () => T): T {
    const trouble = this.#trouble();
    if (trouble === 'before') throw new SessionError('server-unreachable');
    const answer = act();
    if (trouble === 'after') throw new SessionError('server-unreachable');
    return answer;
  }
}

function uploaderTo(server: ChunkServer, store: MemoryChunkStore): ChunkUploader {
  return new ChunkUploader(KEY, {
    store,
    server,
    wait: async () => {},
    troubled: () => {},
    changed: () => {},
  });
}

async function storeOf(count: number): Promise<MemoryChunkStore> {
  const store = new MemoryChunkStore();
  for (let n = 0; n < count; n += 1) await store.add(KEY, chunk(n));
  return store;
}

describe('the upload of a recording', () => {
  it('brings every piece once and in order, whatever is lost on the way, and leaves nothing behind', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: 12 }),
        fc.integer({ min: 0, max: 12 }),
        fc.array(fc.constantFrom('none' as const, 'before' as const, 'after' as const), {
          maxLength: 30,
        }),
        async (count, brought, troubles) => {
          const store = await storeOf(count);
          const left = [...troubles];
          const server = new FakeServer(() => left.shift() ?? 'none');
          // A page before this one has brought some of it.
          for (let n = 0; n < Math.min(brought, count); n += 1) server.taken.push(n);
          const uploader = uploaderTo(server, store);
          uploader.ended();
          await uploader.run(new AbortController().signal);
          assert.deepEqual(
            server.taken,
            Array.from({ length: count }, (_, n) => n),
          );
          assert.equal(server.finishedWith, count);
          assert.deepEqual(await store.recordings(), []);
        },
      ),
    );
  });

  it('brings pieces as they come, and waits for the last word', async () => {
    const store = new MemoryChunkStore();
    const server = new FakeServer(() => 'none');
    const uploader = uploaderTo(server, store);
    const running = uploader.run(new AbortController().signal);
    for (let n = 0; n < 3; n += 1) {
      await store.add(KEY, chunk(n));
      uploader.added();
    }
    uploader.ended();
    await running;
    assert.deepEqual(server.taken, [0, 1, 2]);
    assert.equal(server.finishedWith, 3);
  });

  it('throws away what was recorded after the consent was gone, and finishes what came before', async () => {
    const store = await storeOf(5);
    const server = new FakeServer(
      () => 'none',
      (from) => from >= 2_700,
    );
    const uploader = uploaderTo(server, store);
    uploader.ended();
    await uploader.run(new AbortController().signal);
    assert.equal(server.finishedWith, 3);
    assert.deepEqual(await store.recordings(), []);
  });

  it('leaves out what was recorded while it was to wait, whatever is lost and whoever takes over, and brings the rest', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.boolean(), { minLength: 1, maxLength: 12 }),
        fc.integer({ min: 1, max: 12 }),
        fc.array(fc.constantFrom('none' as const, 'before' as const, 'after' as const), {
          maxLength: 30,
        }),
        async (outside, diesAfter, troubles) => {
          const waits = [false, ...outside];
          const store = await storeOf(waits.length);
          const left = [...troubles];
          const dies = new AbortController();
          let asked = 0;
          const server = new FakeServer(
            () => {
              asked += 1;
              if (asked === diesAfter) dies.abort();
              return left.shift() ?? 'none';
            },
            (from) => waits[from / 900] === true,
          );
          for (const signal of [dies.signal, new AbortController().signal]) {
            const uploader = uploaderTo(server, store);
            uploader.ended();
            // A page that goes is cut off in the middle of whatever it does.
            await uploader
              .run(signal)
              .catch((error: unknown) => assert.ok(signal.aborted, String(error)));
          }
          const wanted = waits.flatMap((waited, n) => (waited ? [] : [n * 900]));
          assert.deepEqual(server.froms, wanted);
          assert.equal(server.finishedWith, wanted.length);
          assert.deepEqual(await store.recordings(), []);
        },
      ),
    );
  });

  it('goes on after a piece that the server does not want, while the recording does', async () => {
    const store = await storeOf(2);
    const server = new FakeServer(
      () => 'none',
      (from) => from === 900,
    );
    const uploader = uploaderTo(server, store);
    const running = uploader.run(new AbortController().signal);
    await store.add(KEY, chunk(2));
    uploader.added();
    uploader.ended();
    await running;
    assert.deepEqual(server.froms, [0, 1_800]);
  });

  it('says so where nothing is taken any more while the recording goes on, or not even its beginning', async () => {
    for (const [first, refused] of [
      [900, 21],
      [0, 1],
    ] as const) {
      const store = await storeOf(30);
      const server = new FakeServer(
        () => 'none',
        (from) => from >= first,
      );
      const running = uploaderTo(server, store).run(new AbortController().signal);
      await assert.rejects(running, { code: 'recording-changed' });
      assert.equal((await store.skipped(KEY)).length, refused);
    }
  });

  it('throws nothing away where a recording cannot be finished for now', async () => {
    const store = await storeOf(1);
    const server = new FakeServer(() => 'none');
    server.finish = async () => {
      throw new SessionError('recording-changed', { at: 'chunks' });
    };
    const uploader = uploaderTo(server, store);
    uploader.ended();
    await store.add(KEY, chunk(7));
    await assert.rejects(uploader.run(new AbortController().signal), { code: 'recording-changed' });
    assert.deepEqual(await store.list(KEY), [7]);
  });

  it('keeps what was spoilt on its way', async () => {
    const store = await storeOf(2);
    const server = new FakeServer(() => 'none');
    server.put = async () => {
      throw new SessionError('invalid-message', { at: 'chunk-sha256' });
    };
    const uploader = uploaderTo(server, store);
    uploader.ended();
    await assert.rejects(uploader.run(new AbortController().signal), { code: 'invalid-message' });
    assert.equal((await store.list(KEY)).length, 2);
  });

  it('keeps nothing of a recording that the server does not know', async () => {
    const store = await storeOf(2);
    const server = new FakeServer(() => 'none');
    server.stored = async () => {
      throw new SessionError('not-found');
    };
    const uploader = uploaderTo(server, store);
    uploader.ended();
    await assert.rejects(uploader.run(new AbortController().signal), { code: 'not-found' });
    assert.deepEqual(await store.recordings(), []);
  });
});
