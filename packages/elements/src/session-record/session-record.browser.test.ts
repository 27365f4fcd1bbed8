import { aTimeout, expect, fixture, html } from '@open-wc/testing';
import type { SessionView } from '@fernblick/protocol';
import { pictureOf } from '../testing/fake-pictures.ts';
import { FakeSessionClient, sessionView } from '../testing/fake-session-client.ts';
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
});
