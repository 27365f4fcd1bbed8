import { aTimeout, expect, fixture, html } from '@open-wc/testing';
import { SessionError, type SessionView } from '@fernblick/protocol';
import { noteOf } from '../testing/fake-notes.ts';
import { FakeSessionClient, sessionView } from '../testing/fake-session-client.ts';
import type { SessionNotesElement } from './session-notes.ts';
import './session-notes.ts';
import { until } from '../testing/until.ts';

const SOLVED = { code: 'solved', label: 'Solved <b>' };

interface Mounted {
  readonly element: SessionNotesElement;
  readonly client: FakeSessionClient;
}

async function mount(
  change: Partial<SessionView> & { readonly me?: 'agent' | 'customer' } = {},
  prepare: (client: FakeSessionClient) => void = () => undefined,
): Promise<Mounted> {
  const client = new FakeSessionClient({ session: sessionView({ me: 'agent', ...change }) });
  prepare(client);
  const element = await fixture<SessionNotesElement>(
    html`<session-notes lang="en" .client=${client}></session-notes>`,
  );
  await aTimeout(0);
  await element.updateComplete;
  return { element, client };
}

const find = <T extends Element>(element: Element, selector: string, type: new () => T): T => {
  const found = element.shadowRoot?.querySelector(selector);
  if (!(found instanceof type)) throw new Error(`There is no ${selector}.`);
  return found;
};
const field = (element: Element): HTMLTextAreaElement =>
  find(element, 'textarea', HTMLTextAreaElement);
const standing = (element: Element): string =>
  find(element, '.standing', HTMLElement).textContent.trim();
const shows = async (element: Element, text: string): Promise<void> => {
  await until(() => standing(element).includes(text), `It never says ${text}.`);
};

function type(element: Element, text: string): void {
  field(element).value = text;
  field(element).dispatchEvent(new InputEvent('input'));
}

async function press(element: SessionNotesElement, text: string): Promise<void> {
  const button = [...(element.shadowRoot?.querySelectorAll('button') ?? [])].find(
    (each) => each.textContent.trim() === text,
  );
  if (button === undefined) throw new Error(`There is no button ${text}.`);
  button.click();
  await aTimeout(0);
  await element.updateComplete;
}

