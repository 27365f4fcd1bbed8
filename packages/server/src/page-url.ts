import { ticketOf, type SessionState } from '@fernblick/session';

/** The address of a host's page for this session. */
export function fillPageUrl(template: string, state: SessionState): string {
  return template
    .replaceAll('{ticket}', encodeURIComponent(ticketOf(state) ?? ''))
    .replaceAll('{session}', encodeURIComponent(state.id));
}
