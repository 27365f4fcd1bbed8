// Corners worth following: Shi and Tomasi, "Good features to track" (1994), the smaller eigenvalue of the gradients'
// structure in a small window, picked best first with a distance between them that is relaxed until there are enough.
import { reserve } from './memory';
import { isNoisy } from './noise';
import { levelHeight, levelOffset, levelStride, levelWidth } from './pyramid';

/** Most candidates looked at. */
const MAX_CANDIDATES: i32 = 6000;
/** Bytes of a candidate: x, y, score, reach, corner score; all f32, px of level 0. */
const CANDIDATE_BYTES: usize = 20;
/** Most vertices of a region's hull. */
export const MAX_HULL: i32 = 64;
/** Weakest corner, as the smaller eigenvalue of the mean squared gradient, (grey levels per px)². */
const LEAST_SCORE: f32 = 0.7;
/** The same where there are few. */
const FAINTEST_SCORE: f32 = 0.15;
const FEW: i32 = 100;
/** Fewer corners than this make a picture faint. */
const FEW_CORNERS: i32 = 85;
/** What is left of the corners' scores in the coarser level from which faint ones are taken. */
const FAINTER: f32 = 0.04;
/** Edges are worth this much of a corner: where there are no corners they still hold across their direction. */
const EDGE_SHARE: f32 = 0.03;
/** Corners much weaker than the best are noise where the best is strong. */
const LEAST_SHARE: f32 = 0.004;
/** No centre of a patch is nearer to the picture's edge than this, px. */
const EDGE: f32 = 10;

let products: usize = 0;
let scores: usize = 0;
let corners: usize = 0;
const candidates: usize = memory.data(MAX_CANDIDATES * <i32>CANDIDATE_BYTES);
const order: usize = memory.data(MAX_CANDIDATES * 4);
let candidateCount: i32 = 0;
let bestScore: f32 = 0;
/** True where the last corners were taken from a coarser level, because finer ones hold too little. */
export let faintCorners: bool = false;

/** The hull's vertices, f64 x, y; anticlockwise or clockwise does not matter. */
export const hull: usize = memory.data(MAX_HULL * 16);
/** Object mask at the frame's own size, or 0. */
export let objectMask: usize = 0;

export function prepareCorners(width: i32, height: i32): bool {
  const area = <usize>((width + 32) * (height + 32));
  products = reserve(area * 12);
  corners = reserve(area * 4);
  scores = reserve(area * 4);
  return hull !== 0;
}

/** How far out of the hull a point lies: 1 on its edge, below 1 inside, 2 where the hull, grown twofold about its middle, ends. */
export function hullReach(at: usize, vertices: i32, cx: f64, cy: f64, x: f64, y: f64): f64 {
  let most: f64 = 0;
  for (let i = 0; i < vertices; i++) {
    const a = at + ((<usize>i) << 4);
    const b = at + ((<usize>(i + 1 === vertices ? 0 : i + 1)) << 4);
    const nx = load<f64>(b, 8) - load<f64>(a, 8);
    const ny = load<f64>(a) - load<f64>(b);
    const edge = nx * (load<f64>(a) - cx) + ny * (load<f64>(a, 8) - cy);
    if (edge === 0) continue;
    most = max(most, (nx * (x - cx) + ny * (y - cy)) / edge);
  }
  return most;
}

/**
 * Finds up to `most` corners inside the hull; where that gives fewer than `enough`, widens it up to `widest`-fold. Writes
 * x, y (f32, px) and reach (f32) per corner, 16 bytes each, and answers how many there are. With a mask (one byte per
 * pixel, 0 means not the object) only what it covers counts and nothing is widened.
 */
export function findCorners(
  pyramid: usize,
  vertices: i32,
  mask: usize,
  most: i32,
  enough: i32,
  widest: f64,
  out: usize,
): i32 {
  let x0: f64 = 1e9;
  let y0: f64 = 1e9;
  let x1: f64 = -1e9;
  let y1: f64 = -1e9;
  let cx: f64 = 0;
  let cy: f64 = 0;
  for (let i = 0; i < vertices; i++) {
    const x = load<f64>(hull + ((<usize>i) << 4));
    const y = load<f64>(hull + ((<usize>i) << 4), 8);
    x0 = min(x0, x);
    x1 = max(x1, x);
    y0 = min(y0, y);
    y1 = max(y1, y);
    cx += x;
    cy += y;
  }
  cx /= <f64>vertices;
  cy /= <f64>vertices;
  const side = sqrt((x1 - x0) * (y1 - y0));
  // Half the size is less noisy and faster; small regions need every pixel.
  let level = side > 90 && min(levelWidth(0), levelHeight(0)) >= 240 ? 1 : 0;
  faintCorners = level > 0 && side > 120 && isNoisy(pyramid);
  if (faintCorners) level++;
  let count = choose(
    pyramid,
    level,
    vertices,
    mask,
    x0,
    y0,
    x1,
    y1,
    cx,
    cy,
    most,
    enough,
    widest,
    out,
  );
  if (level === 1 && side > 120 && count < FEW_CORNERS) {
    faintCorners = true;
    count = choose(pyramid, 2, vertices, mask, x0, y0, x1, y1, cx, cy, most, enough, widest, out);
  }
  return count;
}

