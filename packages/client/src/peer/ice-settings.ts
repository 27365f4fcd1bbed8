import type { IceServer } from '@fernblick/protocol';
import type { IceSettings } from './peer-connection.ts';
import type { Way } from './supervisor.ts';

const isTurn = (url: string): boolean => /^turns?:/.test(url);
const isTcp = (url: string): boolean => url.startsWith('turns:') || url.includes('transport=tcp');

function keep(servers: readonly IceServer[], fits: (url: string) => boolean): readonly IceServer[] {
  return servers
    .map((server) => ({ ...server, urls: server.urls.filter(fits) }))
    .filter((server) => server.urls.length > 0);
}

/** The relays that are reached over UDP, or over TCP and TLS. */
export function relaysOver(
  transport: 'udp' | 'tcp',
  servers: readonly IceServer[],
): readonly IceServer[] {
  return keep(servers, (url) => isTurn(url) && isTcp(url) === (transport === 'tcp'));
}

/** The servers and paths for a way; where there is no relay for it, the next wider way. */
export function iceSettings(servers: readonly IceServer[], way: Way): IceSettings {
  const relays = keep(servers, isTurn);
  if (way === 'any' || relays.length === 0) return { servers, relayOnly: false };
  const overTcp = relaysOver('tcp', servers);
  return {
    servers: way === 'relay-tcp' && overTcp.length > 0 ? overTcp : relays,
    relayOnly: true,
  };
}

/** The same for a browser. */
export const rtcConfiguration = ({ servers, relayOnly }: IceSettings): RTCConfiguration => ({
  // Always given, or the library falls back to servers of third parties.
  iceServers: servers.map(({ urls, username, credential }) => ({
    urls,
    ...(username === undefined ? {} : { username }),
    ...(credential === undefined ? {} : { credential }),
  })),
  iceTransportPolicy: relayOnly ? 'relay' : 'all',
  // One path for sound, picture and data: a third of the addresses to find, to send and to try, and one relay place.
  bundlePolicy: 'max-bundle',
});
