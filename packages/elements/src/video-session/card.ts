import type { SessionError } from '@fernblick/client';
import { html, nothing, type TemplateResult } from 'lit';
import { icon, type IconName } from '../shared/icon.ts';
import { askFirst, confirmation } from '../shared/confirmation.ts';
import { problemNote } from './problem-note.ts';
import { canCancel, isOffered } from './rights.ts';
import { besideWords, isOpen, type Scene } from './scene.ts';
import type { Screen } from './screen.ts';
import type { SessionWords } from './words/en.ts';

/** What one state of the card shows. */
export interface CardParts {
  readonly icon: IconName;
  readonly heading: string;
  readonly sentence: string | TemplateResult;
  readonly action?: TemplateResult;
  readonly second?: TemplateResult | undefined;
  readonly below?: TemplateResult;
}

/** The compact form: one heading, one sentence, one main action. */
export function renderCard(screen: Screen): TemplateResult {
  const { scene, intents } = screen;
  const problem =
    scene.state.status.is === 'failed'
      ? nothing
      : problemNote(scene.words, intents.problem, intents.dismiss);
  const framed = (note: TemplateResult | typeof nothing): TemplateResult =>
    html`<section class="card" part="card" aria-labelledby="heading">
      ${cardFrame(cardParts(screen))} ${note}
    </section>`;
  const choice = hasChoice(scene)
    ? html`<session-choice lang=${scene.locale} .client=${screen.client}></session-choice>`
    : nothing;
  switch (requestPlace(scene, intents.problem)) {
    case 'instead':
      return html`<slot name="request">${framed(nothing)}</slot>${problem}${choice}`;
    case 'below':
      return html`${framed(problem)}<slot name="request" class="below"></slot>${choice}`;
    case 'nowhere':
      return html`${framed(problem)}${choice}`;
  }
}

/** Whether the ticket has open sessions beside the one of the card. */
function hasChoice({ state }: Scene): boolean {
  return state.sessions.some(({ id, end }) => end === null && id !== state.session?.id);
}

/** Where a `<session-request>` stands: instead of a card that could only say that there is nothing to join, or below it. */
function requestPlace(scene: Scene, problem: SessionError | null): 'instead' | 'below' | 'nowhere' {
  const { state, role } = scene;
  const { session, status } = state;
  if (status.is === 'failed' || isElsewhere(scene, problem)) return 'nowhere';
  if (session?.phase === 'requested') return 'instead';
  if (role !== 'customer') return 'nowhere';
  // Until the call there is time to try the devices out.
  if (isOpen(state)) {
    return session?.phase === 'confirmed' && status.is === 'idle' ? 'below' : 'nowhere';
  }
  const mayAsk = isOffered(scene, 'requests') || isOffered(scene, 'dial');
  const mayCome = mayAsk || isOffered(scene, 'numbers');
  // Also while the connection is cut: what is being typed there stays.
  if (session === null) return mayCome ? 'instead' : 'nowhere';
  // What was declined or called off is told there, and who has withdrawn knows it.
  const { request, end } = session;
  const isTold = request?.message != null || end?.reason === 'called-off';
  const isKnown = mayAsk && end?.reason === 'withdrawn';
  if (request?.yours === true && (isTold || isKnown)) return 'instead';
  return mayCome ? 'below' : 'nowhere';
}

/** The card before there is a client: the page has not said enough, or something that cannot be used. */
export function renderUnready(
  words: SessionWords,
  error: SessionError | null,
  tryAgain: () => void,
): TemplateResult {
  return html`<section class="card" part="card" aria-labelledby="heading">
    ${cardFrame(
      error === null
        ? { icon: 'video', heading: words.notSetUp, sentence: words.notSetUpSentence }
        : failureParts(words, error, tryAgain),
    )}
  </section>`;
}

function cardFrame(parts: CardParts): TemplateResult {
  return html`<div class="card-icon">${icon(parts.icon)}</div>
    <div class="card-text">
      <h2 id="heading" tabindex="-1">${parts.heading}</h2>
      <p>${parts.sentence}</p>
    </div>
    ${
      parts.action === undefined
        ? nothing
        : html`<div class="card-actions">${parts.action}${parts.second ?? nothing}</div>`
    }${parts.below ?? nothing}`;
}

function cardParts(screen: Screen): CardParts {
  const { scene, intents } = screen;
  const { state, words } = scene;
  const elsewhere = isElsewhere(scene, intents.problem);
  if (elsewhere) {
    return {
      icon: 'picture-in-picture',
      heading: words.elsewhere,
      sentence: words.errors['joined-elsewhere'].remedy,
      action: mainAction(words.takeOverHere, intents.takeOver, intents.isUnderWay('join')),
    };
  }
  if (state.status.is === 'failed')
    return failureParts(words, state.status.error, intents.tryAgain, intents.isUnderWay('retry'));
  // Gone out of a session that goes on as far as the server knows.
  if (state.status.is === 'ended' && isOpen(state))
    return { icon: 'check', heading: words.youLeft, sentence: words.leftUntold };
  if (isOpen(state)) return openParts(screen);
  const connecting: CardParts = {
    icon: 'clock',
    heading: words.connecting,
    sentence: words.connectingSentence,
  };
  if (state.session?.phase === 'requested') return { ...connecting, ...screen.asked.parts(screen) };
  if (state.session !== null) return overParts(screen);
  if (state.server !== 'connected') return connecting;
  return scene.role === 'agent'
    ? {
        icon: 'video',
        heading: words.videoSession,
        sentence: isOffered(scene, 'sessions') ? words.startSentence : words.mayNotHold,
        ...startAction(screen),
      }
    : { icon: 'video', heading: words.videoSession, sentence: words.nothingYet };
}

