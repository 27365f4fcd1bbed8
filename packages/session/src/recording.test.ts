import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { checkNotice, type Settings } from '@fernblick/protocol';
import fc from 'fast-check';
import type { Actor } from './commands.ts';
import { decide } from './decide.ts';
import { consentSpans, isWithinConsent, recordingLog } from './recording-log.ts';
import { isRunning } from './recording-steps.ts';
import {
  ASK_AGAIN_AFTER_MS,
  liveRecording,
  MAX_RECORDINGS,
  waitingFor,
  whyNotReadRecording,
  whyNotStoreChunk,
  type ChunkTimes,
} from './recording.ts';
import { allowedFor } from './settings.ts';
import type { Participant, Recording } from './state.ts';
import {
  agent,
  anna,
  ben,
  commandOf,
  mia,
  paul,
  RECORDING,
  runningCall,
  type Stage,
} from './testing/stage.ts';
import { view } from './view.ts';

const nobodyHere = new Set<string>();
const everybody = [anna, ben, mia, paul];

function seenBy(stage: Stage, viewer: Actor) {
  return view(stage.now, viewer, nobodyHere)?.recording ?? null;
}

function newest(stage: Stage): Recording {
  const recording = stage.now.recordings.at(-1);
  assert.ok(recording);
  return recording;
}

/** A call that Anna records, with Mia’s consent. */
function recordedCall(): Stage {
  const stage = runningCall();
  stage.do(anna, 'recording:ask');
  stage.do(mia, 'recording:answer');
  return stage;
}

/** Somebody who is there without showing. */
function masked(stage: Stage): Participant {
  const { id: _, ...place } = stage.place(anna);
  return { ...place, id: 'masked-one', subject: 'carla', name: 'Carla', masked: true };
}

