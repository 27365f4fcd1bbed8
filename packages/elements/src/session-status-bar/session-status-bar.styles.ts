import { css } from 'lit';
import { skin } from '../shared/skin.ts';

/** Styles of `<session-status-bar>`. */
export const sessionStatusBarStyles = [
  skin,
  css`
    :host {
      display: block;
      container-type: inline-size;
    }

    .base {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: calc(var(--_space) * 2) calc(var(--_space) * 6);
      padding: calc(var(--_space) * 2) calc(var(--_space) * 3);
      border-radius: var(--_radius);
      background: var(--_surface);
      font-size: 14px;
      line-height: 20px;
    }

    .steps {
      display: flex;
      flex: 1 1 auto;
      min-inline-size: 0;
      list-style: none;
    }

    .step {
      display: grid;
      flex: 1 1 0;
      min-inline-size: 0;
      grid-template-columns: 20px 1fr;
      column-gap: calc(var(--_space) * 2);
      align-content: start;
      padding-inline-end: calc(var(--_space) * 3);
      color: var(--_muted);
    }

    .dot {
      display: grid;
      place-items: center;
      inline-size: 20px;
      block-size: 20px;
      border: 2px solid var(--_edge);
      border-radius: 50%;
    }

    .dot .icon {
      inline-size: 14px;
      block-size: 14px;
    }

    .past .dot,
    .current .dot {
      border-color: var(--_accent);
      background: var(--_accent);
      color: var(--_on-accent);
    }

    .current[data-phase='in-progress'] .dot,
    .current[data-phase='requested'] .dot,
    .current[data-phase='confirmed'] .dot {
      box-shadow: inset 0 0 0 3px var(--_surface);
    }

    .current {
      color: var(--_text);
      font-weight: 600;
    }

    .past {
      color: var(--_text);
    }

    .label {
      min-inline-size: 0;
      overflow-wrap: break-word;
    }

    .step time {
      grid-column: 2;
      font-weight: 400;
      color: var(--_muted);
      font-variant-numeric: tabular-nums;
    }

    .detail {
      grid-column: 2 / -1;
      min-inline-size: 0;
      font-weight: 400;
      color: var(--_muted);
      overflow-wrap: anywhere;
    }

    .live {
      display: flex;
      flex-wrap: wrap;
      gap: calc(var(--_space) * 2) calc(var(--_space) * 4);
      font-variant-numeric: tabular-nums;
    }

    .fact {
      display: inline-flex;
      align-items: center;
      gap: calc(var(--_space) * 1.5);
    }

    .recording::before {
      content: '';
      inline-size: 12px;
      block-size: 12px;
      border-radius: 50%;
      background: var(--_danger);
    }

    .hold {
      font-weight: 600;
    }

    @container (inline-size < 560px) {
      .steps {
        flex-direction: column;
        gap: var(--_space);
      }

      .step {
        grid-template-columns: 20px 1fr auto;
        padding-inline-end: 0;
      }

      .step time {
        grid-column: 3;
      }
    }

    @media (forced-colors: active) {
      .past .dot,
      .current .dot {
        forced-color-adjust: none;
        border-color: Highlight;
        background: Highlight;
        color: HighlightText;
      }
    }
  `,
];
