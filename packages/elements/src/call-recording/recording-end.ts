import type { RecordingStop, RecordingView } from '@fernblick/protocol';
import type { CallRecordingWords } from './words/en.ts';

/** Says how a recording came to its end. */
export function whyOver(
  words: CallRecordingWords,
  { startedAt }: RecordingView,
  reason: RecordingStop,
): string {
  if (reason === 'consent-denied') return startedAt === null ? words.denied : words.deniedLater;
  return startedAt === null ? words.neverBegan : words.over[reason];
}

/** True where it cannot go on by itself, and nobody has wished it to end. */
export function hasFailed(view: RecordingView | null): boolean {
  return view?.reason === 'failed' || view?.reason === 'storage';
}
