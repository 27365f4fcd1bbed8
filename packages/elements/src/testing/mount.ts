import { fixture, html } from '@open-wc/testing';
import type { InkLink, Role } from '@fernblick/protocol';
import type { VideoSession } from '../video-session/video-session.ts';
import '../video-session/video-session.ts';
import { FakeSessionClient } from './fake-session-client.ts';
import { shownStates, tokenOf, type ShownState } from './states.ts';
import { until } from './until.ts';

/** All states, without moving pictures. */
export const states = shownStates({ of: () => new MediaStream() });

/** A mounted element with the fake client behind it. */
export interface Mounted {
  readonly call: VideoSession;
  readonly client: FakeSessionClient;
}

/** Puts `<video-session>` on the page, in the state of that name. */
export async function mountState(name: string, lang = 'en'): Promise<Mounted> {
  const shown = states[name];
  if (shown === undefined) throw new Error(`There is no state ${name}.`);
  return mount(shown, lang);
}

/** Puts `<video-session>` on the page, in any state. */
export async function mount(shown: ShownState, lang = 'en', ink?: InkLink): Promise<Mounted> {
  const client = new FakeSessionClient(shown.state);
  if (ink !== undefined) client.ink = ink;
  const call = await fixture<VideoSession>(
    html`<video-session
      lang=${lang}
      .token=${tokenOf(shown.role)}
      .client=${client}
    ></video-session>`,
  );
  await drawn(call);
  if (shown.preview === true) {
    byName(call, 'button', /./, '.main').click();
    await drawn(call);
  }
  return { call, client };
}

/** For tests that need only a role. */
export function asRole(role: Role): ShownState {
  return { role, state: {} };
}

/** Waits until the words have arrived and the element stands still. */
export async function drawn(call: VideoSession): Promise<void> {
  await until(() => call.shadowRoot?.querySelector('.root') !== null && !call.isUpdatePending);
}

/** Finds a visible control as a person does: by role and name. */
export function byName(
  call: Element,
  role: string,
  name: string | RegExp,
  within = '*',
): HTMLElement {
  const found = allByName(call, role, name, within)[0];
  if (found === undefined) throw new Error(`There is no ${role} named ${name}.`);
  return found;
}

/** All visible controls of that role and name. */
export function allByName(
  call: Element,
  role: string,
  name: string | RegExp,
  within = '*',
): HTMLElement[] {
  return [...(call.shadowRoot?.querySelectorAll<HTMLElement>(within) ?? [])].filter(
    (element) =>
      roleOf(element) === role &&
      (typeof name === 'string' ? nameOf(element) === name : name.test(nameOf(element))) &&
      element.checkVisibility(),
  );
}

function roleOf(element: HTMLElement): string {
  const tags: Readonly<Record<string, string>> = {
    button: 'button',
    dialog: 'dialog',
    h2: 'heading',
  };
  return element.getAttribute('role') ?? tags[element.localName] ?? '';
}

function nameOf(element: HTMLElement): string {
  const root = element.getRootNode() as ShadowRoot;
  const labelledBy = element.getAttribute('aria-labelledby');
  const text =
    element.getAttribute('aria-label') ??
    (labelledBy === null ? element.textContent : root.getElementById(labelledBy)?.textContent);
  return (text ?? '').replace(/\s+/gu, ' ').trim();
}
