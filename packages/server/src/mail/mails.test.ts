import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { calendarOf, MailServer } from '../testing/mail-server.ts';
import {
  agent,
  customer,
  startServer,
  temporaryFolder,
  type Page,
  type TestServer,
} from '../testing/test-server.ts';

const HOUR_MS = 3_600_000;

interface Listed {
  readonly id: string;
  readonly kind: string;
  readonly state: string;
  readonly attempts: number;
  readonly sentTo: string | null;
  readonly said: string | null;
}

async function mailsOf(server: TestServer, query = ''): Promise<readonly Listed[]> {
  const answer = await server.api('GET', `/mails${query}`);
  assert.equal(answer.status, 200);
  return ((await answer.json()) as { readonly mails: readonly Listed[] }).mails;
}

/** Asks until the mails are as they should be; each question gives the courier time. */
async function settled(server: TestServer, fits: (mails: readonly Listed[]) => boolean) {
  for (;;) {
    const mails = await mailsOf(server);
    if (fits(mails)) return mails;
  }
}

/** A server that sends to a real SMTP server; its clock can be moved. */
async function withMail(t: TestContext, env: Record<string, string> = {}) {
  const post = await MailServer.start(t);
  const clock = { late: 0 };
  const now = (): number => Date.now() + clock.late;
  const dataDir = await temporaryFolder(t);
  const start = (): Promise<TestServer> =>
    startServer(t, { ...post.env, DATA_DIR: dataDir, ...env }, { now });
  return { post, clock, now, start, server: await start() };
}

async function tellContact(server: TestServer, more: object = {}): Promise<void> {
  const told = { name: 'Cleo', email: 'cleo@home.example', lang: 'en', ...more };
  assert.equal((await server.api('PUT', `/contacts/${customer.subject}`, told)).status, 200);
}

/** Cleo asks for a session at these times; answered with its id. */
async function ask(cleo: Page, preferred: readonly number[] = []): Promise<string> {
  const { view } = await cleo.ask('request:make', {
    commandId: cleo.id(),
    reason: 'It leaks.',
    preferred: [...preferred],
    zone: 'Europe/Berlin',
  });
  return view.id;
}

const confirm = (anna: Page, session: string, at: number | null) =>
  anna.ask('request:confirm', { commandId: anna.id(), session, at });

