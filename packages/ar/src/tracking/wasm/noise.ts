// How noisy a frame is: the mean of what a mask leaves that takes out constants, slopes and edges along the axes
// (Immerkær, "Fast noise variance estimation", 1996), over small blocks; of these the quieter ones count, because
// texture leaves something too.
import { total } from './lanes';
import { levelCount, levelHeight, levelOffset, levelStride, levelWidth, noiseAt } from './pyramid';

/** Blocks of 16 × 16 px that are looked at. */
const ACROSS: i32 = 12;
const DOWN: i32 = 8;
const BLOCKS: i32 = ACROSS * DOWN;
/** So many of the blocks are no noisier than the frame. */
const QUIET: i32 = BLOCKS / 4;
/** From the mask's mean over a block to the standard deviation: √(π/2) / 6; the quietest quarter reads 5 % too low. */
const PER_MEAN: f64 = 1.05 * 0.20888;
/** What the filter 1 3 3 1 leaves of the variance of noise that is independent from px to px. */
const HALVED: f64 = 0.0977;
/** The same where neighbours have noise in common already. */
const HALVED_AGAIN: f64 = 0.22;
/** Rounding to whole grey levels. */
const ROUNDED: f64 = 1 / 12;

/** From this variance on, grey levels², a frame is noisy: what is usual in good light is half of it. */
const NOISY: f64 = 14;

const means: usize = memory.data(BLOCKS * 4);

/** Sum of the mask's absolute values over a block of 16 × 16 px. */
function residue(at: usize, stride: usize): i32 {
  const ones = i16x8.splat(1);
  let sum = i32x4.splat(0);
  for (let row = 0; row < 16; row++) {
    for (let half: usize = 0; half < 16; half += 8) {
      const p = at + half;
      const left = bend(p - 1, stride);
      const right = bend(p + 1, stride);
      const both = i16x8.add(left, right);
      const middle = bend(p, stride);
      const value = i16x8.abs(i16x8.sub(both, i16x8.shl(middle, 1)));
      sum = i32x4.add(sum, i32x4.dot_i16x8_s(value, ones));
    }
    at += stride;
  }
  return <i32>total(sum);
}

/** 1 −2 1 down eight columns. */
function bend(at: usize, stride: usize): v128 {
  return i16x8.sub(
    i16x8.add(v128.load8x8_u(at - stride), v128.load8x8_u(at + stride)),
    i16x8.shl(v128.load8x8_u(at), 1),
  );
}

/** True where noise is so strong that it decides what can be seen. */
export function isNoisy(pyramid: usize): bool {
  return load<f64>(noiseAt(pyramid, 0)) > NOISY;
}

/** Measures the noise of a pyramid's first level, and leaves what each level has of it, as a variance. */
export function measureNoise(pyramid: usize): void {
  const stride = <usize>levelStride(0);
  const spanX = levelWidth(0) - 18;
  const spanY = levelHeight(0) - 18;
  let most = 1;
  for (let i = 0; i < BLOCKS; i++) {
    const x = 1 + (spanX * (i % ACROSS)) / (ACROSS - 1);
    const y = 1 + (spanY * (i / ACROSS)) / (DOWN - 1);
    const sum = residue(pyramid + levelOffset(0) + <usize>y * stride + <usize>x, stride);
    store<i32>(means + ((<usize>i) << 2), sum);
    most = max(most, sum);
  }
  // The sum that a quarter of the blocks stays within: found by halving the range, which needs no sorting.
  let low = 0;
  while (most - low > 1) {
    const middle = (low + most) >> 1;
    let within = 0;
    for (let i: usize = 0; i < <usize>BLOCKS; i++)
      if (load<i32>(means + (i << 2)) <= middle) within++;
    if (within >= QUIET) most = middle;
    else low = middle;
  }
  const deviation = (PER_MEAN * <f64>most) / 256;
  let variance = deviation * deviation;
  for (let level = 0; level < levelCount; level++) {
    store<f64>(noiseAt(pyramid, level), variance);
    variance = variance * (level === 0 ? HALVED : HALVED_AGAIN) + ROUNDED;
  }
}
