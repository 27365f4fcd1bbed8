/** Registers an element unless the page has it already, as when the same script was loaded twice. */
export function define(tag: string, element: CustomElementConstructor): void {
  if (customElements.get(tag) === undefined) customElements.define(tag, element);
}
