import type { MarkShape, MarkWidth } from '@fernblick/protocol';
import fc from 'fast-check';
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { IDENTITY, type Homography } from '../homography.ts';
import { FRAME, markOf } from './testing/sheet.ts';
import { breakLines, pinDisc, projectMark } from './trace.ts';

describe('letters', () => {
  const FRAMES = [FRAME, { width: 480, height: 640 }];
  const anyFrame = fc.constantFrom(...FRAMES);
  const share = fc.double({ min: 0, max: 1, noNaN: true });
  const words = fc
    .array(fc.constantFrom('Turn', 'this', 'Verbindungskabel', 'I', 'Dokumentenkamera'), {
      minLength: 1,
      maxLength: 5,
    })
    .map((all) => all.join(' '));
  const inside = (value: number, most: number): boolean => value > -1e-6 && value < most + 1e-6;

  it('are all in the frame, however near its edge they are written, as large as ever, turned or mirrored', () => {
    fc.assert(
      fc.property(
        fc.record({ frame: anyFrame, x: share, y: share, text: words }),
        fc.constantFrom('text', 'pin'),
        fc.constantFrom(1, 3, 5),
        fc.constantFrom('upright', 'mirrored', 'upside down'),
        ({ frame, x, y, text }, is, width, lying) => {
          const { width: w, height: h } = frame;
          const at = { x, y };
          const shape: MarkShape =
            is === 'pin' ? { is, at, number: 3, text } : { is: 'text', at, text };
          const homography: Homography =
            lying === 'upright'
              ? IDENTITY
              : lying === 'mirrored'
                ? [-1, 0, w, 0, 1, 0, 0, 0, 1]
                : [-1, 0, w, 0, -1, h, 0, 0, 1];
          const mark = { ...markOf('one', shape), width: width as MarkWidth };
          const traces = projectMark(mark, { homography, status: 'tracked', frame }, 1);
          const box = traces?.lettering?.box;
          assert.ok(traces != null && box !== undefined);
          assert.ok(inside(box.x, w) && inside(box.x + box.width, w), JSON.stringify(box));
          if (box.height <= h) assert.ok(inside(box.y, h) && inside(box.y + box.height, h));
          // A caption does not lie on its number.
          const { x: discX, y: discY, r } = pinDisc(traces);
          if (is !== 'pin') return;
          assert.ok(box.x >= discX + r || box.x + box.width <= discX - r);
          assert.ok(inside(discY - r, h) && inside(discY + r, h), `a number at ${discY}`);
        },
      ),
    );
  });

  it('begin at their place where there is room, and are aligned to the side from which they are pushed', () => {
    const laid = (x: number) => {
      const mark = markOf('one', { is: 'text', at: { x, y: 0.5 }, text: 'Press here' });
      const pose = { homography: IDENTITY, status: 'tracked', frame: FRAME } as const;
      const { isBefore, box } = projectMark(mark, pose, 1)?.lettering ?? {};
      return [isBefore, Math.round((box?.x ?? 0) + (isBefore === true ? (box?.width ?? 0) : 0))];
    };
    assert.deepEqual(laid(0.5), [false, 320]);
    assert.deepEqual(laid(0.9), [true, 640]);
  });
});

it('lines of a text break between words, and within one that is too long', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1, maxLength: 280 }), (text) => {
      const lines = breakLines(text);
      assert.ok(lines.every((line) => line.length <= 52));
      assert.equal(lines.join('').replaceAll(' ', ''), text.replaceAll(' ', ''));
    }),
  );
  assert.deepEqual(breakLines('Turn this to the left until it clicks'), [
    'Turn this to the left',
    'until it clicks',
  ]);
});
