import { css } from 'lit';
import { buttonStyles } from '../shared/button-styles.ts';
import { skin } from '../shared/skin.ts';

/** Styles of `<session-notes>`. */
export const sessionNotesStyles = [
  skin,
  buttonStyles,
  css`
    :host {
      display: block;
    }

    .base,
    section,
    form {
      display: grid;
      gap: calc(var(--_space) * 2);
    }

    .base {
      gap: calc(var(--_space) * 4);
      font-size: 16px;
      line-height: 24px;
      text-align: start;
    }

    h2 {
      font-size: 18px;
      line-height: 26px;
    }

    h3,
    .field span {
      font-size: 14px;
      line-height: 20px;
      font-weight: 600;
    }

    .field {
      display: grid;
      gap: var(--_space);
    }

    textarea,
    select {
      inline-size: 100%;
      padding: calc(var(--_space) * 2) calc(var(--_space) * 3);
      border: 1px solid var(--_edge);
      border-radius: calc(var(--_radius) * 0.75);
      background: var(--_surface);
      color: var(--_text);
      font: inherit;
      font-size: 16px;
      line-height: 24px;
    }

    textarea {
      min-block-size: 96px;
      max-block-size: 50vh;
      field-sizing: content;
      resize: vertical;
    }

    select {
      min-block-size: 40px;
    }

    .newer {
      display: grid;
      justify-items: start;
      gap: calc(var(--_space) * 2);
    }

    .hint,
    .standing,
    .filed span {
      font-size: 14px;
      line-height: 20px;
      color: var(--_muted);
    }

    .standing {
      min-block-size: 20px;
    }

    .standing[data-alarm='true'],
    .missing {
      color: var(--_danger);
    }

    .missing:empty {
      display: none;
    }

    .actions {
      display: flex;
      flex-wrap: wrap;
      gap: calc(var(--_space) * 2);
    }

    .conflict {
      padding: calc(var(--_space) * 3);
      border: 1px solid var(--_edge);
      border-radius: calc(var(--_radius) * 0.75);
      background: var(--_tint);
    }

    blockquote {
      margin: 0;
      max-block-size: 200px;
      overflow: auto;
      white-space: pre-wrap;
      overflow-wrap: anywhere;
    }

    .filed {
      display: grid;
    }

    .filed:focus {
      outline: none;
    }

    section > button,
    .filed + button {
      justify-self: start;
    }
  `,
];
