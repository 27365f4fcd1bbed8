import type { SessionClient } from '@fernblick/client';
import { html, nothing, type LitElement, type TemplateResult } from 'lit';
import { isInControl } from './rights.ts';
import type { Screen } from './screen.ts';

/** How long it says that the link was copied. */
const SAID_MS = 4_000;

/** The link into a session of this number. It stands behind the #: opening the page neither sends it nor uses it up. */
function linkOf({ serverUrl }: SessionClient, digits: string): string {
  return new URL(`join/#${digits}`, serverUrl).href;
}

/** Copies the link of an invitation, and says so for a moment. */
export class InviteController {
  readonly #host: LitElement;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #copied = false;

  constructor(host: LitElement) {
    this.#host = host;
  }

  get copied(): boolean {
    return this.#copied;
  }

  async copy(link: string): Promise<void> {
    try {
      await navigator.clipboard.writeText(link);
    } catch {
      // A page that may not write to the clipboard: it is selected, and the keyboard copies it.
      this.#host.renderRoot.querySelector<HTMLInputElement>('.invite input')?.select();
      return;
    }
    this.#say(true);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#say(false), SAID_MS);
  }

  #say(copied: boolean): void {
    this.#copied = copied;
    this.#host.requestUpdate();
  }
}

/** Beside the waiting: how somebody who is not at the ticket's page gets in. */
export function renderInvite({ scene, client, invite }: Screen): TemplateResult | typeof nothing {
  const { words, state } = scene;
  const number = state.session?.number ?? null;
  if (number === null || !isInControl(scene)) return nothing;
  const link = linkOf(client, number.digits);
  const page = link.replace(/^https?:\/\//, '').replace(/#.*/, '');
  const spoken = number.digits.replaceAll(/(\d{3})(?=\d)/g, '$1 ');
  const [subject, body] = [words.inviteSubject, words.inviteBody(link)].map(encodeURIComponent);
  const mail = `mailto:?subject=${subject}&body=${body}`;
  return html`<section class="invite" part="invite" aria-label=${words.invite}>
    <p>${words.inviteSentence(page)}</p>
    <p class="digits">${spoken}</p>
    <div class="invite-actions">
      <input readonly aria-label=${words.inviteLink} .value=${link} @focus=${selectAll} />
      <button type="button" @click=${() => void invite.copy(link)}>
        ${invite.copied ? words.linkCopied : words.copyLink}
      </button>
      <a class="button" href=${mail}>${words.byMail}</a>
    </div>
    <span class="visually-hidden" role="status">${invite.copied ? words.linkCopied : nothing}</span>
  </section>`;
}

function selectAll(event: FocusEvent): void {
  if (event.target instanceof HTMLInputElement) event.target.select();
}
