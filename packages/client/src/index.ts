export { createSessionClient } from './create-session-client.ts';
export type * from './agent-desk.ts';
export type * from './session-chat.ts';
export type * from './session-client.ts';
export type * from './session-invitations.ts';
export type * from './session-notes.ts';
export type * from './session-pictures.ts';
export type * from './session-state.ts';
export { SessionError } from '@fernblick/protocol';
