import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { build } from '../scripts/build.ts';
import { TRACKER_MODULE_KB, trackerModuleKb } from '../scripts/entry-size.ts';
import type { BenchResult } from './result.ts';
import { rounded } from './statistics.ts';
import { extraAnchors } from './tracking/anchors.ts';
import { allClasses, groupOf, sequenceClasses, type SequenceClass } from './tracking/classes.ts';
import { contestants, masked, ours } from './tracking/contestants.ts';
import { drawnPicture, drawnPictureNames } from './tracking/drawn-pictures.ts';
import { handMasks } from './tracking/hand-mask.ts';
import {
  follow,
  isTold,
  render,
  told,
  type Arrived,
  type FilmResult,
  type Route,
} from './tracking/measure.ts';
import { score, type Score } from './tracking/metrics.ts';
import { readPictures } from './tracking/photographs.ts';
import type { Picture } from './tracking/picture.ts';
import { resultsFile, type Results } from './tracking/results.ts';
import { makeSequence, type Sequence } from './tracking/sequences.ts';
import { psnr, throughVp8 } from './tracking/vp8.ts';
import { startVideoCall, type VideoCall } from './tracking/webrtc.ts';

const FULL_SEEDS = 3;
const QUICK_ROUTES: readonly Route[] = ['raw', 'vp8-700'];
const FULL_ROUTES: readonly Route[] = ['raw', 'vp8-1500', 'vp8-700'];
/** How many pictures on another seed of a class looks; more classes change nothing about what the others see. */
const PICTURES_PER_SEED = 21;

/** `TRACKING_…`, each with its meaning in docs/tracking.md. */
function settings(): {
  readonly pictures: readonly Picture[];
  readonly photographs: string | null;
  readonly seeds: number;
  readonly classes: readonly SequenceClass[];
  readonly routes: readonly Route[];
} {
  const { env } = process;
  const folder = env['TRACKING_PHOTOS'];
  const isFull = env['TRACKING_FULL'] === '1';
  const classes = env['TRACKING_CLASSES']?.split(',') ?? allClasses;
  const unknown = classes.filter((name) => !(allClasses as readonly string[]).includes(name));
  if (unknown.length > 0)
    throw new Error(`There is no class ${unknown.join(', ')}; there are ${allClasses.join(', ')}.`);
  return {
    pictures:
      folder === undefined
        ? drawnPictureNames.map((name) => drawnPicture(name))
        : readPictures(folder),
    photographs: folder === undefined ? null : basename(folder),
    seeds: Number(env['TRACKING_SEEDS'] ?? (isFull ? FULL_SEEDS : 1)),
    classes: classes as readonly SequenceClass[],
    // Unknown ones fail where the film is sent.
    routes:
      (env['TRACKING_ROUTES']?.split(',') as readonly Route[] | undefined) ??
      (isFull ? FULL_ROUTES : QUICK_ROUTES),
  };
}

/** Every film of the run: each class with each seed, on pictures in turn. */
function* films(
  classes: readonly SequenceClass[],
  seeds: number,
  pictures: readonly Picture[],
): Generator<Sequence> {
  const pick = (index: number): Picture => pictures[index % pictures.length] as Picture;
  for (let seed = 1; seed <= seeds; seed++)
    for (const name of classes) {
      const index = allClasses.indexOf(name) + (seed - 1) * PICTURES_PER_SEED;
      const [picture, other] = [pick(index), pick(index + 1)];
      yield makeSequence({ class: name, seed, picture, other });
    }
}

let call: VideoCall | undefined;

/** Sends a film each way once, however many follow what arrived. */
function sender(
  { width, height, framesPerSecond }: Sequence,
  frames: readonly Uint8Array[],
): (route: Route) => Promise<readonly (Uint8Array | null)[]> {
  const film = { width, height, framesPerSecond, frames };
  const overCall = new Map<number, readonly (Uint8Array | null)[]>();
  return async (route) => {
    const [way, kbit] = route.split('-');
    const rate = Number(kbit);
    if (way === 'raw') return frames;
    if (way === 'vp8') return throughVp8(film, rate);
    if (way !== 'webrtc' && way !== 'told') throw new Error(`There is no route ${route}.`);
    call ??= await startVideoCall();
    const arrived = overCall.get(rate) ?? (await call.send(film, rate));
    overCall.set(rate, arrived);
    return arrived;
  };
}

/** The results of an earlier run, where this one is about some of the classes or ways only. */
function earlier(): Results | null {
  const { TRACKING_CLASSES: some, TRACKING_ROUTES: ways } = process.env;
  if ((some ?? ways) === undefined || !existsSync(resultsFile)) return null;
  // Written by this file.
  return JSON.parse(readFileSync(resultsFile, 'utf8')) as Results;
}

