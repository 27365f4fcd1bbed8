import type { Page } from 'playwright-core';
import { readStrip, type Strip } from './camera/strip.ts';

/** The fields of a browser's report that a failed test wants to see. */
interface StreamEntry {
  readonly type: string;
  readonly kind?: string;
  readonly framesDecoded?: number;
  readonly framesSent?: number;
  readonly bytesReceived?: number;
  readonly bytesSent?: number;
}

interface Meter {
  /** When each frame of the other side was shown, by `Date.now()`. */
  readonly times: number[];
  video(): HTMLVideoElement | null;
  strip(): { readonly sender: 'agent' | 'customer'; readonly frame: number } | null;
  /** Strongest frequency in the other side's sound, in Hz; null where it is silent. */
  heardHz(): Promise<number | null>;
  /** How often this page has described a connection since it was loaded. */
  negotiations: number;
  /** What the page's connections and the picture look like from outside, for the message of a failed test. */
  describe(): Promise<object>;
}

declare global {
  interface Window {
    rigMeter: Meter;
  }
}

/** Runs in the page before its own scripts; uses nothing from outside itself. */
function installMeter(read: typeof readStrip): void {
  if (window !== window.top && !('RTCPeerConnection' in window)) return;
  const findVideo = (root: ParentNode): HTMLVideoElement | null => {
    const found = root.querySelector<HTMLVideoElement>('video[part~="remote-video"]');
    if (found !== null) return found;
    for (const element of root.querySelectorAll('*')) {
      const inside = element.shadowRoot === null ? null : findVideo(element.shadowRoot);
      if (inside !== null) return inside;
    }
    return null;
  };
  let current: HTMLVideoElement | null = null;
  const watch = () => {
    const video = current?.isConnected === true ? current : findVideo(document);
    if (video === current || video === null) return;
    current = video;
    const onFrame = () => {
      if (video !== current) return;
      meter.times.push(Date.now());
      video.requestVideoFrameCallback(onFrame);
    };
    video.requestVideoFrameCallback(onFrame);
  };
  setInterval(watch, 20);
  let sound: AudioContext | undefined;
  const connections = new Set<RTCPeerConnection>();
  const describeConnection = async (connection: RTCPeerConnection) => {
    const { iceConnectionState, connectionState, signalingState } = connection;
    const streams: object[] = [];
    const entries = (await connection.getStats()).values() as Iterable<StreamEntry>;
    for (const entry of entries) {
      const { type, kind, framesDecoded, framesSent, bytesReceived, bytesSent } = entry;
      if (/^(in|out)bound-rtp$/.test(type) && kind === 'video')
        streams.push({ type, framesDecoded, framesSent, bytesReceived, bytesSent });
    }
    return { iceConnectionState, connectionState, signalingState, streams };
  };
  const meter: Meter = {
    times: [],
    negotiations: 0,
    video: () => current,
    describe: async () => ({
      shown: document
        .querySelector('video-session')
        ?.shadowRoot?.textContent.replace(/\s+/g, ' ')
        .slice(0, 300),
      frames: meter.times.length,
      negotiations: meter.negotiations,
      video: current && {
        paused: current.paused,
        readyState: current.readyState,
        tracks: (current.srcObject as MediaStream | null)
          ?.getTracks()
          .map(({ kind, readyState, muted, enabled }) => ({ kind, readyState, muted, enabled })),
      },
      connections: await Promise.all(
        [...connections]
          .filter(({ connectionState }) => connectionState !== 'closed')
          .map(describeConnection),
      ),
    }),
    strip: () => {
      if (current === null || current.videoWidth === 0) return null;
      const canvas = new OffscreenCanvas(current.videoWidth, current.videoHeight);
      const pen = canvas.getContext('2d');
      pen?.drawImage(current, 0, 0);
      const picture = pen?.getImageData(0, 0, canvas.width, canvas.height);
      return picture === undefined ? null : read(picture);
    },
    heardHz: async () => {
      const stream = current?.srcObject;
      if (!(stream instanceof MediaStream) || stream.getAudioTracks().length === 0) return null;
      sound ??= new AudioContext();
      await sound.resume();
      const source = sound.createMediaStreamSource(stream);
      const analyser = sound.createAnalyser();
      analyser.fftSize = 8192;
      source.connect(analyser);
      const levels = new Float32Array(analyser.frequencyBinCount);
      // The analyser needs its window full of sound before it can tell frequencies apart.
      await new Promise((resolve) => setTimeout(resolve, 600));
      analyser.getFloatFrequencyData(levels);
      source.disconnect();
      const loudest = levels.reduce(
        (best, level, bin) => (level > (levels[best] ?? -1e9) ? bin : best),
        0,
      );
      return (levels[loudest] ?? -1e9) < -70
        ? null
        : (loudest * sound.sampleRate) / analyser.fftSize;
    },
  };
  window.rigMeter = meter;
  if ('RTCPeerConnection' in window) {
    const { prototype } = RTCPeerConnection;
    const counted = new Proxy(Reflect.get(prototype, 'setLocalDescription'), {
      apply(describe, connection: RTCPeerConnection, description: readonly unknown[]) {
        meter.negotiations++;
        connections.add(connection);
        return Reflect.apply(describe, connection, description) as Promise<void>;
      },
    });
    Reflect.set(prototype, 'setLocalDescription', counted);
  }
}

