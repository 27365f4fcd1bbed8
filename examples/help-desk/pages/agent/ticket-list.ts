import type { Priority, TicketRow, TicketStatus } from '../../desk-data.ts';
import { pageAddress } from '../desk/address.ts';
import { make } from '../desk/make.ts';
import { spanInWords } from '../desk/times.ts';
import type { DeskWords } from '../desk/words.ts';

/** What the list is drawn with. */
export interface TicketListParts {
  readonly list: HTMLElement;
  readonly search: HTMLInputElement;
  readonly status: HTMLSelectElement;
  readonly count: HTMLElement;
  readonly empty: HTMLElement;
  readonly showAll: HTMLButtonElement;
  readonly words: DeskWords;
  readonly lang: string;
  readonly agent: string;
  readonly present: string;
}

const rank: Readonly<Record<Priority, number>> = { urgent: 0, high: 1, normal: 2, low: 3 };

/** The agent's tickets: the most pressing first, searched and filtered as one types. */
export class TicketList {
  readonly #parts: TicketListParts;
  readonly #rows = new Map<string, TicketRow>();
  #inCall = false;
  /** Address of the row that was focused last: where Tab comes back to. */
  #stop: string | null = null;

  constructor(parts: TicketListParts) {
    this.#parts = parts;
    const { list, search, status, showAll, words } = parts;
    // To Tab the list is one stop, however long it is; the arrow keys go from row to row.
    list.addEventListener('keydown', (event) => this.#move(event));
    list.addEventListener('focusin', () => {
      this.#stop = list.querySelector(':focus')?.getAttribute('href') ?? null;
      this.#setStop();
    });
    for (const [value, text] of [['', words.anyStatus], ...Object.entries(words.statuses)] as const)
      status.append(make('option', { value }, text));
    search.addEventListener('input', () => this.#draw());
    status.addEventListener('change', () => this.#draw());
    showAll.addEventListener('click', () => {
      search.value = '';
      status.value = '';
      this.#draw();
      search.focus();
    });
  }

  showAll(rows: readonly TicketRow[]): void {
    this.#rows.clear();
    for (const row of rows) this.#rows.set(row.id, row);
    this.#draw();
  }

  /** Takes in one ticket that changed. */
  update(row: TicketRow): void {
    this.#rows.set(row.id, row);
    this.#draw();
  }

  /** During a call other tickets open in a tab of their own, so that looking one up never ends the call. */
  keepCall(inCall: boolean): void {
    if (this.#inCall === inCall) return;
    this.#inCall = inCall;
    this.#draw();
  }

  #draw(): void {
    const { list, search, status, count, empty, words } = this.#parts;
    const wanted = search.value.trim().toLocaleLowerCase();
    const rows = [...this.#rows.values()]
      .filter((row) => status.value === '' || row.status === (status.value as TicketStatus))
      .filter((row) =>
        `${row.id} ${row.subject} ${row.customer} ${row.device} ${row.city}`
          .toLocaleLowerCase()
          .includes(wanted),
      )
      .toSorted(
        (a, b) =>
          Number(a.status === 'solved') - Number(b.status === 'solved') ||
          rank[a.priority] - rank[b.priority] ||
          a.openedAt - b.openedAt,
      );
    const focused = list.querySelector(':focus')?.getAttribute('href');
    list.replaceChildren(...rows.map((row) => make('li', {}, this.#link(row))));
    this.#setStop();
    if (focused !== undefined && focused !== null)
      this.#links()
        .find((link) => link.getAttribute('href') === focused)
        ?.focus();
    count.textContent = words.count(rows.length, this.#rows.size);
    empty.hidden = rows.length > 0;
  }

  #links(): readonly HTMLAnchorElement[] {
    return [...this.#parts.list.querySelectorAll('a')];
  }

  #setStop(): void {
    const links = this.#links();
    const stop =
      links.find((link) => link.getAttribute('href') === this.#stop) ??
      links.find((link) => link.ariaCurrent === 'page') ??
      links[0];
    for (const link of links) link.tabIndex = link === stop ? 0 : -1;
  }

  #move(event: KeyboardEvent): void {
    const links = this.#links();
    const at = links.findIndex((link) => link === document.activeElement);
    const targets: Readonly<Record<string, number>> = {
      ArrowDown: at + 1,
      ArrowUp: at - 1,
      Home: 0,
      End: links.length - 1,
    };
    const target = links[targets[event.key] ?? -1];
    if (target === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    target.focus();
  }

  #link(row: TicketRow): HTMLAnchorElement {
    const { words, lang, agent, present } = this.#parts;
    const cell = (name: string, text: string): HTMLElement =>
      make('span', { class: `cell cell-${name}` }, text);
    const isPresent = row.id === present;
    const apart = this.#inCall && !isPresent;
    return make(
      'a',
      {
        class: 'row',
        href: pageAddress('/agent/', { agent, ticket: row.id }),
        ...(isPresent ? { 'aria-current': 'page' } : {}),
        ...(apart ? { target: '_blank' } : {}),
      },
      make(
        'span',
        { class: 'cell cell-priority', 'data-priority': row.priority },
        words.priorities[row.priority],
      ),
      cell('id', row.id),
      cell('subject', row.subject),
      cell('customer', row.customer),
      make(
        'span',
        { class: 'cell cell-status', 'data-status': row.status, 'data-session': row.session },
        row.session === 'none' ? words.statuses[row.status] : words.session[row.session],
      ),
      cell('age', spanInWords(Date.now() - row.openedAt, lang)),
      apart ? make('span', { class: 'hidden-text' }, ` (${words.opensInNewTab})`) : null,
    );
  }
}
