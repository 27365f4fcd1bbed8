import type { VideoSession } from '@fernblick/elements/video-session.js';
import type {} from '@fernblick/elements/events.js';
import type { DeskApi } from './desk-api.ts';

/** Where the styles of both pages let a preview and a call cover everything. */
const COVERS = matchMedia('(max-width: 800px)');

/**
 * All that this desk does to have video support: the tag gets its ticket, or its session, and a way to ask for tokens, and the
 * page makes room when the tag wants to be a stage. The grid does the rest; the tag itself never moves in the document.
 */
export function setUpVideo(options: {
  readonly video: VideoSession;
  readonly room: HTMLElement;
  readonly api: DeskApi;
  /** What it is about; a session by itself is for agents alone. */
  readonly about: { readonly ticket: string } | { readonly session: string };
  readonly lang: string;
}): void {
  const { video, room, api, about, lang } = options;
  const others = document.querySelectorAll<HTMLElement>('session-status-bar, session-record');
  for (const tag of [video, ...others]) tag.lang = lang;
  video.getToken = ({ signal }) =>
    'ticket' in about ? api.token(about.ticket, signal) : api.agentToken(signal);
  for (const [name, id] of Object.entries(about)) video.setAttribute(name, id);
  const settle = (): void => closeOff(video, COVERS.matches && room.dataset['video'] !== 'card');
  video.addEventListener('layout-changed', ({ layout }) => {
    room.dataset['video'] = layout;
    settle();
  });
  COVERS.addEventListener('change', settle);
  new MutationObserver(settle).observe(room, { subtree: true, attributeFilter: ['data-rings'] });
  // Small screens show the status bar only once there is a session to speak of.
  video.addEventListener('client-changed', ({ client }) => {
    client?.subscribe(({ session, sessions }) => {
      room.dataset['session'] = session === null ? 'none' : 'some';
      const isAnyOver = sessions.some(({ phase }) => phase === 'done' || phase === 'cancelled');
      room.dataset['record'] = isAnyOver ? 'some' : 'none';
    });
  });
}

/** What lies behind the tag is out of reach, by keyboard and for screen readers too, but for a call that rings above it. */
function closeOff(video: HTMLElement, isCovered: boolean): void {
  for (let inside: Element = video; inside !== document.body;) {
    const parent = inside.parentElement;
    if (parent === null) return;
    for (const beside of parent.children)
      if (beside !== inside && beside instanceof HTMLElement && !('rings' in beside.dataset))
        beside.inert = isCovered;
    inside = parent;
  }
}
