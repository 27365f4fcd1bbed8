import { SessionError } from '@fernblick/client';
import { expect } from '@open-wc/testing';
import type { SessionChatElement } from '../session-chat/session-chat.ts';
import { allByName, byName, drawn, mountState, type Mounted } from '../testing/mount.ts';
import { until } from '../testing/until.ts';

function press(target: EventTarget, key: string, more: KeyboardEventInit = {}): boolean {
  const init = { key, bubbles: true, composed: true, cancelable: true, ...more };
  return target.dispatchEvent(new KeyboardEvent('keydown', init));
}

interface Open extends Mounted {
  readonly chat: SessionChatElement;
  readonly root: ShadowRoot;
  readonly field: HTMLTextAreaElement;
}

/** A call whose chat is open. */
async function openChat(state: string, lang = 'en'): Promise<Open> {
  const mounted = await mountState(state, lang);
  byName(mounted.call, 'button', 'Chat', '.bar *').click();
  const panel = await panelOf(mounted);
  // Who opens it is led to where one writes or reads: that comes before what they do there.
  await until(() => panel.root.activeElement !== null);
  return { ...mounted, ...panel };
}

async function panelOf({ call }: Mounted): Promise<Pick<Open, 'chat' | 'root' | 'field'>> {
  const found = (): SessionChatElement | null =>
    call.shadowRoot?.querySelector('session-chat') ?? null;
  await until(
    () => found()?.shadowRoot?.querySelector('textarea') != null,
    () => `${document.visibilityState}: ${call.shadowRoot?.textContent ?? ''}`,
  );
  const chat = found();
  const root = chat?.shadowRoot;
  const field = root?.querySelector('textarea');
  if (chat === null || root == null || field == null) throw new Error('There is no chat.');
  return { chat, root, field };
}

async function type({ chat, field }: Open, text: string): Promise<void> {
  field.value = text;
  field.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
  await chat.updateComplete;
}

const texts = ({ root }: Open): readonly string[] =>
  [...root.querySelectorAll('.message .text')].map(({ textContent }) => textContent?.trim() ?? '');
const said = ({ call }: Mounted): string =>
  call.shadowRoot?.querySelector('[role="status"]')?.textContent?.trim() ?? '';

