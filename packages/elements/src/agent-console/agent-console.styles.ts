import { css } from 'lit';
import { buttonStyles } from '../shared/button-styles.ts';
import { cardStyles } from '../shared/card.styles.ts';
import { skin } from '../shared/skin.ts';

/** Styles of `<agent-console>`. */
export const agentConsoleStyles = [
  skin,
  buttonStyles,
  cardStyles,
  css`
    :host {
      display: block;
      min-inline-size: min(100%, 200px);
    }

    .base,
    .offers {
      display: grid;
      gap: calc(var(--_space) * 3);
    }

    /* A call that rings stays in sight, however small the part of the page is and however far it is scrolled. */
    .offers {
      position: sticky;
      inset-block-start: 0;
      z-index: 1;
      list-style: none;
      margin: 0;
      padding: 0;
    }

    .list {
      display: grid;
      gap: calc(var(--_space) * 1.5);
    }

    .list h2 {
      display: inline;
      font-size: 14px;
      line-height: 20px;
    }

    summary {
      min-block-size: 28px;
      cursor: pointer;
    }

    .rows {
      display: grid;
      margin: 0;
      padding: 0;
      list-style: none;
      max-block-size: 320px;
      overflow: auto;
      border: 1px solid var(--_line);
      border-radius: calc(var(--_radius) * 0.75);
    }

    .rows > li + li {
      border-block-start: 1px solid var(--_line);
    }

    .row {
      inline-size: 100%;
      display: grid;
      grid-template-columns: minmax(0, 1fr) auto;
      gap: 0 calc(var(--_space) * 2);
      padding: calc(var(--_space) * 2) calc(var(--_space) * 3);
      border: 0;
      border-radius: 0;
      background: transparent;
      font-size: 14px;
      line-height: 20px;
      text-align: start;
    }

    .row:focus-visible {
      outline-offset: -2px;
    }

    .row-who {
      font-weight: 600;
      overflow-wrap: anywhere;
    }

    .row-when {
      color: var(--_muted);
      font-variant-numeric: tabular-nums;
    }

    .row-what,
    .row-facts,
    .row-reason {
      grid-column: 1 / -1;
      color: var(--_muted);
      overflow-wrap: anywhere;
    }

    .row-facts:empty {
      display: none;
    }

    .row-reason {
      display: -webkit-box;
      -webkit-box-orient: vertical;
      -webkit-line-clamp: 2;
      overflow: hidden;
      color: var(--_text);
    }

    .row[data-mine='true'] {
      border-inline-start: 3px solid var(--_accent);
    }

    .check {
      display: flex;
      align-items: center;
      gap: calc(var(--_space) * 2);
      min-block-size: 32px;
      font-size: 14px;
      line-height: 20px;
    }

    .head {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: calc(var(--_space) * 2);
    }

    .hint {
      font-size: 14px;
      line-height: 20px;
      color: var(--_muted);
    }

    .switch {
      padding-inline: 0;
      font-size: 14px;
      display: inline-flex;
      align-items: center;
      gap: calc(var(--_space) * 2);
    }

    .track {
      inline-size: 32px;
      block-size: 18px;
      padding: 2px;
      border: 1px solid var(--_edge);
      border-radius: 9px;
      background: var(--_surface);
    }

    .track::before {
      content: '';
      display: block;
      inline-size: 12px;
      block-size: 12px;
      border-radius: 50%;
      background: var(--_edge);
    }

    [aria-checked='true'] > .track {
      display: flex;
      justify-content: flex-end;
      border-color: var(--_accent);
      background: var(--_accent);
    }

    [aria-checked='true'] > .track::before {
      background: var(--_on-accent);
    }

    .card {
      grid-template-columns: auto minmax(0, 1fr);
      border-color: var(--_accent);
    }

    .countdown {
      inline-size: 40px;
      block-size: 40px;
      color: var(--_accent);
    }

    .countdown circle {
      fill: none;
      stroke: var(--_line);
      stroke-width: 3;
    }

    .countdown .left {
      stroke: currentColor;
      transform: rotate(-90deg);
      transform-origin: center;
    }

    .countdown text {
      fill: var(--_text);
      font-size: 13px;
      font-weight: 600;
      text-anchor: middle;
      dominant-baseline: central;
    }

    .quote {
      grid-column: 1 / -1;
      margin: 0;
      max-block-size: 120px;
      overflow: auto;
      padding-inline-start: calc(var(--_space) * 3);
      border-inline-start: 3px solid var(--_line);
      font-size: 14px;
      line-height: 20px;
      white-space: pre-wrap;
      overflow-wrap: anywhere;
    }

    .card-actions > button {
      flex: 1 1 auto;
    }

    .note {
      display: flex;
      align-items: flex-start;
      gap: calc(var(--_space) * 2);
    }

    .note p {
      flex: 1;
      font-size: 14px;
      line-height: 20px;
    }

    @media (forced-colors: active) {
      [aria-checked='true'] > .track {
        background: Highlight;
        forced-color-adjust: none;
      }
    }
  `,
];
