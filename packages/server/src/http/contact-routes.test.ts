import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ContactView, ListPlace } from '@fernblick/protocol';
import { agent, customer, refusalOf, startServer } from '../testing/test-server.ts';

describe('contacts', () => {
  it('are told by the host, corrected by agents, kept with their changes, and nothing to customers', async (t) => {
    const server = await startServer(t);
    const anna = await server.page(agent);
    const cleo = await server.page(customer);
    const session = await anna.create();
    await anna.join(session);
    await cleo.join(session);
    const heard = cleo.heard.length;
    const place = (await anna.ask('session:watch', { session })).view.participants.find(
      ({ role }) => role === 'customer',
    );
    assert.ok(place);
    const about = { session, participant: place.id };
    const nothing = { name: 'Cleo', fields: [], changed: null };
    assert.deepEqual((await anna.ask('contact:read', about)).contact, nothing);
    const path = `/contacts/${customer.subject}`;
    const told = { name: 'Cleo Marzipan', fields: [{ name: 'City', value: '<b>Bonn</b>' }] };
    assert.equal((await server.api('PUT', path, told)).status, 200);
    const { contact } = await anna.ask('contact:read', about);
    assert.deepEqual([contact.name, contact.fields], [told.name, told.fields]);
    const change = { ...about, name: 'City', value: 'Köln', expected: '<b>Bonn</b>' };
    assert.equal((await anna.ask('contact:change', change)).contact.changed?.by, 'Anna');
    const refused = async (more: object): Promise<string> =>
      refusalOf(anna.ask('contact:change', { ...change, ...more }));
    assert.equal(await refused({ name: 'Street' }), 'unknown-field');
    assert.equal(await refused({ value: 'x'.repeat(301) }), 'invalid-message');
    const me = (await anna.ask('session:watch', { session })).view.participants.find((p) => p.you);
    assert.equal(await refused({ participant: me?.id }), 'not-found');
    const kept = (await (await server.api('GET', path)).json()) as {
      readonly changes: readonly { readonly value: string; readonly by: string }[];
    };
    assert.deepEqual(
      kept.changes.map(({ value, by }) => [value, by]),
      [
        ['Köln', 'Anna'],
        ['<b>Bonn</b>', 'Host'],
      ],
    );
    assert.equal(await refusalOf(cleo.ask('contact:read', about)), 'not-allowed');
    assert.equal(await refusalOf(cleo.ask('contact:history', about)), 'not-allowed');
    await server.api('PUT', '/settings/agents/anna', { functions: { contacts: false } });
    assert.equal(await refused({ value: 'Ulm' }), 'switched-off');
    assert.equal((await anna.ask('contact:read', about)).contact.fields[0]?.value, 'Köln');
    await cleo.ask('server:ping', {});
    assert.doesNotMatch(JSON.stringify(cleo.heard.slice(heard)), /Marzipan|Köln/);
    assert.equal((await server.api('GET', '/contacts/nobody')).status, 404);
    for (const bad of [
      { fields: [] },
      { name: 'x', fields: [{ name: '', value: '' }] },
      { name: 'x', fields: [told.fields[0], told.fields[0]] },
      { name: 'x', fields: Array.from({ length: 21 }, (_, n) => ({ name: `${n}`, value: '' })) },
    ])
      assert.equal((await server.api('PUT', path, bad)).status, 400, JSON.stringify(bad));
  });

  it('are never overwritten unseen: a change says upon what it was made, and agents who read it hear of each', async (t) => {
    const server = await startServer(t);
    const anna = await server.page(agent);
    const ben = await server.page({ ...agent, subject: 'ben', name: 'Ben' });
    const sven = await server.page({ ...agent, subject: 'sven', name: 'Sven' });
    const cleo = await server.page(customer);
    const session = await anna.create();
    await cleo.join(session);
    const path = `/contacts/${customer.subject}`;
    const fields = [{ name: 'Phone', value: '1' }];
    await server.api('PUT', path, { name: 'Cleo', fields });
    const { view } = await anna.ask('session:watch', { session });
    const participant = view.participants.find(({ role }) => role === 'customer')?.id ?? '';
    const about = { session, participant };
    for (const page of [anna, ben]) await page.ask('contact:read', about);
    await sven.ask('session:watch', { session });
    const told = (page: typeof ben) =>
      page.heard
        .filter(({ name }) => name === 'contact:changed')
        // What the name says.
        .map(({ notice }) => (notice as { contact: ContactView }).contact.fields[0]?.value);
    const correct = (page: typeof ben, value: string, expected: string) =>
      page.ask('contact:change', { ...about, name: 'Phone', value, expected });
    await correct(anna, '111', '1');
    await ben.ask('server:ping', {});
    assert.deepEqual([told(ben), told(anna)], [['111'], ['111']]);
    assert.equal(await refusalOf(correct(ben, '222', '1')), 'field-changed');
    // Who wanted the same has what they wanted.
    assert.equal((await correct(ben, '111', '1')).contact.fields[0]?.value, '111');
    assert.equal((await correct(ben, '222', '111')).contact.fields[0]?.value, '222');
    await server.api('PUT', path, { name: 'Cleo', fields: [{ name: 'Phone', value: '333' }] });
    await ben.ask('server:ping', {});
    assert.deepEqual(told(ben), ['111', '222', '333']);
    for (const page of [sven, cleo]) {
      await page.ask('server:ping', {});
      assert.deepEqual(told(page), []);
    }
    const kept = (await (await server.api('GET', path)).json()) as { changes: readonly object[] };
    assert.equal(kept.changes.length, 4);
  });

  it('keep what the host leaves out when it tells something else of them', async (t) => {
    const server = await startServer(t);
    const path = '/contacts/cleo';
    const tell = async (body: object) => {
      const answer = await server.api('PUT', path, { name: 'Cleo', ...body });
      assert.equal(answer.status, 200, JSON.stringify(body));
      const { fields, email, lang } = (await answer.json()) as Readonly<Record<string, unknown>>;
      return { fields, email, lang };
    };
    const fields = [{ name: 'City', value: 'Bonn' }];
    const mail = { email: 'cleo@home.example', lang: 'de' };
    assert.deepEqual(await tell({ fields }), { fields, email: null, lang: null });
    assert.deepEqual(await tell(mail), { fields, ...mail });
    assert.deepEqual(await tell({ fields }), { fields, ...mail });
    assert.deepEqual(await tell({}), { fields, ...mail });
    const { changes } = (await (await server.api('GET', path)).json()) as {
      readonly changes: readonly object[];
    };
    assert.equal(changes.length, 1, 'what stays is no change');
    assert.deepEqual(await tell({ email: null }), { fields, ...mail, email: null });
    assert.deepEqual(await tell({ fields: [], lang: null }), {
      fields: [],
      email: null,
      lang: null,
    });
  });

  it('have a history of their sessions, as far as each agent may see them', async (t) => {
    const server = await startServer(t);
    const anna = await server.page({ ...agent, scope: { portals: ['support'] } });
    const sales = await server.page({
      ...agent,
      subject: 'sven',
      name: 'Sven',
      scope: { portals: ['sales'] },
    });
    const cleo = await server.page(customer);
    const ids: string[] = [];
    for (const page of [anna, sales, anna]) {
      const session = await page.create();
      ids.push(session);
      await page.join(session);
      await cleo.join(session);
      await page.ask('session:end', { commandId: page.id(), session });
    }
    // What they only tried out for is none of theirs; it is kept of them all the same.
    const tried = await anna.create();
    const works = { camera: 'works', microphone: 'works', speaker: 'works' } as const;
    const ways = { direct: 'works', relayUdp: 'works', relayTcp: 'works' } as const;
    await cleo.ask('call:checked', {
      ...{ commandId: cleo.id(), session: tried },
      findings: { ...works, ...ways },
    });
    const reason = 'created-by-mistake';
    await anna.ask('session:cancel', { commandId: anna.id(), session: tried, reason });
    const last = ids[2] ?? '';
    const { view } = await anna.ask('session:watch', { session: last });
    const participant = view.participants.find(({ role }) => role === 'customer')?.id ?? '';
    const { sessions, next } = await anna.ask('contact:history', { session: last, participant });
    assert.deepEqual(
      sessions.map((line) => [line.session, line.phase, line.agents]),
      [ids[2], ids[0]].map((id) => [id, 'done', ['Anna']]),
    );
    assert.equal(next, null);
    const all = (await (
      await server.api('GET', `/contacts/${customer.subject}/sessions`)
    ).json()) as { readonly sessions: readonly { readonly id: string }[] };
    assert.deepEqual(
      all.sessions.map(({ id }) => id),
      [tried, ...ids.toReversed()],
    );
  });

  it('have a history that comes in parts which fit, with nothing lost or doubled though all began at once', async (t) => {
    const now = Date.now();
    const server = await startServer(t, { MESSAGE_BURST: '10000' }, { now: () => now });
    const anna = await server.page(agent);
    const cleo = await server.page(customer);
    const ids: string[] = [];
    for (let n = 0; n < 8; n += 1) {
      const session = await anna.create();
      ids.push(session);
      // Four bytes each: as wide as the tickets of a session may be.
      for (let ticket = 1; ticket < 20; ticket += 1)
        await anna.ask('session:link', {
          commandId: anna.id(),
          session,
          ticket: String.fromCodePoint(0x1f600 + ticket).repeat(120),
        });
      await anna.join(session);
      await cleo.join(session);
      await anna.ask('session:end', { commandId: anna.id(), session });
    }
    const session = ids[0] ?? '';
    const { view } = await anna.ask('session:watch', { session });
    const participant = view.participants.find(({ role }) => role === 'customer')?.id ?? '';
    const read: string[] = [];
    let parts = 0;
    let after: ListPlace | null = null;
    do {
      const place: object = after === null ? {} : { after };
      const part = await anna.ask('contact:history', { session, participant, ...place });
      assert.ok(Buffer.byteLength(JSON.stringify(part)) < 64 * 1_024);
      read.push(...part.sessions.map((line) => line.session));
      after = part.next;
      parts += 1;
    } while (after !== null);
    assert.deepEqual(read, ids.toSorted());
    assert.ok(parts > 1);
  });
});

