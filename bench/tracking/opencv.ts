import { createRequire } from 'node:module';
import type { Contestant, Tracking } from './contestants.ts';
import { clip, IDENTITY, invert, project, type Matrix, type Point } from './geometry.ts';
import type { Estimate } from './metrics.ts';

// The settings of OpenCV's own example of Lucas-Kanade, and of its example of homographies.
const MOST_CORNERS = 120;
const QUALITY = 0.01;
const MIN_DISTANCE_PX = 7;
const WINDOW_PX = 21;
const LEVELS = 3;
const RANSAC_PX = 3;
const FEWEST_POINTS = 8;
/** New corners are looked for when fewer than this share of the first ones is left. */
const REFRESH_SHARE = 0.5;

/** The part of OpenCV.js that is used; the types that come with it leave out what the module itself is. */
interface Mat {
  readonly rows: number;
  readonly data: Uint8Array;
  readonly data32F: Float32Array;
  readonly data64F: Float64Array;
  delete(): void;
}

interface OpenCv {
  readonly Mat: new (rows?: number, columns?: number, type?: number) => Mat;
  readonly Size: new (width: number, height: number) => object;
  readonly TermCriteria: new (type: number, count: number, epsilon: number) => object;
  readonly CV_8UC1: number;
  readonly CV_32FC2: number;
  readonly RANSAC: number;
  readonly TermCriteria_EPS: number;
  readonly TermCriteria_COUNT: number;
  goodFeaturesToTrack(
    image: Mat,
    corners: Mat,
    most: number,
    quality: number,
    distance: number,
    mask: Mat,
  ): void;
  calcOpticalFlowPyrLK(
    from: Mat,
    to: Mat,
    points: Mat,
    found: Mat,
    status: Mat,
    error: Mat,
    window: object,
    levels: number,
    until: object,
  ): void;
  findHomography(from: Mat, to: Mat, method: number, threshold: number, inliers: Mat): Mat;
}

/** In a box: the module has a `then` that gives the module again, so a promise of it would never be kept. */
interface Loaded {
  readonly cv: OpenCv;
}

function load(): Promise<Loaded> {
  const module: unknown = createRequire(import.meta.url)('@techstark/opencv-js');
  return new Promise((resolve) => {
    // The package's own types say nothing of how its module is loaded.
    (module as { then(ready: (cv: OpenCv) => void): void }).then((cv) => resolve({ cv }));
  });
}

/** A corner where it was in the first frame, and where it is now. */
interface Corner {
  readonly origin: Point;
  readonly now: Point;
}

/** Frame to frame, as demos do it: corners, pyramidal Lucas-Kanade, homography from the first frame by RANSAC. */
class OpenCvTracking implements Tracking {
  readonly #cv: OpenCv;
  readonly #size: { readonly width: number; readonly height: number };
  readonly #region: readonly Point[];
  readonly #window: object;
  readonly #until: object;
  #last: Mat;
  #next: Mat;
  #corners: readonly Corner[] = [];
  readonly #firstCount: number;
  #homography: Matrix = IDENTITY;
  #isLost = false;

  constructor(
    cv: OpenCv,
    size: { readonly width: number; readonly height: number },
    gray: Uint8Array,
    region: readonly Point[],
  ) {
    this.#cv = cv;
    this.#size = size;
    this.#region = region;
    this.#window = new cv.Size(WINDOW_PX, WINDOW_PX);
    this.#until = new cv.TermCriteria(cv.TermCriteria_EPS | cv.TermCriteria_COUNT, 30, 0.01);
    this.#last = new cv.Mat(size.height, size.width, cv.CV_8UC1);
    this.#next = new cv.Mat(size.height, size.width, cv.CV_8UC1);
    this.#last.data.set(gray);
    this.#corners = this.#look(this.#last);
    this.#firstCount = this.#corners.length;
  }

