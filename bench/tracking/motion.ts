import type { SequenceClass } from './classes.ts';
import { multiply, type Matrix } from './geometry.ts';
import { between, wander, type Random } from './random.ts';

/** How the surface stands before the camera. Angles in radians, lengths in pixels as seen at a zoom of 1. */
export interface Pose {
  readonly x: number;
  readonly y: number;
  readonly zoom: number;
  readonly roll: number;
  /** How far the surface is turned away, about the axis `tiltAxis` in its own plane. */
  readonly tilt: number;
  readonly tiltAxis: number;
  /** Turns of the camera itself, to the right and down. */
  readonly yaw: number;
  readonly pitch: number;
}

/** Where the surface is at any moment, in seconds. */
export type Motion = (seconds: number) => Pose;

const DEGREE = Math.PI / 180;
const TURN = 2 * Math.PI;
/** Focal length as a share of the picture's width: a phone's main camera. */
const FOCAL = 0.9;

const REST: Pose = { x: 0, y: 0, zoom: 1, roll: 0, tilt: 0, tiltAxis: 0, yaw: 0, pitch: 0 };

/** From 0 to 1 between two moments, starting and ending gently. */
export function ease(seconds: number, from: number, to: number): number {
  const t = Math.min(1, Math.max(0, (seconds - from) / (to - from)));
  return t * t * (3 - 2 * t);
}

/** A hand that tries to hold still; `strength` 1 is a calm one. */
function tremor(random: Random, strength: number, lowHz = 0.4, highHz = 6): Motion {
  const noise = (rms: number) => wander(random, rms * strength, lowHz, highHz);
  const [x, y] = [noise(3), noise(3)];
  const [zoom, roll] = [noise(0.008), noise(0.5 * DEGREE)];
  const [yaw, pitch] = [noise(0.3 * DEGREE), noise(0.3 * DEGREE)];
  const tilt = noise(1.2 * DEGREE);
  const tiltAxis = random() * TURN;
  return (s) => ({
    x: x(s),
    y: y(s),
    zoom: Math.exp(zoom(s)),
    roll: roll(s),
    tilt: tilt(s),
    tiltAxis,
    yaw: yaw(s),
    pitch: pitch(s),
  });
}

type Part = (seconds: number) => Partial<Pose>;

/** A slow look around, as in most sequences, so that none stands still. */
function drift(random: Random, reach: number): Part {
  const [fx, fy] = [between(random, 0.2, 0.32), between(random, 0.22, 0.36)];
  const [px, py] = [random() * TURN, random() * TURN];
  return (s) => ({
    x: reach * (Math.sin(TURN * fx * s + px) - Math.sin(px)),
    y: 0.65 * reach * (Math.sin(TURN * fy * s + py) - Math.sin(py)),
  });
}

function pan(random: Random): Part {
  const [x, y] = [between(random, 130, 190), between(random, 70, 120)];
  const [fx, fy] = [between(random, 0.28, 0.4), between(random, 0.3, 0.45)];
  const sign = random() < 0.5 ? -1 : 1;
  return (s) => ({
    x: sign * 0.6 * x * Math.sin(TURN * fx * s),
    yaw: sign * 0.4 * (x / 576) * Math.sin(TURN * fx * s),
    y: y * Math.sin(TURN * fy * s),
  });
}

/** Out of the picture and back, at each of the given times: starts to leave, is out, starts to return, is back. */
function excursions(
  random: Random,
  times: readonly (readonly [leaves: number, out: number, returns: number, back: number])[],
): Part {
  const trips = times.map((when) => {
    const direction = random() * TURN;
    // Far enough that nothing of the region is left, near enough that the camera stays in front of the plane.
    const reach = Math.abs(Math.cos(direction)) * 170 + 480;
    return {
      when,
      x: reach * Math.cos(direction),
      y: reach * Math.sin(direction),
      zoom: between(random, -0.15, 0.15),
      roll: between(random, -10, 10) * DEGREE,
    };
  });
  return (s) => {
    let [x, y, yaw, pitch, zoom, roll] = [0, 0, 0, 0, 0, 0];
    for (const trip of trips) {
      const [leaves, out, returns, back] = trip.when;
      const away = ease(s, leaves, out) - ease(s, returns, back);
      x += trip.x * 0.5 * away;
      y += trip.y * 0.5 * away;
      yaw += Math.atan((trip.x * 0.5) / 576) * away;
      pitch += Math.atan((trip.y * 0.5) / 576) * away;
      // It comes back a little different from how it went.
      const changed = ease(s, leaves, returns);
      zoom += trip.zoom * changed;
      roll += trip.roll * changed;
    }
    return { x, y, yaw, pitch, roll, zoom: Math.exp(zoom) };
  };
}

