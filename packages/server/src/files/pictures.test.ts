import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { MAX_PICTURE_BYTES, type PictureView, type RequestInput } from '@fernblick/protocol';
import { exifFor, jpegOf, pngOf } from '../testing/pictures.ts';
import {
  agent,
  customer,
  refusalOf,
  startServer,
  type Page,
  type Person,
  type TestServer,
} from '../testing/test-server.ts';
import { codeOf, TusCaller } from '../testing/tus.ts';

const PICTURE = jpegOf(1_280, 720, 5_000);

interface Scene {
  readonly server: TestServer;
  readonly session: string;
  readonly anna: Page;
  readonly cleo: Page;
  readonly annas: TusCaller;
  readonly cleos: TusCaller;
  readonly caller: (person: Person) => Promise<TusCaller>;
}

async function startCall(
  t: TestContext,
  env: Record<string, string> = {},
  options: { readonly now?: () => number } = {},
): Promise<Scene> {
  const server = await startServer(t, env, options);
  const anna = await server.page(agent);
  const cleo = await server.page(customer);
  const session = await anna.create();
  await anna.join(session);
  await cleo.join(session);
  const caller = async (person: Person) => new TusCaller(server.url, await server.mint(person));
  const [annas, cleos] = [await caller(agent), await caller(customer)];
  return { server, session, anna, cleo, annas, cleos, caller };
}

async function keep(
  page: Page,
  caller: TusCaller,
  session: string,
  more: Partial<RequestInput<'picture:keep'>> = {},
  bytes = PICTURE,
): Promise<PictureView> {
  const file = more.file ?? (await caller.upload(session, bytes));
  const { view } = await page.ask('picture:keep', {
    commandId: page.id(),
    session,
    takenAt: Date.now(),
    ...more,
    file,
  });
  const last = view.pictures.at(-1);
  assert.ok(last);
  return last;
}

const pathOf = (session: string, { id }: PictureView): string => `pictures/${session}/${id}`;

async function bytesOf(answer: Response): Promise<Buffer> {
  assert.ok(answer.ok, String(answer.status));
  return Buffer.from(await answer.arrayBuffer());
}

