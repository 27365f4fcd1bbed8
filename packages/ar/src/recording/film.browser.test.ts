import { assert } from '@open-wc/testing';
import { Film, type FilmTimes } from './film.ts';
import { FilmSound } from './film-sound.ts';

const RATE = 48_000;
const BLOCK = 480;
const PICTURE_MS = 40;

/** A tone that comes as sound does: in time, in blocks of 10 ms; what is not heard is missing. */
function tone(isHeard: () => boolean = () => true): {
  readonly stream: ReadableStream<AudioData>;
  readonly end: () => void;
} {
  let blocks = 0;
  let timer: ReturnType<typeof setInterval> | undefined;
  const startedAt = performance.now();
  const stream = new ReadableStream<AudioData>({
    start(controller) {
      timer = setInterval(() => {
        while (blocks * 10 < performance.now() - startedAt) {
          if (!isHeard()) {
            blocks += 1;
            continue;
          }
          const data = Float32Array.from(
            { length: BLOCK },
            (_, at) => 0.4 * Math.sin(((blocks * BLOCK + at) * 2 * Math.PI * 440) / RATE),
          );
          controller.enqueue(soundBlock(blocks, data));
          blocks += 1;
        }
      }, 10);
    },
    cancel: () => clearInterval(timer),
  });
  return { stream, end: () => clearInterval(timer) };
}

/** The n-th 10 ms of a sound. */
function soundBlock(n: number, data: Float32Array<ArrayBuffer>): AudioData {
  return new AudioData({
    format: 'f32-planar',
    sampleRate: RATE,
    numberOfFrames: BLOCK,
    numberOfChannels: 1,
    timestamp: n * 10_000,
    data,
  });
}

/**
 * Films a colour that changes, for so long; `during` is told the time in ms. `behind` is how many pictures had been taken in
 * whenever a piece was told, and were not told with it; `awakeMs` is the time without that in which the page stood still.
 */
async function film(
  ms: number,
  during: (film: Film, atMs: number) => void = () => {},
  heardLateMs = 0,
) {
  const canvas = new OffscreenCanvas(1_280, 720);
  const context = canvas.getContext('2d');
  const pieces: ArrayBuffer[] = [];
  const ages: number[] = [];
  const spans: FilmTimes[] = [];
  const failures: unknown[] = [];
  const takenMs: number[] = [];
  const behind: number[] = [];
  const sound = tone();
  const ended = Promise.withResolvers<void>();
  const filmed = new Film(sound.stream, {
    piece: (bytes, times) => {
      pieces.push(bytes);
      spans.push(times);
      ages.push(performance.timeOrigin + performance.now() - times.untilMs);
      // Once all of what is told at once is told.
      queueMicrotask(() => {
        const toldMs = spans.at(-1)?.untilMs ?? 0;
        behind.push(takenMs.filter((at) => at > toldMs + 1).length);
      });
    },
    pace: ({ width, height }) => {
      canvas.width = width;
      canvas.height = height;
    },
    ended: ended.resolve,
    failed: (cause) => failures.push(cause),
  });
  const startedAt = performance.now();
  let [awakeMs, lookedAt] = [0, startedAt];
  const timer = setInterval(() => {
    const now = performance.now();
    awakeMs += Math.min(now - lookedAt, 2 * PICTURE_MS);
    lookedAt = now;
    during(filmed, now - startedAt);
    if (!filmed.wants || context === null) return;
    context.fillStyle = `hsl(${(now / 10) % 360} 80% 50%)`;
    context.fillRect(0, 0, canvas.width, canvas.height);
    takenMs.push(performance.timeOrigin + now);
    filmed.take(canvas, { sinceMs: now });
  }, PICTURE_MS);
  await new Promise((resolve) => setTimeout(resolve, ms));
  clearInterval(timer);
  // However late it is by then.
  const lastedMs = performance.now() - startedAt;
  const endedAt = performance.timeOrigin + startedAt + lastedMs - heardLateMs;
  await filmed.end(endedAt);
  await ended.promise;
  sound.end();
  const since = performance.timeOrigin + startedAt;
  return { endedAt, pieces, ages, behind, awakeMs, spans, lastedMs, startedAt: since, failures };
}

