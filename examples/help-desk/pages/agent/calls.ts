import type { AgentConsole } from '@fernblick/elements/agent-console.js';
import type { VideoSession } from '@fernblick/elements/video-session.js';
import type { ContactRecord } from '@fernblick/elements/contact-record.js';
import type { SessionChosenEvent } from '@fernblick/elements/events.js';
import { pageAddress } from '../desk/address.ts';
import type { DeskApi } from '../desk/desk-api.ts';
import { OPENED, OlderSession } from './older-session.ts';

/** In the address of the page for a call that the agent has just accepted. */
const ACCEPTED = 'accepted';

/**
 * The calls that ring at this agent: whoever accepts one is taken to its ticket, or to the session
 * itself where it has none, and goes straight into the call.
 */
export function setUpCalls(options: {
  readonly calls: AgentConsole;
  readonly api: DeskApi;
  readonly agent: string;
  readonly ticket: string;
  /** The session that the page is about where no ticket is shown; else empty, or an earlier one of the ticket. */
  readonly session: string;
  readonly lang: string;
  readonly video: VideoSession | null;
  /** What lists the contact's other sessions; null where neither ticket nor session is shown. */
  readonly contact: ContactRecord | null;
}): void {
  const { calls, api, agent, ticket, session, lang, video, contact } = options;
  const older =
    video === null || ticket === '' ? null : new OlderSession({ api, agent, ticket, lang, video });
  const go = (address: string): void => {
    // Looking another session up, or taking one more call, never ends the call that is held here.
    if (isBusy(video)) window.open(address, '_blank');
    else location.href = address;
  };
  calls.lang = lang;
  calls.getToken = ({ signal }) => api.agentToken(signal);
  calls.addEventListener('call-accepted', (event) => {
    const isHere = event.ticket === null ? event.session === session : event.ticket === ticket;
    if (isHere && video !== null) joinWhenThere(video, event.session);
    else go(pageAddress('/agent/', { agent, ...placeOf(event), [ACCEPTED]: event.session }));
  });
  const choose = (event: SessionChosenEvent): void => {
    const opener = event.composedPath().find((each) => each instanceof HTMLElement) ?? null;
    if (older !== null && (event.ticket === ticket || event.ticket === null))
      older.open(event.session, opener);
    else go(pageAddress('/agent/', { agent, ticket: event.ticket, [OPENED]: event.session }));
  };
  calls.addEventListener('session-chosen', choose);
  contact?.addEventListener('session-chosen', choose);
  const here = new URLSearchParams(location.search);
  const accepted = here.get(ACCEPTED);
  if (accepted === null || video === null) return;
  // Once: a reload comes back to the call by itself, and not into one that is over.
  const place = ticket === '' ? { ticket: null, session } : { ticket, session: '' };
  history.replaceState(null, '', pageAddress('/agent/', { agent, ...placeOf(place) }));
  joinWhenThere(video, accepted);
}

/** Where a session is shown: in its ticket, which is about its newest one, else on a page of its own. */
function placeOf(at: {
  readonly ticket: string | null;
  readonly session: string;
}): Readonly<Record<string, string | null>> {
  return { ticket: at.ticket, [OPENED]: at.ticket === null ? at.session : null };
}

/** True while this page is in a call, or on its way into one or back. */
function isBusy(video: VideoSession | null): boolean {
  const is = video?.client?.state.status.is;
  return is !== undefined && is !== 'idle' && is !== 'ended' && is !== 'failed';
}

/** Enters the call as soon as the tag knows of the session and that it was answered. */
function joinWhenThere(video: VideoSession, session: string): void {
  // Undefined while the tag's code is on its way.
  const client = (video as Partial<VideoSession>).client ?? null;
  if (client === null) {
    video.addEventListener('client-changed', () => joinWhenThere(video, session), { once: true });
    return;
  }
  let isDone = false;
  const look = (): void => {
    const { session: view, status } = client.state;
    if (isDone || view?.id !== session || view.phase !== 'confirmed') return;
    if (status.is !== 'idle') return;
    isDone = true;
    end();
    // The tag shows what went wrong, and a button to try again.
    client.join().catch((error: unknown) => console.warn('The call waits to be joined.', error));
  };
  const end = client.subscribe(look);
  look();
}