  update(gray: Uint8Array): Estimate {
    // Nothing brings it back: frame to frame there is nothing to compare a later frame with.
    if (this.#isLost) return { status: 'lost', homography: null, confidence: null };
    this.#next.data.set(gray);
    // It throws when asked to follow nothing.
    const followed = this.#corners.length < FEWEST_POINTS ? [] : this.#follow();
    const inliers = followed.length < FEWEST_POINTS ? [] : this.#fit(followed);
    [this.#last, this.#next] = [this.#next, this.#last];
    this.#corners = inliers;
    if (inliers.length < FEWEST_POINTS) {
      this.#isLost = true;
      return { status: 'lost', homography: null, confidence: null };
    }
    if (inliers.length < REFRESH_SHARE * this.#firstCount) this.#corners = this.#look(this.#last);
    return {
      status: 'tracked',
      homography: this.#homography,
      confidence: inliers.length / followed.length,
    };
  }

  close(): void {
    this.#last.delete();
    this.#next.delete();
  }

  #follow(): readonly Corner[] {
    const cv = this.#cv;
    const from = this.#points(this.#corners.map(({ now }) => now));
    const [found, status, error] = [new cv.Mat(), new cv.Mat(), new cv.Mat()];
    cv.calcOpticalFlowPyrLK(
      this.#last,
      this.#next,
      from,
      found,
      status,
      error,
      this.#window,
      LEVELS,
      this.#until,
    );
    const { width, height } = this.#size;
    const followed = this.#corners.flatMap(({ origin }, index) => {
      const now = { x: found.data32F[2 * index] ?? -1, y: found.data32F[2 * index + 1] ?? -1 };
      const isInside = now.x >= 0 && now.y >= 0 && now.x < width && now.y < height;
      return status.data[index] === 1 && isInside ? [{ origin, now }] : [];
    });
    for (const mat of [from, found, status, error]) mat.delete();
    return followed;
  }

  /** Keeps the homography that most corners agree on, and returns those. */
  #fit(corners: readonly Corner[]): readonly Corner[] {
    const cv = this.#cv;
    const from = this.#points(corners.map(({ origin }) => origin));
    const to = this.#points(corners.map(({ now }) => now));
    const mask = new cv.Mat();
    const fitted = cv.findHomography(from, to, cv.RANSAC, RANSAC_PX, mask);
    const isFound = fitted.rows === 3;
    // A 3 × 3 matrix of OpenCV has nine numbers, row by row.
    if (isFound) this.#homography = Array.from(fitted.data64F) as unknown as Matrix;
    const inliers = isFound ? corners.filter((_, index) => mask.data[index] === 1) : [];
    for (const mat of [from, to, mask, fitted]) mat.delete();
    return inliers;
  }

  /** Corners inside the region, wherever it is now. */
  #look(image: Mat): readonly Corner[] {
    const cv = this.#cv;
    const { width, height } = this.#size;
    const outline = this.#region.flatMap((corner) => project(this.#homography, corner) ?? []);
    const mask = new cv.Mat(height, width, cv.CV_8UC1);
    fillConvex(mask.data, width, height, clip(outline, width, height));
    const corners = new cv.Mat();
    cv.goodFeaturesToTrack(image, corners, MOST_CORNERS, QUALITY, MIN_DISTANCE_PX, mask);
    const back = invert(this.#homography);
    const found = Array.from({ length: corners.rows }, (_, index) => ({
      x: corners.data32F[2 * index] ?? 0,
      y: corners.data32F[2 * index + 1] ?? 0,
    })).flatMap((now) => {
      const origin = project(back, now);
      return origin === null ? [] : [{ origin, now }];
    });
    mask.delete();
    corners.delete();
    return found;
  }

  #points(points: readonly Point[]): Mat {
    const mat = new this.#cv.Mat(points.length, 1, this.#cv.CV_32FC2);
    points.forEach(({ x, y }, index) => {
      mat.data32F[2 * index] = x;
      mat.data32F[2 * index + 1] = y;
    });
    return mat;
  }
}

function fillConvex(
  data: Uint8Array,
  width: number,
  height: number,
  polygon: readonly Point[],
): void {
  data.fill(0);
  for (let y = 0; y < height; y++) {
    let [left, right] = [Infinity, -Infinity];
    polygon.forEach((a, index) => {
      const b = polygon[(index + 1) % polygon.length] ?? a;
      if (a.y > y === b.y > y) return;
      const x = a.x + ((y - a.y) / (b.y - a.y)) * (b.x - a.x);
      left = Math.min(left, x);
      right = Math.max(right, x);
    });
    const [from, to] = [Math.max(0, Math.ceil(left)), Math.min(width - 1, Math.floor(right))];
    if (from <= to) data.fill(255, y * width + from, y * width + to + 1);
  }
}

let loading: Promise<Loaded> | undefined;

export const openCv: Contestant = {
  name: 'opencv',
  what: 'OpenCV.js, corners followed from frame to frame',
  begin: async (size, gray, region) => {
    loading ??= load();
    const { cv } = await loading;
    return new OpenCvTracking(cv, size, gray, region);
  },
};
