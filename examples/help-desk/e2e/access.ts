import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type axe from 'axe-core';
import type { Locator, Page } from 'playwright-core';

const axeSource = readFileSync(
  createRequire(import.meta.url).resolve('axe-core/axe.min.js'),
  'utf8',
);
/** A person with a keyboard needs a few dozen steps to anywhere on these pages. */
export const MAX_TABS = 80;

const everything = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** Fails with what axe finds on the page, shadow roots included. */
export async function axeFindsNothing(
  page: Page,
  where: string,
  rules: readonly string[] = everything,
): Promise<void> {
  // Only the tool itself is let past the page's policy; it runs in the page, not in a script tag.
  await page.evaluate(axeSource);
  const found = await page.evaluate(
    async (runOnly) => {
      const { violations: all } = await (window as unknown as { axe: typeof axe }).axe.run(
        document,
        {
          runOnly,
        },
      );
      return all.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`);
    },
    [...rules],
  );
  assert.deepEqual(found, [], where);
}

/** Moves the focus with Tab until it stands on the button, then presses it. */
export async function pressByKeyboard(
  page: Page,
  name: string,
  within: Page | Locator = page,
): Promise<void> {
  await tabTo(page, within.getByRole('button', { name, exact: true }));
  await page.keyboard.press('Enter');
}

/** Moves the focus with Tab until it stands on the control. */
export async function tabTo(page: Page, control: Locator): Promise<void> {
  await control.waitFor();
  for (let tabs = 0; tabs < MAX_TABS && !(await isFocused(control)); tabs++)
    await page.keyboard.press('Tab');
  assert.ok(await isFocused(control), `Tab does not reach ${control.toString()}`);
}

/** True where a control has the focus, in whatever shadow root. */
export function isFocused(control: Locator): Promise<boolean> {
  return control.evaluate((node) => (node.getRootNode() as ShadowRoot).activeElement === node);
}
