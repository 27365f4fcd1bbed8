import assert from 'node:assert/strict';
import { it } from 'node:test';
import { Writable } from 'node:stream';
import { SessionError } from '@fernblick/protocol';
import * as v from 'valibot';
import { createLog } from './log.ts';
import { agent, customer, refusalOf, startServer } from './testing/test-server.ts';

it('the log leaves out secrets, tokens and names, however deep they are handed to it', () => {
  let written = '';
  const sink = new Writable({
    write(chunk: Buffer, _encoding, done) {
      written += chunk.toString();
      done();
    },
  });
  const log = createLog('trace', sink);
  const person = { name: 'Cleo Canary', subject: 'cleo-canary', token: 'token-canary' };
  log.info(
    { ...person, person, deeper: { person }, headers: { authorization: 'key-canary' } },
    'x',
  );
  const parsed = v.safeParse(v.object({ a: v.number() }), { a: 'input-canary' });
  log.error({ err: new v.ValiError(parsed.issues ?? assert.fail()) }, 'x');
  log.error({ err: new SessionError('server-error', { detail: 'detail-canary' }) }, 'x');
  assert.match(written, /removed/);
  assert.doesNotMatch(written, /canary/i);
});

it('a whole call leaves no token, name, subject or secret in the log', async (t) => {
  const server = await startServer(t, { LOG_LEVEL: 'trace' });
  const token = await server.mint({ ...customer, name: 'Cleo Canary', subject: 'cleo-canary' });
  const anna = await server.page({ ...agent, name: 'Anna Canary' });
  const cleo = await server.connect(token);
  const session = await anna.create();
  await anna.join(session);
  const { resume } = await cleo.join(session);
  await refusalOf(server.connect(`${token}x`));
  await refusalOf(cleo.ask('call:hold', { commandId: cleo.id(), session }));
  await server.close();
  const text = server.log.join('');
  assert.match(text, /token refused/);
  for (const canary of ['canary', 'Canary', token, resume, server.server.apiKey])
    assert.equal(text.includes(canary), false, canary);
});
