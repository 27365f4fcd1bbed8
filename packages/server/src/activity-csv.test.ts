import type { CsvSeparator } from '@fernblick/protocol';
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { activityCsv } from './activity-csv.ts';
import type { ReportedActivity } from './journal/journal-store.ts';

const line: ReportedActivity = {
  ...{ session: 'a-session', subject: 'anna', name: 'Anna', portal: null, phase: 'done' as const },
  ...{ reason: 'agent-ended' as const, createdAt: 0, startedAt: 0, endedAt: 60_000, joined: true },
  ...{ callMs: 60_000, heldMs: 0, missed: 0, filed: false, disposition: null, stars: [5 as const] },
  ...{ customers: ['Mia'], tickets: ['T-1'], note: null },
};

/** What a spreadsheet shows that separates cells by commas, or by semicolons as in Germany; quotation marks count at the start. */
function cells(csv: string, separator: string): readonly string[] {
  const cell = new RegExp(
    `(?:"((?:[^"]|"")*)"|([^${separator}\\r\\n]*))(?:${separator}|\\r?\\n|\\r|$)`,
    'gy',
  );
  return [...csv.matchAll(cell)].map(([, quoted, bare]) =>
    (quoted ?? bare ?? '').replaceAll('""', '"'),
  );
}

/** A line of the file in all ways in which it is written. */
function written(reported: ReportedActivity): readonly string[] {
  const separators: readonly CsvSeparator[] = ['comma', 'semicolon'];
  return separators.map((separator) => activityCsv.row(reported, separator));
}

it('nothing that people write is a formula, in spreadsheets that separate by commas and in those that do by semicolons', () => {
  const attacks = [
    '=1+1',
    'Mia;=1+1',
    'Mia,=1+1,x',
    'Mia\t@SUM(1)',
    'Mia\n=1+1',
    'Mia\r\n-1',
    'Mia, x;\t+1',
    '＝1',
    'a "b";=1',
  ];
  for (const attack of attacks)
    for (const row of [
      ...written({ ...line, customers: [attack] }),
      ...written({ ...line, note: attack }),
      ...written({ ...line, name: attack }),
    ])
      for (const separator of [',', ';', '\t'])
        for (const cell of cells(row, separator))
          assert.doesNotMatch(
            cell,
            /^[=+\-@＝＋－＠]/,
            `${attack} by ${JSON.stringify(separator)}`,
          );
});

it('what is no formula stands as it was written', () => {
  const note = 'Ölfilter; dicht, "zu"\n5 - 3 = 2; 040/123';
  const [byComma = '', bySemicolon = ''] = written({ ...line, note });
  assert.equal(cells(byComma, ',').at(-2), note);
  assert.equal(cells(bySemicolon, ';').at(-2), note);
  const columns = cells(activityCsv.head('semicolon').trim(), ';');
  assert.deepEqual(columns, cells(activityCsv.head('comma').trim(), ','));
  assert.ok(columns.includes('disposition'));
});
