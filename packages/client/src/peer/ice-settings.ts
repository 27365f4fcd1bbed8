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

/** The servers and paths for a way; where there is no relay for it, the next wider way. */
export function iceSettings(servers: readonly IceServer[], way: Way): IceSettings {
  const relays = keep(servers, isTurn);
  if (way === 'any' || relays.length === 0) return { servers, relayOnly: false };
  const overTcp = keep(relays, isTcp);
  return {
    servers: way === 'relay-tcp' && overTcp.length > 0 ? overTcp : relays,
    relayOnly: true,
  };
}
