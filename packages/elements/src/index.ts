export * from './events.ts';
export { VideoSession } from './video-session/video-session.ts';
export { SessionStatusBar } from './session-status-bar/session-status-bar.ts';
export type { GetToken } from './video-session/client-controller.ts';
