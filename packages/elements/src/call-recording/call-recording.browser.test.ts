import { expect, fixture, html } from '@open-wc/testing';
import { SessionError } from '@fernblick/client';
import type { RecordingView, Role } from '@fernblick/protocol';
import { FakeSessionClient, linkTo, sessionView } from '../testing/fake-session-client.ts';
import { composePicture } from './compose-picture.ts';
import type { CallRecording } from './call-recording.ts';
import './call-recording.ts';
import { until } from '../testing/until.ts';

function recordingOf(change: Partial<RecordingView> = {}): RecordingView {
  return {
    id: 'recording-1',
    state: 'asked',
    askedBy: 'Anna Brandt',
    by: 'agent-place',
    you: 'asked',
    waitingFor: ['Maria Rossi'],
    pausedFor: [],
    startedAt: null,
    since: Date.now(),
    recordedMs: 0,
    reason: null,
    askAgainAt: null,
    storedAt: null,
    ...change,
  };
}

/** A stage with its bar, in a shadow root as `<video-session>` has it. */
async function mount(
  me: Role,
  recording: RecordingView | null,
): Promise<{ element: CallRecording; client: FakeSessionClient; root: ShadowRoot }> {
  const view = sessionView({ me });
  const inControl = view.participants.find(({ role }) => role === 'agent')?.id ?? null;
  const client = new FakeSessionClient({
    session: { ...view, phase: 'in-progress', inControl, recording },
    functions: me === 'agent' ? ['recording'] : [],
    server: 'connected',
  });
  const place = await fixture<HTMLElement>(html`<div></div>`);
  const root = place.attachShadow({ mode: 'open' });
  root.innerHTML =
    '<div class="bar"><button aria-haspopup="dialog">More</button></div><div class="more"><div class="choices"></div></div>';
  const element = document.createElement('call-recording');
  element.lang = 'en';
  element.client = client;
  root.prepend(element);
  await element.updateComplete;
  return { element, client, root };
}

const dialogOf = (element: CallRecording) => element.shadowRoot?.querySelector('dialog') ?? null;

function press(root: ParentNode | null, name: string): void {
  const found = [...(root?.querySelectorAll('button') ?? [])].find(
    (button) => button.textContent?.trim() === name,
  );
  if (found === undefined) throw new Error(`There is no button ${name}.`);
  found.click();
}

const isLit = (element: CallRecording): boolean =>
  element.shadowRoot?.querySelector('.rec')?.hasAttribute('data-lit') === true;

