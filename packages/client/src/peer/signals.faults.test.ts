import { test } from 'node:test';
import { runSchedule } from '../testing/run-schedule.ts';

const SCHEDULES = 10_000;

test('F15: 10,000 schedules of lost, doubled, reordered and late signals end in a stable connection', async () => {
  for (let seed = 0; seed < SCHEDULES; seed++) await runSchedule(seed);
});