describe('a recording', () => {
  it('begins with the last yes, and not before', () => {
    const stage = runningCall();
    stage.do(ben, 'session:join');
    assert.deepEqual(stage.do(anna, 'recording:ask'), ['recording-asked']);
    assert.deepEqual(
      everybody.slice(0, 3).map((who) => seenBy(stage, who)?.you),
      ['yes', 'asked', 'asked'],
    );
    assert.deepEqual(seenBy(stage, mia)?.waitingFor, ['Mia', 'Ben']);
    assert.equal(seenBy(stage, paul)?.you, null, 'who is not in the call is not asked');
    assert.deepEqual(stage.do(ben, 'recording:answer'), ['recording-answered']);
    assert.equal(seenBy(stage, mia)?.state, 'asked');
    const events = stage.do(mia, 'recording:answer');
    assert.deepEqual(events, ['recording-answered', 'recording-started']);
    assert.deepEqual([seenBy(stage, mia)?.state, seenBy(stage, mia)?.waitingFor], ['running', []]);
    const twice = stage.try(anna, 'recording:ask');
    assert.ok(!twice.ok && twice.error === 'recording-changed');
  });

  it('is asked for by customers too: the agent in control is asked, and their page records', () => {
    const stage = runningCall();
    stage.do(ben, 'session:join');
    stage.do(mia, 'recording:ask');
    assert.deepEqual(
      [mia, anna, ben].map((who) => seenBy(stage, who)?.you),
      ['yes', 'asked', 'asked'],
    );
    const seen = seenBy(stage, mia);
    assert.deepEqual([seen?.askedBy, seen?.by], ['Mia', stage.place(anna).id]);
    stage.do(ben, 'recording:answer');
    assert.deepEqual(stage.do(anna, 'recording:answer'), [
      'recording-answered',
      'recording-started',
    ]);
    const sent = { recording: RECORDING, times: { from: 0, until: 900 }, at: stage.at + 1_000 };
    assert.equal(whyNotStoreChunk(stage.now, anna, sent), null, 'the agent’s page brings it');
    assert.equal(whyNotStoreChunk(stage.now, mia, sent), 'not-found');
    assert.deepEqual(stage.do(mia, 'recording:withdraw'), [
      'recording-withdrawn',
      'recording-stopped',
    ]);
  });

  it('that was only asked for is taken back without anybody having stopped it', () => {
    const stage = runningCall();
    stage.do(mia, 'recording:ask');
    stage.do(mia, 'recording:withdraw');
    assert.equal(seenBy(stage, anna)?.reason, 'consent-denied', 'nothing is recorded');
  });

  it('is not asked for by customers where nothing can record it, or it is asked for by itself', () => {
    const without = runningCall();
    without.do(anna, 'session:join', { records: false, tab: 'another', takeOver: true });
    const none = without.try(mia, 'recording:ask');
    assert.ok(!none.ok && none.error === 'no-recorder');
    without.do(anna, 'session:join', { tab: 'a-third', takeOver: true });
    assert.ok(without.try(mia, 'recording:ask').ok, 'another browser can');

    const stage = runningCall();
    const decided = (functions: Settings['functions']) => ({
      host: { functions },
      portals: {},
      agents: {},
    });
    const auto = decided({ 'auto-recording': true });
    const allowed = allowedFor(auto, mia, stage.now);
    const asked = decide(stage.now, commandOf('recording:ask', mia), {
      actor: mia,
      at: stage.at,
      tab: 'tab-of-mia',
      allowed,
    });
    assert.ok(!asked.ok && asked.error === 'switched-off');
  });

  it('is asked for again by others only a while after a no, and at once by whoever has said it', () => {
    fc.assert(
      fc.property(
        fc.nat(2 * ASK_AGAIN_AFTER_MS),
        fc.boolean(),
        fc.boolean(),
        (waitedMs, ranBefore, agentAsks) => {
          const stage = runningCall();
          const [asks, refuses] = agentAsks ? [anna, mia] : [mia, anna];
          stage.do(asks, 'recording:ask');
          if (ranBefore) stage.do(refuses, 'recording:answer', { yes: true });
          if (ranBefore) stage.do(refuses, 'recording:withdraw');
          else stage.do(refuses, 'recording:answer', { yes: false });
          const at = stage.at + waitedMs;
          const ask = (actor: Actor) =>
            decide(stage.now, commandOf('recording:ask', actor), { actor, at });
          const shown = (actor: Actor) => seenBy(stage, actor)?.askAgainAt ?? null;
          assert.equal(ask(asks).ok, waitedMs >= ASK_AGAIN_AFTER_MS);
          assert.equal(ask(asks).ok, at >= (shown(asks) ?? 0), 'as the button says');
          assert.equal(ask(refuses).ok, true);
          assert.equal(shown(refuses), null);
        },
      ),
    );
    const stage = runningCall();
    stage.do(mia, 'recording:ask');
    stage.do(anna, 'recording:answer', { yes: true });
    stage.do(anna, 'recording:stop');
    assert.ok(stage.try(mia, 'recording:ask').ok, 'a stop is no no');
  });

  it('is not made by an agent who is not to, though a customer asks for it', () => {
    const stage = runningCall();
    stage.do(mia, 'recording:ask');
    const off = { host: {}, portals: {}, agents: { anna: { functions: { recording: false } } } };
    const say = (yes: boolean) =>
      decide(stage.now, commandOf('recording:answer', anna, { yes }), {
        actor: anna,
        at: stage.at,
        tab: 'tab-of-anna',
        allowed: allowedFor(off, anna, stage.now),
      });
    const yes = say(true);
    assert.ok(!yes.ok && yes.error === 'switched-off');
    assert.ok(say(false).ok);
  });

  it('never begins where somebody says no, and can be asked for again', () => {
    const stage = runningCall();
    stage.do(anna, 'recording:ask');
    stage.do(mia, 'recording:answer', { yes: false });
    assert.deepEqual(
      [seenBy(stage, anna)?.reason, seenBy(stage, mia)?.you],
      ['consent-denied', 'no'],
    );
    const late = stage.try(mia, 'recording:answer');
    assert.ok(!late.ok && late.error === 'recording-changed');
    assert.deepEqual(view(stage.now, mia, nobodyHere)?.recordings, [], 'nothing was recorded');
    stage.at += ASK_AGAIN_AFTER_MS;
    stage.do(anna, 'recording:ask', {}, { recording: 'recording-0002' });
    assert.deepEqual(
      [seenBy(stage, mia)?.you, seenBy(stage, mia)?.id, stage.now.recordings.length],
      ['asked', 'recording-0002', 1],
    );
  });

  it('stops for good when somebody takes their yes back', () => {
    const stage = recordedCall();
    const events = stage.do(mia, 'recording:withdraw');
    assert.deepEqual(events, ['recording-withdrawn', 'recording-stopped']);
    assert.equal(seenBy(stage, anna)?.reason, 'consent-withdrawn');
    const resumed = stage.try(anna, 'recording:resume');
    assert.ok(!resumed.ok && resumed.error === 'recording-changed');
    assert.deepEqual(stage.do(mia, 'recording:withdraw'), [], 'twice is once');
  });

  it('stops by the word of the page that records where that alone was told, and learns later whose no it was', () => {
    const stage = recordedCall();
    assert.deepEqual(stage.do(anna, 'recording:stop', { reason: 'consent-withdrawn' }), [
      'recording-stopped',
    ]);
    assert.equal(newest(stage).spans.at(-1)?.latest, stage.at, 'no grace beyond a no');
    stage.at += 20_000;
    assert.deepEqual(stage.do(mia, 'recording:withdraw'), ['recording-withdrawn']);
    assert.deepEqual(newest(stage).no, [
      stage.now.participants.find((p) => p.role === 'customer')?.id,
    ]);
    assert.deepEqual(stage.do(mia, 'recording:withdraw'), [], 'twice is once');
    assert.deepEqual(stage.do(anna, 'recording:withdraw'), [], 'nor is it of anybody else');
    const again = stage.try(anna, 'recording:ask', {}, { recording: 'recording-0002' });
    assert.ok(!again.ok && again.error === 'asked-just-now');
  });

  it('waits while somebody new is asked: their yes lets it go on, their no stops it', () => {
    for (const yes of [true, false]) {
      const stage = recordedCall();
      assert.ok(stage.do(paul, 'session:join').includes('recording-paused'));
      const seen = seenBy(stage, paul);
      assert.deepEqual(
        [seen?.state, seen?.pausedFor, seen?.you],
        ['paused', ['newcomer'], 'asked'],
      );
      stage.do(paul, 'recording:answer', { yes });
      assert.equal(seenBy(stage, mia)?.state, yes ? 'running' : 'stopped');
    }
    const stage = recordedCall();
    stage.do(paul, 'session:join');
    assert.ok(stage.do(paul, 'session:leave').includes('recording-resumed'), 'gone without a word');
  });

  it('waits for as long as there is any reason to', () => {
    const stage = recordedCall();
    stage.do(anna, 'recording:pause');
    stage.do(anna, 'call:hold');
    stage.do(anna, 'recording:resume');
    assert.deepEqual(seenBy(stage, mia)?.pausedFor, ['hold']);
    assert.deepEqual(stage.do(anna, 'call:resume'), ['hold-ended', 'recording-resumed']);
    assert.equal(seenBy(stage, mia)?.state, 'running');
    assert.equal(newest(stage).spans.length, 2);
  });

  it('ends with the call, and when the page that records is gone', () => {
    const ends: readonly ((stage: Stage) => unknown)[] = [
      (stage) => stage.do(anna, 'session:end'),
      (stage) => stage.do(mia, 'session:leave'),
      (stage) => stage.do(anna, 'session:leave'),
      (stage) => stage.lose(anna),
      (stage) => stage.do(anna, 'session:join', { tab: 'another-tab-of-anna', takeOver: true }),
    ];
    for (const end of ends) {
      const stage = recordedCall();
      stage.do(ben, 'session:join');
      stage.do(ben, 'recording:answer');
      end(stage);
      assert.equal(newest(stage).reason, 'ended');
    }
    const stage = recordedCall();
    stage.do(anna, 'session:join');
    assert.equal(newest(stage).reason, null, 'the same page came back');
  });

  it('takes pieces from who records, of the times in which it ran, also afterwards', () => {
    const stage = recordedCall();
    const { startedAt } = newest(stage);
    assert.ok(startedAt !== null);
    stage.at = startedAt + 9_000;
    stage.do(mia, 'recording:withdraw');
    const answer = (from: number, until: number, who = anna, recording = RECORDING) =>
      whyNotStoreChunk(stage.now, who, { recording, times: { from, until }, at: stage.at });
    assert.equal(answer(0, 1_000), null);
    assert.equal(answer(9_500, 10_000), null, 'it ran until 10,000');
    assert.equal(answer(9_600, 10_001), 'recording-changed', 'filmed after the no');
    const held = { from: startedAt + 9_600, until: startedAt + 10_001 };
    const spans = consentSpans(recordingLog(stage.journal, RECORDING));
    assert.equal(isWithinConsent(spans, held), false, 'checked afterwards');
    assert.equal(answer(10_500, 11_000), 'recording-changed');
    assert.equal(answer(9_500, 60_000), 'recording-changed');
    assert.equal(answer(2_000, 1_000), 'recording-changed');
    assert.equal(answer(0, 1_000, mia), 'not-found');
    assert.equal(answer(0, 1_000, anna, 'recording-0002'), 'not-found');
    assert.equal(answer(0, 1_000, agent('Anna', { scope: { is: 'entry' } })), 'not-found');
  });

  it('goes on after a wait: a piece that was cut before the page heard of it stops nothing, one of the wait is not taken', () => {
    const stage = recordedCall();
    const { startedAt } = newest(stage);
    assert.ok(startedAt !== null);
    stage.at = startedAt + 9_000;
    stage.do(anna, 'call:hold');
    stage.at = startedAt + 29_000;
    stage.do(anna, 'call:resume');
    stage.at = startedAt + 32_000;
    const [first, second] = newest(stage).spans;
    assert.deepEqual([first?.until, second?.from], [startedAt + 10_000, startedAt + 30_000]);
    const asked = [
      [9_500, 10_000],
      [10_040, 10_540],
      [10_540, 11_040],
      [20_000, 20_500],
      [30_100, 30_600],
    ] as const;
    const spans = consentSpans(recordingLog(stage.journal, RECORDING));
    for (const [n, [from, until]] of asked.entries()) {
      const isTaken = n !== 2 && n !== 3;
      const sent = { recording: RECORDING, times: { from, until }, at: stage.at };
      assert.equal(whyNotStoreChunk(stage.now, anna, sent) === null, isTaken, `${from}`);
      const held: ChunkTimes = { from: startedAt + from, until: startedAt + until };
      assert.equal(isWithinConsent(spans, held), isTaken, `${from}, checked afterwards`);
    }
  });

  it('holds nothing of after somebody came who has not agreed, whatever they say then, also where it waited already', () => {
    for (const says of ['yes', 'no', 'nothing'] as const)
      for (const heldAt of [null, 9_400]) {
        const stage = recordedCall();
        const { startedAt } = newest(stage);
        assert.ok(startedAt !== null);
        if (heldAt !== null) {
          stage.at = startedAt + heldAt - 1_000;
          stage.do(anna, 'call:hold');
        }
        stage.at = startedAt + 9_000;
        stage.do(paul, 'session:join');
        stage.at = startedAt + 12_000;
        if (says !== 'nothing') stage.do(paul, 'recording:answer', { yes: says === 'yes' });
        const spans = consentSpans(recordingLog(stage.journal, RECORDING));
        for (const [from, until, isTaken] of [
          [9_300, 10_000, true],
          [9_300, 10_001, false],
          [10_000, 10_500, false],
        ] as const) {
          const about = `${from} to ${until}, ${says}, ${heldAt ?? 'not'} held`;
          const sent = { recording: RECORDING, times: { from, until }, at: stage.at };
          assert.equal(whyNotStoreChunk(stage.now, anna, sent) === null, isTaken, about);
          const held: ChunkTimes = { from: startedAt + from, until: startedAt + until };
          assert.equal(isWithinConsent(spans, held), isTaken, `${about}, checked afterwards`);
        }
      }
  });

  it('is kept with its session, seen as far as that is, and deleted with a reason', () => {
    const stage = recordedCall();
    const whileRunning = stage.try(anna, 'recording:delete', { reason: 'A face is in it.' });
    assert.ok(!whileRunning.ok && whileRunning.error === 'recording-changed');
    stage.do(anna, 'session:end');
    assert.equal(view(stage.now, mia, nobodyHere)?.recordings[0]?.state, 'finishing');
    const file = { durationMs: 9_000, bytes: 90_000, type: 'video/webm' } as const;
    const more = { mp4: false, hasPoster: true, chapters: [{ atMs: 4, what: 'picture' }] } as const;
    const missing = { places: 2, ms: 3_000 };
    const finish = (facts: { chunks: number; places: number } | null): unknown =>
      stage.serve({
        name: 'recording-finished',
        facts: {
          recording: RECORDING,
          file: facts && { ...file, ...more, missing: { ...missing, places: facts.places } },
          chunks: facts?.chunks ?? 0,
        },
      });
    for (const [made, of] of [null, { chunks: 8, places: 3 }, { chunks: 9, places: 2 }].entries()) {
      const before = stage.journal.length;
      // Of the same pieces it is made anew at each start of a server, and nothing has happened by that.
      for (let n = 0; n < 3; n += 1) finish(of);
      assert.equal(stage.journal.length, before + 1, `made ${made}`);
    }
    const seen = view(stage.now, mia, nobodyHere);
    const [kept] = seen?.recordings ?? [];
    assert.deepEqual([kept?.state, kept?.reason], ['ready', 'ended']);
    assert.deepEqual([kept?.gaps, kept?.missingMs], [2, 3_000]);
    assert.equal(whyNotReadRecording(stage.now, mia, RECORDING), null);
    stage.do(anna, 'session:visibility', { internal: true });
    assert.equal(whyNotReadRecording(stage.now, mia, RECORDING), 'not-found');
    assert.equal(whyNotReadRecording(stage.now, anna, RECORDING), null);
    const byCustomer = stage.try(mia, 'recording:delete', { reason: 'A face is in it.' });
    assert.ok(!byCustomer.ok);
    stage.do(ben, 'recording:delete', { reason: 'A face is in it.' });
    assert.deepEqual(stage.now.recordings, []);
    const { event } = stage.journal.at(-1) ?? {};
    assert.ok(event?.type === 'recording-deleted' && event.reason === 'A face is in it.');
  });

  it('is one of twenty at most, and they fit into a view', () => {
    const stage = runningCall();
    for (let n = 0; n < MAX_RECORDINGS; n += 1) {
      const recording = `recording-${String(n).padStart(4, '0')}`;
      stage.do(anna, 'recording:ask', {}, { recording });
      stage.do(mia, 'recording:answer', { recording });
      stage.do(anna, 'recording:stop', { recording });
    }
    const more = stage.try(anna, 'recording:ask');
    assert.ok(!more.ok && more.error === 'recordings-full');
    const seen = view(stage.now, mia, nobodyHere);
    assert.ok(seen !== null && checkNotice('session:changed', { view: seen }));
  });
});

