import assert from 'node:assert/strict';
import { truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { beginAnswer } from '../testing/begun-answer.ts';
import { jpegOf } from '../testing/pictures.ts';
import { agent, customer, startServer } from '../testing/test-server.ts';
import { TusCaller } from '../testing/tus.ts';

/** Far more than lies in buffers on the way. */
const FILE_BYTES = 64 * 1024 * 1024;

/** A picture of a call that is over, of which Cleo reads the file, or its layers, and has the beginning. */
async function readFrom(t: TestContext, what: '' | '/document') {
  const server = await startServer(t);
  const anna = await server.page(agent);
  const cleo = await server.page(customer);
  const session = await anna.create();
  await anna.join(session);
  await cleo.join(session);
  const annas = new TusCaller(server.url, await server.mint(agent));
  const file = await annas.upload(session, jpegOf(64, 36, 500));
  const { view } = await anna.ask('picture:keep', {
    commandId: anna.id(),
    session,
    takenAt: Date.now(),
    file,
    document: await annas.upload(session, Buffer.from('{}')),
  });
  const picture = view.pictures[0]?.id ?? '';
  await anna.ask('session:end', { commandId: anna.id(), session });
  const ending = what === '' ? '' : '.json';
  const kept = join(server.dataDir, 'files', 'pictures', session, `${picture}${ending}`);
  await truncate(kept, FILE_BYTES);
  const answer = await fetch(`${server.url}/files/pictures/${session}/${picture}${what}`, {
    headers: { authorization: `Bearer ${await server.mint(customer)}` },
  });
  assert.equal(answer.headers.get('content-length'), String(FILE_BYTES));
  return { server, anna, session, picture, rest: await beginAnswer(answer) };
}

type Reading = Awaited<ReturnType<typeof readFrom>>;

describe('a picture that somebody is reading', () => {
  const ways: Record<string, (scene: Reading) => Promise<unknown>> = {
    'its session is set internal': ({ anna, session }) =>
      anna.ask('session:visibility', { commandId: anna.id(), session, internal: true }),
    'it is deleted': ({ anna, session, picture }) =>
      anna.ask('picture:delete', { commandId: anna.id(), session, picture, reason: 'A face.' }),
    'the token of its reader is called back': ({ server }) =>
      server.api('POST', '/tokens/revoke', { subject: customer.subject }),
  };
  for (const [when, happen] of Object.entries(ways))
    for (const what of ['', '/document'] as const)
      it(`breaks off once ${when}${what === '' ? '' : ', and its layers too'}`, async (t) => {
        const scene = await readFrom(t, what);
        await happen(scene);
        const { is, got } = await scene.rest();
        assert.equal(is, 'cut');
        assert.ok(got < FILE_BYTES / 4, `${got} bytes`);
      });

  it('comes as a whole where nothing of that happens', async (t) => {
    const { rest } = await readFrom(t, '');
    assert.deepEqual(await rest(), { is: 'whole', got: FILE_BYTES });
  });
});
