import type { CSSResult, LitElement } from 'lit';

/** Gives an element the styles of a part that was loaded after it. */
export function adopt({ renderRoot }: LitElement, { styleSheet }: CSSResult): void {
  if (styleSheet !== undefined && renderRoot instanceof ShadowRoot)
    renderRoot.adoptedStyleSheets = [...renderRoot.adoptedStyleSheets, styleSheet];
}