describe('e-mails about a request', () => {
  it('say what was agreed, in the reader’s language and time, with an entry for the calendar', async (t) => {
    const { post, server } = await withMail(t);
    await tellContact(server, { lang: 'de-AT' });
    const cleo = await server.page(customer);
    const anna = await server.page(agent);
    const at = Date.UTC(new Date().getUTCFullYear() + 1, 0, 1, 13, 5);
    const session = await ask(cleo, [at]);
    await confirm(anna, session, at);
    const [mail] = await post.has(1);
    assert.ok(mail);
    assert.deepEqual([mail.from, mail.to], ['help@desk.example', ['cleo@home.example']]);
    assert.match(mail.parsed.subject ?? '', /^Ihre Videositzung: .*1\. Januar.* 14:05/);
    assert.match(mail.parsed.text ?? '', /^Guten Tag Cleo,/);
    assert.match(mail.parsed.text ?? '', /\/join\/#[\w-]+\.[\w-]+\.[\w-]{22}\n/);
    assert.equal(mail.parsed.headers.get('auto-submitted'), 'auto-generated');
    const calendar = calendarOf(mail) ?? '';
    const start = new Date(at).toISOString().replaceAll(/[-:]|\.\d+/g, '');
    for (const line of [
      'METHOD:REQUEST',
      `UID:${session}@127.0.0.1`,
      'SEQUENCE:0',
      `DTSTART:${start}`,
      'STATUS:CONFIRMED',
    ])
      assert.ok(calendar.split('\r\n').includes(line), `${line} in ${calendar}`);
    await anna.ask('session:cancel', {
      commandId: anna.id(),
      session,
      reason: 'called-off',
      message: 'Mir ist <b>etwas</b> dazwischengekommen.',
    });
    const off = (await post.has(2))[1];
    assert.ok(off);
    assert.match(off.parsed.subject ?? '', /^Abgesagt: /);
    assert.match(off.parsed.text ?? '', /Mir ist <b>etwas<\/b> dazwischengekommen\./);
    const calledOff = calendarOf(off) ?? '';
    for (const line of ['METHOD:CANCEL', `UID:${session}@127.0.0.1`, 'SEQUENCE:1'])
      assert.ok(calledOff.split('\r\n').includes(line), `${line} in ${calledOff}`);
  });

  it('say that the link is for one person alone where it lets in whoever has it', async (t) => {
    const { post, server, now } = await withMail(t);
    await tellContact(server);
    const cleo = await server.page(customer);
    const anna = await server.page(agent);
    const session = await ask(cleo);
    const times = [now() + HOUR_MS];
    await anna.ask('request:propose', { commandId: anna.id(), session, times, message: 'Better?' });
    const [proposed] = await post.has(1);
    assert.match(proposed?.parsed.text ?? '', /\/join\/\S+\s+The link is for you alone\./);
  });

  it('offer other times and decline in the agent’s words, which are text whatever stands in them', async (t) => {
    const { post, server, now } = await withMail(t, {
      CUSTOMER_URL: 'https://help.example/t/{ticket}?s={session}',
    });
    await tellContact(server, { name: 'Cleo <b>' });
    const cleo = await server.page({ ...customer, name: 'Cleo <img src=x onerror=alert(1)>' });
    const anna = await server.page(agent);
    const session = await ask(cleo);
    const message = '<script>alert(1)</script>\nNot "today" & not tomorrow';
    await anna.ask('request:propose', {
      commandId: anna.id(),
      session,
      times: [now() + HOUR_MS, now() + 2 * HOUR_MS],
      message,
    });
    const [proposed] = await post.has(1);
    assert.ok(proposed);
    assert.doesNotMatch(String(proposed.parsed.html), /<script|<img|<b>/);
    assert.match(String(proposed.parsed.html), /&lt;script&gt;/);
    assert.match(
      proposed.parsed.text ?? '',
      /Anna wrote:\n\n> <script>alert\(1\)<\/script>\n> Not/,
    );
    assert.equal((proposed.parsed.text ?? '').match(/^- /gm)?.length, 2);
    assert.ok(proposed.parsed.text?.includes(`https://help.example/t/T-1?s=${session}`));
    assert.doesNotMatch(proposed.parsed.text ?? '', /for you alone/);
    await anna.ask('request:decline', {
      commandId: anna.id(),
      session,
      message: 'Call a plumber.',
    });
    const declined = (await post.has(2))[1];
    assert.match(declined?.parsed.text ?? '', /> Call a plumber\./);
    assert.ok(declined && calendarOf(declined) === null, 'there was nothing in the calendar');
  });

  it('lead to the ticket that the session belongs to by now, and to it alone where it belongs to none', async (t) => {
    const { post, server, now } = await withMail(t, {
      CUSTOMER_URL: 'https://help.example/t/{ticket}?s={session}',
    });
    await tellContact(server);
    const cleo = await server.page(customer);
    const anna = await server.page(agent);
    const session = await ask(cleo);
    const link = (is: 'link' | 'unlink', ticket: string) =>
      anna.ask(`session:${is}`, { commandId: anna.id(), session, ticket });
    // As where the host merges one into another.
    await link('link', 'T-2');
    await link('unlink', 'T-1');
    const propose = async (count: number) => {
      const times = [now() + HOUR_MS * count];
      await anna.ask('request:propose', { commandId: anna.id(), session, times });
      return (await post.has(count))[count - 1]?.parsed.text ?? '';
    };
    assert.ok((await propose(1)).includes(`https://help.example/t/T-2?s=${session}`));
    await link('unlink', 'T-2');
    assert.match(await propose(2), /\/join\/#[\w-]+\.[\w-]+\.[\w-]{22}\n/);
  });

  it('speak of the times that were named only where some were, and of one time not as of several', async (t) => {
    const { post, server, now } = await withMail(t);
    await tellContact(server);
    const cleo = await server.page(customer);
    const anna = await server.page(agent);
    const session = await ask(cleo);
    const offer = async (...hours: readonly number[]) => {
      const times = hours.map((count) => now() + count * HOUR_MS);
      await anna.ask('request:propose', { commandId: anna.id(), session, times });
      return (await post.has(1 + offered++)).at(-1)?.parsed.text ?? '';
    };
    let offered = 0;
    const free = await offer(1, 2);
    assert.match(free, /^Hello Cleo,\n\nWe can offer you:\n\n- /);
    assert.match(free, /\nChoose one of them, or name others, on this page:\n/);
    const preferred = [now() + 3 * HOUR_MS];
    await cleo.ask('request:prefer', {
      commandId: cleo.id(),
      session,
      preferred,
      zone: 'Europe/Berlin',
    });
    const other = await offer(4);
    assert.match(other, /\n\nThe times that you named do not suit us\. We can offer you:\n\n- /);
    assert.match(other, /\nAgree to it, or name other times, on this page:\n/);
  });

  it('go to nobody from an internal session, without an address, or while it is switched off', async (t) => {
    const { post, server } = await withMail(t);
    const cleo = await server.page(customer);
    const anna = await server.page(agent);
    await confirm(anna, await ask(cleo), null);
    await settled(server, (mails) => mails.some(({ said }) => said === 'no address is known'));
    await tellContact(server);
    const wanted = async (subject: string, before: (session: string) => Promise<unknown>) => {
      const page = await server.page({ ...customer, subject });
      await server.api('PUT', `/contacts/${subject}`, { name: 'X', email: 'x@home.example' });
      const session = await ask(page);
      await before(session);
      await confirm(anna, session, null);
      await settled(server, (mails) => mails.every(({ state }) => state !== 'waiting'));
    };
    await wanted('dora', (session) =>
      anna.ask('session:visibility', { commandId: anna.id(), session, internal: true }),
    );
    await wanted('emil', () =>
      server.api('PUT', '/settings/host', { functions: { mails: false } }),
    );
    assert.equal(post.mails.length, 0);
    await wanted('finn', () => server.api('PUT', '/settings/host', {}));
    assert.equal(post.mails.length, 1, 'the others were dropped for their own reasons');
  });

  it('come once the session is public again, with the entry for the calendar, where they were kept', async (t) => {
    const { post, server, now } = await withMail(t);
    await tellContact(server);
    const cleo = await server.page(customer);
    const anna = await server.page(agent);
    const at = now() + 5 * HOUR_MS;
    const session = await ask(cleo, [at]);
    const setInternal = (internal: boolean) =>
      anna.ask('session:visibility', { commandId: anna.id(), session, internal });
    await setInternal(true);
    await confirm(anna, session, at);
    await settled(server, (mails) => mails.some(({ state }) => state === 'dropped'));
    assert.equal(post.mails.length, 0);
    await setInternal(false);
    const [mail] = await post.has(1);
    assert.match(mail?.parsed.subject ?? '', /^Your video session on /);
    assert.match((mail && calendarOf(mail)) ?? '', /METHOD:REQUEST/);
    await setInternal(true);
    await setInternal(false);
    await settled(server, (mails) => mails.filter(({ kind }) => kind === 'confirmed').length === 2);
    assert.equal(post.mails.length, 1, 'not twice');
  });

  it('wait for a session that became internal while the e-mail server was away, and are sent once', async (t) => {
    const { post, server, clock } = await withMail(t);
    await tellContact(server);
    await post.down();
    const cleo = await server.page(customer);
    const anna = await server.page(agent);
    const session = await ask(cleo);
    await confirm(anna, session, null);
    await settled(server, ([mail]) => mail?.attempts === 1);
    const setInternal = (internal: boolean) =>
      anna.ask('session:visibility', { commandId: anna.id(), session, internal });
    await setInternal(true);
    await post.up();
    /** As long as the longest pause; anything that is written down makes the server look. */
    const later = async () => {
      clock.late += HOUR_MS / 10;
      await server.api('POST', '/sessions', { ticket: 'T-2' });
    };
    await later();
    const [kept] = await settled(server, ([mail]) => mail?.attempts === 2);
    assert.deepEqual([kept?.state, post.mails.length], ['waiting', 0]);
    await setInternal(false);
    await later();
    await settled(server, ([mail]) => mail?.state === 'sent');
    assert.equal(post.mails.length, 1);
  });

  it('remind an hour and ten minutes before, unless the session was called off meanwhile', async (t) => {
    const { post, server, clock, now } = await withMail(t);
    await tellContact(server);
    const cleo = await server.page(customer);
    const anna = await server.page(agent);
    const at = now() + 5 * HOUR_MS;
    const session = await ask(cleo, [at]);
    await confirm(anna, session, at);
    await post.has(1);
    /** Anything that is written down makes the server look. */
    const nudge = () => server.api('POST', '/sessions', { ticket: 'T-2' });
    clock.late = 4 * HOUR_MS + 1_000;
    await nudge();
    const reminder = (await post.has(2))[1];
    assert.match(reminder?.parsed.subject ?? '', /^Reminder: your video session on /);
    assert.ok(reminder && calendarOf(reminder) === null, 'it stands in the calendar already');
    // By the host: pages' tokens have run out by this clock.
    await server.api('POST', `/sessions/${session}/cancel`, { reason: 'declined' });
    await post.has(3);
    clock.late = 5 * HOUR_MS;
    await nudge();
    const mails = await settled(server, (all) => all.every(({ state }) => state !== 'waiting'));
    assert.deepEqual(
      mails
        .filter(({ kind }) => kind === 'reminder')
        .map(({ state }) => state)
        .toSorted(),
      ['dropped', 'sent'],
    );
  });

  it('ask for a rating an hour after the end, if none was given', async (t) => {
    const { post, server, clock } = await withMail(t);
    await tellContact(server);
    const anna = await server.page(agent);
    const call = async (): Promise<{ readonly cleo: Page; readonly session: string }> => {
      const cleo = await server.page(customer);
      const session = await anna.create();
      await anna.join(session);
      await cleo.join(session);
      await anna.ask('session:end', { commandId: anna.id(), session });
      return { cleo, session };
    };
    const { cleo, session } = await call();
    const rating = { commandId: cleo.id(), session, stars: 4, comment: '' } as const;
    await cleo.ask('session:rate', rating);
    await call();
    clock.late = HOUR_MS + 1_000;
    await server.api('POST', '/sessions', { ticket: 'T-2' });
    const mails = await settled(server, (all) => all.every(({ state }) => state !== 'waiting'));
    assert.deepEqual(mails.map(({ kind, state }) => `${kind} ${state}`).toSorted(), [
      'rating dropped',
      'rating sent',
    ]);
    assert.match(post.mails[0]?.parsed.subject ?? '', /How was your video session/);
  });
});

describe('the outbox', () => {
  it('keeps what could not be sent over a restart, and sends each mail once', async (t) => {
    const { post, server, start, clock } = await withMail(t);
    await tellContact(server);
    await post.down();
    const cleo = await server.page(customer);
    const anna = await server.page(agent);
    await confirm(anna, await ask(cleo), null);
    const [waiting] = await settled(server, ([mail]) => mail?.attempts === 1);
    assert.equal(waiting?.state, 'waiting');
    assert.match(waiting?.said ?? '', /ECONNREFUSED/);
    await server.close();
    await post.up();
    clock.late = 60_000;
    const again = await start();
    const [mail] = await post.has(1);
    assert.match(mail?.parsed.messageId ?? '', /^<[\w.-]+\.0@desk\.example>$/);
    await settled(again, ([one]) => one?.state === 'sent');
    await again.close();
    const third = await start();
    await third.close();
    assert.equal(post.mails.length, 1);
  });

  it('waits for the mail under way when the server stops', async (t) => {
    const { post, server, start } = await withMail(t);
    await tellContact(server);
    const closed = new Promise<void>((resolve, reject) => {
      post.onMail = () => {
        server.close().then(resolve, reject);
      };
    });
    const cleo = await server.page(customer);
    const anna = await server.page(agent);
    await confirm(anna, await ask(cleo), null);
    await post.has(1);
    await closed;
    const again = await start();
    assert.equal((await mailsOf(again))[0]?.state, 'sent');
    assert.equal(post.mails.length, 1);
  });

  it('gives up at once what the server will never take, and after a day what it does not take', async (t) => {
    const { post, server, clock } = await withMail(t);
    await tellContact(server, { email: 'nobody@home.example' });
    post.unknown.add('nobody@home.example');
    const cleo = await server.page(customer);
    const anna = await server.page(agent);
    await confirm(anna, await ask(cleo), null);
    const [given] = await settled(server, ([mail]) => mail?.state === 'given-up');
    assert.match(given?.said ?? '', /550 No such user/);
    assert.ok(server.log.some((line) => line.includes('an e-mail was given up')));
    assert.ok(!server.log.some((line) => line.includes('nobody@home.example')));
    post.unknown.clear();
    assert.equal((await server.api('POST', `/mails/${given?.id}/resend`)).status, 200);
    await post.has(1);
    assert.match(post.mails[0]?.parsed.messageId ?? '', /\.1@desk\.example>$/);
    assert.equal((await server.api('POST', '/mails/nothing/resend')).status, 404);
    await post.down();
    await server.api('POST', `/mails/${given?.id}/resend`);
    await settled(server, ([mail]) => mail?.attempts === 1);
    clock.late = 25 * HOUR_MS;
    await server.api('POST', '/sessions', { ticket: 'T-2' });
    await settled(server, ([mail]) => mail?.state === 'given-up');
  });

  it('refuses addresses that are none, so that nothing gets into a header', async (t) => {
    const { server } = await withMail(t);
    for (const email of [
      'cleo@home.example\nBcc: all@home.example',
      'cleo@home.example\r\n',
      'Cleo <cleo@home.example>',
      'cleo@home.example,all@home.example',
      'cleo',
      '@home.example',
      'cleo@',
      `${'x'.repeat(300)}@home.example`,
    ]) {
      const answer = await server.api('PUT', '/contacts/cleo', { name: 'Cleo', email });
      assert.equal(answer.status, 400, JSON.stringify(email));
    }
    for (const email of ['cleo@home.example', 'c.leo+video@sub.home.example', 'cleo@localhost'])
      await tellContact(server, { email });
  });
});
