import type { VideoSession } from '@fernblick/elements/video-session.js';
import type {} from '@fernblick/elements/events.js';
import type { DeskApi } from './desk-api.ts';

/**
 * All that this desk does to have video support: the tag gets its ticket and a way to ask for tokens, and the page
 * makes room when the tag wants to be a stage. The grid does the rest; the tag itself never moves in the document.
 */
export function setUpVideo(options: {
  readonly video: VideoSession;
  readonly room: HTMLElement;
  readonly api: DeskApi;
  readonly ticket: string;
  readonly lang: string;
}): void {
  const { video, room, api, ticket, lang } = options;
  const others = document.querySelectorAll<HTMLElement>('session-status-bar, session-record');
  for (const tag of [video, ...others]) tag.lang = lang;
  video.getToken = ({ signal }) => api.token(ticket, signal);
  video.setAttribute('ticket', ticket);
  video.addEventListener('layout-changed', ({ layout }) => {
    room.dataset['video'] = layout;
  });
  // Small screens show the status bar only once there is a session to speak of.
  video.addEventListener('client-changed', ({ client }) => {
    client?.subscribe(({ session, sessions }) => {
      room.dataset['session'] = session === null ? 'none' : 'some';
      room.dataset['record'] = sessions.length === 0 ? 'none' : 'some';
    });
  });
}
