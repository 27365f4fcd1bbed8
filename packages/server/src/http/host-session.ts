import {
  CancelReason,
  Count,
  EndReason,
  ParticipantView,
  DataFields,
  Disposition,
  PersonName,
  PictureView,
  PreCallCheckView,
  RatingView,
  RecordedView,
  RequestView,
  Role,
  SessionError,
  SessionId,
  SessionNumber,
  SessionPhase,
  TicketId,
  Timestamp,
} from '@fernblick/protocol';
import {
  callBeganAt,
  HOST,
  view,
  type Actor,
  type Connections,
  type SessionState,
} from '@fernblick/session';
import * as v from 'valibot';

/** Nobody is `you` to the host. */
const HostParticipant = v.omit(ParticipantView, ['you']);

/** Nor are requests `yours`. */
const HostRequest = v.omit(RequestView, ['yours']);

/** A session as the host sees it, in the API and in webhooks. */
export const HostSession = v.object({
  id: SessionId,
  seq: v.pipe(Count, v.description('Grows with every change; the higher one is the newer one')),
  phase: SessionPhase,
  tickets: v.array(TicketId),
  request: v.pipe(
    v.nullable(HostRequest),
    v.description('What the customer asked for and what was answered; null where nobody asked'),
  ),
  number: v.nullable(
    v.object({
      digits: SessionNumber,
      expiresAt: Timestamp,
      page: v.optional(v.pipe(v.string(), v.description('Where customers type it in'))),
    }),
  ),
  createdAt: Timestamp,
  startedAt: v.nullable(Timestamp),
  endedAt: v.nullable(Timestamp),
  durationMs: v.pipe(
    v.nullable(Count),
    v.description('Length of the call, holds included; null while there is none or it goes on'),
  ),
  reason: v.nullable(v.union([EndReason, CancelReason])),
  history: v.array(v.object({ phase: SessionPhase, at: Timestamp, by: v.nullable(v.string()) })),
  drawingOff: v.pipe(v.array(Role), v.description('The sides whose drawing is switched off')),
  internal: v.pipe(v.boolean(), v.description('True while it is kept from the customers')),
  ratings: v.pipe(v.array(RatingView), v.description('`by` is the id of a participant')),
  pictures: v.pipe(
    v.array(PictureView),
    v.description('Screenshots with their edited versions, oldest first'),
  ),
  recordings: v.pipe(v.array(RecordedView), v.description('Oldest first')),
  attached: v.pipe(
    DataFields,
    v.description('What you have attached to it, as agents have corrected it'),
  ),
  filed: v.pipe(
    v.nullable(v.object({ by: PersonName, at: Timestamp, disposition: v.nullable(Disposition) })),
    v.description('How an agent has marked it done; null until then'),
  ),
  checks: v.pipe(
    v.array(PreCallCheckView),
    v.description(
      'What people found who tried everything out before the call, the newest of each; `by` is the id of a participant',
    ),
  ),
  participants: v.array(HostParticipant),
});
export type HostSession = v.InferOutput<typeof HostSession>;

/** The host sees what an agent would see, of every session. */
export const host: Actor = { ...HOST, portals: [], scope: { is: 'host' } };

/** @throws SessionError `not-found` */
export function hostSession(state: SessionState, connections: Connections): HostSession {
  const seen = view(state, host, connections);
  if (seen === null) throw new SessionError('not-found');
  const { id, seq, phase, tickets, request, number, history, end } = seen;
  const startedAt = callBeganAt(seen);
  const endedAt = end?.at ?? null;
  return {
    id,
    seq,
    phase,
    tickets,
    request: request === null ? null : v.parse(HostRequest, request),
    number,
    createdAt: history[0]?.at ?? 0,
    startedAt,
    endedAt,
    durationMs: startedAt === null || endedAt === null ? null : endedAt - startedAt,
    reason: end?.reason ?? null,
    history,
    drawingOff: seen.drawingOff,
    internal: seen.internal,
    ratings: seen.ratings,
    pictures: seen.pictures,
    recordings: seen.recordings,
    attached: seen.attached,
    filed: seen.filed,
    checks: seen.checks,
    participants: seen.participants.map((participant) => v.parse(HostParticipant, participant)),
  };
}
