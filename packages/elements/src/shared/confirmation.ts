import { html, type TemplateResult } from 'lit';

/** What a confirmation asks. */
export interface Question {
  readonly id: string;
  readonly heading: string;
  readonly sentence: string;
  /** Name of the confirming button: the same as that of the button that asked. */
  readonly action: string;
  readonly cancel: string;
  /** What else is asked; read out of the dialog when it is confirmed. */
  readonly field?: TemplateResult | undefined;
  readonly confirm: (event: Event) => void;
}

/** A dialog that stands between a button and what cannot be undone. */
export function confirmation(question: Question): TemplateResult {
  const confirm = (event: Event): void => {
    closeDialog(event);
    question.confirm(event);
  };
  return html`<dialog
    id=${question.id}
    part="dialog"
    aria-labelledby="${question.id}-heading"
    aria-describedby="${question.id}-sentence"
  >
    <h3 id="${question.id}-heading">${question.heading}</h3>
    <p id="${question.id}-sentence">${question.sentence}</p>
    ${question.field}
    <div class="dialog-actions">
      <button type="button" @click=${closeDialog}>${question.cancel}</button>
      <button type="button" class="danger" @click=${confirm}>${question.action}</button>
    </div>
  </dialog>`;
}

/** A click handler that opens the dialog of that id in the button's own shadow root. */
export function askFirst(id: string): (event: Event) => void {
  return (event) => openDialog((event.currentTarget as Element).getRootNode() as ShadowRoot, id);
}

/** Opens a dialog over everything else, where it is not open already. */
export function openDialog(root: ParentNode, id: string): void {
  const dialog = root.querySelector<HTMLDialogElement>(`dialog#${id}`);
  if (dialog?.open !== false) return;
  // What was written and not sent may have been about another session.
  for (const field of dialog.querySelectorAll('textarea')) field.value = '';
  dialog.showModal();
}

/** Closes the dialog that the pressed button stands in; the focus goes back to where it came from. */
export function closeDialog(event: Event): void {
  (event.currentTarget as Element).closest('dialog')?.close();
}
