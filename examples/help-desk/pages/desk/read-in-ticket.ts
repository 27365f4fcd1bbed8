import type {} from '@fernblick/elements/events.js';
import type { VideoSession } from '@fernblick/elements/video-session.js';
import type { Messenger } from './messenger.ts';

/**
 * What somebody reads in the ticket is no news in the chat of its call, where the desk writes it under the same id. It stays
 * unread where the call covers the ticket, where somebody has scrolled up, and while they look at another window.
 */
export function readInTicket(video: VideoSession, messenger: Messenger): void {
  const look = (): void => {
    const { chat } = video.client ?? {};
    if (chat === undefined || document.visibilityState !== 'visible' || !document.hasFocus())
      return;
    const { messages, unread } = chat.state.all;
    const ofOthers = messages.filter(({ seq, from }) => seq !== null && !from.you);
    // The last ones, as many as are unread.
    const news = ofOthers.slice(ofOthers.length - unread).map(({ id }) => id);
    if (news.length > 0 && messenger.isRead(news)) chat.markRead('all');
  };
  messenger.onSeen = look;
  addEventListener('focus', look);
  document.addEventListener('visibilitychange', look);
  video.addEventListener('client-changed', ({ client }) => {
    client?.chat.subscribe(look);
    look();
  });
}
