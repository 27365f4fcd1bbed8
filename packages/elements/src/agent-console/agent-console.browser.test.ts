import { aTimeout, expect, fixture, html } from '@open-wc/testing';
import type { CallOffer } from '@fernblick/protocol';
import { FakeSessionClient } from '../testing/fake-session-client.ts';
import { allByName, byName } from '../testing/mount.ts';
import type { AgentConsole } from './agent-console.ts';
import './agent-console.ts';

async function mount(lang = 'en') {
  const client = new FakeSessionClient();
  const element = await fixture<AgentConsole>(
    html`<agent-console lang=${lang} silent .client=${client}></agent-console>`,
  );
  await settled(element);
  return { element, desk: client.desk };
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
    expect(desk.calls.at(-1)).to.equal('available false');
    byName(element, 'switch', 'Available').click();
    await settled(element);
    expect(desk.state.available).to.equal(true);
    expect(textOf(element)).to.include('Calls ring here.');
    const reloaded = await mount();
    expect(reloaded.desk.calls.at(-1)).to.equal('available true');
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

  it('says that somebody was faster', async () => {
    const mounted = await mount();
    await ring(mounted, {});
    mounted.desk.refusal = 'already-answered';
    byName(mounted.element, 'button', 'Accept the call of Maria Rossi').click();
    await settled(mounted.element);
    expect(textOf(mounted.element)).to.include('Somebody else was faster.');
  });

  it('has no switch where administrators keep calls off', async () => {
    const client = new FakeSessionClient();
    client.desk.refusal = 'switched-off';
    const element = await fixture<AgentConsole>(
      html`<agent-console lang="en" .client=${client}></agent-console>`,
    );
    await settled(element);
    expect(allByName(element, 'switch', /./)).to.have.length(0);
    expect(textOf(element)).to.include('Calls are switched off.');
  });

  for (const lang of ['en', 'de', 'it', 'ro'])
    it(`can be used by everybody (${lang})`, async () => {
      const mounted = await mount(lang);
      await ring(mounted, {});
      await expect(mounted.element).to.be.accessible();
    });
});
