import type { RecordedView, RecordingView } from '@fernblick/protocol';
import type { Actor } from './commands.ts';
import { isRunning } from './recording-steps.ts';
import { askAgainAt, waitingFor } from './recording.ts';
import { findPerson, type Recording, type SessionState } from './state.ts';
import type { Connections } from './view.ts';

/** The newest recording, as everybody in the call sees it: that it is asked for, runs, waits, or has been stopped. */
export function recordingView(
  state: SessionState,
  viewer: Actor,
  connections: Pick<Connections, 'storedAt'>,
): RecordingView | null {
  const recording = state.recordings.at(-1);
  if (recording === undefined) return null;
  const { id, by, participant, startedAt, since, reason } = recording;
  const waiting = waitingFor(state, recording);
  const me = findPerson(state, viewer)?.id;
  const isOpen = recording.spans.at(-1)?.until === null;
  const spans = isOpen ? recording.spans.slice(0, -1) : recording.spans;
  return {
    id,
    state: stateOf(recording),
    askedBy: by.name,
    by: participant,
    you: answerOf(recording, me, waiting),
    waitingFor: state.participants.filter((p) => waiting.includes(p.id)).map(({ name }) => name),
    pausedFor: [...recording.pauses],
    startedAt,
    since,
    recordedMs: spans.reduce((sum, { from, until }) => sum + ((until ?? from) - from), 0),
    reason,
    askAgainAt: askAgainAt(state, me ?? null),
    storedAt: connections.storedAt?.(id) ?? null,
  };
}

/** Every recording of which something was recorded. */
export function recordedViews({ recordings }: SessionState): RecordedView[] {
  return recordings.flatMap(({ id, by, startedAt, reason, file }) => {
    if (startedAt === null) return [];
    const about = { id, by: by.name, startedAt, reason };
    if (file === null || typeof file === 'string')
      return {
        ...about,
        state: file ?? (reason === null ? 'storing' : 'finishing'),
        durationMs: null,
        size: 0,
        type: 'video/webm',
        mp4: false,
        hasPoster: false,
        chapters: [],
        gaps: 0,
        missingMs: 0,
      };
    const { durationMs, bytes: size, type, mp4, hasPoster, chapters, missing } = file;
    const gaps = { gaps: missing?.places ?? 0, missingMs: missing?.ms ?? 0 };
    const known = { durationMs, size, type, mp4, hasPoster, chapters: [...chapters], ...gaps };
    return { ...about, state: 'ready', ...known };
  });
}

function stateOf(recording: Recording): RecordingView['state'] {
  if (recording.reason !== null) return 'stopped';
  if (recording.startedAt === null) return 'asked';
  return isRunning(recording) ? 'running' : 'paused';
}

function answerOf(
  { yes, no }: Recording,
  me: string | undefined,
  waiting: readonly string[],
): RecordingView['you'] {
  if (me === undefined) return null;
  if (yes.includes(me)) return 'yes';
  if (no.includes(me)) return 'no';
  return waiting.includes(me) ? 'asked' : null;
}
