import { html, render } from 'lit';
import { live } from 'lit/directives/live.js';
import { clock } from '../shared/duration.ts';
import type { Scene } from './scene.ts';

/** Makes an empty window ready for the call. */
export function furnish(small: Window): void {
  const sheet = new (small as Window & typeof globalThis).CSSStyleSheet();
  sheet.replaceSync(STYLES);
  small.document.adoptedStyleSheets = [sheet];
}

/** Shows the other side, their name and the time in a small window. */
export function paint(small: Window, scene: Scene): void {
  const started = scene.state.session?.history.find((entry) => entry.phase === 'in-progress');
  small.document.title = scene.words.callWith(scene.otherName);
  render(
    html`<video
        autoplay
        playsinline
        .muted=${true}
        .srcObject=${live(scene.link?.stream ?? null)}
        aria-label=${scene.words.pictureOf(scene.otherName)}
      ></video>
      <p>${scene.otherName} ${started === undefined ? '' : clock(scene.nowMs - started.at)}</p>`,
    small.document.body,
  );
}

const STYLES = `
  body { margin: 0; background: #0e1312; color: #fff; font: 14px/1.4 system-ui, sans-serif; }
  video { position: fixed; inset: 0; inline-size: 100%; block-size: 100%; object-fit: contain; }
  p { position: fixed; inset-inline: 0; inset-block-end: 0; margin: 0; padding: 8px 12px;
    background: rgb(0 0 0 / 60%); font-variant-numeric: tabular-nums; }
`;
