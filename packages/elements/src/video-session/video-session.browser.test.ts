import { expect, oneEvent } from '@open-wc/testing';
import { SessionError, type SessionSnapshot } from '@fernblick/client';
import type { ParticipantView } from '@fernblick/protocol';
import { asRole, byName, allByName, drawn, mount, mountState } from '../testing/mount.ts';
import { AGENT, CUSTOMER, FELLOW, linkTo, sessionView } from '../testing/fake-session-client.ts';
import { until } from '../testing/until.ts';

/** What the live region says. */
const said = (call: Element): string | undefined =>
  call.shadowRoot?.querySelector('[role="status"].visually-hidden')?.textContent ?? undefined;

describe('video-session: the card', () => {
  it('lets an agent start a session and goes straight to the preview', async () => {
    const { call, client } = await mount(asRole('agent'));
    const created = oneEvent(call, 'session-created');
    byName(call, 'button', 'Start video session').click();
    expect((await created) as Event).to.have.property('session', 'session-0001');
    await drawn(call);
    byName(call, 'button', 'Join now');
    expect(client.calls).to.include('startPreview user');
  });

  it('begins with voice alone where the page wants that', async () => {
    const { call, client } = await mount(asRole('agent'));
    call.voiceFirst = true;
    const created = oneEvent(call, 'session-created');
    byName(call, 'button', 'Start video session').click();
    await created;
    expect(client.calls).to.include('create with voice');
  });

  it('gives a customer without a session one sentence and no dead button', async () => {
    const { call } = await mount(asRole('customer'));
    expect(allByName(call, 'button', /./)).to.have.length(0);
    expect(call.shadowRoot?.textContent).to.contain('you can join it here');
  });

  it('lets a customer join an open session, with the rear camera first', async () => {
    localStorage.removeItem('fernblick:devices');
    const { call, client } = await mountState('customer-open');
    byName(call, 'button', 'Join video session').click();
    await drawn(call);
    expect(client.calls).to.include('startPreview environment');
    byName(call, 'button', 'Join now').click();
    await oneEvent(call, 'session-joined');
    expect(client.calls).to.include('join');
    byName(call, 'heading', /^Waiting for/);
  });

  it('brings a call back that runs in another place', async () => {
    const { call, client } = await mountState('taken-over');
    byName(call, 'button', 'Take over here').click();
    await drawn(call);
    expect(client.calls).to.include('join takeOver');
  });

  it('names cause, remedy and code of what failed, and tries again', async () => {
    const { call, client } = await mountState('failed');
    expect(call.shadowRoot?.textContent)
      .to.contain('Reload the page')
      .and.contain('not-authorized');
    const openedBefore = client.calls.filter((each) => each === 'open').length;
    byName(call, 'button', 'Try again').click();
    await drawn(call);
    expect(client.calls.filter((each) => each === 'open')).to.have.length(openedBefore + 1);
  });

  it('shows what a refused wish was about, and tells the page', async () => {
    const { call, client } = await mount(asRole('agent'));
    client.refuseNext('too-many-requests');
    const told = oneEvent(call, 'session-problem');
    byName(call, 'button', 'Start video session').click();
    const event: Event & { readonly error?: SessionError } = await told;
    expect(event.error?.code).to.equal('too-many-requests');
    await drawn(call);
    byName(call, 'alert', /too-many-requests/);
  });

  it('says how long the call lasted, and never longer than the timer showed', async () => {
    const { call, client } = await mountState('customer-ended');
    const told = async (ms: number): Promise<string | undefined> => {
      client.setSession({
        history: [{ phase: 'in-progress', at: 1, by: null }],
        end: { reason: 'agent-ended', at: 1 + ms, by: AGENT.id },
      });
      await drawn(call);
      return /lasted (.*)\./.exec(call.shadowRoot?.textContent ?? '')?.[1];
    };
    expect(await told(1_900)).to.equal('1 second');
    expect(await told(39_900)).to.equal('39 seconds');
    expect(await told(59_999)).to.equal('59 seconds');
    expect(await told(60_000)).to.equal('1 minute');
    expect(await told(359_000)).to.equal('5 minutes');
  });

  it('asks before it withdraws a session', async () => {
    const { call, client } = await mountState('agent-open');
    byName(call, 'button', 'Withdraw session').click();
    byName(call, 'button', 'Withdraw session', 'dialog *').click();
    await drawn(call);
    expect(client.calls).to.include('cancel created-by-mistake');
  });
});

