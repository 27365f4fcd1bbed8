import { css } from 'lit';

export const tellingStyles = css`
  .notice {
    position: absolute;
    z-index: 4;
    inset-block-start: var(--fernblick-tools-top, 8px);
    inset-inline: 8px;
    inline-size: fit-content;
    max-inline-size: min(44ch, calc(100% - 16px));
    margin-inline: auto;
    padding: 4px 12px;
    border-radius: 16px;
    background: var(--_glass);
    color: var(--_on-glass);
    font-size: 14px;
    line-height: 20px;
    text-align: center;
  }

  .notice progress {
    inline-size: 96px;
    block-size: 6px;
    margin-inline-start: 8px;
    vertical-align: middle;
    color-scheme: dark;
    accent-color: var(--_on-glass);
  }

  @media (forced-colors: active) {
    .notice {
      border: 1px solid ButtonText;
    }
  }
`;
