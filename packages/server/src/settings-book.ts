import { canDecide, functionNames, Settings, type FunctionName } from '@fernblick/protocol';
import {
  allowedFor,
  nothingDecided,
  type Actor,
  type Allowed,
  type Decided,
  type Place,
} from '@fernblick/session';
import * as v from 'valibot';
import type { JournalStore, SettingsChange } from './journal/journal-store.ts';

/** For whom a decision holds. */
export type Reach =
  | { readonly is: 'host' }
  | { readonly is: 'portal'; readonly name: string }
  | { readonly is: 'agent'; readonly name: string };

const MAX_HISTORY = 200;

/** What administrators have decided: kept on disk with who did it when, and in memory to be asked at every command. */
export class SettingsBook {
  readonly #store: JournalStore;
  readonly #now: () => number;
  readonly #changed: () => void;
  #decided: Decided = nothingDecided;

  constructor(options: {
    readonly store: JournalStore;
    readonly now: () => number;
    /** What somebody may do is different now. */
    readonly changed: () => void;
  }) {
    this.#store = options.store;
    this.#now = options.now;
    this.#changed = options.changed;
  }

  async load(): Promise<void> {
    let decided = nothingDecided;
    for (const { reach, body } of await this.#store.settings())
      decided = withLayer(
        decided,
        readReach(reach),
        thatHold(readReach(reach), readSettings(body)),
      );
    this.#decided = decided;
  }

  get decided(): Decided {
    return this.#decided;
  }

  /** What holds for a person in this session, or outside of any. */
  allowed(actor: Actor, session: Place | null): Allowed {
    return allowedFor(this.#decided, actor, session);
  }

  /** Replaces what was decided for one reach; an empty decision leaves it to the next wider one. */
  async decide(reach: Reach, settings: Settings, by: string): Promise<void> {
    await this.#store.putSettings({
      reach: writeReach(reach),
      body: JSON.stringify(settings),
      at: this.#now(),
      by,
    });
    this.#decided = withLayer(this.#decided, reach, settings);
    this.#changed();
  }

  /** The newest changes first. */
  history(): Promise<readonly SettingsChange[]> {
    return this.#store.settingsHistory(MAX_HISTORY);
  }
}

function withLayer(decided: Decided, reach: Reach, settings: Settings): Decided {
  if (reach.is === 'host') return { ...decided, host: settings };
  const layers = reach.is === 'portal' ? 'portals' : 'agents';
  const others = Object.entries(decided[layers]).filter(([name]) => name !== reach.name);
  const isEmpty = Object.keys(settings).length === 0;
  // `fromEntries` and no assignment: a name may be `__proto__`.
  const next = Object.fromEntries(isEmpty ? others : [...others, [reach.name, settings]]);
  return { ...decided, [layers]: next };
}

/** A decision as it was stored; a function that this release does not know is left aside. */
export function readSettings(body: string): Settings {
  // Written by `decide` alone, of this release or another.
  const stored = JSON.parse(body) as Settings;
  const known = Object.entries(stored.functions ?? {}).filter(([name]) =>
    (functionNames as readonly string[]).includes(name),
  );
  return v.parse(Settings, {
    ...(stored.functions === undefined ? {} : { functions: Object.fromEntries(known) }),
    ...(stored.maxSessions === undefined ? {} : { maxSessions: stored.maxSessions }),
    ...(stored.dispositions === undefined ? {} : { dispositions: stored.dispositions }),
  });
}

/** Without what is decided for somebody whom it cannot hold for; earlier releases took it. */
function thatHold({ is }: Reach, settings: Settings): Settings {
  if (settings.functions === undefined) return settings;
  const functions = Object.fromEntries(
    Object.entries(settings.functions).filter(([name]) => canDecide(is, name as FunctionName)),
  );
  return { ...settings, functions };
}

function writeReach(reach: Reach): string {
  return reach.is === 'host' ? 'host' : `${reach.is}:${reach.name}`;
}

function readReach(text: string): Reach {
  const [is, ...name] = text.split(':');
  return is === 'portal' || is === 'agent' ? { is, name: name.join(':') } : { is: 'host' };
}
