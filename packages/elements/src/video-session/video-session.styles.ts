import { css } from 'lit';
import { buttonStyles } from '../shared/button-styles.ts';
import { skin } from '../shared/skin.ts';
import { cardStyles } from '../shared/card.styles.ts';
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

    .below::slotted(*) {
      margin-block-start: calc(var(--_space) * 3);
    }
  `,
  cardStyles,
  previewStyles,
  stageStyles,
  stageControlStyles,
];
