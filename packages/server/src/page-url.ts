import type { SessionState } from '@fernblick/session';

/** The ticket that a session is about on a host's page: the one it was asked for from, else its first; null for none. */
export function ticketOf({ request, tickets }: Pick<SessionState, 'request' | 'tickets'>) {
  return request?.ticket ?? tickets[0] ?? null;
}

/** The address of a host's page for this session. */
export function fillPageUrl(template: string, state: SessionState): string {
  return template
    .replaceAll('{ticket}', encodeURIComponent(ticketOf(state) ?? ''))
    .replaceAll('{session}', encodeURIComponent(state.id));
}
