import assert from 'node:assert/strict';
import { createHmac, randomBytes } from 'node:crypto';
import { describe, it } from 'node:test';
import { SessionError } from '@fernblick/protocol';
import { sayFigure } from './testing/say-figure.ts';
import { agent, customer, refusalOf, startServer } from './testing/test-server.ts';
import { Tokens } from './tokens.ts';

const secret = 'a-secret-for-tests-of-tokens-0123456789';
const now = 1_800_000_000_000;
const seconds = now / 1_000;

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** Makes a token by hand, so that nothing of what is tested helps to make it. */
function forge(
  claims: object = {},
  options: { header?: object; key?: string; hash?: string } = {},
): string {
  const header = encode({ alg: 'HS256', typ: 'JWT', ...options.header });
  const payload = encode({ ...good(), ...claims });
  const mac = createHmac(options.hash ?? 'sha256', options.key ?? secret)
    .update(`${header}.${payload}`)
    .digest('base64url');
  return `${header}.${payload}.${mac}`;
}

function good() {
  return {
    iss: 'fernblick',
    aud: 'fernblick',
    sub: 'cleo',
    jti: randomBytes(12).toString('base64url'),
    iat: seconds,
    nbf: seconds,
    exp: seconds + 600,
    name: 'Cleo',
    role: 'customer',
    scope: { ticket: 'T-1' },
  };
}

function without(claim: string): string {
  return forge({ [claim]: undefined });
}

/** A good token of which one part was changed. */
function tampered(part: 0 | 1 | 2, change: (text: string) => string): string {
  return forge()
    .split('.')
    .map((text, index) => (index === part ? change(text) : text))
    .join('.');
}

const withClaims = (text: string, claims: object): string =>
  encode({ ...(JSON.parse(Buffer.from(text, 'base64url').toString()) as object), ...claims });

const minutes = (count: number) => seconds + count * 60;

