import type { NetworkWay } from '@fernblick/client';
import {
  verdictOfNetwork,
  type PreCallCheckView,
  type SessionView,
  type WayFindings,
} from '@fernblick/protocol';
import { html, nothing, type TemplateResult } from 'lit';
import { icon } from '../../shared/icon.ts';
import { capital, momentInWords } from '../../shared/moments.ts';
import type { RequestScreen } from '../screen.ts';
import type { CheckRun, WayFound } from './check-run.ts';
import type { CheckWords } from './words/en.ts';

const WAYS: readonly NetworkWay[] = ['direct', 'relayUdp', 'relayTcp'];

/** What is tried by hand or takes its time: the microphone played back, the speaker, and the network. */
export function tries(screen: RequestScreen, run: CheckRun, words: CheckWords): TemplateResult {
  return html`${microphoneTry(screen, run, words)} ${speakerTry(run, words)}
  ${run.ways === null ? nothing : network(screen, run, run.ways, words)}`;
}

function microphoneTry(
  { state }: RequestScreen,
  run: CheckRun,
  words: CheckWords,
): TemplateResult | typeof nothing {
  if (state.microphone.state !== 'on' || typeof MediaRecorder === 'undefined') return nothing;
  const isBusy = run.sample === 'recording' || run.sample === 'playing';
  return html`<div class="try">
    <button type="button" aria-disabled=${isBusy} @click=${run.listen}>
      ${icon('microphone')}${words.listen}
    </button>
    <p class="hint" role="status">${words.samples[run.sample]}</p>
  </div>`;
}

function speakerTry(run: CheckRun, words: CheckWords): TemplateResult {
  const asks = run.sound === 'played' && run.speaker === 'untested';
  return html`<div class="try">
    <button type="button" aria-disabled=${run.sound === 'playing'} @click=${run.play}>
      ${icon('speaker')}${words.play}
    </button>
    <p class="hint" role="status">
      ${
        run.sound === 'playing'
          ? words.playing
          : asks
            ? words.didYouHear
            : run.speaker === 'works'
              ? words.speakerWorks
              : run.speaker === 'failed'
                ? words.speakerRemedy
                : nothing
      }
    </p>
    ${
      asks
        ? html`<button type="button" @click=${() => run.answer('works')}>${words.yes}</button>
            <button type="button" @click=${() => run.answer('failed')}>${words.no}</button>`
        : nothing
    }
  </div>`;
}

function network(
  { words: request }: RequestScreen,
  run: CheckRun,
  ways: ReadonlyMap<NetworkWay, WayFound>,
  words: CheckWords,
): TemplateResult {
  const { problem } = run;
  const outcome = run.isSearching ? null : verdictOfNetwork(findingsOf(ways));
  return html`<div class="network" role="group" aria-labelledby="ways">
    <p class="fact" id="ways"><span class="name">${words.network}</span></p>
    <ul class="ways">
      ${WAYS.map((way) => html`<li>${words.ways[way]}: ${wayInWords(ways.get(way), words)}</li>`)}
    </ul>
    <div role="status">
      ${run.isSearching ? html`<p class="hint">${words.searching}</p>` : nothing}
      ${
        outcome === null
          ? nothing
          : outcome === 'open'
            ? html`<p>${words.verdicts.open}</p>`
            : html`<div class="note">
                ${icon('warning')}
                <p>${words.verdicts[outcome]}</p>
              </div>`
      }
    </div>
    ${
      problem === null
        ? nothing
        : html`<div class="note problem" part="problem" role="alert">
            ${icon('warning')}
            <p>
              <strong>${request.errors[problem.code].title}</strong>
              ${request.errors[problem.code].remedy}
              <small class="code">${request.code(problem.code)}</small>
            </p>
          </div>`
    }
    <button type="button" class="quiet" aria-disabled=${run.isSearching} @click=${run.search}>
      ${words.again}
    </button>
  </div>`;
}

function wayInWords(found: WayFound | undefined, words: CheckWords): string {
  if (found === undefined) return '…';
  const { finding, ms } = found;
  return finding === 'works' && ms !== null ? words.worksIn(ms) : words.findings[finding];
}

function findingsOf(ways: ReadonlyMap<NetworkWay, WayFound>): WayFindings {
  return Object.fromEntries([...ways].map(([way, { finding }]) => [way, finding]));
}

/** For agents: what customers have found before, each with who it was. */
export function foundBefore(
  screen: Pick<RequestScreen, 'nowMs' | 'locale'>,
  { checks, participants }: Pick<SessionView, 'checks' | 'participants'>,
  words: CheckWords,
): TemplateResult {
  return html`<div role="group" aria-label=${words.checked}>
    <p class="fact"><span class="name">${words.checked}:</span></p>
    ${checks.map((check) =>
      foundBy(screen, check, participants.find(({ id }) => id === check.by)?.name, words),
    )}
  </div>`;
}

function foundBy(
  { nowMs, locale }: Pick<RequestScreen, 'nowMs' | 'locale'>,
  { at, findings }: PreCallCheckView,
  name: string | undefined,
  words: CheckWords,
): TemplateResult {
  const { direct, relayUdp, relayTcp, ...devices } = findings;
  const outcome = verdictOfNetwork({ direct, relayUdp, relayTcp });
  const network = outcome === null ? words.findings.untested : words.shortVerdicts[outcome];
  const moment = momentInWords(at, nowMs, locale);
  return html`<p>${name === undefined ? capital(moment, locale) : `${name}, ${moment}`}</p>
    <ul class="ways">
      ${(['camera', 'microphone', 'speaker'] as const).map(
        (device) => html`<li>${words.devices[device]}: ${words.findings[devices[device]]}</li>`,
      )}
      <li>${words.network}: ${network}</li>
    </ul>`;
}
