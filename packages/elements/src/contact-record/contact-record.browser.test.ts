import { aTimeout, expect, fixture, html } from '@open-wc/testing';
import type { ContactView, HistoryLine, SessionView } from '@fernblick/protocol';
import { CUSTOMER, FakeSessionClient, sessionView } from '../testing/fake-session-client.ts';
import type { ContactRecord } from './contact-record.ts';
import './contact-record.ts';
import { until } from '../testing/until.ts';

const line = (change: Partial<HistoryLine>): HistoryLine => ({
  session: 'session-0009',
  at: Date.now() - 86_400_000,
  phase: 'done',
  reason: 'agent-ended',
  durationMs: 252_000,
  agents: ['Ben Vogt'],
  tickets: ['T-0999'],
  filed: null,
  stars: [],
  ...change,
});

async function mount(
  change: Partial<SessionView> & { readonly me?: 'agent' | 'customer' } = {},
  prepare: (client: FakeSessionClient) => void = () => undefined,
): Promise<{ readonly element: ContactRecord; readonly client: FakeSessionClient }> {
  const client = new FakeSessionClient({ session: sessionView({ me: 'agent', ...change }) });
  prepare(client);
  const element = await fixture<ContactRecord>(
    html`<contact-record lang="en" .client=${client}></contact-record>`,
  );
  await aTimeout(0);
  await element.updateComplete;
  return { element, client };
}

const text = (element: Element): string =>
  (element.shadowRoot?.textContent ?? '').replace(/\s+/g, ' ');

function field(element: Element, label: string): HTMLTextAreaElement {
  const found = [...(element.shadowRoot?.querySelectorAll('label') ?? [])].find(
    (each) => each.textContent === label,
  )?.control;
  if (!(found instanceof HTMLTextAreaElement)) throw new Error(`There is no field ${label}.`);
  return found;
}

async function type(element: ContactRecord, label: string, value: string): Promise<void> {
  field(element, label).value = value;
  field(element, label).dispatchEvent(new InputEvent('input'));
  await element.updateComplete;
}

const press = async (element: ContactRecord, label: string, key: string): Promise<void> => {
  field(element, label).dispatchEvent(new KeyboardEvent('keydown', { key, cancelable: true }));
  await aTimeout(0);
  await element.updateComplete;
};

