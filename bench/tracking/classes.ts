/** What a sequence is hard by, as the columns of the report. */
export const sequenceClasses = {
  ordinary: [
    'pan',
    'zoom',
    'roll',
    'tilt',
    'shake',
    'blur',
    'light',
    'occlusion',
    'leave',
    'low-texture',
    'repeats',
    '10-fps',
    'small',
    'parallax',
  ],
  hard: ['whip', 'gloss', 'hand', 'dark', 'rolling-exposure', 'content'],
  relief: ['relief'],
} as const;

export type SequenceGroup = keyof typeof sequenceClasses;
export type SequenceClass = (typeof sequenceClasses)[SequenceGroup][number];

/** All classes, ordinary ones first. */
export const allClasses: readonly SequenceClass[] = Object.values(sequenceClasses).flat();

/** Which column of the report a class belongs to. */
export function groupOf(name: SequenceClass): SequenceGroup {
  const groups = Object.entries(sequenceClasses) as readonly [
    SequenceGroup,
    readonly SequenceClass[],
  ][];
  return groups.find(([, names]) => names.includes(name))?.[0] ?? 'ordinary';
}

/** How the camera takes its pictures. Times in seconds. */
export interface CameraSettings {
  readonly frames: number;
  readonly frameSeconds: number;
  readonly exposureSeconds: number;
  /** From the first row's exposure to the last row's; the middle row is on time. */
  readonly readoutSeconds: number;
  /** Noise of the darkest pixel, and how much its variance grows per gray level. */
  readonly noise: number;
  readonly shotNoise: number;
  /** Brightness of everything. */
  readonly gain: number;
}

const USUAL: CameraSettings = {
  frames: 180,
  frameSeconds: 1 / 30,
  exposureSeconds: 0.008,
  readoutSeconds: 0,
  noise: 1.5,
  shotNoise: 0.015,
  gain: 1,
};

const special: Partial<Record<SequenceClass, Partial<CameraSettings>>> = {
  shake: { exposureSeconds: 0.012 },
  blur: { exposureSeconds: 0.03 },
  leave: { frames: 225 },
  '10-fps': { frames: 90, frameSeconds: 0.1, exposureSeconds: 0.02 },
  whip: { exposureSeconds: 0.014, frames: 195 },
  dark: { gain: 0.2, noise: 5, shotNoise: 0.25, exposureSeconds: 0.03 },
  'rolling-exposure': { readoutSeconds: 0.026, exposureSeconds: 0.012 },
};

/** The camera of a class. */
export function cameraOf(name: SequenceClass): CameraSettings {
  return { ...USUAL, ...special[name] };
}
