import { css } from 'lit';
import { buttonStyles } from '../shared/button-styles.ts';
import { cardStyles } from '../shared/card.styles.ts';
import { skin } from '../shared/skin.ts';
import { previewStyles } from '../video-session/preview.styles.ts';

/** Styles of `<session-request>`. */
export const sessionRequestStyles = [
  skin,
  buttonStyles,
  cardStyles,
  previewStyles,
  css`
    :host {
      display: block;
      min-inline-size: min(100%, 240px);
    }

    .root {
      container-type: inline-size;
    }

    .body {
      grid-column: 1 / -1;
      display: grid;
      gap: calc(var(--_space) * 4);
      min-inline-size: 0;
    }

    .body p {
      color: var(--_text);
    }

    fieldset {
      display: grid;
      gap: calc(var(--_space) * 2);
      min-inline-size: 0;
    }

    legend,
    .field > label {
      padding: 0;
      font-size: 14px;
      line-height: 20px;
      font-weight: 600;
    }

    legend {
      margin-block-end: calc(var(--_space) * 2);
    }

    .field {
      grid-template-columns: minmax(0, 1fr);
    }

    textarea,
    #number,
    input[type='datetime-local'] {
      box-sizing: border-box;
      inline-size: 100%;
      min-inline-size: 0;
      min-block-size: 40px;
      padding: calc(var(--_space) * 2) calc(var(--_space) * 3);
      border: 1px solid var(--_edge);
      border-radius: calc(var(--_radius) * 0.75);
      background: var(--_surface);
      color: var(--_text);
      font: inherit;
      /* Below 16 px phones would zoom in. */
      font-size: 16px;
      line-height: 24px;
    }

    textarea {
      resize: vertical;
      field-sizing: content;
      min-block-size: 88px;
      max-block-size: 320px;
    }

    [aria-invalid='true'] {
      border: 2px solid var(--_danger);
    }

    .time {
      display: flex;
      gap: calc(var(--_space) * 2);
    }

    .times {
      display: grid;
      gap: calc(var(--_space) * 3);
      justify-items: start;
    }

    .times > * {
      max-inline-size: 100%;
    }

    .times > .field {
      inline-size: min(100%, 320px);
    }

    fieldset .times {
      padding-inline-start: calc(var(--_space) * 8);
    }

    .add {
      margin-inline-start: calc(var(--_space) * -4);
      font-size: 14px;
    }

    .choice {
      display: flex;
      gap: calc(var(--_space) * 3);
      align-items: start;
      padding-block: calc(var(--_space) * 1);
      font-size: 16px;
      line-height: 24px;
      cursor: pointer;
    }

    .choice:has(:disabled) {
      cursor: default;
      text-decoration: line-through;
    }

    .choice input {
      flex: none;
      inline-size: 20px;
      block-size: 20px;
      margin: 2px 0;
      accent-color: var(--_accent);
    }

    .choice .hint {
      display: block;
    }

    .body .hint,
    .hint {
      font-size: 14px;
      line-height: 20px;
      color: var(--_muted);
    }

    .mistake {
      display: flex;
      gap: calc(var(--_space) * 1);
      color: var(--_danger-text);
      font-weight: 600;
    }

    .quote {
      margin: 0;
      padding-inline-start: calc(var(--_space) * 3);
      border-inline-start: 3px solid var(--_line);
      font-size: 16px;
      line-height: 24px;
      white-space: pre-wrap;
      overflow-wrap: anywhere;
      max-block-size: 240px;
      overflow-y: auto;
    }

    .checks {
      display: grid;
      gap: calc(var(--_space) * 3);
      margin-block-start: calc(var(--_space) * 2);
      max-inline-size: 400px;
    }

    .check .mirror-empty {
      color: #fff;
    }

    .check .field {
      display: grid;
    }

    .when {
      font-size: 16px;
      line-height: 24px;
      font-weight: 600;
    }

    .card .body .when {
      font-size: 16px;
      line-height: 24px;
    }

    .name {
      color: var(--_muted);
    }

    @media (pointer: coarse) {
      textarea,
      #number,
      input[type='datetime-local'] {
        min-block-size: 48px;
      }

      .choice {
        padding-block: calc(var(--_space) * 3);
      }

      fieldset {
        gap: 0;
      }
    }

    @container (inline-size < 360px) {
      fieldset .times {
        padding-inline-start: 0;
      }
    }
  `,
  css`
    :host {
      --_danger-text: var(--fernblick-danger, #b3261e);
    }

    @supports (color: light-dark(#000, #fff)) {
      :host {
        --_danger-text: var(--fernblick-danger, light-dark(#b3261e, #ffb4ab));
      }
    }
  `,
];