function whip(random: Random): Part {
  const sign = random() < 0.5 ? -1 : 1;
  const far = between(random, 240, 330);
  const side = between(random, -90, 90);
  const quick = between(random, 0.2, 0.28);
  const away = excursions(random, [[3.2, 3.2 + 1.6 * quick, 4, 4 + 1.6 * quick]]);
  return (s) => {
    const swing =
      ease(s, 0.7, 0.7 + quick) -
      2 * ease(s, 1.5, 1.5 + 1.4 * quick) +
      ease(s, 2.4, 2.4 + quick) +
      ease(s, 5.2, 5.2 + quick) -
      ease(s, 5.6, 5.6 + quick);
    return add(
      {
        ...REST,
        x: 0.4 * sign * far * swing,
        y: side * swing,
        yaw: ((0.6 * sign * far) / 576) * swing,
      },
      away(s),
    );
  };
}

/** The movement each class is about, without the tremor that comes on top. */
function partOf(name: SequenceClass, random: Random): Part {
  switch (name) {
    case 'pan':
      return pan(random);
    case 'zoom': {
      const hertz = between(random, 0.18, 0.24);
      const sign = random() < 0.5 ? -1 : 1;
      return (s) => ({ zoom: 2 ** (sign * Math.sin(TURN * hertz * s)) });
    }
    case 'roll': {
      const reach = between(random, 70, 180) * DEGREE * (random() < 0.5 ? -1 : 1);
      return (s) => ({ roll: reach * Math.sin(TURN * 0.16 * s) });
    }
    case 'tilt': {
      const tiltAxis = random() * TURN;
      return (s) => ({ tilt: 60 * DEGREE * Math.sin(TURN * 0.2 * s), tiltAxis });
    }
    case 'near':
    case 'far': {
      const most = name === 'near' ? 5 : 1 / 5;
      return (s) => ({ zoom: most ** (ease(s, 0.5, 2.5) - ease(s, 3.5, 5.5)) });
    }
    case 'steep': {
      const tiltAxis = random() * TURN;
      return (s) => ({ tilt: 78 * DEGREE * Math.sin(TURN * 0.2 * s), tiltAxis });
    }
    case 'nearer': {
      const angle = random() * TURN;
      return (s) => {
        // Three times as large, a third of the plane fills the picture.
        const away =
          ease(s, 0.7, 1.5) - ease(s, 2.2, 3) + 3 * (ease(s, 3.8, 4.4) - ease(s, 4.8, 5.4));
        return {
          x: 700 * Math.cos(angle) * away,
          y: 700 * Math.sin(angle) * away,
          zoom: 3 ** (ease(s, 1, 2.5) - ease(s, 4, 5)),
        };
      };
    }
    case 'blur': {
      const angle = random() * TURN;
      const hertz = between(random, 0.7, 0.9);
      return (s) => ({
        x: 115 * Math.cos(angle) * Math.sin(TURN * hertz * s),
        y: 85 * Math.sin(angle) * Math.sin(TURN * hertz * s),
      });
    }
    case 'leave':
      return excursions(random, [
        [1, 1.9, 2.8, 3.7],
        [4.4, 5.3, 6, 6.9],
      ]);
    case '10-fps': {
      const look = drift(random, 80);
      return (s) => ({
        ...look(s),
        zoom: 1.35 ** Math.sin(TURN * 0.15 * s),
        roll: 20 * DEGREE * Math.sin(TURN * 0.12 * s),
      });
    }
    case 'small': {
      const look = drift(random, 90);
      return (s) => ({ ...look(s), zoom: 1.4 ** Math.sin(TURN * 0.2 * s) });
    }
    case 'whip':
      return whip(random);
    case 'gloss':
    case 'relief': {
      const look = drift(random, 60);
      const tiltAxis = random() * TURN;
      const zoom = name === 'relief' ? 1.25 : 1.1;
      return (s) => ({
        ...look(s),
        tilt: 25 * DEGREE * Math.sin(TURN * 0.22 * s),
        tiltAxis,
        zoom: zoom ** Math.sin(TURN * 0.17 * s),
      });
    }
    case 'hand':
      return drift(random, 35);
    case 'shake':
      return drift(random, 25);
    default: {
      const look = drift(random, 70);
      return (s) => ({
        ...look(s),
        zoom: 1.15 ** Math.sin(TURN * 0.19 * s),
        roll: 8 * DEGREE * Math.sin(TURN * 0.15 * s),
      });
    }
  }
}

