import type { DeskRole, SessionEntry, TicketEntry } from '../../desk-data.ts';
import { make, newId } from './make.ts';
import { clockInWords, dateInWords, spanInWords } from './times.ts';
import type { DeskWords } from './words.ts';

/** What the messenger is drawn with, and how it sends. */
export interface MessengerParts {
  readonly log: HTMLElement;
  readonly form: HTMLFormElement;
  readonly field: HTMLTextAreaElement;
  readonly words: DeskWords;
  readonly lang: string;
  /** Whose page this is: that side's messages stand at the right. */
  readonly role: DeskRole;
  readonly send: (id: string, text: string) => Promise<void>;
}

/** The conversation of one ticket: shows what was said, sends what is written, and says when it could not. */
export class Messenger {
  readonly #parts: MessengerParts;
  readonly #shown = new Map<string, HTMLElement>();
  readonly #end = make('div', { class: 'log-end' });
  readonly #news: HTMLButtonElement;
  #you = '';
  #isAtEnd = true;
  /** Called when more of it has come before somebody's eyes, or may have. */
  onSeen = (): void => undefined;

  constructor(parts: MessengerParts) {
    this.#parts = parts;
    const { form, field, log, words } = parts;
    this.#news = make('button', { type: 'button', class: 'log-news' }, words.newMessage);
    this.#news.hidden = true;
    this.#news.addEventListener('click', () => this.#toEnd());
    form.append(this.#news);
    log.append(this.#end);
    // Tells in both cases: where the log scrolls, and where the whole page does.
    new IntersectionObserver(([entry]) => {
      this.#isAtEnd = entry?.isIntersecting ?? true;
      if (!this.#isAtEnd) return;
      this.#news.hidden = true;
      this.onSeen();
    }).observe(this.#end);
    // A card that becomes a stage leaves the log another height; who read the end goes on reading the end.
    new ResizeObserver(() => {
      if (this.#isAtEnd) log.scrollTop = log.scrollHeight;
    }).observe(log);
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      const text = field.value.trim();
      if (text === '') {
        field.focus();
        return;
      }
      field.value = '';
      this.#write(text);
    });
    field.addEventListener('keydown', (event) => {
      if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      form.requestSubmit();
    });
  }

  /** Shows everything that was said to the person of this name; what is under way stays at the end. */
  showAll(entries: readonly TicketEntry[], you: string): void {
    this.#you = you;
    const { log } = this.#parts;
    if (entries.length === 0 && this.#shown.size === 0) {
      this.#end.before(make('p', { class: 'log-empty' }, this.#parts.words.noMessages));
      log.removeAttribute('aria-busy');
      return;
    }
    const isFirst = this.#shown.size === 0;
    this.#takeAway(entries);
    for (const entry of entries) this.show(entry);
    log.removeAttribute('aria-busy');
    if (isFirst) log.scrollTop = log.scrollHeight;
  }

  /** Whether messages with these ids stand here and the end of it can be seen; what covers the page puts it out of reach. */
  isRead(ids: readonly string[]): boolean {
    const { log } = this.#parts;
    const isInSight = this.#isAtEnd && log.checkVisibility() && log.closest('[inert]') === null;
    return isInSight && ids.every((id) => this.#shown.has(id));
  }

  /** Lines about sessions that this person may no longer see go; what they wrote themselves stays. */
  #takeAway(entries: readonly TicketEntry[]): void {
    const there = new Set(entries.map(({ id }) => id));
    for (const [id, line] of this.#shown) {
      if (there.has(id) || !line.classList.contains('notice')) continue;
      line.remove();
      this.#shown.delete(id);
    }
  }

  /** Shows one more entry; one that is shown already stays once, as the server has it. */
  show(entry: TicketEntry): void {
    const { log } = this.#parts;
    log.querySelector('.log-empty')?.remove();
    const isBusy = log.getAttribute('aria-busy') === 'true';
    const line = this.#draw(entry);
    const former = this.#shown.get(entry.id);
    this.#shown.set(entry.id, line);
    if (former !== undefined) former.replaceWith(line);
    else this.#end.before(line);
    this.onSeen();
    if (former !== undefined || isBusy) return;
    // On a phone the whole page scrolls: a notice does not take it away from the card that says the same.
    if (this.#isAtEnd && entry.kind !== 'message') log.scrollTop = log.scrollHeight;
    else if (this.#isAtEnd) this.#toEnd();
    else if (entry.kind === 'message') this.#news.hidden = false;
  }

  #toEnd(): void {
    this.#end.scrollIntoView({ block: 'end' });
  }

  #write(text: string): void {
    const { words, role } = this.#parts;
    const id = newId();
    const state = make('p', { class: 'bubble-state' }, words.sending);
    const bubble = make(
      'div',
      { class: 'bubble bubble-own bubble-pending' },
      make('p', { class: 'bubble-text' }, text),
      state,
    );
    this.#parts.log.querySelector('.log-empty')?.remove();
    this.#end.before(bubble);
    this.#shown.set(id, bubble);
    this.#toEnd();
    const attempt = async (): Promise<void> => {
      state.replaceChildren(words.sending);
      bubble.classList.remove('bubble-failed');
      try {
        await this.#parts.send(id, text);
        // The event stream shows the message as the desk keeps it; until then, and without the stream, it stands here.
        if (this.#shown.get(id) === bubble)
          this.show({ kind: 'message', id, at: Date.now(), role, name: this.#you, text });
      } catch {
        // Shown to the person, with the way to try again; the desk keeps a message with this id once only.
        bubble.classList.add('bubble-failed');
        const again = make('button', { type: 'button', onclick: () => void attempt() });
        again.append(words.tryAgain);
        state.replaceChildren(`${words.notSent} `, again);
        this.#toEnd();
      }
    };
    void attempt();
  }

  #draw(entry: TicketEntry): HTMLElement {
    const { words, lang, role } = this.#parts;
    const time = make(
      'time',
      { datetime: new Date(entry.at).toISOString() },
      clockInWords(entry.at, lang, words),
    );
    if (entry.kind !== 'message') {
      const text =
        entry.kind === 'session'
          ? sessionInWords(entry, lang, words)
          : words.statusSet(entry.by, words.statuses[entry.status]);
      const kind = entry.kind === 'session' ? 'notice notice-video' : 'notice';
      return make('p', { class: kind }, make('span', {}, text), ' ', time);
    }
    const own = entry.role === role;
    // A colleague's message stands at the same side, under the colleague's name.
    const isYou = own && entry.name === this.#you;
    return make(
      'div',
      { class: own ? 'bubble bubble-own' : 'bubble' },
      make('p', { class: 'bubble-head' }, make('b', {}, isYou ? words.you : entry.name), ' ', time),
      make('p', { class: 'bubble-text' }, entry.text),
    );
  }
}

function sessionInWords(entry: SessionEntry, lang: string, words: DeskWords): string {
  switch (entry.what) {
    case 'created':
      return words.created(entry.by);
    case 'requested':
      return words.requested(entry.by);
    case 'preferred':
      return words.preferred(entry.by);
    case 'proposed':
      return words.proposed(entry.by);
    case 'confirmed': {
      const { by, scheduledFor } = entry;
      return words.confirmed(by, scheduledFor == null ? null : dateInWords(scheduledFor, lang));
    }
    case 'started':
      return words.started;
    case 'cancelled':
      return words.cancelled(entry.by, entry.reason);
    case 'rated':
      return words.rated(entry.by, entry.stars ?? 0);
    case 'linked':
      return words.linked(entry.by);
    case 'unlinked':
      return words.unlinked(entry.by);
    case 'hidden':
      return words.hidden(entry.by);
    case 'shown':
      return words.shown(entry.by);
    case 'ended':
      return words.ended(
        entry.durationMs === null ? null : spanInWords(entry.durationMs, lang),
        words.reasons[entry.reason ?? ''] ?? null,
      );
  }
}
