import { createHmac, timingSafeEqual } from 'node:crypto';

/** Older messages may have been recorded and sent again by somebody else. */
export const MAX_AGE_S = 300;

/**
 * Whether a message is from this Fernblick server, and fresh.
 * @param header value of `Fernblick-Signature`
 * @param body the bytes as they came
 * @param at now, in milliseconds
 */
export function isSigned(
  header: string | undefined,
  body: Buffer,
  secret: string,
  at: number,
): boolean {
  const [, time = '', mac = ''] = /^t=(\d{1,12}),v1=([0-9a-f]{64})$/.exec(header ?? '') ?? [];
  if (mac === '' || Math.abs(at / 1_000 - Number(time)) > MAX_AGE_S) return false;
  const expected = createHmac('sha256', secret).update(`${time}.`).update(body).digest();
  return timingSafeEqual(expected, Buffer.from(mac, 'hex'));
}
