import type { ErrorCode, ParticipantId } from '@fernblick/protocol';
import type { Actor, PersonCommandOf, ServerCommandOf } from './commands.ts';
import type { SessionEvent } from './events.ts';
import { evolve } from './evolve.ts';
import { mayWatch } from './may-watch.ts';
import { isWithinConsent } from './recording-log.ts';
import { isNo, madeOf } from './recording-steps.ts';
import { inCall, inControl, type JoinedSituation, type Situation, type Verdict } from './rule.ts';
import { findPerson, personOf, type Recording, type SessionState } from './state.ts';

/** So many recordings can a session have; keeps the view below its size limit. */
export const MAX_RECORDINGS = 20;

/** After somebody's no, nobody else asks again for so long. In milliseconds. */
export const ASK_AGAIN_AFTER_MS = 30_000;

/** When a piece was recorded, in milliseconds since the start of its recording; both ends belong to it. */
export interface ChunkTimes {
  readonly from: number;
  readonly until: number;
}

/** The recording that is asked for, runs or waits; null where none is. */
export function liveRecording({ recordings }: Pick<SessionState, 'recordings'>): Recording | null {
  const last = recordings.at(-1);
  return last?.reason === null ? last : null;
}

/** Those in the call who show, and have neither agreed nor refused yet. */
export function waitingFor(state: SessionState, recording: Recording): readonly ParticipantId[] {
  if (recording.reason !== null) return [];
  return state.participants
    .filter(({ presence, masked }) => presence === 'joined' && masked !== true)
    .map(({ id }) => id)
    .filter((id) => !recording.yes.includes(id) && !recording.no.includes(id));
}

/**
 * Asks everybody who is there and shows; who asks has thereby agreed. A customer may ask as well as the agent in control,
 * whose page records either way, and who then agrees like anybody else.
 */
export const ask = inCall<PersonCommandOf<'recording:ask'>>(
  ({ state, actor, me, at, allowed }, { facts: { recording } }) => {
    const asksForAnother = me.role === 'customer';
    if (!asksForAnother && state.inControl !== me.id) return 'not-allowed';
    // It is asked for by itself, and not again after anybody's no.
    if (asksForAnother && allowed.functions.has('auto-recording')) return 'switched-off';
    if (state.hold !== null) return 'on-hold';
    if (liveRecording(state) !== null) return 'recording-changed';
    if (at < (askAgainAt(state, me.id) ?? 0)) return 'asked-just-now';
    if (state.recordings.length >= MAX_RECORDINGS) return 'recordings-full';
    const recorder = state.participants.find(({ id }) => id === state.inControl);
    if (recorder?.presence !== 'joined' || recorder.cannotRecord === true) return 'no-recorder';
    const by = personOf(actor);
    const asker = asksForAnother ? { asker: me.id } : {};
    return [{ type: 'recording-asked', at, recording, by, participant: recorder.id, ...asker }];
  },
);

/**
 * From when on somebody may ask again, in milliseconds, where anybody has said no last; null where they may at any time.
 * A no is not to be worn down by asking over and over; whoever has said it may change their mind at once.
 */
export function askAgainAt(
  { recordings }: Pick<SessionState, 'recordings'>,
  me: ParticipantId | null,
): number | null {
  const last = recordings.at(-1);
  const isRefused = last !== undefined && isNo(last.reason) && last.no.some((id) => id !== me);
  return isRefused ? last.since + ASK_AGAIN_AFTER_MS : null;
}

/** Says yes or no; a no after a yes takes it back. */
export const answer = inCall<PersonCommandOf<'recording:answer'>>(
  (situation, { input: { recording: id, yes } }) => {
    const { me, at, allowed } = situation;
    return about(situation, id, (recording) => {
      // A customer may ask for what this agent in particular is not to do.
      const records = recording.participant === me.id;
      if (yes && records && !allowed.functions.has('recording')) return 'switched-off';
      if (recording.yes.includes(me.id)) return yes ? [] : takeBack(situation, id);
      if (me.masked === true) return 'not-allowed';
      return [{ type: 'recording-answered', at, recording: id, participant: me.id, yes }];
    });
  },
);

