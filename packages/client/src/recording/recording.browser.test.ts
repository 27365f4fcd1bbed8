import type { RecordingView } from '@fernblick/protocol';
import { assert } from '@open-wc/testing';
import type { Call } from '../call.ts';
import { initialState } from '../initial-state.ts';
import type { SessionSnapshot } from '../session-state.ts';
import { participantView, sessionView } from '../testing/session-views.ts';
import { holds } from '../testing/until.ts';
import { openPrivateStore } from './private-chunk-store.ts';
import { Recording } from './recording.ts';

const ME = 'participant-1';
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
  storedAt: null,
});

/** The page of an agent in a call, with the server's answers as they are put in `fetch`. */
class Page {
  readonly commands: string[] = [];
  readonly closing = new AbortController();
  readonly #listeners = new Set<(state: SessionSnapshot) => void>();
  #state: SessionSnapshot;
  readonly recording: Recording;

  constructor(recording: RecordingView | null) {
    const session = sessionView({
      id: SESSION,
      phase: 'in-progress',
      participants: [participantView({ id: ME, you: true })],
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
        target: { session: SESSION },
        closing: this.closing.signal,
        tokens: { token: async () => 'token', renew: async () => 'token' },
        command: async (name: string, message: object) => {
          this.commands.push(`${name} ${'reason' in message ? String(message.reason) : ''}`.trim());
        },
      } as unknown as Call,
      logger: { log: () => {} },
    });
  }

  see(recording: RecordingView): void {
    const { session } = this.#state;
    if (session !== null) this.#state = { ...this.#state, session: { ...session, recording } };
    for (const listener of this.#listeners) listener(this.#state);
  }
}

describe('recordings in a page', () => {
  const { fetch } = globalThis;
  let page: Page | null = null;
  afterEach(async () => {
    page?.closing.abort();
    globalThis.fetch = fetch;
    // What is being written just then may not be removed.
    await holds(() =>
      navigator.storage
        .getDirectory()
        .then((root) => root.removeEntry('fernblick-recordings', { recursive: true }))
        .then(
          () => true,
          () => false,
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
