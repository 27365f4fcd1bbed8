import { chmodSync, existsSync, mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { SessionError } from '@fernblick/protocol';

/**
 * Makes the folder that everything is kept in, if there is none, and closes it to others (mode 700).
 * @throws SessionError `invalid-configuration` where it cannot be made
 */
export function makeDataFolder(folder: string): void {
  try {
    make(folder);
    if (!statSync(folder).isDirectory()) throw new Error(`${folder} is a file.`);
    chmodSync(folder, 0o700);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message.slice(0, 200) : 'unknown cause';
    throw new SessionError('invalid-configuration', {
      cause,
      detail: `DATA_DIR must be a folder that can be written: ${why}`,
    });
  }
}

/** One after the other: Node's `recursive` never returns where a folder takes no others, such as /proc. */
function make(folder: string): void {
  if (existsSync(folder)) return;
  const above = dirname(folder);
  if (above !== folder) make(above);
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch (error) {
    // Another process may have been faster.
    if (!existsSync(folder)) throw error;
  }
}
