import { randomBytes } from 'node:crypto';
import { PersonName, SessionError, SessionNumber } from '@fernblick/protocol';
import { isOver, type Actor } from '@fernblick/session';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import * as v from 'valibot';
import { addressOf } from '../callers.ts';
import { RateLimit } from '../limits.ts';
import type { SessionKey } from '../number-entry.ts';
import type { Switchboard } from '../switchboard.ts';
import { GUEST_GRACE_S, type Tokens } from '../tokens.ts';
import { read } from './host-routes.ts';
import { sendProblem } from './problems.ts';

/** Nobody types faster. */
const REQUESTS_PER_SECOND = 2;
const BURST = 20;

/** Everything from here; words and styles come with the script. */
const PAGE_POLICY = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "img-src 'self' blob: data:",
  "media-src 'self' blob:",
  "connect-src 'self'",
  "worker-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** Relative addresses, so that a proxy may put the server below a path; no `lang`, so that the browser’s counts. */
const PAGE = `<!doctype html>
<html>
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
    <meta name="color-scheme" content="light dark" />
    <meta name="robots" content="noindex" />
    <title>Video session</title>
    <script type="module" src="../sdk/join-page.js"></script>
  </head>
  <body>
    <fernblick-join></fernblick-join>
    <noscript>Please switch on JavaScript for this page: the video call needs it.</noscript>
  </body>
</html>
`;

const Entry = v.object({ number: SessionNumber, name: PersonName });
const Renewal = v.object({ token: v.pipe(v.string(), v.maxLength(4_096)) });

/**
 * The server's own page for people with a number or a link: `GET /join/` shows it and uses nothing up, `POST /join/enter`
 * opens the door, `POST /join/renew` keeps it open while the session lasts. Guests get a token for that one session.
 */
export function registerJoinPage(app: FastifyInstance, switchboard: Switchboard): void {
  const { config, tokens, numbers, sessions, gate, origins, now } = switchboard;
  const rate = new RateLimit(REQUESTS_PER_SECOND, BURST, now);
  const admit = (request: FastifyRequest): string => {
    const address = addressOf(request.raw, config.trustProxy);
    if (!origins.allows(request.raw)) throw new SessionError('origin-not-allowed');
    if (!rate.take(address)) throw new SessionError('too-many-requests');
    return address;
  };

  app.setNotFoundHandler((_request, reply) => sendProblem(reply, new SessionError('not-found')));
  app.get('/', { prefixTrailingSlash: 'no-slash' }, (_request, reply) =>
    reply.redirect('join/', 308),
  );
  app.get('/', { prefixTrailingSlash: 'slash' }, (_request, reply) =>
    reply
      .header('content-security-policy', PAGE_POLICY)
      .header('cache-control', 'no-cache')
      .type('text/html; charset=utf-8')
      .send(PAGE),
  );

  app.post('/enter', async (request, reply): Promise<SessionKey> => {
    const address = admit(request);
    const { number, name } = read(Entry, request.body, 'body');
    reply.header('cache-control', 'no-store');
    // Each try is another person: only where it comes from can be counted.
    return numbers.enter(number, guest(tokens, name), [`address ${address}`]);
  });

  app.post('/renew', async (request, reply): Promise<SessionKey> => {
    const address = admit(request);
    // A phone that was locked for an hour comes back with a token that has run out.
    const { token } = read(Renewal, request.body, 'body');
    const { actor } = await gate.verify(token, address, { graceS: GUEST_GRACE_S });
    // Only those made here: how long the others hold is their host's to say.
    if (actor.scope.is !== 'session' || !isGuest(tokens, actor.subject))
      throw new SessionError('not-authorized');
    const state = await sessions.state(actor.scope.session);
    if (state === null) throw new SessionError('not-found');
    if (isOver(state)) throw new SessionError('session-over');
    reply.header('cache-control', 'no-store');
    return numbers.key(state.id, actor);
  });
}

/** Somebody whom no host knows; the subject proves that it was made here. */
function guest(tokens: Tokens, name: string): Actor {
  const id = randomBytes(9).toString('base64url');
  const subject = `guest-${id}-${proofOf(tokens, id)}`;
  return { subject, name, role: 'customer', portals: [], scope: { is: 'entry' } };
}

function isGuest(tokens: Tokens, subject: string): boolean {
  const [, id, proof] = /^guest-([\w-]{12})-([\w-]{16})$/.exec(subject) ?? [];
  return id !== undefined && proof === proofOf(tokens, id);
}

function proofOf(tokens: Tokens, id: string): string {
  return tokens.derive('guest', id).slice(0, 16);
}
