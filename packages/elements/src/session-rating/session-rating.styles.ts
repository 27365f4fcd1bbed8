import { css } from 'lit';
import { buttonStyles } from '../shared/button-styles.ts';
import { skin } from '../shared/skin.ts';

/** Stars, wherever they are shown. */
export const starStyles = css`
  .star {
    display: block;
    fill: none;
    stroke: var(--_edge);
    stroke-width: 1.5;
    stroke-linejoin: round;
  }

  .star[data-full='true'] {
    fill: var(--_star);
    stroke: var(--_star-edge);
  }

  .row {
    display: inline-flex;
    gap: 2px;
  }

  :host {
    --_star: #f2b01e;
    --_star-edge: color-mix(in srgb, #8a5a00 80%, var(--_text));
  }
`;

/** Styles of `<session-rating>`. */
export const sessionRatingStyles = [
  skin,
  buttonStyles,
  starStyles,
  css`
    :host {
      display: block;
    }

    form,
    .given {
      display: grid;
      gap: calc(var(--_space) * 3);
      justify-items: start;
      text-align: start;
      font-size: 16px;
      line-height: 24px;
    }

    fieldset,
    .field {
      inline-size: 100%;
    }

    legend {
      padding: 0;
      font-weight: 600;
      margin-block-end: calc(var(--_space) * 2);
    }

    .choices {
      display: flex;
    }

    .choice {
      position: relative;
      display: grid;
      place-items: center;
      inline-size: 48px;
      block-size: 48px;
      border-radius: calc(var(--_radius) * 0.75);
      cursor: pointer;
    }

    .choice input {
      position: absolute;
      inset: 0;
      margin: 0;
      opacity: 0;
      cursor: pointer;
    }

    .choice .star {
      inline-size: 32px;
      block-size: 32px;
    }

    .choice:has(input:focus-visible) {
      outline: 2px solid var(--_accent);
      outline-offset: -2px;
    }

    @media (hover: hover) {
      .choice:hover {
        background: var(--_tint);
      }
    }

    textarea {
      inline-size: 100%;
      min-block-size: 80px;
      padding: calc(var(--_space) * 2) calc(var(--_space) * 3);
      border: 1px solid var(--_edge);
      border-radius: calc(var(--_radius) * 0.75);
      background: var(--_surface);
      color: var(--_text);
      font: inherit;
      font-size: 16px;
      line-height: 24px;
      resize: vertical;
    }

    .hint {
      color: var(--_muted);
    }

    .actions {
      display: flex;
      flex-wrap: wrap;
      gap: calc(var(--_space) * 2);
    }

    blockquote {
      margin: 0;
      white-space: pre-wrap;
      overflow-wrap: anywhere;
    }

    @media (forced-colors: active) {
      .star {
        stroke: CanvasText;
      }

      .star[data-full='true'] {
        fill: Highlight;
      }
    }
  `,
];
