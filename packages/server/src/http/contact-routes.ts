import {
  DataFields,
  FieldName,
  FieldValue,
  LanguageTag,
  MailAddress,
  PersonName,
  Subject,
  Timestamp,
} from '@fernblick/protocol';
import type { FastifyInstance } from 'fastify';
import * as v from 'valibot';
import type { ContactChange, StoredContact } from '../journal/journal-store.ts';
import type { Switchboard } from '../switchboard.ts';
import { By, commandAsHost, SessionParams } from './host-actor.ts';
import { addRoute } from './host-routes.ts';
import { HostSession } from './host-session.ts';

const MAX_LISTED = 100;
const params = v.object({ contact: Subject });
const ByName = v.pipe(v.object({ name: PersonName }), v.description('Who tells it'));
const fields = v.pipe(
  DataFields,
  v.description(
    'All that agents see and correct; which fields there are is yours to say, none by []',
  ),
);
const email = v.pipe(
  v.nullable(MailAddress),
  v.description('Where e-mails about requests and sessions go; null for none'),
);
const lang = v.pipe(
  v.nullable(LanguageTag),
  v.description(
    'The language of these e-mails, such as de-AT; MAIL_LANG where it is null or not one of de, en, it and ro',
  ),
);
const Contact = v.object({
  subject: Subject,
  name: PersonName,
  fields,
  email,
  lang,
  at: v.pipe(Timestamp, v.description('When it was last changed')),
  by: v.pipe(v.string(), v.description('Who changed it')),
});
const Change = v.object({
  field: FieldName,
  value: FieldValue,
  at: Timestamp,
  by: v.string(),
});

/** What the host tells of its customers, and what it attaches to sessions. */
export function addContactRoutes(app: FastifyInstance, switchboard: Switchboard): void {
  const { contacts, sessions } = switchboard;
  const tag = 'contacts';
  addRoute(app, {
    method: 'GET',
    path: '/contacts/:contact',
    tag,
    summary: 'What you and your agents have said about a customer, and the changes, newest first.',
    params,
    status: 200,
    reply: v.object({ ...Contact.entries, changes: v.array(Change) }),
    handle: async ({ params: { contact: subject } }) => {
      const { contact, changes } = await contacts.told(subject);
      return {
        ...plain(contact),
        changes: changes.map((change: ContactChange) => ({ ...change })),
      };
    },
  });
  addRoute(app, {
    method: 'PUT',
    path: '/contacts/:contact',
    tag,
    summary:
      'Says what is known about a customer, by the subject of their tokens. What you leave out stays as it was.',
    params,
    body: v.object({
      name: PersonName,
      fields: v.optional(fields),
      email: v.optional(email),
      lang: v.optional(lang),
      by: v.optional(ByName),
    }),
    status: 200,
    reply: Contact,
    handle: async ({ params: { contact }, body: { by, ...told } }) =>
      plain(await contacts.tell(contact, { ...told, by: by?.name ?? 'Host' })),
  });
  addRoute(app, {
    method: 'GET',
    path: '/contacts/:contact/sessions',
    tag,
    summary: 'The sessions of a customer, newest first.',
    params,
    status: 200,
    reply: v.object({ sessions: v.array(HostSession) }),
    handle: async ({ params: { contact } }) => {
      const ids = await contacts.sessionsOf(contact, MAX_LISTED);
      const states = await Promise.all(ids.map((id) => sessions.state(id)));
      return {
        sessions: states
          .filter((state) => state !== null)
          .map((state) => switchboard.describe(state)),
      };
    },
  });
  addRoute(app, {
    method: 'POST',
    path: '/sessions/:session/data',
    tag: 'sessions',
    summary:
      'Attaches something to a session that agents see and may correct, such as an account number.',
    params: SessionParams,
    body: v.object({ name: FieldName, value: FieldValue, by: v.optional(By) }),
    status: 200,
    reply: HostSession,
    handle: ({ params: { session }, body: { name, value, by } }) =>
      commandAsHost(switchboard, session, by, (base) => ({
        name: 'session:attach',
        input: { ...base, name, value },
        facts: {},
      })),
  });
}

function plain({ fields: known, ...contact }: StoredContact) {
  return { ...contact, fields: known.map((field) => ({ ...field })) };
}
