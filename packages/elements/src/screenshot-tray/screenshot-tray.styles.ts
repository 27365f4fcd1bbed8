import { css } from 'lit';
import { buttonStyles } from '../shared/button-styles.ts';
import { skin } from '../shared/skin.ts';

/** Styles of `<screenshot-tray>`: dark, as the stage it lies on. */
export const screenshotTrayStyles = [
  skin,
  buttonStyles,
  css`
    :host {
      --_surface: #1b2422;
      --_text: #eaf1ef;
      --_accent: var(--fernblick-stage-accent, #67d0ba);
      --_on-accent: var(--fernblick-stage-on-accent, #04211b);
      position: absolute;
      z-index: 5;
      inset: 0;
      pointer-events: none;
      color: var(--_text);
      color-scheme: dark;
    }

    .flash {
      position: absolute;
      inset: 0;
      background: #fff;
      opacity: 0;
      animation: flash 200ms ease-out;
    }

    @keyframes flash {
      from {
        opacity: 0.7;
      }
    }

    .cards {
      position: absolute;
      inset-block-end: calc(var(--_space) * 26 + env(safe-area-inset-bottom) + var(--_lift, 0px));
      /* Across from the drawing tools. */
      inset-inline-end: calc(var(--_space) * 4);
      display: grid;
      gap: calc(var(--_space) * 2);
      inline-size: min(340px, calc(100% - var(--_space) * 8));
    }

    .card {
      display: grid;
      grid-template-columns: auto 1fr auto;
      align-items: start;
      gap: calc(var(--_space) * 3);
      padding: calc(var(--_space) * 2);
      border: 1px solid rgb(255 255 255 / 32%);
      border-radius: var(--_radius);
      background: var(--_surface);
      font-size: 14px;
      line-height: 20px;
      pointer-events: auto;
      animation: come 180ms ease-out;
    }

    .card > p.text {
      grid-column: 1 / 3;
      padding: calc(var(--_space) * 2);
    }

    @keyframes come {
      from {
        opacity: 0;
        translate: 0 8px;
      }
    }

    button.thumbnail {
      inline-size: 104px;
      min-block-size: 64px;
      padding: 0;
      overflow: hidden;
      background: #000;
    }

    .thumbnail img {
      display: block;
      inline-size: 100%;
      max-block-size: 104px;
      object-fit: contain;
    }

    .text {
      display: grid;
      gap: calc(var(--_space) * 2);
      min-inline-size: 0;
      padding-block-start: calc(var(--_space) * 1);
    }

    .done {
      display: flex;
      gap: calc(var(--_space) * 2);
    }

    .offers {
      display: flex;
      flex-wrap: wrap;
      gap: calc(var(--_space) * 2);
    }

    .offers button {
      min-block-size: 36px;
      padding-inline: calc(var(--_space) * 3);
      font-size: 14px;
      line-height: 20px;
    }

    progress {
      inline-size: 100%;
      block-size: 6px;
      accent-color: var(--_accent);
    }

    dialog {
      max-inline-size: min(1200px, calc(100vw - 32px));
      max-block-size: calc(100dvh - 32px);
      padding: calc(var(--_space) * 3);
      border: 1px solid rgb(255 255 255 / 32%);
      border-radius: var(--_radius);
      background: var(--_surface);
      color: var(--_text);
      pointer-events: auto;
    }

    dialog img {
      display: block;
      max-inline-size: 100%;
      max-block-size: calc(100dvh - 140px);
      margin-inline: auto;
    }

    dialog::backdrop {
      background: rgb(0 0 0 / 70%);
    }

    .dialog-actions {
      display: flex;
      flex-wrap: wrap;
      justify-content: end;
      gap: calc(var(--_space) * 2);
      padding-block-start: calc(var(--_space) * 3);
    }

    @media (pointer: coarse) {
      .offers button {
        min-block-size: 44px;
      }
    }

    @media (forced-colors: active) {
      .card {
        border: 1px solid CanvasText;
      }
    }
  `,
];
