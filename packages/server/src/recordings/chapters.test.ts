import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { SessionState } from '@fernblick/session';
import { chaptersOf } from './chapters.ts';

const START = 1_000_000;
type Picture = SessionState['pictures'][number];

const picture = (
  at: number,
  parent: string | null = null,
  { by = 'anna', full = false }: { readonly by?: string; readonly full?: boolean } = {},
): Picture =>
  ({ at: START + at, parent, full, by: { subject: by, name: by, role: 'agent' } }) as Picture;

describe('the places to jump to in a recording', () => {
  it('are where things are in the file, in which nothing stands for what was not recorded', () => {
    const chapters = chaptersOf({
      pictures: [picture(2_000), picture(7_000), picture(12_000), picture(12_500, 'picture-1')],
      recording: {
        startedAt: START,
        spans: [
          { from: START, until: START + 5_000 },
          { from: START + 10_000, until: START + 30_000 },
        ],
      },
      // It began 400 ms late, and a second is missing after the pause: the page had lost its server.
      pieces: [
        { from: 400, until: 5_000 },
        { from: 10_000, until: 15_000 },
        { from: 16_000, until: 30_000 },
      ],
      drawnAt: [1_000, 3_000, 8_000, 20_000, 21_000, 29_000, 33_000, 42_000].map(
        (at) => START + at,
      ),
    });
    assert.deepEqual(chapters, [
      { atMs: 600, what: 'drawing' },
      { atMs: 1_600, what: 'picture' },
      { atMs: 4_600, what: 'resumed' },
      { atMs: 6_600, what: 'picture' },
      { atMs: 13_600, what: 'drawing' },
    ]);
  });

  it('have each moment once, however often somebody keeps it: without drawings, or in full size', () => {
    const chapters = chaptersOf({
      pictures: [
        picture(2_000),
        picture(2_000),
        picture(2_000, null, { by: 'maria' }),
        picture(9_000, null, { full: true }),
        picture(20_000),
        picture(90_000, null, { full: true }),
      ],
      recording: { startedAt: START, spans: [{ from: START, until: START + 100_000 }] },
      pieces: [{ from: 0, until: 100_000 }],
      drawnAt: [],
    });
    assert.deepEqual(
      chapters.map(({ atMs }) => atMs),
      [2_000, 2_000, 20_000, 90_000],
    );
  });

  it('are few enough to be looked through, and leave out drawings first', () => {
    const chapters = chaptersOf({
      pictures: Array.from({ length: 10 }, (_, n) => picture(n * 60_000)),
      recording: { startedAt: START, spans: [{ from: START, until: START + 3_600_000 }] },
      pieces: [{ from: 0, until: 3_600_000 }],
      drawnAt: Array.from({ length: 60 }, (_, n) => START + n * 60_000 + 5_000),
    });
    assert.equal(chapters.length, 24);
    assert.equal(chapters.filter(({ what }) => what === 'picture').length, 10);
  });
});
