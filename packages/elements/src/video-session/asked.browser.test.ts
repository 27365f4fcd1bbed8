import { expect } from '@open-wc/testing';
import type { DialView, ParticipantView, Role, SessionView } from '@fernblick/protocol';
import {
  AGENT,
  CUSTOMER,
  FELLOW,
  requestedView,
  ringingNow,
  sessionView,
} from '../testing/fake-session-client.ts';
import { byName, mount, mountState, type Mounted } from '../testing/mount.ts';
import { until } from '../testing/until.ts';

const asked = (me: Role, dial: DialView | null, yours = me === 'customer'): Promise<Mounted> =>
  mount({ role: me, state: { session: requestedView({ me, request: { dial, yours } }) } });

const says = ({ call }: Mounted): string =>
  call.shadowRoot?.querySelector('.card')?.textContent ?? '';

describe('the card of what was asked for', () => {
  it('tells agents of a call as a call, and of a request as what it is', async () => {
    const shown = await asked('agent', ringingNow());
    await until(
      () => says(shown).includes(`${CUSTOMER.name} is calling`),
      () => says(shown),
    );
    // Nobody answered: now it is a request.
    const request = { dial: ringingNow({ outcome: 'nobody-answered' }) };
    shown.client.set({ session: requestedView({ me: 'agent', request }) });
    await until(() => says(shown).includes(`${CUSTOMER.name} asks for a video session`));
    expect(says(shown)).not.to.include('is calling');
    expect(says(shown)).to.include('The light on my router stays red');
    const wish = await asked('agent', null);
    await until(() => says(wish).includes(`${CUSTOMER.name} asks for a video session`));
  });
});

describe('the card of what was agreed', () => {
  it('tells agents what the customer has found who tried everything out', async () => {
    const works = { camera: 'works', microphone: 'works', speaker: 'works' } as const;
    const ways = { direct: 'blocked', relayUdp: 'blocked', relayTcp: 'blocked' } as const;
    const checks = [{ by: CUSTOMER.id, at: Date.now(), findings: { ...works, ...ways } }];
    const session = requestedView({ me: 'agent', phase: 'confirmed', checks });
    const shown = await mount({ role: 'agent', state: { session } });
    await until(
      () => says(shown).includes('Connection: lets no call through'),
      () => says(shown),
    );
    await expect(shown.call).to.be.accessible();
    const list = shown.call.shadowRoot?.querySelector('.card-below ul');
    if (list == null) throw new Error('no findings');
    expect(getComputedStyle(list).marginBlockStart, 'close to its heading').to.equal('0px');
  });

  for (const typed of ['', ' I am ill. '])
    it(`lets agents call it off, and say why in “${typed}”`, async () => {
      const session = requestedView({ me: 'agent', phase: 'confirmed' });
      const { call, client } = await mount({ role: 'agent', state: { session } });
      await until(() => says({ call, client }).includes('Call it off'));
      byName(call, 'button', 'Call it off').click();
      const message = call.shadowRoot?.querySelector<HTMLTextAreaElement>('[open] textarea');
      if (message == null) throw new Error('no field');
      expect(message.labels?.[0]?.textContent).to.equal('Message to the customer');
      await expect(call).to.be.accessible();
      message.value = typed;
      byName(call, 'button', 'Call it off', '[open] .danger').click();
      await until(
        () => client.calls.includes(`cancel called-off ${typed.trim()}`.trim()),
        () => client.calls.join(),
      );
    });

  it('tells them so of a session that nobody had to ask for, which stays what it is otherwise', async () => {
    const works = { camera: 'denied', microphone: 'works', speaker: 'works' } as const;
    const ways = { direct: 'works', relayUdp: 'works', relayTcp: 'works' } as const;
    const checks = [{ by: CUSTOMER.id, at: Date.now(), findings: { ...works, ...ways } }];
    const session = sessionView({ me: 'agent', phase: 'confirmed' });
    const shown = await mount({ role: 'agent', state: { session } });
    const before = shown.call.shadowRoot?.querySelector('h2')?.textContent;
    shown.client.set({ session: { ...session, checks } });
    await until(
      () => says(shown).includes('Camera: not allowed'),
      () => says(shown),
    );
    expect(says(shown), 'who has tried it out').to.include(`${CUSTOMER.name}, today, `);
    expect(shown.call.shadowRoot?.querySelector('h2')?.textContent).to.equal(before);
    expect(says(shown)).to.include('Join video session');
  });
});

