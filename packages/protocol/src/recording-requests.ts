import * as v from 'valibot';
import { agents, both, changed, command, SMALL, TEXT, type RequestRow } from './request-row.ts';
import { RecordingId, RequestText } from './shapes.ts';

/** Asking for a recording, agreeing to it and ending it; the pieces themselves travel by HTTP. */
export const recordingRequests = {
  'recording:ask': {
    doc: 'Asks everybody in the call whether it may be recorded, and says yes oneself. It begins with the last yes; the page of the agent in control records, also where a customer asks.',
    roles: both,
    maxBytes: SMALL,
    request: command({}),
    reply: changed,
  },
  'recording:answer': {
    doc: 'Agrees to a recording or not; a no stops it for good.',
    roles: both,
    maxBytes: SMALL,
    request: command({ recording: RecordingId, yes: v.boolean() }),
    reply: changed,
  },
  'recording:withdraw': {
    doc: 'Takes back one’s yes; the recording stops for good.',
    roles: both,
    maxBytes: SMALL,
    request: command({ recording: RecordingId }),
    reply: changed,
  },
  'recording:pause': {
    doc: 'Lets a recording wait.',
    roles: agents,
    maxBytes: SMALL,
    request: command({ recording: RecordingId }),
    reply: changed,
  },
  'recording:resume': {
    doc: 'Lets a recording go on that waits.',
    roles: agents,
    maxBytes: SMALL,
    request: command({ recording: RecordingId }),
    reply: changed,
  },
  'recording:stop': {
    doc: 'Stops a recording, or takes the question back; `storage` where the page that records cannot store any more, `failed` where it cannot record any more, `consent-withdrawn` where it has heard from another page (`recording:no`) what the server has not.',
    roles: agents,
    maxBytes: SMALL,
    request: command({
      recording: RecordingId,
      reason: v.optional(
        v.picklist(['stopped', 'storage', 'failed', 'consent-withdrawn']),
        'stopped',
      ),
    }),
    reply: changed,
  },
  'recording:delete': {
    doc: 'Deletes a recording for everybody and for good; the journal keeps that it was there, and why it went.',
    roles: agents,
    maxBytes: TEXT,
    request: command({ recording: RecordingId, reason: RequestText }),
    reply: changed,
  },
} as const satisfies Record<string, RequestRow>;
