import type { SessionClient, SessionSnapshot } from '@fernblick/client';
import type { LitElement, ReactiveController } from 'lit';
import {
  CallStartedEvent,
  LayoutChangedEvent,
  SessionEndedEvent,
  SessionJoinedEvent,
  type SessionLayout,
} from '../events.ts';
import { saidAgain } from '../shared/words-controller.ts';
import { withoutWords } from './other-devices.ts';
import { isOpen, waitingWords, type Scene } from './scene.ts';
import { isOfferedVideo, voiceOnlyWords } from './shown-pictures.ts';

/** Tells the host page and screen readers what has just happened: the difference between two drawings. */
export class MomentController implements ReactiveController {
  readonly #host: LitElement;
  readonly #internals: ElementInternals;
  #before: Scene | null = null;
  #layout: SessionLayout = 'card';
  #joinedSession: string | null = null;
  #startedSession: string | null = null;
  #said = '';

  constructor(host: LitElement, internals: ElementInternals) {
    this.#host = host;
    this.#internals = internals;
    setState(internals, this.#layout, true);
    host.addController(this);
  }

  /** What the live region says. */
  get said(): string {
    return this.#said;
  }

  /** Follows a client's moments; returns what ends it. */
  follow(client: SessionClient): () => void {
    return client.on('session-ended', ({ reason }) => {
      this.#host.dispatchEvent(new SessionEndedEvent(reason));
    });
  }

  /** Called while drawing, so that the live region says it in the same drawing; given what the card and the chat say. */
  see(scene: Scene, openHeading: string, news: string | null): void {
    const before = this.#before;
    this.#before = scene;
    if (before === null) return;
    // What was said in another language has passed; said again it would be news that it is not.
    const last = before.words === scene.words ? this.#said : '';
    const moment = announcement(before, scene, openHeading);
    const said = news === null ? moment : `${moment ?? ''} ${news}`.trim();
    this.#said = saidAgain(said, last);
  }

  hostUpdated(): void {
    const scene = this.#before;
    if (scene === null) return;
    this.#tellLayout(scene.layout);
    this.#tellProgress(scene.state);
  }

  #tellLayout(layout: SessionLayout): void {
    if (layout === this.#layout) return;
    setState(this.#internals, this.#layout, false);
    this.#layout = layout;
    setState(this.#internals, layout, true);
    this.#host.dispatchEvent(new LayoutChangedEvent(layout));
  }

  #tellProgress({ status, session }: SessionSnapshot): void {
    if (session === null) return;
    const inside = status.is === 'waiting' || status.is === 'live' || status.is === 'reconnecting';
    if (inside && this.#joinedSession !== session.id) {
      this.#joinedSession = session.id;
      this.#host.dispatchEvent(new SessionJoinedEvent(session.id));
    }
    if (status.is === 'live' && this.#startedSession !== session.id) {
      this.#startedSession = session.id;
      this.#host.dispatchEvent(new CallStartedEvent(session.id));
    }
    if (status.is === 'idle') this.#joinedSession = null;
  }
}

/** Browsers that know no custom states (before Chrome 125, Firefox 126, Safari 17.4) have the event. */
function setState(internals: ElementInternals, state: SessionLayout, on: boolean): void {
  try {
    if (on) internals.states.add(state);
    else internals.states.delete(state);
  } catch {
    // Chrome before 125 wants another spelling of the name; the event tells the page as much.
    return;
  }
}

/** What about the status is news when it changes: also whether the call goes on while something comes back. */
function statusKey({ status }: SessionSnapshot): string {
  return status.is === 'reconnecting' ? `${status.is} ${status.mediaFlows}` : status.is;
}

function announcement(before: Scene, after: Scene, openHeading: string): string | null {
  const { words, otherName, state } = after;
  const was = before.state;
  if (statusKey(was) !== statusKey(state)) {
    switch (state.status.is) {
      case 'joining':
        return words.joining;
      case 'waiting':
        return state.status.for === 'other-side'
          ? waitingWords(after)
          : words.connectingTo(otherName);
      case 'live':
        return [words.saidLive(otherName), withoutWords(after)].filter(Boolean).join(' ');
      case 'reconnecting':
        return state.status.mediaFlows ? words.reconnectingServer : words.reconnecting;
      case 'ended':
        // Gone out of a session that goes on as far as the server knows.
        return isOpen(state) ? words.youLeft : words.over;
      case 'failed':
        return words.errors[state.status.error.code].title;
      case 'idle':
        // The card says where the session stands; what was said of the call is no longer true.
        return '';
    }
  }
  const { session } = state;
  if (was.session?.phase === 'requested' && session?.phase === 'confirmed') return openHeading;
  if (after.layout !== 'stage') return null;
  const held = state.session?.hold != null;
  const offer =
    was.session !== null && isOfferedVideo(after) && !isOfferedVideo(before)
      ? words.videoOfferFrom(otherName)
      : null;
  if (held !== (was.session?.hold != null))
    return held ? words.onHold : [words.saidResumed, offer].filter(Boolean).join(' ');
  if (offer !== null) return offer;
  const without = withoutWords(after);
  if (without !== null && without !== withoutWords({ ...before, words })) return without;
  if (was.microphone.state !== state.microphone.state)
    return state.microphone.state === 'on' ? words.saidMicrophoneOn : words.saidMicrophoneOff;
  if (was.camera.state !== state.camera.state)
    return state.camera.state === 'on'
      ? (voiceOnlyWords(after) ?? words.saidCameraOn)
      : words.saidCameraOff;
  return null;
}