/** Takes a yes back. Whoever was not even asked yet says no thereby. */
export const withdraw = inCall<PersonCommandOf<'recording:withdraw'>>(
  (situation, { input: { recording: id } }) => {
    const { me } = situation;
    const over = situation.state.recordings.find((one) => one.id === id && one.reason !== null);
    if (over !== undefined) {
      // The page that records has heard of it first, from page to page: here is whose no it was.
      const isUnnamed = over.reason === 'consent-withdrawn' && over.no.length === 0;
      // Whatever else has ended it in the same moment: what was wanted is so.
      return isUnnamed && over.yes.includes(me.id) ? takeBack(situation, id) : [];
    }
    return about(situation, id, () =>
      me.masked === true ? 'not-allowed' : takeBack(situation, id),
    );
  },
);

/** Lets it wait until an agent says otherwise. */
export const pause = inControl<PersonCommandOf<'recording:pause'>>((situation, { input }) =>
  about(situation, input.recording, ({ startedAt, pauses }) => {
    if (startedAt === null) return 'recording-changed';
    return pauses.includes('agent')
      ? []
      : [{ type: 'recording-paused', at: situation.at, recording: input.recording, why: 'agent' }];
  }),
);

/** Takes back what `pause` did; where it waits for something else too, it goes on waiting. */
export const goOn = inControl<PersonCommandOf<'recording:resume'>>((situation, { input }) =>
  about(situation, input.recording, ({ pauses }) =>
    pauses.includes('agent')
      ? [{ type: 'recording-resumed', at: situation.at, recording: input.recording, why: 'agent' }]
      : [],
  ),
);

/** Stops it for good, or takes the question back; stopping twice is stopping once. */
export const stop = inControl<PersonCommandOf<'recording:stop'>>(({ state, at }, { input }) => {
  const { recording: id, reason } = input;
  const recording = state.recordings.find((one) => one.id === id);
  if (recording === undefined) return 'not-found';
  return recording.reason === null
    ? [{ type: 'recording-stopped', at, recording: id, reason }]
    : [];
});

/** Deletes what was recorded; never while it goes on. */
export function deleteRecording(
  { state, actor, at }: Situation,
  { input: { recording: id, reason } }: PersonCommandOf<'recording:delete'>,
): Verdict {
  const recording = state.recordings.find((one) => one.id === id);
  if (recording === undefined || recording.startedAt === null) return 'not-found';
  if (recording.reason === null) return 'recording-changed';
  return [{ type: 'recording-deleted', at, recording: id, by: personOf(actor), reason }];
}

/** Deletes what is older than recordings are kept. */
export function expireRecordings(
  state: SessionState,
  { facts: { before } }: ServerCommandOf<'expire-recordings'>,
  at: number,
): Verdict {
  return state.recordings
    .filter(({ startedAt, reason }) => startedAt !== null && reason !== null && startedAt < before)
    .map(({ id }) => ({
      type: 'recording-deleted',
      at,
      recording: id,
      by: null,
      reason: 'Its time was up.',
    }));
}

/** Ends what nobody records any more; of another one, or of one that is over, nothing changes. */
export function loseRecorder(
  state: SessionState,
  { facts: { recording: id } }: ServerCommandOf<'recorder-lost'>,
  at: number,
): Verdict {
  if (liveRecording(state)?.id !== id) return [];
  return [{ type: 'recording-stopped', at, recording: id, reason: 'ended' }];
}

/** Says that a file was made of what has come. */
export function finishRecording(
  state: SessionState,
  { facts: { recording: id, file, chunks } }: ServerCommandOf<'recording-finished'>,
  at: number,
): Verdict {
  const recording = state.recordings.find((one) => one.id === id);
  if (recording === undefined || recording.startedAt === null) return 'not-found';
  if (recording.reason === null) return 'recording-changed';
  // It is finished anew when a piece comes late, or a server starts: the journal has what changed by that.
  const isNew = JSON.stringify(madeOf({ file, chunks })) !== JSON.stringify(recording.file);
  return isNew ? [{ type: 'recording-finished', at, recording: id, file, chunks }] : [];
}

