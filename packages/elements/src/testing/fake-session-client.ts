import type {
  AboutOptions,
  ActionOptions,
  AskOptions,
  JoinOptions,
  LinkState,
  NetworkFindings,
  PreCallCheck,
  PreviewOptions,
  SessionClient,
  SessionMoments,
  SessionSnapshot,
} from '@fernblick/client';
import { SessionError } from '@fernblick/client';
import { functionNames, functions } from '@fernblick/protocol';
import type {
  CancelReason,
  ContactView,
  DataField,
  ListPlace,
  EndReason,
  DialView,
  ErrorCode,
  InkLink,
  ParticipantView,
  PictureMode,
  RequestView,
  Role,
  SessionView,
  StandardResponse,
  Stars,
} from '@fernblick/protocol';
import { FakeCameras } from './fake-cameras.ts';
import { FakeChat } from './fake-chat.ts';
import { FakeInvitations } from './fake-invitations.ts';
import { FakeNotes } from './fake-notes.ts';
import { FakeDesk } from './fake-desk.ts';
import { FakePictures } from './fake-pictures.ts';
import { FakeRecording } from './fake-recording.ts';

type Listener<T> = (value: T) => void;

/** A client without server and devices, for tests: they set the snapshot, and read which methods were called. */
export class FakeSessionClient implements SessionClient {
  readonly serverUrl = 'https://fernblick.example/';
  readonly calls: string[] = [];
  level: number | null = 0;
  closed = false;
  /** Nobody draws. */
  ink: InkLink = {
    drafters: [],
    send: () => this.#did('ink.send'),
    stream: () => undefined,
    subscribe: () => () => undefined,
  };
  responses: readonly StandardResponse[] = [];
  /** What agents can say of a session that they mark done. */
  outcomes: Awaited<ReturnType<SessionClient['dispositions']>> = {
    dispositions: [],
    use: 'optional',
  };
  /** What the network lets through. */
  ways: NetworkFindings = { direct: 'works', relayUdp: 'works', relayTcp: 'works' };
  readonly notes = new FakeNotes((call) => this.#did(call));
  readonly cameras = new FakeCameras((call) => this.#did(call));
  readonly pictures = new FakePictures((call) => this.#did(call));
  readonly recording = new FakeRecording((call) => this.#did(call));
  readonly invitations = new FakeInvitations(
    (call) => this.#did(call),
    (id) => sessionView({ me: 'agent', id }),
  );
  readonly chat: FakeChat;
  readonly desk = new FakeDesk();
  readonly sounds = new Set<HTMLMediaElement>();
  #state: SessionSnapshot;
  #refusal: ErrorCode | null = null;
  readonly #listeners = new Set<Listener<SessionSnapshot>>();
  readonly #moments = new Map<keyof SessionMoments, Set<Listener<never>>>();

  constructor(state: Partial<SessionSnapshot> = {}) {
    this.#state = { ...emptySnapshot, ...state };
    const me = this.#state.session?.participants.find(({ you }) => you);
    this.chat = new FakeChat({ forAgents: me?.role === 'agent' });
  }

  get state(): SessionSnapshot {
    return this.#state;
  }

  async openCameras(): Promise<FakeCameras> {
    return this.cameras;
  }

  async openPictures(): Promise<FakePictures> {
    return this.pictures;
  }

  async openCheck(): Promise<PreCallCheck> {
    return {
      network: async ({ found } = {}) => {
        for (const way of ['direct', 'relayUdp', 'relayTcp'] as const)
          found?.(way, this.ways[way], this.ways[way] === 'works' ? 20 : null);
        await this.#did('check.network');
        return this.ways;
      },
      tell: (findings) => this.#did(`check.tell ${Object.values(findings).join(' ')}`),
    };
  }

  /** What loading the part for recordings fails with; null where it comes. */
  recordingFails: SessionError | null = null;

  async openRecording(): Promise<FakeRecording> {
    if (this.recordingFails !== null) throw this.recordingFails;
    return this.recording;
  }

  get listenerCount(): number {
    return [...this.#moments.values()].reduce((sum, set) => sum + set.size, this.#listeners.size);
  }

  /** Changes the snapshot and tells everybody. */
  set(change: Partial<SessionSnapshot>): void {
    this.#state = { ...this.#state, ...change };
    for (const listener of this.#listeners) listener(this.#state);
  }

  /** Changes the session within the snapshot. */
  setSession(change: Partial<SessionView>): void {
    const { session } = this.#state;
    if (session !== null) this.set({ session: { ...session, ...change } });
  }

  tell<M extends keyof SessionMoments>(moment: M, detail: SessionMoments[M]): void {
    for (const listener of this.#moments.get(moment) ?? [])
      (listener as Listener<SessionMoments[M]>)(detail);
  }

  /** Lets the next method fail. */
  refuseNext(code: ErrorCode): void {
    this.#refusal = code;
  }

  subscribe(listener: Listener<SessionSnapshot>): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  on<M extends keyof SessionMoments>(moment: M, listener: Listener<SessionMoments[M]>): () => void {
    const set = this.#moments.get(moment) ?? new Set();
    this.#moments.set(moment, set);
    set.add(listener);
    return () => set.delete(listener);
  }

  open = (): Promise<void> => this.#did('open');

  async create({ start }: { start?: string } = {}): Promise<string> {
    await this.#did(start === 'audio' ? 'create with voice' : 'create');
    const session = sessionView({ me: 'agent', phase: 'confirmed' });
    this.set({ session, status: { is: 'idle' } });
    return session.id;
  }

  async ask({ reason, preferred = [], start }: AskOptions): Promise<string> {
    await this.#did(`ask ${[...voiceFirst(start), reason, ...preferred].join(' ')}`);
    const session = requestedView({ me: 'customer', request: { reason, preferred } });
    this.set({ session, status: { is: 'idle' } });
    return session.id;
  }
  async dial({ reason = '', preferred = [], start }: Partial<AskOptions> = {}): Promise<string> {
    await this.#did(`dial ${[...voiceFirst(start), reason, ...preferred].join(' ')}`.trim());
    const session = requestedView({
      me: 'customer',
      request: { reason, preferred, dial: ringingNow() },
    });
    this.set({ session, status: { is: 'idle' } });
    return session.id;
  }
  preferTimes = (times: readonly number[]): Promise<void> =>
    this.#did(`preferTimes ${times.join(' ')}`.trim());
  acceptTime = (at: number): Promise<void> => this.#did(`acceptTime ${at}`);
  confirmRequest = (at: number | null): Promise<void> => this.#did(`confirmRequest ${at}`);
  proposeTimes = (
    times: readonly number[],
    options: { readonly message?: string } = {},
  ): Promise<void> => this.#did(`proposeTimes ${[...times, options.message ?? ''].join(' ')}`);
  declineRequest = (message: string): Promise<void> => this.#did(`declineRequest ${message}`);

  async startPreview(options?: PreviewOptions): Promise<void> {
    await this.#did(`startPreview ${options?.facing ?? ''}`.trim());
  }

  stopPreview(): void {
    this.calls.push('stopPreview');
  }

  async join(options?: JoinOptions): Promise<void> {
    await this.#did(options?.takeOver === true ? 'join takeOver' : 'join');
    this.set({ status: { is: 'waiting', for: 'other-side', since: Date.now() } });
  }

  async turnTo(session: string): Promise<void> {
    await this.#did(`turnTo ${session}`);
    this.set({ session: this.#state.sessions.find(({ id }) => id === session) ?? null });
  }
  leave = (): Promise<void> => this.#did('leave');
  end = (_options?: { readonly reason?: EndReason } & ActionOptions): Promise<void> =>
    this.#did('end');
  cancel = (reason: CancelReason, { message = '' } = {}): Promise<void> =>
    this.#did(`cancel ${reason} ${message}`.trim());
  async hold(): Promise<void> {
    await this.#did('hold');
    this.setSession({ hold: { by: AGENT.id, since: Date.now() } });
  }
  async resume(): Promise<void> {
    await this.#did('resume');
    this.setSession({ hold: null });
  }
  linkTicket = (ticket: string, { session = '' }: AboutOptions = {}): Promise<void> =>
    this.#did(`linkTicket ${ticket} ${session}`.trim());
  unlinkTicket = (ticket: string, { session = '' }: AboutOptions = {}): Promise<void> =>
    this.#did(`unlinkTicket ${ticket} ${session}`.trim());
  invite = (): Promise<void> => this.#did('invite');
  findResponses = async (
    query: string,
  ): Promise<{ readonly responses: readonly StandardResponse[]; readonly more: boolean }> => {
    await this.#did(`findResponses ${query}`);
    const responses = this.responses.filter(({ title }) => title.toLowerCase().includes(query));
    return { responses, more: false };
  };
  setInternal = (internal: boolean, { session = '' }: AboutOptions = {}): Promise<void> =>
    this.#did(`setInternal ${internal} ${session}`.trim());
  async dispositions(): ReturnType<SessionClient['dispositions']> {
    await this.#did('dispositions');
    return this.outcomes;
  }
  contact: ContactView = { name: 'Maria Rossi', fields: [], changed: null };
  past: Awaited<ReturnType<SessionClient['contactHistory']>> = { sessions: [], next: null };
  readonly attachedTo: string[] = [];
  async attach(
    { name, value, expected }: DataField & { readonly expected?: string },
    { session = '' }: AboutOptions = {},
  ): Promise<void> {
    this.attachedTo.push(session);
    await this.#did(`attach ${name} ${value}`);
    const attached = this.#state.session?.attached ?? [];
    if (expected !== undefined) holdsStill(attached, { name, value, expected });
    this.setSession({
      attached: attached.map((field) => (field.name === name ? { name, value } : field)),
    });
  }
  async readContact(participant: string): Promise<ContactView> {
    await this.#did(`readContact ${participant}`);
    return this.contact;
  }
  async changeContact(
    participant: string,
    { name, value, expected }: DataField & { readonly expected: string },
  ): Promise<ContactView> {
    await this.#did(`changeContact ${participant} ${name} ${value}`);
    const { fields } = this.contact;
    holdsStill(fields, { name, value, expected });
    this.contact = {
      ...this.contact,
      fields: fields.map((field) => (field.name === name ? { name, value } : field)),
    };
    return this.contact;
  }
  async contactHistory(
    participant: string,
    { after }: { readonly after?: ListPlace } = {},
  ): ReturnType<SessionClient['contactHistory']> {
    await this.#did(`contactHistory ${participant} ${after?.session ?? ''}`.trim());
    return this.past;
  }
  file = (
    { disposition }: { readonly disposition: string | null },
    { session = '' }: AboutOptions = {},
  ): Promise<void> => this.#did(`file ${disposition} ${session}`.trim());

  rate = (
    { stars, comment = '' }: { readonly stars: Stars; readonly comment?: string },
    { session = '' }: AboutOptions = {},
  ): Promise<void> => this.#did(`rate ${stars} ${comment} ${session}`.trim());

  async setMicrophone(on: boolean): Promise<void> {
    await this.#did(`setMicrophone ${on}`);
    this.set({ microphone: { ...this.#state.microphone, state: on ? 'on' : 'off' } });
  }
  async setCamera(on: boolean): Promise<void> {
    await this.#did(`setCamera ${on}`);
    this.set({ camera: { ...this.#state.camera, state: on ? 'on' : 'off' } });
  }
  chooseMicrophone = (id: string): Promise<void> => this.#did(`chooseMicrophone ${id}`);
  chooseCamera = (id: string): Promise<void> => this.#did(`chooseCamera ${id}`);
  chooseSpeaker = (id: string): Promise<void> => this.#did(`chooseSpeaker ${id}`);
  flipCamera = (): Promise<void> => this.#did('flipCamera');
  readMicrophoneLevel = (): number | null => this.level;
  offerVideo = (): Promise<void> => this.#did('offerVideo');
  acceptVideo = ({ send }: { readonly send: boolean }): Promise<void> =>
    this.#did(`acceptVideo ${send}`);
  declineVideo = (): Promise<void> => this.#did('declineVideo');
  stopVideo = (): Promise<void> => this.#did('stopVideo');
  async setMode(mode: PictureMode): Promise<void> {
    await this.#did(`setMode ${mode}`);
    this.set({ mode });
  }
  allowDrawing = (role: Role, allowed: boolean): Promise<void> =>
    this.#did(`allowDrawing ${role} ${allowed}`);
  attachSound(element: HTMLMediaElement): () => void {
    this.sounds.add(element);
    return () => this.sounds.delete(element);
  }
  unblockSound = (): Promise<void> => this.#did('unblockSound');

  close(): Promise<void> {
    this.closed = true;
    return this.#did('close');
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  async #did(call: string): Promise<void> {
    this.calls.push(call);
    const refusal = this.#refusal;
    this.#refusal = null;
    await Promise.resolve();
    if (refusal !== null) throw new SessionError(refusal);
  }
}

const emptySnapshot: SessionSnapshot = {
  status: { is: 'idle' },
  session: null,
  sessions: [],
  // What is there where nobody has decided.
  functions: functionNames.filter((name) => functions[name].byDefault),
  queue: null,
  role: null,
  subject: null,
  server: 'connected',
  clockOffsetMs: 0,
  microphone: { state: 'off', starting: false, deviceId: null, error: null },
  camera: {
    state: 'off',
    starting: false,
    deviceId: null,
    error: null,
    facing: null,
    canFlip: false,
  },
  speaker: { deviceId: null, canChoose: false },
  microphones: [],
  cameras: [],
  speakers: [],
  localStream: null,
  links: [],
  mode: 'sharp',
  soundBlocked: false,
  heldByOtherTab: false,
};

const person: Omit<ParticipantView, 'id' | 'role' | 'name'> = {
  you: false,
  presence: 'here',
  since: 1,
  microphone: 'on',
  camera: 'on',
  epoch: 1,
};

/** The agent of all test sessions. */
export const AGENT: ParticipantView = {
  ...person,
  id: 'participant-agent',
  role: 'agent',
  name: 'Anna Brandt',
};

/** Another agent, where a test session has one: not in control. */
export const FELLOW: ParticipantView = {
  ...AGENT,
  id: 'participant-fellow',
  name: 'Ben Vogt',
};

/** The customer of all test sessions. */
export const CUSTOMER: ParticipantView = {
  ...person,
  id: 'participant-customer',
  role: 'customer',
  name: 'Maria Rossi',
};

/** A session in which `me` looks at the page. */
export function sessionView(
  options: { readonly me: 'agent' | 'customer' } & Partial<SessionView>,
): SessionView {
  const { me, ...change } = options;
  const phase = change.phase ?? 'in-progress';
  const now = Date.now();
  const at = { confirmed: now - 420_000, 'in-progress': now - 252_000 };
  return {
    id: 'session-0001',
    seq: 1,
    phase,
    history: [
      { phase: 'confirmed', at: at.confirmed, by: AGENT.name },
      ...(phase === 'in-progress' || phase === 'done'
        ? ([{ phase: 'in-progress', at: at['in-progress'], by: null }] as const)
        : []),
      ...(phase === 'done' || phase === 'cancelled' ? [{ phase, at: now, by: AGENT.name }] : []),
    ],
    tickets: ['T-1001'],
    request: null,
    number: null,
    participants: [
      { ...AGENT, you: me === 'agent' },
      { ...CUSTOMER, you: me === 'customer' },
    ],
    inControl: AGENT.id,
    hold: null,
    heldMs: 0,
    video: { is: 'on', since: now - 250_000 },
    functions: [...functionNames],
    internal: false,
    visibilityChanged: null,
    ratings: [],
    checks: [],
    pictures: [],
    recording: null,
    recordings: [],
    drawingOff: [],
    drawingOffByHost: [],
    attached: [],
    filed: null,
    end:
      phase === 'done'
        ? { reason: 'agent-ended', at: now, by: AGENT.id }
        : phase === 'cancelled'
          ? { reason: 'created-by-mistake', at: now, by: AGENT.id }
          : null,
    ...change,
  };
}

/** A session that the customer has asked for; nobody has a place in it but the one who is expected. */
export function requestedView(
  options: {
    readonly me: 'agent' | 'customer';
    readonly request?: Partial<Omit<RequestView, 'preferred'>> & {
      readonly preferred?: readonly number[];
    };
  } & Partial<Omit<SessionView, 'request'>>,
): SessionView {
  const { me, request: asked = {}, ...change } = options;
  const phase = change.phase ?? 'requested';
  const at = Date.now() - 120_000;
  const view = sessionView({ me, ...change, phase });
  return {
    ...view,
    history: [
      { phase: 'requested', at, by: CUSTOMER.name },
      ...(phase === 'requested' ? [] : [{ phase, at: at + 60_000, by: AGENT.name }]),
    ],
    participants:
      me === 'agent' ? [{ ...CUSTOMER, presence: 'invited', since: null, epoch: 0 }] : [],
    inControl: null,
    request: {
      by: CUSTOMER.name,
      yours: me === 'customer',
      reason: 'The light on my router stays red, and nothing helps.',
      zone: 'Europe/Rome',
      proposed: null,
      scheduledFor: null,
      message: null,
      dial: null,
      ...asked,
      preferred: [...(asked.preferred ?? [])],
    },
  };
}

/** A call in line that waits for an answer. */
export function ringingNow(change: Partial<DialView> = {}): DialView {
  const since = Date.now() - 5_000;
  return { mode: 'queue', since, until: since + 900_000, ringing: null, outcome: null, ...change };
}

/** A connected link to the other side. */
export function linkTo(participant: string, change: Partial<LinkState> = {}): LinkState {
  return {
    participant,
    is: 'connected',
    since: Date.now() - 250_000,
    receiving: 'good',
    sending: 'fair',
    route: 'direct',
    securityDigits: '27 18 28 18',
    audioOnly: false,
    otherAudioOnly: false,
    stream: new MediaStream(),
    pictureFlows: true,
    camera: null,
    ...change,
  };
}

/** As the server: @throws SessionError `field-changed` where it holds neither what was read nor what it is to hold */
function holdsStill(
  fields: readonly DataField[],
  { name, value, expected }: DataField & { readonly expected: string },
): void {
  const now = fields.find((field) => field.name === name)?.value;
  if (now !== expected && now !== value) throw new SessionError('field-changed');
}

function voiceFirst(start: AskOptions['start']): readonly string[] {
  return start === 'audio' ? ['with voice'] : [];
}
