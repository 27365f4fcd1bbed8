import { html, nothing, type TemplateResult } from 'lit';
import { icon } from '../shared/icon.ts';
import { deviceProblems } from './device-problems.ts';
import { problemNote } from './problem-note.ts';
import type { Screen } from './screen.ts';
import { isOfferedVideo } from './shown-pictures.ts';

/** What a person should know or decide during the call, without anything stopping for it. */
export function renderNotices(screen: Screen): TemplateResult {
  const { scene, intents } = screen;
  const { words, state, link, otherName } = scene;
  const { status } = state;
  const callGoesOn = status.is === 'reconnecting' && status.mediaFlows;
  // One cause, one note.
  const problem =
    callGoesOn && intents.problem?.code === 'server-unreachable' ? null : intents.problem;
  return html`<div class="notices" part="notices">
    ${
      state.soundBlocked
        ? html`<button
            type="button"
            class="main sound"
            @click=${() => void intents.run('sound', (client) => client.unblockSound())}
          >
            ${icon('speaker')}${words.tapForSound}
          </button>`
        : nothing
    }
    ${videoOffer(screen)} ${callGoesOn ? note(words.reconnectingServer) : nothing}
    ${link?.audioOnly === true ? note(words.audioOnly) : nothing}
    ${link?.otherAudioOnly === true ? note(words.otherAudioOnly(otherName)) : nothing}
    ${deviceProblems(screen, 'stage')} ${problemNote(words, problem, intents.dismiss)}
    <camera-wishes .client=${screen.client}></camera-wishes>
  </div>`;
}

function note(text: string): TemplateResult {
  return html`<div class="note">
    ${icon('warning')}
    <p>${text}</p>
  </div>`;
}

function videoOffer({ scene, intents }: Screen): TemplateResult | typeof nothing {
  const { words, state, me, otherName } = scene;
  const video = state.session?.video;
  if (video?.is !== 'offered') return nothing;
  const decline = (): void => void intents.run('video', (client) => client.declineVideo());
  if (video.by === me?.id)
    return html`<div class="note">
      ${icon('video')}
      <p>${words.videoOffered(otherName)}</p>
      <button type="button" class="quiet" @click=${decline}>${words.takeBack}</button>
    </div>`;
  if (!isOfferedVideo(scene)) return nothing;
  const accept = (send: boolean) => (): void =>
    void intents.run('video', (client) => client.acceptVideo({ send }));
  return html`<div class="note offer" role="dialog" aria-labelledby="offer" aria-modal="false">
    ${icon('video')}
    <div>
      <p id="offer"><strong>${words.videoOfferFrom(otherName)}</strong></p>
      <p>${words.videoOfferSentence}</p>
    </div>
    <div class="note-actions">
      <button type="button" class="main" @click=${accept(true)}>${words.acceptAndSend}</button>
      <button type="button" @click=${accept(false)}>${words.justWatch}</button>
      <button type="button" class="quiet" @click=${decline}>${words.notNow}</button>
    </div>
  </div>`;
}
