import type { Finding, PreCallFindings } from './pre-call-check.ts';
import type { ErrorCode } from './errors.ts';
import type { DeviceState } from './shapes.ts';

/** The ways that the packets of a call can take. */
const WAYS = ['direct', 'relayUdp', 'relayTcp'] as const;

/** What was found of each way, as far as it was tried. */
export type WayFindings = Readonly<Partial<Pick<PreCallFindings, (typeof WAYS)[number]>>>;

/**
 * What the ways mean for a call. `detour`: only over TCP, which is slower; `relay-down`: only the relay is at fault;
 * `closed`: nothing gets through.
 */
export type NetworkVerdict = 'open' | 'detour' | 'relay-down' | 'closed';

/** What is found of a device that stands so; `isProven` where it was seen or heard to work, which `on` alone is not. */
export function findingOfDevice(
  state: DeviceState,
  error: ErrorCode | null,
  isProven: boolean,
): Finding {
  switch (state) {
    case 'on':
      return isProven ? 'works' : 'untested';
    case 'off':
      return 'untested';
    case 'denied':
    case 'missing':
      return state;
    case 'lost':
    case 'unavailable':
      return error === 'device-busy' ? 'busy' : 'failed';
  }
}

/** Null as long as what was not tried could still change it. */
export function verdictOfNetwork(ways: WayFindings): NetworkVerdict | null {
  if (WAYS.some((way) => ways[way] === undefined)) return null;
  const { direct, relayUdp, relayTcp } = ways;
  const isRefused = [relayUdp, relayTcp].some((found) => found === 'refused' || found === 'full');
  if (direct === 'works' || relayUdp === 'works')
    return isRefused && relayUdp !== 'works' ? 'relay-down' : 'open';
  if (WAYS.some((way) => ways[way] === 'untested')) return null;
  if (relayTcp === 'works') return 'detour';
  return isRefused ? 'relay-down' : 'closed';
}
