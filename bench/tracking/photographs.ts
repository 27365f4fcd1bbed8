// node bench/tracking/photographs.ts FOLDER: fetches the photographs that docs/tracking.md reports on. They come from
// Debian packages and stay out of the repository; which of them only serve to tune is decided by their names.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { globSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { Picture } from './picture.ts';

/** Photographs (no drawings, no empty skies) in packages of Debian 12, by package. */
export const photographs: Readonly<Record<string, readonly string[]>> = {
  'lomiri-wallpapers-16.04': [
    'Dragonfly_by_Bolly',
    'Picture_0B_by_freespace',
    'Picture_1A_by_freespace',
    'Wine_by_Jakkub_Mede',
    'aitzgorri_by_Aitzol_Berasategi',
    'friends_by_Aitzol_Berasategi',
    'greentock_by_Peter_Nerlich',
    'life_by_Aitzol_Berasategi',
    'picosdeeuropa_by_Aitzol_Berasategi',
    'seeding_by_Clements_Engelhardt',
    'sunset_by_Aitzol_Berasategi',
  ],
  'lomiri-wallpapers-20.04': ['Kleiber_by_Lukas_Baubkus'],
  'mate-backgrounds': [
    'Blinds',
    'Dune',
    'Garden',
    'GreenMeadow',
    'LadyBird',
    'RainDrops',
    'TwoWings',
    'Wood',
    'YellowFlower',
  ],
  'plasma-workspace-wallpapers': [
    'BytheWater',
    'ColorfulCups',
    'EveningGlow',
    'FallenLeaf',
    'Grey',
    'OneStandsOut',
    'Path',
  ],
  'python3-skimage': ['coffee', 'motorcycle_left', 'rocket'],
};

const LONGEST_SIDE = 1600;
const SMALLEST = { width: 700, height: 500 };

/** Whether a photograph may be looked at while tuning; the others are kept for what is reported. */
export function servesToTune(name: string): boolean {
  return (createHash('sha256').update(name).digest()[0] ?? 0) < 110;
}

function findPicture(folder: string, name: string): string | undefined {
  return globSync([`**/${name}.{jpg,png}`, `**/wallpapers/${name}/contents/images/2560x1600.jpg`], {
    cwd: folder,
  }).toSorted()[0];
}

/** Fetches the packages, unpacks them, and leaves gray JPEG files in FOLDER/train and FOLDER/eval. */
function fetchPhotographs(target: string): void {
  const work = mkdtempSync(join(tmpdir(), 'fernblick-photographs-'));
  try {
    for (const [name, pictures] of Object.entries(photographs)) {
      execFileSync('apt-get', ['download', name], { cwd: work, stdio: 'inherit' });
      const file = globSync(`${name}_*.deb`, { cwd: work })[0];
      if (file === undefined) throw new Error(`apt-get brought no ${name}.`);
      const folder = join(work, name);
      execFileSync('dpkg', ['-x', join(work, file), folder]);
      for (const picture of pictures) {
        const found = findPicture(folder, picture);
        if (found === undefined) throw new Error(`There is no ${picture} in ${name}.`);
        const to = join(target, servesToTune(picture) ? 'train' : 'eval');
        mkdirSync(to, { recursive: true });
        // Those that are too small for the films are enlarged.
        const scale = `scale='if(gt(iw,ih),${LONGEST_SIDE},-2)':'if(gt(iw,ih),-2,${LONGEST_SIDE})'`;
        execFileSync('ffmpeg', [
          ...['-loglevel', 'error', '-y', '-i', join(folder, found)],
          ...[
            '-vf',
            `${scale}:flags=area,format=gray`,
            '-q:v',
            '2',
            '-frames:v',
            '1',
            '-update',
            '1',
          ],
          join(to, `${picture}.jpg`),
        ]);
      }
    }
  } finally {
    rmSync(work, { recursive: true });
  }
}

/** All pictures of a folder (JPEG and PNG), gray, through ffmpeg. */
export function readPictures(folder: string): readonly Picture[] {
  const files = readdirSync(folder)
    .filter((file) => /\.(?:jpe?g|png)$/i.test(file))
    .toSorted();
  if (files.length === 0) throw new Error(`There is no picture in ${folder}.`);
  return files.map((file) => readPicture(join(folder, file)));
}

function readPicture(path: string): Picture {
  const size = execFileSync(
    'ffprobe',
    ['-v', 'error', '-show_entries', 'stream=width,height', '-of', 'csv=p=0', path],
    { encoding: 'utf8' },
  );
  const [width = 0, height = 0] = size.split(',').map(Number);
  if (width < SMALLEST.width || height < SMALLEST.height)
    throw new Error(`${path} is smaller than ${SMALLEST.width} × ${SMALLEST.height}.`);
  const gray = execFileSync(
    'ffmpeg',
    ['-loglevel', 'error', '-i', path, '-f', 'rawvideo', '-pix_fmt', 'gray', '-frames:v', '1', '-'],
    { maxBuffer: width * height + 1 },
  );
  return { name: basename(path).replace(/\.\w+$/, ''), width, height, gray: new Uint8Array(gray) };
}

if (process.argv[1] === import.meta.filename) {
  const [target] = process.argv.slice(2);
  if (target === undefined) {
    console.error('Say where to: node bench/tracking/photographs.ts FOLDER');
    process.exitCode = 1;
  } else {
    fetchPhotographs(target);
    for (const part of ['train', 'eval'])
      console.log(`${join(target, part)}: ${readdirSync(join(target, part)).length} photographs`);
  }
}
