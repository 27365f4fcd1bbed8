// What a pose is expected to be before any patch is looked at: it holds the pose where no patch does.
import { mappedW, mappedX, mappedY, mapPoint } from './homography';
import { P_XX, P_YY, setPair } from './pairs';

const MOST_EXPECTATIONS: i32 = 4;
/** Places where the prediction is sure of itself to some degree: keyframe x, y, frame x, y, variance (px²); f64 each. */
const expectations: usize = memory.data(MOST_EXPECTATIONS * 40);
let expectationCount: i32 = 0;

export function forgetExpectations(): void {
  expectationCount = 0;
}

export function expect(kx: f64, ky: f64, x: f64, y: f64, variance: f64): void {
  if (expectationCount >= MOST_EXPECTATIONS) return;
  const at = expectations + <usize>expectationCount * 40;
  store<f64>(at, kx);
  store<f64>(at, ky, 8);
  store<f64>(at, x, 16);
  store<f64>(at, y, 24);
  store<f64>(at, variance, 32);
  expectationCount++;
}

/** Adds a pair for each expectation behind the patches' pairs; answers how many. */
export function addExpectations(pose: usize, count: i32): i32 {
  for (let i = 0; i < expectationCount; i++) {
    const at = expectations + <usize>i * 40;
    mapPoint(pose, load<f64>(at), load<f64>(at, 8));
    if (!(mappedW > 0)) return 0;
    const pair = setPair(count + i, mappedX, mappedY, load<f64>(at, 16), load<f64>(at, 24));
    const information = 1 / load<f64>(at, 32);
    store<f64>(pair, information, P_XX);
    store<f64>(pair, information, P_YY);
  }
  return expectationCount;
}
