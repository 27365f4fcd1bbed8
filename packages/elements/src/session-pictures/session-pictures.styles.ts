import { css } from 'lit';
import { buttonStyles } from '../shared/button-styles.ts';
import { removalStyles } from '../shared/removal.ts';
import { skin } from '../shared/skin.ts';

/** Styles of `<session-pictures>`. */
export const sessionPicturesStyles = [
  skin,
  buttonStyles,
  removalStyles,
  css`
    :host {
      display: block;
    }

    .base {
      display: grid;
      gap: calc(var(--_space) * 3);
      font-size: 14px;
      line-height: 20px;
    }

    h4 {
      margin: 0;
      font-size: 14px;
      line-height: 20px;
    }

    ul {
      display: grid;
      grid-template-columns: repeat(auto-fill, minmax(112px, 1fr));
      gap: calc(var(--_space) * 3);
      margin: 0;
      padding: 0;
      list-style: none;
    }

    li {
      display: grid;
      gap: var(--_space);
      align-content: start;
      min-inline-size: 0;
    }

    li[data-version] button.thumbnail {
      border-style: dashed;
    }

    button.thumbnail {
      inline-size: 100%;
      block-size: 96px;
      padding: 0;
      overflow: hidden;
      background: var(--_tint);
    }

    .thumbnail img {
      display: block;
      inline-size: 100%;
      block-size: 100%;
      object-fit: cover;
    }

    .placeholder {
      display: grid;
      place-items: center;
      color: var(--_muted);
    }

    li p {
      display: grid;
      overflow-wrap: anywhere;
    }

    li p span {
      color: var(--_muted);
    }

    dialog {
      inline-size: fit-content;
      max-inline-size: min(1200px, calc(100vw - 32px));
    }

    #editor {
      inline-size: calc(100vw - 16px);
      max-inline-size: 1600px;
      max-block-size: calc(100dvh - 16px);
      padding: calc(var(--_space) * 2);
    }

    screenshot-editor {
      block-size: calc(100dvh - 100px);
      min-block-size: 0;
    }

    #editor p {
      flex: 1;
      align-self: center;
    }

    img.large {
      display: block;
      max-inline-size: 100%;
      max-block-size: calc(100dvh - 150px);
      margin-inline: auto;
    }
  `,
];
