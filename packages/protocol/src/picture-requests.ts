import * as v from 'valibot';
import { agents, both, changed, command, SMALL, TEXT, type RequestRow } from './request-row.ts';
import { Count, ParticipantId, PictureId, RequestText, Timestamp, UploadId } from './shapes.ts';

/** What is kept of what can be seen in a session. */
export const pictureRequests = {
  'picture:keep': {
    doc: 'Keeps an uploaded picture with the session: one just taken, or a version of one that is there. With `document`, an uploaded JSON of an editor, to go on editing later.',
    roles: both,
    maxBytes: SMALL,
    request: command({
      file: UploadId,
      document: v.optional(UploadId),
      takenAt: Timestamp,
      of: v.optional(ParticipantId),
      frameMs: v.optional(Count),
      drawings: v.optional(v.boolean(), false),
      full: v.optional(v.boolean(), false),
      parent: v.optional(PictureId),
    }),
    reply: changed,
  },
  'picture:delete': {
    doc: 'Deletes a picture for everybody and for good; the journal keeps that it was there, and why it went.',
    roles: agents,
    maxBytes: TEXT,
    request: command({ picture: PictureId, reason: RequestText }),
    reply: changed,
  },
} as const satisfies Record<string, RequestRow>;