/** The pictures in a piece: those of its only cluster, all of whose lengths have eight bytes. */
function picturesIn(
  piece: Uint8Array<ArrayBuffer>,
): readonly { readonly atMs: number; readonly isKey: boolean }[] {
  const view = new DataView(piece.buffer);
  let at = 0;
  while (view.getUint32(at) !== 0x1f_43_b6_75) at += 1;
  at += 12;
  let clusterMs = 0;
  const pictures: { readonly atMs: number; readonly isKey: boolean }[] = [];
  while (at < piece.length) {
    const length = view.getUint32(at + 5);
    const content = at + 9;
    if (view.getUint8(at) === 0xe7)
      for (let n = 0; n < length; n += 1) clusterMs = clusterMs * 256 + view.getUint8(content + n);
    else if (view.getUint8(content) === 0x81) {
      const isKey = (view.getUint8(content + 3) & 0x80) !== 0;
      pictures.push({ atMs: clusterMs + view.getInt16(content + 1), isKey });
    }
    at = content + length;
  }
  return pictures;
}

async function play(pieces: readonly ArrayBuffer[]) {
  const video = document.createElement('video');
  video.muted = true;
  video.src = URL.createObjectURL(new Blob([...pieces], { type: 'video/webm' }));
  await new Promise((resolve, reject) => {
    video.onloadeddata = resolve;
    video.onerror = () => reject(new Error(video.error?.message ?? 'It does not play.'));
  });
  await video.play();
  await new Promise((resolve, reject) => {
    video.onended = resolve;
    video.onerror = () => reject(new Error(video.error?.message ?? 'It does not play to its end.'));
  });
  const frames = video.getVideoPlaybackQuality().totalVideoFrames;
  const { currentTime, videoWidth } = video;
  URL.revokeObjectURL(video.src);
  return { frames, seconds: currentTime, width: videoWidth };
}

