import type { ParticipantView, SessionView } from '@fernblick/protocol';

/** True once nothing more can happen in the session. */
export function isOver(view: SessionView | null): boolean {
  return view?.phase === 'done' || view?.phase === 'cancelled';
}

/** The viewer's own entry; null for one who only watches. */
export function youIn(view: SessionView | null): ParticipantView | null {
  return view?.participants.find((participant) => participant.you) ?? null;
}

/** True for whoever has a place in the call, also where their connection is lost just then. */
export const isInCall = ({ presence }: ParticipantView): boolean =>
  presence === 'here' || presence === 'away';

/** Who was in the call in the one view and is not in the other. */
export function leftSince(before: SessionView | null, view: SessionView): readonly string[] {
  if (before === null || before.id !== view.id) return [];
  return before.participants
    .filter((participant) => !participant.you && isInCall(participant))
    .filter(({ id }) => !view.participants.some((other) => other.id === id && isInCall(other)))
    .map(({ id }) => id);
}

/** The list with what is newer in this view; a session that it does not know goes to the front. */
export function withView(
  sessions: readonly SessionView[],
  view: SessionView,
): readonly SessionView[] {
  const known = sessions.find(({ id }) => id === view.id);
  if (known === undefined) return [view, ...sessions];
  return known.seq > view.seq
    ? sessions
    : sessions.map((other) => (other === known ? view : other));
}
