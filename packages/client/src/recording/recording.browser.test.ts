import {
  SessionError,
  type ParticipantView,
  type RecordedView,
  type RecordingView,
  type SessionView,
} from '@fernblick/protocol';
import { assert } from '@open-wc/testing';
import type { Call } from '../call.ts';
import { initialState } from '../initial-state.ts';
import type { PageListener } from '../peer/page-talk.ts';
import type { LinkState, SessionSnapshot } from '../session-state.ts';
import { participantView, sessionView } from '../testing/session-views.ts';
import { holds } from '../testing/until.ts';
import { dropOldRecordings, openPrivateStore } from './private-chunk-store.ts';
import { withRecording } from './recording-lock.ts';
import { Recording } from './recording.ts';

const ME = 'participant-1';
const MIA = 'participant-3';
const SESSION = 'session-0001';

const running = (): RecordingView => ({
  id: 'recording-1',
  state: 'running',
  askedBy: 'Anna',
  by: ME,
  you: 'yes',
  waitingFor: [],
  pausedFor: [],
  startedAt: Date.now(),
  since: Date.now(),
  recordedMs: 0,
  reason: null,
  askAgainAt: null,
  storedAt: null,
});

const recorded = (id: string, state: RecordedView['state']): RecordedView => ({
  id,
  by: 'Anna',
  startedAt: 0,
  state,
  durationMs: null,
  size: 0,
  type: 'video/webm',
  mp4: false,
  hasPoster: false,
  chapters: [],
  reason: null,
  gaps: 0,
  missingMs: 0,
});

/** The page of an agent in a call, with the server's answers as they are put in `fetch`. */
class Page {
  readonly commands: string[] = [];
  /** What was said to other pages, and who follows what they say. */
  readonly said: string[] = [];
  readonly listeners = new Set<PageListener>();
  /** What the server refuses every command with; null where it takes them. */
  refusal: SessionError | null = null;
  /** How long the commands wait for a server, by name. */
  readonly patience: Record<string, number | undefined> = {};
  readonly closing = new AbortController();
  readonly #listeners = new Set<(state: SessionSnapshot) => void>();
  #state: SessionSnapshot;
  readonly recording: Recording;

