import { assert } from '@open-wc/testing';
import type { SessionError } from '@fernblick/protocol';
import { silentLogger } from '../logger.ts';
import { holds } from '../testing/until.ts';
import { LocalMedia } from './local-media.ts';

const { mediaDevices } = navigator;
const real = {
  getUserMedia: mediaDevices.getUserMedia.bind(mediaDevices),
  enumerateDevices: mediaDevices.enumerateDevices.bind(mediaDevices),
};

describe('the devices of a page', () => {
  let media: LocalMedia;
  let problems: SessionError[];
  let changedDevices: string[];

  beforeEach(() => {
    problems = [];
    changedDevices = [];
    media = new LocalMedia(
      {
        changed: () => undefined,
        problem: (error) => problems.push(error),
        deviceChanged: (kind) => changedDevices.push(kind),
      },
      silentLogger,
    );
  });
  afterEach(() => {
    media.close();
    mediaDevices.getUserMedia = real.getUserMedia;
    mediaDevices.enumerateDevices = real.enumerateDevices;
  });

  /** Makes every start fail in one way. */
  const failing = (name: string, message = ''): void => {
    mediaDevices.getUserMedia = () => Promise.reject(new DOMException(message, name));
  };
  const unplug = (kind: MediaDeviceKind, track: MediaStreamTrack | null): string => {
    const gone = track?.getSettings().deviceId ?? '';
    mediaDevices.enumerateDevices = async () =>
      (await real.enumerateDevices()).filter((d) => d.kind !== kind || d.deviceId !== gone);
    track?.stop();
    track?.dispatchEvent(new Event('ended'));
    mediaDevices.dispatchEvent(new Event('devicechange'));
    return gone;
  };

  it('start together with one question, and show in the preview', async () => {
    let questions = 0;
    mediaDevices.getUserMedia = (constraints) => {
      questions += 1;
      return real.getUserMedia(constraints);
    };
    await media.start({ microphone: true, camera: true });
    const { microphone, camera, cameras, microphones } = media.snapshot;
    assert.deepEqual([microphone.state, camera.state], ['on', 'on']);
    assert.equal(questions, 1);
    assert.equal(media.stream?.getTracks().length, 2);
    assert.include(
      cameras.map(({ deviceId }) => deviceId),
      camera.deviceId,
    );
    assert.isAbove(microphones.length, 0);
    assert.isFalse(camera.canFlip, 'a camera that looks nowhere in particular');
  });

  it('free the camera when it is off, but keep a muted microphone', async () => {
    await media.start({ microphone: true, camera: true });
    const [camera, microphone] = [media.camera.track, media.microphone.track];
    await media.setCamera(false);
    await media.setMicrophone(false);
    assert.equal(camera?.readyState, 'ended');
    assert.equal(microphone?.readyState, 'live');
    assert.isFalse(microphone?.enabled);
    await media.setMicrophone(true);
    assert.equal(media.microphone.track, microphone);
  });

  it('work one without the other', async () => {
    mediaDevices.getUserMedia = (constraints) =>
      constraints?.video === undefined
        ? real.getUserMedia(constraints)
        : Promise.reject(new DOMException('', 'NotReadableError'));
    await media.start({ microphone: true, camera: true });
    const { microphone, camera } = media.snapshot;
    assert.equal(microphone.state, 'on');
    assert.equal(camera.state, 'unavailable');
    assert.equal(camera.error?.code, 'device-busy');
  });

  for (const [name, code, state] of [
    ['NotFoundError', 'device-not-found', 'missing'],
    ['NotReadableError', 'device-busy', 'unavailable'],
    ['SecurityError', 'device-denied-by-browser', 'denied'],
    ['InvalidStateError', 'device-failed', 'unavailable'],
  ] as const)
    it(`say ${code} for ${name}, to whoever turns them on and in the snapshot`, async () => {
      failing(name);
      const refusal = await media.setCamera(true).catch((error: unknown) => error);
      assert.equal((refusal as SessionError).code, code);
      assert.equal(media.snapshot.camera.error?.code, code);
      assert.equal(media.snapshot.camera.state, state);
      mediaDevices.getUserMedia = real.getUserMedia;
      await media.setCamera(true);
      assert.equal(media.snapshot.camera.state, 'on');
      assert.isNull(media.snapshot.camera.error);
    });

  it('take another device where the preferred one is missing, and say so', async () => {
    media.prefer({ cameraId: 'a-camera-of-last-year' });
    await media.start({ microphone: false, camera: true });
    assert.equal(media.snapshot.camera.state, 'on');
    assert.include(['device-constraints', 'device-not-found'], problems[0]?.code);
  });

  it('are lost when unplugged, and come back by themselves when plugged in again', async () => {
    await media.start({ microphone: true, camera: true });
    const gone = unplug('videoinput', media.camera.track);
    await holds(() => media.snapshot.camera.state === 'lost');
    assert.equal(media.snapshot.camera.error?.code, 'device-lost');
    assert.equal(media.snapshot.microphone.state, 'on');
    mediaDevices.enumerateDevices = real.enumerateDevices;
    mediaDevices.dispatchEvent(new Event('devicechange'));
    await holds(() => changedDevices.length > 0);
    assert.equal(media.snapshot.camera.state, 'on');
    assert.equal(media.snapshot.camera.deviceId, gone);
    assert.deepEqual(changedDevices, ['camera']);
  });

  it('go on with another microphone when one is unplugged', async () => {
    const headset = (await real.enumerateDevices()).findLast(({ kind }) => kind === 'audioinput');
    media.prefer({ microphoneId: headset?.deviceId });
    await media.start({ microphone: true, camera: false });
    assert.equal(media.snapshot.microphone.deviceId, headset?.deviceId);
    const gone = unplug('audioinput', media.microphone.track);
    await holds(() => changedDevices.includes('microphone'));
    assert.equal(media.snapshot.microphone.state, 'on');
    assert.notEqual(media.snapshot.microphone.deviceId, gone);
  });

  it('stay with the device in use when the chosen one does not start', async () => {
    await media.start({ microphone: false, camera: true });
    const before = media.camera.track;
    failing('NotReadableError');
    const refusal = await media
      .choose(media.camera, { deviceId: 'another' })
      .catch((error: unknown) => error);
    assert.equal((refusal as SessionError).code, 'device-busy');
    assert.equal(media.camera.track, before);
    assert.equal(before?.readyState, 'live');
    assert.equal(media.snapshot.camera.state, 'on');
  });

  it('leave nothing on that was started for nobody', async () => {
    const started = media.start({ microphone: true, camera: true });
    media.close();
    const tracks: MediaStreamTrack[] = [];
    await started;
    tracks.push(...(media.stream?.getTracks() ?? []));
    assert.isEmpty(tracks);
    assert.isNull(media.camera.track);
  });

  it('show how loud the microphone is while somebody looks', async () => {
    assert.isNull(media.readLevel());
    await media.start({ microphone: true, camera: false });
    // Chromium's own microphone beeps.
    await holds(() => (media.readLevel() ?? 0) > 0.01);
    await media.setMicrophone(false);
    assert.equal(media.readLevel(), 0);
  });
});
