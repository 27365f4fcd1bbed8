import { activityOf, replay, type JournalEntry, type SessionEvent } from '@fernblick/session';
import type { Append } from '../../packages/server/src/journal/journal-store.ts';

const MINUTE_MS = 60_000;

const agent = (number: number) =>
  ({ subject: `agent-${number % 100}`, name: `Agent ${number % 100}`, role: 'agent' }) as const;
const customer = (number: number) =>
  ({ subject: `customer-${number}`, name: `Customer ${number}`, role: 'customer' }) as const;

/** An id as the server makes them: 22 characters. */
export const sessionIdOf = (number: number): string =>
  `session-${String(number).padStart(14, '0')}`;

/**
 * The whole journal of one session as a single change: an agent and a customer met, held the call once and (if `isOver`)
 * ended it. Its customer is one of their own, or that of other sessions too.
 */
export function historyOf(number: number, isOver: boolean, contact = number): Append {
  const session = sessionIdOf(number);
  const startedAt = 1_700_000_000_000 + number * MINUTE_MS;
  const by = agent(number);
  const other = customer(contact);
  const ids = { agent: `participant-a-${number}`, customer: `participant-c-${number}` };
  const ticket = `T-${number}`;
  const joined = {
    epoch: 1,
    resumeHashes: ['h'.repeat(43)],
    microphone: 'on',
    camera: 'on',
  } as const;
  const at = (minutes: number): number => startedAt + minutes * MINUTE_MS;
  const events: SessionEvent[] = [
    {
      type: 'session-created',
      at: at(0),
      session,
      by,
      portal: null,
      ticket,
      number: null,
      start: 'video',
    },
    {
      ...{ type: 'participant-joined', at: at(1), participant: ids.agent, tab: `tab-a-${number}` },
      ...{ ...by, ticket: null, ...joined },
    },
    { type: 'control-given', at: at(1), participant: ids.agent },
    {
      ...{ type: 'participant-joined', at: at(2), participant: ids.customer },
      ...{ tab: `tab-c-${number}`, ...other, ticket, ...joined },
    },
    { type: 'call-started', at: at(2), by: other },
    { type: 'hold-began', at: at(3), participant: ids.agent },
    { type: 'hold-ended', at: at(4), participant: ids.agent },
  ];
  if (isOver)
    events.push({
      ...{ type: 'session-ended', at: at(9), reason: 'agent-ended' },
      ...{ by, participant: ids.agent },
    });
  const entries = events.map((event, index): JournalEntry => ({
    seq: index + 1,
    at: event.at,
    by: event.type === 'call-started' || 'tab' in event ? other : by,
    commandId: `command-${number}-${index}`,
    event,
  }));
  const state = replay(entries);
  if (state === null) throw new Error('An empty journal.');
  return {
    session,
    expectedSeq: 0,
    entries,
    command: {
      commandId: `command-${number}`,
      actor: `agent ${by.subject}`,
      hash: 'h'.repeat(43),
    },
    summary: {
      phase: state.phase,
      portal: state.portal,
      tickets: state.tickets,
      number: state.number,
      joined: state.participants.filter((p) => p.presence === 'joined').length,
      requester: null,
      contacts: [],
      dialledAt: null,
      awaitedSince: null,
      createdAt: startedAt,
    },
    activity: activityOf(state),
    outbox: [],
    mails: [],
    tokenUse: null,
    at: state.updatedAt,
  };
}

/** One more command in a session that `historyOf` has begun: its customer's microphone goes off or on. */
export function changeAfter(number: number, seq: number): Append {
  const { session, summary, at } = historyOf(number, false);
  const by = customer(number);
  const commandId = `command-${number}-${seq}-0000-0000-000000000000`;
  return {
    session,
    expectedSeq: seq,
    entries: [
      {
        seq: seq + 1,
        at,
        by,
        commandId,
        event: {
          type: 'devices-changed',
          at,
          participant: `participant-c-${number}`,
          microphone: seq % 2 === 0 ? 'on' : 'off',
          camera: 'on',
        },
      },
    ],
    command: { commandId, actor: `customer ${by.subject}`, hash: 'h'.repeat(43) },
    summary,
    activity: [],
    outbox: [],
    mails: [],
    tokenUse: null,
    at,
  };
}
