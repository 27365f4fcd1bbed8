import { expect, fixture, html } from '@open-wc/testing';
import type { CameraAbilities, Role } from '@fernblick/protocol';
import {
  AGENT,
  CUSTOMER,
  FakeSessionClient,
  linkTo,
  sessionView,
} from '../testing/fake-session-client.ts';
import { until } from '../testing/until.ts';
import type { CameraWishes } from './camera-wishes.ts';
import './camera-wishes.ts';

const ALL: CameraAbilities = {
  rear: false,
  torch: false,
  zoom: { min: 1, max: 8, step: 0.1, at: 2 },
};

async function mount(
  me: Role,
  camera: CameraAbilities | null = null,
): Promise<{ element: CameraWishes; client: FakeSessionClient }> {
  const client = new FakeSessionClient({
    session: sessionView({ me }),
    links: [linkTo(me === 'agent' ? CUSTOMER.id : AGENT.id, { camera })],
  });
  const element = await fixture<CameraWishes>(
    html`<camera-wishes lang="en" .client=${client}></camera-wishes>`,
  );
  return { element, client };
}

const namesIn = (element: CameraWishes): string[] =>
  [...(element.shadowRoot?.querySelectorAll('button, input') ?? [])].map(
    (one) => one.getAttribute('aria-label') ?? one.textContent?.trim() ?? one.localName,
  );

function press(element: CameraWishes, name: string): void {
  const found = [...(element.shadowRoot?.querySelectorAll('button') ?? [])].find(
    (one) => (one.getAttribute('aria-label') ?? one.textContent?.trim()) === name,
  );
  if (found === undefined) throw new Error(`There is no button ${name}.`);
  found.click();
}

describe('camera-wishes', () => {
  it('offers the agent in control what the camera can, and nothing else', async () => {
    const { element, client } = await mount('agent', { ...ALL, rear: null });
    expect(namesIn(element)).to.deep.equal(['Light', '']);
    await expect(element).to.be.accessible();
    client.set({
      links: [linkTo(CUSTOMER.id, { camera: { rear: false, torch: null, zoom: null } })],
    });
    await element.updateComplete;
    expect(namesIn(element)).to.deep.equal(['Rear camera']);
    for (const camera of [null, { rear: null, torch: null, zoom: null }]) {
      client.set({ links: [linkTo(CUSTOMER.id, { camera })] });
      await element.updateComplete;
      expect(namesIn(element), 'no dead buttons').to.deep.equal([]);
    }
    client.set({ links: [linkTo(CUSTOMER.id, { camera: ALL })] });
    client.setSession({ inControl: null });
    await element.updateComplete;
    expect(namesIn(element), 'an agent without control').to.deep.equal([]);
  });

  it('passes the wish on, says that it waits, and why it came to nothing', async () => {
    const { element, client } = await mount('agent', ALL);
    client.refuseNext('wish-declined');
    press(element, 'Light');
    await until(() => client.calls.at(-1) === 'cameras.wish {"kind":"torch","on":true}', 'no wish');
    const problem = () => element.shadowRoot?.querySelector('.problem')?.textContent ?? '';
    await until(() => problem().includes('The customer has not agreed.'), 'no problem shown');
    client.cameras.show({ waitingFor: { kind: 'torch', on: true } });
    await element.updateComplete;
    const waiting = element.shadowRoot?.querySelector('.waiting')?.textContent ?? '';
    expect(waiting).to.include('Waiting for Maria Rossi to agree');
  });

  it('asks the customer, who says yes or no, and takes back what they have agreed to', async () => {
    const { element, client } = await mount('customer');
    await until(() => client.cameras.listeners > 0, 'the customer cannot be asked');
    expect(namesIn(element)).to.deep.equal([]);
    const wish = { kind: 'torch', on: true } as const;
    client.cameras.show({ own: ALL, asked: { by: AGENT.id, name: 'Anna Brandt', wish } });
    await element.updateComplete;
    const question = element.shadowRoot?.querySelector('[role=dialog]');
    expect(question?.textContent).to.include('Anna Brandt asks to switch on your light.');
    await expect(element).to.be.accessible();
    press(element, 'No');
    await until(() => client.calls.at(-1) === 'cameras.answer false', 'no is lost');
    press(element, 'Yes');
    await until(() => client.calls.at(-1) === 'cameras.answer true', 'yes is lost');
    client.cameras.show({ asked: null, agreed: ['torch', 'zoom'], own: { ...ALL, torch: true } });
    await element.updateComplete;
    expect(element.shadowRoot?.querySelector('[role=group]')?.textContent).to.include('Light: on');
    const slider = element.shadowRoot?.querySelector('input');
    if (slider === null || slider === undefined) throw new Error('There is no zoom.');
    slider.value = '4';
    slider.dispatchEvent(new Event('input'));
    await until(() => client.calls.at(-1) === 'cameras.set {"kind":"zoom","at":4}', 'no zoom');
    press(element, 'Stop: Light');
    await until(() => client.calls.at(-1) === 'cameras.takeBack torch', 'stop is lost');
    element.remove();
    expect(client.cameras.listeners).to.equal(0);
  });
});
