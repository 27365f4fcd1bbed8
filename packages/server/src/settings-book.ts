import { isDeepStrictEqual } from 'node:util';
import {
  canDecide,
  DispositionUse,
  functionNames,
  Settings,
  type FunctionName,
} from '@fernblick/protocol';
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

/** What of a decision is to be another: what is left out stays as it was, null removes what was decided. */
export const SettingsEdit = v.strictObject({
  functions: v.optional(v.partial(v.strictObject(everyFunction()))),
  maxSessions: v.optional(v.nullable(Settings.entries.maxSessions.wrapped)),
  dispositions: v.optional(v.nullable(DispositionUse)),
});
export type SettingsEdit = v.InferOutput<typeof SettingsEdit>;

/** What administrators have decided: kept on disk with who did it when, and in memory to be asked at every command. */
export class SettingsBook {
  readonly #store: JournalStore;
  readonly #now: () => number;
  readonly #changed: () => void;
  #decided: Decided = nothingDecided;
  /** Decisions come one after the other: an edit builds upon the one before. */
  #turn: Promise<unknown> = Promise.resolve();

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
  decide(reach: Reach, settings: Settings, by: string): Promise<void> {
    return this.#inTurn(() => this.#write(reach, settings, by));
  }

  /** Decides some of what there is for one reach, and leaves to others what they have decided. */
  edit(reach: Reach, edit: SettingsEdit, by: string): Promise<void> {
    return this.#inTurn(async () => {
      const before = layerOf(this.#decided, reach);
      const next = edited(before, edit);
      if (!isDeepStrictEqual(next, before)) await this.#write(reach, next, by);
    });
  }

  async #write(reach: Reach, settings: Settings, by: string): Promise<void> {
    await this.#store.putSettings({
      reach: writeReach(reach),
      body: JSON.stringify(settings),
      at: this.#now(),
      by,
    });
    this.#decided = withLayer(this.#decided, reach, settings);
    this.#changed();
  }

  #inTurn(action: () => Promise<void>): Promise<void> {
    // Whether the one before failed is its own caller's business.
    const turn = this.#turn.then(action, action);
    this.#turn = turn;
    return turn;
  }

  /** The newest changes first. */
  history(): Promise<readonly SettingsChange[]> {
    return this.#store.settingsHistory(MAX_HISTORY);
  }
}

function layerOf(decided: Decided, reach: Reach): Settings {
  if (reach.is === 'host') return decided.host;
  const layers = reach.is === 'portal' ? decided.portals : decided.agents;
  // Asked by its own names: a name may be `__proto__`.
  return (Object.hasOwn(layers, reach.name) ? layers[reach.name] : undefined) ?? {};
}

function edited(before: Settings, edit: SettingsEdit): Settings {
  const { functions: _, ...others } = { ...before, ...edit };
  const functions = withoutNulls({ ...before.functions, ...edit.functions });
  const some = Object.keys(functions).length > 0 ? { functions } : {};
  return v.parse(Settings, { ...withoutNulls(others), ...some });
}

function withoutNulls(values: object): object {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null));
}

function everyFunction() {
  const entries = functionNames.map((name) => [name, v.nullable(v.boolean())] as const);
  // The keys are the names; `fromEntries` forgets that.
  return Object.fromEntries(entries) as {
    [N in FunctionName]: v.NullableSchema<v.BooleanSchema<undefined>, undefined>;
  };
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
