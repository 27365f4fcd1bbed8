import { aTimeout, expect, fixture, html } from '@open-wc/testing';
import { SessionError, type CallOffer } from '@fernblick/protocol';
import { deskLine } from '../testing/fake-desk.ts';
import { FakeSessionClient } from '../testing/fake-session-client.ts';
import { allByName, byName } from '../testing/mount.ts';
import type { SessionChosenEvent } from '../events.ts';
import { until } from '../testing/until.ts';
import type { AgentConsole } from './agent-console.ts';
import './agent-console.ts';

async function mount(lang = 'en') {
  const client = new FakeSessionClient();
  const element = await fixture<AgentConsole>(
    html`<agent-console lang=${lang} silent .client=${client}></agent-console>`,
  );
  await settled(element);
  return { element, client, desk: client.desk };
}

async function settled(element: AgentConsole): Promise<void> {
  while (element.shadowRoot?.querySelector('.base') === null || element.isUpdatePending)
    await aTimeout(0);
  await aTimeout(0);
  await element.updateComplete;
}

async function ring(
  { element, desk }: Awaited<ReturnType<typeof mount>>,
  ...offers: readonly Partial<CallOffer>[]
): Promise<void> {
  desk.ring(...offers);
  await settled(element);
}

const text = (element: Element): string => element.textContent?.replace(/\s+/g, ' ').trim() ?? '';
const status = (element: AgentConsole): string => {
  const line = element.shadowRoot?.querySelector('[role=status]');
  return line == null ? '' : text(line);
};
const textOf = (element: AgentConsole): string => element.shadowRoot?.textContent ?? '';

