import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { RecordingStop } from '@fernblick/protocol';
import type { RecordingLogEntry } from '@fernblick/session';
import * as v from 'valibot';
import type { RecordingKey, StoredChunk } from './chunk-store.ts';

/** Of a file at once. */
const READ_BYTES = 1_024 * 1_024;
const Sha256 = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));
const Ms = v.pipe(v.number(), v.safeInteger());

const At = { at: Ms, link: Sha256 };
const Of = { ...At, participant: v.string() };
const Why = { ...At, why: v.picklist(['agent', 'newcomer', 'hold']) };
/** What decided whether the recording might run, and every piece of it, in the order of time. */
const ManifestEntry = v.variant('is', [
  v.object({
    is: v.literal('there'),
    ...Of,
    name: v.string(),
    role: v.picklist(['customer', 'agent']),
  }),
  v.object({ is: v.literal('gone'), ...Of }),
  v.object({ is: v.literal('asked'), ...Of }),
  v.object({ is: v.literal('answered'), ...Of, yes: v.boolean() }),
  v.object({ is: v.literal('withdrawn'), ...Of }),
  v.object({ is: v.literal('started'), ...At }),
  v.object({ is: v.literal('paused'), ...Why }),
  v.object({ is: v.literal('resumed'), ...Why }),
  v.object({
    is: v.literal('stopped'),
    ...At,
    reason: RecordingStop,
  }),
  v.object({
    is: v.literal('chunk'),
    ...At,
    n: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
    from: Ms,
    until: Ms,
    sha256: Sha256,
  }),
]);
export type ManifestEntry = v.InferOutput<typeof ManifestEntry>;

/** One finished file beside the pieces. */
const ManifestFile = v.object({
  name: v.pipe(v.string(), v.regex(/^[a-z]+\.[a-z0-9]+$/)),
  bytes: v.pipe(v.number(), v.safeInteger()),
  sha256: Sha256,
});

/** What a recording is made of and who agreed to it, signed as a whole; each entry seals the ones before it. */
export const Manifest = v.object({
  version: v.literal(1),
  session: v.string(),
  recording: v.string(),
  /** When the recording has started, which the times of its pieces count from. */
  startedAt: Ms,
  log: v.array(ManifestEntry),
  files: v.array(ManifestFile),
  /** The key that checks the signature: SubjectPublicKeyInfo, DER, in Base64. */
  publicKey: v.string(),
  signedAt: Ms,
  /** True where the page had said that nothing more comes: no later list has other pieces. */
  isLast: v.optional(v.boolean(), false),
});
export type Manifest = v.InferOutput<typeof Manifest>;
export type ManifestFile = v.InferOutput<typeof ManifestFile>;

/** What goes into a manifest. */
export interface ManifestParts {
  readonly key: RecordingKey;
  readonly startedAt: number;
  readonly log: readonly RecordingLogEntry[];
  readonly chunks: readonly StoredChunk[];
  readonly files: readonly ManifestFile[];
  readonly publicKey: string;
  readonly signedAt: number;
  readonly isLast: boolean;
}

type Unlinked<T> = T extends unknown ? Omit<T, 'link'> : never;

/** Puts a manifest together, without its signature. */
export function makeManifest(parts: ManifestParts): Manifest {
  const { key, startedAt, log, chunks, files, publicKey, signedAt, isLast } = parts;
  const entries: Unlinked<ManifestEntry>[] = [
    ...log,
    ...chunks.map((chunk) => ({ is: 'chunk' as const, at: startedAt + chunk.from, ...chunk })),
  ];
  // Stable: what happened in the same millisecond stays in its order, and a piece comes after what allowed it.
  entries.sort((a, b) => a.at - b.at);
  return {
    version: 1,
    ...key,
    startedAt,
    log: linked(key, entries),
    files: [...files],
    publicKey,
    signedAt,
    isLast,
  };
}

/** Gives each entry its link: a hash over the link before it and what it says. */
export function linked(
  key: RecordingKey,
  entries: readonly Unlinked<ManifestEntry>[],
): ManifestEntry[] {
  let link = firstLink(key);
  return entries.map((entry) => {
    link = nextLink(link, entry);
    return { ...entry, link };
  });
}

/** What the chain of a recording hangs on. */
export function firstLink({ session, recording }: RecordingKey): string {
  return createHash('sha256').update(`${session}/${recording}`).digest('hex');
}

/** The link of an entry that follows upon another one. */
export function nextLink(before: string, entry: Unlinked<ManifestEntry>): string {
  const { link: _, ...said } = { link: '', ...entry };
  const sorted = Object.fromEntries(Object.entries(said).sort(([a], [b]) => (a < b ? -1 : 1)));
  return createHash('sha256')
    .update(`${before}\n${JSON.stringify(sorted)}`)
    .digest('hex');
}

/** SHA-256 of a file and its size, read piece by piece. */
export async function hashFile(path: string): Promise<{ bytes: number; sha256: string }> {
  const hash = createHash('sha256');
  // One for the whole of a file that may have gigabytes.
  const buffer = Buffer.allocUnsafe(READ_BYTES);
  const file = await open(path, 'r');
  try {
    for (let bytes = 0; ;) {
      const { bytesRead } = await file.read(buffer);
      if (bytesRead === 0) return { bytes, sha256: hash.digest('hex') };
      hash.update(buffer.subarray(0, bytesRead));
      bytes += bytesRead;
    }
  } finally {
    await file.close();
  }
}
