import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { IceServer } from '@fernblick/protocol';
import type { IceSettings } from '../peer/peer-connection.ts';
import { findWays } from './find-ways.ts';

/** What a network answers to one who asks these servers: kinds of addresses, and STUN error codes. */
type Network = (urls: readonly string[]) => {
  readonly kinds?: readonly RTCIceCandidateType[];
  readonly errors?: readonly number[];
};

/** As much of a connection as the check uses. */
class FakePeer extends EventTarget {
  readonly iceGatheringState = 'complete';
  localDescription: RTCSessionDescriptionInit | null = null;
  readonly channel = new EventTarget();
  readonly #answer: ReturnType<Network>;
  readonly #meets: boolean;
  closed = false;

  constructor({ servers }: IceSettings, network: Network, meets: boolean) {
    super();
    this.#answer = network(servers.flatMap(({ urls }) => urls));
    this.#meets = meets;
  }

  createDataChannel = (): EventTarget => this.channel;

  async setLocalDescription(): Promise<void> {
    this.localDescription = { type: 'offer', sdp: '' };
    const { kinds = [], errors = [] } = this.#answer;
    for (const errorCode of errors)
      this.dispatchEvent(Object.assign(new Event('icecandidateerror'), { errorCode }));
    for (const candidate of [...kinds.map((type) => ({ type })), null])
      this.dispatchEvent(Object.assign(new Event('icecandidate'), { candidate }));
  }

  async setRemoteDescription(): Promise<void> {
    if (this.#meets) this.channel.dispatchEvent(new Event('open'));
  }

  close(): void {
    this.closed = true;
  }
}

const udp = 'turn:turn.example?transport=udp';
const tcp = 'turns:turn.example:443?transport=tcp';
const relays: readonly IceServer[] = [{ urls: [udp, tcp], username: 'u', credential: 'c' }];
const stun: IceServer = { urls: ['stun:stun.example'] };

async function find(
  servers: readonly IceServer[],
  network: Network,
  { meets = true, signal = new AbortController().signal } = {},
) {
  const peers: FakePeer[] = [];
  const create = (settings: IceSettings): RTCPeerConnection => {
    const peer = new FakePeer(settings, network, meets);
    peers.push(peer);
    // No other part of a connection is used.
    return peer as unknown as RTCPeerConnection;
  };
  try {
    const { direct, relayUdp, relayTcp } = await findWays(servers, create, { signal });
    return [direct, relayUdp, relayTcp];
  } finally {
    assert.ok(
      peers.every(({ closed }) => closed),
      'a connection is left open',
    );
  }
}

const open: Network = () => ({ kinds: ['host', 'srflx', 'relay'] });

describe('the ways out of a network', () => {
  it('are all open where nothing stands in between', async () => {
    assert.deepEqual(await find(relays, open), ['works', 'works', 'works']);
  });

  it('are told apart, with the reason why one is closed', async () => {
    const only =
      (works: string, errors: readonly number[]): Network =>
      (urls) =>
        urls.includes(works) ? { kinds: ['relay'] } : { kinds: ['host'], errors };
    assert.deepEqual(await find(relays, only(tcp, [701])), ['blocked', 'blocked', 'works']);
    assert.deepEqual(await find(relays, only(udp, [401])), ['works', 'works', 'refused']);
    assert.deepEqual(await find(relays, only(udp, [701, 508])), ['works', 'works', 'full']);
  });

  it('go out directly where a STUN server is reached, also past a relay that refuses', async () => {
    const refusing: Network = (urls) =>
      urls.includes('stun:stun.example') ? { kinds: ['srflx'] } : { errors: [401] };
    assert.deepEqual(await find([stun, ...relays], refusing), ['works', 'refused', 'refused']);
    const silent: Network = () => ({ kinds: ['host'] });
    assert.deepEqual(await find([stun], silent), ['blocked', 'missing', 'missing']);
  });

  it('are as open as the page can know where no server is set up', async () => {
    assert.deepEqual(await find([], () => ({})), ['works', 'missing', 'missing']);
  });

  it('end with the person’s patience', async () => {
    const over = new AbortController();
    const finding = find(relays, open, { meets: false, signal: over.signal });
    over.abort(new Error('enough'));
    await assert.rejects(finding, /enough/);
  });
});
