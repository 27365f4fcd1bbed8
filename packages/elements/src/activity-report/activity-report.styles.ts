import { css } from 'lit';
import { buttonStyles } from '../shared/button-styles.ts';
import { skin } from '../shared/skin.ts';

/** Styles of `<activity-report>`. */
export const activityReportStyles = [
  skin,
  buttonStyles,
  css`
    :host {
      display: block;
    }

    .base {
      display: grid;
      gap: calc(var(--_space) * 4);
    }

    h2 {
      font-size: 20px;
      line-height: 28px;
      font-weight: 600;
    }

    .wish {
      display: flex;
      flex-wrap: wrap;
      align-items: end;
      gap: calc(var(--_space) * 3);
    }

    .wish > .field {
      flex: 0 1 180px;
    }

    input[type='date'] {
      min-block-size: 40px;
      padding-inline: calc(var(--_space) * 3);
      border: 1px solid var(--_edge);
      border-radius: calc(var(--_radius) * 0.75);
      background: var(--_surface);
      color: inherit;
      font: inherit;
    }

    .check {
      display: flex;
      align-items: center;
      gap: calc(var(--_space) * 2);
      min-block-size: 40px;
    }

    .scroll {
      overflow-x: auto;
    }

    table {
      inline-size: 100%;
      border-collapse: collapse;
      font-size: 14px;
      line-height: 20px;
      font-variant-numeric: tabular-nums;
    }

    th,
    td {
      padding: calc(var(--_space) * 2) calc(var(--_space) * 3);
      border-block-end: 1px solid var(--_line);
      text-align: start;
      vertical-align: top;
    }

    thead th {
      color: var(--_muted);
      font-weight: 600;
      white-space: nowrap;
    }

    tbody th {
      font-weight: 600;
      overflow-wrap: anywhere;
    }

    .hint {
      color: var(--_muted);
      font-size: 14px;
      line-height: 20px;
    }
  `,
];