/**
 * What follows for a recording from whatever has just been decided: it begins with the last yes, waits while somebody new
 * is asked or the call is on hold, and stops with a no, with the call, and with the page that records.
 */
export function recordingConsequences(
  before: SessionState | null,
  verdict: readonly SessionEvent[],
): readonly SessionEvent[] {
  const last = verdict.at(-1);
  if (before === null || last === undefined) return [];
  let state = before;
  for (const event of verdict) state = evolve(state, event, state.seq.all + 1);
  const recording = liveRecording(state);
  if (recording === null) return [];
  const { id, startedAt, pauses } = recording;
  const { at } = last;
  const about = { at, recording: id } as const;

  const reason = whyStop(before, state, recording);
  if (reason !== null) return [{ type: 'recording-stopped', ...about, reason }];
  const waits = waitingFor(state, recording).length > 0;
  if (startedAt === null) {
    if (waits) return [];
    return [
      { type: 'recording-started', ...about },
      ...(state.hold === null
        ? []
        : [{ type: 'recording-paused', ...about, why: 'hold' } as const]),
    ];
  }
  const events: SessionEvent[] = [];
  for (const [why, holds] of [
    ['newcomer', waits],
    ['hold', state.hold !== null],
  ] as const)
    if (holds !== pauses.includes(why))
      events.push({ type: holds ? 'recording-paused' : 'recording-resumed', ...about, why });
  return events;
}

/** Why a piece may not be stored; null where it may: by who recorded it, of a time in which everybody had agreed. */
export function whyNotStoreChunk(
  state: SessionState,
  actor: Actor,
  chunk: { readonly recording: string; readonly times: ChunkTimes | null; readonly at: number },
): ErrorCode | null {
  const recording = state.recordings.find(({ id }) => id === chunk.recording);
  if (!mayWatch(state, actor) || recording === undefined) return 'not-found';
  const me = findPerson(state, actor);
  if (me === null || me.id !== recording.participant) return 'not-found';
  const { startedAt, spans } = recording;
  if (startedAt === null) return 'recording-changed';
  if (chunk.times === null) return null;
  const from = startedAt + chunk.times.from;
  const until = startedAt + chunk.times.until;
  return isWithinConsent(spans, { from, until }, chunk.at) ? null : 'recording-changed';
}

/** Why somebody may not see a recording; null where they may: its session decides, and nothing else. */
export function whyNotReadRecording(
  state: SessionState,
  actor: Actor,
  id: string,
): ErrorCode | null {
  const isThere = state.recordings.some((one) => one.id === id && one.startedAt !== null);
  return mayWatch(state, actor) && isThere ? null : 'not-found';
}

function whyStop(before: SessionState, state: SessionState, recording: Recording) {
  const there = state.participants.find(({ id }) => id === recording.participant);
  const was = before.participants.find(({ id }) => id === recording.participant);
  if (state.phase !== 'in-progress') return 'ended';
  // Another page of the same person cannot go on with what this one has begun.
  if (there?.presence !== 'joined' || there.epoch !== was?.epoch) return 'ended';
  if (state.inControl !== recording.participant) return 'ended';
  const beforehand = before.recordings.find(({ id }) => id === recording.id);
  return recording.no.length === 0
    ? null
    : // Of what never began, nothing is stopped: it just does not begin.
      recording.startedAt !== null && recording.no.some((id) => beforehand?.yes.includes(id))
      ? 'consent-withdrawn'
      : 'consent-denied';
}

function takeBack({ me, at }: JoinedSituation, recording: string): Verdict {
  return [{ type: 'recording-withdrawn', at, recording, participant: me.id }];
}

/** @returns what `then` says of the recording of this id, as long as it is not over */
function about(
  { state }: JoinedSituation,
  id: string,
  then: (recording: Recording) => Verdict,
): Verdict {
  const recording = state.recordings.find((one) => one.id === id);
  if (recording === undefined) return 'not-found';
  return recording.reason === null ? then(recording) : 'recording-changed';
}