function add(pose: Pose, part: Partial<Pose>): Pose {
  // Two tilts about different axes add like the vectors they are.
  const along =
    pose.tilt * Math.cos(pose.tiltAxis) + (part.tilt ?? 0) * Math.cos(part.tiltAxis ?? 0);
  const across =
    pose.tilt * Math.sin(pose.tiltAxis) + (part.tilt ?? 0) * Math.sin(part.tiltAxis ?? 0);
  return {
    x: pose.x + (part.x ?? 0),
    y: pose.y + (part.y ?? 0),
    zoom: pose.zoom * (part.zoom ?? 1),
    roll: pose.roll + (part.roll ?? 0),
    tilt: Math.hypot(along, across),
    tiltAxis: Math.atan2(across, along),
    yaw: pose.yaw + (part.yaw ?? 0),
    pitch: pose.pitch + (part.pitch ?? 0),
  };
}

/** How the surface moves in a sequence of the given class: its own movement and the hand's tremor. */
export function motionOf(name: SequenceClass, random: Random): Motion {
  const part = partOf(name, random);
  const hand =
    name === 'shake'
      ? tremor(random, 4.5, 1.5, 7)
      : name === 'rolling-exposure'
        ? tremor(random, 2.5, 1, 6)
        : tremor(random, 1);
  return (s) => add(hand(s), part(s));
}

/** Rotation of the surface and of the camera, and the place of the surface's origin, in the camera's axes. */
function rigid(
  pose: Pose,
  focal: number,
): { rotation: Matrix; translation: [number, number, number] } {
  const [ct, st] = [Math.cos(pose.tilt), Math.sin(pose.tilt)];
  const [ca, sa] = [Math.cos(pose.tiltAxis), Math.sin(pose.tiltAxis)];
  // Rodrigues' formula for a turn about (ca, sa, 0).
  const k = 1 - ct;
  const tilt: Matrix = [
    ct + ca * ca * k,
    ca * sa * k,
    sa * st,
    ca * sa * k,
    ct + sa * sa * k,
    -ca * st,
    -sa * st,
    ca * st,
    ct,
  ];
  const [cr, sr] = [Math.cos(pose.roll), Math.sin(pose.roll)];
  const [cy, sy] = [Math.cos(pose.yaw), Math.sin(pose.yaw)];
  const [cp, sp] = [Math.cos(pose.pitch), Math.sin(pose.pitch)];
  const yaw: Matrix = [cy, 0, sy, 0, 1, 0, -sy, 0, cy];
  const pitch: Matrix = [1, 0, 0, 0, cp, sp, 0, -sp, cp];
  const roll: Matrix = [cr, -sr, 0, sr, cr, 0, 0, 0, 1];
  const camera = multiply(multiply(pitch, yaw), roll);
  const [x, y, z] = [pose.x, pose.y, focal / pose.zoom];
  return {
    rotation: multiply(camera, tilt),
    translation: [
      camera[0] * x + camera[1] * y + camera[2] * z,
      camera[3] * x + camera[4] * y + camera[5] * z,
      camera[6] * x + camera[7] * y + camera[8] * z,
    ],
  };
}

/** What a pose means for a picture of the given size. */
export interface View {
  /** From the surface (its origin in the middle) to pixels. */
  readonly surface: Matrix;
  /** From a plane parallel to the surface, `depth` behind it, to pixels. */
  readonly behind: (depth: number) => Matrix;
  /** Where the camera is, in the surface's axes; it looks towards positive z. */
  readonly eye: readonly [x: number, y: number, z: number];
}

/** A pinhole camera, its principal point in the middle of the picture. */
export function viewOf(pose: Pose, width: number, height: number): View {
  const focal = FOCAL * width;
  const { rotation: r, translation: t } = rigid(pose, focal);
  const [cx, cy] = [(width - 1) / 2, (height - 1) / 2];
  const behind = (depth: number): Matrix => {
    const [x, y, z] = [t[0] + r[2] * depth, t[1] + r[5] * depth, t[2] + r[8] * depth];
    return [
      focal * r[0] + cx * r[6],
      focal * r[1] + cx * r[7],
      focal * x + cx * z,
      focal * r[3] + cy * r[6],
      focal * r[4] + cy * r[7],
      focal * y + cy * z,
      r[6],
      r[7],
      z,
    ];
  };
  return {
    surface: behind(0),
    behind,
    eye: [
      -(r[0] * t[0] + r[3] * t[1] + r[6] * t[2]),
      -(r[1] * t[0] + r[4] * t[1] + r[7] * t[2]),
      -(r[2] * t[0] + r[5] * t[1] + r[8] * t[2]),
    ],
  };
}
