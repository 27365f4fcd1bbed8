import { css, html, type TemplateResult } from 'lit';
import { closeDialog } from './confirmation.ts';

/** What is said where something goes for good. */
export interface RemovalWords {
  readonly removeHeading: string;
  readonly removeSentence: string;
  readonly reason: string;
  readonly cancel: string;
  /** The same as on the button that asked. */
  readonly remove: string;
}

/** Asks why something is to be deleted for good, before it is; `remove` is told the reason. */
export function removalDialog(
  words: RemovalWords,
  { isBusy, remove }: { readonly isBusy: boolean; readonly remove: (reason: string) => unknown },
): TemplateResult {
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    // The listener sits on the form.
    const reason = new FormData(event.currentTarget as HTMLFormElement).get('reason');
    if (typeof reason === 'string' && !isBusy) remove(reason);
  };
  return html`<dialog
    id="removal"
    part="dialog"
    aria-labelledby="removal-heading"
    @close=${(event: Event) => (event.currentTarget as Element).querySelector('form')?.reset()}
  >
    <form @submit=${submit}>
      <h4 id="removal-heading">${words.removeHeading}</h4>
      <p>${words.removeSentence}</p>
      <label class="field">
        ${words.reason}
        <input name="reason" required maxlength="1000" autocomplete="off" />
      </label>
      <div class="dialog-actions">
        <button type="button" @click=${closeDialog}>${words.cancel}</button>
        <button type="submit" class="danger" aria-busy=${isBusy}>${words.remove}</button>
      </div>
    </form>
  </dialog>`;
}

/** Styles of dialogs beside a list, of the one that asks before something is deleted, and of what is said after it. */
export const removalStyles = css`
  dialog {
    max-inline-size: calc(100vw - 32px);
    max-block-size: calc(100dvh - 32px);
    padding: calc(var(--_space) * 4);
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    background: var(--_surface);
    color: var(--_text);
  }

  dialog::backdrop {
    background: rgb(0 0 0 / 60%);
  }

  dialog form {
    display: grid;
    gap: calc(var(--_space) * 3);
    max-inline-size: 420px;
    font-size: 16px;
    line-height: 24px;
  }

  dialog form h4 {
    margin: 0;
    font-size: 18px;
    line-height: 26px;
  }

  dialog input {
    min-block-size: 40px;
    padding-inline: calc(var(--_space) * 3);
    border: 1px solid var(--_edge);
    border-radius: calc(var(--_radius) * 0.75);
    background: var(--_surface);
    color: var(--_text);
    font: inherit;
    font-size: 16px;
  }

  .dialog-actions {
    display: flex;
    flex-wrap: wrap;
    justify-content: end;
    gap: calc(var(--_space) * 2);
    padding-block-start: calc(var(--_space) * 3);
  }

  .told {
    margin: 0;
    font-size: 14px;
    line-height: 20px;
    color: var(--_muted);
  }

  .told:empty {
    position: absolute;
  }

  @media (pointer: coarse) {
    dialog input {
      min-block-size: 48px;
    }
  }
`;