/** Gathers candidates in a level and picks corners from them. */
function choose(
  pyramid: usize,
  level: i32,
  vertices: i32,
  mask: usize,
  x0: f64,
  y0: f64,
  x1: f64,
  y1: f64,
  cx: f64,
  cy: f64,
  most: i32,
  enough: i32,
  widest: f64,
  out: usize,
): i32 {
  candidateCount = 0;
  bestScore = 0;
  gather(pyramid, level, vertices, mask, x0, y0, x1, y1, cx, cy, widest);
  sortCandidates();
  const faint: f32 = faintCorners ? FAINTER : 1;
  const seen = clipArea(x0, y0, x1, y1);
  // From far apart to near: the first so many of the corners are always spread over the region.
  const apart = sqrt(seen / 16);
  const nearest = min(max(0.55 * sqrt(seen / <f64>most), 5), 14);
  const clear = max(LEAST_SCORE * faint, bestScore * LEAST_SHARE);
  let count = pick(out, 0, most, apart, nearest, 0, 1, clear);
  if (mask === 0) {
    const wanted = min(count + enough, 120);
    for (let reach: f64 = 1.25; reach <= widest && count < wanted; reach *= 1.25)
      count = pick(out, count, wanted, apart, 8, 1, reach, clear);
  }
  if (count < FEW) count = pick(out, count, FEW, apart, nearest, 0, 1, 0);
  return count;
}

function clipArea(x0: f64, y0: f64, x1: f64, y1: f64): f64 {
  const w = min(x1, <f64>levelWidth(0)) - max(x0, 0);
  const h = min(y1, <f64>levelHeight(0)) - max(y0, 0);
  return max(w, 1) * max(h, 1);
}

/** Takes candidates with a reach in (from, to] and a corner score of `least`, best first, no two nearer than `apart`; relaxes `apart` to fill up. */
function pick(
  out: usize,
  count: i32,
  most: i32,
  apart: f64,
  nearest: f64,
  from: f64,
  to: f64,
  least: f32,
): i32 {
  let distance = apart;
  for (let round = 0; round < 12 && count < most; round++) {
    const limit = <f32>(distance * distance);
    for (let i = 0; i < candidateCount && count < most; i++) {
      const at = candidates + <usize>load<u32>(order + ((<usize>i) << 2)) * CANDIDATE_BYTES;
      if (load<f32>(at, 16) < least) continue;
      const reach = <f64>load<f32>(at, 12);
      if (reach > to || (reach <= from && from > 0)) continue;
      const x = load<f32>(at);
      const y = load<f32>(at, 4);
      let free = true;
      for (let k = 0; k < count && free; k++) {
        const dx = load<f32>(out + ((<usize>k) << 4)) - x;
        const dy = load<f32>(out + ((<usize>k) << 4), 4) - y;
        free = dx * dx + dy * dy >= limit;
      }
      if (!free) continue;
      store<f32>(out + ((<usize>count) << 4), x);
      store<f32>(out + ((<usize>count) << 4), y, 4);
      store<f32>(out + ((<usize>count) << 4), <f32>reach, 8);
      count++;
    }
    if (distance <= nearest) break;
    distance = max(nearest, distance * 0.7);
  }
  return count;
}

