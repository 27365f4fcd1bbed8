import type { LocalCamera, LocalDevice, SessionSnapshot } from '@fernblick/client';
import { SessionError } from '@fernblick/client';
import type { Role } from '@fernblick/protocol';
import {
  AGENT,
  CUSTOMER,
  FELLOW,
  linkTo,
  requestedView,
  sessionView,
} from './fake-session-client.ts';

const HOUR_MS = 3_600_000;

/** Pictures for the fake client: what the customer's and the agent's cameras would send. */
export interface Pictures {
  readonly of: (role: Role) => MediaStream;
}

/** One state of `<video-session>` that gallery and tests look at. */
export interface ShownState {
  readonly role: Role;
  readonly state: Partial<SessionSnapshot>;
  /** True where the state is shown after the button that leads to the preview. */
  readonly preview?: true;
}

const microphone: LocalDevice = { state: 'on', starting: false, deviceId: 'm1', error: null };
const camera: LocalCamera = { ...microphone, deviceId: 'c1', facing: null, canFlip: false };
const devices = {
  microphone,
  camera,
  microphones: [
    { deviceId: 'm1', label: 'Headset (Jabra Evolve2 65)' },
    { deviceId: 'm2', label: 'Built-in microphone' },
  ],
  cameras: [
    { deviceId: 'c1', label: 'HD webcam' },
    { deviceId: 'c2', label: 'Document camera' },
  ],
  speakers: [
    { deviceId: 's1', label: 'Headset (Jabra Evolve2 65)' },
    { deviceId: 's2', label: 'Monitor' },
  ],
  speaker: { deviceId: 's1', canChoose: true },
} as const satisfies Partial<SessionSnapshot>;

