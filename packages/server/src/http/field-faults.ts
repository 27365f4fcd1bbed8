import * as v from 'valibot';

/** One thing that is wrong with what was sent: where, and what is expected there; never what stands there now. */
export const FieldFault = v.object({
  in: v.pipe(
    v.picklist(['body', 'query', 'path', 'header']),
    v.description('The part of the request'),
  ),
  pointer: v.pipe(
    v.string(),
    v.description(
      'JSON pointer (RFC 6901) into that part, such as #/scope/ticket; # for all of it',
    ),
  ),
  detail: v.pipe(v.string(), v.description('What is expected there')),
});
export type FieldFault = v.InferOutput<typeof FieldFault>;

// More would help nobody, and a body can hold thousands.
const MAX_FAULTS = 20;
const MAX_CHARACTERS = 200;

/** The cause of an `invalid-message` that came over HTTP. */
export class FieldFaults extends Error {
  readonly faults: readonly FieldFault[];

  constructor(faults: readonly FieldFault[]) {
    super('The input does not fit.');
    this.faults = faults.slice(0, MAX_FAULTS);
  }
}

/** What valibot found, without the values that it found. */
export function readIssues(
  part: FieldFault['in'],
  issues: readonly v.BaseIssue<unknown>[],
): readonly FieldFault[] {
  return issues.slice(0, MAX_FAULTS).map((issue) => ({
    in: part,
    pointer: pointerTo(issue.path?.map(({ key }) => String(key)) ?? []),
    detail: expectation(issue).slice(0, MAX_CHARACTERS),
  }));
}

/** The fragment form, as RFC 9457 shows it. */
export function pointerTo(keys: readonly string[]): string {
  const escaped = keys.map((key) =>
    encodeURIComponent(
      key.slice(0, MAX_CHARACTERS).toWellFormed().replaceAll('~', '~0').replaceAll('/', '~1'),
    ),
  );
  return ['#', ...escaped].join('/');
}

function expectation({ message, type, expected, received }: v.BaseIssue<unknown>): string {
  // Where a schema has no words of its own, valibot's quote what was sent, and that may be a secret.
  if (!message.startsWith('Invalid ')) return message;
  if (message.startsWith('Invalid key'))
    return received === 'undefined' ? 'Is missing.' : 'Is not known here.';
  if (type === 'regex') return `Must match ${expected}.`;
  if (type.endsWith('_length')) return `Must have a length ${expected}.`;
  return `Must be ${expected ?? type}.`;
}