/** What `installFrameMeter()` puts before a page's own scripts; for Firefox's `evaluateOnNewDocument()`. */
export const frameMeterSource = `(${installMeter.toString()})(${readStrip.toString()});`;

/** Makes every page that is loaded from now on count the frames of the other side's picture. */
export async function installFrameMeter(page: Page): Promise<void> {
  await page.addInitScript({ content: frameMeterSource });
}

/** When each frame of the other side was shown since the page was loaded, by `Date.now()`. */
export function frameTimes(page: Page): Promise<readonly number[]> {
  return page.evaluate(() => window.rigMeter.times);
}

/** Resolves with the time of the first frame that was shown after the given moment. */
export async function frameAfter(page: Page, moment: number, timeoutMs: number): Promise<number> {
  const found = await page.waitForFunction(
    (since) => window.rigMeter.times.find((time) => time > since),
    moment,
    { timeout: timeoutMs, polling: 50 },
  );
  return (await found.jsonValue()) as number;
}

/** Longest pause between frames from one moment to another, in milliseconds; the moments count as frames. */
export async function longestPause(page: Page, from: number, to: number): Promise<number> {
  const times = (await frameTimes(page)).filter((time) => time > from && time < to);
  return [...times, to].reduce(
    ({ last, longest }, time) => ({ last: time, longest: Math.max(longest, time - last) }),
    { last: from, longest: 0 },
  ).longest;
}

/** What the strip in the other side's present picture says. */
export function remoteStrip(page: Page): Promise<Strip | null> {
  return page.evaluate(() => window.rigMeter.strip());
}

/** Resolves once frames of the given sender arrive and change. */
export async function seesMoving(
  page: Page,
  sender: Strip['sender'],
  timeoutMs: number,
): Promise<void> {
  await page.waitForFunction(
    (expected) => {
      const strip = window.rigMeter.strip();
      if (strip === null || strip.sender !== expected) return false;
      const seen = ((window as { rigSeen?: Set<number> }).rigSeen ??= new Set());
      return seen.add(strip.frame).size >= 3;
    },
    sender,
    { timeout: timeoutMs, polling: 50 },
  );
  await page.evaluate(() => {
    delete (window as { rigSeen?: Set<number> }).rigSeen;
  });
}

/** Strongest frequency in the other side's sound, in Hz; null where it is silent. */
export function heardHz(page: Page): Promise<number | null> {
  return page.evaluate(() => window.rigMeter.heardHz());
}
