import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  sign,
  verify,
  type KeyObject,
} from 'node:crypto';
import { chmodSync, existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SessionError } from '@fernblick/protocol';

/** The key of this server that manifests of recordings are signed with (Ed25519). */
export interface RecordingKeyPair {
  /** Who checks a manifest needs it: SubjectPublicKeyInfo, DER, in Base64. */
  readonly publicKey: string;
  /** @returns the signature in Base64 */
  sign(bytes: Uint8Array): string;
}

/**
 * Reads the key from `recording-key.pem` in the data folder, or makes it and keeps it there (file mode 600).
 * @throws SessionError `invalid-configuration` where the file cannot be used
 */
export function loadRecordingKey(dataDir: string): RecordingKeyPair {
  const file = join(dataDir, 'recording-key.pem');
  try {
    if (!existsSync(file)) {
      const { privateKey } = generateKeyPairSync('ed25519');
      // Written beside and renamed, so that a crash leaves no half of a key.
      const pem = privateKey.export({ type: 'pkcs8', format: 'pem' });
      writeFileSync(`${file}.new`, pem, { mode: 0o600, flush: true });
      renameSync(`${file}.new`, file);
    }
    chmodSync(file, 0o600);
    return keyPairOf(createPrivateKey(readFileSync(file)));
  } catch (cause) {
    throw new SessionError('invalid-configuration', {
      cause,
      detail:
        'recording-key.pem in DATA_DIR must be an Ed25519 key in PKCS#8 PEM that can be read.',
    });
  }
}

/** The two halves of a private key, as manifests need them. */
export function keyPairOf(privateKey: KeyObject): RecordingKeyPair {
  if (privateKey.asymmetricKeyType !== 'ed25519') throw new TypeError('This is no Ed25519 key.');
  const der = createPublicKey(privateKey).export({ type: 'spki', format: 'der' });
  return {
    publicKey: der.toString('base64'),
    sign: (bytes) => sign(null, bytes, privateKey).toString('base64'),
  };
}

/**
 * True where these bytes were signed with the other half of this key; false for what is no key or no signature, and for one
 * that was written in another way: readers of Base64 pass over what does not belong there.
 * @param signature as its file has it, with or without the end of its line
 */
export function isSignedBy(publicKey: string, bytes: Uint8Array, signature: string): boolean {
  try {
    const signed = Buffer.from(signature, 'base64');
    if (signed.toString('base64') !== signature.replace(/\n$/, '')) return false;
    const key = createPublicKey({
      key: Buffer.from(publicKey, 'base64'),
      type: 'spki',
      format: 'der',
    });
    return verify(null, bytes, key, signed);
  } catch {
    // Whatever is wrong with either: it does not prove anything.
    return false;
  }
}

/**
 * Reads a public key from what the host API answers under `/recording-key`, whole or the key in it alone.
 * @returns the key as manifests have it; null for what is none
 */
export function readPublicKey(text: string): string | null {
  try {
    const trimmed = text.trim();
    const der = trimmed.startsWith('{')
      ? (JSON.parse(trimmed) as { publicKey?: unknown }).publicKey
      : trimmed;
    const key = createPublicKey({
      key: Buffer.from(String(der), 'base64'),
      type: 'spki',
      format: 'der',
    });
    if (key.asymmetricKeyType !== 'ed25519') return null;
    return key.export({ type: 'spki', format: 'der' }).toString('base64');
  } catch {
    // Neither JSON nor a key: whoever gave it is told so.
    return null;
  }
}

/** Few enough characters to compare by eye: SHA-256 of a public key, in groups. */
export function fingerprintOf(publicKey: string): string {
  const hash = createHash('sha256').update(Buffer.from(publicKey, 'base64')).digest('hex');
  return hash.slice(0, 32).match(/.{4}/g)?.join(' ') ?? '';
}
