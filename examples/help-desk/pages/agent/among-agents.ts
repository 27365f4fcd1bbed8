import type { VideoSession } from '@fernblick/elements/video-session.js';
import type {} from '@fernblick/elements/session-chat.js';

/**
 * What agents write among themselves, for whoever is not in the call: who is has it in the chat of the call, and what is over
 * stands in the record.
 */
export function setUpAmongAgents(video: VideoSession, chat: HTMLElement): void {
  video.addEventListener('client-changed', ({ client }) => {
    client?.subscribe(({ session, status }) => {
      const isOpen = session !== null && session.end === null;
      chat.hidden = !isOpen || !['idle', 'failed'].includes(status.is);
    });
  });
}
