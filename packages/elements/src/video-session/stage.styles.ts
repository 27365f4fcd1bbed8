import { css } from 'lit';

/** The stage: dark in light and dark pages alike. */
export const stageStyles = css`
  .root[data-layout='stage'] {
    block-size: 100%;
    min-block-size: var(--fernblick-stage-height, min(78vh, 640px));
    display: grid;
  }

  .stage {
    --_surface: #1b2422;
    --_text: #f2f6f5;
    --_accent: var(--fernblick-stage-accent, #67d0ba);
    --_on-accent: var(--fernblick-stage-on-accent, #04211b);
    --_danger: #c5362c;
    --_focus: #fff;
    --_edge-space: calc(var(--_space) * 4);
    --_bar-height: 64px;
    --_top-height: 40px;
    --_glass: rgb(14 19 18 / 82%);
    --_frame: calc(var(--_radius) * 0.3);
    position: relative;
    color-scheme: dark;
    min-inline-size: 0;
    border-radius: var(--_radius);
    background: #0e1312;
    color: var(--_text);
    isolation: isolate;
  }

  /* The host's own hue, light enough for the dark stage. */
  @supports (color: oklch(from #000 0.8 c h)) {
    .root {
      --_stage-accent: oklch(from var(--_accent) 0.8 min(c, 0.12) h);
    }

    .stage {
      --_accent: var(--fernblick-stage-accent, var(--_stage-accent));
      --_on-accent: var(--fernblick-stage-on-accent, #08120f);
    }
  }

  .stage {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    grid-template-rows: minmax(0, 1fr);
  }

  .view {
    container: call / inline-size;
    position: relative;
    border-radius: inherit;
  }

  .stage:fullscreen {
    --_frame: 0px;
    border-radius: 0;
  }

  /*
   * Without a graphics card, cutting round corners out of a moving picture costs fifteen times what showing it does. So
   * nothing round ever clips one: pictures are rectangles that fit inside the round frame.
   */
  .pictures {
    position: absolute;
    inset: var(--_frame);
    overflow: clip;
  }

  .picture.large,
  .veil {
    position: absolute;
    inset: 0;
  }

  .picture video,
  .last-picture {
    position: absolute;
    inset: 0;
    inline-size: 100%;
    block-size: 100%;
    object-fit: contain;
  }

  .picture video[data-absent] {
    visibility: hidden;
  }

  .picture.small {
    z-index: 1;
    border-radius: calc(var(--_radius) * 0.75);
    background: #26302e;
    box-shadow: 0 0 0 1px rgb(255 255 255 / 32%);
  }

  .small video,
  .small .last-picture {
    inset: 3px;
    inline-size: calc(100% - 6px);
    block-size: calc(100% - 6px);
    object-fit: cover;
  }

  .small video[data-facing='user'],
  .small video[data-facing='unknown'] {
    scale: -1 1;
  }

  ar-overlay {
    --fernblick-tools-start: var(--_edge-space);
    --fernblick-tools-top: calc(var(--_edge-space) + var(--_top-height) + var(--_space) * 2);
    --fernblick-tools-bottom: calc(var(--_edge-space) + var(--_bar-height) + var(--_space) * 4);
  }

  /* Beside the column of tools: over it they could not be reached. */
  .pictures:has(ar-overlay:not([watching], [hidden], [data-narrow])) ~ call-recording {
    inset-inline-start: calc(var(--_edge-space) + 124px + var(--_space) * 2);
  }

  .stage[data-veiled] ar-overlay {
    display: none;
  }

  .corner {
    position: absolute;
    inline-size: clamp(96px, 22cqi, 224px);
    aspect-ratio: 4 / 3;
  }

  [data-corner^='top'] .corner {
    inset-block-start: calc(var(--_edge-space) + var(--_top-height) + var(--_space) * 2);
  }

  [data-corner^='bottom'] .corner {
    inset-block-end: calc(var(--_edge-space) + var(--_bar-height) + var(--_space) * 3);
  }

  [data-corner$='start'] .corner {
    inset-inline-start: var(--_edge-space);
  }

  [data-corner$='end'] .corner {
    inset-inline-end: var(--_edge-space);
  }

  button.swap {
    z-index: 4;
    align-items: flex-start;
    justify-content: flex-end;
    padding: calc(var(--_space) * 2);
    border: 0;
    border-radius: calc(var(--_radius) * 0.75);
    background: transparent;
    color: #fff;
    cursor: grab;
    touch-action: none;
  }

  @media (hover: hover) {
    button.swap:hover {
      background: transparent;
    }
  }

  .swap .icon {
    padding: 4px;
    inline-size: 28px;
    block-size: 28px;
    border-radius: 50%;
    background: var(--_glass);
  }

  .caption {
    position: absolute;
    inset-block-end: 4px;
    inset-inline-start: 4px;
    max-inline-size: calc(100% - 8px);
    padding: 0 8px;
    border-radius: 10px;
    background: var(--_glass);
    font-size: 14px;
    line-height: 20px;
    white-space: nowrap;
    overflow: hidden;
    text-overflow: ellipsis;
  }

  .placeholder {
    position: absolute;
    inset: 0;
    display: grid;
    place-content: center;
    justify-items: center;
    gap: calc(var(--_space) * 3);
    padding: calc(var(--_space) * 4);
    font-size: 16px;
    line-height: 24px;
    text-align: center;
  }

  .initials {
    display: grid;
    place-items: center;
    inline-size: 96px;
    block-size: 96px;
    border-radius: 50%;
    background: #33413e;
    font-size: 20px;
  }

  .small .placeholder {
    padding: 0;
  }

  .small .placeholder p {
    display: none;
  }

  .small .initials {
    inline-size: 48px;
    block-size: 48px;
    margin-block-end: 16px;
    font-size: 16px;
  }

  .stage[data-veiled] .large .placeholder {
    display: none;
  }

  .top {
    position: absolute;
    z-index: 3;
    inset-block-start: var(--_edge-space);
    inset-inline: var(--_edge-space);
    display: flex;
    flex-wrap: wrap;
    align-items: flex-start;
    gap: calc(var(--_space) * 2);
    pointer-events: none;
  }

  .who,
  .seen,
  .quality-of {
    display: flex;
    align-items: center;
    gap: calc(var(--_space) * 2);
    min-block-size: 32px;
    padding: calc(var(--_space) * 1) calc(var(--_space) * 3);
    border-radius: 16px;
    background: var(--_glass);
    font-size: 14px;
    line-height: 20px;
    pointer-events: auto;
  }

  .who,
  .name {
    min-inline-size: 0;
  }

  .stage .name {
    overflow: hidden;
    font-size: 16px;
    line-height: 24px;
    font-weight: 600;
    white-space: nowrap;
    text-overflow: ellipsis;
  }

  .timer,
  .held {
    font-variant-numeric: tabular-nums;
  }

  .quality {
    display: flex;
    gap: calc(var(--_space) * 2);
    margin-inline-start: auto;
  }

  .quality-of {
    gap: calc(var(--_space) * 1.5);
  }

  .quality-of .icon {
    inline-size: 16px;
    block-size: 16px;
  }

  .quality-of[data-quality='poor'],
  .quality-of[data-quality='lost'] {
    background: #fff;
    color: #0e1312;
    font-weight: 600;
  }

  .veil {
    z-index: 2;
    display: grid;
    place-content: center;
    justify-items: center;
    gap: calc(var(--_space) * 2);
    padding: calc(var(--_space) * 20) calc(var(--_space) * 6);
    border-radius: inherit;
    background: rgb(14 19 18 / 72%);
    text-align: center;
    overflow: auto;
  }

  .veil h2 {
    font-size: 20px;
    line-height: 28px;
  }

  .veil p {
    max-inline-size: 44ch;
    font-size: 16px;
    line-height: 24px;
  }

  .veil .main {
    margin-block-start: calc(var(--_space) * 2);
    min-inline-size: 160px;
  }

  .invite {
    display: grid;
    justify-items: center;
    gap: calc(var(--_space) * 3);
    margin-block-start: calc(var(--_space) * 6);
    padding: calc(var(--_space) * 4);
    border-radius: var(--_radius);
    background: var(--_surface);
  }

  .invite .digits {
    font-size: 28px;
    line-height: 36px;
    font-weight: 600;
    letter-spacing: 0.06em;
    font-variant-numeric: tabular-nums;
    user-select: all;
  }

  .progress {
    position: relative;
    inline-size: 160px;
    block-size: 4px;
    margin-block-start: calc(var(--_space) * 3);
    border-radius: 2px;
    background: rgb(255 255 255 / 24%);
    overflow: hidden;
  }

  .progress::after {
    content: '';
    position: absolute;
    inset-block: 0;
    inline-size: 40%;
    border-radius: 2px;
    background: var(--_accent);
    animation: travel 1.8s ease-in-out infinite alternate;
  }

  @keyframes travel {
    from {
      inset-inline-start: 0;
    }

    to {
      inset-inline-start: 60%;
    }
  }

  .notices {
    position: absolute;
    z-index: 5;
    inset-block-end: calc(var(--_edge-space) + var(--_bar-height) + var(--_space) * 3);
    inset-inline: var(--_edge-space);
    display: grid;
    justify-items: center;
    gap: calc(var(--_space) * 2);
    max-block-size: 60%;
    pointer-events: none;
  }

  .notices > * {
    inline-size: min(480px, 100%);
    pointer-events: auto;
  }

  .notices .note {
    border-color: rgb(255 255 255 / 32%);
    background: #1b2422;
  }

  /* Its corner stays free for the way out, however the rest wraps. */
  .notices .device-problem {
    position: relative;
    padding-inline-end: 56px;
  }

  .notices .device-problem .icon-only {
    position: absolute;
    inset-block-start: calc(var(--_space) * 2);
    inset-inline-end: calc(var(--_space) * 2);
    margin-block: 0;
  }

  .notices .sound {
    inline-size: auto;
    min-block-size: 56px;
    padding-inline: calc(var(--_space) * 6);
    border-radius: 28px;
  }

  .note-actions {
    display: flex;
    flex-wrap: wrap;
    flex: 1 0 100%;
    gap: calc(var(--_space) * 2);
  }

  .beside {
    display: grid;
    grid-template: minmax(0, 1fr) / minmax(0, 1fr);
    position: relative;
    /* As high as the pictures beside it, however much was written. */
    contain: size;
    inline-size: 340px;
    border-inline-start: 1px solid rgb(255 255 255 / 32%);
    border-start-end-radius: inherit;
    border-end-end-radius: inherit;
    overflow: clip;
    /* Not on the element itself: what it takes from these would lead back to itself. */
    --fernblick-surface: var(--_surface);
    --fernblick-text: var(--_text);
    --fernblick-accent: var(--_accent);
    --fernblick-on-accent: var(--_on-accent);
    --fernblick-among-agents: #ffc46b;
  }

  @media (max-width: 640px) {
    .root[data-layout='stage'] {
      position: fixed;
      inset: 0;
      z-index: var(--fernblick-stage-layer, 1000);
      block-size: auto;
      min-block-size: 0;
    }

    .stage {
      --_edge-space: calc(var(--_space) * 2);
      --_frame: 0px;
      border-radius: 0;
    }
  }

  /* What stands at the top takes two lines, or as many as were measured. */
  @container call (inline-size < 760px) {
    .view > * {
      --_top-height: max(72px, var(--_top, 0px));
    }
  }

  @container call (inline-size < 560px) {
    .view > * {
      --_bar-height: 68px;
    }

    .quality {
      margin-inline-start: 0;
    }

    .corner {
      inline-size: 112px;
      aspect-ratio: 3 / 4;
    }

    /* Beside the small picture, not over it. */
    [data-corner='top-end'] ar-overlay::part(notice) {
      margin-inline-end: calc(112px + var(--_edge-space));
    }

    [data-corner='top-start'] ar-overlay::part(notice) {
      margin-inline-start: calc(112px + var(--_edge-space));
    }

    .top {
      inset-block-start: max(var(--_edge-space), env(safe-area-inset-top));
    }
  }

  /* No room beside the picture: over it. */
  @container call (inline-size < 640px) {
    .beside {
      position: absolute;
      z-index: 8;
      inset: 0;
      inline-size: auto;
      border: 0;
      padding: env(safe-area-inset-top) 0 env(safe-area-inset-bottom);
    }
  }

  @media (forced-colors: active) {
    .picture.small,
    .who,
    .quality-of {
      border: 1px solid CanvasText;
    }
  }
`;
