import type { SessionView } from '@fernblick/protocol';
import type { Emitter } from './emitter.ts';
import { loggable } from './logger.ts';
import type { Logger, SessionMoments } from './session-client.ts';
import { UNNOTICED_MS } from './signalling/pending-requests.ts';
import { isOver, leftSince } from './view-reading.ts';

// A server that is there answers sooner; longer nobody should stay in the picture.
const ANSWER_MS = 1_000;
/** How long a goodbye waits for a server to hear it: by then the server has noticed by itself. */
export const DEPARTURE_PATIENCE = { awayMs: 10 * 60_000, answerMs: UNNOTICED_MS } as const;

/** Waits until a goodbye is heard; where that takes too long, `goAnyway` is called meanwhile. */
export async function departed(
  told: Promise<unknown>,
  isServerUp: boolean,
  goAnyway: () => void,
): Promise<void> {
  const timer = setTimeout(goAnyway, isServerUp ? ANSWER_MS : 0);
  try {
    await told;
  } finally {
    clearTimeout(timer);
  }
}

/** Tells who has left between two views, and that the session is over. */
export function tellDepartures(
  before: SessionView | null,
  view: SessionView,
  moments: Emitter<SessionMoments>,
): void {
  for (const participant of leftSince(before, view))
    moments.emit('participant-left', { participant });
  if (before !== null && !isOver(before) && view.end !== null)
    moments.emit('session-ended', { reason: view.end.reason });
}

/** A join was called off. Whether the server had let this page in is not known: where it had, it hears of it some time. */
export function calledOff(told: Promise<unknown>, logger: Logger): void {
  told.catch((error: unknown) => logger.log('info', 'Not joined, not left', loggable(error)));
}
