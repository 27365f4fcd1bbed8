import type { AgentConsole } from '@fernblick/elements/agent-console.js';
import type { ContactRecord } from '@fernblick/elements/contact-record.js';
import type { VideoSession } from '@fernblick/elements/video-session.js';
import type { TicketRecord, TicketRow, TicketStatus } from '../../desk-data.ts';
import { applyWords } from '../desk/apply-words.ts';
import { pageAddress, readAddress, setUpLanguageLink } from '../desk/address.ts';
import { DeskApi, DeskRefusal } from '../desk/desk-api.ts';
import { byId, make } from '../desk/make.ts';
import { Messenger } from '../desk/messenger.ts';
import { readInTicket } from '../desk/read-in-ticket.ts';
import { clockInWords } from '../desk/times.ts';
import { setUpVideo } from '../desk/video-card.ts';
import { wordsFor } from '../desk/words.ts';
import { setUpAmongAgents } from './among-agents.ts';
import { setUpCalls } from './calls.ts';
import { setUpDrawer } from './drawer.ts';
import { setUpLoneSession } from './lone-session.ts';
import { TicketList } from './ticket-list.ts';
import { setUpTickets } from './tickets.ts';
import { sayWhoYouAre } from './who-are-you.ts';

const { agent, ticket, session, lang, tagLang } = readAddress();
const words = wordsFor(lang);
const api = new DeskApi('agent', agent);
const desk = byId('desk', HTMLElement);
const away = byId('away', HTMLElement);
const details = byId('details', HTMLDetailsElement);
/** Where details would push the conversation out of sight. */
const isNarrow = matchMedia('(max-width: 1100px)').matches;
const DETAILS_IN_CALL = 'desk:details-in-call';
const statusChoice = byId('ticket-status', HTMLSelectElement);

document.documentElement.lang = lang;
applyWords(document, words);
setUpLanguageLink(byId('language', HTMLAnchorElement), lang);
await sayWhoYouAre(words);
byId('to-list', HTMLAnchorElement).href = pageAddress('/agent/', { agent });
byId('to-report', HTMLAnchorElement).href = pageAddress('/report/', { agent });
byId('customer-page', HTMLAnchorElement).href = pageAddress('/customer/', { ticket });
for (const [value, text] of Object.entries(words.statuses))
  statusChoice.append(make('option', { value }, text));

const people = byId('agent-choice', HTMLSelectElement);
details.open = !isNarrow;
people.value = agent;
people.addEventListener('change', () => {
  location.href = pageAddress('/agent/', {
    agent: people.value,
    ticket: ticket === '' ? null : ticket,
    session: session === '' ? null : session,
  });
});

const list = new TicketList({
  list: byId('ticket-list', HTMLElement),
  search: byId('search', HTMLInputElement),
  status: byId('filter-status', HTMLSelectElement),
  count: byId('count', HTMLElement),
  empty: byId('list-empty', HTMLElement),
  showAll: byId('show-all', HTMLButtonElement),
  words,
  lang,
  agent,
  present: ticket,
});

const messenger = ticket === '' ? null : openMessenger();

function openMessenger(): Messenger {
  return new Messenger({
    log: byId('log', HTMLElement),
    form: byId('composer', HTMLFormElement),
    field: byId('message', HTMLTextAreaElement),
    words,
    lang,
    role: 'agent',
    send: (id, text) => api.send(ticket, id, text),
  });
}

function showTicket(row: TicketRow): void {
  document.title = `${row.id} ${row.subject} · Nordlicht Service`;
  byId('ticket-id', HTMLElement).textContent = row.id;
  byId('ticket-subject', HTMLElement).textContent = row.subject;
  byId('ticket-who', HTMLElement).textContent = `${row.customer} · ${row.device}`;
  statusChoice.value = row.status;
  const priority = byId('ticket-priority', HTMLElement);
  priority.dataset['priority'] = row.priority;
  priority.textContent = words.priorities[row.priority];
  // Name and device stand above.
  const facts = [
    [words.city, row.city],
    [words.openedAt, clockInWords(row.openedAt, lang, words)],
  ] as const;
  byId('facts', HTMLElement).replaceChildren(
    ...facts.flatMap(([name, text]) => [make('dt', {}, name), make('dd', {}, text)]),
  );
}

statusChoice.addEventListener('change', () => {
  const problem = byId('status-problem', HTMLElement);
  problem.textContent = '';
  // The option values are the keys of `words.statuses`.
  api.setStatus(ticket, statusChoice.value as TicketStatus).catch(() => {
    problem.textContent = words.problem;
    void load();
  });
});

