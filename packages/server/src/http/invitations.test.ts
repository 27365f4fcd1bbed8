import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import type { InvitationView } from '@fernblick/protocol';
import { MailServer } from '../testing/mail-server.ts';
import {
  agent,
  customer,
  refusalOf,
  startServer,
  type Page,
  type TestServer,
} from '../testing/test-server.ts';

const DAY_MS = 24 * 3_600_000;

interface Answer {
  readonly status: number;
  readonly is?: string;
  readonly by?: string | null;
  readonly name?: string | null;
  readonly isOver?: boolean;
  readonly session?: string;
  readonly token?: string;
  readonly code?: string;
}

async function post(server: TestServer, path: string, body: object): Promise<Answer> {
  const answer = await fetch(`${server.url}/join/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return { status: answer.status, ...((await answer.json()) as object) };
}

const keyOf = (link: string): string => new URL(link).hash.slice(1);

/** Anna waits in a session. */
async function waiting(
  t: TestContext,
  env: Record<string, string> = {},
  now = Date.now,
  person = agent,
) {
  const server = await startServer(t, { PUBLIC_URL: 'https://video.example', ...env }, { now });
  const anna = await server.page(person);
  const session = await anna.create();
  await anna.join(session);
  return { server, anna, session };
}

async function invite(anna: Page, session: string, more: object = {}): Promise<InvitationView> {
  const wish = { commandId: anna.id(), session, ...more };
  return (await anna.ask('invitation:make', wish)).invitation;
}

describe('an invitation', () => {
  it('leads to the public page, is not used up by looking, and lets one person into one session', async (t) => {
    const { server, anna, session } = await waiting(t);
    const other = await anna.create();
    const { link } = await invite(anna, session, { name: 'Mia' });
    assert.match(link, /^https:\/\/video\.example\/join\/#/);
    const key = keyOf(link);
    for (let n = 0; n < 3; n += 1) {
      assert.equal((await fetch(`${server.url}/join/`)).status, 200);
      const door = await post(server, 'look', { key });
      assert.deepEqual([door.is, door.by, door.name], ['open', 'Anna', 'Mia']);
    }
    const { token } = await post(server, 'enter', { key, name: 'Mia Berg' });
    const mia = await server.connect(String(token));
    await mia.join(session);
    await assert.rejects(mia.ask('session:watch', { session: other }), { code: 'not-found' });
    const { view } = await anna.ask('session:watch', { session });
    assert.equal(view.phase, 'in-progress');
    assert.ok(view.participants.some(({ name }) => name === 'Mia Berg'));
    const { invitations } = await anna.ask('invitations:read', { session });
    assert.equal(invitations[0]?.status, 'used');
  });

  it('is taken while somebody is there with it, and theirs again once they are gone', async (t) => {
    const { server, anna, session } = await waiting(t);
    const key = keyOf((await invite(anna, session)).link);
    const { token } = await post(server, 'enter', { key, name: 'Mia' });
    const mia = await server.connect(String(token));
    await mia.join(session);
    assert.equal((await post(server, 'look', { key })).is, 'used');
    assert.equal((await post(server, 'enter', { key, name: 'Eve' })).code, 'not-allowed');
    assert.equal((await post(server, 'renew', { token, key })).status, 200, 'her own page goes on');
    mia.close();
    await anna.hears('session:changed', ({ view }) =>
      view.participants.some(({ role, presence }) => role === 'customer' && presence === 'away'),
    );
    const again = await post(server, 'enter', { key, name: 'Mia' });
    const phone = await server.connect(String(again.token));
    await phone.join(session);
    const { view } = await anna.ask('session:watch', { session });
    assert.equal(view.participants.filter(({ role }) => role === 'customer').length, 1);
  });

  it('says what closed it: taken back, run out, over, internal, or never there', async (t) => {
    let late = 0;
    const { server, anna, session } = await waiting(t, {}, () => Date.now() + late);
    const is = async (link: string): Promise<string | undefined> => {
      const key = keyOf(link);
      const { is: said } = await post(server, 'look', { key });
      const entered = await post(server, 'enter', { key, name: 'Mia' });
      assert.equal(entered.status === 200, said === 'open', said);
      return said;
    };
    const [revoked, other] = [await invite(anna, session), await invite(anna, session)];
    const revoke = { commandId: anna.id(), session, invitation: revoked.id };
    await anna.ask('invitation:revoke', revoke);
    assert.equal(await is(revoked.link), 'revoked');
    assert.equal(await is(other.link), 'open');
    await server.api('PUT', '/settings/host', { functions: { invitations: false } });
    assert.equal(await is(other.link), 'revoked');
    assert.equal(await refusalOf(invite(anna, session)), 'switched-off');
    await server.api('PUT', '/settings/host', {});
    const hidden = { commandId: anna.id(), session, internal: true };
    await anna.ask('session:visibility', hidden);
    assert.equal(await is(other.link), 'gone');
    assert.equal(await refusalOf(invite(anna, session)), 'not-allowed');
    await anna.ask('session:visibility', { ...hidden, commandId: anna.id(), internal: false });
    late = DAY_MS;
    assert.equal(await is(other.link), 'expired');
    late = 0;
    // By the host: the pages' tokens ran out by the other clock.
    await server.api('POST', `/sessions/${session}/cancel`, { reason: 'no-show' });
    assert.equal(await is(other.link), 'over');
    for (const key of ['', 'x', keyOf(other.link).slice(0, -1), `${keyOf(other.link)}x`])
      assert.equal((await post(server, 'look', { key })).is, 'gone');
    const swapped = keyOf(other.link).replace(other.id, revoked.id);
    assert.equal((await post(server, 'look', { key: swapped })).is, 'gone');
  });

  it('is made once by the same command, is nothing to customers, and has an end', async (t) => {
    const { server, anna, session } = await waiting(t);
    const wish = { commandId: anna.id(), session, name: 'Mia' };
    const first = await anna.ask('invitation:make', wish);
    const second = await anna.ask('invitation:make', wish);
    assert.equal(second.invitation.link, first.invitation.link);
    const cleo = await server.page(customer);
    assert.equal(await refusalOf(invite(cleo, session)), 'not-allowed');
    assert.equal(await refusalOf(cleo.ask('invitations:read', { session })), 'not-allowed');
    for (let n = 1; n < 20; n += 1) await invite(anna, session);
    assert.equal(await refusalOf(invite(anna, session)), 'session-full');
  });

  it('goes out by e-mail, in the language that was said, once', async (t) => {
    const mails = await MailServer.start(t);
    const { server, anna, session } = await waiting(t, mails.env);
    const mail = { address: 'mia@home.example', lang: 'it' };
    const wish = { commandId: anna.id(), session, name: 'Mia <b>', mail };
    const { invitation } = await anna.ask('invitation:make', wish);
    await anna.ask('invitation:make', wish);
    const [sent] = await mails.has(1);
    assert.deepEqual(sent?.to, ['mia@home.example']);
    // Who typed the address knows it; nobody reads it out of the session afterwards, colleagues least of all.
    const ben = await server.page({ ...agent, subject: 'ben', name: 'Ben' });
    const [read, watched] = await Promise.all([
      ben.ask('invitations:read', { session }),
      ben.ask('session:watch', { session }),
    ]);
    assert.equal(read.invitations[0]?.name, 'Mia <b>');
    assert.doesNotMatch(JSON.stringify([read, watched]), /home\.example/);
    assert.equal(sent?.parsed.subject, 'Anna La invita a una sessione video');
    assert.match(sent?.parsed.text ?? '', /Buongiorno Mia <b>,/);
    assert.ok(sent?.parsed.text?.includes(invitation.link));
    assert.match(String(sent?.parsed.html), /Mia &lt;b&gt;/);
    const bad = {
      ...wish,
      commandId: anna.id(),
      mail: { address: 'a@b.example\nBcc: c@d.example' },
    };
    assert.equal(await refusalOf(anna.ask('invitation:make', bad)), 'invalid-message');
    await server.close();
    assert.equal(mails.mails.length, 1);
    const without = await waiting(t);
    assert.equal(
      (await without.anna.ask('invitations:read', { session: without.session })).canMail,
      false,
    );
    assert.equal(
      await refusalOf(invite(without.anna, without.session, { mail })),
      'mail-not-set-up',
    );
    const { server: silent, session: alone } = without;
    const asked = await silent.api('POST', `/sessions/${alone}/invitations`, { mail });
    const problem = (await asked.json()) as { readonly code: string; readonly remedy: string };
    assert.deepEqual([asked.status, problem.code], [409, 'mail-not-set-up']);
    assert.match(problem.remedy, /SMTP_URL/);
  });

  it('is made, listed and taken back by the host', async (t) => {
    const { server, session } = await waiting(t);
    const path = `/sessions/${session}/invitations`;
    const made = await server.api('POST', path, { name: 'Mia' });
    assert.equal(made.status, 201);
    const { id } = (await made.json()) as InvitationView;
    assert.equal((await server.api('DELETE', `${path}/${id}`)).status, 204);
    assert.equal((await server.api('DELETE', `${path}/nobody-here`)).status, 404);
    const listed = (await (await server.api('GET', path)).json()) as {
      readonly invitations: readonly InvitationView[];
    };
    assert.deepEqual(
      listed.invitations.map(({ name, by, status }) => [name, by, status]),
      [['Mia', null, 'revoked']],
    );
  });
});

describe('an invitation for a colleague', () => {
  const desk = { AGENT_URL: 'https://desk.example/open?s={session}&t={ticket}' };
  const support = { ...agent, portals: ['support'], scope: { portals: ['support'] } };
  const sales = { ...agent, portals: ['sales'], scope: { portals: ['sales'] } };
  const accept = (page: Page, link: string, session: string) =>
    page.ask('invitation:accept', {
      ...{ commandId: page.id(), session },
      key: link.split('#invitation=')[1] ?? '',
    });

  it('goes out by e-mail to the desk, brings one agent of another team, and nobody else', async (t) => {
    const mails = await MailServer.start(t);
    const { server, anna, session } = await waiting(
      t,
      { ...mails.env, ...desk },
      Date.now,
      support,
    );
    assert.ok((await anna.ask('invitations:read', { session })).forColleagues);
    const mail = { address: 'sven@desk.example', lang: 'de' };
    const { link, expiresAt } = await invite(anna, session, { role: 'agent', name: 'Sven', mail });
    assert.equal(expiresAt, null);
    assert.ok(
      link.startsWith(`https://desk.example/open?s=${session}&t=T-1#invitation=${session}.`),
    );
    const [sent] = await mails.has(1);
    assert.equal(sent?.parsed.subject, 'Anna bittet Sie in eine Videositzung');
    assert.match(sent?.parsed.text ?? '', /zum Ticket T-1\./);
    assert.ok(sent?.parsed.text?.includes(link));
    const cleo = await server.page(customer);
    const before = await cleo.ask('session:watch', { session });

    // Whatever asks for a page, and whoever has only the key, changes nothing.
    const key = link.split('#invitation=')[1] ?? '';
    assert.equal((await post(server, 'look', { key })).is, 'gone');
    assert.equal((await post(server, 'enter', { key, name: 'Eve' })).status, 403);
    assert.equal(await refusalOf(accept(cleo, link, session)), 'not-allowed');
    const eve = await server.page({ ...sales, subject: 'eve', name: 'Eve' });
    for (const wrong of ['', 'x', `${link.slice(0, -1)}_`, `#invitation=${key.slice(0, -4)}`])
      assert.equal(await refusalOf(accept(eve, wrong, session)), 'not-found');
    const other = await anna.create();
    assert.equal(await refusalOf(accept(eve, link, other)), 'not-found');

    const sven = await server.page({ ...sales, subject: 'sven', name: 'Sven' });
    assert.equal(await refusalOf(sven.ask('session:watch', { session })), 'not-found');
    const { view } = await accept(sven, link, session);
    assert.equal(view.id, session);
    assert.deepEqual(
      await cleo.ask('session:watch', { session }),
      before,
      'customers notice nothing',
    );
    assert.equal((await accept(sven, link, session)).view.id, session, 'opened once more');
    assert.equal(await refusalOf(accept(eve, link, session)), 'not-allowed');
    const { invitations } = await anna.ask('invitations:read', { session });
    assert.deepEqual(
      invitations.map(({ role, status, acceptedBy }) => [role, status, acceptedBy]),
      [['agent', 'used', 'Sven']],
    );
    await sven.join(session);
    const journal = await (await server.api('GET', `/sessions/${session}/journal`)).text();
    assert.match(journal, /"invitation-made"/);
    assert.match(journal, /"invitation-accepted"[^}]*"Sven"/);
    assert.doesNotMatch(journal, /desk\.example/, 'no address is kept');
  });

  it('is taken back, is over with the session, and is not offered where no desk is known', async (t) => {
    const { server, anna, session } = await waiting(t, desk, Date.now, support);
    const sven = await server.page({ ...sales, subject: 'sven', name: 'Sven' });
    const [first, second] = [
      await invite(anna, session, { role: 'agent' }),
      await invite(anna, session, { role: 'agent' }),
    ];
    await anna.ask('invitation:revoke', { commandId: anna.id(), session, invitation: first.id });
    assert.equal(await refusalOf(accept(sven, first.link, session)), 'not-allowed');
    await anna.ask('session:cancel', { commandId: anna.id(), session, reason: 'no-show' });
    assert.equal(await refusalOf(accept(sven, second.link, session)), 'session-over');

    const without = await waiting(t);
    const read = await without.anna.ask('invitations:read', { session: without.session });
    assert.equal(read.forColleagues, false);
    const asked = invite(without.anna, without.session, { role: 'agent' });
    assert.equal(await refusalOf(asked), 'no-desk-page');
    const path = `/sessions/${without.session}/invitations`;
    const answer = await without.server.api('POST', path, { role: 'agent' });
    const problem = (await answer.json()) as { readonly code: string; readonly remedy: string };
    assert.deepEqual([answer.status, problem.code], [409, 'no-desk-page']);
    assert.match(problem.remedy, /AGENT_URL/);
  });
});

