import { randomUUID } from 'node:crypto';
import type { DeskPlace, ListPlace } from '../packages/protocol/src/index.ts';
import type { Append } from '../packages/server/src/journal/journal-store.ts';
import { changeAfter, historyOf, sessionIdOf } from './journal/histories.ts';
import { openStore } from './journal/open-store.ts';
import type { BenchResult } from './result.ts';
import { buildServers, startServer } from './servers/server-process.ts';
import {
  anAgent,
  ask,
  create,
  customerOf,
  join,
  startFernblick,
} from './sockets/fernblick-load.ts';
import { WireSocket } from './sockets/wire-socket.ts';
import { percentile, rounded } from './statistics.ts';
import { temporaryFolder } from './temporary-folder.ts';

const SESSIONS = 1_000;
const ENTRIES = 200;
const AGENTS = 200;
const CALLS = 20;
const COMMANDS_EACH = 25;
const PAGES = 300;
const RINGS = 200;
const REPORTS = 20;
/** Each with a hundred of the sessions: more than one part of a history holds. */
const CONTACTS = 10;
const DAY_MS = 24 * 60 * 60 * 1_000;
const API_KEY = 'only-for-benchmarks-only-for-benchmarks';

/** A call that has gone on for so many entries; all devices of its customer have been switched often. */
function longHistory(number: number): Append {
  const contact = number % CONTACTS;
  const begun = historyOf(number, false, contact);
  const summary = { ...begun.summary, contacts: [`customer-${contact}`] };
  const first = begun.entries.length;
  const more = Array.from(
    { length: ENTRIES - first },
    (_, turn) => changeAfter(number, first + turn).entries,
  ).flat();
  return { ...begun, summary, entries: [...begun.entries, ...more] };
}

async function fill(folder: string): Promise<void> {
  const store = await openStore(folder);
  try {
    for (let number = 0; number < SESSIONS; number += 1) await store.append(longHistory(number));
  } finally {
    await store.close();
  }
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}

/** A call, and how long a command of its customer takes until its agent's page has the new view. */
async function pair(url: string): Promise<() => Promise<number>> {
  const agentAuth = await anAgent();
  const agent = await WireSocket.open(url, agentAuth);
  const { session, ticket } = await create(agent);
  await join(agent, session, agentAuth.tab);
  const auth = await customerOf(ticket);
  const customer = await WireSocket.open(url, auth);
  const told = agent.hears('session:changed');
  await join(customer, session, auth.tab);
  await told;
  let isOn = true;
  return () =>
    timed(async () => {
      isOn = !isOn;
      const seen = agent.hears('session:changed');
      await Promise.all([
        ask(customer, 'call:devices', {
          commandId: randomUUID(),
          session,
          microphone: isOn ? 'on' : 'off',
          camera: 'on',
        }),
        seen,
      ]);
    });
}

/** An agent's page at which calls ring, and which says that it is alive. */
async function onDuty(url: string): Promise<WireSocket> {
  const page = await WireSocket.open(url, await anAgent());
  const answerPings = async (): Promise<void> => {
    for (;;) {
      await page.hears('agent:ping');
      await ask(page, 'agent:pong', {});
    }
  };
  // Ends with the socket, when nobody waits for it any more.
  answerPings().catch(() => undefined);
  await ask(page, 'agent:availability', { available: true });
  return page;
}

/** How long it takes from a customer's wish to call until it rings at the agent whose turn it is. */
async function ring(url: string, agents: readonly WireSocket[], turn: number): Promise<number> {
  const ticket = `T-call-${turn}`;
  const customer = await WireSocket.open(url, await customerOf(ticket));
  const rung = Promise.race(agents.map((page) => page.hears('agent:offers')));
  let session = '';
  const took = await timed(async () => {
    const wish = { commandId: randomUUID(), zone: 'Europe/Berlin' };
    const [{ view }] = await Promise.all([ask(customer, 'dial:make', wish), rung]);
    session = view.id;
  });
  const over = Promise.race(agents.map((page) => page.hears('agent:offers')));
  const hangUp = { commandId: randomUUID(), session, reason: 'withdrawn' } as const;
  await ask(customer, 'session:cancel', hangUp);
  await over;
  await customer.close();
  return took;
}

/** The report of all agents about all sessions that `fill` has made. */
async function readReport(url: string): Promise<void> {
  const { at } = historyOf(0, false);
  const period = `from=${at - DAY_MS}&until=${at + 2 * DAY_MS}`;
  const answer = await fetch(`${url}/api/v1/activity?${period}`, {
    headers: { authorization: `Bearer ${API_KEY}` },
  });
  const { agents } = (await answer.json()) as { readonly agents: readonly unknown[] };
  if (agents.length === 0) throw new Error('The report is empty.');
}

/** An administrator lets customers call, and calls wait in line. */
async function switchOn(url: string): Promise<void> {
  const answer = await fetch(`${url}/api/v1/settings/host`, {
    method: 'PUT',
    headers: { authorization: `Bearer ${API_KEY}`, 'content-type': 'application/json' },
    body: JSON.stringify({ functions: { dial: true, queue: true }, by: { name: 'Bench' } }),
  });
  if (!answer.ok) throw new Error(await answer.text());
}

