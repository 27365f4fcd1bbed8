import { css } from 'lit';
import { buttonStyles } from '../shared/button-styles.ts';
import { skin } from '../shared/skin.ts';

/** Styles of `<recording-film>`. */
export const recordingFilmStyles = [
  skin,
  buttonStyles,
  css`
    :host {
      display: grid;
      gap: calc(var(--_space) * 2);
    }

    .frame {
      position: relative;
    }

    video {
      display: block;
      inline-size: 100%;
      max-block-size: 70vh;
      aspect-ratio: 16 / 9;
      border-radius: calc(var(--_radius) * 0.75);
      background: #0e1312;
    }

    .waiting {
      position: absolute;
      inset-block-start: calc(var(--_space) * 3);
      inset-inline-start: calc(var(--_space) * 3);
      padding: var(--_space) calc(var(--_space) * 3);
      border-radius: calc(var(--_radius) * 0.75);
      background: rgb(14 19 18 / 85%);
      color: #fff;
      font-size: 14px;
      line-height: 20px;
      pointer-events: none;
    }

    .waiting:empty {
      display: none;
    }
  `,
];
