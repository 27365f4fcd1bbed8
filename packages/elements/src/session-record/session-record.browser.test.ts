import { aTimeout, expect, fixture, html } from '@open-wc/testing';
import type { SessionView } from '@fernblick/protocol';
import { pictureOf } from '../testing/fake-pictures.ts';
import { FakeSessionClient, sessionView } from '../testing/fake-session-client.ts';
import { recordedOf } from '../testing/fake-recording.ts';
import { until } from '../testing/until.ts';
import type { SessionRecord } from './session-record.ts';
import './session-record.ts';

async function mount(
  role: 'agent' | 'customer',
  sessions: readonly SessionView[],
): Promise<{ readonly element: SessionRecord; readonly client: FakeSessionClient }> {
  const client = new FakeSessionClient({ sessions, role, session: sessions[0] ?? null });
  const element = await fixture<SessionRecord>(
    html`<session-record lang="en" .client=${client}></session-record>`,
  );
  return { element, client };
}

const done = (me: 'agent' | 'customer', change: Partial<SessionView> = {}): SessionView =>
  sessionView({ me, phase: 'done', ...change });
const switchOf = (element: SessionRecord): HTMLInputElement | null =>
  element.shadowRoot?.querySelector<HTMLInputElement>('[role="switch"]') ?? null;