const refused: Readonly<Record<string, string>> = {
  empty: ' ',
  'no token at all': 'hello',
  'two parts': forge().split('.').slice(0, 2).join('.'),
  'four parts': `${forge()}.x`,
  'not base64': 'ä.ö.ü',
  'alg none, no signature': `${encode({ alg: 'none' })}.${encode(good())}.`,
  'alg none, old signature': forge({}, { header: { alg: 'none' } }),
  'alg None': forge({}, { header: { alg: 'None' } }),
  'alg HS512': forge({}, { header: { alg: 'HS512' }, hash: 'sha512' }),
  'alg HS384': forge({}, { header: { alg: 'HS384' }, hash: 'sha384' }),
  'alg RS256 with our key': forge({}, { header: { alg: 'RS256' } }),
  'alg missing': forge({}, { header: { alg: undefined } }),
  'unknown critical header': forge({}, { header: { crit: ['x'], x: 1 } }),
  'key in the header': forge({}, { header: { jwk: { kty: 'oct', k: 'x' } }, key: 'x' }),
  'another key': forge({}, { key: 'another-secret-for-tests-0123456789ab' }),
  'empty key': forge({}, { key: '' }),
  'signature of another token': forge()
    .split('.')
    .with(1, forge().split('.')[1] ?? '')
    .join('.')
    .replace(/.$/, 'A'),
  'signature cut': tampered(2, (text) => text.slice(0, -4)),
  'signature empty': tampered(2, () => ''),
  'name changed': tampered(1, (text) => withClaims(text, { name: 'Anna' })),
  'role changed': tampered(1, (text) => withClaims(text, { role: 'agent' })),
  'ticket changed': tampered(1, (text) => withClaims(text, { scope: { ticket: 'T-2' } })),
  'expiry changed': tampered(1, (text) => withClaims(text, { exp: minutes(14) })),
  'header changed': tampered(0, () => encode({ alg: 'HS256', typ: 'jwt' })),
  'expired ten minutes ago': forge({ iat: minutes(-20), nbf: minutes(-20), exp: minutes(-10) }),
  'expired 31 s ago': forge({ iat: seconds - 300, nbf: seconds - 300, exp: seconds - 31 }),
  'not valid for ten minutes yet': forge({ nbf: minutes(10), exp: minutes(14) }),
  'not valid for 31 s yet': forge({ nbf: seconds + 31 }),
  'issued in ten minutes': forge({ iat: minutes(10), nbf: seconds, exp: minutes(11) }),
  'issued in 31 s': forge({ iat: seconds + 31 }),
  'lives 16 minutes': forge({ exp: minutes(16) }),
  'lives for ever': forge({ exp: 9_999_999_999 }),
  'expires as text': forge({ exp: String(minutes(5)) }),
  'without expiry': without('exp'),
  'without time of issue': without('iat'),
  'without beginning': without('nbf'),
  'without subject': without('sub'),
  'without id': without('jti'),
  'without issuer': without('iss'),
  'without audience': without('aud'),
  'without name': without('name'),
  'without role': without('role'),
  'without scope': without('scope'),
  'another issuer': forge({ iss: 'elsewhere' }),
  'another audience': forge({ aud: 'elsewhere' }),
  'several audiences': forge({ aud: ['fernblick', 'elsewhere'] }),
  'empty subject': forge({ sub: '' }),
  'subject as number': forge({ sub: 7 }),
  'short id': forge({ jti: 'x' }),
  'id with odd characters': forge({ jti: 'a b c d e f g h' }),
  'empty name': forge({ name: '' }),
  'name of hidden characters': forge({ name: '\u200B\u202E' }),
  'unknown role': forge({ role: 'supervisor' }),
  'two roles': forge({ role: ['customer', 'agent'] }),
  'empty scope': forge({ scope: {} }),
  'scope as text': forge({ scope: 'T-1' }),
  'two scopes': forge({ scope: { ticket: 'T-1', session: 'session-0001' } }),
  'customer with all portals': forge({ scope: { portals: ['*'] } }),
  'customer of every portal': forge({ portals: ['*'] }),
  'customer of two portals': forge({ portals: ['support', 'sales'] }),
  'customer who reaches a portal': forge({ scope: { portals: ['support'] } }),
  'agent of no portal': forge({ role: 'agent', scope: { portals: [] } }),
  'scope entry: false': forge({ scope: { entry: false } }),
  'claims as a list': `${encode({ alg: 'HS256' })}.${encode([good()])}.x`,
};

describe('a token that is not good', () => {
  it('is refused at the socket with one and the same text, has no effect, and is logged', async (t) => {
    const limits = { FAILED_LOGINS_PER_MINUTE: '1000' };
    const env = { ...limits, TOKEN_SECRET: secret, LOG_LEVEL: 'trace' };
    const server = await startServer(t, env, { now: () => now });
    assert.ok(Object.keys(refused).length >= 60);
    const texts = new Set<string>();
    for (const [what, token] of Object.entries(refused)) {
      const error = await server.connect(token).then(
        () => assert.fail(`${what} was let in`),
        (reason: unknown) => reason,
      );
      assert.ok(error instanceof SessionError, what);
      texts.add(JSON.stringify(error.toBody()));
    }
    assert.deepEqual(
      [...texts].map((text) => (JSON.parse(text) as { code: string }).code),
      ['not-authorized'],
    );
    const logged = server.log.filter((line) => line.includes('token refused'));
    assert.equal(logged.length, Object.keys(refused).length);
    sayFigure(t, {
      fault: 'F24',
      what: 'bad tokens of all kinds, refused with one and the same text',
      value: logged.length,
      unit: 'tokens',
      demanded: '60',
    });
    const listed = (await (await server.api('GET', '/sessions?ticket=T-1')).json()) as object;
    assert.deepEqual(listed, { sessions: [], next: null });
  });

  it('is refused when a page shows it instead of its own, and the page stays as it was', async (t) => {
    const server = await startServer(
      t,
      { TOKEN_SECRET: secret, FAILED_LOGINS_PER_MINUTE: '1000' },
      { now: () => now },
    );
    const page = await server.connect(forge());
    for (const token of [
      ...Object.values(refused).slice(0, 20),
      forge({ sub: 'dora' }),
      forge({ role: 'agent' }),
    ])
      assert.equal(await refusalOf(page.ask('token:renew', { token })), 'not-authorized');
    assert.deepEqual((await page.ask('session:list', { ticket: 'T-1' })).sessions, []);
  });
});

