import type { SessionClient } from '@fernblick/client';
import type {} from '@fernblick/elements/session-record.js';
import type { VideoSession } from '@fernblick/elements/video-session.js';
import { pageAddress } from '../desk/address.ts';
import type { DeskApi } from '../desk/desk-api.ts';
import { byId, make } from '../desk/make.ts';

/** In the address of a ticket: which of its earlier sessions is opened. Without a ticket: the session that the page is about. */
export const OPENED = 'session';

interface OlderSessionOptions {
  readonly api: DeskApi;
  readonly agent: string;
  readonly ticket: string;
  readonly lang: string;
  readonly video: VideoSession;
}

/**
 * An earlier session of the ticket beside the present one: what remains of it, with a client of its own, so that notes
 * and call of the present one stay as they are, and one that is older than the ticket's page lists can be read too.
 */
export class OlderSession {
  readonly #options: OlderSessionOptions;
  readonly #place = byId('older', HTMLElement);
  readonly #title = byId('older-title', HTMLElement);
  readonly #record = byId('older-record', HTMLElement);
  readonly #details = byId('details', HTMLDetailsElement);
  #opener: HTMLElement | null = null;

  constructor(options: OlderSessionOptions) {
    this.#options = options;
    byId('to-newest', HTMLButtonElement).addEventListener('click', () => {
      history.pushState(null, '', this.#address(null));
      this.#close();
    });
    window.addEventListener('popstate', () => this.#look());
    void this.#lookFirst();
  }

  /** Opens what the agent has chosen in a list; the present one is shown already. */
  open(session: string, opener: HTMLElement | null): void {
    const isPresent = this.#options.video.client?.state.session?.id === session;
    history.pushState(null, '', this.#address(isPresent ? null : session));
    if (isPresent) this.#close();
    else this.#show(session, opener);
  }

  /** Once the tag knows which session the ticket is about now: that one is shown already. */
  async #lookFirst(): Promise<void> {
    const session = new URLSearchParams(location.search).get(OPENED);
    if (session === null) return;
    const client = await clientOf(this.#options.video);
    try {
      await client.open();
    } catch (error) {
      console.warn('The tag says what went wrong.', error);
    }
    if (client.state.session?.id === session) history.replaceState(null, '', this.#address(null));
    else this.#look();
  }

  #look(): void {
    const session = new URLSearchParams(location.search).get(OPENED);
    if (session !== null) this.#show(session, null);
    else if (!this.#place.hidden) this.#close();
  }

  #show(session: string, opener: HTMLElement | null): void {
    const { api, lang } = this.#options;
    const record = make('session-record', { lang, session, 'creates-tickets': '' });
    record.getToken = ({ signal }) => api.agentToken(signal);
    this.#record.replaceChildren(record);
    this.#opener = opener;
    this.#place.hidden = false;
    this.#details.open = true;
    this.#title.focus();
    this.#title.scrollIntoView({ block: 'nearest' });
  }

  #close(): void {
    this.#place.hidden = true;
    this.#record.replaceChildren();
    // A call has closed the details meanwhile, or a reload has taken the list away.
    const opener = this.#opener?.getClientRects().length === 0 ? null : this.#opener;
    (opener ?? this.#details.querySelector('summary'))?.focus();
    this.#opener = null;
  }

  #address(session: string | null): string {
    const { agent, ticket } = this.#options;
    return pageAddress('/agent/', { agent, ticket, [OPENED]: session });
  }
}

/** The tag's client, which is there as soon as its code is. */
async function clientOf(video: VideoSession): Promise<SessionClient> {
  for (;;) {
    // Undefined while the tag's code is on its way.
    const client = (video as Partial<VideoSession>).client ?? null;
    if (client !== null) return client;
    await new Promise((resolve) =>
      video.addEventListener('client-changed', resolve, { once: true }),
    );
  }
}
