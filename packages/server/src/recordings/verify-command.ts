import { parseArgs } from 'node:util';
import { readPublicKey } from './recording-key.ts';
import { verifyRecording } from './verify-recording.ts';

/** What a command has to say, and with which code it ends. */
export interface CommandAnswer {
  readonly lines: readonly string[];
  readonly exitCode: 0 | 1 | 2;
}

const USAGE = 'Usage: fernblick-server verify-recording FOLDER [--key PUBLIC-KEY]';
const NO_KEY =
  '--key is no public key: give it what GET /api/v1/recording-key answers, or the publicKey in that.';

/**
 * `fernblick-server verify-recording FOLDER [--key PUBLIC-KEY]`; ends with 1 where anything is wrong, and with 2 where
 * nothing was checked.
 */
export async function verifyCommand(args: readonly string[]): Promise<CommandAnswer> {
  const asked = readArgs(args);
  if (asked === null) return { lines: [USAGE], exitCode: 2 };
  const given = asked.key === null ? null : readPublicKey(asked.key);
  // What is no key says nothing about the recording.
  if (asked.key !== null && given === null) return { lines: [NO_KEY, USAGE], exitCode: 2 };
  const { faults, chunks, about, fingerprint, isKeyGiven } = await verifyRecording(
    asked.folder,
    given,
  );
  const origin = isKeyGiven
    ? []
    : [
        'This key came with the recording. Compare it with the one that the server tells under',
        '/api/v1/recording-key, or give that one with --key.',
      ];
  const key = fingerprint === null ? [] : [`Key: ${fingerprint}`, ...origin];
  const what =
    about === null
      ? []
      : [
          `Recording ${about.recording} of session ${about.session}`,
          `begun ${time(about.startedAt)}, signed ${time(about.signedAt)}`,
          ...(about.isLast
            ? []
            : [
                'When it was signed, more pieces could still come. A later list would have them: compare with',
                'what the server has.',
              ]),
        ];
  if (faults.length === 0)
    return {
      lines: [
        `Nothing was changed${isKeyGiven ? '' : ' since it was signed with the key that came with it'}: ${chunks} pieces, each within everybody’s consent.`,
        ...what,
        ...key,
      ],
      exitCode: 0,
    };
  return { lines: [...faults.map(({ sentence }) => sentence), ...what, ...key], exitCode: 1 };
}

function time(at: number): string {
  return new Date(at).toISOString();
}

function readArgs(args: readonly string[]): { folder: string; key: string | null } | null {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: { key: { type: 'string' } },
      allowPositionals: true,
    });
    const [folder, ...more] = positionals;
    return folder === undefined || more.length > 0 ? null : { folder, key: values.key ?? null };
  } catch {
    // An option that there is not: how it is used says more than why it was refused.
    return null;
  }
}
