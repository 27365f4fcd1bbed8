import { errors, type ErrorCode } from '@fernblick/protocol';
import { trackingErrors } from '../../packages/ar/src/tracking/tracking-error.ts';

/** What can be wrong with what comes in, how it is answered, and where that is said. */
const badInput: readonly (readonly [what: string, code: ErrorCode, said: string])[] = [
  ['Configuration value', 'invalid-configuration', 'one sentence on standard error, exit code 1'],
  [
    'Token: forged, expired, revoked, for another session',
    'not-authorized',
    'answer, or `connect_error` in the handshake',
  ],
  ['API key: missing or wrong', 'wrong-api-key', 'problem details'],
  ['Token: right, but not for this role or session', 'not-allowed', 'answer'],
  [
    'Message: not the form of its row, not plain JSON, nested too deep',
    'invalid-message',
    'answer, with `at` naming the field',
  ],
  [
    'Message: larger than its row allows',
    'message-too-large',
    'answer; above 64 KiB the socket is closed',
  ],
  ['Message: a name that is not in the table', 'unknown-request', 'answer'],
  ['Messages: too many in too short a time', 'too-many-requests', 'answer'],
  [
    'Session number: wrong, used up, expired',
    'invalid-number',
    'answer; all three look alike from outside',
  ],
  ['Session numbers: guessing', 'too-many-tries', 'answer'],
  [
    'Session, participant or ticket that does not exist or is not the asker’s',
    'not-found',
    'answer; both look alike from outside',
  ],
  ['Time that has passed', 'time-past', 'answer, or problem details; in the field before'],
  ['Time zone that does not exist', 'unknown-zone', 'answer, or problem details'],
  [
    'Two who answer one request or accept one call: the later one',
    'already-answered',
    'answer, and the page shows who did',
  ],
  ['Rating of a session that one was not in', 'not-joined', 'answer'],
  ['Rating that is more than a day old', 'rating-closed', 'answer'],
  [
    'Text longer than its field takes, such as a note of more than 10,000 characters',
    'invalid-message',
    'answer, with `at`; in the field before',
  ],
  [
    'Address of the server, or of a webhook: unusable, or private and not allowed by `WEBHOOK_ALLOW_PRIVATE`',
    'invalid-url',
    'rejected promise, or problem details; a name is looked at again before each delivery',
  ],
  [
    'Page of an origin that is not on the list',
    'origin-not-allowed',
    '`connect_error` in the handshake',
  ],
  ['Client of another time', 'client-too-old', '`connect_error` in the handshake'],
];

/** `docs/errors.md`: every code with what to do about it, from the tables of the protocol and of the tracker. */
export function errorsPage(): string {
  const rows = Object.entries(errors).map(([code, row]) => {
    const retry = 'retry' in row ? 'yes' : '';
    return `| \`${code}\` | ${row.kind} | ${row.status} | ${row.title} | ${row.remedy} | ${retry} |`;
  });
  const tracking = Object.entries(trackingErrors).map(
    ([code, { title, remedy }]) => `| \`${code}\` | ${title} | ${remedy} |`,
  );
  const inputs = badInput.map(([what, code, said]) => `| ${what} | \`${code}\` | ${said} |`);
  return `# Errors

Generated from \`page-errors.ts\` and \`answered-errors.ts\` in \`packages/protocol/src\` and \`packages/ar/src/tracking/tracking-error.ts\`; to change it,
change the tables there and run \`npm run docs\`.

Every error that Fernblick answers or raises is a \`SessionError\` with a \`code\`. Programs look at the code; people read
the sentence and the remedy, which the elements translate. Over HTTP an error is a problem document (RFC 9457) with the
same \`code\` and the status below. \`kind\` says whose move it is.

| code | kind | HTTP | what happened | what to do | worth another try unchanged |
|--|--|--|--|--|--|
${rows.join('\n')}

## Errors of the tracker

Who calls \`@fernblick/ar/tracking\` directly gets a \`TrackingError\` with a \`code\`, a \`message\` and a \`remedy\`. A
refused call changes nothing: the tracker goes on with the anchors that it has. \`<ar-overlay>\` sees to all of them by
itself; what a person has to know of it, it says in their language.

| code | what happened | what to do |
|--|--|--|
${tracking.join('\n')}

## Bad input

Nothing that comes in from outside is trusted. Whatever is wrong is refused with one of these, changes nothing, is shown
to nobody else, and never takes the process down.

| what is wrong | code | where it is said |
|--|--|--|
${inputs.join('\n')}

Text is never refused for what it says: markup and scripts in any field are shown as they were written, everywhere, in
e-mails too. Files have no names of their own: what is saved is called by what it is and when it was made.
`;
}
