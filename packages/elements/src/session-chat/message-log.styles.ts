import { css } from 'lit';

/** How messages look, in a chat and in what is left of one. */
export const messageLogStyles = css`
  :host {
    --_among-agents: var(--fernblick-among-agents, #8a5200);
  }

  @supports (color: light-dark(#000, #fff)) {
    :host {
      --_among-agents: var(--fernblick-among-agents, light-dark(#8a5200, #ffc46b));
    }
  }

  .mark {
    display: flex;
    gap: calc(var(--_space) * 2);
    align-items: center;
    padding: calc(var(--_space) * 2) calc(var(--_space) * 3);
    background: color-mix(in srgb, var(--_among-agents) 14%, var(--_surface));
    color: var(--_among-agents);
    font-size: 14px;
    line-height: 20px;
    font-weight: 600;
  }

  .message {
    flex: none;
    align-self: flex-start;
    max-inline-size: 88%;
  }

  .message[data-own] {
    align-self: flex-end;
  }

  .by {
    display: flex;
    flex-wrap: wrap;
    gap: 0 calc(var(--_space) * 2);
    color: var(--_muted);
    font-size: 14px;
    line-height: 20px;
  }

  [data-own] .by {
    justify-content: flex-end;
  }

  .name {
    color: var(--_text);
    font-weight: 600;
  }

  .text {
    padding: calc(var(--_space) * 2) calc(var(--_space) * 3);
    border-radius: var(--_radius);
    background: color-mix(in srgb, var(--_text) 10%, var(--_surface));
    white-space: pre-wrap;
    overflow-wrap: anywhere;
  }

  [data-own] .text {
    background: color-mix(in srgb, var(--_accent) 22%, var(--_surface));
  }

  [data-to='agents'] .text {
    background: color-mix(in srgb, var(--_among-agents) 14%, var(--_surface));
  }

  .text a {
    color: inherit;
    text-underline-offset: 3px;
  }

  @media (forced-colors: active) {
    .text {
      border: 1px solid CanvasText;
    }
  }
`;
