import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { consentSpans, isWithinConsent } from '@fernblick/session';
import * as v from 'valibot';
import { chunksOf, nameOf } from './chunk-store.ts';
import { firstLink, hashFile, Manifest, nextLink, type ManifestEntry } from './manifest.ts';
import { FILES, FINISHED } from './recording-files.ts';
import { fingerprintOf, isSignedBy } from './recording-key.ts';

/** What is wrong with a recording, in the order in which it was found. */
export interface RecordingFault {
  readonly what:
    | 'unreadable'
    | 'signature'
    | 'chain'
    | 'missing'
    | 'changed'
    | 'foreign'
    | 'numbering'
    | 'older'
    | 'consent';
  /** For whoever reads the answer. */
  readonly sentence: string;
}

/** What was found out about the folder of a recording. */
export interface Verification {
  readonly faults: readonly RecordingFault[];
  readonly chunks: number;
  /** What the list says that it is, and when it was signed; an older list with its files passes too. Null where it cannot be read. */
  readonly about: Pick<
    Manifest,
    'session' | 'recording' | 'startedAt' | 'signedAt' | 'isLast'
  > | null;
  /** Of the key that it is held against; null where the manifest cannot be read. */
  readonly fingerprint: string | null;
  /** True where the key was given, and not taken from the manifest itself. */
  readonly isKeyGiven: boolean;
}

type Chunk = Extract<ManifestEntry, { is: 'chunk' }>;

/**
 * Says whether a recording is as the server has signed it, and whether any of it was recorded without everybody's consent.
 * Needs nothing but the folder: no server, no network.
 * @param key the public key as the host API tells it; without one, that of the manifest is only as good as its origin
 */
export async function verifyRecording(folder: string, key: string | null): Promise<Verification> {
  const faults: RecordingFault[] = [];
  const say = (what: RecordingFault['what'], sentence: string) => faults.push({ what, sentence });
  const bytes = await readable(readFile(join(folder, FILES.manifest.file)));
  const manifest = bytes === null ? null : readManifest(bytes);
  if (bytes === null || manifest === null) {
    say('unreadable', `There is no ${FILES.manifest.file} that can be read.`);
    return { faults, chunks: 0, about: null, fingerprint: null, isKeyGiven: key !== null };
  }
  const signed = await readable(readFile(join(folder, FILES.signature.file)));
  const signature = signed?.toString() ?? '';
  const publicKey = key ?? manifest.publicKey;
  if (!isSignedBy(publicKey, bytes, signature))
    say(
      'signature',
      'The list of pieces and consents was not signed with this key, or was changed.',
    );
  for (const fault of faultsOfChain(manifest)) say('chain', fault);
  const chunks = manifest.log.filter((entry) => entry.is === 'chunk');
  faults.push(
    ...(await faultsOfChunks(folder, chunks)),
    ...(await faultsOfFiles(folder, manifest)),
  );
  faults.push(...faultsOfConsent(manifest, chunks), ...(await faultsOfAge(folder, manifest)));
  return {
    faults,
    chunks: chunks.length,
    about: manifest,
    fingerprint: fingerprintOf(publicKey),
    isKeyGiven: key !== null,
  };
}

function readManifest(bytes: Buffer): Manifest | null {
  try {
    const result = v.safeParse(Manifest, JSON.parse(bytes.toString('utf8')));
    return result.success ? result.output : null;
  } catch {
    // No JSON at all.
    return null;
  }
}

function faultsOfChain({ session, recording, log }: Manifest): readonly string[] {
  let link = firstLink({ session, recording });
  for (const [index, entry] of log.entries()) {
    const { link: said, ...rest } = entry;
    link = nextLink(link, rest);
    if (link !== said) return [`The list does not hold together at its entry ${index + 1}.`];
  }
  return [];
}

async function faultsOfChunks(
  folder: string,
  chunks: readonly Chunk[],
): Promise<readonly RecordingFault[]> {
  const faults: RecordingFault[] = [];
  const place = chunksOf(folder);
  const left = new Set(await namesIn(place));
  for (const [index, chunk] of chunks.entries()) {
    if (chunk.n !== index)
      faults.push({
        what: 'numbering',
        sentence: `Piece ${chunk.n} stands where ${index} belongs.`,
      });
    const name = nameOf(chunk);
    if (!left.delete(name))
      faults.push({ what: 'missing', sentence: `Piece ${chunk.n} is missing.` });
    else {
      const found = await readable(hashFile(join(place, name)));
      if (found === null)
        faults.push({ what: 'unreadable', sentence: `Piece ${chunk.n} cannot be read.` });
      else if (found.sha256 !== chunk.sha256)
        faults.push({ what: 'changed', sentence: `Piece ${chunk.n} was changed.` });
    }
  }
  for (const name of left)
    faults.push({ what: 'foreign', sentence: `${name} is no piece of this recording.` });
  return faults;
}

async function faultsOfFiles(
  folder: string,
  { files }: Manifest,
): Promise<readonly RecordingFault[]> {
  const faults: RecordingFault[] = [];
  const signed = [FILES.manifest.file, FILES.signature.file, FINISHED, 'chunks'];
  for (const { name, bytes, sha256 } of files) {
    const found = await readable(hashFile(join(folder, basename(name))));
    if (!(await namesIn(folder)).includes(name))
      faults.push({ what: 'missing', sentence: `${name} is missing.` });
    else if (found === null)
      faults.push({ what: 'unreadable', sentence: `${name} cannot be read.` });
    else if (found.sha256 !== sha256 || found.bytes !== bytes)
      faults.push({ what: 'changed', sentence: `${name} was changed.` });
  }
  for (const name of await namesIn(folder))
    if (!signed.includes(name) && !files.some((file) => file.name === name))
      faults.push({ what: 'foreign', sentence: `${name} does not belong to this recording.` });
  return faults;
}

/** Worked out from who was there and what they said alone, whatever the server has let happen. */
function faultsOfConsent(
  { startedAt, log }: Manifest,
  chunks: readonly Chunk[],
): readonly RecordingFault[] {
  const spans = consentSpans(log.filter((entry) => entry.is !== 'chunk'));
  return chunks
    .filter(
      ({ from, until }) =>
        !isWithinConsent(spans, { from: startedAt + from, until: startedAt + until }),
    )
    .map(({ n, from, until }) => ({
      what: 'consent',
      sentence: `Piece ${n} (${from} to ${until} ms after the start) lies outside of everybody’s consent.`,
    }));
}

/** An older list has been put back where the folder knows of a newer one; where all of that is gone too, nobody can see it. */
async function faultsOfAge(
  folder: string,
  { isLast }: Manifest,
): Promise<readonly RecordingFault[]> {
  if (isLast || !(await namesIn(folder)).includes(FINISHED)) return [];
  const sentence = `The list is an older one: ${FINISHED} says that a last one was signed after it.`;
  return [{ what: 'older', sentence }];
}

async function namesIn(folder: string): Promise<readonly string[]> {
  return (await readable(readdir(folder))) ?? [];
}

/** Null for what is not there, is a folder instead of a file or the other way round, or may not be read. */
async function readable<T>(reading: Promise<T>): Promise<T | null> {
  try {
    return await reading;
  } catch (cause) {
    // What the system says has a code; the caller has a sentence for it.
    if (typeof (cause as { code?: unknown }).code === 'string') return null;
    throw cause;
  }
}
