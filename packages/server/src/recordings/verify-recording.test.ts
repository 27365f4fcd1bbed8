import assert from 'node:assert/strict';
import { createHash, generateKeyPairSync } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import type { RecordingLogEntry } from '@fernblick/session';
import { temporaryFolder } from '../testing/test-server.ts';
import { nameOf, type StoredChunk } from './chunk-store.ts';
import { hashFile, makeManifest } from './manifest.ts';
import { fingerprintOf, keyPairOf } from './recording-key.ts';
import { verifyCommand } from './verify-command.ts';
import { verifyRecording } from './verify-recording.ts';

const key = { session: 'session-0001', recording: 'recording-0001' };
const keyPair = keyPairOf(generateKeyPairSync('ed25519').privateKey);
const STARTED = 1_000_000;

/** Mia agrees to what Anna asks, and takes it back after four seconds. */
const story: readonly RecordingLogEntry[] = [
  { is: 'there', at: STARTED - 5_000, participant: 'anna', name: 'Anna', role: 'agent' },
  { is: 'there', at: STARTED - 5_000, participant: 'mia', name: 'Mia', role: 'customer' },
  { is: 'asked', at: STARTED - 5_000, participant: 'anna' },
  { is: 'answered', at: STARTED, participant: 'mia', yes: true },
  { is: 'started', at: STARTED },
  { is: 'withdrawn', at: STARTED + 4_000, participant: 'mia' },
  { is: 'stopped', at: STARTED + 4_000, reason: 'consent-withdrawn' },
];

interface Made {
  readonly folder: string;
  readonly chunks: readonly StoredChunk[];
}

/** A folder as the server leaves it: so many pieces of a second each, signed. */
async function make(
  t: TestContext,
  {
    log = story,
    pieces = 4,
    isLast = true,
  }: {
    readonly log?: readonly RecordingLogEntry[];
    readonly pieces?: number;
    readonly isLast?: boolean;
  } = {},
): Promise<Made> {
  const folder = await temporaryFolder(t);
  await mkdir(join(folder, 'chunks'));
  const chunks: StoredChunk[] = [];
  for (let n = 0; n < pieces; n += 1) {
    const bytes = `piece ${n}`;
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const chunk = { n, from: n * 1_000, until: n * 1_000 + 1_000, sha256 };
    await writeFile(join(folder, 'chunks', nameOf(chunk)), bytes);
    chunks.push(chunk);
  }
  await writeFile(join(folder, 'recording.webm'), 'the finished file');
  const files = [{ name: 'recording.webm', ...(await hashFile(join(folder, 'recording.webm'))) }];
  const { publicKey } = keyPair;
  const manifest = { key, startedAt: STARTED, log, chunks, files, publicKey, signedAt: 1, isLast };
  const bytes = Buffer.from(JSON.stringify(makeManifest(manifest)));
  await writeFile(join(folder, 'manifest.json'), bytes);
  await writeFile(join(folder, 'manifest.sig'), keyPair.sign(bytes));
  return { folder, chunks };
}

async function faults({ folder }: Made, publicKey: string | null = keyPair.publicKey) {
  const { faults: found } = await verifyRecording(folder, publicKey);
  return found.map(({ what, sentence }) => `${what}: ${sentence}`);
}

function pathOf({ folder, chunks }: Made, n: number): string {
  const chunk = chunks[n];
  assert.ok(chunk);
  return join(folder, 'chunks', nameOf(chunk));
}

async function edit(path: string, change: (text: string) => string): Promise<void> {
  await writeFile(path, change(await readFile(path, 'utf8')));
}

