import { expect, fixture, html } from '@open-wc/testing';
import type { SessionView } from '@fernblick/protocol';
import {
  FakeSessionClient,
  linkTo,
  requestedView,
  sessionView,
  CUSTOMER,
} from '../testing/fake-session-client.ts';
import { until } from '../testing/until.ts';
import '../video-session/video-session.ts';
import type { SessionStatusBar } from './session-status-bar.ts';
import './session-status-bar.ts';

const stepsOf = (bar: SessionStatusBar): string[] =>
  [...(bar.shadowRoot?.querySelectorAll('li') ?? [])].map(
    (step) =>
      (step.ariaCurrent === 'step' ? '*' : '') +
      (step.querySelector('.label')?.textContent ?? '').replace(' (completed)', '').trim() +
      (step.querySelector('time') === null ? '' : ' @'),
  );

describe('session-status-bar', () => {
  it('is a list named Session progress with the present step marked', async () => {
    const client = new FakeSessionClient({ session: sessionView({ me: 'agent' }) });
    const bar = await fixture<SessionStatusBar>(
      html`<session-status-bar .client=${client}></session-status-bar>`,
    );
    const list = bar.shadowRoot?.querySelector('[role="list"]');
    expect(list?.getAttribute('aria-label')).to.equal('Session progress');
    expect(stepsOf(bar)).to.deep.equal(['Confirmed @', '*In progress @', 'Done']);
    await expect(bar).to.be.accessible();
  });

  it('shows only steps that were taken or may still come', async () => {
    const client = new FakeSessionClient();
    const bar = await fixture<SessionStatusBar>(
      html`<session-status-bar .client=${client}></session-status-bar>`,
    );
    expect(stepsOf(bar)).to.deep.equal(['Requested', 'Confirmed', 'In progress', 'Done']);
    const requested = { phase: 'requested', at: 1, by: null } as const;
    const confirmed = { phase: 'confirmed', at: 2, by: null } as const;
    const after = async (change: Partial<SessionView>): Promise<string[]> => {
      client.set({ session: sessionView({ me: 'agent', ...change }) });
      await bar.updateComplete;
      return stepsOf(bar);
    };
    expect(await after({ phase: 'requested', history: [requested] })).to.deep.equal([
      '*Requested @',
      'Confirmed',
      'In progress',
      'Done',
    ]);
    expect(await after({ phase: 'confirmed', history: [requested, confirmed] })).to.deep.equal([
      'Requested @',
      '*Confirmed @',
      'In progress',
      'Done',
    ]);
    expect(await after({ phase: 'confirmed', history: [confirmed] })).to.deep.equal([
      '*Confirmed @',
      'In progress',
      'Done',
    ]);
  });

  it('says who was in the call', async () => {
    const session = sessionView({ me: 'agent' });
    const invited = session.participants.map(
      (one) => ({ ...one, id: `${one.id}-9`, name: 'Ben', presence: 'invited' }) as const,
    );
    const client = new FakeSessionClient({
      session: { ...session, participants: [...session.participants, ...invited] },
    });
    const bar = await fixture<SessionStatusBar>(
      html`<session-status-bar .client=${client}></session-status-bar>`,
    );
    const detail = bar.shadowRoot?.querySelector('[data-phase=in-progress] .detail');
    expect(detail?.textContent).to.equal('Anna Brandt and Maria Rossi');
  });

  it('says who has asked for the session, and for when it was agreed', async () => {
    const session = requestedView({
      me: 'agent',
      phase: 'confirmed',
      request: { scheduledFor: Date.now() + 26 * 3_600_000 },
    });
    const bar = await fixture<SessionStatusBar>(
      html`<session-status-bar .client=${new FakeSessionClient({ session })}></session-status-bar>`,
    );
    const details = [...(bar.shadowRoot?.querySelectorAll('.detail') ?? [])];
    expect(details[0]?.textContent).to.equal('by Maria Rossi');
    expect(details[1]?.textContent).to.match(/^for \w{3}, \w{3} \d/);
    await expect(bar).to.be.accessible();
  });

  it('says who took each step and why, of another day on which, and what holds beside the steps', async () => {
    const day = 24 * 3_600_000;
    const at = Date.now() - 3 * day;
    const session = sessionView({
      me: 'agent',
      phase: 'cancelled',
      history: [
        { phase: 'confirmed', at, by: 'Anna' },
        { phase: 'cancelled', at: at + 1_000, by: 'Ben' },
      ],
      end: { reason: 'no-show', at: at + 1_000, by: 'participant-agent' },
      internal: true,
      visibilityChanged: { by: 'Dora', at: at + 4_000 },
      filed: { by: 'Carla', at: at + 2_000, disposition: null },
      ratings: [
        { by: CUSTOMER.id, stars: 4, comment: '', at: at + 3_000, openUntil: at + 3_000 + day },
      ],
    });
    const client = new FakeSessionClient({ session });
    const bar = await fixture<SessionStatusBar>(
      html`<session-status-bar lang="en-GB" .client=${client}></session-status-bar>`,
    );
    const texts = (selector: string): string[] =>
      [...(bar.shadowRoot?.querySelectorAll(selector) ?? [])].map((each) =>
        (each.textContent ?? '').trim(),
      );
    expect(texts('.detail')).to.deep.equal(['by Anna', 'nobody came, by Ben']);
    const wanted = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' }).format(at);
    for (const time of texts('.step time'))
      expect(time).to.match(new RegExp(`^${wanted}.*\\d:\\d\\d`));
    const marks = (): string[] =>
      texts('[part="marks"] .fact').map((text) => text.replaceAll(/\s+/g, ' '));
    const clock = new RegExp(` ${wanted}.*\\d:\\d\\d$`);
    for (const text of marks()) expect(text).to.match(clock);
    const said = (): string[] => marks().map((text) => text.replace(clock, ''));
    expect(said()).to.deep.equal([
      'Internal by Dora',
      `Rated 4 of 5 by ${CUSTOMER.name}`,
      'Marked done by Carla',
    ]);
    await expect(bar).to.be.accessible();
    client.setSession({ internal: false, filed: null, ratings: [] });
    await bar.updateComplete;
    expect(said()).to.deep.equal(['Public again by Dora']);
    client.setSession({ visibilityChanged: { by: null, at } });
    await bar.updateComplete;
    expect(said()).to.deep.equal(['Public again']);
    client.setSession({ visibilityChanged: null });
    await bar.updateComplete;
    expect(texts('[part="marks"]')).to.deep.equal([]);
  });

  it('ends in cancelled where the session was called off', async () => {
    const client = new FakeSessionClient({
      session: sessionView({ me: 'customer', phase: 'cancelled' }),
    });
    const bar = await fixture<SessionStatusBar>(
      html`<session-status-bar .client=${client}></session-status-bar>`,
    );
    expect(stepsOf(bar)).to.deep.equal(['Confirmed @', '*Cancelled @']);
  });

  it('shows duration, quality in words and hold while the call runs', async () => {
    const client = new FakeSessionClient({
      session: sessionView({ me: 'agent', hold: { by: 'participant-agent', since: Date.now() } }),
      links: [linkTo(CUSTOMER.id, { receiving: 'good', sending: 'poor' })],
    });
    const bar = await fixture<SessionStatusBar>(
      html`<session-status-bar .client=${client}></session-status-bar>`,
    );
    const live = bar.shadowRoot?.querySelector('.live')?.textContent;
    expect(live)
      .to.match(/\d:\d\d/)
      .and.to.contain('Connection: Poor')
      .and.to.contain('On hold');
  });

  it('says that it is recorded as long as pieces are stored, and the server says so', async () => {
    const recording = {
      id: 'recording-1',
      state: 'running',
      askedBy: 'Anna Brandt',
      by: 'participant-agent',
      you: 'yes',
      waitingFor: [],
      pausedFor: [],
      startedAt: 1,
      since: 1,
      recordedMs: 0,
      reason: null,
      askAgainAt: null,
      storedAt: 2,
    } as const;
    const view = sessionView({ me: 'customer' });
    const client = new FakeSessionClient({ session: view, server: 'connected' });
    const bar = await fixture<SessionStatusBar>(
      html`<session-status-bar .client=${client}></session-status-bar>`,
    );
    const says = (): boolean => bar.shadowRoot?.querySelector('.recording') != null;
    const after = async (change: Parameters<typeof client.set>[0]): Promise<boolean> => {
      client.set(change);
      await bar.updateComplete;
      return says();
    };
    const stored = { ...view, recording: { ...recording, waitingFor: [], pausedFor: [] } };
    expect(await after({ session: stored })).to.equal(true);
    expect(await after({ server: 'connecting' })).to.equal(false);
    expect(await after({ server: 'connected' })).to.equal(true);
    const dark = { ...stored, recording: { ...stored.recording, storedAt: null } };
    expect(await after({ session: dark })).to.equal(false);
  });

  it('finds the nearest session by itself, also one that comes later', async () => {
    const page = await fixture(
      html`<main>
        <section><session-status-bar></session-status-bar></section>
        <section class="call"></section>
      </main>`,
    );
    const bar = page.querySelector('session-status-bar');
    if (bar === null) throw new Error('no bar');
    expect(bar.client).to.equal(null);
    const client = new FakeSessionClient({ session: sessionView({ me: 'agent' }) });
    const call = document.createElement('video-session');
    page.querySelector('.call')?.append(call);
    call.client = client;
    await bar.updateComplete;
    expect(bar.client).to.equal(client);
    client.set({ session: sessionView({ me: 'agent', phase: 'done' }) });
    await bar.updateComplete;
    expect(stepsOf(bar).at(-1)).to.equal('*Done @');
  });

  it('follows the session that `for` names', async () => {
    const page = await fixture(
      html`<main>
        <video-session id="one" .client=${new FakeSessionClient()}></video-session>
        <video-session id="two" .client=${new FakeSessionClient()}></video-session>
        <session-status-bar for="two"></session-status-bar>
      </main>`,
    );
    const bar = page.querySelector('session-status-bar');
    expect(bar?.client).to.equal(page.querySelectorAll('video-session')[1]?.client);
  });

  it('speaks the language of the page around it', async () => {
    const page = await fixture(
      html`<div lang="de"><session-status-bar></session-status-bar></div>`,
    );
    const bar = page.querySelector('session-status-bar');
    await until(() => bar?.shadowRoot?.querySelector('li') !== null);
    expect(bar?.shadowRoot?.querySelector('[role="list"]')?.getAttribute('aria-label')).to.equal(
      'Fortschritt der Sitzung',
    );
  });
});
