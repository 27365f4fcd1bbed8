import { fixture, html } from '@open-wc/testing';
import type { ArOverlay } from '../ar-overlay/ar-overlay.ts';
import '../ar-overlay/ar-overlay.ts';
import { joinedLinks, movingScene, type MovingScene, type PageLink } from './drawing-scene.ts';
import { until } from './until.ts';

/** Two overlays over the same moving scene, joined within the page: an agent's and a customer's. */
export interface JoinedOverlays {
  readonly page: HTMLElement;
  readonly one: ArOverlay;
  readonly two: ArOverlay;
  readonly links: readonly [PageLink, PageLink];
  readonly scene: MovingScene;
  readonly problems: string[];
  readonly saw: () => string;
  readonly close: () => void;
}

/** Puts them on the page, and waits until both follow. */
export async function joinedOverlays(
  options: { readonly customerMayDraw?: boolean; readonly tracking?: 'on' | 'off' } = {},
): Promise<JoinedOverlays> {
  const scene = movingScene();
  const links = joinedLinks(options);
  const page = await fixture<HTMLElement>(
    html`<div>
      <video id="one" muted autoplay .srcObject=${scene.stream}></video>
      <video id="two" muted autoplay .srcObject=${scene.stream}></video>
      <ar-overlay for="one" lang="en" .link=${links[0]}></ar-overlay>
      <ar-overlay for="two" lang="en" .link=${links[1]}></ar-overlay>
    </div>`,
  );
  const [one, two] = [...page.querySelectorAll('ar-overlay')];
  if (one === undefined || two === undefined) throw new Error('There are no overlays.');
  const problems: string[] = [];
  page.addEventListener('drawing-problem', ({ code, detail }) =>
    problems.push(`${code} ${detail}`),
  );
  const saw = (): string => JSON.stringify([one.marks, two.marks, problems]);
  const { tracking = 'on' } = options;
  await until(() => one.tracking === tracking && two.tracking === tracking, saw);
  const close = (): void => {
    scene.close();
    page.remove();
  };
  return { page, one, two, links, scene, problems, saw, close };
}

/** Lets the scene rest until both sides show it, and returns the frame's number. */
export async function frameShows(
  { scene, page }: JoinedOverlays,
  moving: boolean,
): Promise<number> {
  scene.moving = moving;
  const videos = [...page.querySelectorAll('video')];
  // Two frames of the same number: what is on its way from before has arrived.
  for (let i = 0; i < 4; i++)
    await Promise.all(
      videos.map((video) => new Promise((next) => video.requestVideoFrameCallback(next))),
    );
  return scene.frame;
}
