import { functionOf, requests, type ErrorCode, type RequestName } from '@fernblick/protocol';
import { file, rate, setVisibility } from './afterwards.ts';
import {
  acceptVideo,
  changeDevices,
  declineVideo,
  hold,
  offerVideo,
  resume,
  stopVideo,
  tellCheck,
} from './call.ts';
import { attach } from './contact.ts';
import type {
  Actor,
  Command,
  PersonCommandName,
  PersonCommandOf,
  ServerCommand,
  ServerCommandName,
  ServerCommandOf,
} from './commands.ts';
import { cancel, end, expireConnection, leave } from './ending.ts';
import { create, expireNumber, invite, join } from './entry.ts';
import { eraseContact } from './erase.ts';
import type { SessionEvent } from './events.ts';
import {
  acceptCall,
  callAgain,
  declineCall,
  giveUpDial,
  makeCall,
  resumeDial,
  ringAgents,
  stopRings,
} from './dial.ts';
import { allowDrawing } from './ink.ts';
import {
  comesByInvitation,
  acceptInvitation,
  makeInvitation,
  revokeInvitation,
} from './invitation.ts';
import { mayWatch } from './may-watch.ts';
import { endOverdue } from './overdue.ts';
import { deletePicture, expirePictures, keepPicture } from './pictures.ts';
import {
  answer,
  ask,
  deleteRecording,
  expireRecordings,
  finishRecording,
  loseRecorder,
  goOn,
  pause,
  recordingConsequences,
  stop,
  withdraw,
} from './recording.ts';
import { accept, confirm, decline, makeAgain, makeRequest, prefer, propose } from './request.ts';
import type { Situation, Verdict } from './rule.ts';
import { allowedFor, nothingDecided, type Allowed } from './settings.ts';
import { findPerson, type SessionState } from './state.ts';
import { link, unlink } from './ticket.ts';

/** Who gives a command, when, and from which tab. */
export interface Context {
  readonly actor: Actor | 'server';
  /** Now, in milliseconds. */
  readonly at: number;
  /** The tab of the asking page's socket; where given, a page whose place was taken over cannot act for it. */
  readonly tab?: string;
  /** What the actor may do here; what holds where nobody has decided, if left out. */
  readonly allowed?: Allowed;
}

/** What comes of a command: events to append (none where all is as asked for), or a refusal. */
export type Decision =
  | { readonly ok: true; readonly events: readonly SessionEvent[] }
  | { readonly ok: false; readonly error: ErrorCode };

const personRules: {
  readonly [N in Exclude<PersonCommandName, 'session:create' | 'request:make' | 'dial:make'>]: (
    situation: Situation,
    command: PersonCommandOf<N>,
  ) => Verdict;
} = {
  'request:prefer': prefer,
  'request:confirm': confirm,
  'request:propose': propose,
  'request:accept': accept,
  'request:decline': decline,
  'dial:accept': acceptCall,
  'dial:decline': declineCall,
  'session:invite': invite,
  'invitation:make': makeInvitation,
  'invitation:accept': acceptInvitation,
  'invitation:revoke': revokeInvitation,
  'session:join': join,
  'session:leave': leave,
  'session:end': end,
  'session:cancel': cancel,
  'session:link': link,
  'session:unlink': unlink,
  'session:visibility': setVisibility,
  'session:rate': rate,
  'session:file': file,
  'session:attach': attach,
  'picture:keep': keepPicture,
  'picture:delete': deletePicture,
  'recording:ask': ask,
  'recording:answer': answer,
  'recording:withdraw': withdraw,
  'recording:pause': pause,
  'recording:resume': goOn,
  'recording:stop': stop,
  'recording:delete': deleteRecording,
  'call:hold': hold,
  'call:resume': resume,
  'call:devices': changeDevices,
  'call:checked': tellCheck,
  'video:offer': offerVideo,
  'video:accept': acceptVideo,
  'video:decline': declineVideo,
  'video:stop': stopVideo,
  'ink:allow': allowDrawing,
};

/**
 * The host is nobody in a call, so it can do nothing there but end it, and say who may draw, who may see it and to which
 * of its tickets it belongs. Around the call it may do what people do, and speaks for them.
 */