describe('agent-console', () => {
  const title = 'Desk';
  beforeEach(() => {
    document.title = title;
  });
  afterEach(() => {
    sessionStorage.clear();
  });

  it('lets calls ring when the agent says so, and again after a reload', async () => {
    const { element, desk } = await mount();
    expect(desk.calls).to.include('available false');
    byName(element, 'switch', 'Available').click();
    await settled(element);
    expect(desk.state.available).to.equal(true);
    expect(textOf(element)).to.include('Calls ring here.');
    const reloaded = await mount();
    expect(reloaded.desk.calls).to.include('available true');
  });

  it('comes by a colleague’s link: turns the page to the session, and keeps the key no longer', async () => {
    const key = `session-0007.invited-0001.${'x'.repeat(22)}`;
    history.replaceState(null, '', `#invitation=${key}`);
    const chosen: (string | null)[] = [];
    const hear = ({ session, ticket }: SessionChosenEvent): void => {
      chosen.push(session, ticket);
    };
    document.addEventListener('session-chosen', hear);
    try {
      const { client, element } = await mount();
      await until(() => chosen.length > 0);
      expect(chosen).to.deep.equal(['session-0007', 'T-1001']);
      expect(client.calls).to.include(`invitations.accept ${key}`);
      expect(location.hash).to.equal('');
      element.requestUpdate();
      await settled(element);
      expect(client.calls.filter((call) => call.startsWith('invitations.'))).to.have.length(1);
    } finally {
      document.removeEventListener('session-chosen', hear);
    }
  });

  it('says of a link that does not hold what to do, and keeps one that may go better later', async () => {
    for (const [code, said, stays] of [
      ['not-allowed', 'Ask whoever invited you for a new one.', false],
      ['session-over', 'The session that you were invited to is over.', false],
      ['server-unreachable', 'That did not work. Please try again.', true],
    ] as const) {
      history.replaceState(null, '', '#invitation=session-0007.invited-0001.x');
      const client = new FakeSessionClient();
      client.invitations.refusal = code;
      const element = await fixture<AgentConsole>(
        html`<agent-console lang="en" silent .client=${client}></agent-console>`,
      );
      await until(() => textOf(element).includes(said));
      expect(location.hash !== '', code).to.equal(stays);
      history.replaceState(null, '', location.pathname + location.search);
      byName(element, 'button', 'Dismiss').click();
      await settled(element);
      expect(textOf(element)).not.to.include(said);
    }
  });

  it('comes by itself once the server is there, and with a link that is opened in a page that is there already', async () => {
    const key = 'session-0007.invited-0001.x';
    const client = new FakeSessionClient();
    const accepted = () => client.calls.filter((call) => call === `invitations.accept ${key}`);
    client.set({ server: 'disconnected' });
    client.invitations.refusal = 'server-unreachable';
    history.replaceState(null, '', `#invitation=${key}`);
    const element = await fixture<AgentConsole>(
      html`<agent-console lang="en" silent .client=${client}></agent-console>`,
    );
    await until(() => textOf(element).includes('That did not work.'));
    client.invitations.refusal = null;
    client.set({ server: 'connected' });
    await until(() => location.hash === '');
    await settled(element);
    expect(textOf(element)).not.to.include('That did not work.');
    const before = accepted().length;
    location.hash = `#invitation=${key}`;
    await until(() => location.hash === '');
    expect(accepted()).to.have.length(before + 1);
  });

  it('shows who calls, about what, and tells the page when the agent has accepted', async () => {
    const mounted = await mount();
    const { element, desk } = mounted;
    await ring(mounted, { reason: '<b>It leaks.</b>' }, { session: 'session-0002', by: 'Paul' });
    expect(textOf(element)).to.include('Maria Rossi is calling');
    expect(textOf(element)).to.include('<b>It leaks.</b>');
    expect(document.title).to.equal(`(2) ${title}`);
    const told: string[] = [];
    element.addEventListener('call-accepted', ({ session, ticket }) =>
      told.push(session, ticket ?? ''),
    );
    byName(element, 'button', 'Accept the call of Paul').click();
    await settled(element);
    expect(told).to.deep.equal(['session-0002', 'T-1001']);
    byName(element, 'button', 'Decline the call of Maria Rossi').click();
    await settled(element);
    expect(desk.calls.slice(-2)).to.deep.equal(['accept session-0002', 'decline session-0001']);
    await ring(mounted);
    expect(document.title).to.equal(title);
  });

  it('keeps a call that rings in sight, in a small part of a page, at its beginning and at its end', async () => {
    const box = await fixture<HTMLElement>(html`<div></div>`);
    Object.assign(box.style, { inlineSize: '216px', blockSize: '240px', overflow: 'auto' });
    const mounted = await mount();
    box.append(mounted.element);
    mounted.desk.tell(deskLine({ session: 'session-0002' }));
    await ring(mounted, { reason: 'It leaks.' });
    const { top, bottom } = box.getBoundingClientRect();
    for (const scrolled of [0, box.scrollHeight - 240]) {
      box.scrollTop = scrolled;
      expect(box.scrollTop).to.equal(scrolled);
      for (const name of ['Accept the call of Maria Rossi', 'Decline the call of Maria Rossi']) {
        const button = byName(mounted.element, 'button', name).getBoundingClientRect();
        expect(button.top).to.be.at.least(top);
        expect(button.bottom).to.be.at.most(bottom);
      }
    }
  });

  it('is heard while somebody calls, but not in a page that sounds otherwise, nor during talk; and counts on the icon', async () => {
    const real = AudioContext;
    let notes = 0;
    const badges: number[] = [];
    globalThis.AudioContext = class extends real {
      override get state(): AudioContextState {
        return 'running';
      }
      override createOscillator(): OscillatorNode {
        notes += 1;
        return super.createOscillator();
      }
    };
    Object.assign(navigator, { setAppBadge: async (count: number) => badges.push(count) });
    const rings = async (before: () => void = () => {}): Promise<number> => {
      notes = 0;
      const client = new FakeSessionClient();
      const element = await fixture<AgentConsole>(
        html`<agent-console lang="en" .client=${client}></agent-console>`,
      );
      await settled(element);
      before();
      client.desk.ring({});
      await settled(element);
      element.remove();
      return notes;
    };
    try {
      expect(await rings(), 'two notes').to.equal(2);
      expect(badges).to.deep.equal([1, 0]);
      const heard: Event[] = [];
      const own = (event: Event): void => {
        heard.push(event);
        event.preventDefault();
      };
      document.addEventListener('call-ring', own);
      expect(await rings()).to.equal(0);
      document.removeEventListener('call-ring', own);
      expect(heard.length).to.equal(1);
      const call = document.createElement('video-session');
      call.client = new FakeSessionClient({ status: { is: 'live', since: Date.now() } });
      expect(await rings(() => document.body.append(call))).to.equal(0);
      call.remove();
    } finally {
      globalThis.AudioContext = real;
      Reflect.deleteProperty(navigator, 'setAppBadge');
    }
  });

  it('says that somebody was faster', async () => {
    const mounted = await mount();
    await ring(mounted, {});
    mounted.desk.refusal = 'already-answered';
    byName(mounted.element, 'button', 'Accept the call of Maria Rossi').click();
    await settled(mounted.element);
    expect(textOf(mounted.element)).to.include('Somebody else was faster.');
  });

  it('shows what runs and what was asked for, and follows what changes', async () => {
    const client = new FakeSessionClient();
    const running = deskLine({
      session: 'session-0002',
      phase: 'in-progress',
      agents: ['Ben'],
      customers: ['Paul'],
      request: null,
      startedAt: Date.now() - 65_000,
    });
    client.desk.lines = [deskLine(), running];
    const element = await fixture<AgentConsole>(
      html`<agent-console lang="en" silent .client=${client}></agent-console>`,
    );
    await settled(element);
    const rows = () => allByName(element, 'button', /Maria Rossi|Paul/).map(text);
    expect(rows()[0]).to.match(/Paul 1:0\d In the call Ticket T-1001 · with Ben/);
    expect(rows()[1]).to.match(/Maria Rossi .* Asks for a session Ticket T-1001 It leaks\./);
    const chosen: string[] = [];
    element.addEventListener('session-chosen', ({ session, ticket }) =>
      chosen.push(session, ticket ?? ''),
    );
    byName(element, 'button', /Paul/).click();
    expect(chosen).to.deep.equal(['session-0002', 'T-1001']);
    expect(status(element), 'what was there is not news').to.equal('');

    client.desk.tell(deskLine({ session: 'session-0003', customers: ['<b>Eva</b>'] }));
    await settled(element);
    expect(status(element)).to.equal('<b>Eva</b> asks for a session, Ticket T-1001');
    client.desk.tell({ ...running, phase: 'done', durationMs: 65_000 });
    await settled(element);
    expect(textOf(element)).to.include('No call is running.');
    expect(textOf(element)).to.include('Requests (2)');
  });

  it('keeps what changes while a list is being read, whose answer is of before', async () => {
    const client = new FakeSessionClient();
    client.desk.lines = [deskLine()];
    client.desk.meanwhile = () =>
      client.desk.tell(deskLine({ session: 'session-0003', customers: ['Eva'] }));
    const element = await fixture<AgentConsole>(
      html`<agent-console lang="en" silent .client=${client}></agent-console>`,
    );
    await settled(element);
    expect(textOf(element)).to.include('Requests (2)');
    expect(allByName(element, 'button', /Eva/).length).to.equal(1);
  });

  it('tells what customers answer: other times, an accepted time, and that they take it back', async () => {
    const told: string[] = [];
    const real = Notification;
    class FakeNotification extends EventTarget {
      static readonly permission = 'granted';
      constructor(title: string) {
        super();
        told.push(title);
      }
      readonly close = (): void => undefined;
    }
    const focus = document.hasFocus.bind(document);
    localStorage.setItem('fernblick:notify', 'true');
    Object.assign(window, { Notification: FakeNotification });
    document.hasFocus = () => false;
    try {
      const client = new FakeSessionClient();
      const asked = { reason: '', scheduledFor: null, proposed: true, calling: false };
      const answered = (as: 'other-times' | 'accepted' | 'withdrawn', at: number) => ({
        ...asked,
        proposed: false,
        answered: { as, at },
      });
      client.desk.lines = [deskLine({ request: { ...asked, answered: null } })];
      const element = await fixture<AgentConsole>(
        html`<agent-console lang="en" silent .client=${client}></agent-console>`,
      );
      await settled(element);
      client.desk.tell(deskLine({ request: answered('other-times', 1) }));
      await settled(element);
      expect(status(element)).to.equal('Maria Rossi names other times, Ticket T-1001');
      expect(textOf(element)).to.include('Names other times');
      const agreed = { ...answered('accepted', 2), scheduledFor: Date.now() + 86_400_000 };
      client.desk.tell(deskLine({ phase: 'confirmed', request: agreed }));
      await settled(element);
      expect(status(element)).to.match(
        /^Maria Rossi accepts an offered time, Ticket T-1001, Agreed: tomorrow, /,
      );
      const over = { phase: 'cancelled', reason: 'withdrawn' } as const;
      client.desk.tell(deskLine({ ...over, request: { ...agreed, ...answered('withdrawn', 3) } }));
      await settled(element);
      expect(status(element)).to.equal('Maria Rossi has withdrawn the request, Ticket T-1001');
      const titles = ['names other times', 'accepts an offered time', 'has withdrawn the request'];
      expect(told).to.deep.equal(titles.map((title) => `Maria Rossi ${title}`));
      client.desk.tell(deskLine({ ...over, session: 'session-0009', tickets: ['T-9'] }));
      await settled(element);
      expect(told, 'what was over before is no news').to.have.length(3);
    } finally {
      Object.assign(window, { Notification: real });
      document.hasFocus = focus;
      localStorage.clear();
    }
  });

  it('shows the past when somebody opens it: one’s own, all, and more of it', async () => {
    const client = new FakeSessionClient();
    client.desk.lines = [1, 2, 3, 4].map((n) =>
      deskLine({
        session: `session-000${n}`,
        phase: 'done',
        customers: [`Customer ${n}`],
        durationMs: 60_000,
        stars: [4],
        mine: n !== 2,
        at: Date.now() - n * 1_000,
      }),
    );
    const element = await fixture<AgentConsole>(
      html`<agent-console lang="en" silent .client=${client}></agent-console>`,
    );
    await settled(element);
    const shown = () =>
      allByName(element, 'button', /Customer/).map((row) => /\d/.exec(text(row))?.[0]);
    expect(client.desk.calls).not.to.include('list past mine');
    element.shadowRoot?.querySelector('summary')?.click();
    await settled(element);
    expect(shown()).to.deep.equal(['1', '3']);
    expect(textOf(element)).to.include('Over · 1:00 · 4 of 5 stars');
    byName(element, 'button', 'Show more').click();
    await settled(element);
    expect(shown()).to.deep.equal(['1', '3', '4']);
    element.shadowRoot?.querySelector<HTMLElement>('input[type=checkbox]')?.click();
    await settled(element);
    expect(shown()).to.deep.equal(['1', '2']);
  });

  it('says that a list could not be loaded, and tries again', async () => {
    const client = new FakeSessionClient();
    const { desk } = client;
    const list = desk.list.bind(desk);
    desk.list = () => Promise.reject(new SessionError('server-error'));
    const element = await fixture<AgentConsole>(
      html`<agent-console lang="en" silent .client=${client}></agent-console>`,
    );
    await settled(element);
    expect(textOf(element)).to.include('The list could not be loaded. Code: server-error');
    desk.list = list;
    for (const button of allByName(element, 'button', 'Try again')) button.click();
    await settled(element);
    expect(textOf(element)).to.include('Nobody is waiting.');
  });

  it('keeps the focus when the call that had it rings elsewhere', async () => {
    const mounted = await mount();
    await ring(mounted, {});
    byName(mounted.element, 'button', 'Accept the call of Maria Rossi').focus();
    await ring(mounted);
    expect(mounted.element.shadowRoot?.activeElement?.id).to.equal('heading');
  });

  it('takes what is listed because more was wanted for no news', async () => {
    const client = new FakeSessionClient();
    client.desk.lines = [1, 2, 3].map((n) =>
      deskLine({ session: `session-000${n}`, customers: [`Customer ${n}`], at: n }),
    );
    const element = await fixture<AgentConsole>(
      html`<agent-console lang="en" silent .client=${client}></agent-console>`,
    );
    await settled(element);
    byName(element, 'button', 'Show more').click();
    await settled(element);
    expect(textOf(element)).to.include('Customer 3');
    expect(status(element)).to.equal('');
    client.desk.tell(deskLine({ session: 'session-0004', customers: ['Eva'] }));
    await settled(element);
    expect(status(element)).to.include('Eva asks for a session');
  });

  it('keeps what waits longest before what came while only a part was listed', async () => {
    const client = new FakeSessionClient();
    const asked = [1, 2, 3].map((n) =>
      deskLine({ session: `session-000${n}`, customers: [`Customer ${n}`], at: n }),
    );
    client.desk.lines = asked;
    const element = await fixture<AgentConsole>(
      html`<agent-console lang="en" silent .client=${client}></agent-console>`,
    );
    await settled(element);
    const latest = deskLine({ session: 'session-0009', customers: ['Customer 9'], at: 9 });
    client.desk.tell(latest);
    await settled(element);
    client.desk.lines = [...asked, latest];
    byName(element, 'button', 'Show more').click();
    await settled(element);
    // After what is said of the one that came.
    expect(
      textOf(element)
        .match(/Customer \d/g)
        ?.slice(-4),
    ).to.deep.equal([1, 2, 3, 9].map((n) => `Customer ${n}`));
  });

  it('lets the wish for notifications be taken back while the browser blocks them', async () => {
    const real = Notification;
    localStorage.setItem('fernblick:notify', 'true');
    Object.assign(window, { Notification: { permission: 'denied' } });
    try {
      const { element } = await mount();
      expect(allByName(element, 'switch', 'Notifications')).to.have.length(1);
      const hints = () => element.shadowRoot?.querySelectorAll('.head p.hint').length;
      expect(hints()).to.equal(1);
      byName(element, 'switch', 'Notifications').click();
      await settled(element);
      expect(hints()).to.equal(0);
    } finally {
      Object.assign(window, { Notification: real });
      localStorage.clear();
    }
  });

  it('tells of news by a notification only once the agent has switched that on', async () => {
    const told: string[] = [];
    const real = Notification;
    let asked = 0;
    class FakeNotification extends EventTarget {
      static permission = 'default';
      static async requestPermission() {
        asked += 1;
        FakeNotification.permission = 'granted';
        return 'granted';
      }
      constructor(title: string) {
        super();
        told.push(title);
      }
      close() {
        told.push('closed');
      }
    }
    const focus = document.hasFocus.bind(document);
    Object.assign(window, { Notification: FakeNotification });
    document.hasFocus = () => false;
    try {
      const mounted = await mount();
      await ring(mounted, {});
      expect([told, asked]).to.deep.equal([[], 0]);
      byName(mounted.element, 'switch', 'Notifications').click();
      await settled(mounted.element);
      await ring(mounted, {}, { session: 'session-0002', by: 'Paul' });
      await ring(mounted, { session: 'session-0002', by: 'Paul' });
      expect([told, asked]).to.deep.equal([['Paul is calling'], 1]);
      await ring(mounted);
      expect(told.at(-1)).to.equal('closed');
    } finally {
      Object.assign(window, { Notification: real });
      document.hasFocus = focus;
      localStorage.clear();
    }
  });

  it('has no switch where administrators keep calls off', async () => {
    const client = new FakeSessionClient();
    client.desk.refusal = 'switched-off';
    const element = await fixture<AgentConsole>(
      html`<agent-console lang="en" .client=${client}></agent-console>`,
    );
    await settled(element);
    expect(allByName(element, 'switch', 'Available')).to.have.length(0);
    expect(textOf(element)).to.include('Calls are switched off.');
  });

  for (const lang of ['en', 'de', 'it', 'ro'])
    it(`can be used by everybody (${lang})`, async () => {
      const mounted = await mount(lang);
      mounted.desk.tell(deskLine());
      await ring(mounted, {});
      await expect(mounted.element).to.be.accessible();
    });
});
