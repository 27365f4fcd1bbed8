import { css } from 'lit';
import { skin } from '../shared/skin.ts';

const overlay = css`
  :host {
    --_glass: rgb(14 19 18 / 86%);
    --_on-glass: #f2f6f5;
    --_chosen: #f2f6f5;
    --_on-chosen: #0e1312;
    position: relative;
    display: block;
  }

  :host([for]) {
    position: absolute;
    pointer-events: none;
  }

  ::slotted(video),
  ::slotted(img) {
    display: block;
    inline-size: 100%;
  }

  .base,
  .surface,
  .ink,
  .wet {
    position: absolute;
    inset: 0;
  }

  /* What the page has over the picture lies outside of it. */
  .clear {
    position: absolute;
    inset-block: var(--fernblick-tools-top, 0px) var(--fernblick-tools-bottom, 0px);
    inset-inline: 0;
  }

  .base {
    overflow: hidden;
    pointer-events: none;
  }

  .surface {
    touch-action: none;
    user-select: none;
    -webkit-user-select: none;
    -webkit-touch-callout: none;
    pointer-events: auto;
    cursor: crosshair;
    outline: none;
  }

  [data-watching] .surface {
    pointer-events: none;
  }

  .surface[data-tool='text'] {
    cursor: text;
  }

  .surface:focus-visible {
    box-shadow:
      inset 0 0 0 2px #fff,
      inset 0 0 0 4px #000;
  }

  .ink,
  .wet {
    inline-size: 100%;
    block-size: 100%;
    fill: none;
    stroke-linecap: round;
    stroke-linejoin: round;
    pointer-events: none;
  }

  .ink:not([data-painting]) {
    visibility: hidden;
  }

  .tools {
    --_item: 36px;
    position: absolute;
    z-index: 4;
    inset-inline-start: var(--fernblick-tools-start, 8px);
    inset-block-start: 50%;
    translate: 0 -50%;
    display: grid;
    gap: 6px;
    padding: 6px;
    border-radius: var(--_radius);
    background: var(--_glass);
    color: var(--_on-glass);
    color-scheme: dark;
    pointer-events: auto;
  }

  .group {
    display: grid;
    grid-template-columns: repeat(3, var(--_item));
    gap: 2px;
  }

  .group + .group {
    padding-block-start: 6px;
    border-block-start: 1px solid rgb(255 255 255 / 24%);
  }

  button {
    font: inherit;
    display: grid;
    place-items: center;
    inline-size: var(--_item);
    block-size: var(--_item);
    margin: 0;
    padding: 0;
    border: 2px solid transparent;
    border-radius: calc(var(--_radius) * 0.66);
    background: transparent;
    color: inherit;
    cursor: pointer;
    touch-action: manipulation;
    -webkit-tap-highlight-color: transparent;
  }

  button:focus-visible {
    outline: 2px solid #fff;
    outline-offset: -1px;
  }

  button[aria-disabled='true'] {
    opacity: 0.4;
    cursor: default;
  }

  .item[aria-checked='true'],
  .step[aria-checked='true'] {
    background: var(--_chosen);
    color: var(--_on-chosen);
  }

  @media (hover: hover) {
    button:hover:not([aria-disabled='true'], [aria-checked='true']) {
      background: rgb(255 255 255 / 16%);
    }
  }

  .swatch::before,
  .fold[data-color]::before {
    content: '';
    inline-size: 20px;
    block-size: 20px;
    border: 2px solid #0e1312;
    border-radius: 50%;
    background: var(--_color);
    box-shadow: 0 0 0 1.5px rgb(255 255 255 / 72%);
  }

  .swatch[aria-checked='true'] {
    border-color: #fff;
  }

  .swatch[aria-checked='true']::before {
    scale: 1.2;
  }

  [data-color='red'] {
    --_color: #ff5a4d;
  }

  [data-color='yellow'] {
    --_color: #ffd60a;
  }

  [data-color='green'] {
    --_color: #34d673;
  }

  [data-color='blue'] {
    --_color: #3db4ff;
  }

  [data-color='pink'] {
    --_color: #ff74d4;
  }

  [data-color='white'] {
    --_color: #fff;
  }

  .widths {
    grid-template-columns: repeat(5, 1fr);
  }

  .widths button {
    inline-size: auto;
    min-inline-size: 0;
    block-size: 28px;
  }

  /* All of it border, which is to be seen in forced colours too, as with switches. */
  .step::before,
  .fold[data-width]::before {
    content: '';
    border: var(--_dot) solid;
    border-radius: 50%;
  }

  [data-width='1'] {
    --_dot: 2px;
  }

  [data-width='2'] {
    --_dot: 3px;
  }

  [data-width='3'] {
    --_dot: 4px;
  }

  [data-width='4'] {
    --_dot: 6px;
  }

  [data-width='5'] {
    --_dot: 8px;
  }

  button.wordy {
    grid-column: 1 / -1;
    inline-size: auto;
    block-size: auto;
    min-block-size: 32px;
    padding: 2px 8px;
    font-size: 14px;
    line-height: 18px;
  }

  button[role='switch'] {
    gap: 2px 8px;
    padding-block: 4px;
  }

  button[role='switch']::before,
  button[role='switch']::after {
    content: '';
    grid-area: 2 / 1;
    border: 2px solid;
    border-radius: 9px;
  }

  button[role='switch']::before {
    inline-size: 32px;
    block-size: 18px;
  }

  button[role='switch']::after {
    margin-inline-end: 14px;
    border-width: 5px;
  }

  button[role='switch'][aria-checked='true']::after {
    margin-inline: 14px 0;
  }

  .fold {
    display: none;
  }

  /* On a small picture one row says what is chosen; what there is to choose from takes its place for as long. */
  :host([data-narrow]) .tools {
    --_item: 48px;
    inset-block: auto max(var(--fernblick-tools-bottom, 8px), env(safe-area-inset-bottom));
    inset-inline: 8px;
    translate: none;
    display: flex;
    justify-content: space-evenly;
    gap: 2px;
    /* Two thirds of the picture stay free. */
    max-block-size: max(64px, 33% - 8px);
    padding: 8px 4px;
    overflow: auto;
    overscroll-behavior: contain;
    scrollbar-width: thin;
  }

  :host([data-narrow]) .tools[data-open] {
    flex-wrap: wrap;
    justify-content: center;
    /* Of a row that is to be scrolled to something is seen. */
    gap: 4px 8px;
    padding-block: 4px;
  }

  :host([data-narrow]) .tools button {
    flex: 0 1 auto;
    min-inline-size: 44px;
    block-size: 44px;
  }

  :host([data-narrow]) .fold {
    display: grid;
  }

  :host([data-narrow]) .actions,
  :host([data-narrow]) [data-unfolded] {
    display: contents;
  }

  :host([data-narrow]) .group:not(.actions, [data-unfolded]),
  :host([data-narrow])
    .actions:not([data-unfolded])
    > :not([data-action='undo'], [data-action='delete']),
  :host([data-narrow]) [data-open] > :not([data-unfolded], [aria-expanded='true']) {
    display: none;
  }

  .fold[aria-expanded='true'] {
    background: rgb(255 255 255 / 24%);
  }

  :host([data-narrow]) .widths button {
    inline-size: 48px;
  }

  :host([data-narrow]) button.wordy {
    padding-inline: 12px;
  }

  :host([data-narrow]) button[role='switch']::before,
  :host([data-narrow]) button[role='switch']::after {
    grid-area: 1 / 2;
  }

  @media (forced-colors: active) {
    .tools,
    button {
      border: 1px solid ButtonText;
    }

    .swatch::before,
    .fold[data-color]::before {
      forced-color-adjust: none;
    }

    [aria-checked='true'] {
      border: 3px solid Highlight;
    }
  }
`;

export const arOverlayStyles = [skin, overlay];
