import { css } from 'lit';
import { buttonStyles } from '../shared/button-styles.ts';
import { skin } from '../shared/skin.ts';

/** Styles of `<call-recording>`: dark, as the stage it lies on. */
export const callRecordingStyles = [
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
      position: absolute;
      /* Over the chat too, which covers the picture on a phone. */
      z-index: 9;
      inset-block-start: calc(var(--_space) * 13);
      inset-inline: calc(var(--_space) * 4);
      display: grid;
      justify-items: start;
      gap: calc(var(--_space) * 2);
      pointer-events: none;
      color: var(--_text);
      color-scheme: dark;
    }

    .chip {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: calc(var(--_space) * 2);
      max-inline-size: min(360px, 100%);
      padding: var(--_space) var(--_space) var(--_space) calc(var(--_space) * 3);
      border: 1px solid rgb(255 255 255 / 55%);
      border-radius: calc(var(--_radius) + 8px);
      background: rgb(14 19 18 / 88%);
      font-size: 14px;
      line-height: 20px;
      pointer-events: auto;
    }

    /* On a phone how good the connection is has a line of its own above it. */
    @container (inline-size < 560px) {
      :host {
        inset-block-start: calc(var(--_space) * 24 + env(safe-area-inset-top));
      }
    }

    /* On a phone the small picture stands beside it, and its buttons below what it says. */
    @container (inline-size < 480px) {
      .chip {
        max-inline-size: calc(100% - 128px);
        padding-block-end: calc(var(--_space) * 3);
      }
    }

    .chip p {
      padding-block: calc(var(--_space) * 1.5);
      padding-inline-end: calc(var(--_space) * 2);
    }

    .chip .aside {
      flex-basis: 100%;
      padding-block: 0 var(--_space);
      font-size: 12px;
    }

    @container (inline-size >= 700px) {
      .chip {
        max-inline-size: calc(100% - 220px);
      }
    }

    .chip button {
      min-block-size: 32px;
      padding-inline: calc(var(--_space) * 3);
      border-color: rgb(255 255 255 / 55%);
      background: transparent;
      font-size: 14px;
      line-height: 20px;
    }

    .rec {
      display: inline-flex;
      align-items: center;
      min-block-size: 32px;
      gap: calc(var(--_space) * 2);
      font-weight: 700;
    }

    .rec::before {
      content: '';
      inline-size: 12px;
      block-size: 12px;
      border: 2px solid #f2f6f5;
      border-radius: 50%;
    }

    .rec[data-lit]::before {
      border-color: #ff5a4d;
      background: #ff5a4d;
    }

    .rec:not([data-lit]) {
      color: #c4cfcc;
    }

    time {
      font-variant-numeric: tabular-nums;
    }

    dialog {
      inline-size: min(480px, 100vw - 32px);
      max-block-size: calc(100dvh - 32px);
      padding: calc(var(--_space) * 6);
      border: 1px solid rgb(255 255 255 / 55%);
      border-radius: var(--_radius);
      background: var(--_surface);
      color: var(--_text);
      font-size: 16px;
      line-height: 24px;
      pointer-events: auto;
      overflow: auto;
    }

    dialog::backdrop {
      background: rgb(0 0 0 / 56%);
    }

    h2 {
      font-size: 20px;
      line-height: 28px;
    }

    dialog p {
      margin-block-start: calc(var(--_space) * 2);
    }

    .answers {
      display: grid;
      grid-template-columns: repeat(auto-fit, minmax(180px, 1fr));
      gap: calc(var(--_space) * 2);
      margin-block-start: calc(var(--_space) * 5);
    }

    /* Neither answer is the one that is wished for. */
    .answers button {
      min-block-size: 48px;
      border: 2px solid var(--_text);
      font-weight: 600;
    }

    .later {
      display: flex;
      justify-content: center;
      margin-block-start: calc(var(--_space) * 2);
    }

    @media (pointer: coarse) {
      .chip button {
        min-block-size: 44px;
      }
    }

    @media (forced-colors: active) {
      .rec[data-lit]::before {
        background: CanvasText;
      }
    }
  `,
];
