import type { ElementHandle, Page } from 'puppeteer-core';
import { PATIENCE_MS } from '../faults/desk-call.ts';

/** Presses the last button of that text, wherever in the page's shadow roots it is. */
export async function press(page: Page, text: string): Promise<void> {
  const found = await page.waitForFunction(
    (wanted) => {
      const all = (root: ParentNode): readonly Element[] =>
        [...root.querySelectorAll('*')].flatMap((node) =>
          node.shadowRoot === null ? [node] : [node, ...all(node.shadowRoot)],
        );
      return all(document)
        .filter((node) => node instanceof HTMLButtonElement)
        .findLast((button) => button.checkVisibility() && button.textContent.trim() === wanted);
    },
    { timeout: PATIENCE_MS, polling: 100 },
    text,
  );
  const button = found as ElementHandle;
  await button.click();
}