describe('video-session: the chat', () => {
  beforeEach(() => sessionStorage.clear());

  it('opens beside the picture with the focus where one writes, and Escape closes it', async () => {
    const open = await openChat('agent-live');
    const { call, root, field } = open;
    // Where there is no mouse, a keyboard on the screen would come up.
    const where = matchMedia('(hover: hover)').matches ? field : root.querySelector('.log');
    await until(() => root.activeElement === where);
    // The stage's own colour in light and dark: nothing of the picture shines through.
    expect(getComputedStyle(open.chat).backgroundColor).to.equal('rgb(27, 36, 34)');
    const button = byName(call, 'button', 'Chat', '.bar *');
    expect(button.getAttribute('aria-pressed')).to.equal('true');
    press(field, 'm');
    expect(open.client.calls).not.to.include('setMicrophone false');
    press(field, 'Escape');
    await drawn(call);
    expect(call.shadowRoot?.querySelectorAll('session-chat')).to.have.length(0);
    expect(call.shadowRoot?.activeElement === button).to.equal(true);
    press(button, 'c');
    await panelOf(open);
  });

  it('sends by Enter, begins a new line by Shift + Enter, and takes Enter from nobody who composes', async () => {
    const open = await openChat('customer-live');
    const { chat, field, client } = open;
    await type(open, 'First line');
    expect(press(field, 'Enter', { shiftKey: true })).to.equal(true);
    expect(press(field, 'Enter', { isComposing: true })).to.equal(true);
    await type(open, 'First line\nsecond');
    expect(press(field, 'Enter')).to.equal(false);
    await chat.updateComplete;
    expect(client.chat.state.all.messages.map(({ text }) => text)).to.deep.equal([
      'First line\nsecond',
    ]);
    expect(field.value).to.equal('');
    expect(press(field, 'Enter')).to.equal(false);
    expect(client.chat.state.all.messages).to.have.length(1);
  });

  it('counts what is unread on its button, and tells who cannot see it', async () => {
    const mounted = await mountState('customer-live');
    const { call, client } = mounted;
    const from = { name: 'Anna Brandt', role: 'agent', you: false } as const;
    client.chat.write('Hello', { from });
    await drawn(call);
    expect(said(mounted)).to.equal('New message from Anna Brandt');
    client.chat.write('Are you there?', { from });
    await drawn(call);
    expect(said(mounted)).to.equal('New message from Anna Brandt, 2 unread');
    byName(call, 'button', 'Chat, 2 unread', '.bar *').click();
    await panelOf(mounted);
    await until(() => allByName(call, 'button', 'Chat', '.bar *').length === 1);
    client.chat.write('Good', { from });
    await drawn(call);
    expect(client.chat.state.all.unread).to.equal(0);
    expect(said(mounted)).to.equal('New message from Anna Brandt, 2 unread');
  });

  it('is heard of again where the same is said again: each message to who has read the one before', async () => {
    const mounted = await mountState('customer-live');
    const { call, client } = mounted;
    const region = call.shadowRoot?.querySelector('[role="status"]');
    if (region == null) throw new Error('There is no live region.');
    const heard: string[] = [];
    // What a screen reader goes by.
    const changes = new MutationObserver(() => heard.push(said(mounted)));
    changes.observe(region, { childList: true, characterData: true, subtree: true });
    const from = { name: 'Anna Brandt', role: 'agent', you: false } as const;
    for (const text of ['Hello', 'Are you there?', 'Good']) {
      client.chat.write(text, { from });
      await drawn(call);
      client.chat.markRead('all');
      await drawn(call);
    }
    changes.disconnect();
    expect(heard).to.deep.equal(Array(3).fill('New message from Anna Brandt'));
  });

  it('keeps what only agents read under a tab, a sentence and a button of its own', async () => {
    const open = await openChat('agent-live');
    const { chat, root, client, call } = open;
    const [everyone, agents] = root.querySelectorAll<HTMLElement>('[role="tab"]');
    client.chat.write('Among us', {
      to: 'agents',
      from: { name: 'Ben', role: 'agent', you: false },
    });
    await chat.updateComplete;
    await drawn(call);
    expect(agents?.querySelector('.badge')?.textContent).to.equal('1');
    expect(agents?.textContent).to.contain(', 1 unread');
    expect(said(open)).to.equal('New message from Ben to agents only');
    everyone?.focus();
    if (everyone !== undefined) press(everyone, 'ArrowRight');
    await chat.updateComplete;
    expect(root.activeElement === agents).to.equal(true);
    expect(agents?.getAttribute('aria-selected')).to.equal('true');
    expect(root.querySelector('.mark')?.textContent?.trim()).to.equal(
      'Only agents read this, never the customer.',
    );
    expect(texts(open)).to.deep.equal(['Among us']);
    await type(open, 'Not for her');
    root.querySelector<HTMLElement>('button[type="submit"]')?.click();
    expect(client.chat.state.agents?.messages.at(-1)?.text).to.equal('Not for her');
    expect(client.chat.state.all.messages).to.have.length(0);
  });

  it('shows customers one chat and no tab', async () => {
    const { root, chat } = await openChat('customer-live');
    chat.to = 'agents';
    await chat.updateComplete;
    expect(root.querySelectorAll('[role="tab"], .mark')).to.have.length(0);
  });

  it('keeps what was begun, for each kind of readers, over closing', async () => {
    const open = await openChat('agent-live');
    await type(open, 'For everyone');
    open.chat.to = 'agents';
    await open.chat.updateComplete;
    expect(open.field.value).to.equal('');
    await type(open, 'For agents');
    press(open.field, 'Escape');
    await drawn(open.call);
    byName(open.call, 'button', 'Chat', '.bar *').click();
    const again = await panelOf(open);
    expect(again.field.value).to.equal('For everyone');
    again.chat.to = 'agents';
    await again.chat.updateComplete;
    expect(again.field.value).to.equal('For agents');
  });

  it('says what was not sent, and sends it again or takes it away', async () => {
    const open = await openChat('customer-hold');
    const { chat, root, client } = open;
    const buttons = (): (string | undefined)[] =>
      [...root.querySelectorAll('.failure button')].map((button) => button.textContent?.trim());
    client.chat.refusal = 'chat-full';
    for (const text of ['One', 'Two']) await client.chat.send(text).catch(() => undefined);
    await chat.updateComplete;
    expect(root.querySelector('.failure p')?.textContent?.trim()).to.equal(
      'Not sent. This chat is full.',
    );
    expect(buttons()).to.deep.equal(['Try again', 'Remove', 'Try again', 'Remove']);
    client.chat.refusal = null;
    root.querySelectorAll<HTMLElement>('.failure button')[2]?.click();
    root.querySelectorAll<HTMLElement>('.failure button')[1]?.click();
    await until(() => texts(open).length === 1 && buttons().length === 0);
    expect(texts(open)).to.deep.equal(['Two']);
  });

  it('shows text as text, and leads only to where it says', async () => {
    const open = await openChat('agent-live');
    const { chat, root, client } = open;
    const evil = '<img src=x onerror=alert(1)> javascript:alert(1) https://example.com/?a=1.';
    client.chat.write(evil);
    await chat.updateComplete;
    expect(texts(open)).to.deep.equal([evil]);
    const links = [...root.querySelectorAll('.message a')];
    expect(root.querySelectorAll('.message img')).to.have.length(0);
    expect(links.map((link) => link.getAttribute('href'))).to.deep.equal([
      'https://example.com/?a=1',
    ]);
    expect(links[0]?.getAttribute('rel')).to.equal('noopener noreferrer');
  });

  it('lets an agent find a standard response by key, and puts it where the caret is', async () => {
    const open = await openChat('agent-live');
    const { chat, root, client, field } = open;
    client.responses = [
      { id: 'greeting', title: 'Greeting', text: 'Hello!' },
      { id: 'closer', title: 'Hold the camera closer', text: 'Closer, please.' },
      { id: 'plate', title: 'Find the type plate', text: 'Where is the plate?' },
    ];
    await type(open, 'Maria, . Thanks');
    field.setSelectionRange(7, 7);
    byName(chat, 'button', 'Standard responses').click();
    await until(() => root.querySelectorAll('[role="option"]').length === 3);
    const search = root.querySelector<HTMLInputElement>('.search');
    if (search === null) throw new Error('There is no search.');
    await until(() => root.activeElement === search);
    search.value = 'the';
    search.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
    await until(() => root.querySelectorAll('[role="option"]').length === 2);
    press(search, 'ArrowDown');
    await chat.updateComplete;
    expect(search.getAttribute('aria-activedescendant')).to.equal('response-1');
    expect(root.querySelector('#response-1')?.getAttribute('aria-selected')).to.equal('true');
    press(search, 'Enter');
    await until(() => field.value === 'Maria, Where is the plate?. Thanks');
    await until(() => root.activeElement === field);
    expect(field.selectionStart).to.equal('Maria, Where is the plate?'.length);
    // Edited before it is sent: nothing went out yet.
    expect(client.chat.state.all.messages).to.have.length(0);

    byName(chat, 'button', 'Standard responses').click();
    await until(() => root.querySelector('.search') !== null);
    press(root.querySelector('.search') ?? root, 'Escape');
    await until(() => root.querySelector('.search') === null);
    expect(open.call.shadowRoot?.querySelectorAll('session-chat')).to.have.length(1);
    expect(allByName(chat, 'button', 'Standard responses')).to.have.length(1);
    const customer = await openChat('customer-live');
    expect(allByName(customer.chat, 'button', 'Standard responses')).to.have.length(0);
  });

  it('takes of the standard responses what was searched for, also where Enter is faster than the search', async () => {
    const open = await openChat('agent-live');
    const { chat, root, client, field } = open;
    client.responses = [
      { id: 'greeting', title: 'Greeting', text: 'Hello!' },
      { id: 'plate', title: 'Find the type plate', text: 'Where is the plate?' },
    ];
    byName(chat, 'button', 'Standard responses').click();
    await until(() => root.querySelectorAll('[role="option"]').length === 2);
    const search = root.querySelector<HTMLInputElement>('.search');
    if (search === null) throw new Error('There is no search.');
    search.value = 'plate';
    search.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
    press(search, 'Enter');
    await until(() => field.value !== '');
    expect(field.value).to.equal('Where is the plate?');
  });

  it('gives back what was typed where it could not even be taken in', async () => {
    const open = await openChat('customer-live');
    const { client, field } = open;
    const sent = Promise.withResolvers<void>();
    client.chat.send = () => sent.promise;
    await type(open, 'It says E17');
    press(field, 'Enter');
    await until(() => field.value === '');
    sent.reject(new SessionError('server-unreachable'));
    await until(() => field.value === 'It says E17');
  });

  it('stays at its end while somebody reads there, and where they have scrolled to otherwise', async () => {
    const open = await openChat('agent-live');
    const { chat, root, client } = open;
    for (let number = 1; number <= 250; number += 1) client.chat.write(`Message ${number}`);
    await chat.updateComplete;
    const log = root.querySelector('.log');
    if (log === null) throw new Error('There is no log.');
    expect(log.scrollHeight).to.be.above(2 * log.clientHeight);
    expect(log.scrollHeight - log.scrollTop - log.clientHeight).to.be.below(24);
    expect(texts(open)).to.have.length(200);
    log.scrollTop = 0;
    await until(() => root.querySelector('.newest') !== null);
    client.chat.write('The newest');
    await chat.updateComplete;
    expect(log.scrollTop).to.equal(0);
    root.querySelector<HTMLElement>('.newest')?.focus();
    root.querySelector<HTMLElement>('.newest')?.click();
    await chat.updateComplete;
    expect(log.scrollHeight - log.scrollTop - log.clientHeight).to.be.below(24);
    expect(root.activeElement === log, 'the button is gone, and who pressed it is not').to.equal(
      true,
    );
    root.querySelector<HTMLElement>('.earlier')?.focus();
    root.querySelector<HTMLElement>('.earlier')?.click();
    await until(() => texts(open).length === 251);
    expect(root.activeElement === log).to.equal(true);
  });

  it('refuses what is too long with a number, before it is sent', async () => {
    const open = await openChat('customer-live');
    await type(open, 'x'.repeat(4_012));
    expect(open.root.querySelector('.too-long')?.textContent?.trim()).to.equal(
      'Too long. Characters over the limit: 12',
    );
    press(open.field, 'Enter');
    expect(open.client.chat.state.all.messages).to.have.length(0);
  });

  for (const state of ['agent-live', 'customer-live', 'customer-waiting', 'customer-hold'])
    for (const lang of ['en', 'de'])
      it(`holds nothing that axe finds: ${state}, ${lang}`, async () => {
        const { call, client, chat } = await openAnyChat(state, lang);
        client.chat.write('Look: https://example.com');
        client.chat.refusal = 'session-over';
        await client.chat.send('Mine').catch(() => undefined);
        await chat.updateComplete;
        await expect(call).to.be.accessible();
        if (client.chat.state.agents !== null) {
          chat.to = 'agents';
          await client.chat.send('Ours', { to: 'agents' }).catch(() => undefined);
          await chat.updateComplete;
          await expect(call).to.be.accessible();
        }
      });
});

async function openAnyChat(state: string, lang: string): Promise<Open> {
  const mounted = await mountState(state, lang);
  mounted.call.shadowRoot?.querySelector<HTMLElement>('#chat-tool')?.click();
  return { ...mounted, ...(await panelOf(mounted)) };
}
