import { expect, fixture, html, oneEvent } from '@open-wc/testing';
import { SessionError, type SessionSnapshot } from '@fernblick/client';
import type { PreCallFindings, Role, SessionView } from '@fernblick/protocol';
import {
  AGENT,
  CUSTOMER,
  FakeSessionClient,
  requestedView,
  ringingNow,
  sessionView,
} from '../testing/fake-session-client.ts';
import { allByName, byName, drawn } from '../testing/mount.ts';
import { tokenOf } from '../testing/states.ts';
import { until } from '../testing/until.ts';
import type { VideoSession } from '../video-session/video-session.ts';
import '../video-session/video-session.ts';
import { toLocalValue } from './local-times.ts';
import type { SessionRequest } from './session-request.ts';
import './session-request.ts';

const HOUR_MS = 3_600_000;
/** A moment on the full minute, so far from now. */
const ahead = (ms: number): number => Math.floor((Date.now() + ms) / 60_000) * 60_000;
const [soon, later] = [ahead(20 * HOUR_MS), ahead(70 * HOUR_MS)];
const proposed = {
  times: [soon],
  message: 'Rather then?\nI am on the road.',
  by: AGENT.name,
  at: 1,
};

const poorFindings: PreCallFindings = {
  camera: 'denied',
  microphone: 'works',
  speaker: 'untested',
  direct: 'blocked',
  relayUdp: 'blocked',
  relayTcp: 'works',
};

interface Shown {
  readonly role: Role;
  readonly state: Partial<SessionSnapshot>;
  /** Buttons to press first. */
  readonly press?: readonly string[];
}

const asked = (me: Role, request: Parameters<typeof requestedView>[0]['request'] = {}) => ({
  session: requestedView({ me, request }),
});
const declined: Partial<SessionSnapshot> = {
  status: { is: 'ended' },
  session: requestedView({
    me: 'customer',
    phase: 'cancelled',
    request: { message: 'Please call a <b>plumber</b>.' },
    end: { reason: 'declined', at: 1, by: null },
  }),
};

const LIN = { ...CUSTOMER, id: 'participant-lin', name: 'Lin', presence: 'invited' } as const;
const made = sessionView({ me: 'agent', phase: 'confirmed' });
/** A session that agents have made, for which two people have tried everything out. */
const triedByTwo: SessionView = {
  ...made,
  participants: [...made.participants, { ...LIN, you: false }],
  checks: [
    { by: CUSTOMER.id, at: Date.now(), findings: poorFindings },
    { by: LIN.id, at: Date.now(), findings: { ...poorFindings, camera: 'works' } },
  ],
};

/** Every state that a person can come to see. */
const states: Readonly<Record<string, Shown>> = {
  'customer-none': { role: 'customer', state: {} },
  'customer-form': { role: 'customer', state: {}, press: ['Request video session'] },
  'customer-number': { role: 'customer', state: {}, press: ['I was given a number'] },
  'customer-check': {
    role: 'customer',
    state: {
      microphone: { state: 'on', starting: false, deviceId: 'm1', error: null },
      microphones: [
        { deviceId: 'm1', label: 'Headset (Jabra Evolve2 65)' },
        { deviceId: 'm2', label: 'Built-in microphone' },
      ],
      camera: {
        state: 'denied',
        starting: false,
        deviceId: null,
        error: new SessionError('device-denied-by-user'),
        facing: null,
        canFlip: false,
      },
    },
    press: ['Request video session', 'Check camera and microphone'],
  },
  'customer-check-waiting': {
    role: 'customer',
    state: asked('customer'),
    press: ['Check camera and microphone'],
  },
  'customer-can-call': { role: 'customer', state: { functions: ['requests', 'dial'] } },
  'customer-in-line': {
    role: 'customer',
    state: {
      ...asked('customer', { dial: ringingNow() }),
      queue: { session: asked('customer').session.id, place: 3, waitMs: 240_000 },
    },
  },
  'customer-unanswered': {
    role: 'customer',
    state: asked('customer', { dial: ringingNow({ outcome: 'nobody-answered' }), reason: '' }),
  },
  'customer-sent': { role: 'customer', state: asked('customer', { preferred: [soon, later] }) },
  'customer-other-times': {
    role: 'customer',
    state: asked('customer'),
    press: ['Suggest other times'],
  },
  'customer-offer': { role: 'customer', state: asked('customer', { proposed }) },
  'customer-offers': {
    role: 'customer',
    state: asked('customer', { proposed: { ...proposed, times: [1, soon, later], message: null } }),
  },
  'customer-agreed': {
    role: 'customer',
    state: {
      session: requestedView({
        me: 'customer',
        phase: 'confirmed',
        request: { scheduledFor: soon },
      }),
    },
  },
  'customer-declined': { role: 'customer', state: declined },
  'agent-asked': { role: 'agent', state: asked('agent', { preferred: [1, soon, later] }) },
  'agent-checked': {
    role: 'agent',
    state: {
      session: requestedView({
        me: 'agent',
        checks: [
          {
            by: CUSTOMER.id,
            at: Date.now(),
            findings: poorFindings,
          },
        ],
      }),
    },
  },
  'agent-agreed-checked': {
    role: 'agent',
    state: {
      session: requestedView({
        me: 'agent',
        phase: 'confirmed',
        request: { scheduledFor: soon },
        checks: [{ by: CUSTOMER.id, at: Date.now(), findings: poorFindings }],
      }),
    },
  },
  'agent-made-checked': { role: 'agent', state: { session: triedByTwo } },
  'agent-called': { role: 'agent', state: asked('agent', { dial: ringingNow() }) },
  'agent-any-time': { role: 'agent', state: asked('agent', { proposed }) },
  'agent-proposes': {
    role: 'agent',
    state: asked('agent'),
    press: ['Propose another time', 'Add another time'],
  },
  'agent-declines': { role: 'agent', state: asked('agent'), press: ['Decline'] },
};

