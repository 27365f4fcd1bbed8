import type { Delivery } from '../../desk-data.ts';
import { readAddress, setUpLanguageLink } from '../desk/address.ts';
import { applyWords } from '../desk/apply-words.ts';
import { DeskApi, DeskRefusal } from '../desk/desk-api.ts';
import { byId, make } from '../desk/make.ts';
import { clockInWords } from '../desk/times.ts';
import { wordsFor } from '../desk/words.ts';
import { upkeepWords } from './words.ts';

const { agent, lang } = readAddress();
const words = wordsFor(lang);
const own = upkeepWords[lang];
const api = new DeskApi('agent', agent);
const [problem, said] = [byId('problem', HTMLElement), byId('said', HTMLElement)];
const [state, customer] = [byId('state', HTMLSelectElement), byId('customer', HTMLSelectElement)];
const [messages, more] = [byId('messages', HTMLElement), byId('more', HTMLButtonElement)];
const question = byId('question', HTMLDialogElement);
const reason = byId('reason', HTMLInputElement);
/** Where the list goes on; null at its end. */
let next: string | null = null;

document.documentElement.lang = lang;
document.title = `${own.title} · Nordlicht Service`;
applyWords(document, words);
setUpLanguageLink(byId('language', HTMLAnchorElement), lang);
for (const [id, text] of Object.entries(own.labels)) byId(id, HTMLElement).textContent = text;
byId('columns', HTMLElement).append(
  make('tr', {}, ...own.columns.map((name) => make('th', { scope: 'col' }, name))),
);
for (const [value, label] of [['', own.any], ...Object.entries(own.states)] as const)
  state.append(make('option', { value }, label));

/** Does what somebody wants, and says why where it cannot be. */
async function attempt(action: () => Promise<void>): Promise<void> {
  problem.textContent = '';
  said.textContent = '';
  try {
    await action();
  } catch (error) {
    problem.textContent = whyNot(error);
  }
}

function whyNot(error: unknown): string {
  if (!(error instanceof DeskRefusal)) return words.problem;
  return own.refusals[error.code ?? ''] ?? words.problem;
}

function rowOf(delivery: Delivery): HTMLTableRowElement {
  const { id, event, session, createdAt, attempts, status, error, nextAt } = delivery;
  const when = clockInWords(createdAt, lang, words);
  const again = make(
    'button',
    {
      type: 'button',
      'aria-label': `${own.again}: ${event}, ${when}`,
      onclick: () =>
        void attempt(async () => {
          const row = rowOf(await api.resend(id));
          again.closest('tr')?.replaceWith(row);
          row.querySelector('button')?.focus();
          said.textContent = own.sent(event);
        }),
    },
    own.again,
  );
  const facts = [
    own.states[delivery.state],
    ...(status === null ? [] : [own.answered(status)]),
    ...(error === null || status !== null ? [] : [error]),
    ...(nextAt === null || attempts === 0 ? [] : [own.next(clockInWords(nextAt, lang, words))]),
  ];
  return make(
    'tr',
    {},
    make('td', {}, when),
    make('th', { scope: 'row' }, event),
    make('td', {}, session),
    make('td', {}, facts.join(', ')),
    make('td', {}, String(attempts)),
    make('td', {}, again),
  );
}

async function look(after: string | null): Promise<void> {
  const part = await api.deliveries(state.value, after);
  const rows = part.deliveries.map(rowOf);
  if (after === null) messages.replaceChildren(...rows);
  else messages.append(...rows);
  next = part.next;
  // The button goes with the last part; whoever has pressed it goes on in what it brought.
  if (after !== null) rows[0]?.querySelector('button')?.focus();
  more.hidden = next === null;
  byId('none', HTMLElement).hidden = messages.childElementCount > 0;
}

const lookAnew = (): void => void attempt(() => look(null));
state.addEventListener('change', lookAnew);
byId('look', HTMLElement).addEventListener('click', lookAnew);
more.addEventListener('click', () => void attempt(() => look(next)));

byId('whose', HTMLFormElement).addEventListener('submit', (event) => {
  event.preventDefault();
  void attempt(async () => {
    const href = URL.createObjectURL(await api.keptOf(customer.value));
    make('a', { href, download: `${customer.value}.json` }).click();
    URL.revokeObjectURL(href);
    said.textContent = own.exported;
  });
});

byId('forget', HTMLElement).addEventListener('click', () => {
  const name = customer.selectedOptions[0]?.textContent ?? '';
  byId('question-title', HTMLElement).textContent = own.sure(name);
  reason.value = '';
  question.showModal();
  reason.focus();
});
byId('keep', HTMLElement).addEventListener('click', () => question.close());
byId('sure', HTMLFormElement).addEventListener('submit', () => {
  void attempt(async () => {
    said.textContent = own.forgotten(await api.forget(customer.value, reason.value.trim()));
  });
});

await attempt(async () => {
  await look(null);
  const tickets = await api.tickets();
  customer.append(
    ...tickets.map(({ id, customer: name }) => make('option', { value: id }, `${name} (${id})`)),
  );
});
