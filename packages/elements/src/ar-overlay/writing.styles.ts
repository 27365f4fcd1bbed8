import { css } from 'lit';

export const writingStyles = css`
  .writing {
    position: absolute;
    z-index: 4;
    translate: 0 -50%;
    inline-size: min(260px, 60%);
    padding: 6px 10px;
    border: 2px solid #fff;
    border-radius: calc(var(--_radius) * 0.66);
    background: #0e1312;
    color: #f2f6f5;
    font: inherit;
    font-size: 16px;
    pointer-events: auto;
  }

  .writing:focus-visible {
    outline: 2px solid #67d0ba;
    outline-offset: 1px;
  }
`;