describe('video-session: the preview', () => {
  it('says cause and remedy of a missing device once, and still lets join', async () => {
    const { call, client } = await mountState('preview-denied');
    const notes = call.shadowRoot?.querySelectorAll('.device-problem');
    expect(notes).to.have.length(1);
    expect(notes?.[0]?.textContent).to.contain('address bar');
    expect(call.shadowRoot?.textContent).to.contain('You join without camera and microphone');
    byName(call, 'button', 'Join now').click();
    await drawn(call);
    expect(client.calls).to.include('join');
  });

  it('says when the microphone was heard, of each one anew', async () => {
    const { call, client } = await mountState('agent-preview');
    expect(call.shadowRoot?.textContent).to.contain('Say something');
    client.level = 0.5;
    await until(() => (call.shadowRoot?.textContent ?? '').includes('Your microphone works'));
    client.level = 0;
    client.set({ microphone: { ...client.state.microphone, deviceId: 'm2' } });
    await drawn(call);
    expect(call.shadowRoot?.textContent, 'another one').not.to.contain('Your microphone works');
  });

  it('remembers the chosen devices for the next call', async () => {
    const { call, client } = await mountState('agent-preview');
    const camera = call.shadowRoot?.querySelectorAll('select')[1];
    if (camera === undefined) throw new Error('no choice of camera');
    camera.value = 'c2';
    camera.dispatchEvent(new Event('change'));
    expect(client.calls).to.include('chooseCamera c2');
    expect(localStorage.getItem('fernblick:devices')).to.contain('c2');
    localStorage.removeItem('fernblick:devices');
  });

  it('goes back to the card and lets go of the devices', async () => {
    const { call, client } = await mountState('customer-preview');
    byName(call, 'button', 'Back').click();
    await drawn(call);
    expect(client.calls).to.include('stopPreview');
    byName(call, 'button', 'Join video session');
  });
});

