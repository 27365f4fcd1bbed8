import { bare } from './bare.ts';
import type { CallSetup, Contestant } from './contestant.ts';
import { ours } from './ours.ts';
import { peerjs } from './peerjs.ts';

const contestants: Readonly<Record<string, Contestant>> = { ours, bare, peerjs };

declare global {
  interface Window {
    /** Does what happens before the click. */
    prepare(name: string, setup: CallSetup, relayOnly: boolean): Promise<void>;
    /** Clicks, and resolves with the milliseconds until the first frame of the other side was decoded. */
    click(): Promise<number>;
  }
}

let join: (() => Promise<MediaStream>) | undefined;

window.prepare = async (name, setup, relayOnly) => {
  if (relayOnly) {
    // In the page, so that it meets every contestant alike.
    window.RTCPeerConnection = class extends RTCPeerConnection {
      constructor(configuration?: RTCConfiguration) {
        super({ ...configuration, iceTransportPolicy: 'relay' });
      }
    };
  }
  // Already on, as after any preview: starting it takes the same time for all and would only hide the difference.
  const camera = await navigator.mediaDevices.getUserMedia({
    audio: true,
    video: { width: 640, height: 480 },
  });
  join = await contestants[name]?.prepare(setup, camera);
};

window.click = async () => {
  const video = document.querySelector('video');
  if (video === null || join === undefined) throw new Error('Prepare first.');
  const start = performance.now();
  video.srcObject = await join();
  return new Promise((resolve) => {
    video.requestVideoFrameCallback(() => resolve(performance.now() - start));
  });
};
