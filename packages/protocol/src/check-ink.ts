import * as v from 'valibot';
import { InkItem, InkLive } from './ink.ts';

/** Looks at what has come over a link that checks nothing itself, whatever it is. */
export interface CheckInk {
  /** @returns why it is no `InkItem`; null where it is one */
  readonly item: (value: unknown) => string | null;
  /** @returns why it is no `InkLive`; null where it is one */
  readonly live: (value: unknown) => string | null;
}

/** By the rows of the table, which the server and the links of a call go by too. */
export const checkInk: CheckInk = {
  item: (value) => whyNot(InkItem, value),
  live: (value) => whyNot(InkLive, value),
};

function whyNot(schema: typeof InkItem | typeof InkLive, value: unknown): string | null {
  const { issues: [issue] = [] } = v.safeParse(schema, value, { abortEarly: true });
  if (issue === undefined) return null;
  const at = v.getDotPath(issue);
  return at === null ? issue.message : `${at}: ${issue.message}`;
}
