import type { Finding, IceServer } from '@fernblick/protocol';
import { deferred } from '../deferred.ts';
import { relaysOver } from '../peer/ice-settings.ts';
import type { IceSettings } from '../peer/peer-connection.ts';
import type { NetworkFindings, NetworkOptions, NetworkWay } from '../pre-call-check.ts';

/** A relay that answers at all does so within a few round trips, TLS included. */
const WITHIN_MS = 8_000;
// STUN error codes: RFC 8489, section 14.8, and RFC 8656, section 19.
const CREDENTIALS_REFUSED: ReadonlySet<number> = new Set([400, 401, 403, 438, 441]);
const NO_ROOM: ReadonlySet<number> = new Set([486, 508]);

export type CreatePeer = (settings: IceSettings) => RTCPeerConnection;

interface Found {
  readonly finding: Finding;
  readonly ms: number | null;
}

/**
 * Tries each way by itself. A relay is open where it gives this page an address; the direct way where two connections
 * within the page meet, and packets over UDP get out of the network (or nobody is set up who could say so).
 */
export async function findWays(
  servers: readonly IceServer[],
  create: CreatePeer,
  { found = () => undefined, signal }: NetworkOptions = {},
): Promise<NetworkFindings> {
  const tell = (way: NetworkWay, { finding, ms }: Found): Finding => {
    signal?.throwIfAborted();
    found(way, finding, ms);
    return finding;
  };
  const [overUdp, overTcp] = [relaysOver('udp', servers), relaysOver('tcp', servers)];
  const udp = findRelay(overUdp, create, signal);
  const [direct, relayUdp, relayTcp] = await Promise.all([
    findDirect(servers, udp, create, signal).then((way) => tell('direct', way)),
    udp.then((way) => tell('relayUdp', way)),
    findRelay(overTcp, create, signal).then((way) => tell('relayTcp', way)),
  ]);
  return { direct, relayUdp, relayTcp };
}

async function findRelay(
  relays: readonly IceServer[],
  create: CreatePeer,
  signal: AbortSignal | undefined,
): Promise<Found> {
  if (relays.length === 0) return { finding: 'missing', ms: null };
  return await gather({ servers: relays, relayOnly: true }, create, signal);
}

async function findDirect(
  servers: readonly IceServer[],
  relayOverUdp: Promise<Found>,
  create: CreatePeer,
  signal: AbortSignal | undefined,
): Promise<Found> {
  const [meeting, relay] = await Promise.all([meet(create, signal), relayOverUdp]);
  // Without a server to ask nobody can say more; with one, UDP has to get out of this network.
  if (meeting.finding !== 'works' || relay.finding === 'works') return meeting;
  const asked = servers
    .map((server) => ({ ...server, urls: server.urls.filter((url) => url.startsWith('stun')) }))
    .filter(({ urls }) => urls.length > 0);
  if (asked.length === 0) return relay.finding === 'missing' ? meeting : blocked;
  const seen = await gather({ servers: asked, relayOnly: false }, create, signal, 'srflx');
  return seen.finding === 'works' ? meeting : blocked;
}

const alone: IceSettings = { servers: [], relayOnly: false };
const blocked: Found = { finding: 'blocked', ms: null };

/** Waits for an address of one kind; where none comes, what the servers answered says why. */
async function gather(
  settings: IceSettings,
  create: CreatePeer,
  signal: AbortSignal | undefined,
  kind: RTCIceCandidateType = 'relay',
): Promise<Found> {
  const startedAt = performance.now();
  const answers: number[] = [];
  return await within(create(settings), signal, (peer, done) => {
    peer.addEventListener('icecandidateerror', ({ errorCode }) => answers.push(errorCode));
    peer.addEventListener('icecandidate', ({ candidate }) => {
      if (candidate?.type === kind)
        done({ finding: 'works', ms: Math.round(performance.now() - startedAt) });
      else if (candidate === null) done({ finding: whyNot(answers), ms: null });
    });
    peer.createDataChannel('check');
    return peer.setLocalDescription();
  });
}

function whyNot(answers: readonly number[]): Finding {
  if (answers.some((code) => NO_ROOM.has(code))) return 'full';
  return answers.some((code) => CREDENTIALS_REFUSED.has(code)) ? 'refused' : 'blocked';
}

/** Lets two connections within the page meet: where they do not, the browser or its extensions keep calls away. */
async function meet(create: CreatePeer, signal: AbortSignal | undefined): Promise<Found> {
  const startedAt = performance.now();
  const other = create(alone);
  try {
    return await within(create(alone), signal, async (peer, done) => {
      const channel = peer.createDataChannel('check');
      channel.addEventListener('open', () =>
        done({ finding: 'works', ms: Math.round(performance.now() - startedAt) }),
      );
      await peer.setLocalDescription();
      await gathered(peer);
      await other.setRemoteDescription(described(peer));
      await other.setLocalDescription();
      await gathered(other);
      await peer.setRemoteDescription(described(other));
    });
  } finally {
    other.close();
  }
}

async function gathered(peer: RTCPeerConnection): Promise<void> {
  if (peer.iceGatheringState === 'complete') return;
  await new Promise<void>((resolve) => {
    peer.addEventListener('icegatheringstatechange', () => {
      if (peer.iceGatheringState === 'complete') resolve();
    });
  });
}

function described({ localDescription }: RTCPeerConnection): RTCSessionDescription {
  if (localDescription === null) throw new TypeError('The connection has no description.');
  return localDescription;
}

/** What `tried` finds; `blocked` where it finds nothing in time. The connection is closed either way. */
async function within(
  peer: RTCPeerConnection,
  signal: AbortSignal | undefined,
  tried: (peer: RTCPeerConnection, done: (found: Found) => void) => Promise<void>,
): Promise<Found> {
  const { promise, resolve, reject } = deferred<Found>();
  const timer = setTimeout(() => resolve(blocked), WITHIN_MS);
  const stop = (): void => reject(signal?.reason);
  signal?.addEventListener('abort', stop, { once: true });
  try {
    signal?.throwIfAborted();
    // A browser that cannot even make an offer lets no call through.
    tried(peer, resolve).catch((cause: unknown) => reject(cause));
    return await promise;
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', stop);
    peer.close();
  }
}
