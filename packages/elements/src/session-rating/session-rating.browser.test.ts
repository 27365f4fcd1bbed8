import { aTimeout, expect, fixture, html } from '@open-wc/testing';
import type { RatingView } from '@fernblick/protocol';
import { CUSTOMER, FakeSessionClient, sessionView } from '../testing/fake-session-client.ts';
import type { SessionRating } from './session-rating.ts';
import './session-rating.ts';

const DAY_MS = 86_400_000;

function rating(change: Partial<RatingView> = {}): RatingView {
  const at = Date.now();
  return {
    by: CUSTOMER.id,
    stars: 4,
    comment: 'Quick help',
    at,
    openUntil: at + DAY_MS,
    ...change,
  };
}

async function mount(
  me: 'agent' | 'customer',
  ratings: readonly RatingView[] = [],
  phase: 'done' | 'in-progress' = 'done',
): Promise<{ readonly element: SessionRating; readonly client: FakeSessionClient }> {
  const session = sessionView({ me, phase, ratings: [...ratings] });
  const client = new FakeSessionClient({ session });
  const element = await fixture<SessionRating>(
    html`<session-rating lang="en" .client=${client}></session-rating>`,
  );
  return { element, client };
}

const find = (element: SessionRating, selector: string): Element | null =>
  element.shadowRoot?.querySelector(selector) ?? null;
const inputOf = (element: SessionRating, stars: number): HTMLInputElement => {
  const input = find(element, `input[data-stars="${stars}"]`);
  if (!(input instanceof HTMLInputElement)) throw new Error(`There is no choice of ${stars}.`);
  return input;
};

async function press(element: SessionRating, text: string): Promise<void> {
  const button = [...(element.shadowRoot?.querySelectorAll('button') ?? [])].find(
    (each) => each.textContent.trim() === text,
  );
  if (button === undefined) throw new Error(`There is no button ${text}.`);
  button.click();
  await aTimeout(0);
  await element.updateComplete;
}

describe('session-rating', () => {
  afterEach(() => sessionStorage.clear());

  it('asks a customer after the end, and nobody before or else', async () => {
    const { element } = await mount('customer');
    expect(find(element, '[role="radiogroup"]')?.getAttribute('aria-label')).to.equal('Rating');
    const names = [...(element.shadowRoot?.querySelectorAll('input') ?? [])].map((input) =>
      input.getAttribute('aria-label'),
    );
    expect(names).to.deep.equal(['1 star', '2 stars', '3 stars', '4 stars', '5 stars']);
    await expect(element).to.be.accessible();
    for (const { element: silent } of [
      await mount('customer', [], 'in-progress'),
      await mount('agent'),
    ])
      expect(silent.shadowRoot?.childElementCount).to.equal(0);
  });

  it('sends what was chosen, and says so; without stars it says what is missing', async () => {
    const { element, client } = await mount('customer');
    await press(element, 'Send rating');
    expect(find(element, '#missing')?.textContent).to.contain('Choose one to five stars');
    expect(element.shadowRoot?.activeElement?.getAttribute('aria-label')).to.equal('1 star');
    expect(client.calls).to.deep.equal([]);
    inputOf(element, 5).click();
    const comment = find(element, 'textarea');
    if (!(comment instanceof HTMLTextAreaElement)) throw new Error('There is no comment.');
    comment.value = 'Thank you';
    comment.dispatchEvent(new InputEvent('input'));
    await press(element, 'Send rating');
    expect(client.calls).to.deep.equal(['rate 5 Thank you session-0001']);
  });

  it('keeps what was begun over a reload, and when sending fails', async () => {
    const { element, client } = await mount('customer');
    inputOf(element, 2).click();
    client.refuseNext('connection-lost');
    await press(element, 'Send rating');
    expect(find(element, '[role="alert"].problem')?.textContent).to.contain('connection');
    element.remove();
    const { element: again } = await mount('customer');
    expect(inputOf(again, 2).checked).to.equal(true);
  });

  it('shows what was given, and lets it be changed for a day', async () => {
    const { element, client } = await mount('customer', [rating()]);
    expect(find(element, '[role="img"]')?.getAttribute('aria-label')).to.equal('4 of 5 stars');
    await expect(element).to.be.accessible();
    await press(element, 'Change rating');
    expect(inputOf(element, 4).checked).to.equal(true);
    await press(element, 'Send rating');
    expect(client.calls).to.deep.equal(['rate 4 Quick help session-0001']);
    const { element: closed } = await mount('customer', [rating({ openUntil: Date.now() - 1 })]);
    expect(closed.shadowRoot?.querySelectorAll('button')).to.have.length(0);
  });

  it('keeps the focus where the button that was pressed goes', async () => {
    const { element, client } = await mount('customer', [rating()]);
    const pressFocused = async (text: string): Promise<string> => {
      const button = [...(element.shadowRoot?.querySelectorAll('button') ?? [])].find(
        (each) => each.textContent.trim() === text,
      );
      button?.focus();
      await press(element, text);
      return element.shadowRoot?.activeElement?.textContent.trim() ?? 'nowhere';
    };
    expect(await pressFocused('Change rating')).to.equal('How was the video session?');
    expect(await pressFocused('Cancel')).to.equal('Thank you for your rating.');
    await press(element, 'Change rating');
    client.refuseNext('connection-lost');
    await press(element, 'Send rating');
    (find(element, '.problem button') as HTMLElement).focus();
    (find(element, '.problem button') as HTMLElement).click();
    await element.updateComplete;
    expect(element.shadowRoot?.activeElement?.id).to.equal('heading');
    expect(await pressFocused('Send rating')).to.equal('Thank you for your rating.');
  });

  it('shows an agent what customers said, as text', async () => {
    const script = '<img src=x onerror=alert(1)>';
    const { element } = await mount('agent', [rating({ comment: script })]);
    expect(find(element, 'blockquote')?.textContent).to.equal(script);
    expect(element.shadowRoot?.textContent).to.contain(CUSTOMER.name);
    await expect(element).to.be.accessible();
  });
});
