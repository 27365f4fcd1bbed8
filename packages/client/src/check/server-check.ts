import { SessionError, type PreCallFindings } from '@fernblick/protocol';
import type { Call } from '../call.ts';
import type { NetworkFindings, NetworkOptions, PreCallCheck } from '../pre-call-check.ts';
import { rtcConfiguration } from '../peer/ice-settings.ts';
import { randomId } from '../random-id.ts';
import type { AboutOptions } from '../session-client.ts';
import { findWays } from './find-ways.ts';

/** What the check needs of the client it belongs to. */
export type CheckCall = Pick<Call, 'connected' | 'command' | 'target'>;

/** The check before a call, with the relays that its server names; loaded when somebody first wants it. */
export class ServerCheck implements PreCallCheck {
  readonly #call: CheckCall;

  constructor(call: CheckCall) {
    this.#call = call;
  }

  async network(options: NetworkOptions = {}): Promise<NetworkFindings> {
    const { signal } = options;
    const connection = await this.#call.connected(signal);
    const session = this.#call.target.session ?? '';
    const { iceServers } = await connection.request('turn:credentials', { session }, { signal });
    if (typeof RTCPeerConnection === 'undefined') throw new SessionError('webrtc-unsupported');
    return await findWays(
      iceServers,
      (settings) => new RTCPeerConnection(rtcConfiguration(settings)),
      options,
    );
  }

  async tell(findings: PreCallFindings, options: AboutOptions = {}): Promise<void> {
    const { session = this.#call.target.session ?? '', signal } = options;
    await this.#call.command(
      'call:checked',
      { commandId: randomId(), session, findings },
      { signal },
    );
  }
}
