import { css } from 'lit';
import { skin } from '../shared/skin.ts';

const editor = css`
  :host {
    display: block;
    container-type: inline-size;
    min-block-size: 360px;
    block-size: min(85dvh, 820px);
  }

  .base {
    position: relative;
    display: grid;
    grid-template: auto minmax(0, 1fr) / auto minmax(0, 1fr) 232px;
    grid-template-areas: 'actions actions actions' 'tools stage panel';
    block-size: 100%;
    overflow: hidden;
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    background: var(--_surface);
  }

  .actions {
    grid-area: actions;
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px 12px;
    padding: 6px;
    border-block-end: 1px solid var(--_line);
  }

  .actions .group {
    display: flex;
    gap: 2px;
  }

  .out {
    margin-inline-start: auto;
  }

  .actions .out {
    gap: 8px;
  }

  .folds {
    display: none !important;
  }

  .tools {
    grid-area: tools;
    --_item: 40px;
    gap: 8px;
    padding: 8px;
    border-inline-end: 1px solid var(--_line);
  }

  .tools,
  .panel {
    display: grid;
    align-content: start;
    overflow-y: auto;
  }

  .tools .group {
    display: grid;
    grid-template-columns: repeat(2, var(--_item));
    gap: 2px;
  }

  .tools .group + .group {
    padding-block-start: 8px;
    border-block-start: 1px solid var(--_line);
  }

  button {
    font: inherit;
    font-size: 16px;
    line-height: 24px;
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

  .item,
  .swatch,
  .step {
    display: grid;
    place-items: center;
    inline-size: var(--_item, 40px);
    block-size: var(--_item, 40px);
  }

  .wordy {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: 8px;
  }

  .wordy,
  .wide {
    min-block-size: 40px;
    padding: 4px 14px;
    border: 1px solid var(--_edge);
  }

  .main {
    border-color: var(--_accent);
    background: var(--_accent);
    color: var(--_on-accent);
    font-weight: 600;
  }

  @media (hover: hover) {
    button:hover:not([aria-disabled='true'], [aria-checked='true'], [aria-pressed='true'], .main) {
      background: var(--_tint);
    }

    .main:hover:not([aria-disabled='true']) {
      background: color-mix(in srgb, var(--_accent) 88%, var(--_text));
    }
  }

  button[aria-disabled='true'] {
    opacity: 0.4;
    cursor: default;
  }

  :focus {
    outline: none;
  }

  :focus-visible {
    outline: 2px solid var(--_accent);
    outline-offset: 1px;
  }

  .item[aria-checked='true'],
  .step[aria-checked='true'],
  .layer[aria-pressed='true'] {
    background: var(--_text);
    color: var(--_surface);
  }

  .item[aria-expanded='true'] {
    border-color: var(--_edge);
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
    border-color: var(--_text);
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

  [data-color='none'] {
    --_color: #000;
  }

  /* No more in a row than leave each of them 24 px (WCAG 2.2, 2.5.8). */
  .tools .widths {
    grid-template-columns: repeat(3, 1fr);
  }

  .widths button {
    inline-size: auto;
    min-inline-size: 24px;
    block-size: 28px;
  }

  /* All of it border, which is to be seen in forced colours too. */
  .step::before,
  .fold[data-width]::before {
    content: '';
    border: var(--_dot) solid;
    border-radius: 50%;
  }

  [data-width='1'] {
    --_dot: 1.5px;
  }

  [data-width='2'] {
    --_dot: 2.5px;
  }

  [data-width='3'] {
    --_dot: 4px;
  }

  [data-width='4'] {
    --_dot: 5.5px;
  }

  [data-width='5'] {
    --_dot: 7px;
  }

  .fold,
  .now {
    display: none;
  }

  .stage {
    grid-area: stage;
    position: relative;
    overflow: hidden;
    background: #0e1312;
    color: #f2f6f5;
    touch-action: none;
    user-select: none;
    -webkit-user-select: none;
    -webkit-touch-callout: none;
    cursor: crosshair;
  }

  .stage[data-tool='select'] {
    cursor: default;
  }

  .stage[data-tool='text'] {
    cursor: text;
  }

  .stage:focus-visible {
    outline: none;
  }

  .stage:focus-visible::after {
    content: '';
    position: absolute;
    inset: 0;
    box-shadow:
      inset 0 0 0 2px #fff,
      inset 0 0 0 4px #000;
    pointer-events: none;
  }

  .sheet {
    position: absolute;
    inset-block-start: 0;
    left: 0;
    transform-origin: 0 0;
    /* What is clear in a picture shows as a chequered ground. */
    background: repeating-conic-gradient(#fff 0% 25%, #d8dedc 0% 50%) 0 0 / 16px 16px;
  }

  .sheet canvas,
  .sheet svg,
  .chrome {
    position: absolute;
    inset: 0;
    inline-size: 100%;
    block-size: 100%;
    pointer-events: none;
  }

  .sheet svg {
    stroke-linejoin: round;
    stroke-linecap: round;
  }

  /* A layer of the browser's own: a line that grows must not repaint all others. */
  .draft {
    will-change: transform;
  }

  .held {
    visibility: hidden;
  }

  .frame {
    fill: none;
  }

  .frame.dark {
    stroke: #000;
    stroke-width: 3;
  }

  .frame.light {
    stroke: #fff;
    stroke-width: 1.5;
    stroke-dasharray: 5 4;
  }

  .handle {
    fill: #fff;
    stroke: #000;
    stroke-width: 1.5;
  }

  .cut {
    fill: rgb(0 0 0 / 62%);
  }

  .notice {
    position: absolute;
    inset-block-start: 12px;
    inset-inline: 12px;
    inline-size: fit-content;
    max-inline-size: min(48ch, calc(100% - 24px));
    margin-inline: auto;
    padding: 6px 14px;
    border-radius: 16px;
    background: rgb(14 19 18 / 90%);
    color: #f2f6f5;
    font-size: 14px;
    line-height: 20px;
    text-align: center;
  }

  .writing {
    position: absolute;
    z-index: 2;
    inline-size: min(260px, 70%);
    padding: 6px 10px;
    border: 2px solid #fff;
    border-radius: calc(var(--_radius) * 0.66);
    background: #0e1312;
    color: #f2f6f5;
    font: inherit;
    font-size: 16px;
    user-select: text;
    -webkit-user-select: text;
  }

  .panel {
    grid-area: panel;
    gap: 12px;
    padding: 12px;
    border-inline-start: 1px solid var(--_line);
    font-size: 14px;
    line-height: 20px;
  }

  h3 {
    margin: 0;
    font-size: 14px;
    font-weight: 600;
  }

  .none {
    color: var(--_muted);
  }

  .layers {
    display: grid;
    gap: 2px;
    margin: 0;
    padding: 0;
    list-style: none;
  }

  .layer {
    display: flex;
    align-items: center;
    gap: 8px;
    inline-size: 100%;
    min-block-size: 36px;
    padding: 4px 8px;
    font-size: 14px;
    line-height: 20px;
    text-align: start;
    overflow-wrap: anywhere;
  }

  .layer::before {
    content: '';
    flex: none;
    inline-size: 12px;
    block-size: 12px;
    border: 1px solid #0e1312;
    border-radius: 50%;
    background: var(--_color);
    box-shadow: 0 0 0 1px rgb(255 255 255 / 72%);
  }

  .fields {
    display: grid;
    grid-template-columns: 1fr 1fr;
    gap: 8px;
    padding-block-start: 12px;
    border-block-start: 1px solid var(--_line);
  }

  .fields legend {
    float: inline-start;
    grid-column: 1 / -1;
    padding: 0;
    font-weight: 600;
  }

  .fields label {
    display: grid;
    gap: 2px;
  }

  .fields .text,
  .fields .wide {
    grid-column: 1 / -1;
  }

  .fields input {
    inline-size: 100%;
    min-inline-size: 0;
    min-block-size: 36px;
    padding: 4px 8px;
    border: 1px solid var(--_edge);
    border-radius: calc(var(--_radius) * 0.5);
    background: var(--_surface);
    color: inherit;
    font: inherit;
    font-size: 16px;
  }

  @container (max-width: 759px) {
    .base {
      grid-template: auto minmax(0, 1fr) auto / minmax(0, 1fr);
      grid-template-areas: 'actions' 'stage' 'tools';
    }

    .actions {
      --_item: 48px;
      gap: 4px 8px;
    }

    .folds {
      display: flex !important;
    }

    .arrange,
    .zoom {
      display: none !important;
    }

    [data-open='more'] .arrange,
    [data-open='more'] .zoom {
      display: flex !important;
      order: 1;
    }

    .wordy {
      min-block-size: 48px;
      min-inline-size: 48px;
    }

    .download {
      padding: 0;
    }

    .download span {
      position: absolute;
      inline-size: 1px;
      block-size: 1px;
      overflow: hidden;
      clip-path: inset(50%);
      white-space: nowrap;
    }

    /* What the page keeps is not what one carries off: the second way out is one tap further. */
    [data-savable] .download {
      display: none;
    }

    [data-open='more'] [data-savable] .download {
      display: inline-flex;
    }

    [data-open='more'] .out {
      order: 2;
    }

    .tools {
      --_item: 48px;
      display: flex;
      flex-wrap: wrap;
      justify-content: center;
      gap: 8px;
      padding: 8px 8px max(8px, env(safe-area-inset-bottom));
      border: 0;
      border-block-start: 1px solid var(--_line);
      overflow: visible;
    }

    .tools .group {
      display: contents;
    }

    .fold {
      display: grid;
    }

    /* Fingers have no tooltips: what the hand holds is said. */
    .now {
      flex: 1;
      display: block;
      align-self: center;
      padding-inline-start: 12px;
    }

    .tools .colors,
    .tools .widths {
      display: none;
    }

    .tools[data-open='color'] .colors,
    .tools[data-open='width'] .widths {
      order: -1;
      flex: 1 0 100%;
      display: grid;
      grid-auto-flow: column;
      grid-template-columns: none;
      grid-auto-columns: 1fr;
      justify-items: center;
      gap: 8px;
      padding: 0 0 8px;
      border: 0;
      border-block-end: 1px solid var(--_line);
    }

    .widths button {
      inline-size: 48px;
      block-size: 48px;
    }

    .panel {
      display: none;
      grid-area: stage;
      z-index: 3;
      border: 0;
      background: var(--_surface);
    }

    [data-open='layers'] .panel {
      display: grid;
    }

    .layer,
    .fields input {
      min-block-size: 48px;
    }
  }

  @media (forced-colors: active) {
    button,
    .notice {
      border: 1px solid ButtonText;
    }

    .swatch::before,
    .layer::before,
    .fold[data-color]::before {
      forced-color-adjust: none;
    }

    [aria-checked='true'],
    [aria-pressed='true'] {
      border: 3px solid Highlight;
    }
  }
`;

export const screenshotEditorStyles = [skin, editor];
