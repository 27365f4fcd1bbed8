import { readdirSync, readFileSync } from 'node:fs';

// Of Linux: /proc counts in hundredths of a second.
const TICK_MS = 10;

/** CPU time that the threads of this name have used in a process so far, ms; 0 where there is none. */
export function threadCpuMs(pid: number, name: string): number {
  const folder = `/proc/${pid}/task`;
  let ticks = 0;
  for (const thread of readdirSync(folder)) {
    const stat = readFileSync(`${folder}/${thread}/stat`, 'utf8');
    // The name stands in brackets and may hold anything; what follows is counted from its end.
    const end = stat.lastIndexOf(')');
    if (!stat.slice(stat.indexOf('(') + 1, end).startsWith(name)) continue;
    const fields = stat.slice(end + 2).split(' ');
    // utime and stime, fields 14 and 15 of proc(5).
    ticks += Number(fields[11]) + Number(fields[12]);
  }
  return ticks * TICK_MS;
}
