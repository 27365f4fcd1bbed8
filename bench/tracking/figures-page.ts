import {
  allClasses,
  classDescriptions,
  groupOf,
  sequenceClasses,
  type SequenceClass,
  type SequenceGroup,
} from './classes.ts';
import { contestants, type ContestantName } from './contestants.ts';
import type { Route } from './measure.ts';
import { score, type Score } from './metrics.ts';
import type { Results } from './results.ts';

const ROUTE_NAMES: Readonly<Record<Route, string>> = {
  raw: 'raw',
  'vp8-1500': '1.5 Mbit/s',
  'vp8-700': '0.7 Mbit/s',
  'told-1500': 'WebRTC 1.5 Mbit/s, told',
  'told-700': 'WebRTC 0.7 Mbit/s, told',
  'webrtc-1500': 'WebRTC 1.5 Mbit/s, alone',
  'webrtc-700': 'WebRTC 0.7 Mbit/s, alone',
};

const GROUP_NAMES: Readonly<Record<SequenceGroup, string>> = {
  ordinary: 'ordinary motion',
  hard: 'hard',
  relief: 'relief',
  reach: 'beyond what is asked for',
};

/** What is to be reached; shares from 0 to 1. */
interface Goal {
  readonly group: SequenceGroup;
  readonly what: string;
  readonly where: 'raw' | 'net' | 'both';
  readonly value: (score: Score) => number | null;
  readonly limit: number;
  readonly isAtLeast: boolean;
  readonly show: (value: number) => string;
}

const percent = (share: number): string => `${Number((100 * share).toPrecision(3))} %`;
const plain = (unit: string) => (value: number) => `${Number(value.toPrecision(3))}${unit}`;
const worstRecovery = ({ recoveries }: Score): number | null =>
  recoveries.length === 0 ? null : Math.max(...recoveries.map((frames) => frames ?? Infinity));

function goalsOf(
  group: 'ordinary' | 'hard',
  limits: {
    readonly p2: readonly [raw: number, net: number];
    readonly p5: readonly [number, number];
    readonly frames: number;
  },
): readonly Goal[] {
  const shares = (['p2', 'p5'] as const).flatMap((key) =>
    (['raw', 'net'] as const).map((where, index): Goal => ({
      group,
      what: `${key}, ${where}`,
      where,
      value: (result) => result[key],
      limit: limits[key][index] ?? 1,
      isAtLeast: true,
      show: percent,
    })),
  );
  const most = (
    what: string,
    value: Goal['value'],
    limit: number,
    show: Goal['show'],
    where: Goal['where'] = 'both',
  ): Goal => ({ group, what, where, value, limit, isAtLeast: false, show });
  return [
    ...shares,
    most('wrong by > 10 px yet tracked', (result) => result.wrongYetTracked, 0.01, percent),
    most('tracked while out of the picture', (result) => result.trackedWhileOut, 0, percent),
    most('frames until found again, worst', worstRecovery, limits.frames, plain('')),
    most('CPU a frame, median', (result) => result.cpuMedianMs, 0.6, plain(' ms'), 'raw'),
    most('CPU a frame, 95th percentile', (result) => result.cpuP95Ms, 5, plain(' ms'), 'raw'),
    most('calibration error', (result) => result.calibrationError, 0.1, plain('')),
  ];
}

const goals: readonly Goal[] = [
  ...goalsOf('ordinary', { p2: [0.95, 0.94], p5: [0.97, 0.97], frames: 3 }),
  ...goalsOf('hard', { p2: [0.88, 0.86], p5: [0.9, 0.88], frames: 10 }),
  {
    group: 'relief',
    what: 'mean error',
    where: 'both',
    value: (result) => result.meanError,
    limit: 6,
    isAtLeast: false,
    show: plain(' px'),
  },
  {
    group: 'relief',
    what: 'wrong by > 10 px yet tracked',
    where: 'both',
    value: (result) => result.wrongYetTracked,
    limit: 0,
    isAtLeast: false,
    show: percent,
  },
];

