import { css } from 'lit';
import { buttonStyles } from '../shared/button-styles.ts';
import { skin } from '../shared/skin.ts';

/** Styles of `<session-recordings>`. */
export const sessionRecordingsStyles = [
  skin,
  buttonStyles,
  css`
    :host {
      display: block;
    }

    .base,
    ul,
    li {
      display: grid;
      gap: calc(var(--_space) * 3);
    }

    h4 {
      margin: 0;
      font-size: 16px;
      line-height: 24px;
    }

    ul {
      margin: 0;
      padding: 0;
      list-style: none;
    }

    .about {
      display: flex;
      flex-wrap: wrap;
      gap: 0 calc(var(--_space) * 3);
      font-size: 14px;
      line-height: 20px;
      color: var(--_muted);
    }

    .about strong {
      color: var(--_text);
    }

    .poster,
    video {
      display: block;
      inline-size: 100%;
      max-block-size: 70vh;
      aspect-ratio: 16 / 9;
      border-radius: calc(var(--_radius) * 0.75);
      background: #0e1312;
    }

    .actions,
    .dialog-actions,
    .chapters {
      display: flex;
      flex-wrap: wrap;
      gap: calc(var(--_space) * 2);
    }

    .chapters {
      padding: 0;
      font-size: 14px;
      line-height: 20px;
    }

    .chapters legend {
      padding: 0;
      margin-block-end: var(--_space);
    }

    .chapters button {
      font-size: 14px;
      line-height: 20px;
    }

    dialog {
      inline-size: min(400px, calc(100vw - 32px));
      padding: calc(var(--_space) * 6);
      border: 1px solid var(--_line);
      border-radius: var(--_radius);
      background: var(--_surface);
      color: var(--_text);
    }

    dialog::backdrop {
      background: rgb(0 0 0 / 56%);
    }

    dialog p,
    dialog .field {
      margin-block-start: calc(var(--_space) * 3);
    }

    input {
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
      justify-content: end;
      margin-block-start: calc(var(--_space) * 5);
    }
  `,
];
