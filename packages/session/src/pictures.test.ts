import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { checkNotice } from '@fernblick/protocol';
import { MAX_PICTURES, whyNotReadPicture, whyNotUpload } from './pictures.ts';
import { decide } from './decide.ts';
import { allowedFor } from './settings.ts';
import { agent, anna, ben, mia, paul, PICTURE, runningCall, type Stage } from './testing/stage.ts';
import { view } from './view.ts';

const nobodyHere = new Set<string>();
const HOUR_MS = 3_600_000;

function keep(
  stage: Stage,
  who: typeof anna,
  n: number,
  input: { readonly parent?: string; readonly takenAt?: number; readonly of?: string } = {},
) {
  return stage.try(who, 'picture:keep', input, { picture: `picture-${n}` });
}

describe('pictures of a session', () => {
  it('are seen by both sides with author, time and place, and by nobody while it is internal', () => {
    const stage = runningCall();
    const of = stage.place(mia).id;
    const took = stage.at - 1_000;
    stage.do(anna, 'picture:keep', { of, takenAt: took, frameMs: 4_200, drawings: true });
    for (const viewer of [anna, mia]) {
      const [picture] = view(stage.now, viewer, nobodyHere)?.pictures ?? [];
      assert.deepEqual(
        [picture?.by, picture?.role, picture?.at, picture?.of, picture?.frameMs, picture?.drawings],
        ['Anna', 'agent', took, of, 4_200, true],
      );
      assert.equal(whyNotReadPicture(stage.now, viewer, PICTURE), null);
    }
    stage.do(anna, 'session:end');
    stage.do(anna, 'session:visibility', { internal: true });
    assert.equal(whyNotReadPicture(stage.now, mia, PICTURE), 'not-found');
    assert.equal(whyNotReadPicture(stage.now, anna, PICTURE), null);
    assert.equal(whyNotUpload(stage.now, mia), 'not-found');
    stage.do(anna, 'session:visibility', { internal: false });
    assert.equal(whyNotReadPicture(stage.now, mia, PICTURE), null);
  });

  it('arrive up to an hour after the call; edited versions at any time, beside what they are made from', () => {
    const stage = runningCall();
    keep(stage, mia, 1);
    stage.do(anna, 'session:end');
    stage.at += HOUR_MS - 1_000;
    assert.ok(keep(stage, mia, 2).ok, 'its upload took long');
    stage.at += 10_000;
    const late = keep(stage, mia, 3);
    assert.ok(!late.ok && late.error === 'session-over');
    const desk = agent('Carla');
    assert.ok(keep(stage, desk, 4, { parent: 'picture-1' }).ok, 'also by who was not there');
    const [original, , version] = stage.now.pictures;
    assert.deepEqual([original?.id, original?.parent], ['picture-1', null]);
    assert.deepEqual([version?.parent, version?.at], ['picture-1', stage.now.updatedAt]);
    const orphan = keep(stage, anna, 5, { parent: 'picture-0' });
    assert.ok(!orphan.ok && orphan.error === 'not-found');
    const visitor = keep(stage, paul, 6, { parent: 'picture-1' });
    assert.ok(!visitor.ok && visitor.error === 'not-joined', 'not by who only shares the ticket');
  });

  it('bear a time within the session, whatever the page’s clock says', () => {
    const stage = runningCall();
    keep(stage, mia, 1, { takenAt: 0 });
    keep(stage, mia, 2, { takenAt: 9e15 });
    const times = stage.now.pictures.map(({ at }) => at);
    assert.deepEqual(times, [stage.now.history[0]?.at, stage.now.updatedAt]);
  });

  it('go with the reason in the journal, by an agent and not by a customer', () => {
    const stage = runningCall();
    keep(stage, mia, 1);
    const refused = stage.try(mia, 'picture:delete', { picture: 'picture-1' });
    assert.ok(!refused.ok && refused.error === 'not-allowed');
    stage.do(ben, 'picture:delete', { picture: 'picture-1', reason: 'A face is on it.' });
    assert.deepEqual(stage.now.pictures, []);
    const { event } = stage.journal.at(-1) ?? {};
    assert.ok(event?.type === 'picture-deleted' && event.reason === 'A face is on it.');
    assert.equal(event.by?.name, 'Ben');
  });

  it('that are too old go by themselves, and only these', () => {
    const stage = runningCall();
    keep(stage, mia, 1);
    stage.at += HOUR_MS;
    keep(stage, mia, 2, { takenAt: stage.at });
    const command = { name: 'expire-pictures', facts: { before: stage.at - 1_000 } } as const;
    const done = decide(stage.now, command, { actor: 'server', at: stage.at });
    assert.ok(done.ok);
    assert.deepEqual(
      done.events.map((event) => event.type === 'picture-deleted' && event.picture),
      ['picture-1'],
    );
  });

  it('are limited, and as many as there may be fit into a view', () => {
    const stage = runningCall();
    const author = { ...mia, name: 'Ă'.repeat(80) };
    for (let n = 0; n < MAX_PICTURES; n += 1) keep(stage, author, n, { of: stage.place(mia).id });
    const refused = keep(stage, mia, MAX_PICTURES);
    assert.ok(!refused.ok && refused.error === 'pictures-full');
    assert.equal(whyNotUpload(stage.now, mia), 'pictures-full');
    const seen = view(stage.now, mia, nobodyHere);
    assert.ok(seen !== null && checkNotice('session:changed', { view: seen }));
    assert.equal(seen.pictures.length, MAX_PICTURES);
  });

  it('are not taken where that is switched off, and what was kept can be seen', () => {
    const stage = runningCall();
    keep(stage, mia, 1);
    const off = { host: { functions: { screenshots: false } }, portals: {}, agents: {} };
    const allowed = allowedFor(off, mia, stage.now);
    assert.equal(whyNotUpload(stage.now, mia, allowed), 'switched-off');
    assert.equal(whyNotReadPicture(stage.now, mia, 'picture-1'), null);
  });
});
