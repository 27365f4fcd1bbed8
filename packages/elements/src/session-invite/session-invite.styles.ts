import { css } from 'lit';
import { buttonStyles } from '../shared/button-styles.ts';
import { skin } from '../shared/skin.ts';

/** Styles of the dialog for invitations. */
export const sessionInviteStyles = [
  skin,
  buttonStyles,
  css`
    :host {
      display: contents;
    }

    dialog {
      box-sizing: border-box;
      inline-size: min(100% - 32px, 480px);
      max-block-size: calc(100dvh - 32px);
      padding: calc(var(--_space) * 6);
      border: 1px solid var(--_line);
      border-radius: var(--_radius);
      background: var(--_surface);
      color: var(--_text);
      font: inherit;
      font-size: 16px;
      line-height: 24px;
      text-align: start;
      overflow: auto;
    }

    dialog::backdrop {
      background: rgb(0 0 0 / 50%);
    }

    dialog,
    form,
    .made,
    section {
      gap: calc(var(--_space) * 4);
    }

    dialog[open],
    form,
    .made,
    section {
      display: grid;
    }

    h3,
    h4,
    p,
    ul {
      margin: 0;
    }

    h3 {
      font-size: 20px;
      line-height: 28px;
    }

    h4 {
      font-size: 16px;
      line-height: 24px;
    }

    .hint {
      color: var(--_muted);
      font-size: 14px;
      line-height: 20px;
    }

    .fault {
      color: color-mix(in srgb, var(--_danger) 60%, var(--_text));
      font-size: 14px;
      line-height: 20px;
    }

    fieldset {
      display: flex;
      flex-wrap: wrap;
      gap: 0 calc(var(--_space) * 6);
      margin: 0;
      padding: 0;
      border: 0;
    }

    legend {
      padding: 0;
    }

    .choice {
      display: flex;
      align-items: center;
      gap: calc(var(--_space) * 2);
      min-block-size: 44px;
    }

    /* Drawn, because the call around it may be dark where the dialog is light. */
    input[type='radio'] {
      appearance: none;
      inline-size: 20px;
      min-block-size: 20px;
      margin: 0;
      padding: 0;
      border: 2px solid var(--_edge);
      border-radius: 50%;
    }

    input[type='radio']:checked {
      border: 6px solid var(--_accent);
    }

    @media (forced-colors: active) {
      input[type='radio'] {
        appearance: auto;
      }
    }

    .tag {
      padding: 0 calc(var(--_space) * 2);
      border: 1px solid var(--_line);
      border-radius: calc(var(--_radius) * 0.5);
      color: var(--_muted);
      font-size: 14px;
    }

    .pair {
      display: grid;
      grid-template-columns: minmax(0, 1fr) minmax(112px, auto);
      gap: calc(var(--_space) * 3);
    }

    input {
      inline-size: 100%;
      min-block-size: 44px;
      padding-inline: calc(var(--_space) * 3);
      border: 1px solid var(--_edge);
      border-radius: calc(var(--_radius) * 0.75);
      background: var(--_surface);
      color: var(--_text);
      font: inherit;
      /* Smaller, and phones would zoom in. */
      font-size: 16px;
    }

    select {
      min-block-size: 44px;
    }

    input[aria-invalid='true'] {
      border-color: var(--_danger);
    }

    input[readonly] {
      text-overflow: ellipsis;
    }

    .actions {
      display: flex;
      flex-wrap: wrap;
      gap: calc(var(--_space) * 2);
    }

    .made {
      padding: calc(var(--_space) * 4);
      border-radius: calc(var(--_radius) * 0.75);
      background: var(--_tint);
      gap: calc(var(--_space) * 3);
    }

    ul {
      display: grid;
      padding: 0;
      list-style: none;
    }

    li {
      display: grid;
      grid-template-columns: minmax(0, 1fr) auto;
      align-items: center;
      gap: 0 calc(var(--_space) * 2);
      padding-block: calc(var(--_space) * 2);
      border-block-start: 1px solid var(--_line);
      overflow-wrap: anywhere;
    }

    li > button {
      grid-row: 1 / span 2;
      grid-column: 2;
    }

    header {
      display: flex;
      align-items: center;
      justify-content: space-between;
    }

    @media (max-width: 420px) {
      .pair {
        grid-template-columns: minmax(0, 1fr);
      }
    }
  `,
];