/** Films, sends and follows everything; after each film it leaves all records so far for the report. */
async function measure(): Promise<Results> {
  const { pictures, photographs, seeds, classes, routes } = settings();
  const before = earlier();
  // What runs of other classes and ways have left stays.
  const done = (before?.films ?? []).filter(
    (film) => !classes.includes(film.class) || !routes.includes(film.route),
  );
  const quality: Partial<Record<Route, number[]>> = {};
  const results = (): Results => ({
    at: new Date().toISOString(),
    photographs,
    pictureCount: pictures.length,
    quality: {
      ...before?.quality,
      ...Object.fromEntries(
        Object.entries(quality).map(([route, all]) => [
          route,
          rounded(all.reduce((a, b) => a + b, 0) / all.length, 3),
        ]),
      ),
    },
    films: done,
  });
  mkdirSync(dirname(resultsFile), { recursive: true });
  for (const sequence of films(classes, seeds, pictures)) {
    const { region, width, height } = sequence;
    const frames = render(sequence, process.env['TRACKING_FILMS']);
    const masks = handMasks(sequence);
    const raw = frames.map(({ gray }) => gray);
    const send = sender(sequence, raw);
    for (const route of routes) {
      const film = { sequence: sequence.name, class: sequence.class, route };
      const arrived: Arrived = {
        region,
        width,
        height,
        frames: await send(route),
        truths: frames,
      };
      if (isTold(route)) {
        const records = await follow(ours, told(arrived, raw));
        done.push({ ...film, contestant: ours.name, records });
        continue;
      }
      if (route !== 'raw') (quality[route] ??= []).push(psnr(raw, arrived.frames));
      for (const contestant of contestants) {
        const records = await follow(contestant, arrived);
        done.push({ ...film, contestant: contestant.name, records });
      }
      if (masks !== null)
        done.push({
          ...film,
          contestant: masked.name,
          records: await follow(masked, arrived, masks),
        });
    }
    console.log(describe(sequence, done));
    writeFileSync(resultsFile, JSON.stringify(results()));
  }
  return results();
}

const percent = (share: number | null): string =>
  share === null ? '-' : `${rounded(100 * share, 3)} %`;

function describe({ name, class: kind }: Sequence, all: readonly FilmResult[]): string {
  // Which picture it was stays unsaid: nobody shall tune to one of those that are reported.
  const parts = all
    .filter(({ sequence }) => sequence === name)
    .map(({ contestant, route, records }) => {
      const { p5, wrongYetTracked } = score([records]);
      return `${contestant} ${route} ${percent(p5)} (${percent(wrongYetTracked)})`;
    });
  return `${kind}: within 5 px (wrong yet tracked): ${parts.join(', ')}`;
}

function compare(
  name: string,
  [ours, peer]: readonly [number | null, number | null],
  unit: string,
  note: string,
): readonly BenchResult[] {
  if (ours === null) return [];
  return [
    {
      name: `tracking/${name}`,
      ours: rounded(ours),
      peer: peer === null ? null : rounded(peer),
      ratio: peer === null || peer === 0 ? null : rounded(ours / peer),
      unit,
      note,
    },
  ];
}

const PEER = 'peer is OpenCV.js from frame to frame';

function figuresOf(
  name: string,
  ours: Score,
  peer: Score,
  isGroup: boolean,
): readonly BenchResult[] {
  const both = (key: 'p2' | 'p5' | 'wrongYetTracked' | 'trackedWhileOut') =>
    [ours[key], peer[key]].map((share) => (share === null ? null : 100 * share)) as [
      number | null,
      number | null,
    ];
  const shares = [
    ...compare(`${name}/p2`, both('p2'), '%', PEER),
    ...compare(`${name}/p5`, both('p5'), '%', PEER),
    ...compare(`${name}/wrong-yet-tracked`, both('wrongYetTracked'), '%', PEER),
  ];
  if (!isGroup) return shares;
  return [
    ...shares,
    ...compare(`${name}/tracked-while-out`, both('trackedWhileOut'), '%', PEER),
    ...compare(`${name}/calibration-error`, [ours.calibrationError, null], '', 'goal at most 0.1'),
    ...compare(`${name}/cpu-median`, [ours.cpuMedianMs, peer.cpuMedianMs], 'ms', PEER),
    ...compare(`${name}/cpu-p95`, [ours.cpuP95Ms, peer.cpuP95Ms], 'ms', PEER),
  ];
}

/** How well drawings stick: ours, OpenCV.js from frame to frame, and a drawing that does not move. */
export async function run(): Promise<readonly BenchResult[]> {
  await build({ names: ['tracker'], ifNeeded: true });
  let results: Results;
  try {
    results = await measure();
  } finally {
    await call?.[Symbol.asyncDispose]();
    call = undefined;
  }
  const records = (
    contestant: FilmResult['contestant'],
    route: Route,
    classes: readonly SequenceClass[],
  ) =>
    score(
      results.films
        .filter(
          (film) =>
            film.contestant === contestant && film.route === route && classes.includes(film.class),
        )
        .map((film) => film.records),
    );
  const routes = [...new Set(results.films.map(({ route }) => route))];
  const measured = [...new Set(results.films.map((film) => film.class))];
  const figures = routes.flatMap((route) => [
    ...Object.entries(sequenceClasses).flatMap(([group]) => {
      const classes = measured.filter((name) => groupOf(name) === group);
      if (classes.length === 0) return [];
      const [ours, peer] = [records('ours', route, classes), records('opencv', route, classes)];
      return figuresOf(`${route}/all-${group}`, ours, peer, true);
    }),
    ...measured.flatMap((name) =>
      figuresOf(
        `${route}/${name}`,
        records('ours', route, [name]),
        records('opencv', route, [name]),
        false,
      ),
    ),
  ]);
  return [
    ...figures,
    ...(await extraAnchors()),
    ...compare('module', [trackerModuleKb(), TRACKER_MODULE_KB], 'kB', 'gzip; peer is the budget'),
  ];
}
