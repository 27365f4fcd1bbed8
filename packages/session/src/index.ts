export * from './activity.ts';
export { dispositionUse } from './afterwards.ts';
export * from './chat.ts';
export * from './commands.ts';
export {
  contactAt,
  historyLineFor,
  isOutdated,
  whyNotChangeContact,
  whyNotReadContact,
  type FieldChange,
} from './contact.ts';
export { decide, hostRequests, type Context, type Decision } from './decide.ts';
export { mayBeRung } from './dial.ts';
export { awaitedSince } from './overdue.ts';
export { canBeFoundByNumber, isNumberTaken, MAX_JOINED } from './entry.ts';
export * from './events.ts';
export { deskLineFor, deskNews, phasesOnDesk } from './desk-lists.ts';
export {
  contactsOf,
  ERASED,
  forgetContact,
  placesOf,
  type Forgotten,
  type SessionContact,
} from './erase.ts';
export { evolve, replay } from './evolve.ts';
export { whyNotAddInk } from './ink.ts';
export { mayWatch } from './may-watch.ts';
export {
  findInvitation,
  invitationStatus,
  INVITATION_LIFETIME_MS,
  whyNotEnter,
  type DoorRefusal,
} from './invitation.ts';
export * from './mail-plan.ts';
export * from './notes.ts';
export { allowedFor, nothingDecided, type Allowed, type Decided, type Place } from './settings.ts';
export { mayTry } from './call.ts';
export { callOffer } from './offer.ts';
export * from './pictures.ts';
export * from './recording-log.ts';
export {
  liveRecording,
  MAX_RECORDINGS,
  whyNotReadRecording,
  whyNotStoreChunk,
  type ChunkTimes,
} from './recording.ts';
export { MAX_AHEAD_MS } from './request.ts';
export * from './ring-policy.ts';
export * from './state.ts';
export { MAX_TICKETS, ticketOf } from './ticket.ts';
export { view, type Connections } from './view.ts';