describe('video-session: the stage', () => {
  it('has the names that pages and tests rely on', async () => {
    const agent = (await mountState('agent-live')).call;
    byName(agent, 'toolbar', 'Call');
    for (const name of ['Microphone', 'Camera', 'Hold'])
      expect(byName(agent, 'button', name, '.bar *').ariaPressed).to.match(/^(true|false)$/);
    byName(agent, 'button', 'End session');
    expect(allByName(agent, 'button', 'Leave')).to.have.length(0);
    const customer = (await mountState('customer-live')).call;
    byName(customer, 'button', 'Leave');
    expect(allByName(customer, 'button', 'Hold')).to.have.length(0);
    for (const part of ['remote-video', 'local-video'])
      expect(customer.shadowRoot?.querySelectorAll(`video[part="${part}"]`)).to.have.length(1);
  });

  it('shows the customer’s camera large on both sides, and swaps', async () => {
    const large = (call: Element): string | null | undefined =>
      call.shadowRoot?.querySelector('.large video')?.getAttribute('part');
    const agent = (await mountState('agent-live')).call;
    const customer = (await mountState('customer-live')).call;
    expect([large(agent), large(customer)]).to.deep.equal(['remote-video', 'local-video']);
    const video = agent.shadowRoot?.querySelector('[part="remote-video"]');
    byName(agent, 'button', 'Swap pictures').click();
    await drawn(agent);
    expect(large(agent)).to.equal('local-video');
    expect(agent.shadowRoot?.querySelector('[part="remote-video"]') === video).to.equal(true);
  });

  for (const role of ['agent', 'customer'] as const)
    it(`keeps it off with a long name on the smallest phone, too, for the ${role}`, async () => {
      const { call, client } = await mountState(`${role}-live`, 'de');
      const view = client.state.session;
      if (view === null) throw new Error('There is no session.');
      const name = 'Dr. Wolfgang-Maximilian Freiherr von Schwarzenberg-Hohenlohe';
      const participants = view.participants.map((one) => ({ ...one, name }));
      client.set({ session: { ...view, participants } });
      for (const width of [320, 390, 700]) {
        call.style.setProperty('inline-size', `${width}px`);
        call.requestUpdate();
        await call.updateComplete;
        const rect = (what: string) =>
          call.shadowRoot?.querySelector(what)?.getBoundingClientRect();
        const [small, top] = [rect('.picture.small'), rect('.top')];
        expect(small?.top).to.be.above(top?.bottom ?? Infinity);
        for (const part of call.shadowRoot?.querySelectorAll('.top > *') ?? [])
          expect(part.getBoundingClientRect().right).to.be.at.most((top?.right ?? 0) + 1);
      }
    });

  it('keeps what it says at the top off the small picture, with the chat beside it too', async () => {
    const { call, client } = await mountState('customer-live');
    client.set({ links: [linkTo(AGENT.id, { receiving: 'fair', sending: 'good' })] });
    await drawn(call);
    for (let width = 400; width <= 1_000; width += 20) {
      call.style.setProperty('width', `${width}px`);
      const small = byName(call, 'button', 'Swap pictures').getBoundingClientRect();
      const said = [...(call.shadowRoot?.querySelectorAll('.top > *') ?? [])];
      expect(said).to.have.length(3);
      const lowest = Math.max(...said.map((each) => each.getBoundingClientRect().bottom));
      expect(lowest, `${width} px`).to.be.at.most(small.top);
    }
  });

  it('lets the pictures run on while it draws', async () => {
    const { call, client } = await mountState('agent-live');
    let starts = 0;
    for (const video of call.shadowRoot?.querySelectorAll('video') ?? [])
      video.addEventListener('emptied', () => {
        starts += 1;
      });
    client.set({ mode: 'smooth' });
    await drawn(call);
    byName(call, 'button', 'Swap pictures').click();
    await drawn(call);
    // Events of media elements come in tasks of their own.
    await new Promise((next) => setTimeout(next));
    expect(starts).to.equal(0);
  });

  it('shows a device as off only once it is', async () => {
    const { call, client } = await mountState('agent-live');
    const microphone = byName(call, 'button', 'Microphone', '.bar *');
    client.refuseNext('device-failed');
    microphone.click();
    await drawn(call);
    expect(microphone.ariaPressed).to.equal('true');
    microphone.click();
    await drawn(call);
    expect(microphone.ariaPressed).to.equal('false');
  });

  it('holds and goes on', async () => {
    const { call } = await mountState('agent-live');
    byName(call, 'button', 'Hold').click();
    await drawn(call);
    byName(call, 'heading', 'On hold');
    expect(byName(call, 'button', 'Hold').ariaPressed).to.equal('true');
    byName(call, 'button', 'Go on').click();
    await drawn(call);
    expect(byName(call, 'button', 'Hold').ariaPressed).to.equal('false');
  });

  it('asks before it ends the session', async () => {
    const { call, client } = await mountState('agent-live');
    byName(call, 'button', 'End session').click();
    byName(call, 'dialog', 'End the session?');
    byName(call, 'button', 'Cancel', 'dialog *').click();
    expect(client.calls).not.to.include('end');
    byName(call, 'button', 'End session').click();
    byName(call, 'button', 'End session', 'dialog *').click();
    expect(client.calls).to.include('end');
  });

  it('lets an agent who is not in control leave, without holding or ending the call', async () => {
    const { call, client } = await mountState('agent-not-in-control');
    expect(byName(call, 'button', 'Hold').matches(':disabled')).to.equal(true);
    expect(allByName(call, 'button', 'End session')).to.have.length(0);
    byName(call, 'button', 'Leave').click();
    expect(byName(call, 'dialog', 'Leave the call?').querySelector('p')?.textContent).to.contain(
      'The call goes on for the others.',
    );
    byName(call, 'button', 'Leave', 'dialog *').click();
    expect(client.calls).to.include('leave').and.not.to.include('end');
    client.setSession({ hold: { by: AGENT.id, since: 3 } });
    await drawn(call);
    byName(call, 'heading', 'On hold');
    expect(allByName(call, 'button', 'Go on')).to.have.length(0);
  });

  it('lets the agent hold and end to whom control has passed', async () => {
    const { call, client } = await mountState('agent-not-in-control');
    client.setSession({ inControl: FELLOW.id, hold: { by: AGENT.id, since: 3 } });
    await drawn(call);
    byName(call, 'button', 'Go on').click();
    await drawn(call);
    expect(byName(call, 'button', 'Hold').matches(':disabled')).to.equal(false);
    expect(allByName(call, 'button', 'Leave')).to.have.length(0);
    byName(call, 'button', 'End session').click();
    byName(call, 'button', 'End session', 'dialog *').click();
    expect(client.calls).to.include.members(['resume', 'end']);
  });

  it('lets only the agent in control call off a session that another agent waits in', async () => {
    const { call, client } = await mountState('agent-open');
    const waiting = (inControl: string | null): void =>
      client.setSession({
        participants: [AGENT, { ...FELLOW, you: true }, { ...CUSTOMER, presence: 'invited' }],
        inControl,
      });
    waiting(AGENT.id);
    await drawn(call);
    expect(allByName(call, 'button', 'Withdraw session')).to.have.length(0);
    waiting(null);
    await drawn(call);
    byName(call, 'button', 'Withdraw session');
    client.set({ status: { is: 'waiting', for: 'other-side', since: 1 } });
    waiting(AGENT.id);
    await drawn(call);
    byName(call, 'button', 'Leave');
    waiting(FELLOW.id);
    await drawn(call);
    byName(call, 'button', 'End session');
  });

  it('lets accept video, watch only, or wait', async () => {
    const { call, client } = await mountState('live-video-offered');
    byName(call, 'dialog', 'Anna Brandt offers video');
    byName(call, 'button', 'Just watch').click();
    await drawn(call);
    byName(call, 'button', 'Not now').click();
    expect(client.calls).to.include('acceptVideo false').and.to.include('declineVideo');
  });

  it('keeps an offer of video back while the call is on hold, and forgets then what the hold refused', async () => {
    const { call, client } = await mountState('live-video-offered');
    const offers = (): number => allByName(call, 'dialog', 'Anna Brandt offers video').length;
    const problems = (): number => allByName(call, 'alert', /on-hold/).length;
    client.refuseNext('on-hold');
    byName(call, 'button', 'Just watch').click();
    client.setSession({ hold: { by: AGENT.id, since: 3 } });
    await drawn(call);
    expect([offers(), problems()]).to.deep.equal([0, 1]);
    client.setSession({ hold: null });
    await drawn(call);
    expect([offers(), problems()]).to.deep.equal([1, 0]);
    expect(said(call)).to.equal('The call goes on. Anna Brandt offers video');
  });

  it('shows what a hold refused before this page hears of the hold, until the hold is over', async () => {
    const { call, client } = await mountState('live-video-offered');
    const problems = (): number => allByName(call, 'alert', /on-hold/).length;
    client.refuseNext('on-hold');
    byName(call, 'button', 'Just watch').click();
    await drawn(call);
    expect(problems()).to.equal(1);
    client.setSession({ hold: { by: AGENT.id, since: 3 } });
    await drawn(call);
    expect(problems()).to.equal(1);
    client.setSession({ hold: null });
    await drawn(call);
    expect(problems()).to.equal(0);
  });

  it('says true words of a camera that is on while the call is voice only, and how to send a picture', async () => {
    const { call, client } = await mountState('live-video-offered');
    const shown = (): string =>
      [...(call.shadowRoot?.querySelectorAll<HTMLElement>('.local p, .seen') ?? [])]
        .filter((each) => each.checkVisibility())
        .map((each) => each.textContent?.trim())
        .join(' | ');
    client.setSession({ video: { is: 'off' } });
    byName(call, 'button', 'Camera', '.bar *').click();
    await drawn(call);
    const why = 'Your camera is on, but the call is voice only: nobody sees your picture.';
    const remedy = 'To send it, choose “Offer video” under “More”.';
    expect(shown()).to.equal(`${why} ${remedy}`);
    expect(said(call)).to.equal(`${why} ${remedy}`);
    byName(call, 'button', 'More').click();
    byName(call, 'button', 'Offer video');
    // Somebody has offered: there is nothing more to offer.
    client.setSession({ video: { is: 'offered', by: AGENT.id, since: 2 } });
    await drawn(call);
    expect(shown()).to.equal(why);
    client.setSession({ video: { is: 'on', since: 3 } });
    await drawn(call);
    expect(shown()).to.equal('Anna Brandt sees your camera.');
  });

  it('goes on without a veil while only the server is away', async () => {
    const { call } = await mountState('reconnecting-server');
    expect(call.shadowRoot?.querySelectorAll('.veil')).to.have.length(0);
    expect(call.shadowRoot?.textContent).to.contain('The call goes on.');
  });

  it('says once that the server is away, and no longer once it is back', async () => {
    const { call, client } = await mountState('reconnecting-server');
    client.set({ server: 'connecting' });
    client.tell('problem', { error: new SessionError('server-unreachable') });
    await drawn(call);
    expect(call.shadowRoot?.querySelectorAll('.note')).to.have.length(1);
    client.set({ server: 'connected', status: { is: 'live', since: 2 } });
    await drawn(call);
    expect(call.shadowRoot?.querySelectorAll('.note')).to.have.length(0);
  });

  it('shows that a hold waits for the server, and leaves standing that it was not done', async () => {
    const { call, client } = await mountState('agent-live');
    const held = Promise.withResolvers<void>();
    client.hold = () => held.promise;
    client.set({ server: 'connecting' });
    const hold = byName(call, 'button', 'Hold');
    hold.click();
    await drawn(call);
    expect(hold.getAttribute('aria-busy')).to.equal('true');
    held.reject(new SessionError('request-timeout'));
    await oneEvent(call, 'session-problem');
    await drawn(call);
    expect(hold.getAttribute('aria-busy')).to.equal('false');
    expect(call.shadowRoot?.querySelectorAll('.note')).to.have.length(1);
    client.set({ server: 'connected' });
    await drawn(call);
    expect(call.shadowRoot?.querySelectorAll('.note')).to.have.length(1);
  });

  it('lets dismiss that one only receives, keeps it under More, and says a new refusal anew', async () => {
    const { call, client } = await mountState('live-receive-only');
    const notes = (place: string): number =>
      call.shadowRoot?.querySelectorAll(`${place} .device-problem`).length ?? 0;
    expect([notes('.notices'), notes('.more')]).to.deep.equal([1, 0]);
    const dismiss = byName(call, 'button', 'Dismiss', '.notices *');
    dismiss.focus();
    dismiss.click();
    await drawn(call);
    expect([notes('.notices'), notes('.more')]).to.deep.equal([0, 1]);
    expect(call.shadowRoot?.activeElement?.id).to.equal('heading');
    byName(call, 'button', 'More').click();
    byName(call, 'button', 'Try again', '.more *').click();
    await drawn(call);
    expect(client.calls.some((each) => each.startsWith('startPreview'))).to.equal(true);
    const { microphone } = client.state;
    client.set({ microphone: { ...microphone, error: new SessionError('device-denied-by-user') } });
    await drawn(call);
    expect([notes('.notices'), notes('.more')]).to.deep.equal([1, 1]);
  });

  it('tells the agent in words which devices the customer cannot use, wherever the pictures are', async () => {
    const { call, client } = await mountState('live-without-devices');
    const shown = (): string =>
      [...(call.shadowRoot?.querySelectorAll<HTMLElement>('.placeholder p, .seen') ?? [])]
        .filter((each) => each.checkVisibility())
        .map((each) => each.textContent?.trim())
        .join(' | ');
    expect(shown()).to.equal('Maria Rossi has allowed neither camera nor microphone.');
    byName(call, 'button', 'Swap pictures').click();
    await drawn(call);
    expect(shown()).to.equal('Maria Rossi has allowed neither camera nor microphone.');
    byName(call, 'button', 'Swap pictures').click();
    const customer = (change: Partial<ParticipantView>): void =>
      client.setSession({
        participants: [
          { ...AGENT, you: true },
          { ...CUSTOMER, ...change },
        ],
      });
    customer({ camera: 'missing', microphone: 'unavailable' });
    await drawn(call);
    const both =
      'Maria Rossi has no camera. The microphone of Maria Rossi does not work right now.';
    expect(shown()).to.equal(both);
    expect(said(call)).to.equal(both);
    customer({ microphone: 'denied' });
    await drawn(call);
    expect(shown()).to.equal('Maria Rossi has not allowed the microphone.');
    byName(call, 'img', 'Maria Rossi has not allowed the microphone.');
    customer({ camera: 'off' });
    await drawn(call);
    expect(shown()).to.equal('Maria Rossi has the camera off.');
  });

  it('shows the digits that both sides can compare, once there are any', async () => {
    const { call, client } = await mountState('agent-live');
    const shown = (): string | undefined =>
      call.shadowRoot?.querySelector('.more .security')?.textContent?.replace(/\s+/gu, ' ').trim();
    expect(shown()).to.match(/^Security digits 27 18 28 18 Compare them with Maria Rossi/);
    client.set({ links: [linkTo(CUSTOMER.id, { securityDigits: null })] });
    await drawn(call);
    expect(shown()).to.equal(undefined);
  });

  it('offers sound by a tap where the browser refuses it', async () => {
    const { call, client } = await mountState('live-sound-blocked');
    byName(call, 'button', 'Tap for sound').click();
    expect(client.calls).to.include('unblockSound');
  });

  it('plays the sound of each link, and ends it with the call', async () => {
    const { call, client } = await mountState('agent-live');
    expect(client.sounds.size).to.equal(1);
    client.set({ links: [], status: { is: 'ended' } });
    await drawn(call);
    expect(client.sounds.size).to.equal(0);
  });

  it('tells the page which room it wants', async () => {
    const { call, client } = await mountState('customer-open');
    const changed = oneEvent(call, 'layout-changed');
    client.set({ status: { is: 'live', since: 1 }, links: [linkTo(CUSTOMER.id)] });
    expect((await changed) as Event).to.have.property('layout', 'stage');
    expect(call.matches(':state(stage)')).to.equal(true);
    client.set({ status: { is: 'ended' } });
    await drawn(call);
    expect(call.matches(':state(card)')).to.equal(true);
  });

  it('says to screen readers what has changed', async () => {
    const { call, client } = await mountState('customer-live');
    client.set({
      status: { is: 'reconnecting', what: 'media', since: 1, mediaFlows: false },
    });
    await drawn(call);
    expect(said(call)).to.equal('Reconnecting …');
    client.set({ status: { is: 'live', since: 2 } });
    await drawn(call);
    expect(said(call)).to.equal('Anna Brandt is connected.');
    client.setSession({ hold: { by: 'participant-agent', since: 3 } });
    await drawn(call);
    expect(said(call)).to.equal('On hold');
  });

  it('gives the agent a number to read out while nobody else is there, and a way to invite', async () => {
    const { call } = await mountState('agent-waiting');
    const { shadowRoot } = call;
    expect(shadowRoot?.querySelector('.digits')?.textContent).to.equal('123 456 789');
    expect(shadowRoot?.querySelector('.invite')?.textContent).to.contain('fernblick.example/join/');
    byName(call, 'button', 'Invite').click();
    const dialog = () =>
      shadowRoot?.querySelector('session-invite')?.shadowRoot?.querySelector('dialog');
    await until(() => dialog()?.open === true);
    const customer = await mountState('customer-waiting');
    expect(customer.call.shadowRoot?.querySelectorAll('.invite')).to.have.length(0);
  });

  it('says nothing more of a call that this page is not in any more, or not yet', async () => {
    const { call, client } = await mountState('customer-open');
    const past: readonly SessionSnapshot['status'][] = [
      { is: 'joining' },
      { is: 'waiting', for: 'other-side', since: 1 },
      { is: 'ended' },
    ];
    for (const status of past) {
      client.set({ status });
      await drawn(call);
      expect(said(call)).not.to.equal('');
      client.set({ status: { is: 'idle' } });
      await drawn(call);
      byName(call, 'heading', 'Your video session is open');
      expect(said(call)).to.equal('');
    }
    // The others hold and go on without this page.
    client.setSession({ phase: 'in-progress', hold: { by: AGENT.id, since: 3 } });
    await drawn(call);
    expect(said(call)).to.equal('');
    client.setSession({ hold: null });
    await drawn(call);
    expect(said(call)).to.equal('');
  });

  it('says so when the call stops after the server, and what is true when somebody leaves meanwhile', async () => {
    const { call, client } = await mountState('customer-live');
    const away = { is: 'reconnecting', what: 'server', since: 1 } as const;
    client.set({ status: { ...away, mediaFlows: true } });
    await drawn(call);
    const goesOn = said(call);
    client.set({ status: { ...away, mediaFlows: false } });
    await drawn(call);
    expect([goesOn === said(call), said(call)]).to.deep.equal([false, 'Reconnecting …']);
    client.set({ status: { is: 'ended' } });
    await drawn(call);
    expect(said(call)).to.equal('You have left the call.');
  });

  it('offers no answer to an offer that a colleague has made to the customer', async () => {
    const { call, client } = await mountState('agent-live');
    client.setSession({
      participants: [
        { ...AGENT, you: true },
        { ...AGENT, id: 'participant-ben', name: 'Ben', you: false },
        CUSTOMER,
      ],
      video: { is: 'offered', by: 'participant-ben', since: 3 },
    });
    await drawn(call);
    expect(allByName(call, 'dialog', /offers video/)).to.have.length(0);
    client.setSession({ video: { is: 'offered', by: CUSTOMER.id, since: 4 } });
    await drawn(call);
    expect(allByName(call, 'dialog', /offers video/)).to.have.length(1);
  });

  it('says nothing in a language that the page has left', async () => {
    const { call, client } = await mountState('customer-live');
    client.setSession({ hold: { by: 'participant-agent', since: 3 } });
    await drawn(call);
    expect(said(call)).to.equal('On hold');
    call.lang = 'de';
    await until(() => allByName(call, 'button', 'Mikrofon').length > 0);
    expect(said(call)).to.equal('');
    client.setSession({ hold: null });
    await drawn(call);
    expect(said(call)).to.equal('Der Anruf geht weiter.');
  });

  it('keeps the focus inside when the pressed button goes', async () => {
    const { call } = await mountState('agent-hold');
    const resume = byName(call, 'button', 'Go on');
    resume.focus();
    resume.click();
    await drawn(call);
    expect(call.shadowRoot?.activeElement?.id).to.equal('heading');
  });

  it('calls off a session to which nobody came, instead of ending it', async () => {
    const { call, client } = await mountState('agent-waiting');
    byName(call, 'button', 'End session').click();
    byName(call, 'button', 'End session', 'dialog *').click();
    expect(client.calls).to.include('cancel no-show');
  });

  it('asks about the customer before it calls off a session, and speaks of everybody once the call runs', async () => {
    const asked = async (state: string): Promise<string | null | undefined> => {
      const { call } = await mountState(state);
      return call.shadowRoot?.querySelector('#finish p')?.textContent;
    };
    expect(await asked('agent-waiting')).to.contain('The customer can then no longer join.');
    expect(await asked('agent-live')).to.equal('The call then ends for everybody.');
  });

  it('says before one leaves what becomes of the session', async () => {
    const asked = async (
      state: string,
      participants?: readonly ParticipantView[],
    ): Promise<string | null | undefined> => {
      const { call, client } = await mountState(state);
      if (participants !== undefined) client.setSession({ participants: [...participants] });
      await drawn(call);
      expect(allByName(call, 'button', 'Leave')).to.have.length(1);
      return call.shadowRoot?.querySelector('#finish p')?.textContent;
    };
    const staysOpen = 'The session stays open. You can join again any time.';
    const ends = 'The session then ends for everybody.';
    const goesOn = 'The call goes on for the others. You can join again while it runs.';
    const me = { ...CUSTOMER, you: true };
    const wife = { ...CUSTOMER, id: 'participant-wife', name: 'Elena Rossi' };
    expect(await asked('customer-waiting')).to.equal(staysOpen);
    expect(await asked('customer-live')).to.equal(ends);
    expect(await asked('customer-live', [AGENT, FELLOW, me])).to.equal(ends);
    expect(await asked('customer-live', [AGENT, me, wife])).to.equal(goesOn);
    expect(await asked('customer-live', [AGENT, me, { ...wife, presence: 'left' }])).to.equal(ends);
    // Who is away may still come back: the call is theirs too.
    expect(await asked('customer-live', [AGENT, me, { ...wife, presence: 'away' }])).to.equal(
      goesOn,
    );
    expect(await asked('agent-not-in-control')).to.equal(goesOn);
  });

  it('shows nothing of a fellow agent in the place of the customer', async () => {
    const { call, client } = await mountState('agent-waiting');
    const { participants = [] } = client.state.session ?? {};
    client.set({ links: [linkTo(FELLOW.id)] });
    client.setSession({ participants: [...participants, FELLOW] });
    await drawn(call);
    byName(call, 'heading', 'Waiting for Maria Rossi');
    expect(call.shadowRoot?.querySelectorAll('.quality-of')).to.have.length(0);
    // Still heard: two agents may talk while they wait.
    expect(client.sounds.size).to.equal(1);
  });

  it('shows who is here before who is away, and never the picture of the one under the name of the other', async () => {
    const { call, client } = await mountState('customer-live');
    const shown = (): readonly unknown[] => {
      const video = call.shadowRoot?.querySelector<HTMLVideoElement>('[part="remote-video"]');
      const stream = video?.srcObject ?? null;
      const whose = client.state.links.find((link) => link.stream === stream)?.participant ?? null;
      return [call.shadowRoot?.querySelector('.name')?.textContent?.includes('Ben Vogt'), whose];
    };
    type Presence = ParticipantView['presence'];
    const see = async (
      anna: Presence,
      ben: Presence,
      links: SessionSnapshot['links'],
    ): Promise<readonly unknown[]> => {
      client.set({ links });
      client.setSession({
        participants: [
          { ...FELLOW, presence: ben },
          { ...AGENT, presence: anna },
          { ...CUSTOMER, you: true },
        ],
      });
      await drawn(call);
      return shown();
    };
    const lost = linkTo(AGENT.id, { is: 'lost', receiving: 'lost', sending: 'lost' });
    expect(await see('here', 'invited', [linkTo(AGENT.id)])).to.deep.equal([false, AGENT.id]);
    expect(await see('away', 'here', [lost])).to.deep.equal([true, null]);
    expect(await see('away', 'here', [lost, linkTo(FELLOW.id)])).to.deep.equal([true, FELLOW.id]);
    expect(call.shadowRoot?.querySelectorAll('[data-quality="lost"]')).to.have.length(0);
    expect(await see('away', 'left', [lost])).to.deep.equal([false, AGENT.id]);
  });

  it('tells an agent who may not hold sessions so after the end, too, where the next would be started', async () => {
    const { call, client } = await mountState('agent-ended');
    const text = (): string => call.shadowRoot?.querySelector('.card')?.textContent ?? '';
    expect(text()).not.to.contain('You may not hold video sessions here');
    client.set({ functions: client.state.functions.filter((name) => name !== 'sessions') });
    await drawn(call);
    expect(allByName(call, 'button', 'Start video session')).to.have.length(0);
    expect(text()).to.contain('You may not hold video sessions here');
  });

  it('follows the ticket to its next session', async () => {
    const { call, client } = await mountState('agent-ended');
    byName(call, 'button', 'Start video session');
    client.set({
      status: { is: 'idle' },
      session: sessionView({ me: 'agent', phase: 'confirmed' }),
    });
    await drawn(call);
    byName(call, 'button', 'Join video session');
  });
});