it('what the host attaches to a session is seen and corrected by agents, and never by customers', async (t) => {
  const server = await startServer(t);
  const anna = await server.page(agent);
  const cleo = await server.page(customer);
  const session = await anna.create();
  await cleo.ask('session:watch', { session });
  const attach = (name: string, value: string) =>
    server.api('POST', `/sessions/${session}/data`, { name, value });
  assert.equal((await attach('Account', 'marzipan')).status, 200);
  const { view } = await anna.ask('session:watch', { session });
  assert.deepEqual(view.attached, [{ name: 'Account', value: 'marzipan' }]);
  const correct = (name: string, value: string) =>
    anna.ask('session:attach', { commandId: anna.id(), session, name, value });
  assert.equal((await correct('Account', '4711')).view.attached[0]?.value, '4711');
  const late = { commandId: anna.id(), session, name: 'Account', value: '4713' };
  assert.equal(
    await refusalOf(anna.ask('session:attach', { ...late, expected: 'marzipan' })),
    'field-changed',
  );
  assert.equal(await refusalOf(correct('Other', 'x')), 'unknown-field');
  assert.equal((await attach('', 'x')).status, 400);
  await cleo.ask('server:ping', {});
  assert.doesNotMatch(JSON.stringify(cleo.heard), /marzipan|4711/);
});
