import { css } from 'lit';
import { buttonStyles } from '../shared/button-styles.ts';
import { skin } from '../shared/skin.ts';

/** Styles of the list of a ticket's other open sessions. */
export const sessionChoiceStyles = [
  skin,
  buttonStyles,
  css`
    :host {
      display: block;
      margin-block-start: calc(var(--_space) * 3);
    }

    section {
      padding: calc(var(--_space) * 4);
      border: 1px solid var(--_line);
      border-radius: var(--_radius);
      background: var(--_surface);
      font-size: 14px;
      line-height: 20px;
      text-align: start;
    }

    h3 {
      font-size: 14px;
      line-height: 20px;
      font-weight: 600;
    }

    ul {
      display: grid;
      margin: 0;
      padding: 0;
      list-style: none;
    }

    li {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      justify-content: space-between;
      gap: calc(var(--_space) * 2) calc(var(--_space) * 3);
      padding-block-start: calc(var(--_space) * 3);
    }

    li + li {
      margin-block-start: calc(var(--_space) * 3);
      border-block-start: 1px solid var(--_line);
    }

    li > p {
      flex: 1 1 200px;
      min-inline-size: 0;
      overflow-wrap: anywhere;
    }

    button {
      min-block-size: 44px;
    }

    span {
      display: block;
      color: var(--_muted);
    }
  `,
];
