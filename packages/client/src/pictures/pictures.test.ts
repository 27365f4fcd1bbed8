import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { SessionError, type PictureView, type SessionView } from '@fernblick/protocol';
import { silentLogger } from '../logger.ts';
import type { SessionSnapshot } from '../session-state.ts';
import { participantView, sessionView } from '../testing/session-views.ts';
import { Pictures, type PicturesOptions } from './pictures.ts';

const FILE = new Blob([new Uint8Array(1_000)], { type: 'image/jpeg' });

/** Pictures of a session, with a server that does what a test says. */
function scene(
  parts: Partial<Pick<PicturesOptions, 'upload' | 'takeStill'>> = {},
  state: Partial<SessionSnapshot> = {},
) {
  const stillsOf: string[] = [];
  const held: boolean[] = [];
  const asked: { readonly name: string; readonly message: Record<string, unknown> }[] = [];
  const refusals: SessionError[] = [];
  const closing = new AbortController();
  const call = {
    tokens: { token: () => Promise.resolve('t1'), renew: () => Promise.resolve('t2') },
    target: { session: 'session-0001' },
    closing: closing.signal,
    askStill: (participant: string) => {
      stillsOf.push(participant);
      return Promise.reject(new SessionError('other-side-away'));
    },
    command: (name: string, message: Record<string, unknown>): Promise<SessionView> => {
      asked.push({ name, message });
      const refusal = refusals.shift();
      if (refusal !== undefined) return Promise.reject(refusal);
      const kept = { id: `kept-${asked.length}` } as unknown as PictureView;
      return Promise.resolve({ pictures: [kept] } as unknown as SessionView);
    },
  };
  const pictures = new Pictures({
    // The pictures look at nothing else of it.
    call: call as unknown as PicturesOptions['call'],
    client: {
      serverUrl: 'https://fernblick.example/',
      state: {
        ...{ clockOffsetMs: 500, links: [], session: null },
        ...state,
      } as unknown as SessionSnapshot,
    },
    logger: silentLogger,
    upload: () => Promise.resolve('f'.repeat(32)),
    holdPage: (isNeeded) => held.push(isNeeded),
    ...parts,
  });
  return { pictures, call, asked, refusals, closing, stillsOf, held };
}

