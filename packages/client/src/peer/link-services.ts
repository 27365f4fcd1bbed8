import type { RelayCredentials } from '../signalling/relay-credentials.ts';
import { postSignal } from '../signalling/post-signal.ts';
import type { ServerConnection } from '../signalling/server-connection.ts';
import type { Logger } from '../session-client.ts';
import type { CallLinks } from './call-links.ts';
import type { CreatePeerConnection } from './peer-connection.ts';

/** What the links of a call need of the server and of the browser. */
export function linkServices(parts: {
  readonly connection: ServerConnection;
  readonly relays: RelayCredentials;
  readonly createConnection: CreatePeerConnection;
  readonly logger: Logger;
  /** The session that the call is about; empty while there is none. */
  readonly session: () => string;
}): ConstructorParameters<typeof CallLinks>[0] {
  const { connection, relays, createConnection, logger, session } = parts;
  return {
    createConnection,
    sendSignal: (to, envelope) =>
      void postSignal(connection, { session: session(), to, envelope }, logger),
    probe: () => connection.probe(),
    reconnectServer: () => connection.reconnect(),
    iceServers: () => relays.servers,
    refreshIceServers: () => relays.refresh(session()),
    serverTime: () => connection.serverTime(),
  };
}