describe('a good token', () => {
  it('may come from a clock that is half a minute off', async (t) => {
    const server = await startServer(t, { TOKEN_SECRET: secret }, { now: () => now });
    for (const claims of [
      {},
      { iat: seconds + 29, nbf: seconds + 29, exp: minutes(10) },
      { iat: minutes(-10), nbf: minutes(-10), exp: seconds - 29 },
    ])
      await server.connect(forge(claims));
  });

  it('says who the page is: name, role and scope come from nowhere else', async (t) => {
    const server = await startServer(t, { TOKEN_SECRET: secret }, { now: () => now });
    const page = await server.connect(forge());
    const command = { commandId: page.id(), ticket: 'T-1', role: 'agent', name: 'Anna' };
    assert.equal(await refusalOf(page.ask('session:create', command)), 'not-allowed');
  });

  it('names at most one team of a customer', async () => {
    const { actor } = await new Tokens(secret, () => now).verify(forge({ portals: ['support'] }));
    assert.deepEqual([actor.role, actor.portals], ['customer', ['support']]);
  });

  it('is made with what it was asked for and at most 15 minutes', async () => {
    const tokens = new Tokens(secret, () => now);
    const { token, expiresAt } = await tokens.mint({
      subject: 'anna',
      name: 'Anna',
      role: 'agent',
      portals: [],
      scope: { portals: ['support'] },
      lifetimeMs: 86_400_000,
    });
    const { actor } = await tokens.verify(token);
    assert.equal(expiresAt, now + 900_000);
    assert.deepEqual(actor, {
      subject: 'anna',
      name: 'Anna',
      role: 'agent',
      portals: ['support'],
      scope: { is: 'portals' },
    });
  });
});

describe('the end of a token', () => {
  it('cuts the page that showed it, and one that was renewed stays', async (t) => {
    const server = await startServer(t, { TOKEN_SECRET: secret });
    const at = Date.now() / 1_000;
    const short = { iat: at, nbf: at, exp: at + 2 };
    const cut = await server.connect(forge(short));
    const renewed = await server.connect(forge(short));
    await renewed.ask('token:renew', { token: forge({ iat: at, nbf: at, exp: at + 600 }) });
    await cut.closed();
    assert.ok((await renewed.ask('server:ping', {})).time > 0);
  });

  it('comes at once when the host calls it back: by id, by person, by session', async (t) => {
    const server = await startServer(t);
    const anna = await server.page(agent);
    const session = await anna.create();
    const token = await server.mint(customer);
    const payload = Buffer.from(token.split('.')[1] ?? '', 'base64url').toString();
    const { jti } = JSON.parse(payload) as { jti: string };
    const other = { ...customer, subject: 'dora' };
    const cases = [
      { person: await server.connect(token), body: { jti } },
      { person: await server.page(customer), body: { subject: 'cleo' } },
      { person: await server.page({ ...customer, scope: { session } }), body: { session } },
    ];
    const bystander = await server.page(other);
    for (const { person, body } of cases) {
      const closed = person.closed();
      assert.equal((await server.api('POST', '/tokens/revoke', body)).status, 204);
      await closed;
    }
    assert.equal(await refusalOf(server.connect(token)), 'not-authorized');
    assert.ok((await bystander.ask('server:ping', {})).time > 0);
    // A token that is made afterwards is a new one.
    await server.page(customer);
  });

  it('is still known after a restart', async (t) => {
    const server = await startServer(t);
    const token = await server.mint(customer);
    await server.api('POST', '/tokens/revoke', { subject: 'cleo' });
    await server.close();
    const again = await startServer(t, { DATA_DIR: server.dataDir });
    assert.equal(await refusalOf(again.connect(token)), 'not-authorized');
  });
});
