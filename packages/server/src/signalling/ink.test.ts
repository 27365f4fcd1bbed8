import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import type { DrawingOperation, ErrorBody, InkEntry, InkItem } from '@fernblick/protocol';
import { jpegOf, SMALL_JPEG } from '../testing/pictures.ts';
import {
  agent,
  customer,
  refusalOf,
  startServer,
  type Page,
  type TestServer,
} from '../testing/test-server.ts';

interface Drawing {
  readonly server: TestServer;
  readonly anna: Page;
  readonly cleo: Page;
  readonly session: string;
  readonly annaId: string;
  readonly cleoId: string;
}

async function startCall(t: TestContext, env: Record<string, string> = {}): Promise<Drawing> {
  const server = await startServer(t, env);
  const anna = await server.page(agent);
  const cleo = await server.page(customer);
  const session = await anna.create();
  const { participant: annaId } = await anna.join(session);
  const { participant: cleoId } = await cleo.join(session);
  return { server, anna, cleo, session, annaId, cleoId };
}

function keyframe(author: string, patch: object = {}): InkItem {
  const region = [0, 1, 2].map((x) => ({ x: x / 2, y: (x % 2) / 2 }));
  const size = { width: 640, height: 480 };
  return {
    is: 'keyframe',
    keyframe: { id: 'anchor-1', author, ...size, region, picture: SMALL_JPEG, ...patch },
  };
}

function stroke(author: string, number: number, points = 3): InkItem {
  const shape = { is: 'pen' as const, points: [] as [number, number, number][] };
  for (let at = 0; at < points; at += 1) shape.points.push([at / points, Math.sin(at) / 3, 0.5]);
  const mark = { author, anchor: 'anchor-1', color: 'red', width: 3, shape } as const;
  return {
    is: 'operation',
    operation: {
      is: 'add',
      id: `operation-${number}`,
      author,
      clock: number,
      mark: { ...mark, id: `mark-${String(number).padStart(6, '0')}` },
    },
  };
}

const operation = (author: string, is: DrawingOperation['is'], more: object = {}): InkItem => ({
  is: 'operation',
  // Put together from parts that the compiler cannot tell apart.
  operation: { is, id: `operation-${is}`, author, clock: 9, ...more } as DrawingOperation,
});

async function readAll(page: Page, session: string, after = 0): Promise<readonly InkEntry[]> {
  const { entries, more } = await page.ask('ink:read', { session, after });
  const last = entries.at(-1)?.seq ?? after;
  return more ? [...entries, ...(await readAll(page, session, last))] : entries;
}

