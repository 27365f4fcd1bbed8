import { ParticipantId, SessionError, SessionId, Timestamp } from '@fernblick/protocol';
import type { FastifyInstance } from 'fastify';
import * as v from 'valibot';
import type { StoredMail } from '../mail/mail-store.ts';
import type { Switchboard } from '../switchboard.ts';
import { addRoute } from './host-routes.ts';

const MAX_LISTED = 100;
const MailState = v.picklist(['waiting', 'sent', 'dropped', 'given-up']);
const Mail = v.object({
  id: v.string(),
  session: SessionId,
  kind: v.picklist([
    'confirmed',
    'proposed',
    'declined',
    'cancelled',
    'reminder',
    'rating',
    'invitation',
  ]),
  participant: v.pipe(ParticipantId, v.description('Whom it is for')),
  state: v.pipe(
    MailState,
    v.description('`dropped`: what it said was not true any more, or there was no address'),
  ),
  sentTo: v.pipe(v.nullable(v.string()), v.description('The address at the last attempt')),
  attempts: v.number(),
  createdAt: Timestamp,
  dueAt: v.pipe(Timestamp, v.description('When it was to be sent')),
  nextAt: v.pipe(v.nullable(Timestamp), v.description('The next attempt, while it waits')),
  doneAt: v.pipe(v.nullable(Timestamp), v.description('When it was sent, dropped or given up')),
  said: v.pipe(
    v.nullable(v.string()),
    v.description('What the e-mail server said last, or why it was dropped'),
  ),
});

/** The e-mails that wait and those of the last thirty days, to be looked at and sent once more. */
export function addMailRoutes(
  app: FastifyInstance,
  { store, now, mailCourier }: Switchboard,
): void {
  const tag = 'mails';
  addRoute(app, {
    method: 'GET',
    path: '/mails',
    tag,
    summary: 'E-mails, the newest first: those that wait, and those of the last thirty days.',
    query: v.object({
      session: v.optional(SessionId),
      state: v.optional(MailState),
    }),
    status: 200,
    reply: v.object({
      sending: v.pipe(v.boolean(), v.description('False where there is no SMTP_URL')),
      mails: v.array(Mail),
    }),
    handle: async ({ query: { session, state } }) => ({
      sending: mailCourier !== null,
      mails: (
        await store.mails.list(
          {
            ...(session === undefined ? {} : { session }),
            ...(state === undefined ? {} : { state }),
          },
          MAX_LISTED,
        )
      ).map(plain),
    }),
  });
  addRoute(app, {
    method: 'POST',
    path: '/mails/:mail/resend',
    tag,
    summary: 'Sends an e-mail once more, if what it says is still true.',
    params: v.object({ mail: v.pipe(v.string(), v.maxLength(120)) }),
    body: v.object({}),
    status: 200,
    reply: Mail,
    handle: async ({ params }) => {
      const mail = await store.mails.resend(params.mail, now());
      if (mail === null) throw new SessionError('not-found');
      mailCourier?.kick();
      return plain(mail);
    },
  });
}

function plain(mail: StoredMail): v.InferOutput<typeof Mail> {
  const { id, session, kind, participant, state, sentTo, attempts } = mail;
  const { createdAt, dueAt, nextAt, doneAt, said } = mail;
  return {
    id,
    session,
    kind,
    participant,
    state,
    sentTo,
    attempts,
    createdAt,
    dueAt,
    nextAt: state === 'waiting' ? nextAt : null,
    doneAt,
    said,
  };
}