/** Times of one side, one after the other, so that each has the machine to itself. */
async function times(count: number, one: (turn: number) => Promise<number>): Promise<number[]> {
  const measured: number[] = [];
  for (let turn = 0; turn < count; turn += 1) measured.push(await one(turn));
  return measured;
}

/** How soon pages are answered and told beside 200 agents and 1,000 open sessions of 200 entries each. */
export async function run(): Promise<readonly BenchResult[]> {
  await buildServers();
  await using folder = await temporaryFolder();
  await fill(folder.path);
  // The calls in the journal wait for their people longer than this takes.
  await using server = await startFernblick(folder.path, {
    INTERRUPT_AFTER_S: '3600',
    // The calls that are measured stay in memory, what is looked up comes from the journal.
    CACHED_SESSIONS: String(CALLS),
    API_KEY,
  });
  await using echo = await startServer('echo');
  const agents = await Promise.all(
    Array.from({ length: AGENTS }, async () => WireSocket.open(server.url, await anAgent())),
  );
  const bare = await WireSocket.open(echo.url, {});
  const echoed = (): Promise<number> => timed(() => bare.ask('session:list', { ticket: 'T-1' }));
  // Each turn another page: one alone may follow only so many sessions.
  const reader = (turn: number): WireSocket => {
    const page = agents[turn % AGENTS];
    if (page === undefined) throw new Error('There is no agent.');
    return page;
  };
  const calls = await Promise.all(Array.from({ length: CALLS }, () => pair(server.url)));
  await times(PAGES, echoed);

  // Each of another session.
  const numberOf = (turn: number): number => (turn * 14) % SESSIONS;
  const list = await times(PAGES, (turn) =>
    timed(() => ask(reader(turn), 'session:list', { ticket: `T-${numberOf(turn)}` })),
  );
  const echoOfList = await times(PAGES, echoed);
  const watch = await times(PAGES, (turn) =>
    timed(() => ask(reader(turn), 'session:watch', { session: sessionIdOf(numberOf(turn) + 1) })),
  );
  const echoOfWatch = await times(PAGES, echoed);
  let after: DeskPlace | null = null;
  const desk = await times(PAGES, (turn) =>
    timed(async () => {
      const more = after === null ? {} : { after };
      after = (await ask(reader(turn), 'desk:list', { list: 'running', ...more })).next;
    }),
  );
  const echoOfDesk = await times(PAGES, echoed);
  const part = { contact: 0, after: null as ListPlace | null };
  const history = await times(PAGES, (turn) =>
    timed(async () => {
      const { contact, after: before } = part;
      const answer = await ask(reader(turn), 'contact:history', {
        session: sessionIdOf(contact),
        participant: `participant-c-${contact}`,
        ...(before === null ? {} : { after: before }),
      });
      if (before === null && answer.sessions.length === 0) throw new Error('The history is empty.');
      part.after = answer.next;
      if (answer.next === null) part.contact = (contact + 1) % CONTACTS;
    }),
  );
  const echoOfHistory = await times(PAGES, echoed);
  const report = await times(REPORTS, () => timed(() => readReport(server.url)));
  const echoOfReport = await times(PAGES, echoed);
  const command = await times(CALLS * COMMANDS_EACH, (turn) => calls[turn % CALLS]?.() ?? echoed());
  const echoOfCommand = await times(CALLS * COMMANDS_EACH, echoed);

  await switchOn(server.url);
  const duty = await Promise.all(Array.from({ length: AGENTS }, () => onDuty(server.url)));
  const rings = await times(RINGS, (turn) => ring(server.url, duty, turn));
  const echoOfRings = await times(RINGS, echoed);

  const row = (name: string, ours: number[], peer: number[], note: string): BenchResult => {
    const [own, other] = [percentile(ours, 0.95), percentile(peer, 0.95)];
    return {
      name: `entry/${name}`,
      ours: rounded(own),
      peer: rounded(other),
      ratio: rounded(own / other, 3),
      unit: 'ms',
      note: `95th percentile of ${ours.length}, beside ${AGENTS} agents and ${SESSIONS} open sessions of ${ENTRIES} entries; ${note}; peer: one message to a bare socket.io server and back`,
    };
  };
  return [
    row(
      'ticket-page',
      list,
      echoOfList,
      'the sessions of a ticket, read from the journal; goal under 50',
    ),
    row(
      'session',
      watch,
      echoOfWatch,
      'the view of one session, read from the journal; goal under 50',
    ),
    row(
      'desk-list',
      desk,
      echoOfDesk,
      'what runs, part by part, each session read from its journal; goal under 50',
    ),
    row(
      'history',
      history,
      echoOfHistory,
      'the sessions of a contact with a hundred, part by part, each session read from its journal; goal under 50',
    ),
    row(
      'report',
      report,
      echoOfReport,
      `what all agents have done, over the host API, ${REPORTS} times`,
    ),
    row(
      'command-to-view',
      command,
      echoOfCommand,
      'a command on disk, and the new view at the other side',
    ),
    row(
      'call-to-ring',
      rings,
      echoOfRings,
      `a call on disk, chosen for one of ${AGENTS} agents who are available, and ringing there; goal under 300`,
    ),
  ];
}
