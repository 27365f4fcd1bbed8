import type { Picture } from './picture.ts';
import { between, seededRandom, seedOf, type Random } from './random.ts';

const WIDTH = 1400;
const HEIGHT = 1050;

/** A gray canvas with the few things that the pictures need; edges are smooth. */
class Board {
  readonly values = new Float32Array(WIDTH * HEIGHT);

  fill(value: (x: number, y: number) => number): void {
    for (let y = 0; y < HEIGHT; y++)
      for (let x = 0; x < WIDTH; x++) this.values[y * WIDTH + x] = value(x, y);
  }

  /** Paints where the distance to a shape is negative, within a box around it. */
  shape(
    box: readonly [left: number, top: number, right: number, bottom: number],
    distance: (x: number, y: number) => number,
    value: number | ((x: number, y: number) => number),
  ): void {
    const [left, top, right, bottom] = box;
    for (let y = Math.max(0, Math.floor(top) - 1); y < Math.min(HEIGHT, bottom + 2); y++)
      for (let x = Math.max(0, Math.floor(left) - 1); x < Math.min(WIDTH, right + 2); x++) {
        const cover = Math.min(1, Math.max(0, 0.5 - distance(x, y)));
        if (cover === 0) continue;
        const at = y * WIDTH + x;
        const paint = typeof value === 'number' ? value : value(x, y);
        this.values[at] = (this.values[at] ?? 0) * (1 - cover) + paint * cover;
      }
  }

  rect(x: number, y: number, w: number, h: number, value: number, radius = 0): void {
    const [cx, cy] = [x + w / 2, y + h / 2];
    this.shape(
      [x, y, x + w, y + h],
      (px, py) => {
        const dx = Math.abs(px - cx) - w / 2 + radius;
        const dy = Math.abs(py - cy) - h / 2 + radius;
        return (
          Math.hypot(Math.max(dx, 0), Math.max(dy, 0)) + Math.min(0, Math.max(dx, dy)) - radius
        );
      },
      value,
    );
  }

  disc(x: number, y: number, r: number, value: number | ((x: number, y: number) => number)): void {
    this.shape([x - r, y - r, x + r, y + r], (px, py) => Math.hypot(px - x, py - y) - r, value);
  }

  line(x1: number, y1: number, x2: number, y2: number, thickness: number, value: number): void {
    const r = thickness / 2;
    const [dx, dy] = [x2 - x1, y2 - y1];
    const length = dx * dx + dy * dy || 1;
    this.shape(
      [Math.min(x1, x2) - r, Math.min(y1, y2) - r, Math.max(x1, x2) + r, Math.max(y1, y2) + r],
      (px, py) => {
        const t = Math.min(1, Math.max(0, ((px - x1) * dx + (py - y1) * dy) / length));
        return Math.hypot(px - x1 - t * dx, py - y1 - t * dy) - r;
      },
      value,
    );
  }

  /** Marks that look like letters from afar: a few strokes on a grid of three by five. */
  word(random: Random, x: number, y: number, letters: number, size: number, value: number): number {
    let at = x;
    for (let letter = 0; letter < letters; letter++) {
      const strokes = 2 + Math.floor(random() * 3);
      const width = size * between(random, 0.45, 0.65);
      for (let stroke = 0; stroke < strokes; stroke++) {
        const place = (): [number, number] => [
          at + (Math.floor(random() * 3) / 2) * width,
          y + (Math.floor(random() * 5) / 4) * size,
        ];
        this.line(...place(), ...place(), Math.max(1.5, size / 7), value);
      }
      at += width + size * 0.25;
    }
    return at + size * 0.4;
  }

  grain(random: Random, strength: number): void {
    for (let at = 0; at < this.values.length; at++)
      this.values[at] = (this.values[at] ?? 0) + (random() + random() - 1) * strength;
  }

  picture(name: string): Picture {
    return {
      name,
      width: WIDTH,
      height: HEIGHT,
      gray: new Uint8Array(Uint8ClampedArray.from(this.values).buffer),
    };
  }
}

