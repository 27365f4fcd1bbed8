import { expect } from '@open-wc/testing';
import { sessionView } from '../testing/fake-session-client.ts';
import { byName, drawn, mount } from '../testing/mount.ts';
import { until } from '../testing/until.ts';
import './session-choice.ts';

/** The text of each row, and the rows' buttons. */
function rowsOf(call: Element): readonly [string, HTMLButtonElement][] {
  const choice = call.shadowRoot?.querySelector('session-choice');
  return [...(choice?.shadowRoot?.querySelectorAll('li') ?? [])].map((row) => [
    row.querySelector('p')?.textContent.replace(/\s+/gu, ' ').trim() ?? '',
    row.querySelector('button') as HTMLButtonElement,
  ]);
}

for (const role of ['agent', 'customer'] as const)
  describe(`the other open sessions of a ticket, for the ${role}`, () => {
    const view = (id: string, phase: 'confirmed' | 'done' | 'in-progress') =>
      sessionView({ me: role, id, phase });
    const sessions = [
      view('session-0003', 'confirmed'),
      view('session-0002', 'in-progress'),
      view('session-0001', 'done'),
    ];
    const start = (first = sessions[0]) =>
      mount({ role, state: { role, sessions, session: first ?? null } });

    it('stand below the card, and lead to one that is joined as any other', async () => {
      const { call, client } = await start();
      await until(() => rowsOf(call).length === 1);
      const [text, button] = rowsOf(call)[0] ?? [];
      expect(text).to.match(/^Running since /);
      await expect(call.shadowRoot?.querySelector('session-choice')).to.be.accessible();
      client.refuseNext('not-found');
      button?.click();
      const choice = (): ShadowRoot | null | undefined =>
        call.shadowRoot?.querySelector('session-choice')?.shadowRoot;
      await until(() => choice()?.querySelector('[role="alert"]') !== null, 'it says why not');
      const dismiss = choice()?.querySelector<HTMLElement>('[role="alert"] button');
      dismiss?.focus();
      dismiss?.click();
      await until(() => choice()?.querySelector('[role="alert"]') === null);
      expect(choice()?.activeElement?.id).to.equal('others');
      rowsOf(call)[0]?.[1].focus();
      rowsOf(call)[0]?.[1].click();
      await until(() => client.state.session?.id === 'session-0002');
      await drawn(call);
      await until(() => call.shadowRoot?.activeElement?.id === 'heading');
      expect(rowsOf(call)[0]?.[0], 'the way back').to.match(/^Opened /);
      byName(call, 'button', 'Join video session').click();
      await drawn(call);
      byName(call, 'button', 'Join now').click();
      await until(() => client.calls.includes('join'));
    });

    it('are not there where there is but one, and nobody is led out of a call', async () => {
      const { call, client } = await start();
      client.set({ sessions: sessions.filter(({ id }) => id !== 'session-0002') });
      await drawn(call);
      expect(call.shadowRoot?.querySelector('session-choice') === null).to.equal(true);
      client.set({ sessions, status: { is: 'waiting', for: 'other-side', since: 0 } });
      await drawn(call);
      expect(call.shadowRoot?.querySelector('session-choice') === null).to.equal(true);
    });
  });
