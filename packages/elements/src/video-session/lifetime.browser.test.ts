import { expect, fixture, html } from '@open-wc/testing';
import { AGENT, FakeSessionClient, linkTo, sessionView } from '../testing/fake-session-client.ts';
import { moving } from '../testing/moving-picture.ts';
import { mount, mountState, byName } from '../testing/mount.ts';
import { shownStates, tokenOf } from '../testing/states.ts';
import { VideoSession } from './video-session.ts';
import { until } from '../testing/until.ts';

const task = (): Promise<void> => new Promise((next) => setTimeout(next));

describe('the lifetime of video-session', () => {
  it('makes a client once the page has said enough, and closes it when the element is gone for good', async () => {
    const call = await fixture<VideoSession>(html`<video-session></video-session>`);
    expect(call.client).to.equal(null);
    expect(call.shadowRoot?.textContent).to.contain('not set up yet');
    call.token = tokenOf('agent');
    call.ticket = 'T-1001';
    await call.updateComplete;
    const { client } = call;
    expect(client?.state.status.is).to.equal('idle');
    call.remove();
    await task();
    expect(call.client).to.equal(null);
    expect(client?.state.server).to.equal('disconnected');
    document.body.append(call);
    await call.updateComplete;
    expect(call.client).not.to.be.oneOf([null, client]);
    call.remove();
  });

  it('keeps the call when it is moved in the document', async () => {
    const place = await fixture(html`<div><p></p></div>`);
    const call = await fixture<VideoSession>(
      html`<video-session ticket="T-1001" token=${tokenOf('agent')}></video-session>`,
    );
    const { client } = call;
    place.append(call);
    await task();
    call.remove();
    await Promise.resolve();
    place.querySelector('p')?.append(call);
    await task();
    expect(call.client).to.equal(client);
  });

  it('keeps the pictures running when it is moved', async () => {
    const shown = shownStates({ of: (role) => moving(role, false) })['agent-live'];
    if (shown === undefined) throw new Error('no such state');
    const { call } = await mount(shown);
    const place = await fixture(html`<div></div>`);
    const video = call.shadowRoot?.querySelector<HTMLVideoElement>('[part="remote-video"]');
    if (video == null) throw new Error('no picture');
    await new Promise((next) => video.requestVideoFrameCallback(next));
    place.append(call);
    // A frame that was under way may still be shown while the element has not gone on yet.
    await until(() => !video.paused, 'the picture stands still');
    await new Promise((next) => video.requestVideoFrameCallback(next));
  });

  it('leaves a client of the page’s open, and follows it again when it comes back', async () => {
    const { call, client } = await mountState('agent-live');
    const parent = call.parentElement;
    call.remove();
    await task();
    expect(client.closed).to.equal(false);
    expect(client.listenerCount).to.equal(0);
    expect(client.sounds.size).to.equal(0);
    parent?.append(call);
    await call.updateComplete;
    client.set({ status: { is: 'ended' }, session: sessionView({ me: 'agent', phase: 'done' }) });
    await call.updateComplete;
    byName(call, 'button', 'Start video session');
  });

  it('takes another client when the page names another ticket', async () => {
    const call = await fixture<VideoSession>(
      html`<video-session ticket="T-1001" token=${tokenOf('agent')}></video-session>`,
    );
    const { client } = call;
    call.ticket = 'T-1002';
    await call.updateComplete;
    expect(call.client).not.to.equal(client);
  });

  it('refuses an address that is none, with cause and remedy', async () => {
    const call = await fixture<VideoSession>(
      html`<video-session server="ftp://x" ticket="T" token=${tokenOf('agent')}></video-session>`,
    );
    expect(call.client).to.equal(null);
    expect(call.shadowRoot?.textContent).to.contain('invalid-url');
  });

  it('leaves no track, listener or timer after a hundred mounts', async () => {
    const timers = new Set<number>();
    const start = window.setTimeout.bind(window);
    const stop = window.clearTimeout.bind(window);
    const counted = ((run: () => void, ms?: number) => {
      const id: number = start(() => {
        timers.delete(id);
        run();
      }, ms);
      timers.add(id);
      return id;
    }) as typeof window.setTimeout;
    window.setTimeout = counted;
    window.clearTimeout = (id) => {
      timers.delete(Number(id));
      stop(id);
    };
    try {
      for (let round = 0; round < 100; round += 1) {
        const client = new FakeSessionClient({
          status: { is: 'live', since: 1 },
          session: sessionView({ me: 'customer' }),
          links: [linkTo(AGENT.id)],
        });
        const call = document.createElement('video-session');
        call.client = client;
        document.body.append(call);
        await call.updateComplete;
        expect(client.sounds.size).to.equal(1);
        call.remove();
        await new Promise((next) => start(next));
        expect(client.listenerCount, `round ${round}`).to.equal(0);
        expect(client.sounds.size, `round ${round}`).to.equal(0);
      }
      expect(timers.size).to.equal(0);
    } finally {
      window.setTimeout = start;
      window.clearTimeout = stop;
    }
  });

  it('lets go of camera and microphone each time it is removed for good', async () => {
    for (let round = 0; round < 10; round += 1) {
      const call = document.createElement('video-session');
      call.token = tokenOf('customer');
      call.ticket = 'T-1001';
      document.body.append(call);
      await call.updateComplete;
      const { client } = call;
      await client?.startPreview();
      const tracks = client?.state.localStream?.getTracks() ?? [];
      expect(tracks.map((track) => track.readyState)).to.deep.equal(['live', 'live']);
      call.remove();
      await task();
      expect(tracks.map((track) => track.readyState)).to.deep.equal(['ended', 'ended']);
      expect(client?.state.server).to.equal('disconnected');
    }
  });

  it('works twice on one page, and in a shadow root', async () => {
    const first = await mountState('agent-live');
    const second = await mountState('customer-live');
    byName(first.call, 'button', 'Microphone', '.bar *').click();
    expect(second.client.calls).not.to.include('setMicrophone false');
    const host = await fixture<HTMLElement>(html`<div></div>`);
    const call = document.createElement('video-session');
    host.attachShadow({ mode: 'open' }).append(call);
    call.client = first.client;
    await call.updateComplete;
    byName(call, 'button', 'End session');
  });

  it('can be loaded twice', async () => {
    const address = new URL('./video-session.ts?again', import.meta.url).href;
    const again = (await import(address)) as { VideoSession: typeof VideoSession };
    expect(again.VideoSession).not.to.equal(VideoSession);
    expect(customElements.get('video-session')).to.equal(VideoSession);
  });
});
