import { chmodSync, existsSync, mkdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { SessionError } from '@fernblick/protocol';
import { lockFile, type FolderLock } from './journal/folder-lock.ts';

/**
 * Makes the folder that everything is kept in, if there is none, closes it to others (mode 700) and holds it for this
 * server alone: two would each write what the other does not know of.
 * @throws SessionError `invalid-configuration` where it cannot be made, or another server has it
 */
export function openDataFolder(folder: string): FolderLock {
  const lock = prepare(folder);
  if (lock !== null) return lock;
  throw new SessionError('invalid-configuration', {
    detail: `DATA_DIR must be a folder for this server alone, and another one is running with ${folder}.`,
  });
}

function prepare(folder: string): FolderLock | null {
  try {
    make(folder);
    if (!statSync(folder).isDirectory()) throw new Error(`${folder} is a file.`);
    chmodSync(folder, 0o700);
    const file = join(folder, 'lock');
    const lock = lockFile(file);
    chmodSync(file, 0o600);
    return lock;
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