/** A ticket, or a session that came without one. */
const showsOne = ticket !== '' || session !== '';
const video = showsOne ? (byId('video', HTMLElement) as VideoSession) : null;
if (video !== null) {
  const voiceFirst = byId('voice-first', HTMLInputElement);
  const choose = (): void => void (video.voiceFirst = voiceFirst.checked);
  voiceFirst.addEventListener('change', choose);
  // A browser that comes back fills it in as it was.
  choose();
}

if (video !== null) setUpAmongAgents(video, byId('among-agents', HTMLElement));

let isSetUp = false;
function openTicket(record: TicketRecord): void {
  showTicket(record.ticket);
  messenger?.showAll(record.entries, record.you);
  if (isSetUp || video === null) return;
  isSetUp = true;
  if (messenger !== null) readInTicket(video, messenger);
  setUpVideo({ video, room: desk, api, about: { ticket }, lang: tagLang });
  setUpTickets(details, api, words);
  video.addEventListener('layout-changed', ({ layout }) => {
    list.keepCall(layout === 'stage');
    // Beside a call the room belongs to the conversation, unless the agent has opened the details there.
    details.open =
      layout === 'card' ? !isNarrow : sessionStorage.getItem(DETAILS_IN_CALL) === 'true';
  });
  byId('details-title', HTMLElement).addEventListener('click', () => {
    // Before it opens or closes.
    if (desk.dataset['video'] !== 'card')
      sessionStorage.setItem(DETAILS_IN_CALL, String(!details.open));
  });
  // The desk knows whose ticket it is, so the agent waits for a name instead of for “the customer”.
  video.addEventListener('session-created', () => {
    const { id, customer } = record.ticket;
    video.client
      ?.invite({ subject: `customer-of-${id}`, name: customer, role: 'customer' })
      .catch((error: unknown) => console.warn('The customer’s name is not shown yet.', error));
  });
}

function openSession(alone: VideoSession): void {
  setUpLoneSession({ room: desk, video: alone, words, agent });
  setUpVideo({ video: alone, room: desk, api, about: { session }, lang: tagLang });
  setUpTickets(details, api, words);
  // A reload comes back to the newest that was started here.
  alone.addEventListener('session-created', (event) =>
    history.replaceState(null, '', pageAddress('/agent/', { agent, session: event.session })),
  );
  alone.addEventListener('layout-changed', ({ layout }) => {
    list.keepCall(layout === 'stage');
    // No conversation that it would push out of sight; on small screens the call has it all.
    details.open = layout === 'card' || !isNarrow;
  });
}

async function load(): Promise<void> {
  try {
    const [rows, record] = await Promise.all([
      api.tickets(),
      ticket === '' ? null : api.record(ticket),
    ]);
    list.showAll(rows);
    if (record !== null) openTicket(record);
    away.hidden = true;
  } catch (error) {
    if (error instanceof DeskRefusal && error.missing) showNothingHere();
    else away.hidden = false;
  }
}

function showNothingHere(): void {
  desk.dataset['view'] = 'nothing';
  byId('nothing-title', HTMLElement).textContent =
    people.value === '' ? words.noAgent(agent) : words.noTicket(ticket);
  document.getElementById('workspace')?.remove();
}

desk.dataset['view'] = showsOne ? 'ticket' : 'list';
if (!showsOne) byId('workspace', HTMLElement).remove();
await load();
if (desk.dataset['view'] !== 'nothing') {
  const calls = byId('calls', HTMLElement) as AgentConsole;
  if (video !== null && ticket === '') openSession(video);
  const contact = video === null ? null : (byId('contact', HTMLElement) as ContactRecord);
  setUpCalls({ calls, api, agent, ticket, session, lang: tagLang, video, contact });
  setUpDrawer({ drawer: byId('drawer', HTMLDetailsElement), calls, besideTicket: showsOne });
  const stream = api.listen({
    event: (event) => {
      list.update(event.ticket);
      if (event.ticket.id !== ticket) return;
      showTicket(event.ticket);
      if (event.entry !== null) messenger?.show(event.entry);
    },
    // One way to catch up, after the start and after every gap: ask for everything.
    there: () => void load(),
    away: () => {
      away.hidden = false;
    },
  });
  byId('try-now', HTMLButtonElement).addEventListener('click', () => stream.tryNow());
}
