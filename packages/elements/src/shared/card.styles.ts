import { css } from 'lit';

/** The compact card and the dialogs. */
export const cardStyles = css`
  .card {
    display: grid;
    grid-template-columns: auto 1fr;
    gap: calc(var(--_space) * 3);
    padding: calc(var(--_space) * 4);
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    background: var(--_surface);
  }

  .card-icon {
    display: grid;
    place-items: center;
    inline-size: 40px;
    block-size: 40px;
    border-radius: 50%;
    background: color-mix(in srgb, var(--_accent) 14%, var(--_surface));
    color: var(--_accent);
  }

  .card-text {
    min-inline-size: 0;
    overflow-wrap: break-word;
  }

  h2 {
    font-size: 16px;
    line-height: 24px;
    font-weight: 600;
  }

  .card p,
  .preview-text p {
    font-size: 14px;
    line-height: 20px;
    color: var(--_muted);
  }

  .note p {
    color: var(--_text);
  }

  .card-below {
    grid-column: 1 / -1;
  }

  .card-actions {
    grid-column: 1 / -1;
    display: flex;
    flex-wrap: wrap;
    gap: calc(var(--_space) * 2);
  }

  .card-actions > .main {
    flex: 1 1 auto;
  }

  .card .note {
    grid-column: 1 / -1;
  }

  dialog {
    inline-size: min(400px, calc(100vw - 32px));
    max-block-size: calc(100dvh - 32px);
    padding: calc(var(--_space) * 6);
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    background: var(--_surface);
    color: var(--_text);
    overflow: auto;
  }

  dialog::backdrop {
    background: rgb(0 0 0 / 56%);
  }

  h3 {
    font-size: 20px;
    line-height: 28px;
    font-weight: 600;
  }

  dialog p {
    margin-block-start: calc(var(--_space) * 2);
    font-size: 16px;
    line-height: 24px;
  }

  dialog .field {
    margin-block-start: calc(var(--_space) * 4);
  }

  dialog .hint {
    margin: 0;
    font-size: 14px;
    line-height: 20px;
  }

  dialog textarea {
    box-sizing: border-box;
    inline-size: 100%;
    padding: calc(var(--_space) * 2) calc(var(--_space) * 3);
    border: 1px solid var(--_edge);
    border-radius: calc(var(--_radius) * 0.75);
    background: var(--_surface);
    color: var(--_text);
    font: inherit;
    font-size: 16px;
    resize: vertical;
  }

  .dialog-actions {
    display: flex;
    flex-wrap: wrap;
    justify-content: flex-end;
    gap: calc(var(--_space) * 2);
    margin-block-start: calc(var(--_space) * 6);
  }

  dl > div {
    display: flex;
    align-items: center;
    gap: calc(var(--_space) * 4);
    padding-block: calc(var(--_space) * 1.5);
  }

  dt {
    flex: 0 0 88px;
  }

  kbd {
    display: inline-block;
    min-inline-size: 32px;
    padding: 2px 8px;
    border: 1px solid var(--_edge);
    border-radius: 4px;
    font: inherit;
    font-size: 14px;
    text-align: center;
    white-space: nowrap;
  }
`;
