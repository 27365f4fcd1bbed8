import type { DeskLine, DeskListName } from '@fernblick/protocol';
import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { clock, isoDuration } from '../shared/duration.ts';
import { momentInWords, shortestMoment } from '../shared/moments.ts';
import type { ListsController, ListShown } from './lists-controller.ts';
import type { ConsoleWords } from './words/en.ts';

/** What the lists are drawn with. */
export interface ListParts {
  readonly words: ConsoleWords;
  readonly locale: string;
  /** The server's time. */
  readonly now: number;
  readonly lists: ListsController;
  readonly choose: (line: DeskLine) => void;
}

/** What runs, what was asked for, and what is over. */
export function renderLists(parts: ListParts): TemplateResult {
  const { words, lists } = parts;
  return html`<section class="list" aria-labelledby="running">
      <h2 id="running">${heading(words.running, lists.shown('running'))}</h2>
      ${renderList(parts, 'running', words.noneRunning)}
    </section>
    <section class="list" aria-labelledby="requests">
      <h2 id="requests">${heading(words.requests, lists.shown('requests'))}</h2>
      ${renderList(parts, 'requests', words.noRequests)}
    </section>
    <details class="list" @toggle=${lists.openPast}>
      <summary><h2>${words.past}</h2></summary>
      <label class="check">
        <input type="checkbox" .checked=${lists.onlyMine} @change=${lists.toggleMine} />
        ${words.onlyMine}
      </label>
      ${renderList(parts, 'past', words.nonePast)}
    </details>`;
}

/** With how many there are, as far as that is known. */
function heading(text: string, { lines, hasMore, isKnown }: ListShown): string {
  return isKnown && lines.length > 0 ? `${text} (${lines.length}${hasMore ? '+' : ''})` : text;
}

function renderList(parts: ListParts, name: DeskListName, none: string): TemplateResult {
  const { words, lists } = parts;
  const { lines, hasMore, isLoading, isKnown, error } = lists.shown(name);
  return html`${
    lines.length === 0
      ? nothing
      : html`<ul class="rows">
          ${repeat(
            lines,
            ({ session }) => session,
            (line) => html`<li>${renderLine(parts, name, line)}</li>`,
          )}
        </ul>`
  }
  ${
    lines.length === 0 && error === null
      ? html`<p class="hint">${isKnown ? none : words.loading}</p>`
      : nothing
  }
  ${
    error === null
      ? nothing
      : html`<div class="note" role="alert">
          <p>${words.notLoaded} <small class="code">${words.code(error.code)}</small></p>
          <button type="button" @click=${() => lists.retry(name)}>${words.retry}</button>
        </div>`
  }
  ${
    hasMore && error === null
      ? html`<button type="button" aria-disabled=${isLoading} @click=${() => lists.more(name)}>
          ${words.more}
        </button>`
      : nothing
  }`;
}

function renderLine(parts: ListParts, name: DeskListName, line: DeskLine): TemplateResult {
  const { words, locale, choose } = parts;
  const names = new Intl.ListFormat(locale);
  const who = line.customers.length === 0 ? words.noCustomer : names.format(line.customers);
  const facts = [
    ...line.tickets.map((ticket) => words.ticket(ticket)),
    ...(line.agents.length === 0 ? [] : [words.with(names.format(line.agents))]),
    ...(line.internal ? [words.internal] : []),
  ];
  return html`<button
    type="button"
    class="row"
    part="session"
    data-mine=${line.mine}
    @click=${() => choose(line)}
  >
    <span class="row-who">${who}</span>
    <span class="row-when">${renderTime(parts, name, line)}</span>
    <span class="row-what">${stateInWords(parts, line)}</span>
    <span class="row-facts">${facts.join(' · ')}</span>
    ${
      name === 'requests' && line.request !== null && line.request.reason !== ''
        ? html`<span class="row-reason">${line.request.reason}</span>`
        : nothing
    }
  </button>`;
}

function renderTime(
  { locale, now }: ListParts,
  name: DeskListName,
  line: DeskLine,
): TemplateResult | string {
  if (name === 'running' && line.startedAt !== null) {
    const ms = Math.max(0, now - line.startedAt);
    return html`<time datetime=${isoDuration(ms)}>${clock(ms)}</time>`;
  }
  return shortestMoment(line.at, now, locale);
}

function stateInWords({ words, locale, now }: ListParts, line: DeskLine): string {
  const { phase, request, heldSince } = line;
  if (phase === 'in-progress') return heldSince === null ? words.talking : words.onHold;
  if (phase === 'requested') {
    if (request?.calling === true) return words.callsNow;
    if (request?.proposed === true) return words.timesOffered;
    return request?.answered?.as === 'other-times' ? words.otherTimes : words.asks;
  }
  if (phase === 'confirmed')
    return request?.scheduledFor == null
      ? words.ready
      : words.agreed(momentInWords(request.scheduledFor, now, locale));
  const { durationMs, filed, stars } = line;
  return [
    words.phases[phase],
    ...(durationMs === null ? [] : [clock(durationMs)]),
    ...(filed === null ? [] : [filed.disposition?.label ?? words.filed]),
    ...stars.map((count) => words.stars(count)),
  ].join(' · ');
}
