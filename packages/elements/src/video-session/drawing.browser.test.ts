import { expect } from '@open-wc/testing';
import type { RecordingView } from '@fernblick/protocol';
import type { ArOverlay } from '../ar-overlay/ar-overlay.ts';
import {
  joinedLinks,
  movingScene,
  stroke,
  type MovingScene,
  type PageLink,
} from '../testing/drawing-scene.ts';
import { until } from '../testing/until.ts';
import { CUSTOMER, linkTo } from '../testing/fake-session-client.ts';
import { allByName, byName, drawn, mount, states, type Mounted } from '../testing/mount.ts';

const overlayOf = (call: Element): ArOverlay | null =>
  call.shadowRoot?.querySelector('ar-overlay') ?? null;

function press(target: EventTarget, key: string): void {
  target.dispatchEvent(
    new KeyboardEvent('keydown', { key, bubbles: true, composed: true, cancelable: true }),
  );
}

describe('video-session and drawing', () => {
  let scene: MovingScene;
  let links: [PageLink, PageLink];
  beforeEach(() => {
    scene = movingScene();
    links = joinedLinks();
  });
  afterEach(() => scene.close());

  async function agent(): Promise<Mounted> {
    const shown = states['agent-live'];
    if (shown === undefined) throw new Error('There is no such state.');
    const mounted = await mount(shown, 'en', links[0]);
    mounted.client.set({ links: [linkTo(CUSTOMER.id, { stream: scene.stream })] });
    await drawn(mounted.call);
    return mounted;
  }

  async function customer(): Promise<Mounted> {
    const shown = states['customer-live'];
    if (shown === undefined) throw new Error('There is no such state.');
    const mounted = await mount(shown, 'en', links[1]);
    mounted.client.set({ localStream: scene.stream });
    await drawn(mounted.call);
    return mounted;
  }

  it('loads nothing before somebody draws', async () => {
    const { call } = await agent();
    expect(overlayOf(call)).to.equal(null);
    expect(customElements.get('ar-overlay')).to.equal(undefined);
    byName(call, 'button', 'More').focus();
    press(byName(call, 'button', 'More'), 'd');
    await until(() => overlayOf(call)?.shadowRoot?.querySelector('.tools') != null);
    byName(overlayOf(call) ?? call, 'toolbar', 'Drawing tools');
    // Whoever draws by keys can go on at once, although nothing of it was there when D was pressed.
    await until(() => overlayOf(call)?.shadowRoot?.activeElement?.className === 'surface');
    expect(byName(call, 'button', 'Draw').ariaPressed).to.equal('true');
  });

  it('draws by D, with tools by number, and shows it to the other side, which has pressed nothing', async () => {
    const mine = await agent();
    const theirs = await customer();
    press(byName(mine.call, 'button', 'More'), 'd');
    await until(() => overlayOf(mine.call)?.tracking === 'on');
    press(byName(mine.call, 'button', 'More'), '2');
    const overlay = overlayOf(mine.call);
    if (overlay === null) throw new Error('There is no overlay.');
    await overlay.updateComplete;
    expect(overlay.tool).to.equal('arrow');
    await stroke(overlay, [
      [0.4, 0.4],
      [0.5, 0.5],
    ]);
    await until(() => overlayOf(theirs.call)?.marks[0]?.state === 'tracked');
    expect(overlayOf(theirs.call)?.watching).to.equal(true);
    expect(byName(theirs.call, 'button', 'Draw').ariaPressed).to.equal('false');
    // Putting the tools away leaves the marks.
    press(byName(mine.call, 'button', 'More'), 'd');
    await drawn(mine.call);
    expect(overlay.watching).to.equal(true);
    expect(overlay.marks).to.have.length(1);
    press(byName(mine.call, 'button', 'More'), '3');
    expect(overlay.tool).to.equal('arrow');
  });

  it('stops the picture by F for this page alone, even where nobody draws', async () => {
    const { call } = await agent();
    press(byName(call, 'button', 'More'), 'f');
    await until(() => overlayOf(call)?.shadowRoot?.querySelector('.ink[data-painting]') != null);
    expect(byName(call, 'button', 'Freeze').ariaPressed).to.equal('true');
    press(byName(call, 'button', 'More'), 'f');
    await until(() => overlayOf(call)?.shadowRoot?.querySelector('.ink[data-painting]') === null);
    expect(links[0].streamed).to.deep.equal([]);
  });

  it('brings the picture that both look at back to the front to draw on it', async () => {
    const { call } = await agent();
    press(byName(call, 'button', 'More'), 'x');
    await drawn(call);
    const isLarge = (): boolean | undefined =>
      call.shadowRoot?.querySelector('#remote-video')?.parentElement?.classList.contains('large');
    expect(isLarge()).to.equal(false);
    for (const _ of ['for the first time', 'once more']) {
      byName(call, 'button', 'Draw').click();
      await drawn(call);
      expect(isLarge()).to.equal(true);
      expect(byName(call, 'button', 'Draw').ariaPressed).to.equal('true');
      // With the picture that they draw on, the tools go.
      press(byName(call, 'button', 'More'), 'x');
      await drawn(call);
      expect(isLarge()).to.equal(false);
      expect(byName(call, 'button', 'Draw').ariaPressed).to.equal('false');
    }
  });

  it('cannot draw where there is no picture, and hides the ink with it', async () => {
    const { call, client } = await agent();
    byName(call, 'button', 'Draw').click();
    await until(() => overlayOf(call)?.checkVisibility() === true);
    client.setSession({ video: { is: 'off' } });
    await drawn(call);
    expect((byName(call, 'button', 'Draw') as HTMLButtonElement).disabled).to.equal(true);
    expect(overlayOf(call)?.checkVisibility()).to.equal(false);
    expect(allByName(call, 'button', 'Freeze')).to.have.length(1);
  });

  it('tells something beside the small picture, also where that leaves little room', async () => {
    const [me, other] = links[0].drafters;
    if (me === undefined || other === undefined) throw new Error('no drafters');
    links[0].setDrafters([{ ...me, mayDraw: false }, other]);
    const { call } = await agent();
    call.style.setProperty('width', '390px');
    press(byName(call, 'button', 'More'), 'd');
    const notice = (): Element | null | undefined =>
      overlayOf(call)?.shadowRoot?.querySelector('.notice');
    await until(() => notice()?.textContent.includes('switched off'));
    const small = byName(call, 'button', 'Swap pictures');
    const edges = [notice(), small].map((each) => each?.getBoundingClientRect());
    expect(edges[0]?.right).to.be.at.most(edges[1]?.left ?? 0);
  });

  it('holds nothing that axe finds while somebody draws', async () => {
    const { call } = await agent();
    byName(call, 'button', 'Draw').click();
    await until(() => overlayOf(call)?.shadowRoot?.querySelector('.tools') != null);
    await expect(call).to.be.accessible();
  });

  it('lets each side switch the drawing of the other off and on, and says where only the host can', async () => {
    const { call, client } = await agent();
    const box = (): HTMLInputElement => {
      const label = [...(call.shadowRoot?.querySelectorAll('#more label') ?? [])].find((each) =>
        each.textContent.includes(`${CUSTOMER.name} may draw`),
      );
      const input = label?.querySelector('input');
      if (input == null) throw new Error('There is no such switch.');
      return input;
    };
    expect(box().checked).to.equal(true);
    box().click();
    expect(client.calls.at(-1)).to.equal('allowDrawing customer false');
    const { session } = client.state;
    if (session === null) throw new Error('There is no session.');
    client.set({ session: { ...session, drawingOff: ['customer'] } });
    await drawn(call);
    expect(box().checked).to.equal(false);
    box().click();
    expect(client.calls.at(-1)).to.equal('allowDrawing customer true');
    client.set({
      session: { ...session, drawingOff: ['customer'], drawingOffByHost: ['customer'] },
    });
    await drawn(call);
    expect(box().disabled).to.equal(true);
    expect(box().labels?.[0]?.textContent).to.contain('Switched off by this site');
  });

  it('leaves its tools free of what is said about a recording, however much that is', async () => {
    const { call, client } = await agent();
    // As tall as on a laptop, where the tools stand in one column beside the picture.
    call.style.blockSize = '640px';
    byName(call, 'button', 'Draw').click();
    const tools = (): Element | null | undefined =>
      overlayOf(call)?.shadowRoot?.querySelector('.tools');
    await until(() => tools() != null && overlayOf(call)?.tracking === 'on');
    const { session } = client.state;
    if (session === null) throw new Error('There is no session.');
    const since = Date.now();
    const recording: RecordingView = {
      id: 'recording-1',
      state: 'stopped',
      askedBy: 'Anna Brandt',
      by: 'agent-place',
      you: 'yes',
      waitingFor: [],
      pausedFor: [],
      startedAt: since - 60_000,
      since,
      recordedMs: 60_000,
      reason: 'failed',
      askAgainAt: null,
      storedAt: null,
    };
    client.set({ session: { ...session, recording } });
    const chip = (): Element | null | undefined =>
      call.shadowRoot?.querySelector('call-recording')?.shadowRoot?.querySelector('.chip');
    await until(() => chip() != null);
    expect(overlayOf(call)?.hasAttribute('data-narrow'), 'one column').to.equal(false);
    const [said, column] = [chip(), tools()].map((each) => each?.getBoundingClientRect());
    if (said === undefined || column === undefined) throw new Error('Nothing is shown.');
    expect(said.top, 'as high as the tools').to.be.lessThan(column.bottom);
    expect(said.bottom).to.be.greaterThan(column.top);
    expect(said.left, 'beside them').to.be.at.least(column.right);
    byName(call, 'button', 'Draw').click();
    await drawn(call);
    expect(chip()?.getBoundingClientRect().left).to.be.lessThan(column.right);
  });
});
