import {
  CHUNK_CLOCK_MS,
  CHUNK_GRACE_MS,
  type ParticipantId,
  type RecordingPause,
  type RecordingStop,
  type Role,
} from '@fernblick/protocol';
import type { JournalEntry, SessionEvent } from './events.ts';
import { evolve } from './evolve.ts';
import type { ChunkTimes } from './recording.ts';
import { isNo } from './recording-steps.ts';
import type { ConsentSpan, Participant, SessionState } from './state.ts';

interface LogFields {
  /** Somebody who shows is in the call: from the beginning, or from here on. */
  readonly there: {
    readonly participant: ParticipantId;
    readonly name: string;
    readonly role: Role;
  };
  readonly gone: { readonly participant: ParticipantId };
  /** Who asks agrees thereby. */
  readonly asked: { readonly participant: ParticipantId };
  readonly answered: { readonly participant: ParticipantId; readonly yes: boolean };
  readonly withdrawn: { readonly participant: ParticipantId };
  readonly started: Readonly<Record<never, never>>;
  readonly paused: { readonly why: RecordingPause };
  readonly resumed: { readonly why: RecordingPause };
  readonly stopped: { readonly reason: RecordingStop };
}

/** One thing that decides whether a recording may run: who is there, who has agreed, what an agent wants. */
export type RecordingLogEntry = {
  [K in keyof LogFields]: { readonly is: K; readonly at: number } & LogFields[K];
}[keyof LogFields];

/** All of a session's journal that says when this recording was allowed to run, from the question on. */
export function recordingLog(
  journal: Iterable<JournalEntry>,
  recording: string,
): readonly RecordingLogEntry[] {
  const log: RecordingLogEntry[] = [];
  let state: SessionState | null = null;
  let isAsked = false;
  for (const { event, seq } of journal) {
    const before: SessionState | null = state;
    state = evolve(state, event, seq);
    if (event.type === 'recording-asked' && event.recording === recording) {
      isAsked = true;
      for (const one of shown(state)) log.push(there(one, event.at));
    } else if (isAsked) log.push(...comings(before, state, event.at));
    const said = entryOf(event, recording);
    if (said !== null) log.push(said);
    if (said?.is === 'stopped') break;
  }
  return log;
}

/**
 * When it may have run, by nothing but who was there and who had agreed. Worked out anew from the log, not taken from
 * what the server did: this is what a recording is held against afterwards.
 */
export function consentSpans(log: Iterable<RecordingLogEntry>): readonly ConsentSpan[] {
  const here = new Set<ParticipantId>();
  const agreed = new Set<ParticipantId>();
  const pauses = new Set<RecordingPause>();
  let isStarted = false;
  let isOver = false;
  const spans: { from: number; until: number | null; latest?: number }[] = [];
  for (const entry of log) {
    if (entry.is === 'there') here.add(entry.participant);
    else if (entry.is === 'gone') here.delete(entry.participant);
    else if (entry.is === 'asked') agreed.add(entry.participant);
    else if (entry.is === 'answered' && entry.yes) agreed.add(entry.participant);
    else if (entry.is === 'paused') pauses.add(entry.why);
    else if (entry.is === 'resumed') pauses.delete(entry.why);
    else if (entry.is === 'started') isStarted = true;
    else isOver = true;
    const haveAgreed = [...here].every((id) => agreed.has(id));
    // Where nobody is said to have agreed, all of it was left out.
    const mayRun = isStarted && !isOver && pauses.size === 0 && agreed.size > 0 && haveAgreed;
    const last = spans.at(-1);
    const ran = last?.until === null;
    if (mayRun && !ran) spans.push({ from: entry.at, until: null });
    else if (!mayRun && last !== undefined) {
      last.until ??= entry.at;
      const isNoNow = entry.is === 'withdrawn' || (entry.is === 'stopped' && isNo(entry.reason));
      if (isNoNow || !haveAgreed) last.latest ??= entry.at;
    }
  }
  return spans;
}

/**
 * True for a piece that lies within one such time, but for what a page may learn too late; nothing may go beyond a no, nor
 * beyond the moment in which somebody came who had not agreed. Times are of the clock; `now` is the latest there can be.
 */
export function isWithinConsent(
  spans: readonly ConsentSpan[],
  { from, until }: ChunkTimes,
  now = Number.POSITIVE_INFINITY,
): boolean {
  return (
    from <= until &&
    spans.some((span) => {
      return (
        from >= span.from - CHUNK_CLOCK_MS &&
        from < (span.until ?? Number.POSITIVE_INFINITY) + CHUNK_CLOCK_MS &&
        until <=
          Math.min((span.until ?? now) + CHUNK_GRACE_MS, span.latest ?? Number.POSITIVE_INFINITY)
      );
    })
  );
}

function shown({ participants }: SessionState): readonly Participant[] {
  return participants.filter(({ presence, masked }) => presence === 'joined' && masked !== true);
}

function there({ id: participant, name, role }: Participant, at: number): RecordingLogEntry {
  return { is: 'there', at, participant, name, role };
}

function comings(
  before: SessionState | null,
  after: SessionState,
  at: number,
): readonly RecordingLogEntry[] {
  const then = before === null ? [] : shown(before);
  const now = shown(after);
  return [
    ...now.filter(({ id }) => !then.some((one) => one.id === id)).map((one) => there(one, at)),
    ...then
      .filter(({ id }) => !now.some((one) => one.id === id))
      .map(({ id }) => ({ is: 'gone', at, participant: id }) as const),
  ];
}

function entryOf(event: SessionEvent, recording: string): RecordingLogEntry | null {
  if (!('recording' in event) || event.recording !== recording) return null;
  const { at } = event;
  switch (event.type) {
    case 'recording-asked':
      return { is: 'asked', at, participant: event.asker ?? event.participant };
    case 'recording-answered':
      return { is: 'answered', at, participant: event.participant, yes: event.yes };
    case 'recording-withdrawn':
      return { is: 'withdrawn', at, participant: event.participant };
    case 'recording-started':
      return { is: 'started', at };
    case 'recording-paused':
      return { is: 'paused', at, why: event.why };
    case 'recording-resumed':
      return { is: 'resumed', at, why: event.why };
    case 'recording-stopped':
      return { is: 'stopped', at, reason: event.reason };
    case 'recording-finished':
    case 'recording-deleted':
      return null;
  }
}
