import fc from 'fast-check';
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { blurSourceOf, blursOf, type Block, type BlurSource, type Pixels } from './redaction.ts';

const SIZE = { width: 160, height: 120 };

function picture(colorAt: (x: number, y: number) => number): BlurSource {
  return { sample: pixels(colorAt), blackOuts: [] };
}

function pixels(colorAt: (x: number, y: number) => number): Pixels {
  const data = new Uint8ClampedArray(4 * SIZE.width * SIZE.height).fill(255);
  for (let y = 0; y < SIZE.height; y++)
    for (let x = 0; x < SIZE.width; x++)
      data.fill(colorAt(x, y), 4 * (y * SIZE.width + x), 4 * (y * SIZE.width + x) + 3);
  return { ...SIZE, data };
}

const unit = fc.double({ min: 0, max: 1, noNaN: true });
const anyArea = fc.tuple(unit, unit, unit, unit).map(([a, b, c, d]) => ({
  is: 'blur' as const,
  from: { x: a, y: b },
  to: { x: c, y: d },
}));

describe('a blurred area', () => {
  it('is covered by its blocks without a gap, within the picture', () => {
    fc.assert(
      fc.property(anyArea, (shape) => {
        const blocks = blursOf(
          shape,
          picture(() => 0),
        );
        const covered = blocks.reduce((sum, { width, height }) => sum + width * height, 0);
        const { from, to } = shape;
        const whole = Math.abs(from.x - to.x) * Math.abs(from.y - to.y);
        assert.ok(Math.abs(covered - whole) < 1e-9);
        for (const { x, y, width, height } of blocks) {
          assert.ok(x > -1e-9 && y > -1e-9);
          assert.ok(x + width < 1 + 1e-9 && y + height < 1 + 1e-9);
        }
      }),
    );
  });

  it('tells no letter of a line of text: two rows, however small the area', () => {
    const rows = (blocks: readonly Block[]) => new Set(blocks.map(({ y }) => y)).size;
    const text = picture((x, y) => ((x * 7 + y * 3) % 5 === 0 ? 0 : 255));
    // Other letters of the same ink look the same, or one step beside.
    const other = picture((x, y) => ((x * 7 + y * 3 + 2) % 5 === 0 ? 0 : 255));
    for (const height of [0.02, 0.1, 0.25]) {
      const line = {
        is: 'blur',
        from: { x: 0.1, y: 0.4 },
        to: { x: 0.9, y: 0.4 + height },
      } as const;
      assert.ok(rows(blursOf(line, text)) <= 2);
      const grays = (of: BlurSource) =>
        blursOf(line, of).map(({ color }) => Number.parseInt(color.slice(1, 3), 16));
      const others = grays(other);
      for (const [i, gray] of grays(text).entries())
        assert.ok(Math.abs(gray - (others[i] ?? 0)) < 18, `${gray} and ${others[i] ?? 0}`);
    }
  });

  it('takes no colour from beside it', () => {
    const area = { is: 'blur', from: { x: 0.25, y: 0.25 }, to: { x: 0.75, y: 0.75 } } as const;
    const inside = (x: number, y: number) => x >= 40 && x < 120 && y >= 30 && y < 90;
    const blocks = blursOf(
      area,
      picture((x, y) => (inside(x, y) ? 49 : 255)),
    );
    assert.deepEqual([...new Set(blocks.map(({ color }) => color))], ['#313131']);
  });

  it('tells nothing of what is blacked out, and leaves it black', () => {
    fc.assert(
      fc.property(anyArea, anyArea, fc.constantFrom(1, 10), (blur, area, factor) => {
        const blackOut = { ...area, is: 'black-out' as const };
        const [left, right] = [area.from.x, area.to.x].toSorted((a, b) => a - b) as [
          number,
          number,
        ];
        const [top, bottom] = [area.from.y, area.to.y].toSorted((a, b) => a - b) as [
          number,
          number,
        ];
        // Making a picture smaller, browsers mix what is hidden into what is beside it.
        const reach = (factor === 1 ? 0 : 4) - 1e-9;
        const isHidden = (x: number, y: number) =>
          x + 1 + reach > left * SIZE.width &&
          x - reach < right * SIZE.width &&
          y + 1 + reach > top * SIZE.height &&
          y - reach < bottom * SIZE.height;
        const size = { width: factor * SIZE.width, height: factor * SIZE.height };
        const blocks = [0, 255].map((secret) => {
          const sample = pixels((x, y) => (isHidden(x, y) ? secret : 99));
          return blursOf(blur, blurSourceOf([blackOut], size, sample));
        });
        assert.deepEqual(blocks[0], blocks[1]);
        const middle = { x: (left + right) / 2, y: (top + bottom) / 2 };
        const over = blocks[0]?.findLast(
          ({ x, y, width, height }) =>
            x <= middle.x && middle.x <= x + width && y <= middle.y && middle.y <= y + height,
        );
        // One that is narrower than numbers tell apart may only stand beside a block that ends where its middle is.
        const hasInside =
          left < middle.x && middle.x < right && top < middle.y && middle.y < bottom;
        if (hasInside && over !== undefined) assert.equal(over.color, '#000000');
      }),
    );
  });

  it('is nothing where it lies outside of the picture', () => {
    const beside = { is: 'blur', from: { x: 1.2, y: 0 }, to: { x: 1.5, y: 1 } } as const;
    assert.deepEqual(
      blursOf(
        beside,
        picture(() => 0),
      ),
      [],
    );
  });
});
