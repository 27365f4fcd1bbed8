import { css } from 'lit';
import { buttonStyles } from '../shared/button-styles.ts';
import { skin } from '../shared/skin.ts';

/** Styles of the server's own page for numbers and links. */
export const joinPageStyles = [
  skin,
  buttonStyles,
  css`
    :host {
      display: grid;
      align-content: center;
      justify-items: center;
      box-sizing: border-box;
      min-block-size: 100dvh;
      padding: calc(var(--_space) * 4);
      background: var(--_tint);
      font:
        16px / 24px system-ui,
        sans-serif;
    }

    main {
      inline-size: min(100%, 420px);
    }

    main.stage {
      inline-size: 100%;
    }

    form,
    .panel {
      display: grid;
      gap: calc(var(--_space) * 4);
      padding: calc(var(--_space) * 6);
      border: 1px solid var(--_line);
      border-radius: var(--_radius);
      background: var(--_surface);
    }

    h1:focus {
      outline: none;
    }

    h1 {
      margin: 0;
      font-size: 22px;
      line-height: 30px;
      text-wrap: balance;
    }

    .hint {
      color: var(--_muted);
    }

    .field > span {
      font-size: 16px;
      line-height: 24px;
      font-weight: 600;
    }

    input {
      inline-size: 100%;
      min-block-size: 52px;
      padding-inline: calc(var(--_space) * 3);
      border: 1px solid var(--_edge);
      border-radius: calc(var(--_radius) * 0.75);
      background: var(--_surface);
      color: var(--_text);
      font: inherit;
      /* Smaller, and phones would zoom in. */
      font-size: 16px;
    }

    small {
      font-size: 14px;
      line-height: 20px;
    }

    input:focus-visible {
      outline: 2px solid var(--_accent);
      outline-offset: 2px;
    }

    input[aria-invalid='true'] {
      border-color: var(--_danger);
    }

    input.number {
      font-size: 24px;
      line-height: 32px;
      letter-spacing: 0.06em;
      font-variant-numeric: tabular-nums;
    }

    .fault {
      color: color-mix(in srgb, var(--_danger) 60%, var(--_text));
    }

    .another {
      margin-block-start: calc(var(--_space) * 3);
    }
  `,
];
