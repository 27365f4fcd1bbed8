export * from './events.ts';
export { ArOverlay } from './ar-overlay/ar-overlay.ts';
export { VideoSession } from './video-session/video-session.ts';
export { SessionRating } from './session-rating/session-rating.ts';
export { SessionRecord } from './session-record/session-record.ts';
export { SessionChatElement } from './session-chat/session-chat.ts';
export { SessionRequest } from './session-request/session-request.ts';
export { SessionStatusBar } from './session-status-bar/session-status-bar.ts';
export type { GetToken } from './shared/client-controller.ts';
