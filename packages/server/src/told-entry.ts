import type { JournalEntry, SessionEvent } from '@fernblick/session';

/**
 * An entry of a journal as it may leave the server: without what a device comes back with, and without the digits that
 * let somebody in.
 */
export function toldEntry(entry: JournalEntry): JournalEntry {
  return { ...entry, event: toldEvent(entry.event) };
}

function toldEvent(event: SessionEvent): SessionEvent {
  if (event.type === 'participant-joined') return { ...event, resumeHashes: [], tab: '' };
  if (event.type === 'session-created' && event.number !== null)
    return { ...event, number: { ...event.number, digits: '' } };
  return event;
}
