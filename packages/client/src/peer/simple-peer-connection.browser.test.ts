import { assert } from '@open-wc/testing';
import { UnreliablePair } from '../testing/unreliable-pair.ts';
import { holds } from '../testing/until.ts';
import { systemClock } from './clock.ts';
import type { ConnectionEvents, PeerConnection } from './peer-connection.ts';
import type { Fingerprints } from './security-digits.ts';
import { sendingLimits } from './sending-limits.ts';
import { createSimplePeerConnection } from './simple-peer-connection.ts';

// All 50 on real browsers run with the faults of the help desk; these tell at once when the library does not survive.
const SCHEDULES = 5;

const noTracks = { audio: null, camera: null, screen: null };
const ice = { servers: [], relayOnly: false };

/** Two connections that hand each other their signals. */
function pair() {
  const broken: Error[] = [];
  const messages: unknown[] = [];
  const ink: unknown[] = [];
  const files: unknown[] = [];
  let drained = 0;
  const received: MediaStreamTrack[] = [];
  const agreed: Readonly<Record<0 | 1, Fingerprints[]>> = { 0: [], 1: [] };
  const ends: PeerConnection[] = [];
  let offers = 0;
  const open = { 0: false, 1: false };
  const states: RTCIceConnectionState[] = [];
  const events = (index: 0 | 1): ConnectionEvents => ({
    signal: (signal) => {
      if (signal.type === 'offer') offers += 1;
      setTimeout(() => ends[1 - index]?.apply(signal), 5);
    },
    ice: (state) => states.push(state),
    received: (tracks) => {
      if (index === 1) received.push(tracks.audio, tracks.camera);
    },
    agreed: (fingerprints) => agreed[index].push(fingerprints),
    channelOpened: () => {
      open[index] = true;
    },
    message: (text, on) => (on === 'ink' ? ink : on === 'files' ? files : messages).push(text),
    drained: () => {
      drained += 1;
    },
    broken: (error) => broken.push(error),
  });
  for (const index of [0, 1] as const)
    ends.push(
      createSimplePeerConnection({
        offering: index === 0,
        ice,
        tracks: noTracks,
        limits: sendingLimits('sharp'),
        events: events(index),
      }),
    );
  const [offering, answering] = ends;
  assert.ok(offering && answering);
  return {
    offering,
    answering,
    broken,
    messages,
    ink,
    files,
    drained: () => drained,
    received,
    states,
    agreed,
    offers: () => offers,
    opened: () => holds(() => open[0] && open[1]),
    close: () => {
      offering.close();
      answering.close();
    },
  };
}

const framesAt = async (end: PeerConnection): Promise<number> =>
  (await end.sample())?.framesDecoded ?? 0;

