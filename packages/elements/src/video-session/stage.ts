import { html, nothing, type TemplateResult } from 'lit';
import { renderInviteDialog } from './invite.ts';
import { renderDialogs } from './stage-dialogs.ts';
import { renderMore } from './stage-more.ts';
import { renderNotices } from './stage-notices.ts';
import { renderPictures } from './stage-pictures.ts';
import { renderToolbar } from './stage-toolbar.ts';
import { renderTop } from './stage-top.ts';
import { renderVeil, veilOf } from './stage-veil.ts';
import type { Screen } from './screen.ts';

/** The call itself: pictures, what is worth knowing about them, and one bar of controls. */
export function renderStage(screen: Screen): TemplateResult {
  const { scene, chat } = screen;
  const veil = veilOf(scene);
  return html`<section
    class="stage"
    part="stage"
    aria-labelledby="heading"
    data-status=${scene.state.status.is}
    data-role=${scene.role ?? 'unknown'}
    data-corner=${screen.corner.corner}
    ?data-veiled=${veil !== null}
  >
    <div class="view">
      ${renderPictures(screen)} ${renderTop(screen, veil === null)}
      ${veil === null ? nothing : renderVeil(screen, veil)} ${renderNotices(screen)}
      <screenshot-tray
        part="screenshots"
        lang=${scene.locale}
        .client=${screen.client}
        .quiet=${!screen.tones.canChoose || !screen.tones.on}
      ></screenshot-tray>
      <call-recording .client=${screen.client}></call-recording>
      ${renderToolbar(screen)} ${renderMore(screen)} ${renderDialogs(screen)}
      ${renderInviteDialog(screen)}
    </div>
    ${
      chat.isOpen
        ? html`<div class="beside">
            <session-chat part="chat" .client=${screen.client} .close=${chat.close}></session-chat>
          </div>`
        : nothing
    }
  </section>`;
}
