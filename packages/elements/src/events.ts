import type { InkProblemCode, ToldMark } from '@fernblick/ar/ink';
import type { VisionFault } from '@fernblick/ar/objects';
import type { CancelReason, EndReason, SessionError } from '@fernblick/protocol';
import type { SessionClient } from '@fernblick/client';
import type { NumberEnteredEvent } from './session-request/number-entered-event.ts';

// A file of its own, so that the editor, which stands alone, takes in no events of the call.
export * from './picture-events.ts';

/** How much room `<video-session>` wants: a card in a column, a preview, or a stage as large as the page can give. */
export type SessionLayout = 'card' | 'preview' | 'stage';

const travels = { bubbles: true, composed: true } as const;

/** An agent has made a session from this element. */
export class SessionCreatedEvent extends Event {
  static readonly type = 'session-created';
  readonly session: string;
  constructor(session: string) {
    super(SessionCreatedEvent.type, travels);
    this.session = session;
  }
}

/** A customer has asked for a session from this element. */
export class SessionRequestedEvent extends Event {
  static readonly type = 'session-requested';
  readonly session: string;
  constructor(session: string) {
    super(SessionRequestedEvent.type, travels);
    this.session = session;
  }
}

export type { NumberEnteredEvent };

/** A call rings, and the element is about to let it be heard, every few seconds; a page with a sound of its own prevents that. */
export class CallRingEvent extends Event {
  static readonly type = 'call-ring';
  constructor() {
    super(CallRingEvent.type, { ...travels, cancelable: true });
  }
}

/** An agent has taken a call that rang at them; the page shows it, by its session or its ticket. */
export class CallAcceptedEvent extends Event {
  static readonly type = 'call-accepted';
  readonly session: string;
  /** Null for a call from a page without ticket. */
  readonly ticket: string | null;
  constructor(session: string, ticket: string | null) {
    super(CallAcceptedEvent.type, travels);
    this.session = session;
    this.ticket = ticket;
  }
}

/** An agent has chosen a session in a list of their desk; the page shows it, by its session or its ticket. */
export class SessionChosenEvent extends Event {
  static readonly type = 'session-chosen';
  readonly session: string;
  /** The first of its tickets; null for a session without. */
  readonly ticket: string | null;
  constructor(session: string, ticket: string | null) {
    super(SessionChosenEvent.type, travels);
    this.session = session;
    this.ticket = ticket;
  }
}

/** The person at this page has entered the call, or has come back to it. */
export class SessionJoinedEvent extends Event {
  static readonly type = 'session-joined';
  readonly session: string;
  constructor(session: string) {
    super(SessionJoinedEvent.type, travels);
    this.session = session;
  }
}

/** Both sides see or hear each other for the first time on this page. */
export class CallStartedEvent extends Event {
  static readonly type = 'call-started';
  readonly session: string;
  constructor(session: string) {
    super(CallStartedEvent.type, travels);
    this.session = session;
  }
}

/** The session is over, for the reason given. */
export class SessionEndedEvent extends Event {
  static readonly type = 'session-ended';
  readonly reason: EndReason | CancelReason;
  constructor(reason: EndReason | CancelReason) {
    super(SessionEndedEvent.type, travels);
    this.reason = reason;
  }
}

/** Something went wrong; the element shows it too, with its remedy. Look at `error.code`. */
export class SessionProblemEvent extends Event {
  static readonly type = 'session-problem';
  readonly error: SessionError;
  constructor(error: SessionError) {
    super(SessionProblemEvent.type, travels);
    this.error = error;
  }
}

/** The element now wants another amount of room; the page may give it, or leave everything as it is. */
export class LayoutChangedEvent extends Event {
  static readonly type = 'layout-changed';
  readonly layout: SessionLayout;
  constructor(layout: SessionLayout) {
    super(LayoutChangedEvent.type, travels);
    this.layout = layout;
  }
}

/** The element has another client than before, or none any more. */
export class ClientChangedEvent extends Event {
  static readonly type = 'client-changed';
  readonly client: SessionClient | null;
  constructor(client: SessionClient | null) {
    super(ClientChangedEvent.type, travels);
    this.client = client;
  }
}

