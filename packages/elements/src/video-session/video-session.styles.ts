import { css } from 'lit';
import { buttonStyles } from '../shared/button-styles.ts';
import { skin } from '../shared/skin.ts';
import { cardStyles } from './card.styles.ts';
import { previewStyles } from './preview.styles.ts';
import { stageControlStyles } from './stage-controls.styles.ts';
import { stageStyles } from './stage.styles.ts';

/** Styles of `<video-session>`. */
export const videoSessionStyles = [
  skin,
  buttonStyles,
  css`
    :host {
      display: block;
      min-inline-size: min(100%, 240px);
    }

    .root {
      container: call / inline-size;
    }
  `,
  cardStyles,
  previewStyles,
  stageStyles,
  stageControlStyles,
];
