import { expect, fixture, html } from '@open-wc/testing';
import { FakeSessionClient, sessionView } from '../testing/fake-session-client.ts';
import { until } from '../testing/until.ts';
import type { SessionInvite } from './session-invite.ts';
import './session-invite.ts';

async function mount(canMail = true, lang = 'en', forColleagues = false) {
  const session = sessionView({ me: 'agent', phase: 'confirmed' });
  const client = new FakeSessionClient({ session });
  client.invitations.canMail = canMail;
  client.invitations.forColleagues = forColleagues;
  const element = await fixture<SessionInvite>(
    html`<session-invite lang=${lang} .client=${client}></session-invite>`,
  );
  element.open();
  await until(() => all(element, 'dialog[open] form').length > 0);
  await until(() => all(element, 'input[name="address"]').length > 0 === canMail);
  return { element, client };
}

const all = <E extends Element = HTMLElement>(element: SessionInvite, selector: string) => [
  ...(element.shadowRoot?.querySelectorAll<E>(selector) ?? []),
];

const button = (element: SessionInvite, text: string): HTMLElement | undefined =>
  all(element, 'button, a').find((each) => each.textContent.trim() === text);

function type(element: SessionInvite, name: string, value: string): void {
  const [input] = all<HTMLInputElement>(element, `input[name="${name}"]`);
  if (input === undefined) throw new Error(`There is no field ${name}.`);
  input.value = value;
  input.dispatchEvent(new InputEvent('input', { bubbles: true }));
}

describe('the dialog for invitations', () => {
  it('sends an e-mail where the server can, and says what is missing before that', async () => {
    const { element, client } = await mount();
    button(element, 'Send e-mail')?.click();
    await element.updateComplete;
    expect(all(element, '[role="alert"]')[0]?.textContent).to.contain('Type an e-mail address');
    type(element, 'name', 'Mia');
    type(element, 'address', ' mia@home.example ');
    button(element, 'Send e-mail')?.click();
    await until(() => all(element, '[role="status"]')[0]?.textContent.includes('mia@') === true);
    expect(client.calls).to.include(
      'invitations.make {"name":"Mia","mail":{"address":"mia@home.example","lang":"en"}}',
    );
    expect(all(element, 'li span')[0]?.textContent).to.equal('Mia');
    await expect(element).shadowDom.to.be.accessible();
  });

  it('writes in the language that it shows, also where the page says a region with it', async () => {
    const { element, client } = await mount(true, 'de-DE');
    const [select] = all<HTMLSelectElement>(element, 'select');
    expect(select?.value).to.equal('de');
    type(element, 'address', 'mia@home.example');
    all(element, 'button.main')[0]?.click();
    await until(() => client.calls.some((call) => call.startsWith('invitations.make')));
    expect(client.calls.at(-1)).to.contain('"lang":"de"}');
  });

  it('makes a link to carry over by hand, and takes it back', async () => {
    const { element, client } = await mount(false);
    expect(button(element, 'Send e-mail') === undefined).to.equal(true);
    button(element, 'Make a link')?.click();
    await until(() => all(element, '.made').length > 0);
    const [field] = all<HTMLInputElement>(element, '.made input');
    expect(field?.value).to.contain('https://video.example/join/#');
    const mail = button(element, 'E-mail program')?.getAttribute('href') ?? '';
    expect(decodeURIComponent(mail)).to.contain(field?.value);
    button(element, 'Take back')?.click();
    await until(() => all(element, '.made').length === 0);
    await until(() => all(element, 'li .hint')[0]?.textContent === 'From Anna · Taken back');
    expect(client.calls).to.include('invitations.revoke invited-0001');
  });

  it('lists what colleagues have sent too, and takes it back, with the focus in the list still', async () => {
    const { element, client } = await mount(false);
    const { id } = await client.invitations.make({ name: 'Mia' });
    const [made] = client.invitations.kept;
    if (made !== undefined) client.invitations.kept = [{ ...made, by: 'Ben' }];
    client.setSession({ seq: 99 });
    await until(
      () => all(element, 'li .hint')[0]?.textContent.startsWith('From Ben · Open') === true,
    );
    const takeBack = button(element, 'Take back');
    takeBack?.focus();
    takeBack?.click();
    await until(() => all(element, 'li .hint')[0]?.textContent === 'From Ben · Taken back');
    await element.updateComplete;
    expect(client.calls).to.include(`invitations.revoke ${id}`);
    expect(element.shadowRoot?.activeElement?.textContent).to.equal('Invitations');
    expect(all(element, '[role="status"]')[0]?.textContent).to.contain('taken back: Mia');
    await expect(element).shadowDom.to.be.accessible();
  });

  it('invites a colleague where the server knows their desk, and says what that link does', async () => {
    const { element, client } = await mount(true, 'en', true);
    const [customer, colleague] = all<HTMLInputElement>(element, 'input[name="role"]');
    expect(customer?.checked).to.equal(true);
    colleague?.click();
    await element.updateComplete;
    expect(all(element, 'form > .hint')[0]?.textContent).to.contain('lets nobody else in');
    type(element, 'name', 'Ben');
    type(element, 'address', 'ben@desk.example');
    button(element, 'Send e-mail')?.click();
    await until(() => all(element, 'li').length === 1);
    expect(client.calls).to.include(
      'invitations.make {"role":"agent","name":"Ben","mail":{"address":"ben@desk.example","lang":"en"}}',
    );
    expect(all(element, 'li')[0]?.textContent).to.contain('Colleague');
    expect(all(element, 'li .hint')[0]?.textContent).to.equal(
      'From Anna · Open as long as the session',
    );
    button(element, 'Make a link')?.click();
    await until(() => all(element, '.made').length > 0);
    const mail = button(element, 'E-mail program')?.getAttribute('href') ?? '';
    expect(decodeURIComponent(mail)).to.contain('in our help desk');
    const [made] = client.invitations.kept;
    if (made !== undefined)
      client.invitations.kept = [{ ...made, by: null, status: 'used', acceptedBy: 'Ben' }];
    client.setSession({ seq: 99 });
    await until(
      () => all(element, 'li .hint')[0]?.textContent === 'From your help desk · Ben has come',
    );
    await expect(element).shadowDom.to.be.accessible();
    const without = await mount();
    expect(all(without.element, 'input[name="role"]')).to.have.length(0);
  });

  it('says what went wrong and what to do', async () => {
    const { element, client } = await mount(false);
    client.refuseNext('session-full');
    button(element, 'Make a link')?.click();
    await until(() => all(element, '.note').length > 0);
    all(element, '.note button')[0]?.focus();
    all(element, '.note button')[0]?.click();
    await until(() => all(element, '.note').length === 0);
    expect(element.shadowRoot?.activeElement?.id, 'still in the dialog').to.equal('heading');
  });
});
