import type { Role } from '@fernblick/protocol';
import '../session-request/session-request.ts';
import '../session-status-bar/session-status-bar.ts';
import '../video-session/video-session.ts';
import { FakeSessionClient } from './fake-session-client.ts';
import { moving } from './moving-picture.ts';
import { shownStates, tokenOf } from './states.ts';

/*
 * Shows one state of the elements for looking at: `?state=agent-live&scheme=dark&lang=de&dir=rtl`; without a state,
 * the list of all.
 */
const query = new URLSearchParams(location.search);
const page = document.documentElement;
page.lang = query.get('lang') ?? 'en';
page.dir = query.get('dir') ?? 'ltr';
page.dataset['scheme'] = query.get('scheme') ?? '';

const states = shownStates({ of: (role: Role) => moving(role, innerWidth < 600) });
const name = query.get('state');
const shown = name === null ? undefined : states[name];

if (shown === undefined) {
  const list = document.createElement('nav');
  for (const each of Object.keys(states)) {
    const link = document.createElement('a');
    link.href = `?state=${each}`;
    link.textContent = each;
    list.append(link, document.createElement('br'));
  }
  document.body.append(list);
} else {
  const main = document.createElement('main');
  const bar = document.createElement('session-status-bar');
  const call = document.createElement('video-session');
  const request = document.createElement('session-request');
  request.slot = 'request';
  call.append(request);
  call.token = tokenOf(shown.role);
  const client = new FakeSessionClient({ role: shown.role, ...shown.state });
  client.level = 0.4;
  call.client = client;
  call.addEventListener('layout-changed', (event) => {
    main.dataset['layout'] = event.layout;
  });
  main.append(bar, call);
  document.body.append(main);
  // Words other than English arrive a little later.
  while (call.renderRoot?.querySelector('.root') == null)
    await new Promise((next) => requestAnimationFrame(next));
  if (shown.preview === true) call.renderRoot.querySelector<HTMLElement>('.main')?.click();
}
