import type { Browser, Page } from 'playwright-core';
import type { VideoSession } from '@fernblick/elements';

/** Opens an address on a phone that has never been here. */
export async function openOnPhone(browser: Browser, address: string): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, locale: 'en' });
  const page = await context.newPage();
  await page.goto(address);
  return page;
}

/** Resolves once the guest's call is there and the other side's picture moves. */
export async function guestSees(page: Page): Promise<void> {
  await page.locator('video-session').evaluate(async (element) => {
    const frames = (): number =>
      element.shadowRoot
        ?.querySelector<HTMLVideoElement>('[part~="remote-video"]')
        ?.getVideoPlaybackQuality().totalVideoFrames ?? 0;
    const next = () => new Promise((resolve) => requestAnimationFrame(resolve));
    while ((element as VideoSession).client?.state.status.is !== 'live') await next();
    const before = frames();
    while (frames() < before + 10) await next();
  });
}