export const hostMay: readonly PersonCommandName[] = [
  'session:create',
  'request:make',
  'dial:make',
  'request:confirm',
  'request:propose',
  'request:decline',
  'request:prefer',
  'request:accept',
  'session:end',
  'session:cancel',
  'session:link',
  'session:unlink',
  'session:visibility',
  'session:rate',
  'session:file',
  'session:attach',
  'invitation:make',
  'invitation:revoke',
  'picture:delete',
  'recording:delete',
  'ink:allow',
];

/** All that the host may ask for as people do: what it commands, and what is kept beside the journal. */
export const hostRequests: readonly RequestName[] = [...hostMay, 'chat:send'];

const serverRules: {
  readonly [N in ServerCommandName]: (
    state: SessionState,
    command: ServerCommandOf<N>,
    at: number,
  ) => Verdict;
} = {
  'connection-expired': expireConnection,
  'number-expired': expireNumber,
  'expire-pictures': expirePictures,
  'recording-finished': finishRecording,
  'recorder-lost': loseRecorder,
  'expire-recordings': expireRecordings,
  'end-overdue': endOverdue,
  'ring-agents': ringAgents,
  'stop-rings': stopRings,
  'resume-dial': resumeDial,
  'give-up-dial': giveUpDial,
  'erase-contact': eraseContact,
};

/**
 * What may happen in a session: a command in, events out, or a refusal. Pure and total; the one place that also
 * checks whether the asking person may know of the session at all.
 */
export function decide(state: SessionState | null, command: Command, context: Context): Decision {
  const verdict = judge(state, command, context);
  return typeof verdict === 'string'
    ? { ok: false, error: verdict }
    : { ok: true, events: [...verdict, ...recordingConsequences(state, verdict)] };
}

function judge(state: SessionState | null, command: Command, context: Context): Verdict {
  // Two machines' clocks may differ, or one is set back: a session's time never runs backwards.
  const at = Math.max(context.at, state?.updatedAt ?? 0);
  if (isServerCommand(command)) {
    if (context.actor !== 'server') return 'unknown-request';
    return state === null ? 'not-found' : judgeServer(state, command, at);
  }
  const { actor } = context;
  if (actor === 'server') return 'not-allowed';
  const allowed = context.allowed ?? allowedFor(nothingDecided, actor, state);
  if (command.name === 'session:create')
    return state === null ? create(actor, command, at, allowed) : 'session-exists';
  if (command.name === 'request:make')
    return state === null ? makeRequest(actor, command, at, allowed) : makeAgain(state, actor);
  if (command.name === 'dial:make')
    return state === null
      ? makeCall(actor, command, at, allowed)
      : callAgain(state, actor, at, allowed);
  if (!Object.hasOwn(personRules, command.name)) return 'unknown-request';
  // An invited colleague may come from where they could not look before.
  const isInvited = state !== null && comesByInvitation(state, actor, command);
  if (state === null || !(isInvited || mayWatch(state, actor))) return 'not-found';
  const roles: readonly string[] = requests[command.name].roles;
  if (!roles.includes(actor.role)) return 'not-allowed';
  if (actor.scope.is === 'host' && !hostMay.includes(command.name)) return 'not-allowed';
  const asked = functionOf(command.name);
  if (asked !== null && !allowed.functions.has(asked)) return 'switched-off';
  const me = findPerson(state, actor);
  return judgePerson({ state, actor, me, at, tab: context.tab ?? null, allowed }, command);
}

function isServerCommand(command: Command): command is ServerCommand {
  return Object.hasOwn(serverRules, command.name);
}

// The type parameters tie a rule to its own command, which a union cannot.
function judgePerson<N extends keyof typeof personRules>(
  situation: Situation,
  command: PersonCommandOf<N>,
): Verdict {
  const rule: (situation: Situation, command: PersonCommandOf<N>) => Verdict =
    personRules[command.name];
  return rule(situation, command);
}

function judgeServer<N extends ServerCommandName>(
  state: SessionState,
  command: ServerCommandOf<N>,
  at: number,
): Verdict {
  const rule: (state: SessionState, command: ServerCommandOf<N>, at: number) => Verdict =
    serverRules[command.name];
  return rule(state, command, at);
}