function isElsewhere({ state }: Scene, problem: SessionError | null): boolean {
  const error = state.status.is === 'failed' ? state.status.error : problem;
  return (
    (state.status.is === 'idle' && state.heldByOtherTab && isOpen(state)) ||
    error?.code === 'taken-over' ||
    error?.code === 'joined-elsewhere'
  );
}

function failureParts(
  words: SessionWords,
  error: SessionError,
  tryAgain: () => void,
  busy = false,
): CardParts {
  const { title, remedy } = words.errors[error.code];
  return {
    icon: 'warning',
    heading: title,
    sentence: html`${remedy} <small class="code">${words.code(error.code)}</small>`,
    action: mainAction(words.tryAgain, tryAgain, busy),
  };
}

function openParts(screen: Screen): CardParts {
  const { scene, intents } = screen;
  const { state, words } = scene;
  const opened = state.session?.history.find(({ phase }) => phase === 'confirmed');
  const time =
    opened === undefined
      ? ''
      : new Intl.DateTimeFormat(scene.locale, { timeStyle: 'short' }).format(opened.at);
  const there = scene.other?.presence === 'here';
  const by = opened?.by ?? null;
  const isAsked = state.session?.request != null;
  const opening =
    by === null || by === scene.me?.name ? words.openedAt(time) : words.openedBy(by, time);
  if (scene.role === 'agent' && !isOffered(scene, 'sessions'))
    return { icon: 'video', heading: words.readyForYou, sentence: words.mayNotHold };
  return {
    icon: 'video',
    heading: words.readyForYou,
    sentence: there ? words.isThere(scene.otherName) : opening,
    action: mainAction(words.joinVideoSession, intents.openPreview),
    ...(state.session?.phase === 'confirmed' && canCancel(scene) && !there && !isAsked
      ? {
          second: html`<button type="button" class="quiet" @click=${askFirst('withdraw')}>
              ${words.withdrawSession}</button
            >${confirmation({
              id: 'withdraw',
              heading: `${words.withdrawSession}?`,
              sentence: words.withdrawSentence,
              action: words.withdrawSession,
              cancel: words.cancel,
              confirm: () =>
                void intents.run('finish', (client) => client.cancel('created-by-mistake')),
            })}`,
        }
      : {}),
    ...screen.asked.parts(screen),
    ...besideColleague(screen, opening),
  };
}

/** Where another agent is in it already: nobody waits for this one. */
function besideColleague({ scene, intents }: Screen, sentence: string): Partial<CardParts> {
  const { words, state } = scene;
  const heading = besideWords(scene);
  if (heading === null) return {};
  const isRunning = state.session?.phase === 'in-progress';
  const name = isRunning ? words.joinRunning : words.joinVideoSession;
  return { heading, sentence, action: mainAction(name, intents.openPreview) };
}

function overParts(screen: Screen): CardParts {
  const { scene } = screen;
  const { words, state } = scene;
  const end = state.session?.end ?? null;
  const started = state.session?.history.find((entry) => entry.phase === 'in-progress');
  const own = end !== null && end.by !== null && end.by === scene.me?.id;
  const reason =
    end === null
      ? ''
      : own && end.reason === 'agent-ended'
        ? words.youEnded
        : own && (end.reason === 'agent-left' || end.reason === 'customer-left')
          ? words.youLeft
          : words.endReasons[end.reason];
  const lasted =
    end === null || started === undefined
      ? ''
      : words.lasted(lengthInWords(end.at - started.at, scene.locale));
  return {
    icon: 'check',
    heading: words.over,
    sentence: [
      reason,
      lasted,
      // Where the next one would be started.
      scene.role === 'agent' && !isOffered(scene, 'sessions') ? words.mayNotHold : '',
    ]
      .filter((part) => part !== '')
      .join(' '),
    ...(scene.role === 'agent'
      ? startAction(screen)
      : {
          below: html`<session-rating
            class="card-below"
            lang=${scene.locale}
            .client=${screen.client}
          ></session-rating>`,
        }),
  };
}

function lengthInWords(ms: number, locale: string): string {
  const minutes = Math.floor(ms / 60_000);
  const [value, unit] = minutes === 0 ? [Math.floor(ms / 1_000), 'second'] : [minutes, 'minute'];
  return new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' }).format(value);
}

/** Nothing where administrators do not let the viewer make sessions. */
function startAction({ scene, intents }: Screen): { readonly action?: TemplateResult } {
  if (!isOffered(scene, 'sessions')) return {};
  const isUnderWay = intents.isUnderWay('create');
  return { action: mainAction(scene.words.startVideoSession, intents.create, isUnderWay) };
}

function mainAction(name: string, act: () => void, busy = false): TemplateResult {
  return html`<button type="button" class="main" aria-disabled=${busy} @click=${act}>
    ${name}
  </button>`;
}