/** Every state that a person can come to see, as agent and as customer, by name. */
export function shownStates(pictures: Pictures): Readonly<Record<string, ShownState>> {
  const now = Date.now();
  const inCall = (role: Role, change: Partial<SessionSnapshot> = {}): ShownState => {
    const other = role === 'agent' ? CUSTOMER : AGENT;
    return {
      role,
      state: {
        ...devices,
        camera: role === 'customer' ? { ...camera, facing: 'environment', canFlip: true } : camera,
        status: { is: 'live', since: now - 250_000 },
        session: sessionView({ me: role }),
        localStream: pictures.of(role),
        links: [linkTo(other.id, { stream: pictures.of(other.role) })],
        ...change,
      },
    };
  };
  const denied: LocalDevice = {
    ...microphone,
    state: 'denied',
    deviceId: null,
    error: new SessionError('device-denied-by-user'),
  };
  const refused: Partial<SessionSnapshot> = {
    microphone: denied,
    camera: { ...camera, ...denied },
  };
  const preview = (role: Role, change: Partial<SessionSnapshot> = {}): ShownState => ({
    role,
    preview: true,
    state: {
      ...devices,
      camera: role === 'customer' ? { ...camera, facing: 'environment', canFlip: true } : camera,
      localStream: pictures.of(role),
      session: sessionView({ me: role, phase: 'confirmed' }),
      ...change,
    },
  });
  const waiting = (role: Role): ShownState =>
    inCall(role, {
      status: { is: 'waiting', for: 'other-side', since: now - 20_000 },
      session: sessionView({
        me: role,
        phase: 'confirmed',
        number: role === 'agent' ? { digits: '123456789', expiresAt: now + 600_000 } : null,
        participants: [
          { ...AGENT, you: role === 'agent', presence: role === 'agent' ? 'here' : 'invited' },
          {
            ...CUSTOMER,
            you: role === 'customer',
            presence: role === 'agent' ? 'invited' : 'here',
          },
        ],
      }),
      links: [],
    });
  const held = (role: Role): ShownState =>
    inCall(role, {
      session: sessionView({ me: role, hold: { by: AGENT.id, since: now - 42_000 } }),
    });
  const reconnecting = (what: 'media' | 'server' | 'other-side'): ShownState =>
    inCall('customer', {
      status: { is: 'reconnecting', what, since: now - 3_000, mediaFlows: what === 'server' },
    });
  const agreed = (role: Role, aheadMs: number): ShownState => ({
    role,
    state: {
      session: requestedView({
        me: role,
        phase: 'confirmed',
        request: { scheduledFor: now + aheadMs },
      }),
    },
  });
  return {
    'agent-none': { role: 'agent', state: {} },
    'customer-none': { role: 'customer', state: {} },
    connecting: { role: 'customer', state: { server: 'connecting' } },
    'agent-open': {
      role: 'agent',
      state: {
        session: sessionView({
          me: 'agent',
          phase: 'confirmed',
          participants: [
            { ...AGENT, you: true },
            { ...CUSTOMER, presence: 'invited' },
          ],
        }),
      },
    },
    'customer-open': {
      role: 'customer',
      state: { session: sessionView({ me: 'customer', phase: 'confirmed' }) },
    },
    'agent-requested': { role: 'agent', state: { session: requestedView({ me: 'agent' }) } },
    'customer-requested': {
      role: 'customer',
      state: { session: requestedView({ me: 'customer' }) },
    },
    'agent-agreed': agreed('agent', -HOUR_MS),
    'customer-agreed': agreed('customer', 19 * HOUR_MS),
    'agent-preview': preview('agent'),
    'customer-preview': preview('customer'),
    'preview-denied': preview('customer', refused),
    'preview-busy': preview('agent', {
      camera: { ...camera, state: 'unavailable', error: new SessionError('device-busy') },
    }),
    joining: inCall('customer', { status: { is: 'joining' }, links: [] }),
    'agent-waiting': waiting('agent'),
    'customer-waiting': waiting('customer'),
    'agent-live': inCall('agent'),
    'customer-live': inCall('customer'),
    'agent-not-in-control': inCall('agent', {
      session: sessionView({
        me: 'agent',
        participants: [AGENT, { ...FELLOW, you: true }, CUSTOMER],
      }),
    }),
    'live-camera-off': inCall('agent', {
      session: sessionView({
        me: 'agent',
        participants: [
          { ...AGENT, you: true },
          { ...CUSTOMER, camera: 'off', microphone: 'off' },
        ],
      }),
    }),
    'live-without-devices': inCall('agent', {
      session: sessionView({
        me: 'agent',
        participants: [
          { ...AGENT, you: true },
          { ...CUSTOMER, camera: 'denied', microphone: 'denied' },
        ],
      }),
    }),
    'live-without-microphone': inCall('agent', {
      session: sessionView({
        me: 'agent',
        participants: [
          { ...AGENT, you: true },
          { ...CUSTOMER, microphone: 'missing' },
        ],
      }),
    }),
    'live-sound-blocked': inCall('customer', { soundBlocked: true }),
    'live-audio-only': inCall('agent', {
      links: [
        linkTo(CUSTOMER.id, {
          stream: pictures.of('customer'),
          audioOnly: true,
          receiving: 'poor',
          sending: 'lost',
        }),
      ],
    }),
    'live-microphone-lost': inCall('agent', {
      microphone: { ...microphone, state: 'lost', error: new SessionError('device-lost') },
    }),
    'live-receive-only': inCall('customer', {
      ...refused,
      localStream: null,
      microphones: [],
      cameras: [],
    }),
    'live-video-offered': inCall('customer', {
      camera: { ...camera, state: 'off', facing: 'environment', canFlip: true },
      session: sessionView({
        me: 'customer',
        video: { is: 'offered', by: AGENT.id, since: now },
      }),
    }),
    'agent-hold': held('agent'),
    'customer-hold': held('customer'),
    'reconnecting-media': reconnecting('media'),
    'reconnecting-server': reconnecting('server'),
    'reconnecting-other': reconnecting('other-side'),
    'taken-over': {
      role: 'customer',
      state: {
        status: { is: 'failed', error: new SessionError('taken-over') },
        session: sessionView({ me: 'customer' }),
      },
    },
    'other-tab': {
      role: 'agent',
      state: { heldByOtherTab: true, session: sessionView({ me: 'agent' }) },
    },
    'agent-ended': {
      role: 'agent',
      state: { status: { is: 'ended' }, session: sessionView({ me: 'agent', phase: 'done' }) },
    },
    'customer-ended': {
      role: 'customer',
      state: { status: { is: 'ended' }, session: sessionView({ me: 'customer', phase: 'done' }) },
    },
    failed: {
      role: 'customer',
      state: { status: { is: 'failed', error: new SessionError('not-authorized') } },
    },
  };
}

/** A token that says the role and nothing else; only for display, no server would take it. */
export function tokenOf(role: Role): string {
  return `.${btoa(JSON.stringify({ role }))}.`;
}
