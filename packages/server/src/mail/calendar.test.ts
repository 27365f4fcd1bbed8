import assert from 'node:assert/strict';
import { it } from 'node:test';
import { writeCalendar } from './calendar.ts';

it('a link stands in the calendar as an address that leads there, and in the text as it is', () => {
  const link = 'https://help.example/t;lang=de/T-1?of=a,b';
  const { content } = writeCalendar({
    ...{ uid: 'a@help.example', sequence: 0, startsAt: 1_800_000_000_000, writtenAt: 1 },
    ...{ summary: 'Session', description: `Open: ${link}`, link, isOff: false },
    organizer: { name: 'Help', address: 'help@help.example' },
    attendee: { name: 'Mia', address: 'mia@home.example' },
  });
  const lines = content.replaceAll(/\r\n[ \t]/g, '').split('\r\n');
  const valueOf = (name: string): string =>
    lines.find((line) => line.startsWith(name))?.replace(/^[^:]*:/, '') ?? '';
  // Of type URI, which knows no backslash; of type TEXT, which has one before commas and semicolons.
  assert.equal(valueOf('URL'), 'https://help.example/t%3Blang=de/T-1?of=a%2Cb');
  assert.equal(valueOf('DESCRIPTION').replaceAll(/\\([,;])/g, '$1'), `Open: ${link}`);
});
