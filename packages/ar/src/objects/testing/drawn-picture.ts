import type { ColorPicture } from '../grow-region.ts';
import type { Mask } from '../mask.ts';

type Color = readonly [red: number, green: number, blue: number];

/** A picture that is painted pixel by pixel, so that it is known what lies where. */
export class DrawnPicture implements ColorPicture {
  readonly width: number;
  readonly height: number;
  readonly rgba: Uint8ClampedArray;

  constructor(width: number, height: number, color: Color) {
    this.width = width;
    this.height = height;
    this.rgba = new Uint8ClampedArray(width * height * 4).fill(255);
    this.fill(() => true, color);
  }

  /** Paints where a place (in px) lies within, and answers what was painted. */
  fill(isWithin: (x: number, y: number) => boolean, color: Color): Mask {
    const { width, height } = this;
    const pixels = new Uint8Array(width * height);
    for (let y = 0; y < height; y++)
      for (let x = 0; x < width; x++) {
        if (!isWithin(x + 0.5, y + 0.5)) continue;
        pixels[y * width + x] = 1;
        this.rgba.set(color, 4 * (y * width + x));
      }
    return { width, height, pixels };
  }

  /** Light from one side, and the noise of a camera: the same each time. */
  spoil(noise: number, shade: number): void {
    let state = 1;
    const next = (): number => {
      state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
      return state / 4_294_967_296 - 0.5;
    };
    for (let i = 0; i < this.rgba.length; i++) {
      if (i % 4 === 3) continue;
      const x = ((i >> 2) % this.width) / this.width;
      this.rgba[i] = (this.rgba[i] ?? 0) + noise * next() + shade * (x - 0.5);
    }
  }
}

/** How far two masks agree, which may differ in size: what both have of what either has. */
export function agreement(one: Mask, two: Mask): number {
  let [both, either] = [0, 0];
  for (let y = 0; y < one.height; y++)
    for (let x = 0; x < one.width; x++) {
      const a = one.pixels[y * one.width + x] !== 0;
      const at =
        Math.floor(((y + 0.5) * two.height) / one.height) * two.width +
        Math.floor(((x + 0.5) * two.width) / one.width);
      const b = two.pixels[at] !== 0;
      if (a && b) both++;
      if (a || b) either++;
    }
  return either === 0 ? 1 : both / either;
}
