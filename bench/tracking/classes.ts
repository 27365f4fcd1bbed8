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
  reach: ['near', 'far', 'steep', 'nearer'],
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

/** What happens in each class, for the report. On top of it every film has a hand's tremor, blur and noise. */
export const classDescriptions: Readonly<Record<SequenceClass, string>> = {
  pan: 'the camera looks about, up to 15 px a frame',
  zoom: 'from half to double the size and back',
  roll: 'the camera turns about its own axis, by 70° to 180°',
  tilt: 'the surface turns away, by 60° to either side',
  shake: 'a hand that trembles four times as much, at 1.5 to 7 Hz',
  blur: 'quick swings with a shutter that is open for 30 ms',
  light: 'lamps switch, clouds pass, a shadow crosses',
  occlusion: 'a patch of 30 % of the region wanders about in front of it',
  leave: 'out of the picture and back, twice, a little nearer or turned each time',
  'low-texture': 'a fifth of the contrast',
  repeats: 'the same tile of 72 px everywhere, with a trace of something else',
  '10-fps': 'ten frames a second while the camera moves, zooms and rolls',
  small: 'a region of 76 × 58 px',
  parallax: 'a small thing before a far background that fills most of the picture',
  whip: 'the camera is whipped away and back within a quarter of a second, once out of the picture',
  gloss: 'a mirror-like surface: a lamp and a room move in it, otherwise than the surface does',
  hand: 'a hand comes in, points about and covers much of the region',
  dark: 'a fifth of the light, much noise, a shutter that is open for 30 ms',
  'rolling-exposure':
    'rows read one after the other over 26 ms in a trembling hand, automatic exposure that jumps by up to a stop',
  content: 'a screen in the region that scrolls and cuts to something else',
  relief: 'hills and valleys, 7 % of the distance deep; the truth is the plane that fits them best',
  near: 'up to the thing, five times as large, where it is larger than the picture, and back',
  far: 'away from it, to a fifth of its size, and back',
  steep: 'the surface turns away, by 78° to either side',
  nearer: 'away and back three times as large, then away and back as it was',
};

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