describe('contact-record', () => {
  it('shows what is known, corrects values in place, and takes a correction back with Escape', async () => {
    const { element, client } = await mount(
      { attached: [{ name: 'Account', value: '4711' }] },
      (each) => {
        const fields = [{ name: 'City', value: '<b>Bonn</b>' }];
        each.contact = { name: 'Maria Rossi', fields, changed: { at: Date.now(), by: 'Host' } };
      },
    );
    expect(text(element)).to.contain('Contact: Maria Rossi').and.to.contain('Changed by Host');
    expect(field(element, 'City').value).to.equal('<b>Bonn</b>');
    await expect(element).to.be.accessible();
    await type(element, 'City', 'Ulm');
    await press(element, 'City', 'Escape');
    expect(field(element, 'City').value).to.equal('<b>Bonn</b>');
    await type(element, 'City', ' Köln ');
    await press(element, 'City', 'Enter');
    expect(client.calls).to.include(`changeContact ${CUSTOMER.id} City Köln`);
    expect(text(element)).to.contain('City: saved');
    await type(element, 'Account', '4712');
    field(element, 'Account').dispatchEvent(new FocusEvent('blur'));
    await until(() => client.state.session?.attached[0]?.value === '4712');
  });

  it('keeps what was typed when it cannot be sent, and says why; too much is not sent', async () => {
    const { element, client } = await mount({ attached: [{ name: 'Account', value: '1' }] });
    client.refuseNext('connection-lost');
    await type(element, 'Account', '2');
    await press(element, 'Account', 'Enter');
    expect(field(element, 'Account').value).to.equal('2');
    expect(element.shadowRoot?.querySelector('[role="alert"]')?.textContent).to.contain(
      'connection',
    );
    await type(element, 'Account', 'x'.repeat(301));
    await press(element, 'Account', 'Enter');
    expect(text(element)).to.contain('One character too many');
    expect(client.calls.filter((call) => call.startsWith('attach'))).to.deep.equal([
      'attach Account 2',
    ]);
  });

  it('shows what somebody else has written meanwhile beside what one has typed, and lets one choose', async () => {
    const saying = (value: string): ContactView => ({
      name: 'Maria Rossi',
      fields: [{ name: 'City', value }],
      changed: { at: Date.now(), by: 'Ben Vogt' },
    });
    const { element, client } = await mount({}, (each) => {
      each.contact = saying('Bonn');
    });
    const { participant, session } = { participant: CUSTOMER.id, session: 'session-0001' };
    const hear = async (value: string): Promise<void> => {
      client.contact = saying(value);
      client.tell('contact-changed', { session, participant, contact: client.contact });
      await element.updateComplete;
    };
    const choose = async (label: string): Promise<void> => {
      element.shadowRoot
        ?.querySelector<HTMLButtonElement>(`.conflict button[aria-label="${label}"]`)
        ?.click();
      await aTimeout(0);
      await element.updateComplete;
    };
    const sent = (): readonly string[] =>
      client.calls.filter((call) => call.startsWith('changeContact'));
    await hear('Ulm');
    expect(field(element, 'City').value).to.equal('Ulm', 'nobody types: it just shows');

    await type(element, 'City', 'Köln');
    await hear('Mainz');
    expect(field(element, 'City').value).to.equal('Köln');
    expect(text(element)).to.contain('It now says: Mainz');
    await press(element, 'City', 'Enter');
    expect(sent()).to.deep.equal([], 'nothing is overwritten before one has chosen');
    await expect(element).to.be.accessible();
    await choose('City: use the new one');
    expect(field(element, 'City').value).to.equal('Mainz');
    expect(element.shadowRoot?.activeElement === field(element, 'City')).to.equal(true);

    // Not heard of: the server says so.
    await type(element, 'City', 'Köln');
    client.contact = saying('Trier');
    await press(element, 'City', 'Enter');
    expect(text(element)).to.contain('It now says: Trier');
    expect(element.shadowRoot?.querySelector('.problem') === null).to.equal(true, 'said once');
    await choose('City: keep mine');
    expect(client.contact.fields[0]?.value).to.equal('Köln');
    expect(sent().length).to.equal(2);
    expect(text(element)).to.contain('City: saved').and.not.to.contain('It now says');
  });

  it('keeps what could not be sent for one whom it no longer shows, until it shows them again', async () => {
    const { element, client } = await mount({ attached: [{ name: 'Account', value: '1' }] });
    await type(element, 'Account', '2');
    client.refuseNext('field-changed');
    const first = client.state.session;
    client.setSession({ id: 'session-0002', attached: [{ name: 'Account', value: '9' }] });
    await element.updateComplete;
    expect(field(element, 'Account').value).to.equal('9');
    client.set({
      session: {
        ...(first ?? sessionView({ me: 'agent' })),
        attached: [{ name: 'Account', value: '3' }],
      },
    });
    await element.updateComplete;
    expect(field(element, 'Account').value).to.equal('2');
    expect(text(element)).to.contain('It now says: 3');
  });

  it('shows the contact’s other sessions, newest first, and earlier ones when asked', async () => {
    const solved = { by: 'Ben Vogt', disposition: { code: 'solved', label: 'Solved' } };
    const { element, client } = await mount({}, (each) => {
      const own = line({ session: 'session-0001' });
      each.past = {
        sessions: [own, line({ filed: solved, stars: [4] })],
        next: { at: 5, session: 'session-0005' },
      };
    });
    const lines = (): readonly string[] =>
      [...(element.shadowRoot?.querySelectorAll('li strong') ?? [])].map(
        (each) => each.textContent,
      );
    expect(lines()).to.deep.equal(['Solved']);
    expect(text(element)).to.contain('with Ben Vogt · T-0999 · 4 of 5 stars');
    client.past = { sessions: [line({ phase: 'cancelled', durationMs: null })], next: null };
    element.shadowRoot?.querySelector('button')?.focus();
    element.shadowRoot?.querySelector('button')?.click();
    await until(() => lines().length === 2);
    expect(element.shadowRoot?.activeElement?.id, 'the button is gone').to.equal('heading');
    expect(lines()).to.deep.equal(['Solved', 'Cancelled']);
    expect(client.calls).to.include(`contactHistory ${CUSTOMER.id} session-0005`);
    await expect(element).to.be.accessible();
  });

  it('opens another session at the ticket that is shown, where the page wants that', async () => {
    const { element } = await mount({ tickets: ['T-1001'] }, (each) => {
      each.past = { sessions: [line({ tickets: ['T-0999', 'T-1001'] })], next: null };
    });
    expect(element.shadowRoot?.querySelector('li button') === null).to.equal(true);
    element.opensSessions = true;
    await element.updateComplete;
    await expect(element).to.be.accessible();
    const chosen: (string | null)[] = [];
    element.addEventListener('session-chosen', ({ session, ticket }) =>
      chosen.push(session, ticket),
    );
    element.shadowRoot?.querySelector<HTMLButtonElement>('li button')?.click();
    expect(chosen).to.deep.equal(['session-0009', 'T-1001']);
  });

  it('sends what was typed for one session there, though another is shown by then', async () => {
    const { element, client } = await mount({ attached: [{ name: 'Account', value: '1' }] });
    await type(element, 'Account', '2');
    const participants = client.state.session?.participants ?? [];
    const away = participants.map((one) => ({ ...one, presence: 'away' as const }));
    client.setSession({ participants: [...away, { ...CUSTOMER, id: 'participant-other' }] });
    await element.updateComplete;
    expect(field(element, 'Account').value).to.equal('2', 'nobody else is meant by that');
    expect(client.calls).not.to.include('readContact participant-other');
    client.setSession({ id: 'session-0002', attached: [{ name: 'Account', value: '9' }] });
    await element.updateComplete;
    expect(field(element, 'Account').value).to.equal('9');
    expect(client.attachedTo).to.deep.equal(['session-0001']);
  });

  it('shows customers nothing, nor asks anything for them', async () => {
    const { element, client } = await mount({ me: 'customer' });
    expect(element.shadowRoot?.childElementCount).to.equal(0);
    expect(client.calls).to.deep.equal([]);
  });

  it('lets nothing be corrected that an administrator has switched off', async () => {
    const { element } = await mount({
      attached: [{ name: 'Account', value: '1' }],
      functions: [],
    });
    expect(field(element, 'Account').readOnly).to.equal(true);
  });
});
