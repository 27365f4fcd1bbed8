import { SessionError } from '@fernblick/protocol';
import { LiveSessionClient } from './live-session-client.ts';
import type { SessionClient, SessionClientOptions } from './session-client.ts';
import { openSocketIo } from './signalling/socket-io-socket.ts';

function serverUrl(server: string | URL): URL {
  let url: URL;
  try {
    url = new URL(server, globalThis.document?.baseURI);
  } catch (cause) {
    throw new SessionError('invalid-url', { cause, at: 'server' });
  }
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    throw new SessionError('invalid-url', { at: 'server' });
  return url;
}

/**
 * Makes a client for one person's part in one session. Nothing happens before `open()`.
 * @throws SessionError `invalid-url`, `invalid-configuration`
 */
export function createSessionClient(options: SessionClientOptions): SessionClient {
  if (typeof options.getToken !== 'function')
    throw new SessionError('invalid-configuration', { at: 'getToken' });
  const targets = (['session', 'ticket', 'number'] as const).filter(
    (key) => options[key] !== undefined,
  );
  if (targets.length > 1)
    throw new SessionError('invalid-configuration', {
      detail: 'Give only one of session, ticket and number.',
      at: targets[1] ?? '',
    });
  return new LiveSessionClient(options, {
    server: serverUrl(options.server),
    openSocket: openSocketIo,
    loadLinks: async () => {
      const [{ CallLinks }, { createSimplePeerConnection, warmUp }] = await Promise.all([
        import('./peer/call-links.ts'),
        import('./peer/simple-peer-connection.ts'),
      ]);
      warmUp();
      return { CallLinks, createConnection: createSimplePeerConnection };
    },
  });
}
