import { LinkKey, PersonName, SessionError, SessionNumber } from '@fernblick/protocol';
import { isOver, mayWatch, type Actor } from '@fernblick/session';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import * as v from 'valibot';
import { addressOf } from '../callers.ts';
import type { DoorView } from '../door-entry.ts';
import { guest, isGuest } from '../guests.ts';
import { RateLimit } from '../limits.ts';
import type { SessionKey } from '../number-entry.ts';
import type { Switchboard } from '../switchboard.ts';
import { GUEST_GRACE_S } from '../tokens.ts';
import { read } from './host-routes.ts';
import { sendProblem } from './problems.ts';
import { DATA_POLICY } from './security-headers.ts';

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
    <link rel="icon" href="icon.svg" />
    <script type="module" src="../sdk/join-page.js"></script>
  </head>
  <body>
    <fernblick-join></fernblick-join>
    <noscript>Please switch on JavaScript for this page: the video call needs it.</noscript>
  </body>
</html>
`;

/** A camera that looks at something; browsers ask for `/favicon.ico` where a page names none. */
const ICON = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><rect width="24" height="24" rx="5" fill="#0b6b5d"/><g fill="none" stroke="#fff" stroke-width="1.8" stroke-linejoin="round"><rect x="4" y="7.5" width="10.5" height="9" rx="2"/><path d="M14.5 11l5-2.5v7l-5-2.5"/></g><circle cx="9.25" cy="12" r="1.8" fill="#67d0ba"/></svg>
`;

const Entry = v.union(
  [
    v.object({
      number: SessionNumber,
      name: PersonName,
      /** What this browser was let in with before: whoever comes back is no second person. */
      token: v.optional(v.pipe(v.string(), v.maxLength(4_096))),
    }),
    v.object({ key: LinkKey, name: v.optional(PersonName) }),
  ],
  'Must have a number and a name, or the key of a link.',
);
const Renewal = v.object({
  token: v.pipe(v.string(), v.maxLength(4_096)),
  key: v.optional(LinkKey),
});
const Question = v.object({ key: LinkKey });

/**
 * The server's own page for people with a number or a link: `GET /join/` shows it, `POST /join/look` says what a link
 * leads to, and neither uses anything up; `POST /join/enter` opens the door, `POST /join/renew` keeps it open while the
 * session lasts. Whoever comes in gets a token for that one session.
 */
export function registerJoinPage(app: FastifyInstance, switchboard: Switchboard): void {
  const { config, tokens, numbers, entry, sessions, gate, origins, now } = switchboard;
  const rate = new RateLimit(REQUESTS_PER_SECOND, BURST, now);
  const admit = (request: FastifyRequest): string => {
    const address = addressOf(request.raw, config.trustProxy);
    if (!origins.allows(request.raw)) throw new SessionError('origin-not-allowed');
    if (!rate.take(address)) throw new SessionError('too-many-requests');
    return address;
  };

  /** Whom a token from here was made for; null where it says nothing any more, which is nobody's fault. */
  const guestBefore = async (token: string): Promise<Actor | null> => {
    try {
      const { actor } = await tokens.verify(token, { graceS: GUEST_GRACE_S });
      return isGuest(tokens, actor.subject) ? actor : null;
    } catch (error) {
      if (error instanceof SessionError && error.code === 'not-authorized') return null;
      throw error;
    }
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

  app.get('/icon.svg', (_request, reply) =>
    reply
      .header('content-security-policy', DATA_POLICY)
      .header('cache-control', 'max-age=86400')
      .type('image/svg+xml')
      .send(ICON),
  );

  app.post('/look', async (request, reply): Promise<DoorView> => {
    admit(request);
    const { key } = read(Question, request.body, 'body');
    reply.header('cache-control', 'no-store');
    return entry.look(key);
  });

  app.post('/enter', async (request, reply): Promise<SessionKey> => {
    const address = admit(request);
    const wish = read(Entry, request.body, 'body');
    reply.header('cache-control', 'no-store');
    if ('key' in wish) return entry.enter(wish.key, wish.name ?? null);
    const { number, name, token } = wish;
    const before = token === undefined ? null : await guestBefore(token);
    // Each try is another person: only where it comes from can be counted.
    return numbers.enter(number, guest(tokens, name), [`address ${address}`], before);
  });

  app.post('/renew', async (request, reply): Promise<SessionKey> => {
    const address = admit(request);
    // A phone that was locked for an hour comes back with a token that has run out.
    const { token, key } = read(Renewal, request.body, 'body');
    const { actor } = await gate.verify(token, address, { graceS: GUEST_GRACE_S });
    reply.header('cache-control', 'no-store');
    if (key !== undefined && actor.scope.is === 'session')
      return entry.renew(key, actor, actor.scope.session);
    // Only those made here: how long the others hold is their host's to say.
    if (actor.scope.is !== 'session' || !isGuest(tokens, actor.subject))
      throw new SessionError('not-authorized');
    const state = await sessions.state(actor.scope.session);
    if (state === null) throw new SessionError('not-found');
    // As by a link: what is kept from customers by now says nothing of itself, not even that it is over.
    if (!mayWatch(state, actor)) throw new SessionError('not-allowed');
    if (isOver(state)) throw new SessionError('session-over');
    // Who came by a link shows the link: it may have been taken back.
    if (state.invitations.some(({ subject }) => subject === actor.subject))
      throw new SessionError('not-authorized');
    return numbers.key(state.id, actor, actor.scope.byNumber === true ? 'number' : undefined);
  });
}
