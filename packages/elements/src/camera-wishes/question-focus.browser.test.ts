import { expect } from '@open-wc/testing';
import type { CameraAbilities } from '@fernblick/protocol';
import { AGENT, CUSTOMER, linkTo } from '../testing/fake-session-client.ts';
import { byName, mountState } from '../testing/mount.ts';
import { until } from '../testing/until.ts';
import type { CameraWishes } from './camera-wishes.ts';
import './camera-wishes.ts';

const TORCH = { kind: 'torch', on: true } as const;
const ASKED = { by: AGENT.id, name: 'Anna Brandt', wish: TORCH };
const CAN: CameraAbilities = { rear: false, torch: false, zoom: null };

/** The text, or the name, of what has the focus. */
function focused(): string {
  let at = document.activeElement;
  while (at?.shadowRoot?.activeElement != null) at = at.shadowRoot.activeElement;
  return at?.getAttribute('role') ?? at?.textContent?.trim() ?? '';
}

async function at(state: 'customer-live' | 'agent-live') {
  const { call, client } = await mountState(state);
  const wishes = (): CameraWishes | null | undefined =>
    call.shadowRoot?.querySelector('camera-wishes');
  await until(() => wishes()?.shadowRoot != null, 'there are no wishes');
  const inside = (selector: string): HTMLElement => {
    const found = wishes()?.shadowRoot?.querySelector<HTMLElement>(selector);
    if (found === null || found === undefined) throw new Error(`There is no ${selector}.`);
    return found;
  };
  const heading = call.shadowRoot?.querySelector('#heading')?.textContent?.trim() ?? '';
  return { call, client, inside, wishes, heading };
}

/** A customer's page that is asked; what has the focus keeps or loses it. */
async function asked(before: () => void = () => {}) {
  const page = await at('customer-live');
  await until(() => page.client.cameras.listeners > 0, 'nobody can be asked');
  before();
  page.client.cameras.show({ asked: ASKED, own: CAN });
  await page.wishes()?.updateComplete;
  return {
    ...page,
    over: async () => {
      page.client.cameras.show({ asked: null });
      await page.wishes()?.updateComplete;
    },
  };
}

const escape = (target: EventTarget): boolean =>
  target.dispatchEvent(
    new KeyboardEvent('keydown', {
      key: 'Escape',
      bubbles: true,
      composed: true,
      cancelable: true,
    }),
  );

describe('the focus around wishes for a camera', () => {
  it('goes to a question from nowhere, where Escape is no, and is in the call afterwards', async () => {
    const { client, inside, heading, over } = await asked(() => {
      (document.activeElement as HTMLElement | null)?.blur();
    });
    expect(focused()).to.equal('dialog');
    expect(escape(inside('.question')), 'the page hears of it').to.equal(false);
    await until(() => client.calls.at(-1) === 'cameras.answer false', 'Escape is no answer');
    await over();
    expect(focused()).to.equal(heading);
  });

  it('stays with one who types, who hears of it, and who comes back after the answer', async () => {
    const input = document.createElement('textarea');
    input.setAttribute('role', 'letter');
    document.body.append(input);
    try {
      const { client, inside, over } = await asked(() => input.focus());
      expect(focused()).to.equal('letter');
      expect(inside('p[role=status]').textContent).to.include('asks to switch on your light');
      escape(input);
      expect(client.calls.at(-1), 'Escape is for where the focus is').not.to.match(/answer/);
      inside('.question button').focus();
      await over();
      expect(focused()).to.equal('letter');
    } finally {
      input.remove();
    }
  });

  it('comes back to where one came to the question from, not to where one was long before', async () => {
    const input = document.createElement('textarea');
    document.body.append(input);
    try {
      const { call, inside, over } = await asked(() => input.focus());
      byName(call, 'button', 'More').focus();
      inside('.question button').focus();
      await over();
      expect(focused()).to.equal('More');
    } finally {
      input.remove();
    }
  });

  it('is back on a button that was gone while the camera changed, unless one has gone on', async () => {
    const { call, client, inside, wishes, heading } = await at('agent-live');
    const show = async (camera: CameraAbilities | null): Promise<void> => {
      client.set({ links: [linkTo(CUSTOMER.id, { camera })] });
      await wishes()?.updateComplete;
    };
    await show(CAN);
    inside('[data-kind=rear]').focus();
    await show(null);
    expect(focused()).to.equal(heading);
    await show({ ...CAN, rear: true });
    expect(focused()).to.equal('Rear camera');
    await show(null);
    byName(call, 'button', 'More').focus();
    await show(CAN);
    expect(focused()).to.equal('More');
  });

  it('stays on the button that one waits for, although the camera is off while it changes', async () => {
    const { client, inside, wishes } = await at('agent-live');
    client.set({ links: [linkTo(CUSTOMER.id, { camera: CAN })] });
    await wishes()?.updateComplete;
    const rear = inside('[data-kind=rear]');
    rear.focus();
    rear.click();
    await until(() => client.cameras.listeners > 0, 'no wish');
    client.cameras.show({ waitingFor: { kind: 'rear', on: true } });
    const { participants = [] } = client.state.session ?? {};
    client.setSession({
      participants: participants.map((one) =>
        one.id === CUSTOMER.id ? { ...one, camera: 'off' } : one,
      ),
    });
    client.set({ links: [linkTo(CUSTOMER.id, { camera: null })] });
    await wishes()?.updateComplete;
    expect(focused()).to.equal('Rear camera');
    expect(inside('.waiting').textContent).to.include('Waiting for Maria Rossi to agree');
  });
});