/** Everything between the marks in docs/tracking.md, as Markdown. */
export function figuresPage(results: Results): string {
  // In an order of their own: what was measured again stands last among the films.
  const routes = (Object.keys(ROUTE_NAMES) as Route[]).filter((name) =>
    results.films.some(({ route }) => route === name),
  );
  const classes = allClasses.filter((name) => results.films.some((film) => film.class === name));
  const of = (contestant: ContestantName, route: Route, names: readonly SequenceClass[]): Score =>
    score(
      results.films
        .filter(
          (film) =>
            film.contestant === contestant && film.route === route && names.includes(film.class),
        )
        .map(({ records }) => records),
    );
  const films = new Set(results.films.map(({ sequence }) => sequence)).size;
  const frames = routes.map(
    (route) => `${ROUTE_NAMES[route]}: ${of('ours', route, classes).frames}`,
  );
  const quality = Object.entries(results.quality).map(
    ([route, decibels]) => `${ROUTE_NAMES[route as Route]}: ${decibels} dB`,
  );
  return [
    `Measured on ${results.at.slice(0, 10)}, on ${results.pictureCount} ${results.photographs === null ? 'pictures drawn by script' : `photographs (\`${results.photographs}\`)`}: ${films} films. Frames: ${frames.join(', ')}. What compression leaves, on average: ${quality.join(', ')}.`,
    '### What was to be reached',
    demands(routes, classes, of),
    '### Ours, by class',
    ourTable(routes, classes, of),
    '### The others, by class',
    `p5, and in brackets wrong by > 10 px yet tracked. ${contestants.map(({ name, what }) => `\`${name}\` is ${what}`).join('; ')}.`,
    otherTable(routes, classes, of),
    ...maskTable(routes, classes, of),
    '### Leaving, confidence, relief and time',
    'Ours. All over raw and compressed films together, but the time, which is of raw ones.',
    restTable(routes, classes, of),
  ].join('\n\n');
}

type ScoreOf = (contestant: ContestantName, route: Route, names: readonly SequenceClass[]) => Score;

function demands(routes: readonly Route[], classes: readonly SequenceClass[], of: ScoreOf): string {
  const rows = goals.flatMap(({ group, what, where, value, limit, isAtLeast, show }) => {
    const names = classes.filter((name) => groupOf(name) === group);
    // "Net" means the narrower of the two.
    const wanted = routes.filter((route) =>
      where === 'raw' ? route === 'raw' : where === 'net' ? route.endsWith('-700') : true,
    );
    return wanted.flatMap((route) => {
      const [ours, peer] = (['ours', 'opencv'] as const).map((name) =>
        value(of(name, route, names)),
      );
      if (ours === null || ours === undefined) return [];
      const isMet = isAtLeast ? ours >= limit : ours <= limit;
      const demanded = `${isAtLeast ? '≥' : '≤'} ${show(limit)}`;
      const shown = (each: number): string => (each === Infinity ? 'never' : show(each));
      const peerText = peer === null || peer === undefined ? '–' : shown(peer);
      return `| ${GROUP_NAMES[group]} | ${what.replace(/, (?:raw|net)$/, '')} | ${ROUTE_NAMES[route]} | ${demanded} | ${shown(ours)} | ${isMet ? 'met' : '**missed**'} | ${peerText} |`;
    });
  });
  return ['| | | frames | demanded | ours | | OpenCV.js |', '|--|--|--|--|--|--|--|', ...rows].join(
    '\n',
  );
}

const cell = (value: number | null, show: (value: number) => string = percent): string =>
  value === null ? '–' : show(value);

function ourTable(
  routes: readonly Route[],
  classes: readonly SequenceClass[],
  of: ScoreOf,
): string {
  const row = (title: string, names: readonly SequenceClass[]): string => {
    const cells = routes.flatMap((route) => {
      const { p2, p5, wrongYetTracked } = of('ours', route, names);
      return [cell(p2), cell(p5), cell(wrongYetTracked)];
    });
    return `| ${title} | ${cells.join(' | ')} |`;
  };
  const head = routes.flatMap((route) => [`${ROUTE_NAMES[route]}: p2`, 'p5', 'wrong']);
  return [
    `| | ${head.join(' | ')} |`,
    `|--|${head.map(() => '--').join('|')}|`,
    ...grouped(classes, row),
  ].join('\n');
}

function otherTable(
  routes: readonly Route[],
  classes: readonly SequenceClass[],
  of: ScoreOf,
): string {
  const columns = (['ours', 'opencv', 'static'] as const).flatMap((name) =>
    routes
      .filter((route) => (name === 'static' ? route === 'raw' : of(name, route, classes).frames))
      .map((route) => ({ name, route })),
  );
  const row = (title: string, names: readonly SequenceClass[]): string => {
    const cells = columns.map(({ name, route }) => {
      const { p5, wrongYetTracked } = of(name, route, names);
      return `${cell(p5)} (${cell(wrongYetTracked)})`;
    });
    return `| ${title} | ${cells.join(' | ')} |`;
  };
  return [
    `| | ${columns.map(({ name, route }) => `${name}, ${ROUTE_NAMES[route]}`).join(' | ')} |`,
    `|--|${columns.map(() => '--').join('|')}|`,
    ...grouped(classes, row),
  ].join('\n');
}

/** What it brings to tell the tracker where the hand is, class by class. */
function maskTable(
  routes: readonly Route[],
  classes: readonly SequenceClass[],
  of: ScoreOf,
): readonly string[] {
  const told = classes.filter((name) => routes.some((route) => of('masked', route, [name]).frames));
  if (told.length === 0) return [];
  const figures = (contestant: ContestantName, route: Route, name: SequenceClass): string => {
    const { p2, p5, wrongYetTracked, tracked, meanError } = of(contestant, route, [name]);
    return [
      ...[p2, p5, wrongYetTracked, tracked].map((share) => cell(share)),
      cell(meanError, plain(' px')),
    ].join(' | ');
  };
  return [
    '### Told where the hand is',
    'The same films once more, and the tracker is told what stands in front: its convex hull ten times a second, as a hand landmarker that never errs would give it. `tracked` is the share of visible frames that are called so.',
    [
      '| | | p2 | p5 | wrong | `tracked` | mean error |',
      '|--|--|--|--|--|--|--|',
      ...told.flatMap((name) =>
        routes.flatMap((route) =>
          of('masked', route, [name]).frames
            ? [
                `| ${name}, ${ROUTE_NAMES[route]} | not told | ${figures('ours', route, name)} |`,
                `| | told | ${figures('masked', route, name)} |`,
              ]
            : [],
        ),
      ),
    ].join('\n'),
  ];
}

function restTable(
  routes: readonly Route[],
  classes: readonly SequenceClass[],
  of: ScoreOf,
): string {
  const row = (title: string, names: readonly SequenceClass[]): string => {
    const all = routes.map((route) => of('ours', route, names));
    const raw = of('ours', 'raw', names);
    const worst = (values: readonly (number | null)[]): number | null =>
      values.reduce((a, b) => (a === null ? b : b === null ? a : Math.max(a, b)), null);
    const found = all.flatMap(({ recoveries }) => recoveries);
    const back = found
      .filter((frames): frames is number => frames !== null)
      .toSorted((a, b) => a - b);
    const recovery =
      found.length === 0
        ? '–'
        : `${back[Math.floor(back.length / 2)] ?? '–'} / ${back.at(-1) ?? '–'}${back.length < found.length ? `, ${found.length - back.length} of ${found.length} never` : ''}`;
    return `| ${title} | ${[
      cell(worst(all.map(({ trackedWhileOut }) => trackedWhileOut))),
      recovery,
      cell(worst(all.map(({ calibrationError }) => calibrationError)), plain('')),
      cell(worst(all.map(({ meanError }) => meanError)), plain(' px')),
      cell(raw.cpuMedianMs, plain(' ms')),
      cell(raw.cpuP95Ms, plain(' ms')),
    ].join(' | ')} |`;
  };
  return [
    '| | tracked while out, worst route | frames until found again, median / worst | calibration error, worst route | mean error, worst route | CPU a frame, median | 95th percentile |',
    '|--|--|--|--|--|--|--|',
    ...grouped(classes, row),
  ].join('\n');
}

/** A row for each class, and one for each group above its classes. */
function grouped(
  classes: readonly SequenceClass[],
  row: (title: string, names: readonly SequenceClass[]) => string,
): readonly string[] {
  return (Object.keys(sequenceClasses) as SequenceGroup[]).flatMap((group) => {
    const names = classes.filter((name) => groupOf(name) === group);
    if (names.length === 0) return [];
    if (names.length === 1 && names[0] === group) return [row(`**${GROUP_NAMES[group]}**`, names)];
    return [row(`**all ${GROUP_NAMES[group]}**`, names), ...names.map((name) => row(name, [name]))];
  });
}

/** Where ours falls short, worst first, one line each; nothing is left out. */
export function failuresPage(results: Results): string {
  const lines = allClasses.flatMap((name) => {
    const films = results.films.filter((film) => film.class === name && film.contestant === 'ours');
    return [...new Set(films.map(({ route }) => route))].flatMap((route) => {
      const { p5, wrongYetTracked, trackedWhileOut } = score(
        films.filter((film) => film.route === route).map(({ records }) => records),
      );
      const isHard = groupOf(name) === 'hard';
      const faults = [
        ...(p5 !== null && p5 < (isHard ? 0.88 : 0.97) && name !== 'relief'
          ? [`only ${percent(p5)} within 5 px`]
          : []),
        ...((wrongYetTracked ?? 0) > 0.01
          ? [`${percent(wrongYetTracked ?? 0)} wrong by > 10 px yet tracked`]
          : []),
        ...((trackedWhileOut ?? 0) > 0
          ? [`${percent(trackedWhileOut ?? 0)} of the frames without it called tracked`]
          : []),
      ];
      if (faults.length === 0) return [];
      return [
        { worst: p5 ?? 1, line: `- \`${name}\`, ${ROUTE_NAMES[route]}: ${faults.join('; ')}.` },
      ];
    });
  });
  if (lines.length === 0) return 'No class falls short of what was to be reached.';
  return lines
    .toSorted((a, b) => a.worst - b.worst)
    .map(({ line }) => line)
    .join('\n');
}

/** Each class in words, with a strip of a film and the error over time. */
export function filmsPage(results: Results): string {
  return allClasses
    .filter((name) => results.films.some((film) => film.class === name))
    .map((name) => {
      const words = `**${name}**: ${classDescriptions[name]}.`;
      return `${words}\n\n![${name}: four frames with the drawn outline](tracking/${name}.jpg)\n\n![${name}: error over time](tracking/${name}.svg)`;
    })
    .join('\n\n');
}