describe('the link in a mail to a customer', () => {
  it('opens their own place and nobody else’s, and after the end the rating', async (t) => {
    const mails = await MailServer.start(t);
    const server = await startServer(t, mails.env);
    await server.api('PUT', '/contacts/cleo', { name: 'Cleo', email: 'cleo@home.example' });
    const cleo = await server.page(customer);
    const anna = await server.page(agent);
    const asked = { commandId: cleo.id(), reason: 'Leak', preferred: [], zone: 'UTC' };
    const session = (await cleo.ask('request:make', asked)).view.id;
    await anna.ask('request:confirm', { commandId: anna.id(), session, at: null });
    const [mail] = await mails.has(1);
    const key = /#(\S+)/.exec(mail?.parsed.text ?? '')?.[1] ?? '';
    assert.equal((await post(server, 'look', { key })).name, 'Cleo');
    const { token } = await post(server, 'enter', { key, name: 'Somebody Else' });
    const phone = await server.connect(String(token));
    await phone.join(session);
    await anna.join(session);
    const { view } = await anna.ask('session:watch', { session });
    assert.deepEqual(
      view.participants.filter(({ role }) => role === 'customer').map(({ name }) => name),
      ['Cleo'],
    );
    await anna.ask('session:end', { commandId: anna.id(), session });
    const door = await post(server, 'look', { key });
    assert.deepEqual([door.is, door.isOver], ['open', true]);
    const later = await post(server, 'enter', { key });
    const rating = await server.connect(String(later.token));
    await rating.ask('session:rate', { commandId: rating.id(), session, stars: 5, comment: '' });
  });
});
