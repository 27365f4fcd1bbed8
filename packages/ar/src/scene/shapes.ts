import { LatheGeometry, PlaneGeometry, Vector2, type BufferGeometry } from 'three';
import { HEAD_FACTOR } from './proportions.ts';

const AROUND = 28;
const HEAD_LENGTH = 8.2;

/** What stands: turned shapes along their third axis, from 0 to 1 of it. */
export interface Turned {
  /** With sharp edges, to be lit. */
  readonly body: BufferGeometry;
  /** The same with gaps, for what is not sure of its place. */
  readonly broken: BufferGeometry;
  /** With soft edges and without gaps, to be drawn a little larger behind it. */
  readonly hull: BufferGeometry;
}

type Spot = readonly [radius: number, along: number];

function turned(spots: readonly Spot[]): BufferGeometry {
  const profile = spots.map(([radius, along]) => new Vector2(radius, along));
  return new LatheGeometry(profile, AROUND).rotateX(Math.PI / 2);
}

/** Every edge between two spots is sharp where each spot is there twice. */
function sharp(spots: readonly Spot[]): BufferGeometry {
  return turned(spots.flatMap((spot) => [spot, spot]));
}

/** Dashes of a line from one height to another, of the same radius. */
function dashes(radius: number, from: number, to: number, count: number): readonly Spot[] {
  const step = (to - from) / (2 * count - 1);
  return Array.from({ length: count }, (_, i) => [
    [0, from + 2 * i * step] as const,
    [radius, from + 2 * i * step] as const,
    [radius, from + (2 * i + 1) * step] as const,
    [0, from + (2 * i + 1) * step] as const,
  ]).flat();
}

/** Where an arrow's head ends, for a length of 1. */
export function neckOf(radius: number): number {
  return Math.min(0.55, radius * HEAD_LENGTH);
}

/** An arrow from its tip to its end; `radius` of its shaft, for a length of 1. */
export function arrowShape(radius: number): Turned {
  const [wide, neck] = [radius * HEAD_FACTOR, neckOf(radius)];
  const head: readonly Spot[] = [
    [0, 0],
    [wide, neck],
  ];
  const shaft: readonly Spot[] = [
    [radius, neck],
    [radius, 1],
    [0, 1],
  ];
  const gap = (1 - neck) / 6;
  return {
    body: sharp([...head, ...shaft]),
    broken: sharp([...head, [0, neck], ...dashes(radius, neck + gap, 1, 3)]),
    hull: turned([...head, ...shaft]),
  };
}

/** A sign's post. */
export function postShape(): Turned {
  const RADIUS = 0.1;
  const whole: readonly Spot[] = [
    [0, 0],
    [RADIUS, 0],
    [RADIUS, 1],
    [0, 1],
  ];
  return {
    body: sharp(whole),
    broken: sharp(dashes(RADIUS, 0, 1, 4)),
    hull: turned(whole),
  };
}

/** What a post stands on. */
export function baseShape(): Turned {
  const whole: readonly Spot[] = [
    [0, 0],
    [0.46, 0],
    [0.46, 0.07],
    [0.28, 0.17],
    [0, 0.19],
  ];
  const body = sharp(whole);
  return { body, broken: body, hull: turned(whole) };
}

/** A rectangle of 1 by 1 that faces along its third axis. */
export function plateShape(): BufferGeometry {
  return new PlaneGeometry(1, 1);
}

/** The part of the ground that an arrow's shadow may fall on: 0 to 1 along it, and some room around. */
export function shadowOfArrow(): BufferGeometry {
  return new PlaneGeometry(1.5, 5).translate(0.5, 0, 0);
}

/** The part of the ground that a post's shadow may fall on. */
export function shadowOfPost(): BufferGeometry {
  return new PlaneGeometry(3, 3);
}
