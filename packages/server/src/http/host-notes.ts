import { Count, NoteText, PersonName, SessionId, Subject, Timestamp } from '@fernblick/protocol';
import type { NoteEntry } from '@fernblick/session';
import type { FastifyInstance } from 'fastify';
import * as v from 'valibot';
import type { Switchboard } from '../switchboard.ts';
import { addRoute } from './host-routes.ts';
import { host } from './host-session.ts';

/** An agent's notepad as the host reads it. */
const HostNote = v.object({
  by: v.object({ subject: Subject, name: PersonName }),
  at: v.pipe(Timestamp, v.description('When it was last changed')),
  version: v.pipe(Count, v.description('Grows with every change')),
  text: NoteText,
});

/** What the host may do with the notepads of a session. */
export function addNoteRoutes(app: FastifyInstance, { notes }: Switchboard): void {
  addRoute(app, {
    method: 'GET',
    path: '/sessions/:session/notes',
    tag: 'sessions',
    summary: 'What agents have written down about a session; customers never see it.',
    params: v.object({ session: SessionId }),
    status: 200,
    reply: v.object({ notes: v.array(HostNote) }),
    handle: async ({ params: { session } }) => {
      const all: NoteEntry[] = [];
      for (let more = true; more;) {
        const part = await notes.read(session, host, all.at(-1)?.seq ?? 0);
        all.push(...part.entries);
        more = part.more;
      }
      return {
        notes: all.map(({ by: { subject, name }, at, version, text }) => ({
          by: { subject, name },
          at,
          version,
          text,
        })),
      };
    },
  });
}
