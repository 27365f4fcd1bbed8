import type { ParticipantView, SessionView } from '@fernblick/protocol';
import { expect } from '@open-wc/testing';
import { AGENT, CUSTOMER, linkTo } from '../testing/fake-session-client.ts';
import { byName, drawn, mountState, type Mounted } from '../testing/mount.ts';

/** Where each tone went: upwards for who comes, downwards for who goes. */
class ListeningContext extends AudioContext {
  static readonly heard: ('up' | 'down')[] = [];

  override createOscillator(): OscillatorNode {
    const oscillator = super.createOscillator();
    let from = 0;
    const { frequency } = oscillator;
    frequency.setValueAtTime = (hz) => {
      from = hz;
      return frequency;
    };
    frequency.exponentialRampToValueAtTime = (hz) => {
      ListeningContext.heard.push(hz > from ? 'up' : 'down');
      return frequency;
    };
    return oscillator;
  }
}

describe('the tones of video-session', () => {
  const RealContext = AudioContext;
  const { heard } = ListeningContext;

  beforeEach(() => {
    heard.length = 0;
    localStorage.removeItem('fernblick:tones');
    globalThis.AudioContext = ListeningContext;
  });

  afterEach(() => {
    globalThis.AudioContext = RealContext;
    localStorage.removeItem('fernblick:tones');
  });

  const customerIs = async (
    { call, client }: Mounted,
    presence: ParticipantView['presence'],
    change: Partial<SessionView> = {},
  ): Promise<void> => {
    client.setSession({
      participants: [
        { ...AGENT, you: true },
        { ...CUSTOMER, presence },
      ],
      ...change,
    });
    await drawn(call);
    // What sounds is loaded for the first tone: whoever was to hear one has heard it then.
    await import('./play-tone.ts').then(() => undefined);
  };
  const goesLive = async ({ call, client }: Mounted): Promise<void> => {
    client.set({ status: { is: 'live', since: 2 }, links: [linkTo(CUSTOMER.id)] });
    await drawn(call);
  };

  it('sound once for who joins and once for who leaves, and not for a connection that comes back', async () => {
    const mounted = await mountState('agent-waiting');
    expect(heard).to.deep.equal([]);
    await customerIs(mounted, 'away', { phase: 'in-progress' });
    await customerIs(mounted, 'here');
    await goesLive(mounted);
    expect(heard).to.deep.equal(['up']);
    await customerIs(mounted, 'away');
    mounted.client.set({
      status: { is: 'reconnecting', what: 'other-side', since: 3, mediaFlows: false },
    });
    await drawn(mounted.call);
    await customerIs(mounted, 'here');
    await goesLive(mounted);
    expect(heard).to.deep.equal(['up']);
    await customerIs(mounted, 'left');
    expect(heard).to.deep.equal(['up', 'down']);
  });

  it('do not sound for what one does oneself: coming in, and ending', async () => {
    const mounted = await mountState('agent-open');
    await mounted.client.join();
    await customerIs(mounted, 'here', { phase: 'in-progress' });
    heard.length = 0;
    mounted.client.set({ status: { is: 'ended' } });
    await customerIs(mounted, 'left', {
      phase: 'done',
      end: { reason: 'agent-ended', at: 4, by: AGENT.id },
    });
    const customer = await mountState('customer-open');
    customer.client.set({ status: { is: 'joining' } });
    await drawn(customer.call);
    await customer.client.join();
    await drawn(customer.call);
    expect(heard).to.deep.equal([]);
  });

  const comeAndGo = async (mounted: Mounted): Promise<void> => {
    await customerIs(mounted, 'here', { phase: 'in-progress' });
    await customerIs(mounted, 'left');
  };

  /** The switch of the tones; null where the page offers none. */
  const tonesBox = ({ call }: Mounted): HTMLInputElement | null => {
    const labels = [...(call.shadowRoot?.querySelectorAll('label') ?? [])];
    const label = labels.find(({ textContent }) => textContent.includes('Tone when'));
    return label?.querySelector('input') ?? null;
  };

  it('are switched off by the page, which then offers no choice', async () => {
    const mounted = await mountState('agent-waiting');
    mounted.call.noTones = true;
    await comeAndGo(mounted);
    expect(heard).to.deep.equal([]);
    expect(tonesBox(mounted) === null).to.equal(true);
  });

  it('are switched off by the person, for the next call too', async () => {
    const first = await mountState('agent-waiting');
    byName(first.call, 'button', 'More').click();
    const box = tonesBox(first);
    expect(box?.checked).to.equal(true);
    box?.click();
    await comeAndGo(first);
    const second = await mountState('agent-waiting');
    await comeAndGo(second);
    expect(heard).to.deep.equal([]);
    tonesBox(second)?.click();
    await comeAndGo(second);
    expect(heard).to.deep.equal(['up', 'down']);
  });
});
