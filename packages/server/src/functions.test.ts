import assert from 'node:assert/strict';
import { it } from 'node:test';
import {
  functionNames,
  functions,
  requests,
  requestsOf,
  SessionError,
  type FunctionName,
  type RequestName,
  type Role,
} from '@fernblick/protocol';
import { hostRequests } from '@fernblick/session';
import { agent, customer, startServer } from './testing/test-server.ts';
import { jpegOf, SMALL_JPEG } from './testing/pictures.ts';
import { TusCaller } from './testing/tus.ts';

const zone = 'Europe/Berlin';

/** What a page sends; every one of them is well-formed, so that it is refused for no other reason. */
function inputs(
  session: string,
  { place, customer: of, file }: Record<'place' | 'customer' | 'file', string>,
): { readonly [N in RequestName]?: object } {
  const region = [0, 1, 2].map((x) => ({ x: x / 2, y: (x % 2) / 2 }));
  const keyframe = {
    ...{ id: 'anchor-1', author: place, width: 640, height: 480, region, picture: SMALL_JPEG },
  };
  return {
    'session:create': { ticket: 'T-1' },
    'request:confirm': { session, at: null },
    'dial:accept': { session },
    'request:make': { reason: 'It leaks.', zone },
    'dial:make': { reason: 'It leaks.', zone },
    'agent:availability': { available: true },
    'session:find': { number: '123456789' },
    'session:link': { session, ticket: 'T-2' },
    'session:unlink': { session, ticket: 'T-1' },
    'call:hold': { session },
    'ink:add': { session, item: { is: 'keyframe', keyframe } },
    'ink:allow': { session, role: 'customer', allowed: true },
    'chat:send': { session, id: `message-of-${place}`, to: 'all', text: 'Hello' },
    'responses:find': { query: '' },
    'session:attach': { session, name: 'Account', value: '4711' },
    'contact:change': { session, participant: of, name: 'City', value: 'Ulm', expected: '' },
    'note:write': { session, text: 'Hello', version: 0 },
    'session:file': { session, disposition: null },
    'session:visibility': { session, internal: true },
    'session:rate': { session, stars: 5 },
    'invitation:make': { session },
    'invitation:accept': { session, key: 'k'.repeat(43) },
    'picture:keep': { session, file, takenAt: 1 },
    'recording:ask': { session },
  };
}

/** How a host asks for the same by its API. */
const hostCalls = (
  session: string,
): { readonly [N in RequestName]?: readonly [string, object] } => ({
  'session:create': ['/sessions', { ticket: 'T-1' }],
  'request:confirm': [`/sessions/${session}/confirm`, {}],
  'request:make': [
    '/requests',
    { customer: { subject: 'dora', name: 'Dora' }, ticket: 'T-3', reason: 'It leaks.', zone },
  ],
  'dial:make': ['/calls', { customer: { subject: 'emil', name: 'Emil' }, ticket: 'T-5' }],
  'session:rate': [
    `/sessions/${session}/rate`,
    { customer: { subject: customer.subject, name: 'Mia' }, stars: 5 },
  ],
  'chat:send': [
    `/sessions/${session}/chat`,
    { text: 'Hello', from: { subject: 'ben', name: 'Ben', role: 'agent' } },
  ],
  'session:link': [`/sessions/${session}/tickets`, { ticket: 'T-4' }],
  'session:unlink': [`/sessions/${session}/tickets/T-1`, {}],
  'ink:allow': [`/sessions/${session}/drawing`, { role: 'customer', allowed: true }],
  'session:attach': [`/sessions/${session}/data`, { name: 'Account', value: '4711' }],
  'session:file': [`/sessions/${session}/file`, { disposition: null }],
  'session:visibility': [`/sessions/${session}/visibility`, { internal: true }],
  'invitation:make': [`/sessions/${session}/invitations`, { name: 'Mia' }],
});

it('every function that is off is refused at the server to every role, and to nobody while it is on', async (t) => {
  const server = await startServer(t);
  const pages = { agent: await server.page(agent), customer: await server.page(customer) };
  const session = await pages.agent.create();
  const places = {
    agent: (await pages.agent.join(session)).participant,
    customer: (await pages.customer.join(session)).participant,
  };
  const files = {
    agent: await new TusCaller(server.url, await server.mint(agent)).upload(session, jpegOf(9, 9)),
    customer: await new TusCaller(server.url, await server.mint(customer)).upload(
      session,
      jpegOf(9, 9),
    ),
  };
  const decide = async (name: FunctionName, isOn: boolean): Promise<void> => {
    const answer = await server.api('PUT', '/settings/host', { functions: { [name]: isOn } });
    assert.equal(answer.status, 200);
  };
  const askFor = async (request: RequestName, role: Role): Promise<string> => {
    const about = { place: places[role], customer: places.customer, file: files[role] };
    const input = inputs(session, about)[request];
    assert.ok(input, `${request} is asked for`);
    const answer = await pages[role].send(request, { commandId: pages[role].id(), ...input });
    return answer.ok ? 'ok' : SessionError.fromBody(answer.error).code;
  };
  const askAsHost = async (request: RequestName): Promise<string> => {
    const [path, body] = hostCalls(session)[request] ?? [];
    assert.ok(path, `${request} is asked for by the host`);
    const method = request === 'session:unlink' ? 'DELETE' : 'POST';
    const answer = await server.api(method, path, body);
    return answer.ok ? 'ok' : ((await answer.json()) as { readonly code: string }).code;
  };
  let rows = 0;
  for (const name of functionNames)
    for (const isOn of [false, true]) {
      await decide(name, isOn);
      for (const request of requestsOf(name)) {
        for (const role of ['customer', 'agent'] as const) {
          const row = `${name} ${isOn ? 'on' : 'off'}: ${request} by the ${role}`;
          await t.test(row, async () => {
            rows += 1;
            const isTheirs = (requests[request].roles as readonly Role[]).includes(role);
            const answer = await askFor(request, role);
            if (!isTheirs) assert.equal(answer, 'not-allowed');
            else if (!isOn) assert.equal(answer, 'switched-off');
            else assert.ok(!['switched-off', 'invalid-message'].includes(answer), answer);
          });
        }
        if (!hostRequests.includes(request)) continue;
        await t.test(`${name} ${isOn ? 'on' : 'off'}: ${request} by the host`, async () => {
          rows += 1;
          const answer = await askAsHost(request);
          if (!isOn) assert.equal(answer, 'switched-off');
          else assert.ok(!['switched-off', 'invalid-message'].includes(answer), answer);
        });
      }
      await decide(name, functions[name].byDefault);
    }
  assert.ok(rows > 100, `${rows} rows`);
});