describe('call-recording', () => {
  it('asks whoever has to agree, who may put the answer off and find the question again', async () => {
    const { element, client } = await mount('customer', recordingOf());
    expect(dialogOf(element)?.open).to.equal(true);
    await expect(element).to.be.accessible();
    expect(element.shadowRoot?.activeElement?.id, 'no answer is near at hand').to.equal('question');
    dialogOf(element)?.close();
    client.setSession({});
    await element.updateComplete;
    expect(dialogOf(element)?.open, 'it does not come back by itself').to.equal(false);
    press(element.shadowRoot, 'Answer');
    expect(dialogOf(element)?.open).to.equal(true);
    press(element.shadowRoot, 'Agree');
    await until(() => client.calls.at(-1) === 'recording.answer true', 'the wish is lost');
  });

  it('asks by itself where that is set, once there is somebody to ask, and never against a wish', async () => {
    const { element, client, root } = await mount('agent', null);
    const asked = (): number => client.calls.filter((call) => call === 'recording.ask').length;
    const settle = async (): Promise<void> => {
      await element.updateComplete;
      await new Promise((next) => setTimeout(next));
    };
    client.set({ functions: ['recording', 'auto-recording'] });
    await settle();
    expect(asked(), 'there is nobody yet').to.equal(0);
    expect(root.querySelectorAll('.tool'), 'there is no button').to.have.length(0);
    client.set({ links: [linkTo('customer-place')] });
    await until(() => asked() === 1, 'it does not ask');
    client.setSession({});
    await settle();
    expect(asked(), 'it asks again').to.equal(1);
    // While this page was cut off, the server has ended what it heard nothing of.
    client.setSession({
      recording: recordingOf({ state: 'stopped', you: 'yes', reason: 'ended' }),
    });
    await until(() => asked() === 2, 'it does not ask anew');
    client.setSession({});
    await settle();
    expect(asked(), 'it asks for ever').to.equal(2);

    // A page that comes anew: what its forerunner could not end is begun again, what somebody ended is not.
    for (const [reason, times] of [
      ['ended', 1],
      ['consent-denied', 0],
      ['stopped', 0],
    ] as const) {
      const again = await mount('agent', recordingOf({ state: 'stopped', you: 'yes', reason }));
      again.client.set({
        functions: ['recording', 'auto-recording'],
        links: [linkTo('customer-place')],
      });
      await again.element.updateComplete;
      await until(() => !again.element.isUpdatePending, 'it does not settle');
      const calls = again.client.calls.filter((call) => call === 'recording.ask');
      if (times === 1) await until(() => again.client.calls.includes('recording.ask'), reason);
      else expect(calls, reason).to.have.length(0);
    }
  });

  it('says why nothing is asked by itself in a browser that cannot record', async () => {
    for (const missing of ['MediaRecorder', 'AudioContext', 'Worker'] as const) {
      const { [missing]: real } = window;
      Object.assign(window, { [missing]: undefined });
      try {
        const { element, client, root } = await mount('agent', null);
        client.set({
          functions: ['recording', 'auto-recording'],
          links: [linkTo('customer-place')],
        });
        await until(() => !element.isUpdatePending && root.querySelector('.tool') !== null);
        const tool = root.querySelector<HTMLButtonElement>('.tool');
        expect(tool?.disabled, missing).to.equal(true);
        expect(tool?.title, missing).to.contain('This browser cannot record.');
        expect(client.calls, missing).not.to.include('recording.ask');
      } finally {
        Object.assign(window, { [missing]: real });
      }
    }
  });

  it('says that it cannot record in a page that may have no workers, which a browser tells of by an event', async () => {
    const { Worker } = globalThis;
    class ForbiddenWorker {
      onmessage = null;
      onerror: (() => void) | null = null;
      constructor() {
        queueMicrotask(() => this.onerror?.());
      }
      postMessage(): void {}
      terminate(): void {}
    }
    globalThis.Worker = ForbiddenWorker as unknown as typeof Worker;
    try {
      const { client } = await mount('agent', null);
      const cause = await new Promise<unknown>((resolve, reject) => {
        const slower = (): void => {};
        composePicture({ client, locale: 'en', overlay: () => null, slower, failed: resolve }).then(
          (picture) => picture.close(),
          reject,
        );
      });
      expect(cause).to.be.instanceOf(SessionError);
      expect((cause as SessionError).code).to.equal('no-recorder');
    } finally {
      globalThis.Worker = Worker;
    }
  });

  it('waits a while after somebody’s no, says how long, and asks then', async () => {
    const now = Date.now();
    const refused = recordingOf({
      state: 'stopped',
      you: 'yes',
      reason: 'consent-denied',
      since: now,
    });
    const { element, client, root } = await mount('agent', {
      ...refused,
      askAgainAt: now + 30_000,
    });
    const tool = (): HTMLButtonElement | null => root.querySelector<HTMLButtonElement>('.tool');
    expect(tool()?.getAttribute('aria-disabled')).to.equal('true');
    expect(tool()?.title).to.match(/^Somebody has just said no\. You can ask again in 0:\d\d\.$/);
    tool()?.click();
    await until(
      () =>
        element.shadowRoot?.querySelector('.note')?.textContent?.includes('asked-just-now') ===
        true,
      'it does not say why nothing happens',
    );
    expect(client.calls).not.to.include('recording.ask');
    client.setSession({ recording: { ...refused, askAgainAt: now } });
    await until(() => tool()?.getAttribute('aria-disabled') === 'false', 'it goes on waiting');
    tool()?.click();
    await until(() => client.calls.includes('recording.ask'), 'it does not ask');
  });

  it('says of what never began that nothing was recorded, and of what ran that it was stopped', async () => {
    const now = Date.now();
    for (const [reason, startedAt, said] of [
      ['stopped', null, 'Nothing was recorded.'],
      ['ended', null, 'Nothing was recorded.'],
      ['consent-denied', null, 'Nothing is recorded: not everybody agreed.'],
      ['consent-denied', now, 'The recording was stopped: not everybody agreed.'],
      ['stopped', now, 'The recording has ended. It will be with this session shortly.'],
    ] as const) {
      const over = recordingOf({ state: 'stopped', you: 'yes', reason, startedAt, since: now });
      const { element } = await mount('customer', over);
      expect(element.shadowRoot?.querySelector('.chip p')?.textContent).to.equal(said);
    }
  });

  it('says that it ended by itself until somebody has read it, or the next one begins', async () => {
    const anHourAgo = Date.now() - 3_600_000;
    const over = { state: 'stopped', you: 'yes', startedAt: anHourAgo, since: anHourAgo } as const;
    for (const me of ['agent', 'customer'] as const)
      for (const reason of ['failed', 'storage', 'ended'] as const) {
        const { element, client } = await mount(me, recordingOf({ ...over, reason }));
        const said = (): string => element.shadowRoot?.querySelector('.chip p')?.textContent ?? '';
        expect(said(), `${me}, ${reason}`).to.contain('The recording was stopped: ');
        expect(said(), 'and what is to be done').to.match(/is kept.* again\.$/);
        client.setSession({ recording: recordingOf({ id: 'recording-2', state: 'running' }) });
        await element.updateComplete;
        expect(said(), `${me}, the next one`).not.to.contain('was stopped');
        client.setSession({ recording: recordingOf({ ...over, reason, id: 'recording-3' }) });
        await element.updateComplete;
        const close = element.shadowRoot?.querySelector<HTMLElement>('.chip button');
        expect(close?.textContent?.trim()).to.equal('Close');
        close?.focus();
        close?.click();
        await element.updateComplete;
        expect(element.shadowRoot?.querySelector('.chip') === null, `${me}, read`).to.equal(true);
      }
    for (const passed of [{ reason: 'stopped' }, { reason: 'ended', startedAt: null }] as const) {
      const { element } = await mount('agent', recordingOf({ ...over, ...passed }));
      expect(element.shadowRoot?.querySelector('.chip') === null, passed.reason).to.equal(true);
    }
  });

  it('lights REC only while pieces are being stored', async () => {
    const running: Partial<RecordingView> = {
      state: 'running',
      you: 'yes',
      waitingFor: [],
      startedAt: Date.now(),
    };
    const { element, client } = await mount('customer', recordingOf(running));
    expect(isLit(element), 'nothing is stored yet').to.equal(false);
    const stored = (storedAt: number | null) =>
      client.setSession({ recording: recordingOf({ ...running, storedAt }) });
    stored(Date.now());
    await element.updateComplete;
    expect(isLit(element)).to.equal(true);
    stored(Date.now() - 3_100);
    await element.updateComplete;
    expect(isLit(element), 'nothing for three seconds').to.equal(false);
    stored(Date.now());
    client.set({ server: 'connecting' });
    await element.updateComplete;
    expect(isLit(element), 'nobody knows without the server').to.equal(false);
    const chip = element.shadowRoot?.querySelector('.chip')?.textContent;
    expect(chip).to.contain('the recording may be going on');
    expect(chip).not.to.contain('not being stored');
    press(element.shadowRoot, 'Stop recording');
    await until(() => client.calls.at(-1) === 'recording.withdraw', 'the wish is lost');
  });

  it('says of a no without a connection that nobody knows it yet, and afterwards that the recording is over', async () => {
    const running: Partial<RecordingView> = { state: 'running', you: 'yes', startedAt: 0 };
    const asked: Partial<RecordingView> = { state: 'asked', you: 'asked' };
    for (const [before, name] of [
      [running, 'Stop recording'],
      [asked, 'Decline'],
    ] as const) {
      const { element, client } = await mount('customer', recordingOf(before));
      await until(() => client.recording.listeners > 0, 'its way is not there');
      client.set({ server: 'connecting' });
      await element.updateComplete;
      press(element.shadowRoot, name);
      const chip = () => element.shadowRoot?.querySelector('.chip')?.textContent ?? '';
      const told = 'Your no is told as soon as this page is connected again';
      await until(() => chip().includes(told), `${name}: it says ${chip()}`);
      expect(dialogOf(element)?.open, 'it is asked again').to.equal(false);
      // The page that records has heard of it long before.
      const since = Date.now() - 60_000;
      client.setSession({
        recording: recordingOf({ ...before, state: 'stopped', reason: 'consent-withdrawn', since }),
      });
      client.set({ server: 'connected' });
      await element.updateComplete;
      expect(chip(), name).not.to.contain('Your no');
      expect(chip(), name).to.match(/The recording was stopped|Nothing was recorded/);
      press(element.shadowRoot, 'Close');
      await element.updateComplete;
      expect(chip()).to.equal('');
    }
  });

  it('keeps a no that is said before the part that tells it has come, until that has', async () => {
    const running: Partial<RecordingView> = { state: 'running', you: 'yes', startedAt: 0 };
    const asked: Partial<RecordingView> = { state: 'asked', you: 'asked' };
    for (const [before, name, call] of [
      [running, 'Stop recording', 'recording.withdraw'],
      [asked, 'Decline', 'recording.answer false'],
    ] as const) {
      const { element, client } = await mount('customer', null);
      client.recordingFails = new SessionError('server-unreachable');
      client.setSession({ recording: recordingOf(before) });
      await element.updateComplete;
      press(element.shadowRoot, name);
      const chip = () => element.shadowRoot?.querySelector('.chip')?.textContent ?? '';
      await until(
        () => chip().includes('Your no is told as soon as'),
        `${name}: it says ${chip()}`,
      );
      expect(dialogOf(element)?.open, 'it is asked again').to.equal(false);
      // The page notices by and by that it is cut off, and is connected before its parts come.
      client.set({ server: 'connecting' });
      await element.updateComplete;
      client.set({ server: 'connected' });
      await element.updateComplete;
      expect(client.calls).not.to.include(call);
      expect(chip(), name).to.contain('Your no is told as soon as');
      client.recordingFails = null;
      await until(() => client.calls.includes(call), `${name}: it is lost`);
      await element.updateComplete;
      expect(client.calls.filter((each) => each === call)).to.have.length(1);
    }
  });

  it('says at once that it has stopped where this page has recorded, whatever the server answers', async () => {
    const by = 'participant-agent';
    const running = recordingOf({ state: 'running', you: 'yes', by, startedAt: Date.now() });
    const { element, client } = await mount('agent', running);
    client.refuseNext('storage-unavailable');
    press(element.shadowRoot, 'Stop recording');
    await until(
      () => element.shadowRoot?.querySelector('.note')?.textContent?.includes('storage-') === true,
      'what went wrong is not told',
    );
    const chip = element.shadowRoot?.querySelector('.chip');
    expect(chip?.textContent).to.contain('The recording has ended.');
    expect(chip?.querySelector('button') === null, 'it offers to stop it').to.equal(true);
  });

  it('stands in the bar of the agent in control, and of nobody else', async () => {
    const agent = await mount('agent', null);
    press(agent.root.querySelector('.bar'), 'Record');
    await agent.element.updateComplete;
    const names = [...agent.root.querySelectorAll('.bar button')].map((b) => b.textContent?.trim());
    expect(names).to.deep.equal(['Record', 'More']);
    const customer = await mount('customer', null);
    expect(customer.root.querySelectorAll('.bar button').length).to.equal(1);
  });

  it('lets customers ask and take back what they asked for, but not where it is asked for by itself', async () => {
    const { element, client, root } = await mount('customer', null);
    client.set({ functions: ['recording'] });
    await element.updateComplete;
    const button = (): HTMLElement | null => root.querySelector('.bar .tool');
    expect(button()?.textContent?.trim()).to.equal('Record');
    expect(root.querySelector('.choices .choice')?.textContent?.trim()).to.equal('Record');
    button()?.click();
    await until(() => client.calls.at(-1) === 'recording.ask', 'nobody asks');
    expect(client.recording.compose, 'the agent’s page records').to.equal(null);
    const asked = recordingOf({ askedBy: 'Maria Rossi', you: 'yes', waitingFor: ['Anna Brandt'] });
    client.setSession({ recording: asked });
    await element.updateComplete;
    expect(button()?.getAttribute('aria-pressed')).to.equal('true');
    press(element.shadowRoot, 'Take back');
    await until(() => client.calls.at(-1) === 'recording.withdraw', 'it is not taken back');
    client.setSession({ recording: recordingOf({ you: 'asked' }) });
    await element.updateComplete;
    dialogOf(element)?.close();
    button()?.click();
    expect(dialogOf(element)?.open, 'the question comes first').to.equal(true);
    client.set({ functions: ['recording', 'auto-recording'] });
    for (const recording of [null, recordingOf({ state: 'stopped', reason: 'failed' })]) {
      client.setSession({ recording });
      await element.updateComplete;
      expect(button() === null).to.equal(true);
    }
  });

  it('has an agent answer a customer who asks, whose page brings the picture and is told to stay', async () => {
    const { element, client } = await mount('agent', null);
    const session = client.state.session;
    const me = session?.participants.find(({ you }) => you)?.id ?? '';
    client.setSession({ recording: recordingOf({ askedBy: 'Maria Rossi', by: me }) });
    await element.updateComplete;
    expect(dialogOf(element)?.textContent).to.contain('Maria Rossi would like to record');
    expect(dialogOf(element)?.textContent).to.contain('keep this page open');
    press(element.shadowRoot, 'Agree');
    await until(() => client.calls.at(-1) === 'recording.answer true', 'the answer is lost');
    expect(client.recording.compose !== null).to.equal(true);
  });

  it('says that the machine is too slow for good pictures, as long as it is', async () => {
    const { Worker } = globalThis;
    const workers: { onmessage: ((event: { data: unknown }) => void) | null }[] = [];
    class SlowWorker {
      onmessage = null;
      onerror = null;
      constructor() {
        workers.push(this);
      }
      postMessage(): void {}
      terminate(): void {}
    }
    globalThis.Worker = SlowWorker as unknown as typeof Worker;
    try {
      const { element, client, root } = await mount('agent', null);
      press(root.querySelector('.bar'), 'Record');
      await until(() => client.recording.compose !== null, 'nobody asks');
      const picture = await client.recording.compose?.(() => {});
      client.setSession({ recording: recordingOf({ state: 'running', you: 'yes' }) });
      const pace = async (isSlower: boolean): Promise<boolean> => {
        workers[0]?.onmessage?.({ data: { is: 'pace', isSlower } });
        await element.updateComplete;
        return element.shadowRoot?.textContent?.includes('This device is busy') === true;
      };
      expect(await pace(true)).to.equal(true);
      expect(await pace(false)).to.equal(false);
      picture?.close();
    } finally {
      globalThis.Worker = Worker;
    }
  });

  it('has neither the name nor the picture of a colleague who does not show, and both once they do', async () => {
    const { Worker } = globalThis;
    const told: { is: string; slot?: string; names?: string; frames?: unknown }[] = [];
    class ToldWorker {
      onmessage = null;
      onerror = null;
      postMessage(command: (typeof told)[number]): void {
        told.push(command);
      }
      terminate(): void {}
    }
    globalThis.Worker = ToldWorker as unknown as typeof Worker;
    try {
      const { client } = await mount('agent', null);
      const canvas = document.createElement('canvas');
      canvas.getContext('2d');
      const { session } = client.state;
      const [me] = session?.participants.filter(({ you }) => you) ?? [];
      if (session === null || me === undefined) throw new Error('There is nobody.');
      const carla = { ...me, id: 'carla-place', name: 'Carla', you: false, camera: 'on' } as const;
      const others = session.participants.map((each) => ({ ...each, camera: 'off' }) as const);
      client.setSession({
        video: { is: 'on', since: 1 },
        participants: [...others, { ...carla, masked: true }],
      });
      client.set({ links: [{ ...linkTo(carla.id), stream: canvas.captureStream(10) }] });
      const picture = await composePicture({
        client,
        locale: 'en',
        overlay: () => null,
        slower: () => {},
        failed: () => {},
      });
      const names = (): string => told.findLast(({ is }) => is === 'caption')?.names ?? '';
      const filmed = (): boolean =>
        told.findLast(({ slot }) => slot === 'large')?.frames instanceof ReadableStream;
      expect(names()).to.contain('Anna').and.not.contain('Carla');
      expect(filmed()).to.equal(false);
      client.setSession({ participants: [...others, carla] });
      expect(names()).to.contain('Carla');
      expect(filmed()).to.equal(true);
      picture.close();
    } finally {
      globalThis.Worker = Worker;
    }
  });

  it('says what stops it as long as it does, and keeps the page open until memory is empty', async () => {
    const stopped = recordingOf({ state: 'stopped', you: 'yes', reason: 'stopped' });
    const { element, client } = await mount('agent', { ...stopped, since: Date.now() - 60_000 });
    const says = (text: string): boolean =>
      element.shadowRoot?.textContent?.includes(text) === true;
    await until(() => client.recording.listeners === 1, 'nobody listens');
    client.recording.set({ keptIn: 'memory', waiting: 2 });
    client.recording.set({ error: new SessionError('storage-unavailable') });
    await element.updateComplete;
    expect(says('Keep this page open')).to.equal(true);
    expect(element.shadowRoot?.querySelector('.problem')).to.not.equal(null);
    client.recording.set({ error: null, waiting: 0 });
    await element.updateComplete;
    expect(says('Keep this page open')).to.equal(false);
    expect(element.shadowRoot?.querySelector('.problem'), 'it is over').to.equal(null);
    element.remove();
    expect(client.recording.listeners, 'nobody listens any more').to.equal(0);
  });

  it('says nothing of a server that is away beside the call, which says so itself', async () => {
    const running = recordingOf({ state: 'running', you: 'yes', waitingFor: [], startedAt: 1 });
    const { element, client } = await mount('agent', running);
    const problem = (): string | undefined =>
      element.shadowRoot?.querySelector('.problem')?.textContent;
    await until(() => client.recording.listeners === 1, 'nobody listens');
    client.recording.set({ error: new SessionError('server-unreachable') });
    await element.updateComplete;
    expect(problem(), 'of pieces alone nobody else speaks').to.match(/cannot be reached/);
    client.set({ server: 'disconnected' });
    await element.updateComplete;
    expect(problem()).to.equal(undefined);
    client.recording.set({ error: new SessionError('storage-unavailable') });
    await element.updateComplete;
    expect(problem()).to.match(/cannot save/);
  });

  it('gives the focus to the heading of the call where what was pressed is gone', async () => {
    const { element, client, root } = await mount('customer', recordingOf());
    const heading = document.createElement('h2');
    heading.id = 'heading';
    heading.tabIndex = -1;
    root.append(heading);
    dialogOf(element)?.close();
    const answer = element.shadowRoot?.querySelector<HTMLElement>('.chip button');
    answer?.focus();
    answer?.click();
    const yes = element.shadowRoot?.querySelector<HTMLElement>('.answers button:last-child');
    yes?.focus();
    client.setSession({ recording: recordingOf({ state: 'running', you: 'yes' }) });
    await element.updateComplete;
    expect(root.activeElement === heading).to.equal(true);
  });

  it('lies over the chat, and is in the small window of the call with the question', async () => {
    const stream = new MediaStream();
    const small = await fixture<HTMLIFrameElement>(html`<iframe title="small"></iframe>`);
    const video = small.contentDocument?.createElement('video');
    if (video === undefined) throw new Error('There is no window.');
    video.srcObject = stream;
    small.contentDocument?.body.append(video);
    Object.defineProperty(window, 'documentPictureInPicture', {
      configurable: true,
      value: { window: small.contentWindow },
    });
    try {
      const { element, client } = await mount('customer', recordingOf());
      client.set({ links: [linkTo('customer-place', { stream })] });
      await element.updateComplete;
      dialogOf(element)?.close();
      press(small.contentDocument, 'Answer');
      expect(dialogOf(element)?.open).to.equal(true);
      client.setSession({
        recording: recordingOf({ state: 'running', you: 'yes', storedAt: Date.now() }),
      });
      await element.updateComplete;
      expect(small.contentDocument?.querySelector('.recording')?.textContent?.trim()).to.equal(
        'REC',
      );
    } finally {
      Reflect.deleteProperty(window, 'documentPictureInPicture');
    }
  });
});
