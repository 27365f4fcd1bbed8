import type { SessionClient, SessionSnapshot } from '@fernblick/client';
import type { Quality, SessionPhase, SessionView } from '@fernblick/protocol';
import { LitElement, html, nothing, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { define } from '../shared/define.ts';
import { clock, isoDuration } from '../shared/duration.ts';
import { icon } from '../shared/icon.ts';
import { shortMoment, timeWithDay } from '../shared/moments.ts';
import { NearestSessionController } from '../shared/nearest-session-controller.ts';
import { qualityMark } from '../shared/quality-mark.ts';
import { TickController } from '../shared/tick-controller.ts';
import { WordsController } from '../shared/words-controller.ts';
import { sessionStatusBarStyles } from './session-status-bar.styles.ts';
import { dictionary } from './words/dictionary.ts';
import type { StatusWords } from './words/en.ts';

/**
 * Where a session stands: requested, confirmed, in progress, done or cancelled, with when, by whom and, where it came to
 * nothing, why; during the call also its duration, quality, hold and recording, and for whoever may know it, with when and
 * by whom, that it is internal or public again, how it was rated and that it is marked done. A step that a session left
 * out is not shown: one that an agent makes was never requested. Place it anywhere near a `<video-session>`, or give it a
 * `client`.
 *
 * It finds its session by itself: the `client` property, else the element whose id `for` names, else the nearest
 * `<video-session>`: each ancestor is searched in turn, from the inside out and out of shadow roots.
 *
 * @tag session-status-bar
 * @attr {string} lang - Language (en, de, it, ro); else that of the nearest ancestor with `lang`, else the browser's.
 * @csspart base - The bar as a whole.
 * @csspart steps - The list of steps.
 * @csspart step - One step; `part="step current"` for the present one, `step past` for those before it.
 * @csspart live - Duration, quality and hold during the call.
 * @csspart marks - That it is recorded, internal or public again, rated, marked done.
 * @cssprop --fernblick-accent - Colour of the present step and of those that are past.
 * @cssprop --fernblick-text - Colour of text.
 * @cssprop --fernblick-surface - Background of the bar.
 * @cssprop [--fernblick-radius=12px] - Radius of its corners.
 * @cssprop [--fernblick-space=4px] - Unit of spacing.
 */
export class SessionStatusBar extends LitElement {
  static override readonly styles = sessionStatusBarStyles;

  /** Id of the `<video-session>` to follow; without it, the nearest one. */
  @property() for: string | null = null;

  readonly #words = new WordsController(this, dictionary);
  readonly #source = new NearestSessionController(this, () => this.for);

  constructor() {
    super();
    this.addController(
      new TickController(this, () => this.client?.state.session?.phase === 'in-progress'),
    );
  }

  /** The client to follow; where the page gives none, that of the `<video-session>` which was found. */
  @property({ attribute: false })
  get client(): SessionClient | null {
    return this.#source.client;
  }

  set client(client: SessionClient | null) {
    this.#source.give(client);
  }

  override render(): TemplateResult | typeof nothing {
    const { words, locale } = this.#words;
    if (words === null) return nothing;
    const state = this.client?.state;
    const session = state?.session ?? null;
    const shown = stepsOf(session);
    const at = shown.findIndex((phase) => phase === session?.phase);
    const nowMs = Date.now() + (state?.clockOffsetMs ?? 0);
    return html`<div class="base" part="base">
      <ol class="steps" part="steps" role="list" aria-label=${words.progress}>
        ${shown.map((phase, index) => {
          const is = index < at ? 'past' : index === at ? 'current' : 'next';
          const when = session?.history.find((entry) => entry.phase === phase)?.at;
          const detail = session === null ? '' : detailOf(phase, session, locale, words);
          return html`<li
            class="step ${is}"
            part="step ${is}"
            data-phase=${phase}
            aria-current=${is === 'current' ? 'step' : nothing}
          >
            <span class="dot" aria-hidden="true"
              >${
                is === 'past' || (is === 'current' && phase === 'done')
                  ? icon('check')
                  : is === 'current' && phase === 'cancelled'
                    ? icon('close')
                    : nothing
              }</span
            >
            <span class="label"
              >${nameOf(phase, words)}${
                is === 'past'
                  ? html`<span class="visually-hidden"> (${words.completed})</span>`
                  : nothing
              }</span
            >
            ${
              when === undefined
                ? nothing
                : html`<time datetime=${new Date(when).toISOString()}
                    >${timeWithDay(when, nowMs, locale)}</time
                  >`
            }
            ${detail === '' ? nothing : html`<span class="detail">${detail}</span>`}
          </li>`;
        })}
      </ol>
      ${
        state !== undefined && session?.phase === 'in-progress'
          ? renderLive(state, session, words)
          : nothing
      }
      ${session === null ? nothing : renderMarks(session, state?.server === 'connected', nowMs, locale, words)}
    </div>`;
  }
}

const USUAL: readonly SessionPhase[] = ['requested', 'confirmed', 'in-progress', 'done'];

/** The steps that were taken and those that may still come: one that was left out is not shown as if it were done. */
function stepsOf(session: SessionView | null): readonly SessionPhase[] {
  if (session === null) return USUAL;
  const past = USUAL.filter((phase) => session.history.some((entry) => entry.phase === phase));
  // A session that is called off never reaches the steps that were still to come.
  if (session.phase === 'cancelled') return [...past, 'cancelled'];
  return [...past, ...USUAL.slice(USUAL.indexOf(session.phase) + 1)];
}

function nameOf(phase: SessionPhase, words: StatusWords): string {
  return phase === 'in-progress' ? words.inProgress : words[phase];
}

/** Who took a step, and what belongs to it: for when it was agreed, or why the session came to nothing. */
function detailOf(
  phase: SessionPhase,
  { request, history, end, participants }: SessionView,
  locale: string,
  words: StatusWords,
): string {
  const entry = history.find((one) => one.phase === phase);
  if (entry === undefined) return '';
  const scheduledFor = request?.scheduledFor ?? null;
  if (phase === 'in-progress')
    // A call begins by both being there, whoever came last.
    return new Intl.ListFormat(locale).format(
      participants.filter(({ presence }) => presence !== 'invited').map(({ name }) => name),
    );
  const by = phase === 'requested' ? (request?.by ?? entry.by) : entry.by;
  return [
    phase === 'confirmed' && scheduledFor !== null
      ? words.scheduledFor(shortMoment(scheduledFor, locale))
      : '',
    end !== null && entry.at === end.at ? (words.reasons[end.reason] ?? '') : '',
    by === null ? '' : words.by(by),
  ]
    .filter((part) => part !== '')
    .join(', ');
}

/** What holds of a session beside its steps. */
function renderMarks(
  { internal, visibilityChanged, recording, ratings, filed, participants }: SessionView,
  isConnected: boolean,
  nowMs: number,
  locale: string,
  words: StatusWords,
): TemplateResult | typeof nothing {
  const mark = (text: string, by?: string | null, at?: number): TemplateResult =>
    html`<span class="fact"
      >${by == null ? text : `${text} ${words.by(by)}`}
      ${
        at === undefined
          ? nothing
          : html`<time datetime=${new Date(at).toISOString()}
              >${timeWithDay(at, nowMs, locale)}</time
            >`
      }</span
    >`;
  const marks = [
    ...(internal || visibilityChanged !== null
      ? [
          mark(
            internal ? words.internal : words.publicAgain,
            visibilityChanged?.by,
            visibilityChanged?.at,
          ),
        ]
      : []),
    // Lit by the last stored piece, as REC is; without the server nobody knows of one.
    ...(recording?.storedAt == null || !isConnected
      ? []
      : [html`<span class="fact recording">${words.recording}</span>`]),
    ...ratings.map(({ by, stars, at }) =>
      mark(words.rated(stars), participants.find(({ id }) => id === by)?.name, at),
    ),
    ...(filed === null ? [] : [mark(words.filed, filed.by, filed.at)]),
  ];
  return marks.length === 0 ? nothing : html`<div class="live" part="marks">${marks}</div>`;
}

const ORDER: readonly Quality[] = ['good', 'fair', 'poor', 'lost'];

function renderLive(
  state: SessionSnapshot,
  session: SessionView,
  words: StatusWords,
): TemplateResult {
  const started = session.history.find((entry) => entry.phase === 'in-progress')?.at;
  const nowMs = Date.now() + state.clockOffsetMs;
  const link = state.links[0];
  // One word for both directions: the worse one is what a person notices.
  const worst = Math.max(
    ORDER.indexOf(link?.receiving ?? 'good'),
    ORDER.indexOf(link?.sending ?? 'good'),
  );
  const quality =
    link === undefined || (link.receiving ?? link.sending) === null ? null : ORDER[worst];
  return html`<div class="live" part="live">
    ${
      started === undefined
        ? nothing
        : html`<span class="fact"
            >${icon('clock')}<span class="visually-hidden">${words.duration}</span
            ><time datetime=${isoDuration(nowMs - started)}>${clock(nowMs - started)}</time></span
          >`
    }
    ${
      quality === null || quality === undefined
        ? nothing
        : html`<span class="fact" data-quality=${quality}
            >${qualityMark(quality)}<span aria-hidden="true">${words.quality[quality]}</span
            ><span class="visually-hidden"
              >${words.qualityLabel(words.quality[quality])}</span
            ></span
          >`
    }
    ${
      session.hold === null
        ? nothing
        : html`<span class="fact hold"
            >${icon('hold')}${words.onHold}
            <time datetime=${isoDuration(nowMs - session.hold.since)}
              >${clock(nowMs - session.hold.since)}</time
            ></span
          >`
    }
  </div>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'session-status-bar': SessionStatusBar;
  }
}

define('session-status-bar', SessionStatusBar);
