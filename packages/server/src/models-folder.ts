import { join } from 'node:path';

/** Where models lie that this server serves, if there are any. */
export function modelsFolder(dataDir: string): string {
  return join(dataDir, 'models');
}
