import { css } from 'lit';
import { buttonStyles } from '../shared/button-styles.ts';
import { removalStyles } from '../shared/removal.ts';
import { skin } from '../shared/skin.ts';

/** Styles of `<session-recordings>`. */
export const sessionRecordingsStyles = [
  skin,
  buttonStyles,
  removalStyles,
  css`
    :host {
      display: block;
    }

    .base,
    ul,
    li {
      display: grid;
      gap: calc(var(--_space) * 3);
    }

    h4 {
      margin: 0;
      font-size: 16px;
      line-height: 24px;
    }

    ul {
      margin: 0;
      padding: 0;
      list-style: none;
    }

    .about {
      display: flex;
      flex-wrap: wrap;
      gap: 0 calc(var(--_space) * 3);
      font-size: 14px;
      line-height: 20px;
      color: var(--_muted);
    }

    .about strong {
      color: var(--_text);
    }

    .faults {
      display: flex;
      gap: calc(var(--_space) * 2);
      margin: 0;
      font-size: 14px;
      line-height: 20px;
    }

    .faults svg {
      flex: none;
    }

    .poster,
    video {
      display: block;
      inline-size: 100%;
      max-block-size: 70vh;
      aspect-ratio: 16 / 9;
      border-radius: calc(var(--_radius) * 0.75);
      background: #0e1312;
    }

    .actions,
    .chapters {
      display: flex;
      flex-wrap: wrap;
      gap: calc(var(--_space) * 2);
    }

    .loading {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: 0 calc(var(--_space) * 2);
      font-size: 14px;
      line-height: 20px;
      /* Numbers of other widths would move what stands beside it. */
      font-variant-numeric: tabular-nums;
    }

    .loading progress {
      inline-size: 120px;
      accent-color: var(--_accent);
    }

    .chapters {
      padding: 0;
      font-size: 14px;
      line-height: 20px;
    }

    .chapters legend {
      padding: 0;
      margin-block-end: var(--_space);
    }

    .chapters button {
      font-size: 14px;
      line-height: 20px;
    }
  `,
];
