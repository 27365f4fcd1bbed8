import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  truncateSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import type {
  DeskRole,
  SessionEntry,
  SessionStanding,
  TicketEntry,
  TicketFacts,
  TicketRecord,
  TicketRow,
} from '../desk-data.ts';
import { agents } from './people.ts';
import { seedTickets } from './seed.ts';

/** One line of the file: a ticket that came in, or something that happened to it. */
type LogLine =
  | { readonly kind: 'ticket'; readonly facts: TicketFacts }
  | { readonly kind: 'entry'; readonly ticket: string; readonly entry: TicketEntry };

interface TicketFile {
  readonly facts: TicketFacts;
  /** In the order in which they happened. */
  readonly entries: TicketEntry[];
  readonly ids: Set<string>;
}

/**
 * The desk's own memory: an append-only file of JSON lines, on disk before anybody is told.
 * A line cut short by a crash was never told to anybody and is dropped at the next start.
 */
export class DeskLog {
  readonly #file: number;
  readonly #tickets = new Map<string, TicketFile>();

  constructor(path: string, now: number) {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    this.#file = openSync(path, 'a+', 0o600);
    const bytes = readFileSync(path);
    const end = bytes.lastIndexOf(0x0a) + 1;
    if (end < bytes.length) truncateSync(path, end);
    for (const text of bytes.subarray(0, end).toString('utf8').split('\n')) {
      // The file is written by this class alone, so a line has the form it was written in.
      if (text !== '') this.#take(JSON.parse(text) as LogLine);
    }
    if (this.#tickets.size === 0) this.#seed(now);
  }

  /** All tickets, newest first. */
  list(): readonly TicketRow[] {
    return [...this.#tickets.values()]
      .map((file) => rowOf(file, 'agent'))
      .toSorted((a, b) => b.openedAt - a.openedAt);
  }

  facts(id: string): TicketFacts | undefined {
    return this.#tickets.get(id)?.facts;
  }

  row(id: string, reader: DeskRole): TicketRow | undefined {
    const file = this.#tickets.get(id);
    return file === undefined ? undefined : rowOf(file, reader);
  }

  record(id: string, reader: DeskRole): Omit<TicketRecord, 'you'> | undefined {
    const file = this.#tickets.get(id);
    if (file === undefined) return undefined;
    const entries = entriesFor(file, reader);
    return { ticket: rowOf(file, reader), entries, agent: agentIn(entries) };
  }

  /** The call that runs about a ticket, as far as it was told; null where there is none. */
  callOf(id: string): string | null {
    const over = new Set<string>();
    for (const entry of this.#tickets.get(id)?.entries.toReversed() ?? []) {
      if (entry.kind !== 'session') continue;
      if (entry.what === 'ended' || entry.what === 'unlinked') over.add(entry.session);
      else if (entry.what === 'started' && !over.has(entry.session)) return entry.session;
    }
    return null;
  }

  /** True where this entry is there for that reader now. */
  shows(id: string, entry: TicketEntry, reader: DeskRole): boolean {
    const file = this.#tickets.get(id);
    return file !== undefined && entriesFor(file, reader).includes(entry);
  }

  /** Keeps an entry; false where one with this id is there already, so that sending twice has one effect. */
  append(ticket: string, entry: TicketEntry): boolean {
    const file = this.#tickets.get(ticket);
    if (file === undefined || file.ids.has(entry.id)) return false;
    this.#write([{ kind: 'entry', ticket, entry }]);
    return true;
  }

  /** Adds a ticket and returns its id. */
  create(facts: Omit<TicketFacts, 'id'>): string {
    const numbers = [...this.#tickets.keys()].map((id) => Number(id.replace('T-', '')));
    const id = `T-${Math.max(...numbers) + 1}`;
    this.#write([{ kind: 'ticket', facts: { id, ...facts } }]);
    return id;
  }

  close(): void {
    closeSync(this.#file);
  }

  #seed(now: number): void {
    const ago = (minutes: number): number => now - minutes * 60_000;
    const lines: LogLine[] = [];
    for (const { id, subject, device, customer, city, priority, ...rest } of seedTickets) {
      const openedAt = ago(rest.ageMinutes);
      const facts = { id, subject, device, customer, city, priority, openedAt };
      lines.push({ kind: 'ticket', facts });
      rest.messages.forEach(({ from, ageMinutes, text }, index) => {
        const agent = agents.find((one) => one.id === from);
        const author =
          agent === undefined
            ? ({ role: 'customer', name: customer } as const)
            : ({ role: 'agent', name: agent.name } as const);
        const entry = { id: `seed-${id}-${index}`, at: ago(ageMinutes), ...author, text };
        lines.push({ kind: 'entry', ticket: id, entry: { kind: 'message', ...entry } });
      });
      if (rest.status !== 'open') {
        const last = rest.messages.findLast((message) => message.from !== 'customer');
        const by = agents.find((one) => one.id === last?.from)?.name ?? 'Anna';
        const at = ago(rest.messages.at(-1)?.ageMinutes ?? rest.ageMinutes);
        const entry = { id: `seed-${id}-status`, at, by, status: rest.status };
        lines.push({ kind: 'entry', ticket: id, entry: { kind: 'status', ...entry } });
      }
    }
    this.#write(lines);
  }

  #write(lines: readonly LogLine[]): void {
    writeSync(this.#file, lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
    fsyncSync(this.#file);
    for (const line of lines) this.#take(line);
  }

  #take(line: LogLine): void {
    if (line.kind === 'ticket') {
      this.#tickets.set(line.facts.id, { facts: line.facts, entries: [], ids: new Set() });
      return;
    }
    const file = this.#tickets.get(line.ticket);
    if (file === undefined) return;
    const { entries, ids } = file;
    // After a failure, what is told of a session comes in any order; what happened last counts, and not what came last.
    const before = entries.findLastIndex(({ at }) => at <= line.entry.at);
    entries.splice(before + 1, 0, line.entry);
    ids.add(line.entry.id);
  }
}

/** What a reader may see: the one place where lines about internal sessions are kept from customers. */
function entriesFor(file: TicketFile, reader: DeskRole): readonly TicketEntry[] {
  if (reader === 'agent') return [...file.entries];
  const hidden = new Set<string>();
  for (const entry of file.entries) {
    if (entry.kind !== 'session') continue;
    if (entry.what === 'hidden') hidden.add(entry.session);
    if (entry.what === 'shown') hidden.delete(entry.session);
  }
  return file.entries.filter(
    (entry) =>
      entry.kind !== 'session' ||
      (entry.what !== 'hidden' && entry.what !== 'shown' && !hidden.has(entry.session)),
  );
}

function rowOf(file: TicketFile, reader: DeskRole): TicketRow {
  const entries = entriesFor(file, reader);
  const status = entries.findLast((entry) => entry.kind === 'status')?.status ?? 'open';
  return {
    ...file.facts,
    status,
    session: standingOf(entries),
    lastEntryAt: entries.at(-1)?.at ?? file.facts.openedAt,
  };
}

/** What an agent has to know of first. */
const standings = ['running', 'requested', 'agreed', 'invited', 'none'] as const;

/** A ticket may have several sessions: of each the last thing told counts, and of all what matters most. */
function standingOf(entries: readonly TicketEntry[]): SessionStanding {
  const bySession = new Map<string, SessionStanding>();
  for (const entry of entries) {
    const standing = entry.kind === 'session' ? standingAfter(entry.what) : null;
    if (entry.kind === 'session' && standing !== null) bySession.set(entry.session, standing);
  }
  const all = new Set(bySession.values());
  return standings.find((standing) => all.has(standing)) ?? 'none';
}

/** How a session stands after something was told of it; null where it stands as before. */
function standingAfter(what: SessionEntry['what']): SessionStanding | null {
  switch (what) {
    case 'requested':
    case 'preferred':
    case 'proposed':
      return 'requested';
    case 'confirmed':
      return 'agreed';
    case 'created':
      return 'invited';
    case 'started':
      return 'running';
    case 'ended':
    case 'cancelled':
    case 'unlinked':
      return 'none';
    case 'rated':
    case 'linked':
    case 'hidden':
    case 'shown':
      return null;
  }
}

/** Whoever wrote or called last is looking after the customer. */
function agentIn(entries: readonly TicketEntry[]): string | null {
  for (const entry of entries.toReversed()) {
    if (entry.kind === 'message' && entry.role === 'agent') return entry.name;
    if (entry.kind !== 'session' || entry.by === null) continue;
    if (['created', 'proposed', 'started'].includes(entry.what)) return entry.by;
  }
  return null;
}
