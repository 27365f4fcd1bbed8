import { expect, oneEvent } from '@open-wc/testing';
import { toolOfKey } from '../ar-overlay/toolbar.ts';
import { EMPTY_STATE } from '../ar-overlay/engine-controller.ts';
import { allByName, byName, drawn, mountState } from '../testing/mount.ts';
import { until } from '../testing/until.ts';

function press(target: EventTarget, key: string): void {
  target.dispatchEvent(
    new KeyboardEvent('keydown', { key, bubbles: true, composed: true, cancelable: true }),
  );
}

describe('video-session by keyboard', () => {
  it('takes M, V and H while the focus is within, and ? shows them', async () => {
    const { call, client } = await mountState('agent-live');
    const inside = byName(call, 'button', 'More');
    for (const key of ['m', 'v', 'h']) {
      press(inside, key);
      await drawn(call);
    }
    expect(client.calls).to.include.members(['setMicrophone false', 'setCamera false', 'hold']);
    press(inside, '?');
    await until(() => allByName(call, 'dialog', 'Keyboard').length === 1, 'no list of keys');
  });

  for (const standing of ['waiting', 'off'] as const)
    it(`lists the key of every drawing tool where standing is ${standing}`, async () => {
      const { call } = await mountState('agent-live');
      press(byName(call, 'button', 'More'), 'd');
      await drawn(call);
      const overlay = call.shadowRoot?.querySelector('ar-overlay');
      Object.defineProperty(overlay, 'standing', { value: standing });
      press(byName(call, 'button', 'More'), '?');
      await until(() => allByName(call, 'dialog', 'Keyboard').length === 1, 'no list of keys');
      const rows = [...byName(call, 'dialog', 'Keyboard').querySelectorAll('div')];
      const row = rows.find((each) => each.textContent.includes('Choose a drawing tool'));
      const listed = row?.querySelector('kbd')?.textContent ?? '';
      const keys = listed.replace('1 – 9', '1 2 3 4 5 6 7 8 9').split(/[ ,]+/);
      const all = '1234567890ABCDEFGHIJKLMNOPQRSTUVWXYZ'.split('');
      const state = { ...EMPTY_STATE, standing };
      expect(keys).to.deep.equal(all.filter((key) => toolOfKey(key, state) !== undefined));
    });

  it('takes no H from an agent who is not in control', async () => {
    const { call, client } = await mountState('agent-not-in-control');
    press(byName(call, 'button', 'More'), 'h');
    await drawn(call);
    expect(client.calls).not.to.include('hold');
  });

  it('takes none from the page around it unless the page wants that', async () => {
    const { call, client } = await mountState('agent-live');
    press(document.body, 'm');
    expect(client.calls).not.to.include('setMicrophone false');
    call.pageShortcuts = true;
    press(document.body, 'm');
    expect(client.calls).to.include('setMicrophone false');
  });

  it('takes none while somebody types, and none where the page has switched them off', async () => {
    const { call, client } = await mountState('agent-live');
    call.pageShortcuts = true;
    const input = document.createElement('input');
    document.body.append(input);
    press(input, 'm');
    input.remove();
    call.noShortcuts = true;
    press(byName(call, 'button', 'More'), 'm');
    expect(client.calls).not.to.include('setMicrophone false');
  });

  it('is one stop for the tab key, with arrow keys inside the bar', async () => {
    const { call } = await mountState('agent-live');
    const stops = (): string[] =>
      [...(call.shadowRoot?.querySelectorAll<HTMLElement>('.bar button') ?? [])]
        .filter((button) => button.tabIndex === 0)
        .map((button) => button.textContent?.trim() ?? '');
    expect(stops()).to.deep.equal(['Microphone']);
    const microphone = byName(call, 'button', 'Microphone', '.bar *');
    microphone.focus();
    press(microphone, 'ArrowRight');
    expect(stops()).to.deep.equal(['Camera']);
    press(call.shadowRoot?.activeElement ?? call, 'End');
    expect(call.shadowRoot?.activeElement?.textContent?.trim()).to.equal('End session');
  });

  it('moves the small picture to a corner and keeps it there for the next call', async () => {
    const { call } = await mountState('customer-live');
    const stage = (each: Element): string | null | undefined =>
      each.shadowRoot?.querySelector('.stage')?.getAttribute('data-corner');
    press(byName(call, 'button', 'Swap pictures'), 'ArrowDown');
    press(byName(call, 'button', 'Swap pictures'), 'ArrowLeft');
    await drawn(call);
    expect(stage(call)).to.equal('bottom-start');
    expect(stage((await mountState('agent-live')).call)).to.equal('bottom-start');
    localStorage.removeItem('fernblick:corner');
  });

  it('opens and closes the panel, and says so', async () => {
    const { call } = await mountState('agent-live');
    const more = byName(call, 'button', 'More');
    const panel = call.shadowRoot?.getElementById('more') ?? more;
    const opened = oneEvent(panel, 'toggle');
    more.click();
    await opened;
    expect(more.ariaExpanded).to.equal('true');
    byName(call, 'dialog', 'More');
    const closed = oneEvent(panel, 'toggle');
    byName(call, 'button', 'Stop video').click();
    await closed;
    expect(more.ariaExpanded).to.equal('false');
  });

  it('is at the button again after a choice, also where what was chosen is gone', async () => {
    const { call, client } = await mountState('agent-live');
    const choose = async (name: string): Promise<void> => {
      byName(call, 'button', 'More').focus();
      byName(call, 'button', 'More').click();
      const choice = byName(call, 'button', name, '.choice');
      choice.focus();
      choice.click();
      await drawn(call);
    };
    const focused = (): string | undefined => call.shadowRoot?.activeElement?.textContent?.trim();
    await choose('Stop video');
    expect(focused()).to.equal('More');
    // The server has answered.
    client.setSession({ video: { is: 'off' } });
    await drawn(call);
    expect(allByName(call, 'button', 'Stop video')).to.have.length(0);
    expect(focused()).to.equal('More');
    press(call.shadowRoot?.activeElement ?? document.body, 'm');
    expect(client.calls).to.include('setMicrophone false');
    await choose('Keyboard');
    await until(() => focused() === 'Close', 'the list of keys never comes');
    byName(call, 'button', 'Close', 'dialog *').click();
    expect(focused()).to.equal('More');
  });

  it('is at the button again where the panel is closed without a choice', async () => {
    const { call } = await mountState('agent-live');
    byName(call, 'button', 'More').click();
    byName(call, 'button', 'Stop video').focus();
    // As the Escape key does.
    call.shadowRoot?.getElementById('more')?.hidePopover();
    await drawn(call);
    expect(call.shadowRoot?.activeElement?.textContent?.trim()).to.equal('More');
  });

  it('leaves keys to a dialog that is open within a part of it, not to one around it', async () => {
    const { call, client } = await mountState('agent-live');
    const around = document.createElement('dialog');
    call.replaceWith(around);
    around.append(call);
    around.showModal();
    const part = document.createElement('div');
    const dialog = document.createElement('dialog');
    const button = document.createElement('button');
    dialog.append(button);
    part.attachShadow({ mode: 'open' }).append(dialog);
    call.shadowRoot?.append(part);
    dialog.showModal();
    press(button, 'm');
    expect(client.calls).not.to.include('setMicrophone false');
    dialog.close();
    await drawn(call);
    press(part, 'm');
    expect(client.calls).to.include('setMicrophone false');
    around.remove();
  });
});