describe('a connection of simple-peer', () => {
  const configurations: RTCConfiguration[] = [];
  const { RTCPeerConnection: Native } = window;

  before(() => {
    window.RTCPeerConnection = class extends Native {
      constructor(configuration?: RTCConfiguration) {
        super(configuration);
        configurations.push(configuration ?? {});
      }
    };
  });
  after(() => {
    window.RTCPeerConnection = Native;
    assert.isNotEmpty(configurations);
    for (const { iceServers } of configurations)
      assert.deepEqual(iceServers, [], 'never the library’s own servers');
  });

  it('carries text on the control channel, each message by itself', async () => {
    const { offering, messages, opened, close } = pair();
    assert.isFalse(offering.send('too early'));
    await opened();
    assert.isTrue(offering.send('{"type":"one"}'));
    offering.send('{"type":"two"}');
    await holds(() => messages.length === 2);
    assert.deepEqual(messages, ['{"type":"one"}', '{"type":"two"}']);
    close();
    assert.isFalse(offering.send('too late'));
  });

  it('carries ink on a channel of its own, from both ends, without another offer', async () => {
    const { offering, answering, ink, messages, offers, opened, close } = pair();
    assert.isFalse(offering.send('too early', 'ink'));
    await opened();
    await holds(() => offering.send('from here', 'ink') && answering.send('from there', 'ink'));
    await holds(() => ink.includes('from here') && ink.includes('from there'));
    assert.isEmpty(messages);
    assert.equal(offers(), 1);
    // More than the line takes at once is lost and not piled up.
    const many = Array.from({ length: 2_000 }, () => offering.send('x'.repeat(4_000), 'ink'));
    assert.include(many, false);
    close();
    assert.isFalse(offering.send('too late', 'ink'));
  });

  it('tells both ends the same two certificates, once, and others for another connection', async () => {
    const { offering, agreed, states, opened, close } = pair();
    await opened();
    const [own = '', other = ''] = agreed[0][0] ?? [];
    assert.match(own, /^sha-256 ([0-9A-F]{2}:){31}[0-9A-F]{2}$/);
    assert.notEqual(own, other);
    assert.deepEqual(agreed[1], [[other, own]]);
    states.length = 0;
    offering.restart();
    await holds(() => states.includes('connected') || states.includes('completed'));
    assert.deepEqual([agreed[0].length, agreed[1].length], [1, 1], 'a new path, the same ends');
    close();
    const another = pair();
    await another.opened();
    assert.notEqual(another.agreed[0][0]?.[0], own);
    another.close();
  });

  it('sends whatever track is put in its place, and nothing for none, without another offer', async () => {
    const { offering, answering, received, offers, opened, close } = pair();
    await opened();
    const stream = await navigator.mediaDevices.getUserMedia({ video: true, audio: true });
    const [camera, audio] = [...stream.getVideoTracks(), ...stream.getAudioTracks()];
    assert.ok(camera && audio);
    offering.setTrack('camera', camera);
    offering.setTrack('audio', audio);
    await holds(async () => (await framesAt(answering)) > 3);
    await holds(async () => ((await answering.sample())?.soundPackets ?? 0) > 3);
    assert.deepEqual(
      received.map(({ kind }) => kind),
      ['audio', 'video'],
    );
    offering.setTrack('camera', null);
    let last = -1;
    await holds(async () => {
      const now = await framesAt(answering);
      const still = now === last;
      last = now;
      await new Promise((resolve) => setTimeout(resolve, 300));
      return still;
    });
    offering.setTrack('camera', camera);
    await holds(async () => (await framesAt(answering)) > last);
    assert.equal(offers(), 1);
    camera.stop();
    audio.stop();
    close();
  });

  it('restarts its path again and again on the same connection', async () => {
    const { offering, broken, states, offers, opened, close } = pair();
    await opened();
    for (let round = 2; round <= 4; round++) {
      offering.restart();
      await holds(() => offers() === round);
      const before = await offering.sample();
      await holds(
        async () => ((await offering.sample())?.checksReceived ?? 0) !== before?.checksReceived,
      );
    }
    assert.notInclude(states, 'failed');
    assert.isEmpty(broken);
    close();
  });

  it('stays alive when its path is said to have failed, and over an address it cannot use', async () => {
    const { offering, answering, broken, messages, opened, close } = pair();
    await opened();
    answering.apply({
      type: 'candidate',
      candidate: 'candidate:1 1 udp 1 203.0.113.1 9 typ host ufrag nobody',
      sdpMid: '9',
      sdpMLineIndex: 9,
    });
    offering.send('still here');
    await holds(() => messages.includes('still here'));
    assert.isEmpty(broken);
    close();
  });
});

describe('links over real connections', () => {
  for (let seed = 1; seed <= SCHEDULES; seed++)
    it(`are stable within 10 s after bad signals, schedule ${seed}`, async () => {
      let broken = 0;
      const two = new UnreliablePair(seed, {
        clock: systemClock,
        expected: 'nothing',
        createConnection: (options) =>
          createSimplePeerConnection({
            ...options,
            events: {
              ...options.events,
              broken: (error) => {
                broken += 1;
                options.events.broken(error);
              },
            },
          }),
      });
      two.weather = {
        loss: two.random() * 0.6,
        doubled: two.random() * 0.5,
        delayMs: 50 + two.random() * 500,
        veryLate: 0,
      };
      await new Promise((resolve) => setTimeout(resolve, 1_000 + two.random() * 1_500));
      two.weather = { loss: 0, doubled: 0, delayMs: 30, veryLate: 0 };
      await holds(() => two.connected);
      await new Promise((resolve) => setTimeout(resolve, 500));
      assert.isTrue(two.connected);
      assert.equal(broken, 0);
      two.close();
    });
});
