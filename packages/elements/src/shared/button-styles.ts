import { css } from 'lit';

/** Buttons, fields and notes as all elements draw them; builds on `skin`. */
export const buttonStyles = css`
  button,
  a.button,
  select {
    font: inherit;
    font-size: 16px;
    line-height: 24px;
    color: inherit;
  }

  button,
  a.button {
    text-decoration: none;
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: calc(var(--_space) * 2);
    min-block-size: 40px;
    padding: calc(var(--_space) * 1) calc(var(--_space) * 4);
    border: 1px solid var(--_edge);
    border-radius: calc(var(--_radius) * 0.75);
    background: var(--_surface);
    color: var(--_text);
    text-align: center;
    cursor: pointer;
    touch-action: manipulation;
    -webkit-tap-highlight-color: transparent;
  }

  @media (hover: hover) {
    button:hover,
    a.button:hover {
      background: var(--_tint);
    }
  }

  button.main {
    border-color: var(--_accent);
    background: var(--_accent);
    color: var(--_on-accent);
    font-weight: 600;
  }

  @media (hover: hover) {
    button.main:hover {
      background: color-mix(in srgb, var(--_accent) 88%, var(--_text));
    }
  }

  button.quiet {
    border-color: transparent;
    background: transparent;
  }

  @media (hover: hover) {
    button.quiet:hover {
      background: var(--_tint);
    }
  }

  button.danger {
    border-color: var(--_danger);
    background: var(--_danger);
    color: #fff;
    font-weight: 600;
  }

  @media (hover: hover) {
    button.danger:hover {
      background: color-mix(in srgb, var(--_danger) 85%, #000);
    }
  }

  button.icon-only {
    padding: 0;
    inline-size: 40px;
  }

  button[aria-disabled='true'],
  button[aria-busy='true'],
  button:disabled {
    opacity: 0.6;
    cursor: progress;
  }

  button:disabled {
    cursor: default;
  }

  :focus {
    outline: none;
  }

  :focus-visible {
    outline: 2px solid var(--_focus, var(--_accent));
    outline-offset: 2px;
  }

  [tabindex='-1']:not(button):focus-visible {
    outline: none;
  }

  select {
    inline-size: 100%;
    min-block-size: 40px;
    padding-inline: calc(var(--_space) * 3);
    border: 1px solid var(--_edge);
    border-radius: calc(var(--_radius) * 0.75);
    background: var(--_surface);
    color: var(--_text);
    text-overflow: ellipsis;
  }

  .field {
    display: grid;
    gap: var(--_space);
    font-size: 14px;
    line-height: 20px;
  }

  .note {
    display: flex;
    flex-wrap: wrap;
    align-items: flex-start;
    gap: calc(var(--_space) * 2) calc(var(--_space) * 3);
    padding: calc(var(--_space) * 3);
    border: 1px solid var(--_line);
    border-radius: calc(var(--_radius) * 0.75);
    background: var(--_tint);
    font-size: 14px;
    line-height: 20px;
  }

  .note > p,
  .note > div:not(.note-actions) {
    flex: 1 1 180px;
  }

  .note > button {
    font-size: 14px;
    margin-block: calc(var(--_space) * -1);
  }

  .note > button:not(.icon-only) {
    text-decoration: underline;
    text-underline-offset: 3px;
  }

  .code {
    display: inline-block;
    font-size: 14px;
    /* Not muted: notes stand on the dark stage too, whatever the host's colours. */
    color: inherit;
    user-select: all;
    overflow-wrap: anywhere;
  }

  @media (pointer: coarse) {
    button,
    select {
      min-block-size: 48px;
    }

    button.icon-only {
      inline-size: 48px;
    }
  }

  @media (forced-colors: active) {
    button.main,
    button.danger {
      border: 2px solid ButtonText;
    }
  }
`;
