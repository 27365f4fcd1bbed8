import { createHmac } from 'node:crypto';
import type { IceServer } from '@fernblick/protocol';

/** Long enough for any call to be set up or restarted, short enough to be worthless when found later. */
const LIFETIME_MS = 15 * 60_000;

/**
 * Short-lived credentials in the form of coturn's `use-auth-secret` (draft-uberti-behave-turn-rest-00): the user name
 * is `expiry:participant`, the password its HMAC-SHA1 under the shared secret.
 * @param now milliseconds
 */
export function turnCredentials(
  options: { readonly urls: readonly string[]; readonly secret: string },
  participant: string,
  now: number,
): { iceServers: IceServer[]; expiresAt: number } {
  const expiresAt = now + LIFETIME_MS;
  const username = `${Math.floor(expiresAt / 1_000)}:${participant}`;
  const credential = createHmac('sha1', options.secret).update(username).digest('base64');
  const stun = options.urls.filter((url) => url.startsWith('stun:'));
  const turn = options.urls.filter((url) => !url.startsWith('stun:'));
  return {
    iceServers: [
      ...(stun.length > 0 ? [{ urls: stun }] : []),
      ...(turn.length > 0 ? [{ urls: turn, username, credential }] : []),
    ],
    expiresAt,
  };
}
