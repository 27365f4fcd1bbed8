import { css, type LitElement } from 'lit';

const checkStyles = css`
  .check .mirror-empty {
    padding-block-end: calc(var(--_space) * 4);
  }

  .try {
    display: flex;
    flex-wrap: wrap;
    gap: calc(var(--_space) * 2);
  }

  .try p {
    flex-basis: 100%;
  }

  .ways {
    margin: 0;
    padding-inline-start: calc(var(--_space) * 5);
    font-size: 16px;
    line-height: 24px;
  }

  .ways + p {
    margin-block-start: calc(var(--_space) * 2);
  }

  .network {
    display: grid;
    gap: calc(var(--_space) * 2);
    justify-items: start;
  }
`;

/** Takes the styles of what is loaded with the check into the element that shows it. */
export function dress({ renderRoot }: LitElement): void {
  const { styleSheet } = checkStyles;
  if (styleSheet !== undefined && renderRoot instanceof ShadowRoot)
    renderRoot.adoptedStyleSheets = [...renderRoot.adoptedStyleSheets, styleSheet];
}
