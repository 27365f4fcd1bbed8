// npm test [-- GROUP …]: everything that tells whether it works. The last line counts; failures stand right above it.
import { build } from './build.ts';
import type { TestRecord } from './test-record.ts';
import { groups } from './test/groups.ts';
import { preparePrograms } from './test/programs.ts';

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !groups.some((group) => group.name === name));
if (unknown.length > 0) {
  const known = groups.map(({ name }) => name).join(', ');
  console.error(`There is no test group "${unknown.join('", "')}"; there are ${known}.`);
  process.exit(1);
}
const chosen = groups.filter(({ name, onlyByName }) =>
  asked.length === 0 ? onlyByName !== true : asked.includes(name),
);

const records: TestRecord[] = [];
const count = (result: TestRecord['result'], among: readonly TestRecord[]): number =>
  among.filter((record) => record.result === result).length;

/** `N passed, N failed`, and `N skipped` where there are any. */
function summarise(among: readonly TestRecord[]): string {
  const skippedCount = count('skipped', among);
  const line = `${count('passed', among)} passed, ${count('failed', among)} failed`;
  return skippedCount === 0 ? line : `${line}, ${skippedCount} skipped`;
}

if (chosen.some(({ name }) => name !== 'check' && name !== 'build'))
  await preparePrograms((line) => console.log(line));

/** What was done or run, with its error as a failed test instead of an exception. */
async function orFailure(
  name: string,
  run: () => Promise<readonly TestRecord[]>,
): Promise<readonly TestRecord[]> {
  try {
    return await run();
  } catch (error) {
    const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return [{ result: 'failed', name: 'could not be run', file: name, detail }];
  }
}

const needsBuild = chosen.some((group) => group.needsBuild === true);
if (needsBuild && !chosen.some(({ name }) => name === 'build'))
  records.push(
    ...(await orFailure('build', async () => {
      await build({ ifNeeded: true });
      return [];
    })),
  );

for (const group of chosen) {
  console.log(`\n── ${group.name} ──`);
  const startedAt = performance.now();
  const results = await orFailure(group.name, group.run);
  records.push(...results);
  const seconds = ((performance.now() - startedAt) / 1_000).toFixed(0);
  console.log(`\n${group.name}: ${summarise(results)} (${seconds} s)`);
}

for (const { name, file, detail } of records.filter(({ result }) => result === 'skipped'))
  console.log(`\nskipped: ${file}: ${name}\n  ${detail ?? ''}`);
for (const { name, file, detail } of records.filter(({ result }) => result === 'failed'))
  console.log(`\nFAILED: ${file}: ${name}\n${detail ?? ''}`);

process.exitCode = count('failed', records) > 0 ? 1 : 0;
// Nothing may follow this line; scripts and people read it.
process.stdout.write(`\n${summarise(records)}\n`);
