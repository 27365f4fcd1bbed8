import * as v from 'valibot';
import { functionNames, type FunctionName } from './function-names.ts';
import { DispositionUse, type Role } from './shapes.ts';

/** One function, as administrators and the docs read it. */
export interface FunctionRow {
  /** What people can do with it, as an administrator reads it. */
  readonly doc: string;
  /** What is refused while it is off. */
  readonly requests: readonly string[];
  /** What else each loses thereby. */
  readonly also?: { readonly [R in Role | 'host']?: string };
  /** Whether it is there where nobody has decided. */
  readonly byDefault: boolean;
}

/**
 * Everything that an administrator can switch, for all, for a portal or for one agent. What is off is refused by the
 * rules and not shown by the elements.
 */
export const functions = {
  sessions: {
    doc: 'Agents hold video sessions: make them, agree to what was asked for, take calls and join; whoever is in a call stays in it.',
    requests: ['session:create', 'request:confirm', 'dial:accept'],
    also: {
      agent: '`session:join`, unless they are in that call; no call rings at them',
    },
    byDefault: true,
  },
  requests: {
    doc: 'Customers ask for sessions; what was asked for before can still be answered.',
    requests: ['request:make'],
    byDefault: true,
  },
  dial: {
    doc: 'Customers call at once; the agents who are available are rung.',
    requests: ['dial:make', 'agent:availability'],
    also: {
      agent: 'no call rings at them',
    },
    byDefault: false,
  },
  queue: {
    doc: 'Calls that nobody can take at once wait in line, and ring one agent after the other.',
    requests: [],
    also: {
      customer:
        'their call rings at all agents who are available, and is a request where nobody takes it at once',
    },
    byDefault: false,
  },
  numbers: {
    doc: 'Sessions with a number to read out, and joining by it.',
    requests: ['session:find'],
    also: {
      agent: '`session:create` with a number',
      host: '`session:create` with a number',
    },
    byDefault: true,
  },
  tickets: {
    doc: 'Agents link sessions to further tickets and take them off.',
    requests: ['session:link', 'session:unlink'],
    byDefault: true,
  },
  hold: {
    doc: 'Agents put calls on hold.',
    requests: ['call:hold'],
    byDefault: true,
  },
  drawing: {
    doc: 'Drawing on the picture.',
    requests: ['ink:add', 'ink:allow'],
    byDefault: true,
  },
  chat: {
    doc: 'Writing in the session, to everybody and among agents.',
    requests: ['chat:send'],
    byDefault: true,
  },
  responses: {
    doc: 'Agents look standard responses up, edit and send them.',
    requests: ['responses:find'],
    byDefault: true,
  },
  contacts: {
    doc: 'Agents correct what is known about contacts and what is attached to sessions; reading it stays.',
    requests: ['session:attach', 'contact:change'],
    byDefault: true,
  },
  notes: {
    doc: 'Agents keep a notepad with each session; what was written before can still be read.',
    requests: ['note:write'],
    byDefault: true,
  },
  filing: {
    doc: 'Agents mark sessions done that are over, with a disposition code.',
    requests: ['session:file'],
    byDefault: true,
  },
  internal: {
    doc: 'Agents set sessions internal or public.',
    requests: ['session:visibility'],
    byDefault: true,
  },
  ratings: {
    doc: 'Customers rate sessions after the end.',
    requests: ['session:rate'],
    also: {
      customer: 'no e-mail asks for it',
    },
    byDefault: true,
  },
  reports: {
    doc: 'Agents read what all agents of their portals have done, and not only they themselves.',
    requests: [],
    also: {
      agent: 'the activity report tells only of themselves',
    },
    byDefault: false,
  },
  mails: {
    doc: 'E-mails to customers about what they asked for, and after a session for a rating; needs an SMTP server.',
    requests: [],
    also: {
      customer: 'no e-mail comes, but invitations do',
    },
    byDefault: true,
  },
  reminders: {
    doc: 'E-mails that remind customers an hour and ten minutes before an agreed time.',
    requests: [],
    also: {
      customer: 'no e-mail reminds them',
    },
    byDefault: true,
  },
  invitations: {
    doc: 'Agents invite people by a link or by e-mail; while it is off, links that nobody has come in with are closed.',
    requests: ['invitation:make', 'invitation:accept'],
    also: {
      customer: 'a link that they have not come in with is closed',
    },
    byDefault: true,
  },
  screenshots: {
    doc: 'Both sides take screenshots, and save edited versions; what was kept can still be seen.',
    requests: ['picture:keep'],
    byDefault: true,
  },
  'camera-wishes': {
    doc: 'Agents ask customers for their rear camera, light and zoom; nothing happens before the customer agrees.',
    requests: [],
    also: {
      agent: 'what they ask of a camera is answered with `switched-off`',
    },
    byDefault: true,
  },
  recording: {
    doc: 'Calls are recorded when an agent or a customer asks for it and everybody in them agrees; what was recorded can still be seen.',
    requests: ['recording:ask'],
    also: {
      agent: 'no page of theirs records, whoever asks for it (`recording:answer`)',
    },
    byDefault: true,
  },
  'auto-recording': {
    doc: 'Whether calls may be recorded is asked at their start, by itself; nobody has a button for it.',
    requests: [],
    also: {
      customer: 'while it is **on**, `recording:ask`: their agent’s page asks by itself',
    },
    byDefault: false,
  },
} as const satisfies Record<FunctionName, FunctionRow>;

/** For whom something can be decided, the widest first. */
export const settingsReaches = ['host', 'portal', 'agent'] as const;
export type SettingsReach = (typeof settingsReaches)[number];

/**
 * The narrowest reach that can decide a function. What customers do by themselves is no agent's to decide; before they are
 * in a session, a portal decides for those whose token names it.
 */
export function narrowestReach(name: FunctionName): SettingsReach {
  switch (name) {
    case 'requests':
    case 'queue':
    case 'ratings':
    case 'mails':
    case 'reminders':
      return 'portal';
    default:
      return 'agent';
  }
}

/** Whether a function can be decided for somebody: not for anybody whom the decision would never hold for. */
export function canDecide(reach: SettingsReach, name: FunctionName): boolean {
  return settingsReaches.indexOf(reach) <= settingsReaches.indexOf(narrowestReach(name));
}

/** What somebody has decided for one reach: what is left out is decided by the next wider one. */
export const Settings = v.strictObject({
  functions: v.optional(v.partial(v.strictObject(everyFunction()))),
  /** In how many calls an agent can be at once. */
  maxSessions: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(50))),
  /** Whether a session that is marked done gets a disposition code; without codes it gets none. */
  dispositions: v.optional(DispositionUse),
});
export type Settings = v.InferOutput<typeof Settings>;

function everyFunction(): { readonly [N in FunctionName]: v.BooleanSchema<undefined> } {
  const entries = functionNames.map((name) => [name, v.boolean()] as const);
  // The keys are the names; `fromEntries` forgets that.
  return Object.fromEntries(entries) as { [N in FunctionName]: v.BooleanSchema<undefined> };
}
