import { expect, fixture, html } from '@open-wc/testing';
import { SessionError } from '@fernblick/client';
import type { SessionView } from '@fernblick/protocol';
import type { LinkTicketEvent } from '../events.ts';
import { FakeSessionClient, sessionView } from '../testing/fake-session-client.ts';
import { until } from '../testing/until.ts';
import type { SessionTickets } from './session-tickets.ts';
import './session-tickets.ts';

async function mount(
  change: Partial<SessionView> = {},
  me: 'agent' | 'customer' = 'agent',
): Promise<{ readonly element: SessionTickets; readonly client: FakeSessionClient }> {
  const client = new FakeSessionClient({
    session: sessionView({ me, tickets: ['T-1'], ...change }),
  });
  const element = await fixture<SessionTickets>(
    html`<session-tickets lang="en" creates-tickets .client=${client}></session-tickets>`,
  );
  return { element, client };
}

function find<T extends keyof HTMLElementTagNameMap>(
  element: SessionTickets,
  selector: T,
): HTMLElementTagNameMap[T];
function find(element: SessionTickets, selector: string): HTMLElement;
function find(element: SessionTickets, selector: string): HTMLElement {
  const found = element.shadowRoot?.querySelector<HTMLElement>(selector) ?? null;
  if (found === null) throw new Error(`There is no ${selector}.`);
  return found;
}

const says = (element: SessionTickets): string => element.shadowRoot?.textContent ?? '';

function link(element: SessionTickets, ticket: string): void {
  find(element, 'input').value = ticket;
  find(element, 'form button').click();
}

describe('session-tickets', () => {
  it('links one more ticket, once, and says what that shows to whom', async () => {
    const { element, client } = await mount();
    await expect(element).to.be.accessible();
    expect(says(element)).to.contain('The customer of that ticket will see this session too.');
    link(element, ' T-2 ');
    find(element, 'form button').click();
    await until(() => says(element).includes('T-2 is linked.'));
    expect(client.calls).to.deep.equal(['linkTicket T-2 session-0001']);
    expect(find(element, 'input').value).to.equal('');
    client.setSession({ internal: true });
    await element.updateComplete;
    expect(says(element)).to.contain('customers see nothing of it');
  });

  it('says in the field what is no ticket, and why one cannot be linked', async () => {
    const { element, client } = await mount();
    for (const ticket of ['', '   ', 'T 2']) {
      link(element, ticket);
      await element.updateComplete;
      expect(find(element, '#fault').textContent).to.contain('without spaces');
      expect(element.shadowRoot?.activeElement?.id).to.equal('ticket');
    }
    expect(client.calls).to.deep.equal([]);
    client.refuseNext('already-linked');
    link(element, 'T-1');
    await until(() => says(element).includes('already-linked'));
    expect(find(element, 'input').value, 'to be corrected').to.equal('T-1');
  });

  it('asks before a ticket is taken off, and keeps the focus', async () => {
    const { element, client } = await mount({ tickets: ['T-1', '<b>T-2</b>'] });
    const button = find(element, 'li:last-child button');
    expect(button.ariaLabel).to.equal('Take off <b>T-2</b>');
    button.focus();
    button.click();
    await until(() => find(element, 'dialog').open);
    expect(find(element, 'dialog h3').textContent).to.equal('Take <b>T-2</b> off this session?');
    await expect(element).to.be.accessible();
    find(element, 'dialog .danger').click();
    await until(() => says(element).includes('is taken off.'));
    expect(client.calls).to.deep.equal(['unlinkTicket <b>T-2</b> session-0001']);
    client.setSession({ tickets: ['T-1'] });
    await element.updateComplete;
    expect(element.shadowRoot?.activeElement?.id).to.equal('heading');
  });

  it('leaves it to a page that takes it over, and shows why that says no', async () => {
    const { element, client } = await mount();
    let settle: (error: Error) => void = () => undefined;
    const asked: string[] = [];
    element.addEventListener('link-ticket', (event: LinkTicketEvent) => {
      asked.push(`${event.session} ${event.ticket}`);
      event.takeOver(new Promise((_, reject) => (settle = reject)));
    });
    link(element, 'T-9');
    await until(() => find(element, 'form button').getAttribute('aria-busy') === 'true');
    settle(new Error('There is no ticket <b>T-9</b>'));
    await until(() => find(element, '#fault').textContent.includes('no ticket <b>T-9</b>'));
    link(element, 'T-1');
    await until(() => asked.length === 2);
    // As a page has it that brings a copy of the class of its own.
    settle(Object.assign(new Error('409'), { code: 'already-linked' }));
    await until(() => says(element).includes('already-linked'));
    expect(asked).to.deep.equal(['session-0001 T-9', 'session-0001 T-1']);
    expect(client.calls).to.deep.equal([]);
  });

  it('has a ticket made by the page, one at a time', async () => {
    const { element } = await mount({ tickets: [] });
    expect(says(element)).to.contain('belongs to no ticket');
    const done: (() => void)[] = [];
    element.addEventListener('create-ticket', (event) =>
      event.takeOver(new Promise<void>((resolve) => done.push(resolve))),
    );
    const button = find(element, '.create');
    button.click();
    button.click();
    await until(() => button.getAttribute('aria-busy') === 'true');
    done[0]?.();
    await until(() => button.getAttribute('aria-busy') === 'false');
    button.click();
    await until(() => done.length === 2);
  });

  it('changes nothing where that is switched off, and is nothing to customers', async () => {
    const { element } = await mount({ functions: [] });
    expect(says(element)).to.contain('T-1');
    expect(element.shadowRoot?.querySelectorAll('button, input').length).to.equal(0);
    const theirs = await mount({}, 'customer');
    expect(says(theirs.element).trim()).to.equal('');
  });

  it('tells what went wrong without an answer', async () => {
    const { element } = await mount();
    element.addEventListener('link-ticket', (event) =>
      event.takeOver(Promise.reject(new SessionError('server-unreachable'))),
    );
    link(element, 'T-2');
    await until(() => says(element).includes('server-unreachable'));
  });
});
