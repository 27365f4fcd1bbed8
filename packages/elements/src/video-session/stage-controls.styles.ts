import { css } from 'lit';

/** The bar of the call and the panel above it. */
export const stageControlStyles = css`
  .bar {
    position: absolute;
    z-index: 6;
    inset-block-end: var(--_edge-space);
    inset-inline: var(--_edge-space);
    display: flex;
    justify-content: center;
    gap: calc(var(--_space) * 2);
    inline-size: fit-content;
    max-inline-size: calc(100% - var(--_edge-space) * 2);
    margin-inline: auto;
    padding: 4px;
    border-radius: calc(var(--_radius) + 4px);
    background: var(--_glass);
    transition: opacity 200ms;
  }

  [data-faded] .bar {
    opacity: 0;
  }

  [data-faded] .view {
    cursor: none;
  }

  button.tool {
    position: relative;
    flex: 1 1 auto;
    flex-direction: column;
    gap: 2px;
    min-inline-size: 72px;
    min-block-size: 56px;
    padding: 4px 8px;
    border-color: transparent;
    border-radius: var(--_radius);
    background: transparent;
    font-size: 14px;
    line-height: 20px;
    font-weight: 400;
  }

  .badge {
    position: absolute;
    inset-block-start: 2px;
    inset-inline-start: calc(50% + 4px);
    min-inline-size: 20px;
    padding-inline: 5px;
    border-radius: 10px;
    background: var(--_accent);
    color: var(--_on-accent);
    font-weight: 600;
  }

  button.tool:focus-visible {
    outline-offset: -2px;
  }

  @media (hover: hover) {
    button.tool:hover {
      background: rgb(255 255 255 / 14%);
    }
  }

  button.tool[aria-pressed='false']:not([data-plain]),
  button.tool[aria-pressed='true'][data-plain] {
    background: #f2f6f5;
    color: #0e1312;
  }

  button.tool.danger {
    margin-inline-start: calc(var(--_space) * 3);
    background: var(--_danger);
    color: #fff;
  }

  .more {
    position: fixed;
    inset: auto;
    inset-block-end: var(--_more-bottom, 88px);
    left: var(--_more-left, 50%);
    translate: -50% 0;
    inline-size: min(360px, calc(100vw - 32px));
    max-block-size: var(--_more-height, 60vh);
    margin: 0;
    padding: calc(var(--_space) * 4);
    border: 1px solid rgb(255 255 255 / 32%);
    border-radius: var(--_radius);
    background: #1b2422;
    color: var(--_text);
    overflow: auto;
    overscroll-behavior: contain;
  }

  .more:popover-open {
    display: grid;
    gap: calc(var(--_space) * 3);
  }

  @supports not selector(:popover-open) {
    .more {
      z-index: 7;
      display: grid;
      gap: calc(var(--_space) * 3);
    }

    .more:not([data-open]) {
      display: none;
    }
  }

  .more-column {
    display: grid;
    gap: calc(var(--_space) * 3);
    align-content: start;
    min-inline-size: 0;
  }

  .choices {
    display: grid;
  }

  .choice[data-narrow] {
    display: none;
  }

  button.choice {
    justify-content: flex-start;
    gap: calc(var(--_space) * 3);
    padding-inline: calc(var(--_space) * 2);
    border: 0;
    background: transparent;
    text-align: start;
  }

  @media (hover: hover) {
    button.choice:hover {
      background: rgb(255 255 255 / 14%);
    }
  }

  .segments {
    display: grid;
    grid-template-columns: 1fr 1fr;
    font-size: 14px;
    line-height: 20px;
  }

  legend {
    padding: 0;
    margin-block-end: var(--_space);
  }

  .segment {
    position: relative;
    display: grid;
    place-items: center;
    min-block-size: 40px;
    padding: 4px 8px;
    border: 1px solid var(--_edge);
    cursor: pointer;
    text-align: center;
  }

  .segment:first-of-type {
    border-start-start-radius: calc(var(--_radius) * 0.75);
    border-end-start-radius: calc(var(--_radius) * 0.75);
    border-inline-end: 0;
  }

  .segment:last-of-type {
    border-start-end-radius: calc(var(--_radius) * 0.75);
    border-end-end-radius: calc(var(--_radius) * 0.75);
  }

  .segment:has(:checked) {
    background: #f2f6f5;
    color: #0e1312;
    font-weight: 600;
  }

  .segment:has(:checked) span::before {
    content: '✓ ' / '';
  }

  .segment:has(:focus-visible) {
    outline: 2px solid var(--_focus);
    outline-offset: 2px;
    z-index: 1;
  }

  .segment input {
    position: absolute;
    inset: 0;
    inline-size: 100%;
    block-size: 100%;
    margin: 0;
    opacity: 0;
    cursor: pointer;
  }

  .segment small {
    font-size: 14px;
    font-weight: 400;
  }

  .check {
    display: flex;
    align-items: center;
    gap: calc(var(--_space) * 3);
    min-block-size: 40px;
    font-size: 16px;
    line-height: 24px;
    cursor: pointer;
  }

  .check input {
    flex: none;
    inline-size: 20px;
    block-size: 20px;
    margin: 0;
    accent-color: var(--_accent);
    cursor: inherit;
  }

  .check small {
    display: block;
    font-size: 14px;
  }

  @media (pointer: coarse) {
    .check {
      min-block-size: 48px;
    }
  }

  .security {
    padding-block-start: calc(var(--_space) * 3);
    border-block-start: 1px solid var(--_edge);
    font-size: 14px;
    line-height: 20px;
  }

  .security strong {
    margin-inline-start: var(--_space);
    font-size: 16px;
    font-variant-numeric: tabular-nums;
    white-space: nowrap;
    user-select: all;
  }

  .keyboard-only {
    display: grid;
  }

  @media (hover: none) and (pointer: coarse) {
    .keyboard-only {
      display: none;
    }
  }

  /* Beside each other, so that nobody has to scroll on a low screen. */
  @container call (inline-size >= 720px) {
    .more {
      inline-size: 680px;
      grid-template-columns: 1fr 1fr;
    }

    .more:popover-open {
      column-gap: calc(var(--_space) * 6);
    }
  }

  /* An agent has ten of them, where calls may be recorded. */
  @container call (inline-size < 900px) {
    button.tool {
      min-inline-size: 0;
      padding-inline: 2px;
    }

    /* Its word is long in German, and it has a ground while it is on. */
    button.tool[data-record] {
      padding-inline: clamp(0px, 2cqi - 8px, 8px);
    }
  }

  @container call (inline-size < 760px) {
    .tool[data-wide] {
      display: none;
    }

    .choice[data-narrow] {
      display: flex;
    }
  }

  @container call (inline-size < 560px) {
    .bar {
      inline-size: auto;
      gap: var(--_space);
      inset-block-end: max(var(--_edge-space), env(safe-area-inset-bottom));
      inset-inline: max(var(--_edge-space), env(safe-area-inset-left))
        max(var(--_edge-space), env(safe-area-inset-right));
      max-inline-size: none;
    }

    /* Words may wrap, but never run into each other. */
    button.tool {
      min-block-size: 60px;
    }

    .tool span {
      font-size: max(11px, 2.5cqi);
    }

    button.tool[data-known] {
      min-inline-size: 32px;
    }

    button.tool.danger {
      margin-inline-start: var(--_space);
    }

    /* Too narrow for words: the icons stay, the names remain for screen readers and as tooltips. */
    [data-role='agent'] .tool span,
    .tool[data-known] span {
      position: absolute;
      inline-size: 1px;
      min-inline-size: 0;
      block-size: 1px;
      overflow: hidden;
      clip-path: inset(50%);
    }
  }

  @container call (inline-size < 520px) {
    .bar {
      gap: 2px;
    }

    [data-role='agent'] button.tool {
      min-inline-size: 0;
      padding-inline: 0;
    }
  }

  @container call (inline-size < 380px) {
    button.tool,
    button.tool[data-known] {
      min-inline-size: 0;
      padding-inline: 0;
    }

    .tool span {
      position: absolute;
      inline-size: 1px;
      min-inline-size: 0;
      block-size: 1px;
      overflow: hidden;
      clip-path: inset(50%);
    }
  }

  @media (forced-colors: active) {
    .bar,
    .more {
      border: 1px solid CanvasText;
    }

    button.tool[aria-pressed='true'] {
      border: 2px solid Highlight;
    }
  }
`;
