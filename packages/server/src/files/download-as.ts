import type { FastifyReply } from 'fastify';

/**
 * Names a file that a browser or a host downloads, by a moment of UTC down to the millisecond, as two may be of one second.
 * @param end what follows upon that, with its dot
 */
export function downloadAs(
  reply: FastifyReply,
  what: 'recording' | 'screenshot',
  at: number,
  end: string,
): void {
  const time = new Date(at).toISOString().slice(0, -1).replaceAll(/[:.]/g, '-');
  reply.header('content-disposition', `attachment; filename="${what}-${time}${end}"`);
}