function gather(
  pyramid: usize,
  level: i32,
  vertices: i32,
  mask: usize,
  x0: f64,
  y0: f64,
  x1: f64,
  y1: f64,
  cx: f64,
  cy: f64,
  widest: f64,
): void {
  const factor = <f64>(1 << level);
  const first = pyramid + levelOffset(level);
  const stride = <usize>levelStride(level);
  const w = levelWidth(level);
  const h = levelHeight(level);
  const grow = mask === 0 ? widest : 1;
  const left = max(<i32>floor((cx + (x0 - cx) * grow) / factor) - 4, 0);
  const right = min(<i32>ceil((cx + (x1 - cx) * grow) / factor) + 5, w);
  const upper = max(<i32>floor((cy + (y0 - cy) * grow) / factor) - 4, 0);
  const lower = min(<i32>ceil((cy + (y1 - cy) * grow) / factor) + 5, h);
  const columns = right - left;
  const rows = lower - upper;
  if (columns < 8 || rows < 8) return;
  // Products of the gradients, three numbers a pixel.
  const norm = <f32>(1 / (4 * factor * factor));
  for (let y = 0; y < rows; y++)
    for (let x = 0; x < columns; x++) {
      const at = first + <usize>(upper + y) * stride + <usize>(left + x);
      const gx = <f32>(<i32>load<u8>(at + 1) - <i32>load<u8>(at - 1));
      const gy = <f32>(<i32>load<u8>(at + stride) - <i32>load<u8>(at - stride));
      const to = products + <usize>(y * columns + x) * 12;
      store<f32>(to, gx * gx * norm);
      store<f32>(to, gx * gy * norm, 4);
      store<f32>(to, gy * gy * norm, 8);
    }
  // Box sums over 7 × 7 px, first along rows, in place, then down columns.
  const radius = 3;
  let best: f32 = 0;
  for (let y = 0; y < rows; y++)
    for (let x = 0; x < columns; x++) {
      const to = scores + ((<usize>(y * columns + x)) << 2);
      if (y < radius || x < radius || y >= rows - radius || x >= columns - radius) {
        store<f32>(to, 0);
        continue;
      }
      let xx: f32 = 0;
      let xy: f32 = 0;
      let yy: f32 = 0;
      for (let j = -radius; j <= radius; j++) {
        let from = products + <usize>((y + j) * columns + x - radius) * 12;
        for (let i = 0; i < 7; i++) {
          xx += load<f32>(from);
          xy += load<f32>(from, 4);
          yy += load<f32>(from, 8);
          from += 12;
        }
      }
      const half = (xx - yy) * 0.5;
      const middle = (xx + yy) * 0.5;
      const apart = sqrt<f32>(half * half + xy * xy);
      const score = (middle - apart + EDGE_SHARE * (middle + apart)) * (1 / <f32>49);
      store<f32>(to, score);
      store<f32>(corners + ((<usize>(y * columns + x)) << 2), (middle - apart) * (1 / <f32>49));
      best = max(best, score);
    }
  bestScore = best;
  const lastX = <f32>levelWidth(0) - EDGE;
  const lastY = <f32>levelHeight(0) - EDGE;
  for (let y = 1; y < rows - 1; y++)
    for (let x = 1; x < columns - 1; x++) {
      const at = scores + ((<usize>(y * columns + x)) << 2);
      const score = load<f32>(at);
      if (score < FAINTEST_SCORE * (faintCorners ? FAINTER : 1) || candidateCount >= MAX_CANDIDATES)
        continue;
      const row = (<usize>columns) << 2;
      if (
        score < load<f32>(at - 4) ||
        score <= load<f32>(at + 4) ||
        score < load<f32>(at - row) ||
        score <= load<f32>(at + row)
      )
        continue;
      const px = (<f32>(left + x) + 0.5) * <f32>factor - 0.5;
      const py = (<f32>(upper + y) + 0.5) * <f32>factor - 0.5;
      if (px < EDGE || py < EDGE || px > lastX || py > lastY) continue;
      let reach = hullReach(hull, vertices, cx, cy, <f64>px, <f64>py);
      if (mask !== 0) {
        if (load<u8>(mask + <usize>(<i32>py * levelWidth(0) + <i32>px)) === 0) continue;
        reach = min(reach, 1);
      }
      if (reach > widest) continue;
      const to = candidates + <usize>candidateCount * CANDIDATE_BYTES;
      store<f32>(to, px);
      store<f32>(to, py, 4);
      store<f32>(to, score, 8);
      store<f32>(to, <f32>reach, 12);
      store<f32>(to, load<f32>(corners + ((<usize>(y * columns + x)) << 2)), 16);
      store<u32>(order + ((<usize>candidateCount) << 2), <u32>candidateCount);
      candidateCount++;
    }
}

/** Shell sort of the order, best score first. */
function sortCandidates(): void {
  let gap = 1;
  while (gap < candidateCount / 3) gap = gap * 3 + 1;
  for (; gap > 0; gap = (gap - 1) / 3)
    for (let i = gap; i < candidateCount; i++) {
      const moved = load<u32>(order + ((<usize>i) << 2));
      const score = load<f32>(candidates + <usize>moved * CANDIDATE_BYTES, 8);
      let k = i - gap;
      while (k >= 0) {
        const other = load<u32>(order + ((<usize>k) << 2));
        if (load<f32>(candidates + <usize>other * CANDIDATE_BYTES, 8) >= score) break;
        store<u32>(order + ((<usize>(k + gap)) << 2), other);
        k -= gap;
      }
      store<u32>(order + ((<usize>(k + gap)) << 2), moved);
    }
}
