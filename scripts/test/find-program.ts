import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

// Where Debian keeps servers and administration tools; not on everybody's path.
const ALSO = ['/usr/bin', '/usr/sbin', '/sbin'];

/** Path of a program on this machine; null where there is none. */
export function findProgram(name: string): string | null {
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), ...ALSO];
  const candidates = folders.map((folder) => join(folder, name));
  return candidates.find(isExecutable) ?? null;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    // Not there, or not ours to start.
    return false;
  }
}
