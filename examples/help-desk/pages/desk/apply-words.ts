import type { DeskWords } from './words.ts';

/** Puts the words where the markup asks for them: `data-word`, `data-word-label`, `data-word-placeholder`. */
export function applyWords(root: ParentNode, words: DeskWords): void {
  const targets = [
    ['data-word', (node: Element, text: string) => (node.textContent = text)],
    ['data-word-label', (node: Element, text: string) => node.setAttribute('aria-label', text)],
    [
      'data-word-placeholder',
      (node: Element, text: string) => node.setAttribute('placeholder', text),
    ],
  ] as const;
  for (const [attribute, put] of targets)
    for (const node of root.querySelectorAll(`[${attribute}]`)) {
      const word = words[node.getAttribute(attribute) as keyof DeskWords];
      if (typeof word === 'string') put(node, word);
    }
}
