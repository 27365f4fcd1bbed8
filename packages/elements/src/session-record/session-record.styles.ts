import { css } from 'lit';
import { buttonStyles } from '../shared/button-styles.ts';
import { skin } from '../shared/skin.ts';

/** Styles of `<session-record>`. */
export const sessionRecordStyles = [
  skin,
  buttonStyles,
  css`
    :host {
      display: block;
    }

    .base {
      display: grid;
      gap: calc(var(--_space) * 3);
      font-size: 16px;
      line-height: 24px;
    }

    h2 {
      font-size: 18px;
      line-height: 26px;
    }

    h3 {
      font-size: 16px;
      line-height: 24px;
    }

    article {
      display: grid;
      gap: calc(var(--_space) * 3);
      padding: calc(var(--_space) * 4);
      border: 1px solid var(--_line);
      border-radius: var(--_radius);
      background: var(--_surface);
    }

    dl {
      display: grid;
      grid-template-columns: max-content 1fr;
      gap: var(--_space) calc(var(--_space) * 4);
      font-size: 14px;
      line-height: 20px;
    }

    dt {
      color: var(--_muted);
    }

    dd {
      overflow-wrap: anywhere;
    }

    .found {
      font-size: 14px;
      line-height: 20px;
    }

    .found ul {
      margin: 0;
      padding-inline-start: calc(var(--_space) * 5);
    }

    summary {
      min-block-size: 24px;
      font-size: 14px;
      line-height: 24px;
      cursor: pointer;
    }

    details[open] > summary {
      margin-block-end: calc(var(--_space) * 2);
    }

    .switch {
      display: grid;
      grid-template-columns: max-content 1fr;
      align-items: start;
      gap: 0 calc(var(--_space) * 3);
      min-block-size: 40px;
      cursor: pointer;
    }

    .switch input {
      position: relative;
      inline-size: 40px;
      block-size: 24px;
      margin: 0;
      appearance: none;
      border: 1px solid var(--_edge);
      border-radius: 12px;
      background: var(--_tint);
      cursor: pointer;
    }

    .switch input::before {
      content: '';
      position: absolute;
      inset-block-start: 3px;
      inset-inline-start: 3px;
      inline-size: 16px;
      block-size: 16px;
      border-radius: 50%;
      background: var(--_edge);
    }

    .switch input:checked {
      border-color: var(--_accent);
      background: var(--_accent);
    }

    .switch input:checked::before {
      inset-inline-start: 19px;
      background: var(--_on-accent);
    }

    .switch small {
      grid-column: 2;
      font-size: 14px;
      line-height: 20px;
      color: var(--_muted);
    }

    @media (pointer: coarse) {
      .switch {
        min-block-size: 48px;
      }
    }

    @media (forced-colors: active) {
      .switch input:checked {
        background: Highlight;
      }

      .switch input::before {
        background: CanvasText;
      }
    }
  `,
];
