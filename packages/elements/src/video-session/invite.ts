import { html, nothing, type LitElement, type TemplateResult } from 'lit';
import { isOffered } from './rights.ts';
import type { Scene } from './scene.ts';
import type { Screen } from './screen.ts';

/** Opens the dialog for invitations; loaded when it is wanted. */
export class InviteController {
  readonly #host: LitElement;
  readonly #failed: (cause: unknown) => void;

  constructor(host: LitElement, failed: (cause: unknown) => void) {
    this.#host = host;
    this.#failed = failed;
  }

  readonly open = (): void => {
    import('../session-invite/session-invite.ts')
      .then(() => this.#host.renderRoot.querySelector('session-invite')?.open())
      .catch(this.#failed);
  };
}

/** Whether the viewer may let others in by a link. */
export function canInvite(scene: Scene): boolean {
  return (
    scene.role === 'agent' &&
    scene.state.session?.internal === false &&
    isOffered(scene, 'invitations')
  );
}

/** The dialog, in the stage for as long as the call is: who it is for may come while it is open. */
export function renderInviteDialog({ scene, client }: Screen): TemplateResult | typeof nothing {
  return canInvite(scene)
    ? html`<session-invite lang=${scene.locale} .client=${client}></session-invite>`
    : nothing;
}

/** Beside the waiting: how somebody who is not at the ticket's page gets in. */
export function renderInvite({ scene, client, invite }: Screen): TemplateResult | typeof nothing {
  const { words, state, role } = scene;
  const mayTell = role === 'agent' && isOffered(scene, 'numbers');
  const number = mayTell ? (state.session?.number ?? null) : null;
  if (number === null && !canInvite(scene)) return nothing;
  return html`<section class="invite" part="invite" aria-label=${words.invite}>
    ${number === null ? nothing : renderNumber(number, scene, client.serverUrl)}
    ${
      canInvite(scene)
        ? html`<button type="button" @click=${invite.open}>${words.invite}</button>`
        : nothing
    }
  </section>`;
}

function renderNumber(
  { digits, page = '' }: { readonly digits: string; readonly page?: string | undefined },
  { words }: Scene,
  serverUrl: string,
): TemplateResult {
  // As customers reach it, which need not be how this page reaches the server.
  const shown = (page || `${serverUrl}join/`).replace(/^https?:\/\//, '');
  return html`<p>${words.inviteSentence(shown)}</p>
    <p class="digits">${digits.replaceAll(/(\d{3})(?=\d)/g, '$1 ')}</p>`;
}