const names = [
  'recording:ask',
  'recording:answer',
  'recording:answer',
  'recording:answer',
  'recording:withdraw',
  'recording:pause',
  'recording:resume',
  'recording:stop',
  'session:join',
  'session:join',
  'session:leave',
  'call:hold',
  'call:resume',
  'session:end',
  'mask',
  'lose',
  'lose recorder',
] as const;
const anyStep = fc.record({
  // Whoever is in control does most.
  who: fc.oneof({ weight: 2, arbitrary: fc.constant(anna) }, fc.constantFrom(...everybody)),
  name: fc.constantFrom<(typeof names)[number][]>(...names),
  yes: fc.oneof({ weight: 4, arbitrary: fc.constant(true) }, fc.constant(false)),
});
/** Most begin with a question, which else would be asked too seldom. */
const attempts = fc
  .tuple(
    fc.constantFrom(anna, mia, null),
    fc.array(anyStep, { minLength: 5, maxLength: 40, size: 'max' }),
  )
  .map(([asks, steps]) =>
    asks === null ? steps : [{ who: asks, name: 'recording:ask' as const, yes: true }, ...steps],
  );
type Step = typeof anyStep extends fc.Arbitrary<infer T> ? T : never;

function take(stage: Stage, { who, name, yes }: Step, n: number): void {
  if (name === 'mask') return;
  if (name === 'lose') {
    if (stage.now.participants.some((p) => p.subject === who.subject)) stage.lose(who);
    return;
  }
  const recording = stage.now.recordings.at(-1)?.id ?? RECORDING;
  if (name === 'lose recorder') {
    stage.serve({ name: 'recorder-lost', facts: { recording } });
    return;
  }
  stage.try(who, name, { recording, yes }, { recording: `recording-${n}-x` });
}