async function mount(shown: Shown, lang = 'en') {
  const client = new FakeSessionClient(shown.state);
  const request = await fixture<SessionRequest>(
    html`<session-request
      lang=${lang}
      .token=${tokenOf(shown.role)}
      .client=${client}
    ></session-request>`,
  );
  await settled(request);
  // What agents see is loaded for them, and so is what was agreed, and what was declined or called off.
  const { phase, end } = shown.state.session ?? {};
  const isRefused = end?.reason === 'declined' || end?.reason === 'called-off';
  if (shown.role === 'agent' || phase === 'confirmed' || isRefused)
    await until(() => request.shadowRoot?.querySelector('.card') != null, 'nothing is shown');
  for (const name of shown.press ?? []) await press(request, name);
  return { request, client };
}

async function settled(request: SessionRequest): Promise<void> {
  await until(
    () => request.shadowRoot?.querySelector('.root') !== null && !request.isUpdatePending,
  );
}

/** Presses the button of that name; of two, the one in the open dialog. */
async function press(request: SessionRequest, name: string): Promise<void> {
  const buttons = allByName(request, 'button', name);
  (buttons.find((button) => button.closest('dialog') !== null) ?? buttons[0])?.click();
  if (buttons.length === 0) throw new Error(`There is no button ${name}.`);
  await settled(request);
}

function field(request: SessionRequest, id: string): HTMLInputElement | HTMLTextAreaElement {
  const found = request.shadowRoot?.querySelector<HTMLInputElement>(`#${id}`);
  if (found == null) throw new Error(`There is no field ${id}.`);
  return found;
}

async function fill(request: SessionRequest, id: string, value: string): Promise<void> {
  const input = field(request, id);
  input.value = value;
  input.dispatchEvent(new InputEvent('input', { bubbles: true }));
  await settled(request);
}

/** Chooses one of several by the beginning of its label. */
async function choose(request: SessionRequest, label: string): Promise<void> {
  const found = [...(request.shadowRoot?.querySelectorAll('.choice') ?? [])].find((each) =>
    each.textContent?.trim().startsWith(label),
  );
  if (found == null) throw new Error(`There is no choice ${label}.`);
  (found as HTMLElement).click();
  await settled(request);
}

const textOf = (request: SessionRequest): string =>
  (request.shadowRoot?.querySelector('.card')?.textContent ?? '').replace(/\s+/gu, ' ');
const headingOf = (request: SessionRequest): string | undefined =>
  request.shadowRoot?.querySelector('h2')?.textContent?.trim();

