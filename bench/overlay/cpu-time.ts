import { readdirSync, readFileSync } from 'node:fs';

/**
 * CPU time that threads of these processes have used so far, ms: their main threads, or those whose names begin so
 * (Linux, proc(5)).
 */
export function threadCpuMs(pids: readonly number[], which: 'main' | { name: string }): number {
  let nanoseconds = 0;
  for (const pid of pids)
    for (const thread of readdirSync(`/proc/${pid}/task`)) {
      const folder = `/proc/${pid}/task/${thread}`;
      const isWanted =
        which === 'main'
          ? thread === String(pid)
          : readFileSync(`${folder}/comm`, 'utf8').startsWith(which.name);
      if (!isWanted) continue;
      // The first of three numbers: time spent on a CPU. Unlike the time on the clock it does not count waiting.
      nanoseconds += Number(readFileSync(`${folder}/schedstat`, 'utf8').split(' ')[0]);
    }
  return nanoseconds / 1e6;
}