describe('a film', () => {
  it('comes in pieces that are never late, and plays from start to end as long as it was', async () => {
    const { pieces, behind, awakeMs, spans, startedAt, lastedMs, failures } = await film(4_000);
    assert.deepEqual(failures, []);
    // Two a second, and not of the time in which a busy machine lets everybody wait; it takes no pictures meanwhile.
    assert.isAtLeast(pieces.length, (1.3 * awakeMs) / 1_000);
    assert.isAtMost(Math.max(...behind), 2, 'those that are being encoded');
    const { seconds, frames } = await play(pieces);
    assert.approximately(seconds, lastedMs / 1_000, 0.4);
    // However slow the machine is.
    assert.isAbove(frames, 5);
    // What a killed browser leaves behind.
    const part = await play(pieces.slice(0, 4));
    assert.approximately(part.seconds, ((spans[3]?.untilMs ?? 0) - startedAt) / 1_000, 0.2);
  });

  it('comes in pieces of no more than a second, however long its worker was held up', async () => {
    let held = 0;
    const { spans, pieces, lastedMs, failures } = await film(4_500, (_, atMs) => {
      if (atMs < 1_000 + 1_500 * held || held === 2) return;
      held += 1;
      for (const since = performance.now(); performance.now() - since < 1_400;);
    });
    assert.deepEqual(failures, []);
    const lengths = spans.map(({ fromMs, untilMs }) => Math.round(untilMs - fromMs));
    assert.isAtMost(Math.max(...lengths), 1_000, lengths.join());
    // What was heard meanwhile is there, as it plays and as it says of itself.
    const { seconds } = await play(pieces);
    assert.isAbove(seconds, lastedMs / 1_000 - 0.4);
    assert.isAbove(
      lengths.reduce((sum, each) => sum + each),
      lastedMs - 600,
      lengths.join(),
    );
  });

  it('has no two pictures in one moment, also where the second is of an older one', async () => {
    const canvas = new OffscreenCanvas(1_280, 720);
    canvas.getContext('2d');
    let lastMs = 0;
    const { pieces } = await film(1_500, (filmed) => {
      const now = performance.now();
      if (!filmed.wants) return;
      filmed.take(canvas, { sinceMs: now, ofMs: lastMs });
      lastMs = now;
    });
    const pictures = pieces.flatMap((piece) => picturesIn(new Uint8Array(piece)));
    const times = pictures.map(({ atMs }) => atMs).sort((a, b) => a - b);
    const apart = times.slice(1).map((at, n) => at - (times[n] ?? at));
    // However slow the machine is.
    assert.isAbove(apart.length, 0);
    // Times in the file are whole milliseconds.
    assert.isAtLeast(Math.min(...apart), 19);
  });

  it('has its sound where it was heard, after a hole and after a pause of no time at all', async () => {
    const startedAt = performance.now();
    const nowMs = (): number => performance.now() - startedAt;
    let isHeard = true;
    const sound = tone(() => isHeard);
    const lateMs: number[] = [];
    const failures: unknown[] = [];
    const filmed = new FilmSound(sound.stream, {
      nowMs,
      block: ({ atMs }) => lateMs.push(nowMs() - atMs),
      failed: (cause) => failures.push(cause),
    });
    const lasts = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
    await lasts(700);
    isHeard = false;
    await lasts(700);
    isHeard = true;
    await lasts(2_000);
    const afterHole = Math.min(...lateMs.slice(-10));
    filmed.pause();
    filmed.resume(0);
    await lasts(700);
    await filmed.flush();
    filmed.close();
    sound.end();
    assert.deepEqual(failures, []);
    assert.isAbove(lateMs.length, 20);
    // Encoders and busy machines give it late; never a hole, nor the time before a pause, later.
    assert.isBelow(afterHole, 600);
    assert.isBelow(Math.min(...lateMs.slice(-10)), 600);
    assert.isAbove(Math.min(...lateMs), -100, 'it is never ahead');
  });

  it('has its sound where it was heard, however long the first of it has waited for its worker', async () => {
    const { promise: source, resolve: begun } =
      Promise.withResolvers<ReadableStreamDefaultController<AudioData>>();
    const stream = new ReadableStream<AudioData>({ start: begun });
    const controller = await source;
    let nowMs = 0;
    const blocks: number[] = [];
    const filmed = new FilmSound(stream, {
      nowMs: () => nowMs,
      block: ({ atMs }) => blocks.push(atMs),
      failed: (cause) => {
        throw cause;
      },
    });
    for (let n = 0; n < 100; n += 1) {
      // Seven blocks are there at once; each further one is when it has been heard.
      nowMs = Math.max(0, n - 6) * 10;
      controller.enqueue(soundBlock(n, new Float32Array(BLOCK)));
      await new Promise((resolve) => setTimeout(resolve, 0));
    }
    await filmed.flush();
    filmed.close();
    assert.approximately(blocks[0] ?? Infinity, 0, 1, 'what is of before the film is not in it');
    // 93 blocks, and what the encoder fills up.
    assert.approximately((blocks.at(-1) ?? 0) + 20, 930, 21);
  });

  // The second hardly catches up for as long as this lasts.
  for (const pace of [2, 1.1])
    it(`has its sound within 80 ms of where it was heard, and silence where it was lost, after its worker stood still, at ${pace} parts in the time of one`, () =>
      hasSoundWhereHeard(pace));

  it('fails where its sound ends before it does', async () => {
    const sound = new ReadableStream<AudioData>({ start: (controller) => controller.close() });
    const { promise, resolve } = Promise.withResolvers<unknown>();
    new FilmSound(sound, { nowMs: () => 0, block: () => {}, failed: resolve });
    assert.instanceOf(await promise, Error);
  });

  it('tells nothing of after its end or a pause of which it hears late', async () => {
    const LATE_MS = 200;
    let [pausedMs, resumedMs, pausedAt] = [0, 0, 0];
    const { endedAt, spans, ages, pieces, lastedMs } = await film(
      2_200,
      (filmed, atMs) => {
        if (pausedMs === 0 && atMs > 900) {
          pausedAt = performance.timeOrigin + performance.now() - LATE_MS;
          filmed.pause(pausedAt);
          pausedMs = atMs;
        } else if (pausedMs !== 0 && resumedMs === 0 && atMs > 1_200) {
          filmed.resume();
          resumedMs = atMs;
        }
      },
      LATE_MS,
    );
    // One piece may have been told before it heard of it, here too.
    const heardAt = endedAt + LATE_MS;
    const after = spans.filter(({ untilMs }, at) => untilMs + (ages[at] ?? 0) >= heardAt);
    assert.isAtMost(Math.max(0, ...after.map(({ untilMs }) => untilMs)), endedAt + 0.01);
    const before = spans.filter(({ fromMs }) => fromMs < pausedAt);
    // One piece may have been told before it heard of it.
    assert.isAtMost(before.at(-1)?.untilMs ?? Infinity, pausedAt + LATE_MS);
    const { seconds } = await play(pieces);
    // What came of late is missing, but for what had been told by then.
    const toldMs = Math.max(endedAt, ...spans.map(({ untilMs }) => untilMs)) - endedAt;
    const filmedMs = pausedMs + lastedMs - resumedMs - LATE_MS;
    assert.isBelow(seconds, (filmedMs + toldMs) / 1_000 + 0.05);
  });

  it('goes on with a whole picture after a pause of which it hears late, also of what a camera saw before', async () => {
    const canvas = new OffscreenCanvas(1_280, 720);
    canvas.getContext('2d');
    const LATE_MS = 200;
    let [pausedAt, resumedAt] = [0, 0];
    const { pieces, startedAt } = await film(2_500, (filmed, atMs) => {
      if (pausedAt === 0 && atMs > 800) {
        pausedAt = performance.timeOrigin + performance.now();
        filmed.pause(pausedAt - LATE_MS);
      } else if (pausedAt !== 0 && resumedAt === 0 && atMs > 1_400) {
        filmed.resume();
        resumedAt = performance.now();
        if (filmed.wants) filmed.take(canvas, { sinceMs: resumedAt, ofMs: resumedAt - 100 });
      }
    });
    const pictures = pieces.flatMap((piece) => picturesIn(new Uint8Array(piece)));
    const after = pictures.filter(({ atMs }) => atMs > pausedAt - startedAt);
    assert.isAbove(after.length, 0);
    assert.isTrue(after[0]?.isKey, 'what is needed of it was left out');
  });

  it('has its pictures one after the other, also where several were taken at once right before a pause', async () => {
    const canvas = new OffscreenCanvas(1_280, 720);
    canvas.getContext('2d');
    let [isPaused, isDone] = [false, false];
    const { pieces, failures } = await film(2_000, (filmed, atMs) => {
      if (!isPaused && !isDone && atMs > 800) {
        // As where a worker was held up.
        for (let n = 0; n < 4; n += 1) filmed.take(canvas, { sinceMs: performance.now() });
        filmed.pause();
        isPaused = true;
      } else if (isPaused) {
        filmed.resume();
        filmed.take(canvas, { sinceMs: performance.now() });
        [isPaused, isDone] = [false, true];
      }
    });
    assert.deepEqual(failures, []);
    const times = pieces.flatMap((piece) =>
      picturesIn(new Uint8Array(piece)).map(({ atMs }) => atMs),
    );
    const backwards = times.filter((at, n) => at <= (times[n - 1] ?? -1));
    assert.deepEqual(backwards, [], String(times));
  });

  it('tells none of several pictures that were taken at once after a pause of which it hears late', async () => {
    const canvas = new OffscreenCanvas(1_280, 720);
    canvas.getContext('2d');
    const LATE_MS = 200;
    let pausedAt = 0;
    const { pieces, startedAt } = await film(1_500, (filmed, atMs) => {
      if (pausedAt > 0 || atMs < 800) return;
      for (let n = 0; n < 4; n += 1) filmed.take(canvas, { sinceMs: performance.now() });
      pausedAt = performance.timeOrigin + performance.now();
      filmed.pause(pausedAt - LATE_MS);
    });
    const times = pieces.flatMap((piece) =>
      picturesIn(new Uint8Array(piece)).map(({ atMs }) => atMs),
    );
    // The film begins right before the time that is measured here.
    const late = times.filter((at) => at > pausedAt - LATE_MS - startedAt + 20);
    assert.deepEqual(late, [], String(times));
  });

  it('has no pauses in it', async () => {
    let [pausedMs, resumedMs] = [0, 0];
    const taken = await film(4_000, (filmed, atMs) => {
      if (pausedMs === 0 && atMs > 1_000) {
        filmed.pause();
        pausedMs = atMs;
      } else if (resumedMs === 0 && atMs > 3_000) {
        filmed.resume();
        resumedMs = atMs;
      }
    });
    const { pieces, spans, startedAt, lastedMs, failures } = taken;
    assert.deepEqual(failures, []);
    const { seconds } = await play(pieces);
    assert.approximately(seconds, (pausedMs + lastedMs - resumedMs) / 1_000, 0.4);
    // Each says by itself of when it is: nothing is of the time in which it waited, whenever it was told.
    for (const { fromMs, untilMs } of spans) {
      const [from, until] = [fromMs - startedAt, untilMs - startedAt];
      assert.isAtMost(from, until);
      assert.isTrue(until < pausedMs + 100 || from > resumedMs - 50, `${from} to ${until}`);
    }
    assert.isTrue(spans.some(({ fromMs }) => fromMs - startedAt > resumedMs - 50));
  });
});

