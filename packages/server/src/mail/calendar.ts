import ical, { ICalAttendeeStatus, ICalCalendarMethod, ICalEventStatus } from 'ical-generator';
import type { Mail, Mailbox } from './mailer.ts';

/** How long a session is blocked in a calendar: nobody knows, and half an hour is what most take. */
const LENGTH_MS = 30 * 60_000;

/** An agreed time as a calendar takes it. */
export interface Appointment {
  /** The same for the invitation and for calling it off. */
  readonly uid: string;
  /** Rises with every word about it (RFC 5545, 3.8.7.4). */
  readonly sequence: number;
  readonly startsAt: number;
  readonly writtenAt: number;
  readonly summary: string;
  readonly description: string;
  readonly link: string | null;
  readonly organizer: Mailbox;
  readonly attendee: Mailbox;
  readonly isOff: boolean;
}

/** Writes an appointment down for calendars, in UTC (RFC 5545, 5546). */
export function writeCalendar(appointment: Appointment): NonNullable<Mail['calendar']> {
  const { uid, sequence, startsAt, summary, description, link, organizer, attendee, isOff } =
    appointment;
  const method = isOff ? 'CANCEL' : 'REQUEST';
  const calendar = ical({
    prodId: { company: 'Fernblick', product: 'Video sessions' },
    method: isOff ? ICalCalendarMethod.CANCEL : ICalCalendarMethod.REQUEST,
  });
  calendar.createEvent({
    id: uid,
    sequence,
    stamp: new Date(appointment.writtenAt),
    start: new Date(startsAt),
    end: new Date(startsAt + LENGTH_MS),
    summary,
    description,
    status: isOff ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
    organizer: { name: organizer.name || organizer.address, email: organizer.address },
    attendees: [
      {
        name: attendee.name || attendee.address,
        email: attendee.address,
        // The time is agreed already: nobody has to answer.
        rsvp: false,
        status: ICalAttendeeStatus.ACCEPTED,
      },
    ],
    ...(link === null ? {} : { url: plainLink(link) }),
  });
  return { method, content: calendar.toString() };
}

/** Without what `ical-generator` would put a backslash before, which has no place in an address (RFC 5545, 3.3.13). */
function plainLink(link: string): string {
  return link.replaceAll(',', '%2C').replaceAll(';', '%3B');
}