  constructor(recording: RecordingView | null, target: string | null = SESSION) {
    const session = sessionView({
      id: SESSION,
      phase: 'in-progress',
      participants: [
        participantView({ id: ME, you: true }),
        participantView({ id: MIA, role: 'customer' }),
      ],
      recording,
    });
    this.#state = { ...initialState('sharp', null), session, server: 'connected' };
    const state = (): SessionSnapshot => this.#state;
    this.recording = new Recording({
      client: {
        serverUrl: `${location.origin}/`,
        get state() {
          return state();
        },
        subscribe: (listener) => {
          this.#listeners.add(listener);
          return () => this.#listeners.delete(listener);
        },
      },
      call: {
        target: { session: target },
        closing: this.closing.signal,
        links: {
          follow: (listener: PageListener) => this.listeners.add(listener),
          sayTo: (to: string, name: string, message: object) =>
            this.said.push(`${to} ${name} ${JSON.stringify(message)}`),
        },
        tokens: { token: async () => 'token', renew: async () => 'token' },
        command: async (
          name: string,
          message: object,
          { awayMs, signal }: { awayMs?: number; signal?: AbortSignal } = {},
        ) => {
          if (signal?.aborted === true) throw new SessionError('cancelled');
          this.commands.push(`${name} ${'reason' in message ? String(message.reason) : ''}`.trim());
          this.patience[name] = awayMs;
          if (this.refusal !== null) throw this.refusal;
          // Without a server, a command waits for one.
          if (this.#state.server !== 'connected')
            await new Promise<never>((_, reject) => {
              const cancel = (): void => reject(new SessionError('cancelled'));
              signal?.addEventListener('abort', cancel);
            });
        },
      } as unknown as Call,
      logger: { log: () => {} },
    });
  }

  /** The sessions of the ticket. */
  list(sessions: readonly SessionView[]): void {
    this.#state = { ...this.#state, sessions };
    for (const listener of this.#listeners) listener(this.#state);
  }

  /** Whether there is a server, and what place this page has in the call. */
  stands(server: SessionSnapshot['server'], presence: 'here' | 'left'): void {
    const { session } = this.#state;
    if (session === null) return;
    const participants = session.participants.map((each) =>
      each.you ? { ...each, presence } : each,
    );
    this.#state = { ...this.#state, server, session: { ...session, participants } };
    for (const listener of this.#listeners) listener(this.#state);
  }

  /** Who is in the call beside this page, and what comes from them. */
  links(others: readonly (readonly [ParticipantView, MediaStream])[]): void {
    const { session } = this.#state;
    if (session === null) return;
    const me = session.participants.filter(({ you }) => you);
    const participants = [...me, ...others.map(([person]) => person)];
    const links = others.map(([{ id }, stream]) => ({ participant: id, stream }) as LinkState);
    this.#state = { ...this.#state, links, session: { ...session, participants } };
    for (const listener of this.#listeners) listener(this.#state);
  }

  see(recording: RecordingView | null, recordings: readonly RecordedView[] = []): void {
    const { session } = this.#state;
    if (session !== null)
      this.#state = {
        ...this.#state,
        session: { ...session, recording, recordings: [...recordings] },
      };
    for (const listener of this.#listeners) listener(this.#state);
  }
}

/** What folders are listed by; TypeScript's DOM library does not know it everywhere. */
interface Walked {
  keys: (this: FileSystemDirectoryHandle) => unknown;
}

async function codeOf(act: () => Promise<unknown>): Promise<string | null> {
  try {
    await act();
    return null;
  } catch (cause) {
    return cause instanceof SessionError ? cause.code : String(cause);
  }
}

describe('recordings in a page', () => {
  const { fetch, setTimeout } = globalThis;
  const { setItem } = Storage.prototype;
  let page: Page | null = null;
  afterEach(async () => {
    page?.closing.abort();
    sessionStorage.clear();
    globalThis.fetch = fetch;
    globalThis.setTimeout = setTimeout;
    Storage.prototype.setItem = setItem;
    // What is being written just then may not be removed.
    await holds(() =>
      navigator.storage
        .getDirectory()
        .then((root) => root.removeEntry('fernblick-recordings', { recursive: true }))
        .then(
          () => true,
          // A test that has kept nothing has no folder.
          (cause: unknown) => cause instanceof DOMException && cause.name === 'NotFoundError',
        ),
    );
  });

  it('keeps what a colleague has left behind at the same browser', async () => {
    const store = await openPrivateStore(true);
    assert(store !== null);
    const mine = { session: SESSION, recording: 'mine' };
    const theirs = { session: SESSION, recording: 'theirs' };
    for (const [key, owner] of [
      [theirs, 'participant-2'],
      [mine, ME],
    ] as const) {
      await store.begin(key, owner);
      await store.add(key, { n: 0, from: 0, until: 900, bytes: new Blob(['piece']) });
    }
    // So the server answers to everybody but those who recorded; what is deleted is unknown to it as well.
    globalThis.fetch = async () =>
      new Response(JSON.stringify({ code: 'not-found' }), { status: 404 });
    page = new Page(null);
    await holds(async () => (await store.list(mine)).length === 0);
    assert.deepEqual(await store.list(theirs), [0]);
  });

  it('leaves alone what another page is recording, and takes over once that is gone', async () => {
    const store = await openPrivateStore(true);
    assert(store !== null);
    const key = { session: SESSION, recording: 'recording-1' };
    const before = { session: SESSION, recording: 'recording-0' };
    for (const each of [key, before]) {
      await store.begin(each, ME);
      await store.add(each, { n: 0, from: 0, until: 900, bytes: new Blob(['piece']) });
    }
    const asked: string[] = [];
    globalThis.fetch = async (input) => {
      asked.push(new Request(input).url);
      return Response.json({ next: 0, bytes: 0, finished: true });
    };
    const other = Promise.withResolvers<void>();
    const isHeld = Promise.withResolvers<void>();
    const held = withRecording(key, new AbortController().signal, async () => {
      isHeld.resolve();
      await other.promise;
    });
    await isHeld.promise;
    page = new Page(null);
    page.see(running(), [recorded('recording-0', 'broken'), recorded('recording-1', 'storing')]);
    await holds(async () => (await store.owner(before)) === null);
    // That the other page is at it says no word of the server's.
    page.see(null, [recorded('recording-0', 'broken'), recorded('recording-1', 'finishing')]);
    await holds(async () => ((await navigator.locks.query()).pending ?? []).length === 1);
    assert.deepEqual([await store.owner(key), await store.list(key)], [ME, [0]]);
    assert.isFalse(asked.some((url) => url.includes('recording-1')));
    other.resolve();
    await held;
    await holds(async () => (await store.owner(key)) === null);
  });

  it('brings what a page has left that is gone, while the server still takes it for one that records', async () => {
    const store = await openPrivateStore(true);
    assert(store !== null);
    const key = { session: SESSION, recording: 'recording-1' };
    await store.begin(key, ME);
    await store.add(key, { n: 0, from: 0, until: 900, bytes: new Blob(['piece']) });
    const asked: string[] = [];
    globalThis.fetch = async (input, init) => {
      const { method, url } = new Request(input, init);
      asked.push(`${method} ${url.split('/').at(-1)}`);
      const headers = { 'next-chunk': '1' };
      return Response.json({ next: 0, bytes: 0, finished: false }, { headers });
    };
    page = new Page(null);
    page.see(running(), [recorded('recording-1', 'storing')]);
    await holds(async () => (await store.owner(key)) === null);
    assert.deepEqual(asked, ['GET chunks', 'PUT 0', 'POST finish']);
  });

  it('brings what was left of a session before the one that the ticket has now', async () => {
    const store = await openPrivateStore(true);
    assert(store !== null);
    const key = { session: 'session-0000', recording: 'recording-1' };
    await store.begin(key, 'participant-0');
    await store.add(key, { n: 0, from: 0, until: 900, bytes: new Blob(['piece']) });
    globalThis.fetch = async () => Response.json({ next: 1, bytes: 0, finished: true });
    page = new Page(null);
    page.list([
      sessionView({
        id: 'session-0000',
        phase: 'done',
        participants: [participantView({ id: 'participant-0', you: true })],
        recordings: [recorded('recording-1', 'finishing')],
      }),
    ]);
    await holds(async () => (await store.owner(key)) === null);
  });

  it('keeps nothing before no other page can take it for left behind', async () => {
    globalThis.fetch = async () => Response.json({ next: 0, bytes: 0, finished: false });
    const key = { session: SESSION, recording: 'recording-1' };
    const { promise: lets, resolve: letGo } = Promise.withResolvers<void>();
    const other = new AbortController();
    const isHeld = Promise.withResolvers<void>();
    const held = withRecording(key, other.signal, async () => {
      isHeld.resolve();
      await lets;
    });
    await isHeld.promise;
    const canvas = document.createElement('canvas');
    canvas.getContext('2d');
    const [track] = canvas.captureStream(10).getVideoTracks();
    assert(track !== undefined);
    page = new Page(null);
    const composed = Promise.withResolvers<void>();
    await page.recording.ask(async () => {
      composed.resolve();
      return { track, close: () => track.stop() };
    });
    page.see(running());
    await composed.promise;
    // The next in the queue for it is the page.
    await holds(async () => ((await navigator.locks.query()).pending ?? []).length === 1);
    const store = await openPrivateStore(true);
    assert.deepEqual(await store?.recordings(), []);
    assert.equal(page.recording.state.isRecording, false);
    letGo();
    await held;
    await holds(() => page?.recording.state.isRecording === true);
    assert.deepEqual(await store?.owner(key), ME);
  });

  it('records what a customer has asked for with the picture that came with its yes, and says no yes without one', async () => {
    globalThis.fetch = async () => Response.json({ next: 0, bytes: 0, finished: false });
    const canvas = document.createElement('canvas');
    canvas.getContext('2d');
    const [track] = canvas.captureStream(10).getVideoTracks();
    assert(track !== undefined);
    page = new Page(null);
    const { recording } = page;
    page.see({ ...running(), state: 'asked', you: 'asked', askedBy: 'Mia', startedAt: null });
    assert.equal(await codeOf(() => recording.answer(true)), 'no-recorder');
    assert.deepEqual(page.commands, []);
    await recording.answer(true, { compose: async () => ({ track, close: () => track.stop() }) });
    assert.deepEqual(page.commands, ['recording:answer']);
    page.see(running());
    await holds(() => recording.state.isRecording);
  });

  it('hears everybody in the call but a colleague who does not show', async () => {
    globalThis.fetch = async () => Response.json({ next: 0, bytes: 0, finished: false });
    const context = new AudioContext();
    const sounds = () => context.createMediaStreamDestination().stream;
    const { createMediaStreamSource } = AudioContext.prototype;
    const heard: string[] = [];
    AudioContext.prototype.createMediaStreamSource = function (stream) {
      heard.push(stream.getAudioTracks()[0]?.id ?? '');
      return createMediaStreamSource.call(this, stream);
    };
    try {
      const canvas = document.createElement('canvas');
      canvas.getContext('2d');
      const [track] = canvas.captureStream(10).getVideoTracks();
      assert(track !== undefined);
      page = new Page(null);
      const [mia, carla] = [sounds(), sounds()];
      const [hers, hidden] = [mia, carla].map((stream) => stream.getAudioTracks()[0]?.id);
      page.links([
        [participantView({ id: MIA, role: 'customer' }), mia],
        [participantView({ id: 'carla', name: 'Carla', masked: true }), carla],
      ]);
      const { recording } = page;
      await recording.ask(async () => ({ track, close: () => track.stop() }));
      page.see(running());
      await holds(() => recording.state.isRecording);
      assert.deepEqual(heard, [hers]);
      page.links([
        [participantView({ id: MIA, role: 'customer' }), mia],
        [participantView({ id: 'carla', name: 'Carla' }), carla],
      ]);
      assert.deepEqual(heard, [hers, hidden]);
    } finally {
      AudioContext.prototype.createMediaStreamSource = createMediaStreamSource;
      await context.close();
    }
  });

  it('throws away after a week what nobody came back for, whoever it is of, but not what a page is at', async () => {
    const store = await openPrivateStore(true);
    assert(store !== null);
    const [left, busy] = ['left', 'busy'].map((recording) => ({ session: 'another', recording }));
    assert(left !== undefined && busy !== undefined);
    for (const key of [left, busy]) {
      await store.begin(key, 'participant-2');
      await store.add(key, { n: 0, from: 0, until: 900, bytes: new Blob(['piece']) });
    }
    const day = 24 * 3_600_000;
    await dropOldRecordings(store, Date.now() + 6 * day);
    assert.equal((await store.recordings()).length, 2);
    await withRecording(busy, new AbortController().signal, async () => {
      await dropOldRecordings(store, Date.now() + 8 * day);
      assert.deepEqual(await store.recordings(), [busy]);
    });
  });

  it('remembers which pieces the server did not want', async () => {
    const store = await openPrivateStore(true);
    assert(store !== null);
    const key = { session: SESSION, recording: 'recording-1' };
    for (const n of [0, 1, 2])
      await store.add(key, { n, from: n * 900, until: n * 900 + 900, bytes: new Blob(['piece']) });
    await store.skip(key, 1);
    const again = await openPrivateStore(false);
    assert.deepEqual(
      [await again?.list(key), await again?.skipped(key), await again?.read(key, 1)],
      [[0, 2], [1], null],
    );
  });

  it('reads the folder of a recording once, however many pieces it brings', async () => {
    const key = { session: SESSION, recording: 'recording-1' };
    const store = await openPrivateStore(true);
    assert(store !== null);
    await store.begin(key, ME);
    for (let n = 0; n < 12; n += 1)
      await store.add(key, { n, from: n * 900, until: n * 900 + 900, bytes: new Blob(['piece']) });
    let next = 0;
    let finished = false;
    globalThis.fetch = async (input, init) => {
      const { url, method } = new Request(input, init);
      if (method === 'PUT') next += 1;
      finished ||= url.endsWith('/finish');
      const headers = { 'next-chunk': `${next}` };
      return Response.json({ next, bytes: 0, finished: false }, { headers });
    };
    const { keys } = FileSystemDirectoryHandle.prototype as unknown as Walked;
    const read: string[] = [];
    (FileSystemDirectoryHandle.prototype as unknown as Walked).keys = function (): unknown {
      read.push(this.name);
      return keys.call(this);
    };
    try {
      page = new Page(null);
      await holds(async () => finished);
      await holds(async () => (await store.owner(key)) === null);
    } finally {
      (FileSystemDirectoryHandle.prototype as unknown as Walked).keys = keys;
    }
    assert.equal(next, 12);
    // Once for what is too old, and once for what is brought.
    const ofIt = read.filter((name) => name === `${SESSION}.recording-1`);
    assert.isAtMost(ofIt.length, 4, ofIt.join());
  });

  it('finds nothing in a page that has no session, without asking its server', async () => {
    let asked = 0;
    globalThis.fetch = async () => {
      asked += 1;
      return Response.json({ code: 'invalid-message' }, { status: 400 });
    };
    page = new Page(null, null);
    const { recording } = page;
    const range = { from: 0, until: 10 };
    for (const read of [
      () => recording.read('recording-1'),
      () => recording.readPart('recording-1', range),
      () => recording.readPoster('recording-1'),
      () => recording.remove('recording-1', 'A reason'),
    ])
      assert.equal(await codeOf(read), 'not-found');
    assert.deepEqual([asked, page.commands], [0, []]);
    // Where one is named, it is asked.
    assert.equal(
      await codeOf(() => recording.readPart('recording-1', range, { session: SESSION })),
      'invalid-message',
    );
  });

  it('records nothing from the press of its own person on, and tells a server that cannot hear it until it does', async () => {
    globalThis.fetch = async () => Response.json({ next: 0, bytes: 0, finished: false });
    const canvas = document.createElement('canvas');
    canvas.getContext('2d');
    const [track] = canvas.captureStream(10).getVideoTracks();
    assert(track !== undefined);
    page = new Page(null);
    const { recording } = page;
    let composed = 0;
    await recording.ask(async () => {
      composed += 1;
      return { track, close: () => track.stop() };
    });
    page.see(running());
    await holds(() => recording.state.isRecording);
    page.refusal = new SessionError('storage-unavailable');
    assert.equal(await codeOf(() => recording.stop()), 'storage-unavailable');
    assert.deepEqual([recording.state.isRecording, track.readyState], [false, 'ended']);
    page.see({ ...running(), storedAt: Date.now() });
    const again = ['recording:ask', 'recording:stop stopped', 'recording:stop stopped'];
    await holds(() => page?.commands.length === again.length);
    assert.deepEqual([page.commands, composed], [again, 1], 'nor is it begun anew');
  });

  it('records nothing from the no of another page on, and tells the server so where nobody else does', async () => {
    globalThis.fetch = async () => Response.json({ next: 0, bytes: 0, finished: false });
    const canvas = document.createElement('canvas');
    canvas.getContext('2d');
    const [track] = canvas.captureStream(10).getVideoTracks();
    assert(track !== undefined);
    page = new Page(null);
    const { recording } = page;
    await recording.ask(async () => ({ track, close: () => track.stop() }));
    page.see(running());
    await holds(() => recording.state.isRecording);
    const hear = (from: string, id: string): void => {
      for (const listener of page?.listeners ?? [])
        listener.heard(from, { type: 'recording:no', message: { recording: id } });
    };
    hear(MIA, 'another-one');
    hear('who-is-not-there', 'recording-1');
    assert.isTrue(recording.state.isRecording);
    hear(MIA, 'recording-1');
    assert.deepEqual([recording.state.isRecording, track.readyState], [false, 'ended']);
    const told = ['recording:ask', 'recording:stop consent-withdrawn'];
    await holds(() => page?.commands.length === told.length);
    assert.deepEqual(page.commands, told);
  });

  it('keeps what went wrong with one recording from standing beside the question for the next', async () => {
    page = new Page(null);
    const { recording } = page;
    await recording.ask(async () => {
      throw new SessionError('device-failed');
    });
    page.see(running());
    await holds(() => recording.state.error?.code === 'device-failed');
    page.see({ ...running(), state: 'stopped', reason: 'failed' });
    assert.equal(recording.state.error?.code, 'device-failed');
    page.see({ ...running(), id: 'recording-2', state: 'asked', startedAt: null });
    assert.equal(recording.state.error, null);
  });

  it('says its no to the page that records too, which the server may not reach', async () => {
    page = new Page(null);
    page.see({ ...running(), by: MIA });
    page.refusal = new SessionError('server-unreachable');
    assert.equal(await codeOf(async () => page?.recording.withdraw()), 'server-unreachable');
    assert.deepEqual(page.said, [`${MIA} recording:no {"recording":"recording-1"}`]);
  });

  it('keeps a no that the server could not be told until it can, also where the place in the call was lost meanwhile', async () => {
    // What is to be done a second later or more is done when the test says so.
    const later: (() => void)[] = [];
    globalThis.setTimeout = ((act: () => void, ms = 0) =>
      ms < 1_000 ? setTimeout(act, ms) : later.push(act)) as typeof setTimeout;
    page = new Page({ ...running(), by: MIA });
    page.refusal = new SessionError('request-timeout');
    page.stands('connecting', 'here');
    assert.equal(await codeOf(async () => page?.recording.withdraw()), 'request-timeout');
    assert.isAtLeast(page.patience['recording:withdraw'] ?? 0, 600_000, 'it waits for a server');
    page.refusal = new SessionError('not-joined');
    page.stands('connected', 'left');
    // What is told at once has been told by then.
    await new Promise((resolve) => setTimeout(resolve));
    assert.deepEqual(page.commands, ['recording:withdraw'], 'out of the call it says nothing');
    page.refusal = null;
    page.stands('connected', 'here');
    const told = ['recording:withdraw', 'recording:withdraw'];
    await holds(() => page?.commands.length === told.length);
    page.see({ ...running(), by: MIA, state: 'stopped', reason: 'consent-withdrawn' });
    page.stands('connected', 'here');
    assert.equal(later.length, 1, 'it looks later whether the server knows');
    later[0]?.();
    await new Promise((resolve) => setTimeout(resolve));
    assert.deepEqual(page.commands, told, 'which it does');
  });

  it('tells a no again whose caller waits no longer, and one that the browser has no room for', async () => {
    Storage.prototype.setItem = () => {
      throw new DOMException('', 'QuotaExceededError');
    };
    page = new Page({ ...running(), by: MIA });
    page.stands('connecting', 'here');
    const caller = new AbortController();
    const told = codeOf(async () => page?.recording.withdraw({ signal: caller.signal }));
    assert.deepEqual([page.commands.length, page.said.length], [1, 1]);
    caller.abort();
    assert.equal(await told, 'cancelled');
    page.stands('connected', 'here');
    // What is told at once has been told by then.
    await new Promise((resolve) => setTimeout(resolve));
    assert.deepEqual(page.commands, ['recording:withdraw', 'recording:withdraw']);
  });

  it('takes no stop for a no that the server refuses to somebody who does not record', async () => {
    page = new Page({ ...running(), by: MIA });
    page.refusal = new SessionError('request-timeout');
    assert.equal(await codeOf(async () => page?.recording.stop()), 'request-timeout');
    assert.deepEqual(
      [page.commands, page.said, sessionStorage.length],
      [['recording:stop stopped'], [], 0],
    );
  });

  it('says no yes whose caller wants none any more', async () => {
    page = new Page({ ...running(), by: MIA, state: 'asked', you: 'asked', startedAt: null });
    const signal = AbortSignal.abort();
    assert.equal(await codeOf(async () => page?.recording.answer(true, { signal })), 'cancelled');
    assert.deepEqual(page.commands, []);
  });

  it('says its no again over a new connection to the page that records, until that is over', async () => {
    page = new Page({ ...running(), by: MIA });
    page.stands('connecting', 'here');
    void page.recording.withdraw();
    const renew = (participant: string): void => {
      for (const listener of page?.listeners ?? []) listener.renewed(participant);
    };
    const said = `${MIA} recording:no {"recording":"recording-1"}`;
    renew('participant-9');
    assert.deepEqual(page.said, [said]);
    renew(MIA);
    assert.deepEqual(page.said, [said, said]);
    page.see({ ...running(), by: MIA, state: 'stopped', reason: 'consent-withdrawn' });
    renew(MIA);
    assert.deepEqual(page.said, [said, said]);
  });

  it('knows after a reload to what it has said no, and tells the server', async () => {
    const before = new Page({ ...running(), by: MIA });
    before.stands('connecting', 'here');
    void before.recording.withdraw();
    before.closing.abort();
    page = new Page({ ...running(), by: MIA, id: 'recording-2' });
    page.see({ ...running(), by: MIA });
    await holds(() => page?.commands.at(-1) === 'recording:withdraw');
    assert.equal(page.commands.length, 1);
    assert.equal(sessionStorage.length, 1);
    page.see({ ...running(), by: MIA, state: 'stopped', reason: 'consent-withdrawn' });
    assert.equal(sessionStorage.length, 0, 'what is over is forgotten');
  });

  it('lets a no take the place of a yes that has not got through, and says nothing where there is nothing left to refuse', async () => {
    page = new Page({ ...running(), by: MIA, state: 'asked', you: 'asked', startedAt: null });
    page.stands('connecting', 'here');
    const yes = page.recording.answer(true);
    void page.recording.answer(false);
    await yes;
    assert.deepEqual(page.commands, ['recording:answer', 'recording:answer']);
    assert.isAtLeast(page.patience['recording:answer'] ?? 0, 600_000, 'the no waits for a server');
    page.see({ ...running(), by: MIA, id: 'recording-2', state: 'asked', you: 'asked' });
    page.stands('connected', 'here');
    page.refusal = new SessionError('recording-changed');
    await page.recording.answer(false);
    assert.equal(page.commands.length, 3);
  });

  it('begins nothing anew that somebody has stopped, and tells a server that has forgotten it', async () => {
    globalThis.fetch = async () => Response.json({ next: 0, bytes: 0, finished: false });
    const canvas = document.createElement('canvas');
    canvas.getContext('2d');
    const [track] = canvas.captureStream(10).getVideoTracks();
    assert(track !== undefined);
    page = new Page(null);
    const { recording } = page;
    await recording.ask(async () => ({ track, close: () => track.stop() }));
    page.see(running());
    await holds(() => recording.state.isRecording);
    page.see({ ...running(), state: 'stopped', reason: 'consent-withdrawn' });
    // As after a restart of a server whose disk was full.
    page.see(running());
    await holds(() => page?.commands.at(-1) === 'recording:stop stopped');
    assert.isFalse(recording.state.isRecording);
  });

  it('records nothing where the picture fails before it has begun, and goes on saying why', async () => {
    globalThis.fetch = async () => Response.json({ next: 0, bytes: 0, finished: false });
    const canvas = document.createElement('canvas');
    canvas.getContext('2d');
    const [track] = canvas.captureStream(10).getVideoTracks();
    assert(track !== undefined);
    page = new Page(null);
    const { recording } = page;
    let begun = 0;
    recording.subscribe(({ isRecording }) => {
      if (isRecording) begun += 1;
    });
    // As a worker that the page may not have, of which its browser tells by an event.
    await recording.ask(async (failed) => {
      failed(new SessionError('no-recorder'));
      return { track, close: () => track.stop() };
    });
    page.see(running());
    await holds(() => track.readyState === 'ended');
    page.see({ ...running(), state: 'stopped', reason: 'failed' });
    assert.deepEqual(
      [begun, recording.state.error?.code, page.commands],
      [0, 'no-recorder', ['recording:ask', 'recording:stop failed']],
    );
  });

  it('stops for everybody where there are no more pictures', async () => {
    globalThis.fetch = async () => Response.json({ next: 0, bytes: 0, finished: false });
    const canvas = document.createElement('canvas');
    canvas.getContext('2d');
    const [track] = canvas.captureStream(10).getVideoTracks();
    assert(track !== undefined);
    page = new Page(null);
    await page.recording.ask(async () => ({ track, close: () => track.stop() }));
    page.see(running());
    await holds(() => page?.recording.state.isRecording === true);
    // A browser does it where a source is gone; nobody else can bring it about.
    track.dispatchEvent(new Event('ended'));
    assert.deepEqual(page.commands, ['recording:ask', 'recording:stop failed']);
    assert.equal(page.recording.state.isRecording, false);
    assert.equal(page.recording.state.error?.code, 'device-failed');
  });
});
