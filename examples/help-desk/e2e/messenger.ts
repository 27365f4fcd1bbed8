import type { Page } from 'playwright-core';

/** Resolves once the page's messenger shows this text. */
export async function saysInMessenger(page: Page, text: string | RegExp): Promise<void> {
  await page
    .getByRole('log', { name: /Messages|Nachrichten/ })
    .getByText(text)
    .last()
    .waitFor();
}

/** Writes a message as the person at this page would. */
export async function writeMessage(page: Page, text: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Write a message' }).fill(text);
  await page.getByRole('button', { name: 'Send', exact: true }).click();
}