/** Smooth noise over the plane with features of about the given size. */
function softNoise(random: Random, size: number): (x: number, y: number) => number {
  const cells = 64;
  const lattice = Float32Array.from({ length: cells * cells }, () => random() * 2 - 1);
  const at = (i: number, j: number): number => lattice[(j & 63) * cells + (i & 63)] ?? 0;
  return (x, y) => {
    const [u, v] = [x / size, y / size];
    const [i, j] = [Math.floor(u), Math.floor(v)];
    const [s, t] = [u - i, v - j].map((f) => f * f * (3 - 2 * f)) as [number, number];
    return (
      (at(i, j) * (1 - s) + at(i + 1, j) * s) * (1 - t) +
      (at(i, j + 1) * (1 - s) + at(i + 1, j + 1) * s) * t
    );
  };
}

function screw(board: Board, random: Random, x: number, y: number, r: number): void {
  board.disc(x, y, r, 60);
  board.disc(x, y, r - 2, (px, py) => 170 - (px - x + py - y) * (60 / r));
  const angle = random() * Math.PI;
  for (const turn of [angle, angle + Math.PI / 2]) {
    const [c, s] = [Math.cos(turn) * r * 0.6, Math.sin(turn) * r * 0.6];
    board.line(x - c, y - s, x + c, y + s, r / 4, 50);
  }
}

/** The front of a device: plates, labels, screws, lamps, knobs. */
function panel(random: Random): Board {
  const board = new Board();
  const cloud = softNoise(random, 240);
  board.fill((x, y) => 150 + 14 * cloud(x, y));
  for (let row = 0; row < 4; row++)
    for (let column = 0; column < 5; column++) {
      const [x, y] = [column * 280 + 12, row * 262 + 12];
      board.rect(x, y, 256, 238, between(random, 90, 200), 14);
      const dark = random() < 0.5;
      board.rect(x + 22, y + 20, between(random, 110, 200), 44, dark ? 30 : 235, 4);
      board.word(random, x + 32, y + 31, 3 + Math.floor(random() * 4), 22, dark ? 230 : 20);
      for (const [sx, sy] of [
        [14, 14],
        [242, 14],
        [14, 224],
        [242, 224],
      ] as const)
        screw(board, random, x + sx, y + sy, 9);
      const kind = Math.floor(random() * 3);
      if (kind === 0) {
        board.disc(x + 90, y + 150, 52, 40);
        board.disc(x + 90, y + 150, 44, (px) => 110 + (px - x - 90));
        const angle = random() * 6;
        board.line(
          x + 90,
          y + 150,
          x + 90 + 40 * Math.cos(angle),
          y + 150 + 40 * Math.sin(angle),
          7,
          245,
        );
      } else if (kind === 1) {
        for (let port = 0; port < 4; port++) {
          board.rect(x + 24 + port * 54, y + 110, 44, 40, 25, 3);
          board.rect(x + 32 + port * 54, y + 122, 28, 20, between(random, 80, 180), 2);
        }
      } else {
        for (let lamp = 0; lamp < 6; lamp++)
          board.disc(x + 30 + lamp * 36, y + 130, 11, random() < 0.4 ? 250 : 60);
      }
      for (let line = 0; line < 3; line++)
        board.word(random, x + 150, y + 160 + line * 24, 4, 14, dark ? 20 : 40);
    }
  board.grain(random, 10);
  return board;
}

/** A circuit board: traces, pads, parts with their numbers. */
function circuit(random: Random): Board {
  const board = new Board();
  const cloud = softNoise(random, 90);
  board.fill((x, y) => 70 + 8 * cloud(x, y));
  for (let trace = 0; trace < 260; trace++) {
    let [x, y] = [Math.round(random() * 140) * 10, Math.round(random() * 105) * 10];
    for (let leg = 0; leg < 5; leg++) {
      const turn = (Math.floor(random() * 8) * Math.PI) / 4;
      const length = between(random, 20, 130);
      const [nx, ny] = [x + Math.cos(turn) * length, y + Math.sin(turn) * length];
      board.line(x, y, nx, ny, 4, 105);
      [x, y] = [nx, ny];
    }
    board.disc(x, y, 8, 190);
    board.disc(x, y, 3, 20);
  }
  for (let part = 0; part < 46; part++) {
    const [x, y] = [random() * WIDTH, random() * HEIGHT];
    const [w, h] = [between(random, 40, 150), between(random, 30, 110)];
    for (let pin = 8; pin < w - 8; pin += 14) board.rect(x + pin, y - 10, 7, h + 20, 205, 1);
    board.rect(x, y, w, h, between(random, 15, 45), 4);
    board.word(random, x + 8, y + h / 2 - 8, Math.max(2, Math.floor(w / 20)), 15, 190);
  }
  for (let part = 0; part < 160; part++) {
    const [x, y] = [random() * WIDTH, random() * HEIGHT];
    const flat = random() < 0.5;
    board.rect(x, y, flat ? 30 : 14, flat ? 14 : 30, 215, 2);
    board.rect(
      x + (flat ? 7 : 0),
      y + (flat ? 0 : 7),
      flat ? 16 : 14,
      flat ? 14 : 16,
      between(random, 20, 120),
      0,
    );
  }
  board.grain(random, 8);
  return board;
}

