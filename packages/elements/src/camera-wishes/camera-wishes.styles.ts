import { css } from 'lit';
import { buttonStyles } from '../shared/button-styles.ts';
import { skin } from '../shared/skin.ts';

/** Styles of `<camera-wishes>`: dark, as the stage it lies on. */
export const cameraWishesStyles = [
  skin,
  buttonStyles,
  css`
    :host {
      --_surface: #1b2422;
      --_text: #f2f6f5;
      --_accent: var(--fernblick-stage-accent, #67d0ba);
      --_on-accent: var(--fernblick-stage-on-accent, #04211b);
      --_danger: #c5362c;
      --_focus: #fff;
      /* It stands among the notes of the call, which take every tap; beside its chips the picture does. */
      pointer-events: none !important;
      display: grid;
      justify-items: center;
      gap: calc(var(--_space) * 2);
      color: var(--_text);
      color-scheme: dark;
    }

    .chip,
    .question {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: calc(var(--_space) * 1) calc(var(--_space) * 2);
      max-inline-size: min(420px, 100%);
      padding: calc(var(--_space) * 1);
      border: 1px solid rgb(255 255 255 / 32%);
      border-radius: calc(var(--_radius) + 8px);
      background: rgb(14 19 18 / 88%);
      font-size: 14px;
      line-height: 20px;
      pointer-events: auto;
    }

    .question {
      padding: calc(var(--_space) * 4);
      border-radius: var(--_radius);
      background: var(--_surface);
      font-size: 16px;
      line-height: 24px;
    }

    .question div {
      flex: 1 1 100%;
    }

    .question small {
      color: #c4cfcc;
      font-size: 14px;
      line-height: 20px;
    }

    /* Neither answer is the one that is wished for. */
    .question button {
      flex: 1 1 96px;
      min-block-size: 48px;
      border: 2px solid var(--_text);
      font-weight: 600;
    }

    .chip > p,
    .zoom {
      padding-inline: calc(var(--_space) * 2);
    }

    .chip button {
      min-block-size: 36px;
      padding-inline: calc(var(--_space) * 3);
      border-color: rgb(255 255 255 / 55%);
      background: transparent;
      font-size: 14px;
      line-height: 20px;
    }

    .chip button[aria-pressed='true'] {
      border-color: var(--_accent);
      background: var(--_accent);
      color: var(--_on-accent);
    }

    .zoom {
      display: inline-flex;
      align-items: center;
      gap: calc(var(--_space) * 2);
      min-block-size: 36px;
    }

    .zoom input {
      inline-size: 112px;
      min-block-size: 36px;
      accent-color: var(--_accent);
    }

    output {
      min-inline-size: 4ch;
      font-variant-numeric: tabular-nums;
    }

    .waiting {
      flex-basis: 100%;
    }

    .note {
      max-inline-size: min(420px, 100%);
      border-color: rgb(255 255 255 / 32%);
      background: var(--_surface);
      pointer-events: auto;
    }

    @media (pointer: coarse) {
      .chip button,
      .zoom input {
        min-block-size: 44px;
      }
    }
  `,
];
