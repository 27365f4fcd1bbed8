import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import {
  agent,
  customer,
  refusalOf,
  startServer,
  type Page,
  type TestServer,
} from '../testing/test-server.ts';

interface Answer {
  readonly status: number;
  readonly session?: string;
  readonly token?: string;
  readonly code?: string;
}

/** Whom a token is for. */
function subjectIn(token: string): unknown {
  const [, claims = ''] = token.split('.');
  return (JSON.parse(Buffer.from(claims, 'base64url').toString()) as { readonly sub?: unknown })
    .sub;
}

async function post(
  server: TestServer,
  path: string,
  body: unknown,
  headers = {},
): Promise<Answer> {
  const answer = await fetch(`${server.url}/join/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
  return { status: answer.status, ...((await answer.json()) as object) };
}

/** A server with a session that has a number. */
async function withNumber(
  t: TestContext,
  now = Date.now,
): Promise<{ server: TestServer; anna: Page; session: string; number: string }> {
  const server = await startServer(t, { NUMBER_TRIES: '3' }, { now });
  const anna = await server.page(agent);
  const wish = { commandId: anna.id(), number: true } as const;
  const { view } = await anna.ask('session:create', wish);
  return { server, anna, session: view.id, number: view.number?.digits ?? '' };
}

describe('the page for numbers', () => {
  it('is shown with a policy of its own, and showing it uses nothing up', async (t) => {
    const { server, number } = await withNumber(t);
    for (let i = 0; i < 3; i += 1) {
      const page = await fetch(`${server.url}/join/`);
      assert.equal(page.status, 200);
      assert.match(page.headers.get('content-security-policy') ?? '', /default-src 'none'/);
      assert.match(await page.text(), /<fernblick-join>/);
    }
    assert.equal((await post(server, 'enter', { number, name: 'Mia' })).status, 200);
    assert.equal((await fetch(`${server.url}/join`, { redirect: 'manual' })).status, 308);
  });

  it('has an icon of its own, so that no browser asks for one in vain', async (t) => {
    const { server } = await withNumber(t);
    const page = await (await fetch(`${server.url}/join/`)).text();
    const [, href = ''] = /rel="icon" href="([^"]+)"/.exec(page) ?? [];
    const icon = await fetch(new URL(href, `${server.url}/join/`));
    assert.equal(icon.status, 200);
    assert.equal(icon.headers.get('content-type'), 'image/svg+xml');
    assert.match(await icon.text(), /^<svg [^>]*viewBox/);
  });

  it('lets a guest into that one session, and no further', async (t) => {
    const { server, session, number, anna } = await withNumber(t);
    const other = await anna.create();
    const key = await post(server, 'enter', { number, name: ' Mia  Berg ' });
    assert.equal(key.session, session);
    const mia = await server.connect(String(key.token));
    const { view } = await mia.ask('session:watch', { session });
    assert.equal(view.number, null, 'the number is the agents’');
    await assert.rejects(mia.ask('session:watch', { session: other }), { code: 'not-found' });
    await mia.join(session);
    const seen = (await anna.ask('session:watch', { session })).view;
    const guest = seen.participants.find(({ role }) => role === 'customer');
    assert.equal(guest?.name, 'Mia Berg');
  });

  it('keeps the door open for guests until the session is over, and for nobody else', async (t) => {
    const { server, session, number, anna } = await withNumber(t);
    const { token } = await post(server, 'enter', { number, name: 'Mia' });
    const again = await post(server, 'renew', { token });
    assert.deepEqual([again.status, again.session], [200, session]);
    assert.notEqual(again.token, token);
    const hosts = {
      ...customer,
      subject: 'guest-abcdefghijkl-abcdefghijklmnop',
      scope: { session },
    };
    for (const person of [hosts, customer, agent]) {
      const refused = await post(server, 'renew', { token: await server.mint(person) });
      assert.equal(refused.code, 'not-authorized');
    }
    assert.equal((await post(server, 'renew', { token: 'nonsense' })).code, 'not-authorized');
    await anna.ask('session:cancel', { commandId: anna.id(), session, reason: 'no-show' });
    assert.equal((await post(server, 'renew', { token })).code, 'session-over');
  });

  it('closes with a session that is kept from customers now, and says no more than that', async (t) => {
    const { server, session, number, anna } = await withNumber(t);
    const { token } = await post(server, 'enter', { number, name: 'Mia' });
    const internal = { commandId: anna.id(), session, internal: true };
    await anna.ask('session:visibility', internal);
    const closed = await post(server, 'renew', { token });
    assert.deepEqual([closed.status, closed.code], [403, 'not-allowed']);
    await anna.ask('session:cancel', { commandId: anna.id(), session, reason: 'no-show' });
    assert.equal(
      (await post(server, 'renew', { token })).code,
      'not-allowed',
      'nor that it is over',
    );
  });

  it('opens for a guest whose token ran out in a locked phone, unless it was called back', async (t) => {
    let late = 0;
    const { server, session, number, anna } = await withNumber(t, () => Date.now() + late);
    const { token } = await post(server, 'enter', { number, name: 'Mia' });
    await anna.join(session);
    late = 3 * 3_600_000;
    assert.equal((await post(server, 'renew', { token })).status, 200);
    const expired = await server.mint({ ...customer, scope: { session } });
    late += 3_600_000;
    assert.equal((await post(server, 'renew', { token: expired })).code, 'not-authorized');
    await server.api('POST', '/tokens/revoke', { session });
    late += 3_600_000;
    assert.equal((await post(server, 'renew', { token })).code, 'not-authorized');
  });

  it('lets one person in by a number: again from the same browser, another only once they are gone', async (t) => {
    const { server, session, number, anna } = await withNumber(t);
    const first = await post(server, 'enter', { number, name: 'Mia' });
    // Both are at the door before either has joined.
    const stranger = await post(server, 'enter', { number, name: 'Mia' });
    const mia = await server.connect(String(first.token));
    const eve = await server.connect(String(stranger.token));
    await mia.join(session);
    assert.equal(await refusalOf(eve.join(session)), 'number-taken');
    const late = await post(server, 'enter', { number, name: 'Mia' });
    assert.deepEqual([late.status, late.code], [409, 'number-taken']);
    // What a renewal brings is no way around it.
    const renewed = await post(server, 'renew', { token: stranger.token });
    const eveAgain = await server.connect(String(renewed.token));
    assert.equal(await refusalOf(eveAgain.join(session)), 'number-taken');

    const same = await post(server, 'enter', { number, name: 'Mia', token: first.token });
    const tab = await server.connect(String(same.token));
    assert.equal(await refusalOf(tab.join(session)), 'joined-elsewhere');
    await tab.join(session, { takeOver: true });
    const { view } = await anna.ask('session:watch', { session });
    assert.equal(view.participants.length, 1);

    // A browser's old key opens nothing, and into another session its owner comes as somebody new.
    const wish = { commandId: anna.id(), number: true } as const;
    const other = (await anna.ask('session:create', wish)).view;
    const digits = other.number?.digits ?? '';
    for (const token of ['nonsense', String(first.token)]) {
      const fresh = await post(server, 'enter', { number: digits, name: 'Mia', token });
      assert.notEqual(subjectIn(String(fresh.token)), subjectIn(String(first.token)));
    }
    assert.equal(subjectIn(String(same.token)), subjectIn(String(first.token)));
  });

  it('makes whoever guesses wait, and takes nothing from other pages', async (t) => {
    const { server, number } = await withNumber(t);
    const name = 'Mia';
    const wrong = number === '123456789' ? '987654321' : '123456789';
    const stranger = await post(
      server,
      'enter',
      { number, name },
      { origin: 'https://evil.example' },
    );
    assert.equal(stranger.code, 'origin-not-allowed');
    for (const body of [{ number: '12', name }, { number, name: ' ' }, { number }, [], 'x'])
      assert.equal((await post(server, 'enter', body)).code, 'invalid-message');
    const codes = [];
    for (let i = 0; i < 4; i += 1)
      codes.push((await post(server, 'enter', { number: wrong, name })).code);
    assert.deepEqual(codes, [
      'invalid-number',
      'invalid-number',
      'invalid-number',
      'too-many-tries',
    ]);
    assert.equal((await post(server, 'enter', { number, name })).code, 'too-many-tries');
  });
});
