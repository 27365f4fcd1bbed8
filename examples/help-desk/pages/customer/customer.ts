import type { VideoSession } from '@fernblick/elements/video-session.js';
import type { TicketEntry, TicketRecord, TicketRow } from '../../desk-data.ts';
import { applyWords } from '../desk/apply-words.ts';
import { readAddress, setUpLanguageLink } from '../desk/address.ts';
import { DeskApi, DeskRefusal } from '../desk/desk-api.ts';
import { byId } from '../desk/make.ts';
import { Messenger } from '../desk/messenger.ts';
import { readInTicket } from '../desk/read-in-ticket.ts';
import { setUpVideo } from '../desk/video-card.ts';
import { wordsFor } from '../desk/words.ts';

const { ticket, lang, tagLang } = readAddress();
const words = wordsFor(lang);
const api = new DeskApi('customer', ticket);
const desk = byId('desk', HTMLElement);
const away = byId('away', HTMLElement);

document.documentElement.lang = lang;
applyWords(document, words);
setUpLanguageLink(byId('language', HTMLAnchorElement), lang);

const messenger = new Messenger({
  log: byId('log', HTMLElement),
  form: byId('composer', HTMLFormElement),
  field: byId('message', HTMLTextAreaElement),
  words,
  lang,
  role: 'customer',
  send: (id, text) => api.send(ticket, id, text),
});

function showTicket(row: TicketRow): void {
  document.title = `${row.subject} · Nordlicht Service`;
  byId('hello', HTMLElement).textContent = words.hello(row.customer);
  byId('ticket-id', HTMLElement).textContent = row.id;
  byId('ticket-subject', HTMLElement).textContent = row.subject;
  byId('ticket-device', HTMLElement).textContent = row.device;
  const status = byId('ticket-status', HTMLElement);
  status.dataset['status'] = row.status;
  status.textContent = words.customerStatuses[row.status];
}

let isSetUp = false;
function openTicket(record: TicketRecord): void {
  showTicket(record.ticket);
  byId('looked-after', HTMLElement).textContent =
    record.agent === null ? words.withNobody : words.withAgent(record.agent);
  messenger.showAll(record.entries, record.you);
  if (isSetUp) return;
  isSetUp = true;
  const video = byId('video', HTMLElement) as VideoSession;
  readInTicket(video, messenger);
  setUpVideo({ video, room: desk, api, about: { ticket }, lang: tagLang });
}

/** The agent who wrote or called, if that is what happened. */
function agentIn(entry: TicketEntry): string | null {
  if (entry.kind === 'message') return entry.role === 'agent' ? entry.name : null;
  const isAgents =
    entry.kind === 'session' && ['created', 'proposed', 'started'].includes(entry.what);
  return isAgents ? entry.by : null;
}

async function load(): Promise<void> {
  try {
    openTicket(await api.record(ticket));
    away.hidden = true;
  } catch (error) {
    if (error instanceof DeskRefusal && error.missing) showNothingHere();
    else away.hidden = false;
  }
}

function showNothingHere(): void {
  desk.dataset['view'] = 'nothing';
  byId('nothing-title', HTMLElement).textContent = words.noTicket(ticket);
  document.getElementById('video')?.remove();
}

await load();
if (desk.dataset['view'] !== 'nothing') {
  const stream = api.listen({
    event: (event) => {
      showTicket(event.ticket);
      if (event.stale === true) void load();
      if (event.entry === null) return;
      messenger.show(event.entry);
      const agent = agentIn(event.entry);
      if (agent !== null) byId('looked-after', HTMLElement).textContent = words.withAgent(agent);
    },
    // One way to catch up, after the start and after every gap: ask for everything.
    there: () => void load(),
    away: () => {
      away.hidden = false;
    },
  });
  byId('try-now', HTMLButtonElement).addEventListener('click', () => stream.tryNow());
}