describe('keeping a picture', () => {
  it('uploads it and its layers, then asks to keep both, by the server’s clock', async () => {
    const uploads: Blob[] = [];
    const { pictures, asked } = scene({
      upload: ({ file }) => {
        uploads.push(file);
        return Promise.resolve(String(uploads.length).repeat(32));
      },
    });
    const kept = await pictures.save(FILE, {
      takenAt: 1_000,
      of: 'participant-1',
      parent: 'picture-1',
      document: { layers: [1] },
    });
    assert.equal(kept.id, 'kept-1');
    const [{ name, message } = { name: '', message: {} }] = asked;
    const { commandId, ...rest } = message;
    assert.equal(name, 'picture:keep');
    assert.equal(typeof commandId, 'string');
    assert.deepEqual(rest, {
      session: 'session-0001',
      takenAt: 1_500,
      of: 'participant-1',
      parent: 'picture-1',
      file: '1'.repeat(32),
      document: '2'.repeat(32),
    });
    assert.equal(await uploads[1]?.text(), '{"layers":[1]}');
    assert.deepEqual(pictures.state.transfers, []);
  });

  it('takes the other side’s by itself, also where a colleague is linked before it', async () => {
    const participants = [
      participantView({ id: 'anna', role: 'agent' }),
      participantView({ id: 'ben', role: 'agent', you: true }),
      participantView({ id: 'mia', role: 'customer' }),
    ];
    const links = ['anna', 'mia'].map((participant) => ({ participant }));
    const { pictures, stillsOf } = scene({}, {
      session: sessionView({ participants }),
      links,
    } as unknown as Partial<SessionSnapshot>);
    await assert.rejects(pictures.take({ full: true }));
    await assert.rejects(pictures.take({ full: true, of: 'anna' }));
    assert.deepEqual(stillsOf, ['mia', 'anna']);
  });

  it('takes one’s own in full size from the camera itself, and asks no other page for it', async () => {
    const camera = { kind: 'video' };
    const taken: unknown[] = [];
    const { pictures, asked, stillsOf } = scene(
      {
        takeStill: async (track) => {
          taken.push(track);
          if (taken.length > 1) throw new DOMException('busy');
          return { blob: FILE, width: 2_560, height: 1_920 };
        },
      },
      {
        session: sessionView({ participants: [participantView({ id: 'mia', you: true })] }),
        localStream: { getVideoTracks: () => [camera] },
      } as unknown as Partial<SessionSnapshot>,
    );
    await pictures.take({ full: true, of: 'mia' });
    assert.deepEqual([taken, stillsOf], [[camera], []]);
    assert.equal(asked[0]?.message['full'], true);
    await assert.rejects(pictures.requestStill('mia'), { code: 'device-failed' });
  });

  it('shows how far it is, and what went wrong until it is tried again or dropped', async () => {
    let uploads = 0;
    const { pictures, asked, refusals } = scene({
      upload: ({ progress }) => {
        uploads += 1;
        progress(400, 1_000);
        return Promise.resolve('f'.repeat(32));
      },
    });
    const seen: string[] = [];
    pictures.subscribe(({ transfers }) => {
      const [one] = transfers;
      seen.push(one === undefined ? 'none' : `${one.is} ${one.loaded} of ${one.total}`);
    });
    refusals.push(new SessionError('pictures-full'));
    await assert.rejects(pictures.save(FILE), /as many pictures/);
    const [failed] = pictures.state.transfers;
    assert.ok(failed?.is === 'failed' && failed.error?.code === 'pictures-full');
    await pictures.retry(failed.id);
    assert.deepEqual(seen, [
      'sending 0 of 1000',
      'sending 400 of 1000',
      'failed 0 of 1000',
      'sending 0 of 1000',
      'none',
    ]);
    assert.equal(uploads, 1, 'what is there already is not sent again');
    assert.equal(asked[0]?.message['commandId'], asked[1]?.message['commandId']);
    refusals.push(new SessionError('pictures-full'));
    await assert.rejects(pictures.save(FILE));
    pictures.discard(pictures.state.transfers[0]?.id ?? '');
    assert.deepEqual(pictures.state.transfers, []);
  });

  it('says why it does not get on while it is tried again, until it does, and tries at once where that is wanted', async () => {
    const full = new SessionError('storage-unavailable');
    const { promise: uploaded, resolve: upload } = Promise.withResolvers<string>();
    const { pictures } = scene({
      upload: async ({ progress, troubled, begun }) => {
        begun(() => upload('f'.repeat(32)));
        progress(1_000, 1_000);
        troubled(full);
        // What was refused is sent again, which is no progress.
        progress(500, 1_000);
        return await uploaded;
      },
    });
    const saved = pictures.save(FILE);
    const [waiting] = pictures.state.transfers;
    assert.ok(waiting !== undefined);
    assert.deepEqual([waiting.is, waiting.error], ['sending', full]);
    const again = pictures.retry(waiting.id);
    assert.equal(await again, await saved, 'it is kept once');
    assert.deepEqual(pictures.state.transfers, []);
  });

  it('gives what it has kept, also where the answer was lost and somebody else was faster than the next one', async () => {
    const anna = participantView({ you: true });
    const { pictures, call } = scene({}, { session: sessionView({ participants: [anna] }) });
    const by = { by: 'Anna', role: 'agent', parent: null, full: false, drawings: false } as const;
    const all = [
      { ...by, id: 'earlier' },
      { ...by, id: 'mine' },
      { ...by, id: 'a version of it', parent: 'mine' },
      { ...by, id: 'of the other side', by: 'Maria', role: 'customer' },
    ];
    call.command = () => Promise.resolve({ pictures: all } as unknown as SessionView);
    assert.equal((await pictures.save(FILE)).id, 'mine');
    assert.equal((await pictures.save(FILE, { parent: 'mine' })).id, 'a version of it');
  });

  it('has the browser ask before the page goes, as long as one is on its way', async () => {
    const bring = [
      Promise.withResolvers<string>(),
      Promise.withResolvers<string>(),
      Promise.withResolvers<string>(),
    ] as const;
    let begun = -1;
    const { pictures, held, closing } = scene({
      upload: () => {
        begun += 1;
        return bring[begun]?.promise ?? Promise.reject(new Error('One too many.'));
      },
    });
    const both = [pictures.save(FILE), pictures.save(FILE)];
    assert.deepEqual(held, [true]);
    bring[0].resolve('f'.repeat(32));
    await both[0];
    assert.deepEqual(held, [true], 'the other one is on its way still');
    bring[1].reject(new SessionError('pictures-full'));
    await assert.rejects(both[1] ?? Promise.resolve());
    assert.deepEqual(held, [true, false], 'what failed waits for whoever has taken it');
    const last = pictures.save(FILE);
    assert.deepEqual(held, [true, false, true]);
    closing.abort();
    bring[2].reject(new SessionError('cancelled'));
    await assert.rejects(last);
    assert.deepEqual(held, [true, false, true, false]);
  });

  it('sends the file anew where the server does not have it any more', async () => {
    let uploads = 0;
    const { pictures, refusals } = scene({
      upload: () => {
        uploads += 1;
        return Promise.resolve('f'.repeat(32));
      },
    });
    refusals.push(new SessionError('not-found'));
    await assert.rejects(pictures.save(FILE));
    await pictures.retry(pictures.state.transfers[0]?.id ?? '');
    assert.equal(uploads, 2);
  });

  it('ends with the client, and leaves nothing behind', async () => {
    const { pictures, closing } = scene({
      upload: ({ signal }) =>
        new Promise((_, reject) => {
          signal.addEventListener('abort', () => reject(new SessionError('cancelled')));
        }),
    });
    const saved = pictures.save(FILE);
    closing.abort();
    await assert.rejects(saved);
    assert.deepEqual(pictures.state.transfers, []);
  });

  it('takes none where there is no other side', async () => {
    await assert.rejects(scene().pictures.take(), /other side/);
  });
});
