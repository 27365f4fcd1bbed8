import { css } from 'lit';
import { buttonStyles } from '../shared/button-styles.ts';
import { skin } from '../shared/skin.ts';

/** Styles of `<session-tickets>`. */
export const sessionTicketsStyles = [
  skin,
  buttonStyles,
  css`
    :host {
      display: block;
    }

    .base,
    form {
      display: grid;
      gap: calc(var(--_space) * 2);
      font-size: 14px;
      line-height: 20px;
      text-align: start;
    }

    h4 {
      font-size: 14px;
      line-height: 20px;
    }

    ul {
      display: grid;
      gap: var(--_space);
      margin: 0;
      padding: 0;
      list-style: none;
    }

    li {
      display: flex;
      align-items: center;
      justify-content: space-between;
      gap: calc(var(--_space) * 2);
      margin: 0;
    }

    li span {
      overflow-wrap: anywhere;
      font-weight: 600;
    }

    .row {
      display: flex;
      flex-wrap: wrap;
      gap: calc(var(--_space) * 2);
    }

    input {
      flex: 1 1 120px;
      min-inline-size: 0;
      min-block-size: 40px;
      padding: var(--_space) calc(var(--_space) * 3);
      border: 1px solid var(--_edge);
      border-radius: calc(var(--_radius) * 0.75);
      background: var(--_surface);
      color: var(--_text);
      font: inherit;
      font-size: 16px;
    }

    input[aria-invalid='true'] {
      border-color: var(--_danger);
    }

    .fault {
      color: var(--_danger);
    }

    .fault:empty,
    .news:empty {
      display: none;
    }

    .hint,
    .news {
      color: var(--_muted);
    }

    .create {
      justify-self: start;
    }

    @media (pointer: coarse) {
      input {
        min-block-size: 48px;
      }
    }
  `,
];
