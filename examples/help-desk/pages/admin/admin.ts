import type { AllSettings, DispositionUse, OneSettings, SettingsReach } from '../../desk-data.ts';
import { applyWords } from '../desk/apply-words.ts';
import { readAddress, setUpLanguageLink } from '../desk/address.ts';
import { DeskApi, DeskRefusal } from '../desk/desk-api.ts';
import { byId, make } from '../desk/make.ts';
import { clockInWords } from '../desk/times.ts';
import { wordsFor } from '../desk/words.ts';

const { agent, lang } = readAddress();
const words = wordsFor(lang);
const api = new DeskApi('agent', agent);
const problem = byId('problem', HTMLElement);
const said = byId('said', HTMLElement);

document.documentElement.lang = lang;
applyWords(document, words);
document.title = `${words.settings} · Nordlicht Service`;
setUpLanguageLink(byId('language', HTMLAnchorElement), lang);

interface Column {
  readonly name: string;
  readonly reach: SettingsReach;
  readonly own: OneSettings;
  /** What holds where this column decides nothing. */
  readonly wider: (name: string) => boolean;
  readonly widerMax: number;
  readonly widerUse: DispositionUse;
}

const DEFAULT_MAX_SESSIONS = 5;

function columnsOf({ functions, decided, agents }: AllSettings): readonly Column[] {
  const byDefault = (name: string): boolean =>
    functions.find((one) => one.name === name)?.byDefault ?? true;
  const forAll = (name: string): boolean => decided.host.functions?.[name] ?? byDefault(name);
  return [
    {
      name: words.everybody,
      reach: { is: 'host' },
      own: decided.host,
      wider: byDefault,
      widerMax: DEFAULT_MAX_SESSIONS,
      widerUse: 'optional',
    },
    ...agents.map(({ subject, name }): Column => ({
      name,
      reach: { is: 'agent', name: subject },
      own: decided.agents[subject] ?? {},
      wider: forAll,
      widerMax: decided.host.maxSessions ?? DEFAULT_MAX_SESSIONS,
      widerUse: decided.host.dispositions ?? 'optional',
    })),
  ];
}

function show(all: AllSettings): void {
  const focused = document.activeElement?.id ?? '';
  const columns = columnsOf(all);
  const head = make(
    'thead',
    {},
    make(
      'tr',
      {},
      make('th', { scope: 'col' }, words.settingsFunction),
      ...columns.map(({ name }) => make('th', { scope: 'col' }, name)),
    ),
  );
  const rows = all.functions.map(({ name, doc }) => {
    const text = words.functionDocs[name] ?? doc;
    return make(
      'tr',
      {},
      make('th', { scope: 'row' }, text),
      ...columns.map((column) => make('td', {}, choice(column, name, text))),
    );
  });
  const most = make(
    'tr',
    {},
    make('th', { scope: 'row' }, words.maxSessions),
    ...columns.map((column) => make('td', {}, mostField(column))),
  );
  const use = make(
    'tr',
    {},
    make('th', { scope: 'row' }, words.dispositionUse),
    ...columns.map((column) => make('td', {}, useChoice(column))),
  );
  byId('settings', HTMLTableElement).replaceChildren(head, make('tbody', {}, ...rows, most, use));
  if (focused !== '') document.getElementById(focused)?.focus();
  byId('history', HTMLElement).replaceChildren(
    ...all.changes.map(({ at, by, reach }) =>
      make(
        'li',
        {},
        words.settingsChange(by, nameOf(reach, columns), clockInWords(at, lang, words)),
      ),
    ),
    ...(all.changes.length === 0 ? [make('li', {}, words.settingsUnchanged)] : []),
  );
}

function nameOf(reach: string, columns: readonly Column[]): string {
  return (
    columns.find(({ reach: one }) => reach === (one.is === 'host' ? 'host' : `agent:${one.name}`))
      ?.name ?? reach
  );
}

function choice(column: Column, name: string, text: string): HTMLSelectElement {
  const id = `${column.reach.is}-${column.name}-${name}`;
  const select = make('select', { id, 'aria-label': `${text} – ${column.name}` });
  const own = column.own.functions?.[name];
  const wider = column.wider(name) ? words.on : words.off;
  for (const [value, label] of [
    ['', column.reach.is === 'host' ? words.asDefault(wider) : words.asEverybody(wider)],
    ['on', words.on],
    ['off', words.off],
  ] as const)
    select.append(make('option', { value }, label));
  select.value = own === undefined ? '' : own ? 'on' : 'off';
  select.addEventListener('change', () => {
    const others = Object.entries(column.own.functions ?? {}).filter(([key]) => key !== name);
    const next = select.value === '' ? others : [...others, [name, select.value === 'on'] as const];
    void decide(column, { ...column.own, functions: Object.fromEntries(next) });
  });
  return select;
}

function mostField(column: Column): HTMLInputElement {
  const field = make('input', {
    id: `${column.reach.is}-${column.name}-max`,
    type: 'number',
    min: '1',
    max: '50',
    placeholder: String(column.widerMax),
    'aria-label': `${words.maxSessions} – ${column.name}`,
  });
  field.value = column.own.maxSessions === undefined ? '' : String(column.own.maxSessions);
  field.addEventListener('change', () => {
    const { maxSessions: _, ...rest } = column.own;
    void decide(column, field.value === '' ? rest : { ...rest, maxSessions: Number(field.value) });
  });
  return field;
}

function useChoice(column: Column): HTMLSelectElement {
  const select = make('select', {
    id: `${column.reach.is}-${column.name}-dispositions`,
    'aria-label': `${words.dispositionUse} – ${column.name}`,
  });
  const wider = words.dispositionUses[column.widerUse];
  const inherited = column.reach.is === 'host' ? words.asDefault(wider) : words.asEverybody(wider);
  for (const [value, label] of [['', inherited], ...Object.entries(words.dispositionUses)] as const)
    select.append(make('option', { value }, label));
  select.value = column.own.dispositions ?? '';
  select.addEventListener('change', () => {
    const { dispositions: _, ...rest } = column.own;
    // The option values are the keys of `words.dispositionUses`, and none.
    const chosen = select.value as DispositionUse | '';
    void decide(column, chosen === '' ? rest : { ...rest, dispositions: chosen });
  });
  return select;
}

async function decide({ reach, name }: Column, settings: OneSettings): Promise<void> {
  problem.textContent = '';
  try {
    show(await api.decide(reach, settings));
    said.textContent = words.settingsSaved(name);
  } catch (error) {
    problem.textContent =
      error instanceof DeskRefusal && error.missing ? words.notAdministrator : words.problem;
    await load();
  }
}

async function load(): Promise<void> {
  try {
    show(await api.settings());
  } catch (error) {
    problem.textContent =
      error instanceof DeskRefusal && error.missing ? words.notAdministrator : words.problem;
  }
}

await load();
