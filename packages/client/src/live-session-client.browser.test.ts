import type { DeviceState, InkLive, SignalEnvelope } from '@fernblick/protocol';
import { assert } from '@open-wc/testing';
import type { LiveSessionClient } from './live-session-client.ts';
import { createSimplePeerConnection } from './peer/simple-peer-connection.ts';
import type { SessionSnapshot } from './session-state.ts';
import { MemorySession } from './testing/memory-session.ts';
import { holds, until } from './testing/until.ts';

const isLive = ({ status }: SessionSnapshot): boolean => status.is === 'live';
const hasDigits = ({ links }: SessionSnapshot): boolean => links[0]?.securityDigits != null;
const isIn =
  (microphone: DeviceState, camera: DeviceState) =>
  (state: SessionSnapshot): boolean =>
    state.microphone.state === microphone && state.camera.state === camera;
const codeOf = (error: unknown): unknown => (error as { code?: unknown }).code;

/** Decoded frames and loudness of what a client receives. */
class Receiver {
  readonly #video = document.createElement('video');
  readonly #client: LiveSessionClient;

  constructor(client: LiveSessionClient) {
    this.#client = client;
    this.#video.muted = true;
    this.#video.srcObject = client.state.links[0]?.stream ?? null;
    document.body.append(this.#video);
    void this.#video.play();
  }

  get frames(): number {
    return this.#video.getVideoPlaybackQuality().totalVideoFrames;
  }

  /** Resolves when more pictures come. */
  async seesMore(): Promise<void> {
    const before = this.frames;
    await holds(() => this.frames > before + 3);
  }

  /** Resolves when no picture has come for half a second. */
  async seesNothing(): Promise<void> {
    let last = { frames: this.frames, at: Date.now() };
    await holds(() => {
      if (this.frames !== last.frames) last = { frames: this.frames, at: Date.now() };
      return Date.now() - last.at > 500;
    });
  }

  get sound(): MediaStreamTrack | undefined {
    return this.#client.state.links[0]?.stream.getAudioTracks()[0];
  }

  close(): void {
    this.#video.srcObject = null;
    this.#video.remove();
  }
}

/** A way to wait until this sound is not silent, from now on. */
async function listen(track: MediaStreamTrack | undefined): Promise<() => Promise<void>> {
  const context = new AudioContext();
  const analyser = context.createAnalyser();
  context
    .createMediaStreamSource(new MediaStream(track === undefined ? [] : [track]))
    .connect(analyser);
  await context.resume();
  const samples = new Float32Array(analyser.fftSize);
  const isLoud = (): boolean => {
    analyser.getFloatTimeDomainData(samples);
    return samples.some((sample) => Math.abs(sample) > 0.05);
  };
  return async () => {
    // What was on its way is over first: the browser's own microphones beep, with pauses.
    await holds(() => !isLoud());
    await holds(isLoud);
  };
}

describe('a call between two clients', () => {
  let session: MemorySession;
  let clients: LiveSessionClient[];
  /** Offers and answers that crossed the server, each once. */
  const negotiations = (): number =>
    new Set(
      session.server.heard
        .filter(({ name }) => name === 'signal:send')
        .map(({ message }) => message['envelope'] as SignalEnvelope)
        .filter(({ body }) => body.type === 'offer' || body.type === 'answer')
        .map(({ link, body, negotiation }) => `${link} ${body.type} ${negotiation}`),
    ).size;

  const make = (person: 'anna' | 'maria'): LiveSessionClient => {
    const client = session.client(person);
    clients.push(client);
    return client;
  };
  /** Maria, who looks at herself before she joins. */
  const previewing = async (): Promise<LiveSessionClient> => {
    const maria = make('maria');
    await maria.open();
    await maria.startPreview({ microphone: true, camera: true });
    await until(
      maria,
      ({ camera, microphone }) => camera.state === 'on' && microphone.state === 'on',
    );
    return maria;
  };
  const call = async () => {
    const [anna, maria] = [make('anna'), make('maria')];
    await Promise.all([anna.join(), maria.join()]);
    await Promise.all([until(anna, isLive), until(maria, isLive)]);
    return { anna, maria, atAnna: new Receiver(anna), atMaria: new Receiver(maria) };
  };

  beforeEach(() => {
    sessionStorage.clear();
    session = new MemorySession(createSimplePeerConnection);
    clients = [];
  });
  afterEach(async () => {
    for (const client of clients) await client.close();
  });

  it('brings picture and sound both ways, with one offer and one answer', async () => {
    const { anna, maria, atAnna, atMaria } = await call();
    await Promise.all([atAnna.seesMore(), atMaria.seesMore()]);
    const { microphone, camera, links } = anna.state;
    assert.deepEqual([microphone.state, camera.state], ['on', 'on']);
    assert.equal(links.length, 1);
    assert.equal(links[0]?.stream.getTracks().length, 2);
    await until(anna, (state) => state.links[0]?.sending === 'good');
    assert.equal(anna.state.links[0]?.route, 'direct');
    const digits = (await until(anna, hasDigits)).links[0]?.securityDigits;
    assert.match(digits ?? '', /^\d\d \d\d \d\d \d\d$/);
    assert.equal((await until(maria, hasDigits)).links[0]?.securityDigits, digits);
    assert.equal(negotiations(), 2);
  });

  it('switches the camera off and on, and to another one, without negotiating', async () => {
    const { anna, maria, atAnna } = await call();
    await atAnna.seesMore();
    const [track] = maria.state.localStream?.getVideoTracks() ?? [];
    await maria.setCamera(false);
    assert.equal(track?.readyState, 'ended', 'the light is out');
    await atAnna.seesNothing();
    await until(anna, ({ session: view }) =>
      Boolean(view?.participants.some(({ you, camera }) => !you && camera === 'off')),
    );
    assert.ok(isLive(anna.state), 'the voice goes on');
    await maria.setCamera(true);
    await atAnna.seesMore();
    assert.equal(negotiations(), 2);
  });

  it('sends silence when muted, and speaks again at once', async () => {
    const { anna, maria } = await call();
    await until(maria, ({ microphone }) => microphone.state === 'on');
    await maria.setMicrophone(false);
    const [track] = maria.state.localStream?.getAudioTracks() ?? [];
    assert.equal(track?.enabled, false);
    assert.equal(maria.readMicrophoneLevel(), 0);
    await until(anna, ({ session: view }) =>
      Boolean(view?.participants.some(({ you, microphone }) => !you && microphone === 'off')),
    );
    await maria.setMicrophone(true);
    assert.equal(track?.enabled, true);
    assert.equal(track, maria.state.localStream?.getAudioTracks()[0]);
  });

  it('speaks through another microphone in the middle of the call, without negotiating', async () => {
    const { anna, maria, atAnna } = await call();
    await until(
      maria,
      ({ microphone, microphones }) => microphone.state === 'on' && microphones.length > 1,
    );
    const [first] = maria.state.localStream?.getAudioTracks() ?? [];
    const other = maria.state.microphones.find(
      ({ deviceId }) => deviceId !== maria.state.microphone.deviceId,
    );
    const hears = await listen(atAnna.sound);
    await hears();
    await maria.chooseMicrophone(other?.deviceId ?? '');
    const [second] = maria.state.localStream?.getAudioTracks() ?? [];
    assert.isTrue(second !== first && first?.readyState === 'ended', 'the first one is free again');
    assert.equal(second?.getSettings().deviceId, other?.deviceId);
    assert.equal(maria.state.microphone.deviceId, other?.deviceId);
    // The first track is over and brings silence: what is heard from here on is the second.
    await hears();
    assert.equal(negotiations(), 2);

    // A muted one stays so, and is the chosen one when it is on again.
    await maria.setMicrophone(false);
    await maria.chooseMicrophone(first?.getSettings().deviceId ?? '');
    assert.equal(maria.state.microphone.state, 'off');
    await maria.setMicrophone(true);
    await hears();
    await until(anna, isLive);
    // One that is not there any more costs nobody their voice.
    await maria.chooseMicrophone('no-such-one');
    await hears();
    const known = maria.state.microphones.map(({ deviceId }) => deviceId);
    assert.include(known, maria.state.microphone.deviceId);
  });

  it('plays the other side at the chosen speaker, in elements that come later too', async () => {
    const { anna } = await call();
    const { speaker, speakers: all } = await until(anna, (state) => state.speakers.length > 1);
    const speakers = all.map(({ deviceId }) => deviceId);
    assert.isTrue(speaker.canChoose);
    const elements = [document.createElement('audio'), document.createElement('audio')] as const;
    const participant = anna.state.links[0]?.participant ?? '';
    const detach = anna.attachSound(elements[0], participant);
    assert.equal(elements[0].sinkId, '');
    const chosen = speakers.at(-1) ?? '';
    await anna.chooseSpeaker(chosen);
    assert.equal(elements[0].sinkId, chosen);
    assert.equal(anna.state.speaker.deviceId, chosen);
    anna.attachSound(elements[1], participant);
    await holds(() => elements[1].sinkId === chosen);
    await holds(() => !elements[1].paused);

    assert.equal(await anna.chooseSpeaker('no-such-one').catch(codeOf), 'device-not-found');
    assert.equal(anna.state.speaker.deviceId, chosen, 'it goes on at the one before');
    assert.deepEqual(
      elements.map(({ sinkId }) => sinkId),
      [chosen, chosen],
    );
    detach();
    await anna.chooseSpeaker(speakers[0] ?? '');
    assert.equal(elements[0].sinkId, chosen, 'it is the page’s again');
    assert.equal(elements[1].sinkId, speakers[0]);
  });

  it('sends nothing and plays nothing on hold, and goes on afterwards', async () => {
    const { anna, maria, atAnna, atMaria } = await call();
    await anna.hold();
    await until(maria, ({ session: view }) => view?.hold !== null);
    await Promise.all([atAnna.seesNothing(), atMaria.seesNothing()]);
    assert.equal(atAnna.sound?.enabled, false);
    assert.ok(isLive(anna.state) && isLive(maria.state), 'hold is no fault');
    await anna.resume();
    await Promise.all([atAnna.seesMore(), atMaria.seesMore()]);
    assert.equal(atAnna.sound?.enabled, true);
    assert.equal(negotiations(), 2);
  });

  it('asks the other side for detail or motion', async () => {
    const { anna, maria } = await call();
    await until(maria, ({ camera }) => camera.state === 'on');
    await anna.setMode('smooth');
    await until(maria, ({ mode }) => mode === 'smooth');
    assert.equal(maria.state.localStream?.getVideoTracks()[0]?.contentHint, 'motion');
  });

  it('shows what the other side is drawing, straight from page to page', async () => {
    const { anna, maria } = await call();
    const heard: (readonly [string, InkLive])[] = [];
    maria.ink.subscribe({
      item: () => undefined,
      drafters: () => undefined,
      live: (from, live) => heard.push([from, live]),
    });
    const pointer: InkLive = { is: 'pointer', at: { x: 0.25, y: 0.75 }, color: 'green' };
    await holds(() => {
      anna.ink.stream(pointer);
      return heard.length > 0;
    });
    assert.deepEqual(heard[0], ['participant-anna', pointer]);
    assert.isFalse(session.server.heard.some(({ name }) => name.startsWith('ink:add')));
    assert.equal(negotiations(), 2);
  });

  it('goes on while the server is away, and says so', async () => {
    const { anna, atAnna } = await call();
    session.server.reachable = false;
    for (const socket of [...session.server.sockets]) socket.cut();
    const state = await until(anna, ({ status }) => status.is === 'reconnecting');
    assert.deepInclude(state.status, { what: 'server', mediaFlows: true });
    await atAnna.seesMore();
    session.server.reachable = true;
    await until(anna, isLive);
    assert.equal(negotiations(), 2, 'the media was not touched');
  });

  it('comes back by itself as the same person after a reload', async () => {
    const { anna, maria, atAnna } = await call();
    await until(
      maria,
      ({ microphone, camera }) => microphone.state === 'on' && camera.state === 'on',
    );
    await maria.setMicrophone(false);
    const before = (await until(anna, hasDigits)).links[0]?.securityDigits;
    await maria.close();
    const again = make('maria');
    await again.open();
    await until(again, isLive);
    await until(anna, isLive);
    await atAnna.seesMore();
    const digits = (await until(anna, hasDigits)).links[0]?.securityDigits;
    assert.notEqual(digits, before, 'another connection, other digits');
    assert.equal((await until(again, hasDigits)).links[0]?.securityDigits, digits);
    assert.equal(session.view.participants.length, 2);
    assert.deepEqual([again.state.microphone.state, again.state.camera.state], ['off', 'on']);
  });

  it('leaves nothing on when somebody leaves, and the other waits', async () => {
    const { anna, maria } = await call();
    const left: string[] = [];
    anna.on('participant-left', ({ participant }) => left.push(participant));
    await maria.leave();
    assert.equal(maria.state.status.is, 'idle');
    assert.equal(maria.state.localStream?.getTracks().length, 0);
    const { status } = await until(anna, (state) => state.status.is === 'waiting');
    assert.deepInclude(status, { for: 'other-side' });
    assert.deepEqual(left, ['participant-maria']);
  });

  it('ends a preview with its session: nothing stays on that no button could switch off', async () => {
    const maria = await previewing();
    const tracks = maria.state.localStream?.getTracks() ?? [];
    assert.equal(tracks.length, 2);
    session.change({ phase: 'cancelled' });
    await until(maria, ({ status }) => status.is === 'ended');
    assert.deepEqual(
      tracks.map(({ readyState }) => readyState),
      ['ended', 'ended'],
    );
    assert.equal(maria.state.localStream?.getTracks().length, 0);
  });

  it('begins with what a preview left off, but not with what only ended with it', async () => {
    const maria = await previewing();
    await maria.setCamera(false);
    await maria.join();
    await until(maria, isIn('on', 'off'));
    await maria.leave();

    await maria.startPreview();
    await until(maria, isIn('on', 'on'));
    maria.stopPreview();
    assert.equal(maria.state.localStream?.getTracks().length, 0);
    await maria.join();
    await until(maria, isIn('on', 'on'));
  });

  it('wants the devices that are still being asked for when it is joined', async () => {
    const maria = make('maria');
    await maria.open();
    const { mediaDevices } = navigator;
    const getUserMedia = mediaDevices.getUserMedia.bind(mediaDevices);
    const permitted = Promise.withResolvers<void>();
    mediaDevices.getUserMedia = async (constraints) => {
      await permitted.promise;
      return await getUserMedia(constraints);
    };
    try {
      const previewing = maria.startPreview();
      await maria.join();
      permitted.resolve();
      await previewing;
      await until(maria, isIn('on', 'on'));
    } finally {
      mediaDevices.getUserMedia = getUserMedia;
    }
  });

  it('is called off by going out while it is still being joined, and nothing stays on', async () => {
    const maria = await previewing();
    const answer = session.server.handlers['session:join'];
    // The server has heard, and its answer is on its way for ever.
    session.server.handlers['session:join'] = (...asked) => void answer?.(...asked);
    const joining = maria.join().catch(codeOf);
    await holds(() => session.server.count('session:join') === 1);
    await maria.leave();
    assert.equal(await joining, 'cancelled');
    assert.equal(maria.state.status.is, 'idle');
    assert.equal(maria.state.localStream?.getTracks().length, 0);
    await until(maria, ({ session: view }) =>
      Boolean(view?.participants.every(({ you, presence }) => !you || presence === 'left')),
    );
    assert.equal(session.server.count('session:leave'), 1);
  });

  it('switches everything off when it cannot be joined, and takes over with what was wanted', async () => {
    const { maria } = await call();
    const second = await previewing();
    assert.equal(await second.join().catch(codeOf), 'joined-elsewhere');
    assert.equal(second.state.localStream?.getTracks().length, 0);
    await second.join({ takeOver: true, camera: false });
    await until(maria, ({ status }) => status.is === 'failed');
    assert.equal(second.state.camera.state, 'off');
  });

  it('is held by one tab at a time, and can be taken over', async () => {
    const { anna, maria } = await call();
    // A duplicated tab has the same session storage.
    const second = make('maria');
    await second.open();
    await until(second, ({ heldByOtherTab }) => heldByOtherTab);
    assert.equal(second.state.status.is, 'idle');
    const refused = await second.join().catch(codeOf);
    assert.equal(refused, 'joined-elsewhere');
    assert.equal(maria.state.status.is, 'live');
    await second.join({ takeOver: true });
    await until(second, isLive);
    const { status } = await until(maria, (state) => state.status.is === 'failed');
    assert.equal(status.is === 'failed' && status.error.code, 'taken-over');
    assert.equal(maria.state.localStream?.getTracks().length, 0, 'camera and microphone are free');
    await until(maria, ({ heldByOtherTab }) => heldByOtherTab);
    await until(anna, isLive);
  });

  it('plays the other side’s sound through the element it is given', async () => {
    const { anna } = await call();
    const audio = document.createElement('audio');
    const off = anna.attachSound(audio, 'participant-maria');
    await holds(() => !audio.paused && audio.currentTime > 0);
    assert.equal(audio.srcObject, anna.state.links[0]?.stream);
    off();
    assert.equal(audio.srcObject, null);
  });

  it('says when the browser refuses to play sound, shows the picture all the same, and plays at a tap', async () => {
    const { anna } = await call();
    const video = document.createElement('video');
    let allowed = false;
    const play = video.play.bind(video);
    video.play = () =>
      allowed || video.muted
        ? play()
        : Promise.reject(new DOMException('No gesture yet', 'NotAllowedError'));
    anna.attachSound(video, 'participant-maria');
    await until(anna, ({ soundBlocked }) => soundBlocked);
    await holds(() => !video.paused && video.muted);
    allowed = true;
    await anna.unblockSound();
    await until(anna, ({ soundBlocked }) => !soundBlocked);
    assert.isFalse(video.muted);
  });

  it('leaves no track, socket, connection or timer behind after 100 calls begun and closed', async () => {
    const tracks: MediaStreamTrack[] = [];
    const { mediaDevices } = navigator;
    const getUserMedia = mediaDevices.getUserMedia.bind(mediaDevices);
    mediaDevices.getUserMedia = async (constraints) => {
      const stream = await getUserMedia(constraints);
      tracks.push(...stream.getTracks());
      return stream;
    };
    const timers = new Set<number>();
    const { setTimeout: set, clearTimeout: clear } = window;
    window.setTimeout = ((call: () => void, ms?: number) => {
      const id = set(() => {
        timers.delete(id);
        call();
      }, ms);
      timers.add(id);
      return id;
    }) as typeof window.setTimeout;
    window.clearTimeout = ((id: number | undefined) => {
      if (id !== undefined) timers.delete(id);
      clear(id);
    }) as typeof window.clearTimeout;
    try {
      for (let round = 0; round < 100; round++) {
        await using client = session.client('anna');
        await Promise.all([client.join(), client.startPreview()]);
        // The way out at every moment: sometimes the devices have only just been asked for.
        if (round % 3 === 0)
          void client
            .setCamera(false)
            .then(() => client.setCamera(true))
            .catch(() => undefined);
      }
      await holds(() => tracks.every(({ readyState }) => readyState === 'ended'));
      assert.isAbove(tracks.length, 50);
      assert.equal(session.server.sockets.size, 0);
      await holds(() => timers.size === 0);
    } finally {
      mediaDevices.getUserMedia = getUserMedia;
      window.setTimeout = set;
      window.clearTimeout = clear;
    }
  }).timeout(120_000);
});
