import { css } from 'lit';

/** The preview before the call. */
export const previewStyles = css`
  .preview {
    display: grid;
    gap: calc(var(--_space) * 4);
    padding: calc(var(--_space) * 4);
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    background: var(--_surface);
  }

  .preview h2 {
    font-size: 20px;
    line-height: 28px;
  }

  .mirror {
    --_focus: #fff;
    position: relative;
    display: grid;
    aspect-ratio: 4 / 3;
    border-radius: calc(var(--_radius) * 0.75);
    background: #0e1312;
    color: #fff;
  }

  /* A rectangle inside the round frame, as on the stage. */
  .mirror video {
    position: absolute;
    inset: 4px;
    inline-size: calc(100% - 8px);
    block-size: calc(100% - 8px);
    object-fit: cover;
  }

  .mirror[data-mirrored] video {
    scale: -1 1;
  }

  .mirror-empty {
    display: grid;
    justify-items: center;
    gap: calc(var(--_space) * 2);
    place-self: center;
    padding: calc(var(--_space) * 4);
    padding-block-end: calc(var(--_space) * 18);
    font-size: 16px;
    line-height: 24px;
    text-align: center;
  }

  .mirror-controls {
    position: absolute;
    inset-inline: 0;
    inset-block-end: calc(var(--_space) * 3);
    display: flex;
    flex-wrap: wrap;
    justify-content: center;
    gap: calc(var(--_space) * 2);
  }

  .mirror-flip {
    position: absolute;
    inset-block-start: calc(var(--_space) * 3);
    inset-inline-end: calc(var(--_space) * 3);
  }

  button.round {
    min-block-size: 48px;
    border: 1px solid rgb(255 255 255 / 40%);
    border-radius: 24px;
    background: rgb(14 19 18 / 80%);
    color: #fff;
    font-size: 14px;
  }

  @media (hover: hover) {
    button.round:hover {
      background: rgb(14 19 18);
    }
  }

  button.round[aria-pressed='false'] {
    background: #fff;
    color: #0e1312;
  }

  .preview-settings {
    display: grid;
    align-content: start;
    gap: calc(var(--_space) * 4);
    min-inline-size: 0;
  }

  .meter {
    display: grid;
    gap: calc(var(--_space) * 2);
    font-size: 14px;
    line-height: 20px;
  }

  .meter-bar {
    block-size: 8px;
    border-radius: 4px;
    background: var(--_line);
    overflow: hidden;
  }

  .level {
    block-size: 100%;
    border-radius: 4px;
    background: var(--_accent);
    transform: scaleX(min(1, var(--_level, 0) * 1.6));
    transform-origin: 0 0;
  }

  .level:dir(rtl) {
    transform-origin: 100% 0;
  }

  .preview-actions {
    display: flex;
    gap: calc(var(--_space) * 2);
  }

  .preview-actions > .main {
    flex: 1 1 auto;
  }

  @container call (inline-size < 640px) {
    .mirror {
      max-block-size: 56vh;
      inline-size: 100%;
    }
  }

  @container call (inline-size >= 640px) {
    .preview {
      grid-template-columns: minmax(0, 3fr) minmax(0, 2fr);
      gap: calc(var(--_space) * 4) calc(var(--_space) * 6);
      padding: calc(var(--_space) * 6);
    }

    .preview-text {
      grid-column: 1 / -1;
    }
  }

  @media (forced-colors: active) {
    .level {
      forced-color-adjust: none;
      background: Highlight;
    }
  }
`;
