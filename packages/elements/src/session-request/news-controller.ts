import { momentInWords } from '../shared/moments.ts';
import { saidAgain } from '../shared/words-controller.ts';
import { isCalling, openRequest, refusedHeading, type RequestScreen } from './screen.ts';

/** What has just become of the request, for screen readers: the difference between two drawings. */
export class NewsController {
  /** What the live region says. */
  said = '';
  #before: RequestScreen | null = null;

  /** Called while drawing, so that the live region says it in the same drawing. */
  see(screen: RequestScreen): void {
    const before = this.#before;
    this.#before = screen;
    // What was there when the page was opened is no news, nor is what was said in another language.
    if (before === null || before.words !== screen.words) return;
    this.said = saidAgain(news(before, screen), this.said);
  }
}

function news(before: RequestScreen, after: RequestScreen): string | null {
  const { words, session, role, nowMs, locale } = after;
  const request = session?.request ?? null;
  if (session === null || request === null) return null;
  if (before.session?.id !== session.id || before.session.phase !== session.phase)
    switch (session.phase) {
      case 'requested':
        if (role === 'customer') return words.sentHeading;
        return isCalling(request) ? words.callsHeading(request.by) : words.askedHeading(request.by);
      case 'confirmed':
        return request.scheduledFor === null
          ? words.agreedAnyTime
          : words.agreed(momentInWords(request.scheduledFor, nowMs, locale));
      case 'cancelled':
        return refusedHeading(after);
      case 'in-progress':
      case 'done':
        return null;
    }
  if (role === 'agent' && isCalling(openRequest(after)) && !isCalling(openRequest(before)))
    return words.callsHeading(request.by);
  const { proposed } = openRequest(after) ?? {};
  const isNew = proposed != null && proposed.at !== openRequest(before)?.proposed?.at;
  return isNew && role === 'customer' ? words.proposedHeading(proposed.by) : null;
}
