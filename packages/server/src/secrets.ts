import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SessionError } from '@fernblick/protocol';
import * as v from 'valibot';
import type { Config } from './config.ts';

/** The three keys the server cannot do without. */
export interface Secrets {
  readonly apiKey: string;
  readonly tokenSecret: string;
  readonly turnSecret: string;
}

const Kept = v.object({
  apiKey: v.optional(v.pipe(v.string(), v.minLength(32))),
  tokenSecret: v.optional(v.pipe(v.string(), v.minLength(32))),
  turnSecret: v.optional(v.pipe(v.string(), v.minLength(16))),
});

/**
 * Takes the secrets from the configuration, else from `DATA_DIR/secrets.json`, else makes them and keeps them there
 * (file mode 600).
 * @throws SessionError `invalid-configuration` where the folder or the file cannot be used
 */
export function loadSecrets(config: Config): Secrets {
  const file = join(config.dataDir, 'secrets.json');
  try {
    const kept = existsSync(file) ? v.parse(Kept, JSON.parse(readFileSync(file, 'utf8'))) : {};
    const secrets: Secrets = {
      apiKey: config.apiKey ?? kept.apiKey ?? makeSecret(),
      tokenSecret: config.tokenSecret ?? kept.tokenSecret ?? makeSecret(),
      turnSecret: config.turnSecret ?? kept.turnSecret ?? makeSecret(),
    };
    // What the administrator gave stays out of the file: it has its own home.
    const keep = {
      ...kept,
      ...(config.apiKey === null ? { apiKey: secrets.apiKey } : {}),
      ...(config.tokenSecret === null ? { tokenSecret: secrets.tokenSecret } : {}),
      ...(config.turnSecret === null ? { turnSecret: secrets.turnSecret } : {}),
    };
    if (JSON.stringify(keep) !== JSON.stringify(kept)) {
      // Written beside and renamed, so that a crash leaves either the old file or the new one.
      writeFileSync(`${file}.new`, `${JSON.stringify(keep, null, 2)}\n`, { mode: 0o600 });
      renameSync(`${file}.new`, file);
    }
    if (existsSync(file)) chmodSync(file, 0o600);
    return secrets;
  } catch (cause) {
    const why = cause instanceof Error ? cause.message.slice(0, 200) : 'unknown cause';
    throw new SessionError('invalid-configuration', {
      cause,
      detail: `DATA_DIR must be a folder that can be written, with a readable secrets.json if there is one: ${why}`,
    });
  }
}

const makeSecret = () => randomBytes(32).toString('base64url');
