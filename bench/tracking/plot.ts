import type { ContestantName } from './contestants.ts';
import type { FilmResult, Route } from './measure.ts';

const WIDTH = 640;
const HEIGHT = 150;
const LEFT = 44;
const BOTTOM = 22;
const TOP = 18;
const LOWEST_PX = 0.2;
const HIGHEST_PX = 200;
// More points would not be seen.
const POINTS = 100;

interface Line {
  readonly contestant: ContestantName;
  readonly route: Route;
  readonly name: string;
  readonly style: string;
}

const lines: readonly Line[] = [
  { contestant: 'static', route: 'raw', name: 'not tracked', style: 'stroke="#999"' },
  { contestant: 'opencv', route: 'raw', name: 'OpenCV.js', style: 'stroke="#d9822b"' },
  {
    contestant: 'opencv',
    route: 'vp8-700',
    name: 'OpenCV.js, 0.7 Mbit/s',
    style: 'stroke="#d9822b" stroke-dasharray="3 2"',
  },
  { contestant: 'ours', route: 'raw', name: 'ours', style: 'stroke="#0b6e4f" stroke-width="1.6"' },
  {
    contestant: 'ours',
    route: 'vp8-700',
    name: 'ours, 0.7 Mbit/s',
    style: 'stroke="#0b6e4f" stroke-width="1.6" stroke-dasharray="3 2"',
  },
];

/** Error over time, the median of all films of a class; a line has gaps where most films are lost. */
export function plotErrors(films: readonly FilmResult[], framesPerSecond: number): string {
  const length = Math.max(...films.flatMap(({ records }) => records.at(-1)?.frame ?? 0));
  const x = (frame: number): number => LEFT + ((WIDTH - LEFT - 8) * frame) / length;
  const y = (px: number): number => {
    const share =
      Math.log(Math.min(HIGHEST_PX, Math.max(LOWEST_PX, px)) / LOWEST_PX) /
      Math.log(HIGHEST_PX / LOWEST_PX);
    return HEIGHT - BOTTOM - share * (HEIGHT - BOTTOM - TOP);
  };
  const step = Math.max(1, Math.round(length / POINTS));
  const frames = Array.from(
    { length: Math.floor(length / step) },
    (_, index) => (index + 1) * step,
  );
  const grid = [1, 10, 100].map(
    (px) =>
      `<path d="M${LEFT} ${y(px).toFixed(1)}H${WIDTH - 8}" stroke="#ddd"/><text x="${LEFT - 6}" y="${(y(px) + 4).toFixed(1)}" text-anchor="end">${px} px</text>`,
  );
  const limit = `<path d="M${LEFT} ${y(5).toFixed(1)}H${WIDTH - 8}" stroke="#b00" stroke-opacity=".35"/>`;
  const seconds = Array.from(
    { length: Math.floor(length / framesPerSecond) },
    (_, index) => index + 1,
  ).map(
    (second) =>
      `<text x="${x(second * framesPerSecond).toFixed(0)}" y="${HEIGHT - 6}" text-anchor="middle">${second} s</text>`,
  );
  const present = lines.filter(({ contestant, route }) =>
    films.some((film) => film.contestant === contestant && film.route === route),
  );
  const curves = present.map(({ contestant, route, style }) => {
    const chosen = films.filter((film) => film.contestant === contestant && film.route === route);
    const byFrame = chosen.map(
      ({ records }) => new Map(records.map((record) => [record.frame, record])),
    );
    let path = '';
    let isDown = false;
    for (const frame of frames) {
      const errors = byFrame.flatMap((records) => {
        const record = records.get(frame);
        if (record === undefined || record.visibleShare === 0) return [];
        return [record.status === 'lost' || record.error === null ? Infinity : record.error];
      });
      const middle = errors.toSorted((a, b) => a - b)[Math.floor(errors.length / 2)] ?? Infinity;
      if (middle === Infinity) {
        isDown = false;
        continue;
      }
      path += `${isDown ? 'L' : 'M'}${x(frame).toFixed(1)} ${y(middle).toFixed(1)}`;
      isDown = true;
    }
    return `<path d="${path}" fill="none" ${style}/>`;
  });
  const legend = present.map(
    ({ name, style }, index) =>
      `<path d="M${LEFT + index * 118} 8h18" fill="none" ${style}/><text x="${LEFT + 22 + index * 118}" y="12">${name}</text>`,
  );
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="sans-serif" font-size="9.5">`,
    `<rect width="${WIDTH}" height="${HEIGHT}" fill="#fff"/>`,
    ...[...grid, limit, ...seconds, ...curves, ...legend],
    '</svg>\n',
  ].join('\n');
}