/** What can go wrong while drawing. */
export type DrawingProblemCode = InkProblemCode | VisionFault | 'unreadable-picture' | 'not-sent';

/** Other marks are there than before, or one of them was lost or found. */
export class MarksChangedEvent extends Event {
  static readonly type = 'marks-changed';
  readonly marks: readonly ToldMark[];
  constructor(marks: readonly ToldMark[]) {
    super(MarksChangedEvent.type, travels);
    this.marks = marks;
  }
}

/** Something went wrong in a drawing, which goes on as well as it can. Look at `code`. */
export class DrawingProblemEvent extends Event {
  static readonly type = 'drawing-problem';
  readonly code: DrawingProblemCode;
  readonly detail: string;
  constructor(code: DrawingProblemCode, detail: string) {
    super(DrawingProblemEvent.type, travels);
    this.code = code;
    this.detail = detail;
  }
}

/** An agent wants something done with the tickets of a session, which a page may do itself: see `takeOver`. */
class TicketEvent extends Event {
  readonly session: string;
  #done: Promise<unknown> | null = null;
  constructor(type: string, session: string) {
    super(type, { ...travels, cancelable: true });
    this.session = session;
  }

  /** What the page does instead; null where it leaves it to the element. */
  get done(): Promise<unknown> | null {
    return this.#done;
  }

  /**
   * The page does it itself, for example in its backend over the host API. The element waits for the promise; where it
   * rejects, agents read what the `code` of the error means, or, without one of ours, its message.
   */
  takeOver(done: Promise<unknown>): void {
    this.preventDefault();
    this.#done = done;
  }
}

/** An agent wants a session linked to one more ticket. */
export class LinkTicketEvent extends TicketEvent {
  static readonly type = 'link-ticket';
  readonly ticket: string;
  constructor(session: string, ticket: string) {
    super(LinkTicketEvent.type, session);
    this.ticket = ticket;
  }
}

/** An agent wants a ticket taken off a session. */
export class UnlinkTicketEvent extends TicketEvent {
  static readonly type = 'unlink-ticket';
  readonly ticket: string;
  constructor(session: string, ticket: string) {
    super(UnlinkTicketEvent.type, session);
    this.ticket = ticket;
  }
}

/** An agent wants a new ticket for a session. Only the page can make one: it does, and links it. */
export class CreateTicketEvent extends TicketEvent {
  static readonly type = 'create-ticket';
  constructor(session: string) {
    super(CreateTicketEvent.type, session);
  }
}

declare global {
  interface HTMLElementEventMap {
    'session-created': SessionCreatedEvent;
    'session-requested': SessionRequestedEvent;
    'number-entered': NumberEnteredEvent;
    'call-ring': CallRingEvent;
    'call-accepted': CallAcceptedEvent;
    'session-chosen': SessionChosenEvent;
    'session-joined': SessionJoinedEvent;
    'call-started': CallStartedEvent;
    'session-ended': SessionEndedEvent;
    'session-problem': SessionProblemEvent;
    'layout-changed': LayoutChangedEvent;
    'client-changed': ClientChangedEvent;
    'marks-changed': MarksChangedEvent;
    'drawing-problem': DrawingProblemEvent;
    'link-ticket': LinkTicketEvent;
    'unlink-ticket': UnlinkTicketEvent;
    'create-ticket': CreateTicketEvent;
  }
  interface DocumentEventMap {
    'session-created': SessionCreatedEvent;
    'session-requested': SessionRequestedEvent;
    'number-entered': NumberEnteredEvent;
    'call-ring': CallRingEvent;
    'call-accepted': CallAcceptedEvent;
    'session-chosen': SessionChosenEvent;
    'session-joined': SessionJoinedEvent;
    'call-started': CallStartedEvent;
    'session-ended': SessionEndedEvent;
    'session-problem': SessionProblemEvent;
    'layout-changed': LayoutChangedEvent;
    'client-changed': ClientChangedEvent;
    'marks-changed': MarksChangedEvent;
    'drawing-problem': DrawingProblemEvent;
    'link-ticket': LinkTicketEvent;
    'unlink-ticket': UnlinkTicketEvent;
    'create-ticket': CreateTicketEvent;
  }
}