describe('ink', () => {
  it('reaches every other page that sees the session, and none of a stranger', async (t) => {
    const { server, anna, cleo, session, annaId } = await startCall(t);
    const watcher = await server.page({ ...agent, subject: 'ben', name: 'Ben' });
    await watcher.ask('session:watch', { session });
    const stranger = await server.page({ ...customer, scope: { ticket: 'T-2' } });
    const item = keyframe(annaId);
    assert.deepEqual(await anna.ask('ink:add', { session, item }), { seq: 1 });
    for (const page of [cleo, watcher])
      assert.deepEqual(await page.hears('ink:added'), { session, seq: 1, item });
    assert.equal(await refusalOf(stranger.ask('ink:read', { session, after: 0 })), 'not-found');
    assert.equal(await refusalOf(stranger.ask('ink:add', { session, item })), 'not-found');
    for (const page of [anna, stranger])
      assert.ok(!page.heard.some(({ name }) => name === 'ink:added'));
  });

  it('is there for whoever comes later, in order and page by page, after a restart too', async (t) => {
    const { server, anna, cleo, session, annaId, cleoId } = await startCall(t);
    const items = [keyframe(annaId)];
    for (let number = 1; number <= 20; number += 1)
      items.push(stroke(number % 2 === 0 ? annaId : cleoId, number, 400));
    for (const [index, item] of items.entries())
      await (index > 0 && index % 2 === 1 ? cleo : anna).ask('ink:add', { session, item });
    await server.close();
    const again = await startServer(t, { DATA_DIR: server.dataDir });
    const late = await again.page({ ...agent, subject: 'ben', name: 'Ben' });
    const first = await late.ask('ink:read', { session, after: 0 });
    assert.ok(first.more, 'it does not fit into one page');
    assert.ok(JSON.stringify(first).length < 64_000);
    const entries = await readAll(late, session);
    assert.deepEqual(
      entries,
      items.map((item, index) => ({ seq: index + 1, item })),
    );
    assert.equal((await readAll(late, session, 15)).length, 6);
  });

  it('is kept and told once, however often the same item is sent', async (t) => {
    const { anna, cleo, session, annaId } = await startCall(t);
    const item = stroke(annaId, 1);
    const replies = await Promise.all([1, 2, 3].map(() => anna.ask('ink:add', { session, item })));
    assert.deepEqual(replies, [{ seq: 1 }, { seq: 1 }, { seq: 1 }]);
    const other = operation(annaId, 'clear-mine', { id: 'operation-1' });
    assert.equal(
      await refusalOf(anna.ask('ink:add', { session, item: other })),
      'command-id-reused',
    );
    await anna.ask('ink:add', { session, item: stroke(annaId, 2) });
    await cleo.hears('ink:added', ({ seq }) => seq === 2);
    const told = cleo.heard.filter(({ name }) => name === 'ink:added');
    assert.equal(told.length, 2);
  });

  it('has no clock far ahead of all others, so that whoever is in control can take away everything', async (t) => {
    const { anna, cleo, session, annaId, cleoId } = await startCall(t);
    const forged = stroke(cleoId, Number.MAX_SAFE_INTEGER);
    assert.equal(
      await refusalOf(cleo.ask('ink:add', { session, item: forged })),
      'invalid-message',
    );
    // Who was away draws on, and sends it all later.
    await cleo.ask('ink:add', { session, item: stroke(cleoId, 5_000) });
    const clear = operation(annaId, 'clear-all', { clock: 5_001 });
    assert.deepEqual(await anna.ask('ink:add', { session, item: clear }), { seq: 2 });
  });

  it('is refused with a code where somebody may not draw, and then nobody hears of it', async (t) => {
    const { server, anna, cleo, session, annaId, cleoId } = await startCall(t);
    const ben = await server.page({ ...agent, subject: 'ben', name: 'Ben' });
    await ben.ask('session:watch', { session });
    const refused = (page: Page, item: InkItem): Promise<string> =>
      refusalOf(page.ask('ink:add', { session, item }));
    assert.equal(await refused(cleo, stroke(annaId, 1)), 'not-allowed');
    assert.equal(await refused(cleo, keyframe(annaId)), 'not-allowed');
    const forged = stroke(cleoId, 1) as Extract<InkItem, { is: 'operation' }>;
    const { operation: added } = forged;
    assert.ok(added.is === 'add');
    const mark = { ...added.mark, author: annaId };
    const underOtherName: InkItem = { is: 'operation', operation: { ...added, mark } };
    assert.equal(await refused(cleo, underOtherName), 'not-allowed');
    assert.equal(await refused(cleo, operation(cleoId, 'clear-all')), 'not-allowed');
    assert.equal(
      await refused(cleo, operation(cleoId, 'delete-any', { mark: 'mark-000001' })),
      'not-allowed',
    );
    assert.equal(await refused(ben, stroke(annaId, 1)), 'not-joined');
    const { participant: benId } = await ben.join(session);
    assert.equal(await refused(ben, stroke(benId, 1)), 'not-allowed');
    const off = { commandId: cleo.id(), session, role: 'agent', allowed: false } as const;
    assert.deepEqual((await cleo.ask('ink:allow', off)).view.drawingOff, ['agent']);
    assert.equal(await refused(anna, stroke(annaId, 1)), 'drawing-off');
    await cleo.ask('ink:allow', { ...off, commandId: cleo.id(), allowed: true });
    assert.deepEqual(await anna.ask('ink:add', { session, item: stroke(annaId, 1) }), { seq: 1 });
    await anna.ask('session:end', { commandId: anna.id(), session });
    assert.equal(await refused(anna, stroke(annaId, 2)), 'session-over');
    assert.equal((await readAll(cleo, session)).length, 1, 'what was drawn can still be read');
    const told = cleo.heard.filter(({ name }) => name === 'ink:added');
    assert.equal(told.length, 1);
  });

  it('takes no keyframe but a small JPEG of its shape, and nothing that is no number', async (t) => {
    const { anna, session, annaId } = await startCall(t);
    const refused = async (item: unknown): Promise<string> => {
      const answer = await anna.send('ink:add', { session, item });
      return answer.ok ? 'nothing was refused' : answer.error.code;
    };
    for (const picture of [
      Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>').toString('base64'),
      SMALL_JPEG.slice(0, -8),
      SMALL_JPEG.replace(/=+$/, ''),
      jpegOf(2_560, 1_920).toString('base64'),
      jpegOf(64, 64).toString('base64'),
      jpegOf(1_280, 960).toString('base64'),
      jpegOf(0, 0).toString('base64'),
    ])
      assert.equal(await refused(keyframe(annaId, { picture })), 'invalid-message', picture);
    assert.equal(await refused(keyframe(annaId, { width: null })), 'invalid-message');
    assert.equal(
      await refused(keyframe(annaId, { extra: 'x'.repeat(52_000) })),
      'message-too-large',
    );
    const large = jpegOf(640, 480, 32_000).toString('base64');
    assert.equal(await refused(keyframe(annaId, { picture: large })), 'nothing was refused');
  });

  it('stops at a limit with a remedy, and what is there can still be taken away', async (t) => {
    const { anna, session, annaId } = await startCall(t, {
      MESSAGES_PER_SECOND: '10000',
      MESSAGE_BURST: '100000',
    });
    const refusals: ErrorBody[] = [];
    let number = 0;
    let accepted = 0;
    // Smaller and smaller, until not even the smallest thing fits.
    for (const [bytes, atOnce] of [
      [32_900, 470],
      [3_000, 20],
      [300, 20],
    ] as const) {
      const picture = jpegOf(640, 480, bytes).toString('base64');
      const answers = Array.from({ length: atOnce }, () => {
        number += 1;
        return anna.send('ink:add', {
          session,
          item: keyframe(annaId, { id: `anchor-${number}`, picture }),
        });
      });
      const refused = (await Promise.all(answers)).flatMap((answer) =>
        answer.ok ? [] : [answer.error],
      );
      assert.ok(refused.length > 0, `${bytes} bytes`);
      accepted += atOnce - refused.length;
      refusals.push(...refused);
    }
    const redo = (n: number) =>
      operation(annaId, 'redo', { id: `operation-${n}`, operation: 'operation-0' });
    for (let n = 1; refusals.at(-1)?.at !== 'redo' && n < 10; n += 1) {
      const answer = await anna.send('ink:add', { session, item: redo(n) });
      if (!answer.ok) refusals.push({ ...answer.error, at: 'redo' });
    }
    assert.equal(refusals.at(-1)?.at, 'redo');
    assert.ok(accepted > 440, `${accepted} were accepted`);
    for (const { code, remedy } of refusals) {
      assert.equal(code, 'drawing-full');
      assert.match(remedy, /new session/);
    }
    await anna.ask('ink:add', { session, item: operation(annaId, 'clear-all') });
  });
});