/** Of a worker that stood still for longer than what waits for it lasts, and then takes so many parts in the time of one. */
async function hasSoundWhereHeard(pace: number): Promise<void> {
  const [stillMs, lastsMs, mostWaiting] = [1_700, 9_000, 100];
  // Short tones: before it stands still, of meanwhile, of while it catches up, and of long after that.
  const tonesMs = [400, 1_800, 2_500, 3_300, 6_000, 8_000];
  const { promise: source, resolve: begun } =
    Promise.withResolvers<ReadableStreamDefaultController<AudioData>>();
  const stream = new ReadableStream<AudioData>({ start: begun });
  const controller = await source;
  let nowMs = 0;
  const blocks: { readonly atMs: number; readonly bytes: Uint8Array }[] = [];
  const filmed = new FilmSound(stream, {
    nowMs: () => nowMs,
    block: (block) => blocks.push(block),
    failed: (cause) => {
      throw cause;
    },
  });
  const waiting: number[] = [];
  let owed = 0;
  for (let n = 0; n * 10 < lastsMs; n += 1) {
    nowMs = (n + 1) * 10;
    waiting.push(n);
    if (waiting.length > mostWaiting) waiting.shift();
    if (nowMs > 1_000 && nowMs <= 1_000 + stillMs) continue;
    owed = Math.min(owed + pace, waiting.length);
    const taken = waiting.splice(0, Math.floor(owed));
    owed -= taken.length;
    for (const each of taken) {
      const isTone = tonesMs.some((atMs) => each * 10 >= atMs && each * 10 < atMs + 60);
      const sample = (at: number): number =>
        isTone ? 0.6 * Math.sin((at * 2 * Math.PI * 1_000) / RATE) : 0;
      controller.enqueue(
        soundBlock(
          each,
          Float32Array.from({ length: BLOCK }, (_, at) => sample(at)),
        ),
      );
    }
    await new Promise((resolve) => setTimeout(resolve, 0));
  }
  await filmed.flush();
  const { head, sampleRate, channels } = filmed.tracks;
  filmed.close();
  const heardMs: number[] = [];
  let lastLoudMs = Number.NEGATIVE_INFINITY;
  const decoder = new AudioDecoder({
    output: (data) => {
      const samples = new Float32Array(data.numberOfFrames);
      data.copyTo(samples, { planeIndex: 0, format: 'f32-planar' });
      samples.forEach((sample, at) => {
        if (Math.abs(sample) < 0.2) return;
        const atMs = data.timestamp / 1_000 + (at * 1_000) / data.sampleRate;
        if (atMs - lastLoudMs > 200) heardMs.push(Math.round(atMs));
        lastLoudMs = atMs;
      });
      data.close();
    },
    error: (cause) => {
      throw cause;
    },
  });
  decoder.configure({ codec: 'opus', sampleRate, numberOfChannels: channels, description: head });
  for (const { atMs, bytes } of blocks)
    decoder.decode(
      new EncodedAudioChunk({
        type: 'key',
        timestamp: atMs * 1_000,
        data: new Uint8Array(bytes),
      }),
    );
  await decoder.flush();
  decoder.close();
  // That of 1.8 s was still among those that waited; of what was lost there is silence, not nothing.
  assert.equal(heardMs.length, tonesMs.length, heardMs.join());
  heardMs.forEach((ms, n) => assert.approximately(ms, tonesMs[n] ?? 0, 80, heardMs.join()));
  const gaps = blocks.slice(1).map(({ atMs }, n) => atMs - (blocks[n]?.atMs ?? 0));
  assert.isBelow(Math.max(...gaps), 25);
}