describe('session-request', () => {
  beforeEach(() => sessionStorage.clear());
  afterEach(() => document.documentElement.style.removeProperty('color-scheme'));

  for (const name of Object.keys(states))
    it(`${name}: one heading, and nothing that axe finds, in light and dark, English and German`, async () => {
      const shown = states[name];
      if (shown === undefined) throw new Error(name);
      for (const scheme of ['light', 'dark']) {
        document.documentElement.style.setProperty('color-scheme', scheme);
        document.body.style.setProperty('background', 'Canvas');
        const english = (await mount(shown)).request;
        expect(english.shadowRoot?.querySelectorAll('h2')).to.have.length(1);
        await expect(english).to.be.accessible();
        english.remove();
        sessionStorage.clear();
        const german = (await mount({ ...shown, press: [] }, 'de')).request;
        await expect(german).to.be.accessible();
        german.remove();
      }
    });

  for (const width of [280, 390, 900])
    it(`fits ${width} px in every state, in German and from right to left`, async () => {
      for (const shown of Object.values(states)) {
        const { request } = await mount(shown);
        request.lang = 'de';
        request.style.setProperty('inline-size', `${width}px`);
        for (const dir of ['ltr', 'rtl']) {
          request.dir = dir;
          await settled(request);
          const inside = request.getBoundingClientRect();
          for (const each of request.shadowRoot?.querySelectorAll('button, h2, p, input') ?? []) {
            const box = each.getBoundingClientRect();
            if (!each.checkVisibility() || each.closest('dialog') !== null || box.width <= 1)
              continue;
            expect(box.left, each.outerHTML).to.be.at.least(inside.left - 1);
            expect(box.right, each.outerHTML).to.be.at.most(inside.right + 1);
          }
        }
        request.remove();
        sessionStorage.clear();
      }
    });

  it('asks for a session with a reason and times, and says that it did', async () => {
    const { request, client } = await mount({ role: 'customer', state: {} });
    await press(request, 'Request video session');
    await fill(request, 'reason', 'It leaks.');
    await choose(request, 'At certain times');
    await fill(request, 'time-0', toLocalValue(soon));
    await press(request, 'Add another time');
    await fill(request, 'time-1', toLocalValue(later));
    const told = oneEvent(request, 'session-requested');
    await press(request, 'Send request');
    await told;
    await settled(request);
    expect(client.calls).to.include(`ask It leaks. ${soon} ${later}`);
    expect(headingOf(request)).to.equal('Your request is with us');
    expect(textOf(request)).to.contain('It leaks.');
    expect(sessionStorage).to.have.length(0);
  });

  it('tells an agent what everybody has found, also for a session that nobody had to ask for', async () => {
    const { request, client } = await mount({ role: 'agent', state: { session: triedByTwo } });
    await until(() => textOf(request).includes('Camera: works'));
    const told = [...(request.shadowRoot?.querySelectorAll('[role="group"] > p') ?? [])];
    expect(told.slice(1).map(({ textContent }) => textContent?.split(', ')[0])).to.deep.equal([
      CUSTOMER.name,
      LIN.name,
    ]);
    expect(textOf(request)).to.match(/Maria Rossi, today, .* Camera: not allowed.* Lin, today, /);
    client.set({ session: { ...triedByTwo, checks: [] } });
    await until(() => request.shadowRoot?.querySelector('.card') == null);
  });

  it('leaves that to the card of the call around it, where it is told too', async () => {
    const client = new FakeSessionClient({ session: triedByTwo, role: 'agent' });
    const call = await fixture<VideoSession>(
      html`<video-session .token=${tokenOf('agent')} .client=${client}
        ><session-request slot="request"></session-request
      ></video-session>`,
    );
    await until(() => call.shadowRoot?.textContent?.includes('Lin, today, ') === true);
    const request = call.querySelector('session-request');
    expect(request?.shadowRoot?.querySelector('.card') == null, 'told once').to.equal(true);
  });

  it('takes a number as it was read out, tells a mistake at the field, and leaves where to go to the page', async () => {
    const { request, client } = await mount({ role: 'customer', state: {} });
    const told: string[] = [];
    request.addEventListener('number-entered', (event) => {
      event.preventDefault();
      told.push(event.number);
    });
    const input = (): HTMLInputElement | null =>
      request.shadowRoot?.querySelector<HTMLInputElement>('#number') ?? null;
    const isFocused = (): boolean => request.shadowRoot?.activeElement === input();
    await press(request, 'I was given a number');
    await until(() => input() !== null && isFocused(), 'the field has the focus');
    expect(headingOf(request)).to.equal('Join by number');
    await fill(request, 'number', 'no. 12-3456');
    expect(input()?.value).to.equal('123 456');
    expect(textOf(request), 'not while somebody types').not.to.contain('has nine digits');
    await press(request, 'Continue');
    expect(textOf(request)).to.contain('A session number has nine digits.');
    expect(input()?.getAttribute('aria-invalid')).to.equal('true');
    expect(isFocused()).to.equal(true);
    await expect(request).to.be.accessible();
    await fill(request, 'number', '123 456 7890');
    expect(textOf(request)).not.to.contain('has nine digits.');
    request.shadowRoot?.querySelector('form')?.requestSubmit();
    expect(told).to.deep.equal(['123456789']);
    expect(client.calls, 'the door counts, nobody else').to.deep.equal(['open']);
    await press(request, 'Back');
    expect(headingOf(request)).to.equal('Video session');
    await press(request, 'I was given a number');
    await until(() => input() !== null);
    expect(input()?.value, 'what was typed is not kept').to.equal('');
  });

  it('offers a number where it is switched on and no session is open', async () => {
    const offered = async (state: Partial<SessionSnapshot>): Promise<boolean> => {
      const { request } = await mount({ role: 'customer', state });
      return allByName(request, 'button', 'I was given a number').length === 1;
    };
    expect(await offered({ functions: ['numbers'] })).to.equal(true);
    expect(await offered({ functions: ['requests'] })).to.equal(false);
    const over = sessionView({ me: 'customer', phase: 'done' });
    expect(await offered({ session: over }), 'the last one is over').to.equal(true);
    expect(await offered({ session: over, functions: ['requests'] })).to.equal(false);
    expect(await offered(declined), 'another was declined').to.equal(true);
    expect(await offered({ ...declined, functions: ['requests'] })).to.equal(false);
    expect(await offered(asked('customer'))).to.equal(false);
  });

  it('says in the field what has to be mended, and sends nothing', async () => {
    const { request, client } = await mount({ role: 'customer', state: {} });
    await press(request, 'Request video session');
    await press(request, 'Send request');
    await request.updateComplete;
    expect(request.shadowRoot?.activeElement?.id).to.equal('reason');
    expect(textOf(request)).to.contain('in a few words what it is about');
    await fill(request, 'reason', 'It leaks.');
    await choose(request, 'At certain times');
    await press(request, 'Send request');
    expect(textOf(request)).to.contain('Please choose day and time.');
    await fill(request, 'time-0', toLocalValue(ahead(-HOUR_MS)));
    expect(textOf(request)).to.contain('This time has passed.');
    await fill(request, 'time-0', toLocalValue(ahead(400 * 24 * HOUR_MS)));
    expect(textOf(request)).to.contain('within the next year');
    await fill(request, 'time-0', toLocalValue(soon));
    await press(request, 'Add another time');
    await fill(request, 'time-1', toLocalValue(soon));
    expect(textOf(request)).to.contain('stands there already');
    await expect(request).to.be.accessible();
    expect(client.calls).to.deep.equal(['open']);
  });

  it('loses nothing that was typed: not by a refusal, a reload, or going back', async () => {
    const { request, client } = await mount({ role: 'customer', state: {} });
    await press(request, 'Request video session');
    await fill(request, 'reason', 'It leaks.\nBadly.');
    await choose(request, 'At certain times');
    await fill(request, 'time-0', toLocalValue(soon));
    client.refuseNext('request-timeout');
    await press(request, 'Send request');
    await until(() => request.shadowRoot?.querySelector('.problem') !== null);
    expect(textOf(request)).to.contain('Code: request-timeout');
    await press(request, 'Back');
    request.remove();
    const again = (await mount({ role: 'customer', state: {} })).request;
    await press(again, 'Request video session');
    expect(field(again, 'reason').value).to.equal('It leaks.\nBadly.');
    expect(field(again, 'time-0').value).to.equal(toLocalValue(soon));
  });

  it('shows nobody what another person has typed in the same tab', async () => {
    const asks = { role: 'customer', press: ['Request video session'] } as const;
    const first = await mount({ ...asks, state: { subject: 'mia' } });
    await fill(first.request, 'reason', 'Only for you.');
    first.request.remove();
    const second = await mount({ ...asks, state: { subject: 'paul' } });
    expect(field(second.request, 'reason').value).to.equal('');
    second.request.remove();
    const again = await mount({ role: 'customer', state: { subject: 'mia' } });
    expect(field(again.request, 'reason').value).to.equal('Only for you.');
  });

  it('names nobody where the host offers other times in nobody’s name', async () => {
    for (const [role, lang, said] of [
      ['customer', 'en', 'We suggest another time'],
      ['customer', 'de', 'Wir schlagen eine andere Zeit vor'],
      ['agent', 'en', 'Your help desk has proposed: '],
    ] as const) {
      const { request, client } = await mount({ role, state: asked(role) }, lang);
      client.set(asked(role, { proposed: { ...proposed, times: [soon], by: null } }));
      await until(() => request.shadowRoot?.textContent?.includes(said) === true);
    }
  });

  it('lets a customer accept what an agent offers, or name other times', async () => {
    const { request, client } = await mount({ role: 'customer', state: asked('customer') });
    client.set(asked('customer', { proposed: { ...proposed, times: [soon, later] } }));
    await settled(request);
    expect(headingOf(request)).to.equal('Anna Brandt suggests another time');
    expect(request.shadowRoot?.querySelector('[role="status"]')?.textContent).to.equal(
      'Anna Brandt suggests another time',
    );
    await choose(
      request,
      request.shadowRoot?.querySelectorAll('.choice')[1]?.textContent?.trim() ?? '',
    );
    await press(request, 'Accept');
    expect(client.calls).to.include(`acceptTime ${later}`);
    await press(request, 'Suggest other times');
    await choose(request, 'Any time');
    await press(request, 'Send these times');
    expect(client.calls).to.include('preferTimes');
  });

  it('tries camera and microphone out, and lets go of them with the form and with the element', async () => {
    const shown = states['customer-check'];
    if (shown === undefined) throw new Error('no state');
    const { request, client } = await mount(shown);
    expect(client.calls).to.include('startPreview environment');
    expect(textOf(request)).to.contain('Nobody sees or hears you yet.');
    expect(textOf(request)).to.contain('Camera or microphone was not allowed.');
    await press(request, 'Try again');
    expect(client.calls.filter((call) => call.startsWith('startPreview'))).to.have.length(2);
    await fill(request, 'reason', 'It leaks.');
    await press(request, 'Send request');
    await settled(request);
    expect(headingOf(request)).to.equal('Your request is with us');
    expect(client.calls.filter((call) => call === 'stopPreview')).to.have.length(1);
    // There is time for it while one waits, too.
    await press(request, 'Check camera and microphone');
    expect(textOf(request)).to.contain('Nobody sees or hears you yet.');
    request.remove();
    expect(client.calls.filter((call) => call === 'stopPreview')).to.have.length(2);
  });

  it('goes on with the check when the answer comes, until the call or its preview takes the devices', async () => {
    const { request, client } = await mount({ role: 'customer', state: asked('customer') });
    const stopped = (): boolean => client.calls.includes('stopPreview');
    const agreed = requestedView({
      me: 'customer',
      phase: 'confirmed',
      request: { scheduledFor: soon },
    });
    await press(request, 'Check camera and microphone');
    client.set({ session: agreed });
    await until(() => textOf(request).includes('Call it off'), 'what was agreed is shown');
    expect(textOf(request)).to.contain('End the check');
    await until(
      () => client.calls.some((call) => call.startsWith('check.tell')),
      'agents are told',
    );
    expect(stopped()).to.equal(false);
    client.set({ status: { is: 'joining' } });
    await settled(request);
    expect(stopped(), 'the call has them').to.equal(false);
    client.set({ status: { is: 'idle' } });
    await settled(request);
    await press(request, 'Check camera and microphone');
    await press(request, 'End the check');
    expect(stopped()).to.equal(true);
  });

  it('stands below the card of a call that is ahead, with the check alone, and leaves the devices to the preview', async () => {
    const session = requestedView({
      me: 'customer',
      phase: 'confirmed',
      request: { scheduledFor: soon },
    });
    const client = new FakeSessionClient({ session, role: 'customer' });
    const call = await fixture<VideoSession>(
      html`<video-session lang="en" .token=${tokenOf('customer')} .client=${client}
        ><session-request lang="en" slot="request"></session-request
      ></video-session>`,
    );
    const request = call.querySelector('session-request');
    if (request === null) throw new Error('nothing there');
    const open = (): boolean => textOf(request).includes('End the check');
    await until(() => allByName(request, 'button', 'Check camera and microphone').length === 1);
    expect(textOf(request), 'said once').not.to.contain('Call it off');
    await press(request, 'Check camera and microphone');
    await until(open);
    byName(call, 'button', 'Join video session').click();
    await until(() => request.assignedSlot === null, 'the preview is shown');
    client.set({ microphone: { ...client.state.microphone, state: 'on' } });
    await settled(request);
    expect(client.calls).not.to.include('stopPreview');
    client.set({
      session: { ...session, phase: 'cancelled', end: { reason: 'declined', at: 1, by: null } },
    });
    await settled(request);
    expect(open()).to.equal(false);
  });

  it('stands below the card of a session that agents have made, too, and by itself is the check alone', async () => {
    const session = sessionView({ me: 'customer', phase: 'confirmed' });
    const client = new FakeSessionClient({ session, role: 'customer' });
    const call = await fixture<VideoSession>(
      html`<video-session lang="en" .token=${tokenOf('customer')} .client=${client}
        ><session-request lang="en" slot="request"></session-request
      ></video-session>`,
    );
    const below = call.querySelector('session-request');
    if (below === null) throw new Error('nothing there');
    const { request } = await mount({ role: 'customer', state: { session } });
    for (const each of [below, request]) {
      await until(() => allByName(each, 'button', 'Check camera and microphone').length === 1);
      expect(allByName(each, 'button', 'Call it off')).to.have.length(0);
      await press(each, 'Check camera and microphone');
      await until(() => textOf(each).includes('Your connection is ready for a video call.'));
    }
    client.set({ session: { ...session, phase: 'in-progress' } });
    await until(() => !textOf(below).includes('End the check'), 'not in the call');
  });

  it('tells agents with what was agreed what the customer has found before', async () => {
    const shown = states['agent-agreed-checked'];
    if (shown === undefined) throw new Error('no state');
    const { request } = await mount(shown);
    await until(
      () => textOf(request).includes('Camera: not allowed'),
      () => textOf(request),
    );
    expect(textOf(request)).to.contain('Connection: works by a detour');
  });

  it('tries network and speaker out, says what that means, and tells the agents what was found', async () => {
    const shown = states['customer-check-waiting'];
    if (shown === undefined) throw new Error('no state');
    const { request, client } = await mount(shown);
    const says = (text: string) => until(() => textOf(request).includes(text), text);
    await says('Your connection is ready for a video call.');
    const told = (findings: string) =>
      until(() => client.calls.at(-1) === `check.tell ${findings}`, findings);
    await told('untested untested untested works works works');
    await press(request, 'Play a test sound');
    // Nobody has touched this page, so it may make no sound.
    await until(() => textOf(request).includes('Turn the volume up'), 'no remedy');
    await told('untested untested failed works works works');
    client.ways = { direct: 'blocked', relayUdp: 'refused', relayTcp: 'works' };
    await press(request, 'Try the connection again');
    await says('only by a detour');
    client.ways = { direct: 'blocked', relayUdp: 'blocked', relayTcp: 'blocked' };
    await press(request, 'Try the connection again');
    await says('lets no video call through');
    client.refuseNext('too-many-requests');
    await press(request, 'Try the connection again');
    await until(() => request.shadowRoot?.querySelector('[role="alert"]') !== null, 'no alert');
  });

  it('shows an agent what was found', async () => {
    const shown = states['agent-checked'];
    if (shown === undefined) throw new Error('no state');
    const { request } = await mount(shown);
    await until(() => textOf(request).includes('Camera: not allowed'), 'nothing is shown');
    expect(textOf(request)).to.contain('Connection: works by a detour');
  });

  it('lets a call begin with voice where the page of the call wants that', async () => {
    const client = new FakeSessionClient({ functions: ['requests', 'dial'] });
    const page = await fixture(
      html`<div>
        <video-session voice-first .token=${tokenOf('customer')} .client=${client}></video-session>
        <session-request
          lang="en"
          .token=${tokenOf('customer')}
          .client=${client}
        ></session-request>
      </div>`,
    );
    const [call, request] = [
      page.querySelector('video-session'),
      page.querySelector('session-request'),
    ];
    if (call === null || request === null) throw new Error('nothing there');
    await settled(request);
    await press(request, 'Request video session');
    await fill(request, 'reason', 'It leaks.');
    call.voiceFirst = false;
    client.refuseNext('server-error');
    await press(request, 'Send request');
    call.voiceFirst = true;
    await press(request, 'Send request');
    const asked = client.calls.filter((name) => name.startsWith('ask'));
    expect(asked).to.deep.equal(['ask It leaks.', 'ask with voice It leaks.']);
  });

  it('withdraws only after asking', async () => {
    const { request, client } = await mount({ role: 'customer', state: asked('customer') });
    await press(request, 'Withdraw request');
    expect(client.calls).not.to.include('cancel withdrawn');
    await press(request, 'Cancel');
    await press(request, 'Withdraw request');
    await press(request, 'Withdraw request');
    expect(client.calls).to.include('cancel withdrawn');
  });

  it('asks before a call that hangs up takes an earlier request with it', async () => {
    const dial = ringingNow();
    const { request, client } = await mount({
      role: 'customer',
      state: asked('customer', { dial }),
    });
    const made = (at: number): void =>
      client.set({
        session: {
          ...asked('customer', { dial }).session,
          history: [{ phase: 'requested', at, by: CUSTOMER.name }],
        },
      });
    made(dial.since - 1);
    await until(() => textOf(request).includes('Hang up'), 'nothing is shown');
    await settled(request);
    await press(request, 'Hang up');
    expect(client.calls).not.to.include('cancel withdrawn');
    await press(request, 'Cancel');
    await press(request, 'Hang up');
    await press(request, 'Hang up');
    expect(client.calls).to.include('cancel withdrawn');
  });

  it('lets an agent take a call that waits, instead of planning it', async () => {
    const state = asked('agent', { dial: ringingNow() });
    const { request, client } = await mount({ role: 'agent', state });
    expect(headingOf(request)).to.equal(`${CUSTOMER.name} is calling`);
    expect(allByName(request, 'button', 'Propose another time')).to.have.length(0);
    await press(request, 'Take the call');
    await until(() => client.calls.length > 2);
    expect(client.calls.slice(-2)).to.deep.equal(['confirmRequest null', 'join']);
  });

  it('tells an agent of a request that becomes a call, and lets it be taken out of an answer that is being written', async () => {
    const said = (): string =>
      request.shadowRoot?.querySelector('[role="status"]')?.textContent ?? '';
    const { request, client } = await mount({ role: 'agent', state: asked('agent') });
    let last = '';
    for (const open of ['Propose another time', 'Decline']) {
      client.set(asked('agent'));
      await settled(request);
      await press(request, open);
      expect(allByName(request, 'button', 'Take the call')).to.have.length(0);
      client.set(asked('agent', { dial: ringingNow() }));
      await settled(request);
      expect(said().trim()).to.equal(`${CUSTOMER.name} is calling`);
      expect(said(), 'a screen reader hears of nothing but changes').not.to.equal(last);
      last = said();
      await expect(request).to.be.accessible();
      const before = client.calls.length;
      await press(request, 'Take the call');
      await until(() => client.calls.length > before + 1);
      expect(client.calls.slice(-2)).to.deep.equal(['confirmRequest null', 'join']);
    }
  });

  it('accepts no other time than the one that was seen chosen, once that has passed', async () => {
    const { request, client } = await mount({ role: 'customer', state: asked('customer') });
    const offered = (first: number): void =>
      client.set(asked('customer', { proposed: { ...proposed, times: [first, later] } }));
    offered(soon);
    await settled(request);
    client.set({ clockOffsetMs: soon - Date.now() });
    await settled(request);
    await press(request, 'Accept');
    expect(client.calls.filter((call) => call.startsWith('acceptTime'))).to.deep.equal([]);
    expect(request.shadowRoot?.activeElement?.getAttribute('type')).to.equal('radio');
    [...(request.shadowRoot?.querySelectorAll<HTMLElement>('.choice') ?? [])].at(1)?.click();
    await settled(request);
    await press(request, 'Accept');
    expect(client.calls.at(-1)).to.equal(`acceptTime ${later}`);
  });

  it('says that the one time of an offer has passed, instead of asking whether it suits', async () => {
    const { request, client } = await mount({ role: 'customer', state: asked('customer') });
    client.set(asked('customer', { proposed: { ...proposed, times: [soon] } }));
    await settled(request);
    expect(textOf(request)).to.contain('Does it suit you?');
    client.set({ clockOffsetMs: soon - Date.now() });
    await settled(request);
    expect(textOf(request)).to.contain('has passed');
    expect(textOf(request)).not.to.contain('Does it suit you?');
    const buttons = [...(request.shadowRoot?.querySelectorAll('button') ?? [])];
    const names = buttons.map(({ textContent }) => textContent.trim());
    expect(names).to.include('Suggest other times');
    expect(names).not.to.include('Accept');
  });

  it('forgets what was chosen of an offer that another one has taken the place of', async () => {
    const { request, client } = await mount({ role: 'customer', state: asked('customer') });
    client.set(asked('customer', { proposed: { ...proposed, times: [soon, later] } }));
    await settled(request);
    [...(request.shadowRoot?.querySelectorAll<HTMLElement>('.choice') ?? [])].at(1)?.click();
    await settled(request);
    const latest = later + 3_600_000;
    client.set(asked('customer', { proposed: { ...proposed, times: [latest] } }));
    await settled(request);
    await press(request, 'Accept');
    expect(client.calls.at(-1)).to.equal(`acceptTime ${latest}`);
  });

  it('says who has called off what was agreed, with their message or without one', async () => {
    const calledOff = (message: string | null): Partial<SessionSnapshot> => ({
      status: { is: 'ended' },
      session: requestedView({
        me: 'customer',
        phase: 'cancelled',
        request: { message },
        end: { reason: 'called-off', at: 1, by: null },
      }),
    });
    const { request } = await mount({ role: 'customer', state: calledOff('I am ill.') });
    await until(() => textOf(request).includes(`${AGENT.name} has called the video session off`));
    expect(textOf(request)).to.include(`${AGENT.name} writes:`);
    expect(textOf(request)).to.include('I am ill.');
    expect(textOf(request)).not.to.include('declined');
    const unsaid = (await mount({ role: 'customer', state: calledOff(null) })).request;
    await until(() => textOf(unsaid).includes(`${AGENT.name} has called the video session off`));
    expect(textOf(unsaid)).not.to.include('writes:');
  });

  it('shows why it was declined, as text, and keeps the reason for asking again', async () => {
    const { request } = await mount({ role: 'customer', state: declined });
    expect(textOf(request)).to.contain('Please call a <b>plumber</b>.');
    expect(request.shadowRoot?.querySelectorAll('b')).to.have.length(0);
    await press(request, 'Request video session');
    expect(field(request, 'reason').value).to.match(/^The light on my router/);
  });

  it('lets an agent confirm the first choice that is still to come, or now', async () => {
    const shown = { role: 'agent', state: asked('agent', { preferred: [1, soon] }) } as const;
    const { request, client } = await mount(shown);
    await press(request, 'Confirm');
    await choose(request, 'Now');
    await press(request, 'Confirm');
    expect(client.calls.slice(1)).to.deep.equal([`confirmRequest ${soon}`, 'confirmRequest null']);
  });

  it('lets an agent name the time where any suits the customer', async () => {
    const { request, client } = await mount({ role: 'agent', state: asked('agent') });
    await choose(request, 'At another time');
    await press(request, 'Confirm');
    expect(textOf(request)).to.contain('Please choose day and time.');
    await fill(request, 'time-0', toLocalValue(later));
    await press(request, 'Confirm');
    expect(client.calls.slice(1)).to.deep.equal([`confirmRequest ${later}`]);
  });

  it('agrees to nothing that an agent does not see chosen', async () => {
    const { request, client } = await mount({ role: 'agent', state: asked('agent') });
    await choose(request, 'At another time');
    client.set(asked('agent', { preferred: [soon, later] }));
    await request.updateComplete;
    await press(request, 'Confirm');
    expect(client.calls.filter((call) => call.startsWith('confirm'))).to.deep.equal([]);
    const focused = request.shadowRoot?.activeElement;
    expect(focused?.getAttribute('type')).to.equal('radio');
    (focused as HTMLElement).click();
    await request.updateComplete;
    await press(request, 'Confirm');
    expect(client.calls.at(-1)).to.equal(`confirmRequest ${soon}`);
  });

  it('lets an agent propose times, and decline only with a message', async () => {
    const { request, client } = await mount({ role: 'agent', state: asked('agent') });
    await press(request, 'Propose another time');
    await fill(request, 'time-0', toLocalValue(later));
    await fill(request, 'message', 'Rather then?');
    await press(request, 'Send proposal');
    expect(client.calls).to.include(`proposeTimes ${later} Rather then?`);
    await press(request, 'Decline');
    await press(request, 'Decline request');
    expect(textOf(request)).to.contain('the customer reads it');
    await fill(request, 'message', 'Please call a plumber.');
    await press(request, 'Decline request');
    expect(client.calls.at(-1)).to.equal('declineRequest Please call a plumber.');
  });

  it('says what went wrong, and that a colleague was faster', async () => {
    const { request, client } = await mount({ role: 'agent', state: asked('agent') });
    client.refuseNext('already-answered');
    const told = oneEvent(request, 'session-problem');
    await press(request, 'Confirm');
    await told;
    await settled(request);
    expect(textOf(request)).to.contain('Somebody has answered this request already.');
  });

  it('takes the form away with what is switched off, and has what was typed once it is on again', async () => {
    const { request, client } = await mount({ role: 'customer', state: {} });
    const { functions } = client.state;
    await press(request, 'Request video session');
    await fill(request, 'reason', 'It leaks.');
    client.set({ functions: functions.filter((name) => name !== 'requests') });
    await settled(request);
    expect(request.shadowRoot?.querySelectorAll('form')).to.have.length(0);
    client.set({ functions });
    await settled(request);
    expect(field(request, 'reason').value).to.equal('It leaks.');
  });

  it('does not offer what administrators have switched off', async () => {
    const off = { functions: [] };
    const none = (await mount({ role: 'customer', state: off })).request;
    expect(none.shadowRoot?.querySelectorAll('.card')).to.have.length(0);
    const told = (await mount({ role: 'customer', state: { ...declined, ...off } })).request;
    expect(textOf(told)).to.contain('Please call a');
    expect(told.shadowRoot?.querySelectorAll('button')).to.have.length(0);
  });

  it('says of each of one’s own times that it has passed, also while the page is open', async () => {
    const state = asked('customer', { preferred: [1, soon] });
    const { request, client } = await mount({ role: 'customer', state });
    const passed = (): number => textOf(request).split('(has passed)').length - 1;
    expect(passed()).to.equal(1);
    // Nothing else tells the page of it.
    Object.assign(client.state, { clockOffsetMs: soon - Date.now() });
    await until(() => passed() === 2);
  });

  it('lets an agent who may not hold sessions say no or offer times, and agree to nothing', async () => {
    for (const change of [{ preferred: [soon] }, {}, { dial: ringingNow() }]) {
      const state = { ...asked('agent', change), functions: ['requests' as const] };
      const { request } = await mount({ role: 'agent', state });
      const names = [...(request.shadowRoot?.querySelectorAll('button') ?? [])].map((button) =>
        button.textContent.trim(),
      );
      expect(names).to.include('Decline');
      expect(names).not.to.include('Confirm');
      expect(names).not.to.include('Take the call');
      expect(request.shadowRoot?.querySelectorAll('input')).to.have.length(0);
      expect(textOf(request)).to.contain('You may not hold video sessions here');
    }
  });

  it('without it a video-session says that one was asked for, to who shares the ticket too, and what was agreed', async () => {
    const hidden = { ...requestedView({ me: 'customer' }), request: null };
    const client = new FakeSessionClient({ role: 'customer', session: hidden });
    const call = await fixture<HTMLElementTagNameMap['video-session']>(
      html`<video-session .token=${tokenOf('customer')} .client=${client}></video-session>`,
    );
    const card = (): string => call.shadowRoot?.querySelector('.card')?.textContent ?? '';
    // Its words are loaded once there is a request.
    const shows = (text: string): Promise<void> => until(() => card().includes(text), card);
    await shows('A video session has been requested for this ticket.');
    client.set({
      session: {
        ...requestedView({ me: 'agent', phase: 'confirmed', request: { scheduledFor: soon } }),
        history: [{ phase: 'confirmed', at: 1, by: 'Ben Vogt' }],
      },
    });
    await shows('Agreed: ');
    await shows('Confirmed by Ben Vogt.');
  });

  it('stands in a video-session where there is nothing to join, and follows its session', async () => {
    const client = new FakeSessionClient({ role: 'customer' });
    const call = await fixture<HTMLElementTagNameMap['video-session']>(
      html`<video-session .token=${tokenOf('customer')} .client=${client}
        ><session-request slot="request"></session-request
      ></video-session>`,
    );
    await drawn(call);
    const request = call.querySelector('session-request');
    if (request === null) throw new Error('no request');
    await settled(request);
    expect(byName(request, 'button', 'Request video session').checkVisibility()).to.equal(true);
    client.set(asked('customer'));
    await drawn(call);
    await settled(request);
    expect(headingOf(request)).to.equal('Your request is with us');
    expect(allByName(call, 'button', 'Join video session')).to.have.length(0);
    // Whoever has pressed a button in what goes away is not thrown back to the top of the page.
    byName(request, 'button', 'Suggest other times').focus();
    client.set({
      session: requestedView({
        me: 'customer',
        phase: 'confirmed',
        request: { scheduledFor: soon },
      }),
    });
    await drawn(call);
    expect(headingOf(request), 'the card above says the rest').to.equal(
      'Check camera and microphone',
    );
    byName(call, 'button', 'Join video session');
    const focused = (): string | undefined => call.shadowRoot?.activeElement?.textContent?.trim();
    await until(
      () => focused()?.startsWith('Agreed: ') === true,
      () => String(focused()),
    );
    client.set({
      session: sessionView({ me: 'customer', phase: 'done' }),
      status: { is: 'ended' },
    });
    await drawn(call);
    await settled(request);
    expect(byName(request, 'button', 'Request video session').checkVisibility()).to.equal(true);
  });

  it('has the focus once the customer has called off in the card what was agreed', async () => {
    const client = new FakeSessionClient({ role: 'customer' });
    const session = requestedView({
      me: 'customer',
      phase: 'confirmed',
      request: { scheduledFor: soon },
    });
    const call = await fixture<HTMLElementTagNameMap['video-session']>(
      html`<video-session .token=${tokenOf('customer')} .client=${client}
        ><session-request slot="request"></session-request
      ></video-session>`,
    );
    client.set({ session });
    client.cancel = async () => {
      const end = { reason: 'withdrawn', at: 1, by: null } as const;
      client.set({ session: { ...session, phase: 'cancelled', end }, status: { is: 'ended' } });
    };
    await until(() => allByName(call, 'button', 'Call it off').length > 0);
    byName(call, 'button', 'Call it off').focus();
    byName(call, 'button', 'Call it off').click();
    byName(call, 'button', 'Call it off', 'dialog *').click();
    const request = call.querySelector('session-request');
    await until(() => request?.shadowRoot?.activeElement?.id === 'heading');
  });

  it('asks before it calls a session off to which nobody came', async () => {
    const client = new FakeSessionClient({ role: 'agent' });
    const call = await fixture<HTMLElementTagNameMap['video-session']>(
      html`<video-session .token=${tokenOf('agent')} .client=${client}></video-session>`,
    );
    client.set({
      session: requestedView({
        me: 'agent',
        phase: 'confirmed',
        request: { scheduledFor: Date.now() - HOUR_MS },
      }),
    });
    await until(() => allByName(call, 'button', 'Nobody came').length > 0);
    byName(call, 'button', 'Nobody came').click();
    expect(client.calls).not.to.include('cancel no-show');
    byName(call, 'button', 'Nobody came', 'dialog *').click();
    expect(client.calls).to.include('cancel no-show');
  });

  it('puts them into it again where it has rung on, and back into none that they have left', async () => {
    sessionStorage.setItem('fernblick:called', JSON.stringify('session-0001'));
    const client = new FakeSessionClient({ role: 'customer' });
    const call = await fixture<HTMLElementTagNameMap['video-session']>(
      html`<video-session .token=${tokenOf('customer')} .client=${client}
        ><session-request slot="request"></session-request
      ></video-session>`,
    );
    await drawn(call);
    const show = async (
      phase: 'requested' | 'confirmed',
      dial: ReturnType<typeof ringingNow>,
      me: 'out' | 'left' = 'out',
    ): Promise<number> => {
      const view = requestedView({ me: 'customer', phase, request: { scheduledFor: null, dial } });
      const participants = [{ ...CUSTOMER, you: true, presence: 'left' as const }];
      client.set({
        status: { is: 'idle' },
        session: me === 'out' ? view : { ...view, participants },
      });
      await drawn(call);
      const request = call.querySelector('session-request');
      if (request === null) throw new Error('no request');
      await settled(request);
      return client.calls.filter((each) => each === 'join').length;
    };
    expect(await show('confirmed', ringingNow({ outcome: 'answered' }))).to.equal(1);
    await show('requested', ringingNow({ resumed: true }));
    const request = call.querySelector('session-request');
    await until(() => request !== null && textOf(request).includes('could not come after all'));
    const answered = ringingNow({ resumed: true, outcome: 'answered' });
    expect(await show('confirmed', answered)).to.equal(2);
    expect(await show('confirmed', answered, 'left')).to.equal(2);
  });

  it('puts who has called into the call once it is answered, and into none that is agreed for later', async () => {
    for (const [scheduledFor, calls] of [
      [soon, []],
      [null, ['join']],
    ] as const) {
      sessionStorage.setItem('fernblick:called', JSON.stringify('session-0001'));
      const client = new FakeSessionClient({ role: 'customer' });
      const call = await fixture<HTMLElementTagNameMap['video-session']>(
        html`<video-session .token=${tokenOf('customer')} .client=${client}
          ><session-request slot="request"></session-request
        ></video-session>`,
      );
      await drawn(call);
      client.set({
        session: requestedView({
          me: 'customer',
          phase: 'confirmed',
          request: { scheduledFor, dial: ringingNow({ outcome: 'answered' }) },
        }),
      });
      await drawn(call);
      const request = call.querySelector('session-request');
      if (request === null) throw new Error('no request');
      await settled(request);
      expect(client.calls.filter((each) => each === 'join')).to.deep.equal(calls);
      call.remove();
    }
  });
});
