import { css } from 'lit';

/**
 * The skin that all elements share: what the host page may set, with defaults that follow its `color-scheme`. Private
 * properties start with an underscore.
 */
export const skin = css`
  :host {
    --_accent: var(--fernblick-accent, #0b6b5d);
    --_on-accent: var(--fernblick-on-accent, #fff);
    --_surface: var(--fernblick-surface, #fff);
    --_text: var(--fernblick-text, #17211f);
    --_muted: color-mix(in srgb, var(--_text) 72%, var(--_surface));
    --_line: color-mix(in srgb, var(--_text) 16%, var(--_surface));
    --_edge: color-mix(in srgb, var(--_text) 55%, var(--_surface));
    --_tint: color-mix(in srgb, var(--_text) 6%, var(--_surface));
    --_danger: var(--fernblick-danger, #b3261e);
    --_radius: var(--fernblick-radius, 12px);
    --_space: var(--fernblick-space, 4px);
    font: inherit;
    color: var(--_text);
  }

  @supports (color: light-dark(#000, #fff)) {
    :host {
      --_accent: var(--fernblick-accent, light-dark(#0b6b5d, #67d0ba));
      --_on-accent: var(--fernblick-on-accent, light-dark(#fff, #04211b));
      --_surface: var(--fernblick-surface, light-dark(#fff, #1b2422));
      --_text: var(--fernblick-text, light-dark(#17211f, #eaf1ef));
    }
  }

  /* Black or white, whichever is legible on the host's accent (4.5:1 on either side of this lightness). */
  @supports (color: lch(from #000 l 0 0)) {
    :host {
      --_on-accent: var(
        --fernblick-on-accent,
        lch(from var(--_accent) calc((49.44 - l) * infinity) 0 0)
      );
    }
  }

  :host([hidden]),
  [hidden] {
    display: none !important;
  }

  *,
  ::before,
  ::after {
    box-sizing: border-box;
  }

  h2,
  h3,
  p,
  ol,
  dl,
  dd,
  fieldset {
    margin: 0;
    padding: 0;
    border: 0;
  }

  .icon,
  .bars {
    flex: none;
    display: block;
  }

  .visually-hidden {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    margin: -1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }

  @media (prefers-reduced-motion: reduce) {
    *,
    ::before,
    ::after {
      animation: none !important;
      transition: none !important;
    }
  }
`;
