import { css } from 'lit';
import { buttonStyles } from '../shared/button-styles.ts';
import { skin } from '../shared/skin.ts';

/** Styles of `<contact-record>`. */
export const contactRecordStyles = [
  skin,
  buttonStyles,
  css`
    :host {
      display: block;
    }

    .base,
    section {
      display: grid;
      gap: calc(var(--_space) * 2);
    }

    .base {
      gap: calc(var(--_space) * 4);
      font-size: 14px;
      line-height: 20px;
      text-align: start;
    }

    h2 {
      font-size: 18px;
      line-height: 26px;
      overflow-wrap: anywhere;
    }

    h3 {
      font-size: 14px;
      line-height: 20px;
    }

    .fields {
      display: grid;
      grid-template-columns: minmax(64px, max-content) minmax(0, 1fr);
      align-items: start;
      gap: var(--_space) calc(var(--_space) * 3);
    }

    .fields label {
      max-inline-size: 128px;
      padding-block: calc(var(--_space) + 1px);
      overflow-wrap: anywhere;
      color: var(--_muted);
    }

    .fields textarea {
      inline-size: 100%;
      min-block-size: 30px;
      padding: var(--_space) calc(var(--_space) * 2);
      border: 1px solid var(--_edge);
      border-radius: calc(var(--_radius) * 0.5);
      background: var(--_surface);
      color: var(--_text);
      font: inherit;
      line-height: 20px;
      field-sizing: content;
      resize: vertical;
    }

    .fields textarea[readonly] {
      border-color: transparent;
      background: none;
    }

    .fault {
      grid-column: 2;
      color: var(--_danger);
    }

    .conflict {
      grid-column: 2;
      display: grid;
      gap: calc(var(--_space) * 2);
      margin-block-end: calc(var(--_space) * 2);
      padding: calc(var(--_space) * 3);
      border: 1px solid var(--_edge);
      border-radius: calc(var(--_radius) * 0.75);
      background: var(--_tint);
    }

    .conflict blockquote {
      margin: 0;
      max-block-size: 120px;
      overflow: auto;
      font-weight: 600;
      white-space: pre-wrap;
      overflow-wrap: anywhere;
    }

    .conflict .row {
      display: flex;
      flex-wrap: wrap;
      gap: calc(var(--_space) * 2);
    }

    .conflict button {
      font-size: 14px;
      line-height: 20px;
    }

    .fault:empty {
      display: none;
    }

    .hint {
      color: var(--_muted);
    }

    ol {
      display: grid;
      gap: calc(var(--_space) * 2);
      list-style: none;
    }

    li {
      display: grid;
      padding-block-end: calc(var(--_space) * 2);
      border-block-end: 1px solid var(--_line);
      overflow-wrap: anywhere;
    }

    li span {
      color: var(--_muted);
    }

    button.line {
      justify-self: start;
      min-block-size: 24px;
      padding: 0;
      border: 0;
      background: none;
      color: var(--_accent);
      font-weight: 650;
      text-align: start;
      text-decoration: underline;
    }

    section > button {
      justify-self: start;
    }

    @media (pointer: coarse) {
      .fields textarea {
        min-block-size: 44px;
        padding-block: calc(var(--_space) * 2 + 3px);
        font-size: 16px;
      }
    }
  `,
];
