// node --conditions=source bench/tracking/report.ts [--strips]: writes what `npm run bench -- tracking` measured into
// docs/tracking.md, with a plot for each class and a strip of four frames where there is none yet. With --strips it
// films all strips anew.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { root } from '../../scripts/root.ts';
import { allClasses, cameraOf, type SequenceClass } from './classes.ts';
import { ours } from './contestants.ts';
import { drawnPicture, drawnPictureNames } from './drawn-pictures.ts';
import { failuresPage, figuresPage, filmsPage } from './figures-page.ts';
import { project, type Point } from './geometry.ts';
import { plotErrors } from './plot.ts';
import { resultsFile, type Results } from './results.ts';
import { makeSequence } from './sequences.ts';

const DOCUMENT = join(root, 'docs/tracking.md');
const FOLDER = join(root, 'docs/tracking');
const MOMENTS = [0, 0.22, 0.5, 0.9];
const SMALL = { width: 200, height: 150 };
const SHRINK = 3.2;

/** What stands between two marks is replaced; the marks stay. */
function fill(text: string, mark: string, content: string): string {
  const [begin, end] = [
    `<!-- ${mark}: written by bench/tracking/report.ts -->`,
    `<!-- end of ${mark} -->`,
  ];
  const [from, to] = [text.indexOf(begin), text.indexOf(end)];
  if (from < 0 || to < 0) throw new Error(`docs/tracking.md has lost the marks of its ${mark}.`);
  return `${text.slice(0, from)}${begin}\n\n${content}\n\n${text.slice(to)}`;
}

/** Four frames of a film side by side, with the outline where ours draws it: green, yellow where it is unsure. */
async function writeStrip(name: SequenceClass): Promise<void> {
  const index = allClasses.indexOf(name);
  const pick = (at: number) =>
    drawnPicture(drawnPictureNames[at % drawnPictureNames.length] ?? 'panel');
  const sequence = makeSequence({
    class: name,
    seed: 11,
    picture: pick(index),
    other: pick(index + 1),
  });
  const wide = SMALL.width * MOMENTS.length;
  const strip = new Uint8Array(wide * SMALL.height * 3);
  const wanted = MOMENTS.map((moment) => Math.floor(moment * (sequence.frames - 1)));
  const tracking = await ours.begin(sequence, sequence.frame(0).gray, sequence.region);
  for (let frame = 0; frame <= (wanted.at(-1) ?? 0); frame++) {
    const { gray } = sequence.frame(frame);
    const pose =
      frame === 0
        ? ({ status: 'tracked', homography: [1, 0, 0, 0, 1, 0, 0, 0, 1] } as const)
        : tracking.update(gray);
    const place = wanted.indexOf(frame);
    if (place < 0) continue;
    const { homography } = pose;
    const outline =
      homography === null || pose.status === 'lost'
        ? []
        : sequence.region.flatMap((corner) => project(homography, corner) ?? []);
    const colour = pose.status === 'tracked' ? [40, 220, 90] : [255, 210, 40];
    paint(strip, wide, place * SMALL.width, gray, outline, colour);
  }
  tracking.close();
  execFileSync(
    'ffmpeg',
    [
      ...['-loglevel', 'error', '-y', '-f', 'rawvideo', '-pix_fmt', 'rgb24'],
      ...[
        '-s',
        `${wide}x${SMALL.height}`,
        '-i',
        '-',
        '-q:v',
        '7',
        '-update',
        '1',
        '-frames:v',
        '1',
      ],
      join(FOLDER, `${name}.jpg`),
    ],
    { input: strip },
  );
}

function paint(
  strip: Uint8Array,
  wide: number,
  left: number,
  gray: Uint8Array,
  outline: readonly Point[],
  colour: readonly number[],
): void {
  for (let y = 0; y < SMALL.height; y++)
    for (let x = 0; x < SMALL.width; x++) {
      let [sum, count] = [0, 0];
      for (let sy = Math.floor(y * SHRINK); sy < (y + 1) * SHRINK; sy++)
        for (let sx = Math.floor(x * SHRINK); sx < (x + 1) * SHRINK; sx++) {
          sum += gray[sy * 640 + sx] ?? 0;
          count++;
        }
      const place = { x: (x + 0.5) * SHRINK - 0.5, y: (y + 0.5) * SHRINK - 0.5 };
      const cover = Math.min(1, Math.max(0, 1.4 - distanceTo(outline, place) / SHRINK));
      for (let channel = 0; channel < 3; channel++)
        strip[(y * wide + left + x) * 3 + channel] =
          (sum / count) * (1 - cover) + (colour[channel] ?? 0) * cover;
    }
}

function distanceTo(outline: readonly Point[], { x, y }: Point): number {
  let nearest = Infinity;
  outline.forEach((a, index) => {
    const b = outline[(index + 1) % outline.length] ?? a;
    const [dx, dy] = [b.x - a.x, b.y - a.y];
    const t = Math.min(
      1,
      Math.max(0, ((x - a.x) * dx + (y - a.y) * dy) / (dx * dx + dy * dy || 1)),
    );
    nearest = Math.min(nearest, Math.hypot(x - a.x - t * dx, y - a.y - t * dy));
  });
  return nearest;
}

if (!existsSync(resultsFile)) {
  console.error('No figures yet: run `npm run bench -- tracking` first.');
  process.exit(1);
}
// Written by the benchmark itself.
const results = JSON.parse(readFileSync(resultsFile, 'utf8')) as Results;
mkdirSync(FOLDER, { recursive: true });
for (const name of allClasses) {
  const films = results.films.filter((film) => film.class === name);
  if (films.length === 0) continue;
  const framesPerSecond = Math.round(1 / cameraOf(name).frameSeconds);
  writeFileSync(join(FOLDER, `${name}.svg`), plotErrors(films, framesPerSecond));
  if (process.argv.includes('--strips') || !existsSync(join(FOLDER, `${name}.jpg`)))
    await writeStrip(name);
}
const before = readFileSync(DOCUMENT, 'utf8');
const parts = {
  figures: figuresPage(results),
  failures: failuresPage(results),
  films: filmsPage(results),
};
const filled = Object.entries(parts).reduce(
  (text, [mark, content]) => fill(text, mark, content),
  before,
);
const options = { ...(await resolveConfig(DOCUMENT)), parser: 'markdown' };
writeFileSync(DOCUMENT, await format(filled, options));
console.log(`docs/tracking.md: ${results.films.length} films of ${results.at.slice(0, 10)}.`);
