import type { RecordingPause, RecordingStop } from '@fernblick/protocol';
import type { SessionEventOf, SessionEventType } from './events.ts';
import type { Recording, RecordingFile, SessionState } from './state.ts';

type RecordingEventType = Extract<SessionEventType, `recording-${string}`>;

/** What is true of a session's recordings after an event that is about one. */
export const recordingSteps: {
  readonly [T in RecordingEventType]: (
    state: SessionState,
    event: SessionEventOf<T>,
  ) => SessionState;
} = {
  'recording-asked': (state, { recording: id, by, participant, asker, at }) => ({
    ...state,
    recordings: [
      // Of what nobody agreed to, nothing is left but the journal's word.
      ...state.recordings.filter(({ startedAt }) => startedAt !== null),
      {
        id,
        by,
        participant,
        askedAt: at,
        yes: [asker ?? participant],
        no: [],
        startedAt: null,
        pauses: [],
        spans: [],
        since: at,
        reason: null,
        file: null,
      },
    ],
  }),
  'recording-answered': (state, { recording, participant, yes }) =>
    change(state, recording, (before) => ({
      ...before,
      yes: [...without(before.yes, participant), ...(yes ? [participant] : [])],
      no: [...without(before.no, participant), ...(yes ? [] : [participant])],
    })),
  'recording-withdrawn': (state, { recording, participant }) =>
    change(state, recording, (before) => ({
      ...before,
      yes: without(before.yes, participant),
      no: [...without(before.no, participant), participant],
    })),
  'recording-started': (state, { recording, at }) =>
    change(state, recording, (before) => settled({ ...before, startedAt: at }, at)),
  'recording-paused': (state, { recording, why, at }) =>
    change(state, recording, (before) =>
      settled({ ...before, pauses: [...withoutPause(before, why), why] }, at),
    ),
  'recording-resumed': (state, { recording, why, at }) =>
    change(state, recording, (before) =>
      settled({ ...before, pauses: withoutPause(before, why) }, at),
    ),
  'recording-stopped': (state, { recording, reason, at }) =>
    change(state, recording, (before) => settled({ ...before, pauses: [], reason }, at)),
  'recording-finished': (state, { recording, file, chunks }) =>
    change(state, recording, (before) => ({ ...before, file: madeOf({ file, chunks }) })),
  'recording-deleted': (state, { recording }) => ({
    ...state,
    recordings: state.recordings.filter(({ id }) => id !== recording),
  }),
};

/** What is there of a recording that is over: its file, or why there is none. */
export function madeOf({
  file,
  chunks,
}: {
  readonly file: RecordingFile | null;
  readonly chunks: number;
}): NonNullable<Recording['file']> {
  return file ?? (chunks === 0 ? 'empty' : 'broken');
}

/** True while what happens in the call is recorded. */
export function isRunning({ startedAt, pauses, reason }: Recording): boolean {
  return startedAt !== null && pauses.length === 0 && reason === null;
}

/** True where it was stopped because somebody has not agreed, or no longer. */
export function isNo(reason: RecordingStop | null): boolean {
  return reason === 'consent-withdrawn' || reason === 'consent-denied';
}

/** Opens or closes the time in which it runs, where that has changed. */
function settled(recording: Recording, at: number): Recording {
  const { spans } = recording;
  const last = spans.at(-1);
  const ran = last !== undefined && last.until === null;
  const runs = isRunning(recording);
  const isWithoutConsent = isNo(recording.reason) || recording.pauses.includes('newcomer');
  return {
    ...recording,
    since: runs === ran && recording.reason === null ? recording.since : at,
    spans:
      runs && !ran
        ? [...spans, { from: at, until: null }]
        : spans.map((span) =>
            span !== last || runs
              ? span
              : {
                  ...span,
                  until: span.until ?? at,
                  ...(isWithoutConsent && { latest: span.latest ?? at }),
                },
          ),
  };
}

function change(
  state: SessionState,
  recording: string,
  to: (before: Recording) => Recording,
): SessionState {
  return {
    ...state,
    recordings: state.recordings.map((one) => (one.id === recording ? to(one) : one)),
  };
}

function without(ids: readonly string[], id: string): readonly string[] {
  return ids.filter((other) => other !== id);
}

function withoutPause({ pauses }: Recording, why: RecordingPause): readonly RecordingPause[] {
  return pauses.filter((other) => other !== why);
}
