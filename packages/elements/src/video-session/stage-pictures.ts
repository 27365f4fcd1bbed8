import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { icon } from '../shared/icon.ts';
import { causeOf, withoutWords } from './other-devices.ts';
import type { Scene } from './scene.ts';
import type { Screen } from './screen.ts';
import { showsLocal, showsRemote, voiceOnlyWords } from './shown-pictures.ts';

/**
 * Both pictures, always the same two `<video>` elements: swapping them is a matter of style, because a video that is
 * moved in the document stops for a moment.
 */
export function renderPictures(screen: Screen): TemplateResult {
  const { scene, corner } = screen;
  const { words, state, ownLarge, other, otherName } = scene;
  const both = other !== null && state.status.is !== 'joining' && !isAlone(scene);
  const swap = (): void => {
    if (!corner.wasDragged) screen.swap();
  };
  return html`<div class="pictures">
    <div class="picture remote ${ownLarge ? 'small corner' : 'large'}" ?hidden=${!both}>
      <canvas class="last-picture" aria-hidden="true"></canvas>
      <video
        id="remote-video"
        part="remote-video"
        aria-label=${words.pictureOf(otherName)}
        autoplay
        playsinline
        .muted=${true}
        .srcObject=${live(scene.link?.stream ?? null)}
        ?data-absent=${!showsRemote(scene)}
      ></video>
      ${showsRemote(scene) ? nothing : placeholder(otherName, remoteSentence(scene))}
      ${ownLarge ? html`<span class="caption">${otherName}</span>` : nothing}
    </div>
    <div class="picture local ${ownLarge ? 'large' : 'small corner'}">
      <video
        id="local-video"
        part="local-video"
        aria-label=${words.ownPicture}
        autoplay
        playsinline
        .muted=${true}
        .srcObject=${live(state.localStream)}
        data-facing=${state.camera.facing ?? 'unknown'}
        ?data-absent=${!showsLocal(scene)}
      ></video>
      ${
        showsLocal(scene)
          ? nothing
          : placeholder(scene.me?.name ?? words.you, voiceOnlyWords(scene) ?? words.cameraIsOff)
      }
      ${ownLarge ? nothing : html`<span class="caption">${words.you}</span>`}
    </div>
    ${renderOverlay(screen)}
    ${
      both
        ? html`<button
            type="button"
            class="swap corner"
            title="${words.swapPictures} (X)"
            aria-description=${words.swapHint}
            aria-keyshortcuts="X"
            @click=${swap}
            @pointerdown=${corner.start}
            @pointermove=${corner.move}
            @pointerup=${corner.end}
            @pointercancel=${corner.end}
            @keydown=${corner.key}
          >
            ${icon('swap')}<span class="visually-hidden">${words.swapPictures}</span>
          </button>`
        : nothing
    }
  </div>`;
}

/** Ink belongs to the picture that both sides look at; where that is the small one, it waits. */
function renderOverlay({
  scene,
  client,
  drawing,
  models,
}: Screen): TemplateResult | typeof nothing {
  if (!drawing.isShown) return nothing;
  const isLarge = scene.sharesOwn === scene.ownLarge;
  return html`<ar-overlay
    part="overlay"
    for=${scene.sharesOwn ? 'local-video' : 'remote-video'}
    lang=${scene.locale}
    .link=${client.ink}
    .models=${models}
    .handStream=${scene.sharesOwn ? null : scene.state.localStream}
    ?watching=${!drawing.isDrawing}
    ?frozen=${drawing.isFrozen}
    ?hidden=${!isLarge || !drawing.canDraw}
  ></ar-overlay>`;
}

function isAlone({ other }: Scene): boolean {
  return other === null || other.presence === 'invited' || other.presence === 'left';
}

function remoteSentence(scene: Scene): string {
  const { words, state, other, otherName, link } = scene;
  if (state.session?.hold != null) return words.onHold;
  if (state.session?.video.is !== 'on') return words.voiceOnly;
  if (causeOf(other?.camera ?? 'off') !== null)
    return withoutWords(scene) ?? words.cameraOffOf(otherName);
  if (other?.camera !== 'on') return words.cameraOffOf(otherName);
  return link?.otherAudioOnly === true ? words.voiceOnly : words.noPictureOf(otherName);
}

function placeholder(name: string, sentence: string): TemplateResult {
  return html`<div class="placeholder">
    <span class="initials" aria-hidden="true">${initials(name)}</span>
    <p>${sentence}</p>
  </div>`;
}

function initials(name: string): string {
  const words = name.split(/\s+/u).filter((word) => /^\p{L}/u.test(word));
  const first = words[0]?.[0] ?? '';
  const last = words.length > 1 ? (words.at(-1)?.[0] ?? '') : '';
  return (first + last).toLocaleUpperCase();
}