describe('session-notes', () => {
  it('saves what an agent types by itself, and goes on from there in another page', async () => {
    const { element, client } = await mount();
    await expect(element).to.be.accessible();
    type(element, 'The router is old');
    expect(client.notes.draft('session-0001')?.text).to.equal('The router is old');
    await shows(element, 'Saved');
    expect(client.calls).to.include('notes.write 0 The router is old');
    expect(client.notes.draft('session-0001')).to.equal(null);
    type(element, 'The router is very old');
    await until(() => client.calls.includes('notes.write 1 The router is very old'));
    await shows(element, 'Saved');
    const { kept } = client.notes;
    const { element: again } = await mount({}, ({ notes }) => {
      notes.kept = kept;
    });
    expect(field(again).value).to.equal('The router is very old');
  });

  it('keeps the notes of a session that is over until the agent turns to a newer one of the ticket, or joins it', async () => {
    for (const turns of ['by hand', 'by joining']) {
      const over = sessionView({ me: 'agent', phase: 'done' });
      const { element, client } = await mount({ phase: 'done' });
      type(element, 'Sealed');
      const newer = sessionView({ me: 'agent', phase: 'confirmed' });
      const waits = {
        ...newer,
        id: 'session-0002',
        participants: newer.participants.map((each) => ({ ...each, presence: 'invited' as const })),
      };
      client.set({ session: waits, sessions: [waits, over] });
      await element.updateComplete;
      expect(field(element).value).to.equal('Sealed');
      expect(element.shadowRoot?.querySelector('.newer')).not.to.equal(null);
      await shows(element, 'Saved');
      await expect(element).to.be.accessible();
      const button = element.shadowRoot?.querySelector<HTMLElement>('.newer button');
      button?.focus();
      if (turns === 'by hand') await press(element, 'Show the newer session');
      else client.set({ session: { ...newer, id: 'session-0002' } });
      await until(() => element.shadowRoot?.textContent.includes('once the session is over'));
      expect(element.shadowRoot?.querySelector('.newer')).to.equal(null);
      expect(element.shadowRoot?.activeElement?.getAttribute('aria-label')).to.equal('Notes');
    }
  });

  it('sends after a reload what was not sent before it', async () => {
    const { element, client } = await mount({}, ({ notes }) => {
      notes.kept = [noteOf({ text: 'Old', version: 4 })];
      notes.keepDraft('session-0001', { text: 'Old and new', version: 4 });
    });
    expect(field(element).value).to.equal('Old and new');
    await shows(element, 'Saved');
    expect(client.calls).to.include('notes.write 4 Old and new');
  });

  it('takes what the server has tidied for what was typed, and asks nothing', async () => {
    const { element, client } = await mount({}, ({ notes }) => {
      notes.kept = [noteOf({ text: 'Called,', version: 5 })];
      notes.keepDraft('session-0001', { text: 'Called, ', version: 4 });
    });
    expect(field(element).value).to.equal('Called,');
    await shows(element, 'Saved');
    expect(client.notes.draft('session-0001')).to.equal(null);
  });

  it('keeps what could not be sent, says so, and sends it when the server is back', async () => {
    const { element, client } = await mount();
    client.refuseNext('connection-lost');
    type(element, 'Not lost');
    await shows(element, 'Not saved yet');
    expect(client.notes.draft('session-0001')?.text).to.equal('Not lost');
    client.set({ server: 'disconnected' });
    client.set({ server: 'connected' });
    await shows(element, 'Saved');
    expect(client.notes.kept[0]?.text).to.equal('Not lost');
  });

  it('never writes over what was written in another tab: both are shown, and both can be kept', async () => {
    const { element, client } = await mount({}, ({ notes }) => {
      notes.kept = [noteOf({ text: 'Start' })];
    });
    client.notes.tell('session-0001', noteOf({ text: 'From the other tab', version: 2 }));
    await until(() => field(element).value === 'From the other tab', 'nothing was unsaved');
    type(element, 'Mine');
    client.notes.tell('session-0001', noteOf({ text: 'Theirs', version: 3 }));
    await element.updateComplete;
    expect(find(element, '.conflict blockquote', HTMLElement).textContent).to.equal('Theirs');
    await expect(element).to.be.accessible();
    await press(element, 'Keep both');
    await shows(element, 'Saved');
    expect(field(element).value).to.equal('Theirs\n\nMine');
    expect(client.calls.at(-1)).to.equal('notes.write 3 Theirs\n\nMine');
    type(element, 'Mine alone');
    client.notes.tell('session-0001', noteOf({ text: 'Theirs again', version: 9 }));
    await element.updateComplete;
    await press(element, 'Use the other text');
    expect(field(element).value).to.equal('Theirs again');
  });

  it('shows what colleagues write, as text, and nothing to customers', async () => {
    const script = '<img src=x onerror=alert(1)>';
    const { element, client } = await mount();
    client.notes.tell('session-0001', noteOf({ seq: 2, by: 'Ben', you: false, text: script }));
    await element.updateComplete;
    expect(find(element, '[part="note"] blockquote', HTMLElement).textContent).to.equal(script);
    await expect(element).to.be.accessible();
    const { element: silent, client: customers } = await mount({ me: 'customer' });
    expect(silent.shadowRoot?.childElementCount).to.equal(0);
    expect(customers.calls).to.deep.equal([]);
  });

  it('does not send what is too long, and counts it', async () => {
    const { element, client } = await mount();
    type(element, 'x'.repeat(10_001));
    await element.updateComplete;
    expect(standing(element)).to.contain('One character too many');
    expect(field(element).getAttribute('aria-invalid')).to.equal('true');
    type(element, 'x'.repeat(10_000));
    await shows(element, 'Saved');
    expect(client.calls.filter((call) => call.startsWith('notes.write'))).to.have.length(1);
  });

  it('marks a session done once it is over, with an outcome where one is required', async () => {
    const before = await mount();
    expect(before.element.shadowRoot?.textContent).to.contain('once the session is over');
    const { element, client } = await mount({ phase: 'done' }, (each) => {
      each.outcomes = { dispositions: [SOLVED], use: 'required' };
    });
    await until(() => element.shadowRoot?.querySelector('select') !== null);
    await expect(element).to.be.accessible();
    await press(element, 'Mark done');
    expect(element.shadowRoot?.textContent).to.contain('Choose an outcome first');
    expect(element.shadowRoot?.activeElement?.localName).to.equal('select');
    const select = find(element, 'select', HTMLSelectElement);
    select.value = 'solved';
    select.dispatchEvent(new Event('change'));
    await press(element, 'Mark done');
    expect(client.calls).to.include('file solved session-0001');
    client.setSession({ filed: { by: 'Anna Brandt', at: Date.now(), disposition: SOLVED } });
    await element.updateComplete;
    expect(find(element, '.filed strong', HTMLElement).textContent).to.equal(SOLVED.label);
    await expect(element).to.be.accessible();
    await press(element, 'Change outcome');
    expect(find(element, 'select', HTMLSelectElement).value).to.equal('solved');
    await press(element, 'Cancel');
    expect(element.shadowRoot?.querySelector('select') === null).to.equal(true);
  });

  it('follows what administrators decide about outcomes while the form is open', async () => {
    const { element, client } = await mount({ phase: 'done' }, (each) => {
      each.outcomes = { dispositions: [SOLVED], use: 'required' };
    });
    const select = () => element.shadowRoot?.querySelector('select') ?? null;
    await until(() => select() !== null);
    await press(element, 'Mark done');
    expect(element.shadowRoot?.textContent).to.contain('Choose an outcome first');
    const field = find(element, 'select', HTMLSelectElement);
    field.value = 'solved';
    field.dispatchEvent(new Event('change'));
    client.outcomes = { dispositions: [{ code: 'other', label: 'Other' }], use: 'required' };
    client.tell('dispositions-changed', {});
    await until(() => select()?.textContent.includes('Other') === true);
    expect(select()?.value, 'what is gone is not chosen').to.equal('');
    client.outcomes = { dispositions: [], use: 'off' };
    // Told to nobody: the server was away.
    client.set({ server: 'disconnected' });
    client.set({ server: 'connected' });
    await until(() => select() === null);
    expect(element.shadowRoot?.textContent).not.to.contain('Choose an outcome first');
    await press(element, 'Mark done');
    expect(client.calls).to.include('file null session-0001');
  });

  it('asks again for what can be chosen, where that could not be read', async () => {
    let asked = 0;
    const { element } = await mount({ phase: 'done' }, (each) => {
      each.dispositions = async () => {
        asked += 1;
        if (asked === 1) throw new SessionError('connection-lost');
        return { dispositions: [SOLVED], use: 'optional' };
      };
    });
    expect(element.shadowRoot?.querySelector('select') === null).to.equal(true);
    await until(() => element.shadowRoot?.querySelector('select') !== null, 'no form');
    expect(asked).to.equal(2);
  }).timeout(20_000);

  it('asks for no outcome where there is none to choose', async () => {
    const { element, client } = await mount({ phase: 'cancelled' }, (each) => {
      each.outcomes = { dispositions: [], use: 'off' };
    });
    await until(() => element.shadowRoot?.querySelector('form') !== null);
    expect(element.shadowRoot?.querySelector('select') === null).to.equal(true);
    await press(element, 'Mark done');
    expect(client.calls).to.include('file null session-0001');
  });
});
