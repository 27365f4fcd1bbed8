import type { SessionSnapshot } from '@fernblick/client';
import type { RequestView, Role, SessionView } from '@fernblick/protocol';
import { momentInWords } from '../shared/moments.ts';
import type * as agreed from './agreed.ts';
import type { CallingController } from './calling-controller.ts';
import type { DeviceCheckController } from './device-check-controller.ts';
import type { LateCode } from '../shared/late-code.ts';
import type { NumberController } from './number-controller.ts';
import type { RequestController } from './request-controller.ts';
import type { RequestWords } from './words/en.ts';

/** Everything that the templates of `<session-request>` draw. */
export interface RequestScreen {
  readonly words: RequestWords;
  readonly locale: string;
  /** The server's time. */
  readonly nowMs: number;
  readonly role: Role;
  readonly session: SessionView | null;
  readonly state: SessionSnapshot;
  readonly control: RequestController;
  readonly check: DeviceCheckController;
  readonly calling: CallingController;
  readonly number: NumberController;
  /** What draws the session that was agreed on; loaded with the first of them. */
  readonly agreed: LateCode<RequestWords, typeof agreed>;
  /** True where the card of a call stands above and says what there is to say of the session. */
  readonly isBelow: boolean;
}

/** The request that can be seen and is not over; null where there is none. */
export function openRequest({ session }: RequestScreen): RequestView | null {
  return session?.phase === 'requested' ? session.request : null;
}

/** What became of the viewer's own request by an agent's no, before or after it was agreed; null where they know it. */
export function refusedHeading({ words, session }: RequestScreen): string | null {
  if (session?.request?.yours !== true) return null;
  const { history, end, request } = session;
  if (end?.reason === 'called-off') return words.calledOffHeading(history.at(-1)?.by ?? null);
  return request.message === null ? null : words.declinedHeading;
}

/** Whether somebody waits for this to be taken as a call, at this moment. */
export function isCalling(request: RequestView | null): boolean {
  return request?.dial?.outcome === null;
}

/** Moments in the reader's words, one after the other; of those that have passed it says so. */
export function momentsInWords(
  times: readonly number[],
  { nowMs, locale, words }: RequestScreen,
): string {
  const moments = times.map(
    (at) => momentInWords(at, nowMs, locale) + (at > nowMs ? '' : ` (${words.hasPassed})`),
  );
  return new Intl.ListFormat(locale, { type: 'disjunction' }).format(moments);
}
