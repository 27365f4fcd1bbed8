import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { stateOf } from '../faults/desk-call.ts';

export const YES = 'Agree';
export const NO = 'Decline';

export const ask = (page: Page) =>
  page.getByRole('button', { name: 'Record', exact: true }).click();
export const answer = (page: Page, name: string) =>
  page.getByRole('button', { name, exact: true }).click();

/** Resolves once the recording stands so in the page's view. */
export async function recordingIs(page: Page, is: string): Promise<void> {
  await page.waitForFunction(
    (wanted) =>
      document.querySelector('video-session')?.client?.state.session?.recording?.state === wanted,
    is,
  );
}

/** Resolves once REC is lit, or is not, as people see it. */
export async function recIsLit(page: Page, lit: boolean): Promise<void> {
  await page.waitForFunction(
    (wanted) =>
      (document
        .querySelector('video-session')
        ?.shadowRoot?.querySelector('call-recording')
        ?.shadowRoot?.querySelector('.rec[data-lit]') !=
        null) ===
      wanted,
    lit,
  );
}

/** The pieces that the server has of all recordings, in order. */
export async function chunks(dataDir: string): Promise<readonly string[]> {
  const folder = join(dataDir, 'files', 'recordings');
  const names = await readdir(folder, { recursive: true }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  return names
    .filter((name) => name.endsWith('.chunk'))
    .sort()
    .map((name) => join(folder, name));
}

/** When a piece was recorded, in milliseconds since the start of its recording; its name says so. */
export function timesOf(chunk: string): { readonly from: number; readonly until: number } {
  const [, from, until] = /\.(\d+)-(\d+)\./.exec(chunk) ?? [];
  return { from: Number(from), until: Number(until) };
}

/** How long anything of a recording may take that has to go through the server. */
const BROUGHT_MS = 180_000;

/** Resolves with what `read` finds once it `fits`; the error says what it found last. */
export async function foundOnce<Found>(
  read: () => Promise<Found>,
  fits: (found: Found) => boolean,
): Promise<Found> {
  const deadline = Date.now() + BROUGHT_MS;
  for (;;) {
    const found = await read();
    if (fits(found)) return found;
    assert.ok(Date.now() < deadline, `After ${BROUGHT_MS} ms: ${JSON.stringify(found)}`);
    await new Promise((resolve) => {
      setTimeout(resolve, 100);
    });
  }
}

/** Resolves with the pieces of this recording once there is one that was recorded so long after its start. */
export function piecesAfter(
  dataDir: string,
  recording: string,
  ms: number,
): Promise<readonly string[]> {
  return foundOnce(
    async () => (await chunks(dataDir)).filter((path) => path.includes(recording)),
    (there) => there.some((path) => timesOf(path).from > ms),
  );
}

/** The recording that runs, and for how long it has. */
export async function running(page: Page): Promise<{ readonly id: string; readonly ms: number }> {
  const view = (await stateOf(page))?.session?.recording;
  assert.ok(view != null && view.startedAt !== null);
  return { id: view.id, ms: Date.now() - view.startedAt };
}

/** The names of all that lies in the page's private file system. */
export function privateFiles(page: Page): Promise<readonly string[]> {
  return page.evaluate(async () => {
    const names: string[] = [];
    const walk = async (folder: FileSystemDirectoryHandle): Promise<void> => {
      try {
        for await (const [name, handle] of folder as unknown as AsyncIterable<
          [string, FileSystemHandle]
        >) {
          names.push(name);
          if (handle.kind === 'directory') await walk(handle as FileSystemDirectoryHandle);
        }
      } catch (error) {
        // The page may drop the folder of a recording meanwhile.
        if ((error as DOMException).name !== 'NotFoundError') throw error;
      }
    };
    await walk(await navigator.storage.getDirectory());
    return names;
  });
}

/** When the pieces of one recording were recorded that lie in the page's private file system, in order. */
export function keptTimes(names: readonly string[]): readonly { from: number; until: number }[] {
  const times = names.flatMap((name) => {
    const [, from, until] = /^\d+-(\d+)-(\d+)$/.exec(name) ?? [];
    return until === undefined ? [] : [{ from: Number(from), until: Number(until) }];
  });
  assert.ok(times.length > 0, names.join(' '));
  return times.toSorted((a, b) => a.until - b.until);
}

/** How much film the pieces of one recording hold that lie in the page's private file system, in milliseconds. */
export function keptFilmMs(names: readonly string[]): number {
  const times = keptTimes(names);
  return (times.at(-1)?.until ?? 0) - (times[0]?.from ?? 0);
}

/** Resolves once there is a file of the only recording, with what is known of it. */
export async function recordingReady(page: Page) {
  await page.waitForFunction(
    () =>
      document.querySelector('video-session')?.client?.state.sessions[0]?.recordings[0]?.state ===
      'ready',
    undefined,
    { timeout: BROUGHT_MS },
  );
  const [kept] = (await stateOf(page))?.sessions[0]?.recordings ?? [];
  assert.ok(kept !== undefined && kept.durationMs !== null);
  return { ...kept, durationMs: kept.durationMs };
}

/** What a player sees of a recording half a second before its end, and how long it plays; `pink` is the most of several moments. */
export async function watch(page: Page, recording: string) {
  return page.evaluate(async (id) => {
    const client = document.querySelector('video-session')?.client;
    const { session, sessions } = client?.state ?? {};
    const about = session ?? sessions?.[0];
    if (about === undefined) throw new Error('There is no session.');
    const film = await (await client?.openRecording())?.read(id, { session: about.id });
    if (film === undefined) throw new Error('There is no client.');
    const video = document.createElement('video');
    video.muted = true;
    video.src = URL.createObjectURL(film);
    await new Promise((resolve, reject) => {
      video.onloadeddata = resolve;
      video.onerror = () => reject(new Error(video.error?.message ?? 'It does not play.'));
    });
    const { videoWidth: width, videoHeight: height } = video;
    const context = new OffscreenCanvas(width, height).getContext('2d');
    let data = new Uint8ClampedArray();
    const seek = async (beforeEndS: number): Promise<void> => {
      video.currentTime = Math.max(0, video.duration - beforeEndS);
      await new Promise((resolve) => {
        video.onseeked = resolve;
      });
      // A busy machine records smaller pictures, which players show as large as the others.
      context?.drawImage(video, 0, 0, width, height);
      data = context?.getImageData(0, 0, width, height).data ?? data;
    };
    /** How much a part of the picture varies: a black or grey one does not. */
    const variation = (x: number, y: number, w: number, h: number): number => {
      let [sum, squares, count] = [0, 0, 0];
      for (let row = Math.round(y * height); row < (y + h) * height; row += 2)
        for (let column = Math.round(x * width); column < (x + w) * width; column += 2) {
          const at = 4 * (row * width + column);
          const gray = ((data[at] ?? 0) + (data[at + 1] ?? 0) + (data[at + 2] ?? 0)) / 3;
          sum += gray;
          squares += gray * gray;
          count += 1;
        }
      return Math.sqrt(Math.max(0, squares / count - (sum / count) ** 2));
    };
    const pinkPx = (): number => {
      let count = 0;
      for (let at = 0; at < data.length; at += 4)
        if (
          (data[at] ?? 0) > (data[at + 1] ?? 0) + 70 &&
          (data[at + 2] ?? 0) > (data[at + 1] ?? 0) + 40
        )
          count += 1;
      return count;
    };
    // A mark that is not sure of its place is hidden for a moment.
    const pinks: number[] = [];
    for (const beforeEndS of [2.5, 2, 1.5, 1, 0.5]) {
      await seek(beforeEndS);
      pinks.push(pinkPx());
    }
    return {
      width,
      height,
      durationS: video.duration,
      seekedS: video.currentTime,
      large: variation(0.3, 0.35, 0.3, 0.4),
      small: variation(0.82, 0.05, 0.13, 0.18),
      caption: variation(0, 0.95, 0.3, 0.04),
      pink: Math.max(...pinks),
    };
  }, recording);
}