describe('the check of a recording', () => {
  it('finds nothing wrong with one that is as it was signed', async (t) => {
    const made = await make(t);
    assert.deepEqual(await faults(made), []);
    const { chunks, fingerprint, isKeyGiven } = await verifyRecording(made.folder, null);
    assert.deepEqual([chunks, isKeyGiven], [4, false]);
    assert.match(fingerprint ?? '', /^([0-9a-f]{4} ){7}[0-9a-f]{4}$/);
  });

  it('finds a byte that was turned over, in a piece and in the finished file', async (t) => {
    const made = await make(t);
    await edit(pathOf(made, 2), () => 'piece X');
    await edit(join(made.folder, 'recording.webm'), (text) => text.replace('f', 'F'));
    assert.deepEqual(await faults(made), [
      'changed: Piece 2 was changed.',
      'changed: recording.webm was changed.',
    ]);
  });

  it('finds a bit that was turned over, anywhere in the signature and in the list, and what was added to them', async (t) => {
    const made = await make(t);
    await edit(join(made.folder, 'manifest.sig'), (text) => `${text}\n`);
    assert.deepEqual(await faults(made), [], 'as the server writes it');
    for (const name of ['manifest.sig', 'manifest.json']) {
      const path = join(made.folder, name);
      const whole = await readFile(path);
      const unseen: string[] = [];
      const lookAt = async (what: string, bytes: Uint8Array): Promise<void> => {
        await writeFile(path, bytes);
        if ((await faults(made)).length === 0) unseen.push(what);
      };
      // Of the list, which is signed as a whole, a few are enough.
      const step = name === 'manifest.json' ? 101 : 1;
      for (let place = 0; place < whole.length * 8; place += step) {
        const [at, bit] = [Math.floor(place / 8), place % 8];
        const bytes = Buffer.from(whole);
        bytes[at] = (whole[at] ?? 0) ^ (1 << bit);
        await lookAt(`bit ${bit} of byte ${at}`, bytes);
      }
      for (const more of ['\n', '!', ' ', '='])
        await lookAt(`and then ${JSON.stringify(more)}`, Buffer.concat([whole, Buffer.from(more)]));
      await lookAt('without its last byte', whole.subarray(0, -1));
      await writeFile(path, whole);
      // Only the end of the line may be missing.
      const allowed = name === 'manifest.sig' ? ['without its last byte'] : [];
      assert.deepEqual(unseen, allowed, name);
    }
  });

  it('finds what is no file where there was one, or no folder, and says so', async (t) => {
    const asFolder = async (path: string): Promise<void> => {
      await rm(path);
      await mkdir(path);
    };
    const piece = await make(t);
    await asFolder(pathOf(piece, 1));
    assert.deepEqual(await faults(piece), ['unreadable: Piece 1 cannot be read.']);
    const film = await make(t);
    await asFolder(join(film.folder, 'recording.webm'));
    assert.deepEqual(await faults(film), ['unreadable: recording.webm cannot be read.']);
    const signature = await make(t);
    await asFolder(join(signature.folder, 'manifest.sig'));
    const [fault, ...more] = await faults(signature);
    assert.match(fault ?? '', /^signature: /);
    assert.deepEqual(more, []);
    const chunks = await make(t, { pieces: 1 });
    await rm(join(chunks.folder, 'chunks'), { recursive: true });
    await writeFile(join(chunks.folder, 'chunks'), 'a file');
    assert.deepEqual(await faults(chunks), ['missing: Piece 0 is missing.']);
    const manifest = await make(t);
    await asFolder(join(manifest.folder, 'manifest.json'));
    for (const folder of [
      manifest.folder,
      join(piece.folder, 'recording.webm'),
      '/nowhere/at/all',
    ]) {
      const { lines, exitCode } = await verifyCommand([folder]);
      assert.deepEqual([lines, exitCode], [['There is no manifest.json that can be read.'], 1]);
    }
  });

  it('finds a piece that is missing, also the last one', async (t) => {
    const made = await make(t);
    await rm(pathOf(made, 3));
    assert.deepEqual(await faults(made), ['missing: Piece 3 is missing.']);
    await rm(join(made.folder, 'recording.webm'));
    assert.equal((await faults(made)).length, 2);
  });

  it('finds two pieces that were swapped', async (t) => {
    const made = await make(t);
    const aside = join(made.folder, 'aside');
    await rename(pathOf(made, 1), aside);
    await rename(pathOf(made, 2), pathOf(made, 1));
    await rename(aside, pathOf(made, 2));
    assert.deepEqual(await faults(made), [
      'changed: Piece 1 was changed.',
      'changed: Piece 2 was changed.',
    ]);
  });

  it('finds a piece that does not belong to it', async (t) => {
    const made = await make(t);
    const foreign = { n: 4, from: 3_000, until: 4_000, sha256: 'a'.repeat(64) };
    await writeFile(join(made.folder, 'chunks', nameOf(foreign)), 'from elsewhere');
    await writeFile(join(made.folder, 'recording.mp4'), 'from elsewhere');
    const found = await faults(made);
    assert.deepEqual(
      found.map((fault) => fault.split(':')[0]),
      ['foreign', 'foreign'],
    );
  });

  it('finds consent that is missing, although the server has signed it', async (t) => {
    const unasked = story.filter((entry) => entry.is !== 'answered');
    assert.equal((await faults(await make(t, { log: unasked }))).length, 4);
    const nobody = story.filter(({ is }) => ['started', 'stopped'].includes(is));
    assert.equal((await faults(await make(t, { log: nobody }))).length, 4, 'nor was anybody there');
    const newcomer = { participant: 'paul', name: 'Paul', role: 'customer' } as const;
    const joined = story.toSpliced(5, 0, { is: 'there', at: STARTED + 500, ...newcomer });
    const found = await faults(await make(t, { log: joined }));
    assert.deepEqual(
      found.map((fault) => fault.slice(0, 16)),
      ['consent: Piece 0', 'consent: Piece 1', 'consent: Piece 2', 'consent: Piece 3'],
    );
  });

  it('finds a piece from after a withdrawal', async (t) => {
    const found = await faults(await make(t, { pieces: 6 }));
    assert.deepEqual(found, [
      'consent: Piece 4 (4000 to 5000 ms after the start) lies outside of everybody’s consent.',
      'consent: Piece 5 (5000 to 6000 ms after the start) lies outside of everybody’s consent.',
    ]);
  });

  it('says as a command what it has found, whose key it was, and how to use it', async (t) => {
    const made = await make(t);
    const right = await verifyCommand([made.folder, '--key', keyPair.publicKey]);
    assert.equal(right.exitCode, 0);
    assert.match(right.lines.join(' '), /4 pieces, each within everybody’s consent/);
    const unsure = await verifyCommand([made.folder]);
    assert.match(unsure.lines[0] ?? '', /^Nothing was changed since .* the key that came with it/);
    assert.match(unsure.lines.join(' '), /Compare it/, 'a key that came along proves little');
    await rm(pathOf(made, 0));
    const wrong = await verifyCommand([made.folder]);
    assert.deepEqual([wrong.exitCode, wrong.lines[0]], [1, 'Piece 0 is missing.']);
    for (const args of [[], ['a', 'b'], [made.folder, '--force']])
      assert.equal((await verifyCommand(args)).exitCode, 2);
  });

  it('takes the key as the host API answers it, and never calls a recording changed because of what is no key', async (t) => {
    const made = await make(t);
    const { publicKey } = keyPair;
    const fingerprint = fingerprintOf(publicKey);
    for (const key of [`${publicKey}\n`, JSON.stringify({ publicKey, fingerprint }, null, 2)]) {
      const { lines, exitCode } = await verifyCommand([made.folder, '--key', key]);
      assert.equal(exitCode, 0, lines.join('\n'));
      assert.match(lines.join(' '), new RegExp(fingerprint), 'whose key it was');
    }
    const rsa = generateKeyPairSync('rsa', { modulusLength: 1_024 }).publicKey;
    const otherKind = rsa.export({ type: 'spki', format: 'der' }).toString('base64');
    for (const key of [fingerprint, 'key.txt', '{}', 'null', '', publicKey.slice(2), otherKind]) {
      const { lines, exitCode } = await verifyCommand([made.folder, '--key', key]);
      assert.equal(exitCode, 2, key);
      assert.match(lines[0] ?? '', /^--key is no public key/, key);
      assert.doesNotMatch(lines.join(' '), /changed/, key);
    }
  });

  it('finds an older list in place of a newer one: by newer pieces, by the word that all have come, else it says what it cannot know', async (t) => {
    const made = await make(t, { isLast: false });
    const plain = await verifyCommand([made.folder, '--key', keyPair.publicKey]);
    assert.equal(plain.exitCode, 0, 'as of a page that has died');
    assert.match(plain.lines.join(' '), /more pieces could still come/);
    const newer = { n: 4, from: 3_000, until: 4_000, sha256: 'b'.repeat(64) };
    await writeFile(join(made.folder, 'chunks', nameOf(newer)), 'signed later');
    assert.match((await faults(made)).join(' '), /^foreign: 00000004\S+ is no piece/);
    await rm(join(made.folder, 'chunks', nameOf(newer)));
    await writeFile(join(made.folder, 'finished.json'), '{"chunks":5,"durationMs":5000}');
    assert.match((await faults(made)).join(' '), /^older: The list is an older one/);
    const last = await make(t);
    await writeFile(join(last.folder, 'finished.json'), '{"chunks":4,"durationMs":4000}');
    assert.deepEqual(await faults(last), []);
    const sure = await verifyCommand([last.folder, '--key', keyPair.publicKey]);
    assert.doesNotMatch(sure.lines.join(' '), /could still come/);
  });

  it('finds a list that somebody else has signed, or has changed', async (t) => {
    const made = await make(t);
    const other = keyPairOf(generateKeyPairSync('ed25519').privateKey);
    assert.deepEqual((await faults(made, other.publicKey))[0]?.split(':')[0], 'signature');
    const list = join(made.folder, 'manifest.json');
    await edit(list, (text) => text.replace('"yes":true', '"yes":false'));
    const kinds = (await faults(made)).map((fault) => fault.split(':')[0]);
    assert.deepEqual([...new Set(kinds)], ['signature', 'chain', 'consent']);
    await edit(list, () => 'no list');
    assert.deepEqual((await faults(made))[0]?.split(':')[0], 'unreadable');
    assert.equal((await readdir(made.folder)).length, 4, 'and it changes nothing itself');
  });
});
