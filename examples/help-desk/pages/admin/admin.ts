import type {
  AllSettings,
  DispositionUse,
  OneSettings,
  SettingsEdit,
  SettingsReach,
} from '../../desk-data.ts';
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

/** A wider decision, and how it is told where it holds. */
interface Wider {
  readonly settings: OneSettings;
  readonly as: (state: string) => string;
}

interface Column {
  readonly name: string;
  readonly reach: SettingsReach;
  readonly own: OneSettings;
  /** What holds where this column decides nothing, the nearest first. */
  readonly wider: readonly Wider[];
}

const DEFAULT_MAX_SESSIONS = 5;
const MAX_SESSIONS = 50;

function columnsOf({ decided, team, agents }: AllSettings): readonly Column[] {
  const ofTeam = decided.portals[team.portal] ?? {};
  const forAll: Wider = { settings: decided.host, as: words.asEverybody };
  const forTeam: Wider = { settings: ofTeam, as: (state) => words.asTeam(state, team.name) };
  return [
    { name: words.everybody, reach: { is: 'host' }, own: decided.host, wider: [] },
    {
      name: team.name,
      reach: { is: 'portal', name: team.portal },
      own: ofTeam,
      wider: [forAll],
    },
    ...agents.map(({ subject, name }): Column => ({
      name,
      reach: { is: 'agent', name: subject },
      own: decided.agents[subject] ?? {},
      wider: [forTeam, forAll],
    })),
  ];
}

/** What holds where a column decides nothing, in words. */
function inherited<T>(
  { wider }: Column,
  read: (settings: OneSettings) => T | undefined,
  byDefault: T,
  tell: (value: T) => string,
): string {
  for (const { settings, as } of wider) {
    const value = read(settings);
    if (value !== undefined) return as(tell(value));
  }
  return words.asDefault(tell(byDefault));
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
  const rows = all.functions.map((row) => {
    const text = words.functionDocs[row.name] ?? row.doc;
    return make(
      'tr',
      {},
      make('th', { scope: 'row' }, text),
      ...columns.map((column) =>
        make('td', {}, canDecide(column, row) ? choice(column, row, text) : holds(column, row)),
      ),
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
    ...all.changes.map((change, index) => {
      const { at, by, reach } = change;
      const before = all.changes.slice(index + 1).find((one) => one.reach === reach);
      const what = differences(before?.settings ?? {}, change.settings, all.functions);
      return make(
        'li',
        {},
        words.settingsChange(by, nameOf(reach, columns), clockInWords(at, lang, words)),
        make('ul', {}, ...what.map((each) => make('li', {}, each))),
      );
    }),
    ...(all.changes.length === 0 ? [make('li', {}, words.settingsUnchanged)] : []),
  );
}

/** What a decision has changed, in words. */
function differences(
  before: OneSettings,
  now: OneSettings,
  functions: AllSettings['functions'],
): readonly string[] {
  const told = <T>(
    what: string,
    was: T | undefined,
    is: T | undefined,
    tell: (value: T) => string,
  ) => (was === is ? [] : [`${what} – ${is === undefined ? words.undecided : tell(is)}`]);
  return [
    ...functions.flatMap(({ name, doc }) =>
      told(
        words.functionDocs[name] ?? doc,
        before.functions?.[name],
        now.functions?.[name],
        onOrOff,
      ),
    ),
    ...told(words.maxSessions, before.maxSessions, now.maxSessions, String),
    ...told(
      words.dispositionUse,
      before.dispositions,
      now.dispositions,
      (use) => words.dispositionUses[use],
    ),
  ];
}

function nameOf(reach: string, columns: readonly Column[]): string {
  const found = columns.find(({ reach: one }) =>
    one.is === 'host' ? reach === 'host' : reach === `${one.is}:${one.name}`,
  );
  return found?.name ?? reach;
}

const reaches: readonly SettingsReach['is'][] = ['host', 'portal', 'agent'];

/** What customers do by themselves is not for an agent to decide, and not all of it for a team. */
function canDecide({ reach }: Column, { narrowest }: AllSettings['functions'][number]): boolean {
  return reaches.indexOf(reach.is) <= reaches.indexOf(narrowest);
}

const onOrOff = (isOn: boolean): string => (isOn ? words.on : words.off);

/** What holds for a column that decides nothing of it. */
function holds(column: Column, { name, byDefault }: AllSettings['functions'][number]): string {
  return inherited(column, ({ functions }) => functions?.[name], byDefault, onOrOff);
}

function choice(
  column: Column,
  row: AllSettings['functions'][number],
  text: string,
): HTMLSelectElement {
  const { name } = row;
  const id = `${column.reach.is}-${column.name}-${name}`;
  const select = make('select', { id, 'aria-label': `${text} – ${column.name}` });
  const own = column.own.functions?.[name];
  for (const [value, label] of [
    ['', holds(column, row)],
    ['on', words.on],
    ['off', words.off],
  ] as const)
    select.append(make('option', { value }, label));
  select.value = own === undefined ? '' : own ? 'on' : 'off';
  select.addEventListener('change', () => {
    const chosen = select.value === '' ? null : select.value === 'on';
    void decide(column, { functions: { [name]: chosen } });
  });
  return select;
}

function mostField(column: Column): HTMLInputElement {
  const field = make('input', {
    id: `${column.reach.is}-${column.name}-max`,
    type: 'number',
    min: '1',
    max: String(MAX_SESSIONS),
    placeholder: inherited(column, (one) => one.maxSessions, DEFAULT_MAX_SESSIONS, String),
    'aria-label': `${words.maxSessions} – ${column.name}`,
    'aria-errormessage': 'problem',
  });
  field.value = column.own.maxSessions === undefined ? '' : String(column.own.maxSessions);
  field.addEventListener('change', () => {
    const isUsable = field.checkValidity();
    field.ariaInvalid = String(!isUsable);
    problem.textContent = isUsable ? '' : words.maxSessionsFault(MAX_SESSIONS);
    if (!isUsable) return;
    void decide(column, { maxSessions: field.value === '' ? null : Number(field.value) });
  });
  return field;
}

function useChoice(column: Column): HTMLSelectElement {
  const select = make('select', {
    id: `${column.reach.is}-${column.name}-dispositions`,
    'aria-label': `${words.dispositionUse} – ${column.name}`,
  });
  const wider = inherited(
    column,
    ({ dispositions }) => dispositions,
    'optional',
    (use) => words.dispositionUses[use],
  );
  for (const [value, label] of [['', wider], ...Object.entries(words.dispositionUses)] as const)
    select.append(make('option', { value }, label));
  select.value = column.own.dispositions ?? '';
  select.addEventListener('change', () => {
    // The option values are the keys of `words.dispositionUses`, and none.
    const chosen = select.value as DispositionUse | '';
    void decide(column, { dispositions: chosen === '' ? null : chosen });
  });
  return select;
}

/** Sends only what the person has changed, because others decide on pages of their own; and shows what they decided. */
async function decide({ reach, name }: Column, edit: SettingsEdit): Promise<void> {
  problem.textContent = '';
  try {
    show(await api.decide(reach, edit));
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