describe('session-record', () => {
  it('says that there was nothing yet', async () => {
    const { element } = await mount('customer', []);
    expect(element.shadowRoot?.textContent).to.contain('no video session about this ticket yet');
    await expect(element).to.be.accessible();
  });

  it('shows each session with its length and whom it was with', async () => {
    const { element } = await mount('customer', [
      done('customer', { id: 'session-0002' }),
      done('customer'),
    ]);
    const parts = element.shadowRoot?.querySelectorAll('article') ?? [];
    expect(parts).to.have.length(2);
    expect(parts[0]?.textContent).to.contain('Anna Brandt');
    expect(parts[0]?.querySelector('time')?.textContent).to.equal('4:12');
    expect(switchOf(element) === null, 'nothing to switch for a customer').to.equal(true);
    await expect(element).to.be.accessible();
  });

  it('shows agents what was found before the call', async () => {
    const findings = {
      camera: 'works',
      microphone: 'busy',
      speaker: 'untested',
      direct: 'works',
      relayUdp: 'works',
      relayTcp: 'works',
    } as const;
    const checks = [{ by: 'participant-customer', at: 1, findings }];
    const { element } = await mount('agent', [done('agent', { checks })]);
    const says = (): string => element.shadowRoot?.querySelector('article')?.textContent ?? '';
    await until(() => says().includes('Microphone: used by another program'));
    await expect(element).to.be.accessible();
  });

  it('beside a call leaves out what is not over yet, and the rating that is asked for there', async () => {
    const { element, client } = await mount('customer', [
      sessionView({ me: 'customer', phase: 'requested', id: 'session-0003' }),
      done('customer', { id: 'session-0002' }),
    ]);
    const shown = (): readonly boolean[] =>
      [...(element.shadowRoot?.querySelectorAll('article') ?? [])].map(
        (each) => each.querySelector('session-rating') !== null,
      );
    expect(shown(), 'all there is').to.deep.equal([true, true]);
    element.earlier = true;
    await element.updateComplete;
    expect(shown()).to.deep.equal([true]);
    client.set({ session: done('customer', { id: 'session-0002' }) });
    await element.updateComplete;
    expect(shown(), 'it is asked for beside it').to.deep.equal([false]);
  });

  it('lets an agent set a session internal, and says why it could not be', async () => {
    const { element, client } = await mount('agent', [done('agent')]);
    const control = switchOf(element);
    expect(control?.getAttribute('aria-label')).to.equal('Internal');
    client.refuseNext('customer-in-call');
    control?.click();
    await aTimeout(0);
    await element.updateComplete;
    expect(client.calls).to.deep.equal(['setInternal true session-0001']);
    expect(switchOf(element)?.checked, 'it shows what is, not what was wished').to.equal(false);
    expect(element.shadowRoot?.querySelector('[role="alert"]')?.textContent).to.contain(
      'A customer is in this session',
    );
    client.set({ sessions: [done('agent', { internal: true, seq: 2 })] });
    await element.updateComplete;
    expect(switchOf(element)?.checked).to.equal(true);
    expect(element.shadowRoot?.textContent).to.contain('Customers see nothing of this session');
    await expect(element).to.be.accessible();
  });

  it('leaves the pictures where they are when the last is deleted: one may be in the editor', async () => {
    const view = done('agent', { pictures: [pictureOf()] });
    const { element, client } = await mount('agent', [view]);
    const shown = (): Element | null =>
      element.shadowRoot?.querySelector('session-pictures') ?? null;
    const before = shown();
    client.set({ sessions: [{ ...view, seq: 2, pictures: [] }] });
    await element.updateComplete;
    expect(before !== null && shown() === before).to.equal(true);
  });

  it('says to whoever has deleted the last recording that it is gone', async () => {
    const view = done('agent', { recordings: [recordedOf()] });
    const { element, client } = await mount('agent', [view]);
    const shown = (): ShadowRoot | null =>
      element.shadowRoot?.querySelector('session-recordings')?.shadowRoot ?? null;
    await until(() => shown()?.querySelector('button.quiet') != null);
    shown()?.querySelector<HTMLElement>('button.quiet')?.click();
    await until(() => shown()?.querySelector('dialog')?.open === true);
    const reason = shown()?.querySelector('input');
    if (reason == null) throw new Error('There is no reason to give.');
    reason.value = 'Shows a document';
    shown()?.querySelector('form')?.requestSubmit();
    await until(() => shown()?.querySelector('dialog')?.open === false);
    const after = { ...view, seq: 2, recordings: [] };
    client.set({ session: after, sessions: [after] });
    await element.updateComplete;
    await until(() => shown()?.querySelector('li') == null);
    expect(shown()?.querySelector('.told')?.textContent).to.equal('The recording was deleted.');
    await expect(element).to.be.accessible();
  });

  describe('its chat', () => {
    const openChat = async (element: SessionRecord): Promise<ShadowRoot> => {
      const folded = [...(element.shadowRoot?.querySelectorAll('details') ?? [])].find(
        (each) => each.querySelector('summary')?.textContent === 'Chat',
      );
      folded?.querySelector('summary')?.click();
      const shown = (): ShadowRoot | null =>
        element.shadowRoot?.querySelector('chat-history')?.shadowRoot ?? null;
      await until(() => shown()?.querySelector('.message, .empty, .problem') != null);
      const history = shown();
      if (history === null) throw new Error('There is no chat.');
      return history;
    };
    const textsOf = (history: ShadowRoot, to: string): readonly (string | undefined)[] =>
      [...history.querySelectorAll(`[data-to=${to}] .text`)].map((each) =>
        each.textContent?.trim(),
      );

    it('is read part by part when somebody opens it, with names and times', async () => {
      const { element, client } = await mount('customer', [done('customer')]);
      const { chat } = client;
      for (const text of ['one', 'two', 'three', 'four']) chat.write(text);
      const history = await openChat(element);
      await until(() => textsOf(history, 'all').length === 3);
      expect(history.querySelector('.name')?.textContent).to.equal('Maria Rossi');
      expect(history.querySelector('time')?.dateTime).to.match(/^20\d\d-/u);
      const later = [...history.querySelectorAll('button')].find(
        (button) => button.textContent?.trim() === 'Later messages',
      );
      later?.click();
      chat.write('written meanwhile');
      await until(() => textsOf(history, 'all').length === 5);
      const all = ['one', 'two', 'three', 'four', 'written meanwhile'];
      expect(textsOf(history, 'all')).to.deep.equal(all);
      expect(history.querySelector('button') === null, 'there is nothing later').to.equal(true);
      chat.write('five');
      await until(() => textsOf(history, 'all').includes('five'));
      await expect(element).to.be.accessible();
    });

    it('shows agents under a mark what they wrote among themselves, and customers nothing of it', async () => {
      for (const role of ['agent', 'customer'] as const) {
        const { element, client } = await mount(role, [done(role)]);
        client.chat.write('to everybody');
        client.chat.write('among us', { to: 'agents' });
        const history = await openChat(element);
        await until(() => textsOf(history, 'all').length === 1);
        if (role === 'agent') await until(() => textsOf(history, 'agents').includes('among us'));
        await aTimeout(0);
        expect(history.textContent?.includes('Only agents read this')).to.equal(role === 'agent');
        expect(history.textContent?.includes('among us')).to.equal(role === 'agent');
        await expect(element).to.be.accessible();
      }
    });

    it('is read anew where somebody was forgotten since, and nothing of before stays', async () => {
      const { element, client } = await mount('agent', [done('agent')]);
      const { chat } = client;
      for (const text of ['I am Mia Rossi', 'two', 'three', 'four']) chat.write(text);
      const history = await openChat(element);
      await until(() => textsOf(history, 'all').length === 3);
      client.chat.forget();
      // As the server tells it: the session is gone from the page, and what is listed then is another one.
      client.set({ session: null, sessions: [] });
      client.set({ sessions: [done('agent', { seq: 9 })] });
      await until(() => textsOf(history, 'all').includes('—'));
      expect(history.textContent).not.to.contain('Mia Rossi');
    });

    it('stays in sight while it is read anew, as after a rating', async () => {
      const { element, client } = await mount('agent', [done('agent')]);
      client.set({ session: null });
      for (const text of ['one', 'two']) client.chat.write(text);
      const history = await openChat(element);
      await until(() => textsOf(history, 'all').length === 2);
      let fewest = 2;
      const watch = new MutationObserver(() => {
        fewest = Math.min(fewest, textsOf(history, 'all').length);
      });
      watch.observe(history, { childList: true, subtree: true });
      client.chat.forget();
      client.set({ sessions: [done('agent', { seq: 9 })] });
      await until(() => textsOf(history, 'all').includes('—'));
      watch.disconnect();
      expect(fewest).to.equal(2);
    });

    it('says where nobody wrote, and why it could not be read, until it can', async () => {
      const { element, client } = await mount('customer', [done('customer')]);
      client.chat.refusal = 'server-unreachable';
      const history = await openChat(element);
      await until(() => history.querySelector('[role="alert"]') !== null);
      client.chat.refusal = null;
      history.querySelector<HTMLButtonElement>('[role="alert"] button')?.click();
      await until(() => history.textContent?.includes('Nobody wrote anything.'));
    });
  });
});