describe('whoever does whatever in a call', () => {
  it('nothing is recorded without the yes of everybody who is there, and a no is for good', () => {
    const reached = new Set<string>();
    fc.assert(
      fc.property(attempts, (steps) => {
        const stage = runningCall();
        const ended = new Map<string, Recording>();
        for (const [n, step] of steps.entries()) {
          take(stage, step, n);
          const { participants, phase, hold, inControl, recordings } = stage.now;
          for (const recording of recordings) {
            const { id, reason, no, spans, yes } = recording;
            reached.add(reason ?? (isRunning(recording) ? 'running' : 'waiting'));
            if (no.length > 0) assert.notEqual(reason, null);
            const before = ended.get(id);
            if (before !== undefined) assert.deepEqual(recording, before, 'over is over');
            if (reason !== null) ended.set(id, recording);
            if (spans.length > 0) reached.add(`asked by a ${recording.by.role}`);
            assert.equal(
              spans.some(({ until }) => until === null),
              isRunning(recording),
            );
            if (!isRunning(recording)) continue;
            const there = participants.filter(({ presence }) => presence === 'joined');
            for (const one of there) assert.ok(yes.includes(one.id), `${one.name} has not agreed`);
            assert.deepEqual(
              [phase, hold, inControl],
              ['in-progress', null, recording.participant],
            );
          }
        }
      }),
      { numRuns: 500, seed: 20_261_126 },
    );
    for (const one of ['running', 'waiting', 'consent-denied', 'consent-withdrawn', 'ended'])
      assert.ok(reached.has(one), one);
    for (const role of ['agent', 'customer']) assert.ok(reached.has(`asked by a ${role}`), role);
  });

  it('what a lost page has recorded ends, and nothing else does, and it may be asked for anew', () => {
    const reached = new Set<string>();
    fc.assert(
      fc.property(attempts, fc.boolean(), (steps, isLive) => {
        // There has been another one, of which it might be said too.
        const stage = isLive ? runningCall() : recordedCall();
        if (!isLive) stage.do(anna, 'recording:stop', { recording: RECORDING });
        for (const [n, step] of steps.entries()) take(stage, step, n);
        const { recordings, ...before } = stage.now;
        const live = liveRecording({ recordings });
        const [first] = recordings;
        const recording = (isLive ? live?.id : first?.id) ?? RECORDING;
        const ends = live?.id === recording;
        stage.serve({ name: 'recorder-lost', facts: { recording } });
        const { recordings: after, ...rest } = stage.now;
        if (live !== null) reached.add(`${ends} ${live.startedAt === null}`);
        if (!ends) return assert.deepEqual(after, recordings);
        assert.deepEqual(
          { ...rest, seq: 0, updatedAt: 0, changedAt: 0 },
          { ...before, seq: 0, updatedAt: 0, changedAt: 0 },
        );
        assert.equal(liveRecording(stage.now), null);
        const [was, is] = [recordings.at(-1), after.at(-1)];
        assert.equal(is?.reason, 'ended');
        assert.equal(is.spans.length, was?.spans.length, 'what had come counts as before');
        assert.ok(is.spans.every(({ until }) => until !== null));
        const there = stage.now.participants.find(({ id }) => id === stage.now.inControl);
        const asks = everybody.find(({ subject }) => subject === there?.subject);
        if (asks === undefined || before.hold !== null || there?.presence !== 'joined') return;
        assert.ok(stage.try(asks, 'recording:ask', {}, { recording: 'recording-anew' }).ok);
        reached.add('asked anew');
      }),
      { numRuns: 500, seed: 20_261_128 },
    );
    for (const one of ['true false', 'true true', 'false false', 'asked anew'])
      assert.ok(reached.has(one), one);
  });

  it('what the journal says of who was there and agreed gives the same times as the rules did', () => {
    let compared = 0;
    fc.assert(
      fc.property(attempts, (steps) => {
        const stage = recordedCall();
        for (const [n, step] of steps.entries()) take(stage, step, n);
        for (const { id, spans, startedAt } of stage.now.recordings) {
          const found = consentSpans(recordingLog(stage.journal, id));
          assert.deepEqual(
            found.filter(({ from, until }) => from !== until),
            spans.filter(({ from, until }) => from !== until),
          );
          if (startedAt !== null) compared += 1;
        }
      }),
      { numRuns: 300, seed: 20_261_126 },
    );
    assert.ok(compared >= 300);
  });

  it('somebody who does not show stands in no view of a customer, and in that of agents', () => {
    const stage = recordedCall();
    stage.state = { ...stage.now, participants: [...stage.now.participants, masked(stage)] };
    const [customers, agents] = [mia, anna].map((viewer) =>
      JSON.stringify(view(stage.now, viewer, nobodyHere)),
    );
    for (const word of ['masked-one', 'Carla']) {
      assert.ok(!customers?.includes(word), word);
      assert.ok(agents?.includes(word), word);
    }
    // Whose page records has to know whom to leave out.
    const seen = view(stage.now, anna, nobodyHere)?.participants ?? [];
    assert.deepEqual(
      seen.flatMap(({ name, masked: hidden }) => (hidden === true ? [name] : [])),
      ['Carla'],
    );
  });

  it('somebody who does not show changes nothing in what a customer sees of a recording', () => {
    let ran = 0;
    fc.assert(
      fc.property(attempts, (steps) => {
        const [plain, shadowed] = [runningCall(), runningCall()];
        let isThere = false;
        for (const [n, step] of steps.entries()) {
          if (step.name === 'mask') {
            isThere = !isThere;
            const { participants, ...rest } = shadowed.now;
            const others = participants.filter((p) => p.masked !== true);
            const place = isThere ? [masked(shadowed)] : [];
            shadowed.state = { ...rest, participants: [...others, ...place] };
          }
          // To whom control would pass is not for these rules to say.
          if (step.who === anna && (step.name === 'lose' || step.name === 'session:leave'))
            continue;
          take(plain, step, n);
          take(shadowed, step, n);
          assert.deepEqual(seenBy(shadowed, mia), seenBy(plain, mia));
          const [one, other] = [plain, shadowed].map((stage) => liveRecording(stage.now));
          assert.deepEqual(other, one);
          if (other !== null && other !== undefined && isThere && isRunning(other)) ran += 1;
          if (other) assert.ok(!waitingFor(shadowed.now, other).includes('masked-one'));
        }
      }),
      { numRuns: 300, seed: 20_261_126 },
    );
    assert.ok(ran > 0, 'some recorded while somebody was there unseen');
  });
});