describe('the place of a request', () => {
  it('stays while the connection is cut, so that nothing typed is lost', async () => {
    const { call, client } = await mount({ role: 'customer', state: { functions: ['requests'] } });
    const place = (): Element | null | undefined =>
      call.shadowRoot?.querySelector('slot[name="request"]');
    await until(() => place() != null);
    const before = place();
    client.set({ server: 'connecting' });
    await call.updateComplete;
    expect(place() === before).to.equal(true);
  });
});

describe('the card of a session that a colleague is in', () => {
  const beside = (
    customer: ParticipantView['presence'],
    change: Partial<SessionView> = {},
  ): Partial<SessionView> => ({
    participants: [
      { ...AGENT, presence: 'left', you: true },
      { ...FELLOW, you: false },
      { ...CUSTOMER, presence: customer, you: false },
    ],
    ...change,
  });

  it('says who is in it, not that somebody waits, and that one joins a call that runs', async () => {
    const session = sessionView({ me: 'agent', ...beside('here') });
    const shown = await mount({ role: 'agent', state: { session } });
    expect(says(shown)).to.include('Ben Vogt and Maria Rossi are in this video session');
    expect(says(shown)).not.to.include('waits for you');
    expect(says(shown)).to.include('Join the running call');
    // The customer's page is gone for a moment: the call is the colleague's all the same.
    shown.client.set({ session: { ...session, ...beside('away') } });
    await until(
      () => says(shown).includes('Ben Vogt is in this video session'),
      () => says(shown),
    );
    expect(says(shown)).to.include('Join the running call');
    await expect(shown.call).to.be.accessible();
  });

  it('says so of one that was asked for, and of one that only the colleague has come to', async () => {
    const request = { dial: ringingNow({ outcome: 'answered' }) };
    const wish = requestedView({ me: 'agent', phase: 'in-progress', request });
    const session = { ...wish, ...beside('here') };
    const shown = await mount({ role: 'agent', state: { session } });
    await until(() => says(shown).includes('Ben Vogt and Maria Rossi are in this video session'));
    const early = sessionView({ me: 'agent', phase: 'confirmed', ...beside('invited') });
    shown.client.set({ session: early });
    await until(() => says(shown).includes('Ben Vogt is in this video session'));
    expect(says(shown)).to.include('Join video session');
  });

  it('tells a colleague who has joined while the customer is away with whom they wait', async () => {
    const session = sessionView({ me: 'agent', ...beside('away') });
    const people = session.participants.map((p) =>
      p.you ? { ...p, presence: 'here' as const } : p,
    );
    const { call } = await mount({
      role: 'agent',
      state: {
        status: { is: 'waiting', for: 'other-side', since: Date.now() },
        session: { ...session, participants: people },
      },
    });
    const veil = call.shadowRoot?.querySelector('.veil')?.textContent ?? '';
    expect(veil).to.include('Waiting for Maria Rossi');
    expect(veil).to.include('Ben Vogt is in this video session');
    expect(veil).not.to.include('begins by itself');
  });

  it('waits for agents, as customers read it, whoever else is there', async () => {
    const session = sessionView({
      me: 'customer',
      participants: [AGENT, FELLOW, { ...CUSTOMER, presence: 'left', you: true }],
    });
    const shown = await mount({ role: 'customer', state: { session } });
    expect(says(shown)).to.include('Anna Brandt is there and waits for you.');
  });
});

describe('a session number', () => {
  it('is told and taken only where administrators let people join by it', async () => {
    const { call, client } = await mountState('agent-waiting');
    const told = (): boolean => call.shadowRoot?.textContent?.includes('123 456 789') ?? false;
    await until(told);
    client.set({ functions: ['sessions', 'drawing'] });
    await until(() => !told());
    const customer = await mount({ role: 'customer', state: { functions: ['numbers'] } });
    const isAsked = (): boolean =>
      customer.call.shadowRoot?.querySelector('slot[name="request"]') != null;
    await until(isAsked);
    customer.client.set({ functions: [] });
    await until(() => !isAsked());
  });
});