/** A wooden table: planks, grain and knots. */
function wood(random: Random): Board {
  const board = new Board();
  const knots = Array.from(
    { length: 26 },
    () => [random() * WIDTH, random() * HEIGHT, between(random, 8, 26)] as const,
  );
  const waves = softNoise(random, 190);
  const fine = softNoise(random, 7);
  const tones = Array.from({ length: 8 }, () => between(random, 105, 165));
  const shifts = Array.from({ length: 8 }, () => random() * 4_000);
  board.fill((x, y) => {
    const plank = Math.floor((y / HEIGHT) * 7);
    const sx = x + (shifts[plank] ?? 0);
    let rings = y / 9 + 2.6 * waves(sx / 2.5, y);
    let dark = 0;
    for (const [kx, ky, r] of knots) {
      const d = Math.hypot((x - kx) / 1.7, y - ky);
      if (d > 6 * r) continue;
      rings += 3 * Math.exp(-((d / (2 * r)) ** 2));
      dark += 55 * Math.exp(-((d / r) ** 2));
    }
    const seam = (y * 7) % HEIGHT < 20 ? 70 : 0;
    return (tones[plank] ?? 130) + 22 * Math.sin(rings * 2.2) + 16 * fine(sx / 9, y) - dark - seam;
  });
  board.grain(random, 9);
  return board;
}

/** A printed page: headings, lines of words, a table, a drawing. */
function print(random: Random): Board {
  const board = new Board();
  const cloud = softNoise(random, 300);
  board.fill((x, y) => 222 + 9 * cloud(x, y));
  for (let column = 0; column < 3; column++) {
    const left = 40 + column * 455;
    let y = 36;
    while (y < HEIGHT - 40) {
      const kind = random();
      if (kind < 0.12) {
        board.word(random, left, y, 9, 34, 25);
        y += 62;
      } else if (kind < 0.2) {
        for (let bar = 0; bar < 8; bar++) {
          const h = between(random, 15, 110);
          board.rect(left + bar * 50, y + 120 - h, 34, h, between(random, 30, 180));
        }
        board.line(left, y + 122, left + 400, y + 122, 3, 20);
        y += 150;
      } else {
        let x = left;
        while (x < left + 370) x = board.word(random, x, y, 2 + Math.floor(random() * 6), 15, 35);
        y += 27;
      }
    }
  }
  board.grain(random, 8);
  return board;
}

/** Bricks: all alike but for their tone and the mortar's stains. */
function bricks(random: Random): Board {
  const board = new Board();
  const stain = softNoise(random, 60);
  const rough = softNoise(random, 5);
  board.fill((x, y) => 185 + 12 * stain(x, y) + 6 * rough(x, y));
  for (let row = 0; row < 22; row++)
    for (let column = -1; column < 14; column++) {
      const [x, y] = [column * 104 + (row % 2) * 52, row * 50];
      const tone = between(random, 88, 128);
      board.rect(x, y, 96, 42, tone, 4);
      for (let dent = 0; dent < 5; dent++)
        board.disc(
          x + between(random, 8, 88),
          y + between(random, 6, 36),
          between(random, 1.5, 4),
          tone - between(random, 10, 35),
        );
    }
  board.grain(random, 14);
  return board;
}

const painters = { panel, circuit, wood, print, bricks } as const;

/** Names of the pictures that need no file. */
export const drawnPictureNames = Object.keys(painters) as readonly (keyof typeof painters)[];

/** A picture painted by this file; the same name and seed give the same bytes. */
export function drawnPicture(name: keyof typeof painters, seed = 1): Picture {
  return painters[name](seededRandom(seedOf(name, seed))).picture(name);
}