const keptFiles = async ({ dataDir }: TestServer): Promise<readonly string[]> =>
  (await readdir(join(dataDir, 'files'), { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map(({ name }) => name);

describe('a picture', () => {
  it('is kept byte by byte, told to both sides, and survives a restart', async (t) => {
    const { server, session, anna, cleo, annas, cleos } = await startCall(t);
    const picture = await keep(anna, annas, session, { frameMs: 1_500, drawings: true });
    assert.deepEqual(
      [picture.by, picture.role, picture.type, picture.width, picture.height, picture.bytes],
      ['Anna', 'agent', 'image/jpeg', 1_280, 720, PICTURE.length],
    );
    const told = await cleo.hears('session:changed', ({ view }) => view.pictures.length === 1);
    assert.deepEqual(told.view.pictures, [picture]);
    for (const caller of [annas, cleos])
      assert.deepEqual(await bytesOf(await caller.send('GET', pathOf(session, picture))), PICTURE);
    await server.close();
    const again = await startServer(t, { DATA_DIR: server.dataDir });
    const later = new TusCaller(again.url, await again.mint(customer));
    assert.deepEqual(await bytesOf(await later.send('GET', pathOf(session, picture))), PICTURE);
  });

  it('of a phone comes without where it was taken, to both sides, and as it is to be shown', async (t) => {
    const { session, anna, annas, cleo, cleos } = await startCall(t);
    const exif = Buffer.concat([Buffer.from('Exif\0\0'), exifFor(6), Buffer.from('N47 22 E8 33')]);
    const head = Buffer.from([0xff, 0xe1, 0, exif.length + 2]);
    const photo = Buffer.concat([PICTURE.subarray(0, 2), head, exif, PICTURE.subarray(2)]);
    const picture = await keep(cleo, cleos, session, {}, photo);
    assert.deepEqual([picture.width, picture.height], [720, 1_280]);
    const told = await anna.hears('session:changed', ({ view }) => view.pictures.length === 1);
    assert.deepEqual(told.view.pictures, [picture]);
    for (const caller of [annas, cleos]) {
      const bytes = await bytesOf(await caller.send('GET', pathOf(session, picture)));
      assert.ok(!bytes.includes('N47 22 E8 33'));
      assert.equal(bytes.length, picture.bytes);
    }
  });

  it('comes as what it is, to be saved and never to be run, whole and in parts', async (t) => {
    const { session, anna, annas } = await startCall(t);
    const picture = await keep(anna, annas, session, {}, pngOf(640, 480));
    const path = pathOf(session, picture);
    const whole = await annas.send('GET', path);
    const { headers } = whole;
    assert.equal(headers.get('content-type'), 'image/png');
    assert.match(
      headers.get('content-disposition') ?? '',
      /^attachment; filename="screenshot-[\dT-]+\d\.png"$/,
    );
    const full = await keep(anna, annas, session, { full: true }, pngOf(640, 480));
    const other = await annas.send('GET', pathOf(session, full));
    assert.match(other.headers.get('content-disposition') ?? '', /\d-full\.png"$/);
    assert.equal(headers.get('x-content-type-options'), 'nosniff');
    assert.match(headers.get('content-security-policy') ?? '', /sandbox/);
    assert.equal(headers.get('cache-control'), 'private, no-store');
    const bytes = await bytesOf(whole);
    const part = async (range: string) => {
      const answer = await annas.send('GET', path, { range });
      return [answer.status, answer.headers.get('content-range'), await answer.text()] as const;
    };
    const size = bytes.length;
    const [status, range, text] = await part('bytes=1-3');
    assert.deepEqual([status, range, text], [206, `bytes 1-3/${size}`, 'PNG']);
    assert.deepEqual((await part('bytes=-4'))[1], `bytes ${size - 4}-${size - 1}/${size}`);
    assert.deepEqual((await part(`bytes=${size}-`)).slice(0, 2), [416, `bytes */${size}`]);
    assert.equal((await part('bytes=0-1,3-4'))[0], 200, 'several parts at once are not offered');
  });

  it('is gone for the customer the moment its session is internal, by every way, and back with it', async (t) => {
    const { session, anna, cleo, annas, cleos, caller } = await startCall(t);
    const picture = await keep(cleo, cleos, session);
    const path = pathOf(session, picture);
    const begun = (await cleos.begin(session, 10)).headers.get('location') ?? '';
    const byLink = await caller({ ...customer, subject: 'rosa', scope: { session } });
    assert.equal((await byLink.send('GET', path)).status, 200);
    await cleo.ask('session:leave', { commandId: cleo.id(), session });
    const setInternal = (internal: boolean) =>
      anna.ask('session:visibility', { commandId: anna.id(), session, internal });
    await setInternal(true);
    for (const who of [cleos, byLink]) {
      const answer = await who.send('GET', path);
      assert.equal(answer.status, 404);
      assert.equal(await codeOf(answer), 'not-found');
    }
    assert.equal(await codeOf(await cleos.begin(session, 10)), 'not-found');
    assert.equal(await codeOf(await cleos.piece(begun, 0, Buffer.alloc(10))), 'not-found');
    assert.deepEqual(await bytesOf(await annas.send('GET', path)), PICTURE);
    await setInternal(false);
    assert.deepEqual(await bytesOf(await cleos.send('GET', path)), PICTURE);
  });

  it('is nobody’s who may not see the session, nor anybody’s without a token', async (t) => {
    const { server, session, anna, annas, caller } = await startCall(t);
    const path = pathOf(session, await keep(anna, annas, session));
    const stranger = await caller({ ...customer, subject: 'vera', scope: { ticket: 'T-2' } });
    assert.equal((await stranger.send('GET', path)).status, 404);
    assert.equal(await codeOf(await stranger.begin(session, 10)), 'not-found');
    for (const token of ['', 'nonsense']) {
      const nobody = new TusCaller(server.url, token);
      assert.equal((await nobody.send('GET', path)).status, 401);
      assert.equal((await nobody.begin(session, 10)).status, 401);
    }
    const other = await annas.send('GET', `pictures/${session}/picture-of-nobody`);
    assert.equal(other.status, 404);
  });

  it('may have a version with an editor’s document, beside the untouched original', async (t) => {
    const { session, anna, cleo, annas, cleos } = await startCall(t);
    const original = await keep(cleo, cleos, session);
    await cleo.ask('session:leave', { commandId: cleo.id(), session });
    const layers = Buffer.from(JSON.stringify({ layers: [{ is: 'arrow' }], words: 'ă' }));
    const document = await annas.upload(session, layers);
    const edited = pngOf(640, 480);
    const version = await keep(anna, annas, session, { document, parent: original.id }, edited);
    assert.deepEqual(
      [version.parent, version.hasDocument, version.by],
      [original.id, true, 'Anna'],
    );
    assert.deepEqual(await bytesOf(await cleos.send('GET', pathOf(session, version))), edited);
    const read = await cleos.send('GET', `${pathOf(session, version)}/document`);
    assert.deepEqual(await bytesOf(read), layers);
    assert.deepEqual(await bytesOf(await cleos.send('GET', pathOf(session, original))), PICTURE);
    const none = await cleos.send('GET', `${pathOf(session, original)}/document`);
    assert.equal(none.status, 404);
  });

  it('refuses a document that is no JSON or too long, and keeps nothing of it', async (t) => {
    const { server, session, anna, annas } = await startCall(t);
    const long = Buffer.from(JSON.stringify('x'.repeat(1_000_000)));
    for (const [bytes, code] of [
      [Buffer.from('{ layers: }'), 'invalid-message'],
      [Buffer.from([0x22, 0xff, 0x22]), 'invalid-message'],
      [long, 'message-too-large'],
    ] as const) {
      const document = await annas.upload(session, bytes);
      assert.equal(await refusalOf(keep(anna, annas, session, { document })), code);
    }
    const ids = await keptFiles(server);
    assert.ok(!ids.some((name) => /^[\w-]{22}$/.test(name)), ids.join(' '));
  });

  it('is deleted by an agent with a reason, everywhere and for good', async (t) => {
    const { server, session, anna, cleo, annas, cleos } = await startCall(t);
    const document = await annas.upload(session, Buffer.from('{}'));
    const picture = await keep(anna, annas, session, { document });
    const kept = await keep(cleo, cleos, session);
    const remove = (page: Page, reason = 'A face is on it.') =>
      page.ask('picture:delete', {
        commandId: page.id(),
        session,
        picture: picture.id,
        reason,
      });
    assert.equal(await refusalOf(remove(cleo)), 'not-allowed');
    assert.equal(await refusalOf(remove(anna, '  ')), 'invalid-message');
    await remove(anna);
    await cleo.hears('session:changed', ({ view }) => view.pictures[0]?.id === kept.id);
    assert.equal((await annas.send('GET', pathOf(session, picture))).status, 404);
    await t.waitFor(async () => {
      assert.deepEqual(await keptFiles(server), [kept.id]);
    });
  });

  it('kept twice by the same command is kept once', async (t) => {
    const { server, session, anna, annas } = await startCall(t);
    const command = {
      commandId: anna.id(),
      session,
      takenAt: 5,
      file: await annas.upload(session, PICTURE),
    };
    const first = await anna.ask('picture:keep', command);
    const second = await anna.ask('picture:keep', command);
    assert.deepEqual(second.view.pictures, first.view.pictures);
    assert.equal(first.view.pictures.length, 1);
    assert.deepEqual(await keptFiles(server), [first.view.pictures[0]?.id]);
  });
});

describe('an upload', () => {
  it('goes on where it stopped', async (t) => {
    const { session, anna, annas } = await startCall(t);
    const file = (await annas.begin(session, PICTURE.length)).headers.get('location') ?? '';
    await annas.piece(file, 0, PICTURE.subarray(0, 2_000));
    const where = await annas.send('HEAD', file);
    assert.equal(where.headers.get('upload-offset'), '2000');
    assert.equal(
      await refusalOf(keep(anna, annas, session, { file })),
      'not-found',
      'not yet whole',
    );
    await annas.piece(file, 2_000, PICTURE.subarray(2_000));
    const picture = await keep(anna, annas, session, { file });
    assert.deepEqual(await bytesOf(await annas.send('GET', pathOf(session, picture))), PICTURE);
  });

  it('of anything but a complete picture becomes none', async (t) => {
    const { server, session, anna, annas } = await startCall(t);
    const svg = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>';
    for (const bytes of [
      Buffer.from(svg),
      pngOf(1, 1),
      jpegOf(30_000, 400),
      pngOf(640, 480).subarray(0, -5),
    ])
      assert.equal(await refusalOf(keep(anna, annas, session, {}, bytes)), 'invalid-picture');
    assert.ok((await keptFiles(server)).every((name) => /^[0-9a-f]{32}(\.json)?$/.test(name)));
  });

  it('out of order, longer than it said, or of a forged length is refused', async (t) => {
    const { session, annas } = await startCall(t);
    const file = (await annas.begin(session, 10)).headers.get('location') ?? '';
    const early = await annas.piece(file, 5, Buffer.alloc(5));
    assert.deepEqual([early.status, await codeOf(early)], [409, 'invalid-message']);
    const long = await annas.piece(file, 0, Buffer.alloc(11));
    assert.deepEqual([long.status, await codeOf(long)], [413, 'message-too-large']);
    for (const length of ['-1', '1e3', '0', 'NaN', '']) {
      const answer = await annas.begin(session, length);
      assert.equal(answer.status, 400, length);
    }
    const huge = await annas.begin(session, MAX_PICTURE_BYTES + 1);
    assert.deepEqual([huge.status, await codeOf(huge)], [413, 'message-too-large']);
    const deferred = await annas.send('POST', '', {
      'upload-defer-length': '1',
      'upload-metadata': `session ${Buffer.from(session).toString('base64')}`,
    });
    assert.equal(await codeOf(deferred), 'invalid-message');
    const changed = await annas.send(
      'PATCH',
      file,
      { 'upload-offset': '0', 'upload-length': '99' },
      Buffer.alloc(1),
    );
    assert.equal(await codeOf(changed), 'invalid-message');
  });

  it('has a name of the server’s own, whatever its page calls it', async (t) => {
    const { server, session, annas } = await startCall(t);
    const named = await annas.begin(session, 10, {
      filename: '../../journal.db',
      owner: 'customer cleo',
    });
    const file = named.headers.get('location') ?? '';
    assert.match(file, /^[0-9a-f]{32}$/);
    for (const path of [
      '..%2F..%2Fsecrets.json',
      '../secrets',
      `${file}%00`,
      `${file}.json`,
      `x/${file}`,
    ])
      for (const method of ['HEAD', 'PATCH', 'DELETE'])
        assert.equal((await annas.send(method, path, { 'upload-offset': '0' })).status, 404, path);
    assert.deepEqual([...(await keptFiles(server))].sort(), [file, `${file}.json`]);
  });

  it('is its owner’s alone, and for its session alone', async (t) => {
    const { session, anna, cleo, annas, cleos, caller } = await startCall(t);
    const file = await annas.upload(session, PICTURE);
    for (const method of ['HEAD', 'DELETE'])
      assert.equal((await cleos.send(method, file)).status, 404, method);
    assert.equal((await cleos.piece(file, 0, Buffer.alloc(1))).status, 404);
    assert.equal(await refusalOf(keep(cleo, cleos, session, { file })), 'not-found');
    const other = await anna.create('T-2');
    await anna.join(other);
    assert.equal(await codeOf(await annas.begin(other, 10)), 'session-not-running');
    assert.equal(await refusalOf(keep(anna, annas, other, { file })), 'not-found');
    const visitor = await caller({ ...customer, subject: 'vera' });
    assert.equal(await codeOf(await visitor.begin(session, 10)), 'not-joined');
  });

  it('is not begun without end, but those that a bad network has lost make room', async (t) => {
    let now = Date.now();
    const { session, annas } = await startCall(t, {}, { now: () => now });
    const begun: string[] = [];
    let refused: Response;
    for (;;) {
      refused = await annas.begin(session, 10);
      if (!refused.ok) break;
      begun.push(refused.headers.get('location') ?? '');
    }
    assert.equal(begun.length, 20);
    assert.equal(await codeOf(refused), 'too-many-requests');
    assert.equal((await annas.send('DELETE', begun[0] ?? '')).status, 204);
    assert.equal((await annas.begin(session, 10)).status, 201, 'one less is open');
    now += 11 * 60_000;
    assert.equal((await annas.send('HEAD', begun[1] ?? '')).status, 200);
    assert.equal((await annas.begin(session, 10)).status, 201);
    assert.equal((await annas.send('HEAD', begun[1] ?? '')).status, 200, 'it goes on');
    assert.equal((await annas.send('HEAD', begun[2] ?? '')).status, 404);
  });

  it('is refused where screenshots are switched off; what was kept can still be seen', async (t) => {
    const { server, session, anna, annas, cleos } = await startCall(t);
    const picture = await keep(anna, annas, session);
    await server.api('PUT', '/settings/host', { functions: { screenshots: false } });
    assert.equal(await codeOf(await cleos.begin(session, 10)), 'switched-off');
    assert.deepEqual(await bytesOf(await cleos.send('GET', pathOf(session, picture))), PICTURE);
  });
});

describe('the host', () => {
  it('lists, fetches and deletes pictures, and is told of them', async (t) => {
    const { server, session, anna, cleo, annas, cleos } = await startCall(t);
    const picture = await keep(cleo, cleos, session);
    await keep(anna, annas, session, { parent: picture.id });
    const path = `/sessions/${session}/pictures`;
    const listed = (await (await server.api('GET', path)).json()) as {
      pictures: (PictureView & { subject: string })[];
    };
    assert.deepEqual(
      listed.pictures.map(({ id, subject, parent }) => [id === picture.id, subject, parent]),
      [
        [true, 'cleo', null],
        [false, 'anna', picture.id],
      ],
    );
    const file = await server.api('GET', `${path}/${picture.id}/file`, undefined, {
      range: 'bytes=0-1',
    });
    assert.deepEqual([file.status, await file.text().then((text) => text.length > 0)], [206, true]);
    const gone = await server.api('DELETE', `${path}/${picture.id}`, { reason: 'Erasure' });
    assert.equal(((await gone.json()) as { pictures: unknown[] }).pictures.length, 1);
    assert.equal((await server.api('GET', `${path}/${picture.id}/file`)).status, 404);
    assert.equal(
      (await server.api('DELETE', `${path}/${picture.id}`, { reason: 'x' })).status,
      404,
    );
  });
});
