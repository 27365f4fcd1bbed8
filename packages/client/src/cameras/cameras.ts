import {
  mayAnswerWish,
  SessionError,
  whyNotWish,
  type CameraAbilities,
  type CameraKind,
  type CameraRefusal,
  type CameraWish,
  type ChannelMessage,
  type ParticipantView,
} from '@fernblick/protocol';
import { deferred } from '../deferred.ts';
import { Emitter } from '../emitter.ts';
import { loggable } from '../logger.ts';
import type { PageTalk } from '../peer/page-talk.ts';
import type { Clock } from '../peer/clock.ts';
import type { CamerasSnapshot, SessionCameras } from '../session-cameras.ts';
import type { ActionOptions, Logger } from '../session-client.ts';
import type { SessionSnapshot } from '../session-state.ts';
import { Store } from '../store.ts';
import { isOver, youIn } from '../view-reading.ts';
import type { CameraControl } from './camera-control.ts';

export interface CamerasPorts {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly control: CameraControl;
  state(): SessionSnapshot;
  /** False where the other page cannot be told. */
  say<N extends 'camera:wish' | 'camera:answer'>(
    participant: string,
    name: N,
    message: ChannelMessage<N>,
  ): boolean;
  /** Says what this page's camera can do, now and over every new connection to that participant. */
  show(participant: string, abilities: CameraAbilities): void;
}

interface Question {
  readonly by: string;
  readonly number: number;
  readonly wish: CameraWish;
  readonly cancelTimer: () => void;
}

interface Waiting {
  readonly participant: string;
  readonly number: number;
  readonly resolve: () => void;
  readonly reject: (error: SessionError) => void;
  readonly cancelTimer: () => void;
}

/** Long enough to look from the screen to the thing and back. */
const ASKED_FOR_MS = 60_000;
/** The other page tells when a question has lapsed; after this it tells nothing any more. */
const WAITS_FOR_MS = 75_000;
/** Nobody is asked again at once after a no. */
const QUIET_AFTER_NO_MS = 10_000;
/** Twice as many as a slider that is dragged makes. */
const MOST_WISHES = 80;
const COUNTED_FOR_MS = 10_000;
const CANNOT: CameraAbilities = { rear: null, torch: null, zoom: null };

/** What agents wish of a customer's camera: both sides of it, of which a page is one. */
export class Cameras implements SessionCameras {
  readonly #ports: CamerasPorts;
  readonly #snapshots: Emitter<{ readonly changed: CamerasSnapshot }>;
  readonly #snapshot: Store<CamerasSnapshot>;
  #asked = 0;
  #waiting: Waiting | null = null;
  #question: Question | null = null;
  #isBusy = false;
  /** Who may change what without asking; forgotten with the call. */
  readonly #agreed = new Map<string, Set<CameraKind>>();
  #session: string | null = null;
  #declinedAt = Number.NEGATIVE_INFINITY;
  #heardAt: readonly number[] = [];

  constructor(ports: CamerasPorts) {
    this.#ports = ports;
    this.#snapshots = new Emitter((error) =>
      ports.logger.log('error', 'A listener threw', loggable(error)),
    );
    this.#snapshot = new Store<CamerasSnapshot>(
      { waitingFor: null, asked: null, agreed: [], own: CANNOT },
      (state) => this.#snapshots.emit('changed', state),
    );
    this.look();
  }

  get state(): CamerasSnapshot {
    return this.#snapshot.state;
  }

  subscribe(listener: (state: CamerasSnapshot) => void, options: ActionOptions = {}): () => void {
    return this.#snapshots.on('changed', listener, options.signal);
  }

  async wish(wish: CameraWish): Promise<void> {
    const { session } = this.#ports.state();
    if (session === null) throw new SessionError('not-joined');
    const customers = session.participants.filter(({ role }) => role === 'customer');
    const asked = customers.find(({ presence }) => presence === 'here') ?? customers[0];
    const refusal = whyNotWish(youIn(session) ?? undefined, asked, session);
    if (refusal !== null || asked === undefined)
      throw new SessionError(refusal ?? 'other-side-away');
    if (this.#waiting !== null) throw new SessionError('too-many-requests');
    this.#asked += 1;
    const number = this.#asked;
    const { promise, resolve, reject } = deferred<void>();
    if (!this.#ports.say(asked.id, 'camera:wish', { number, wish }))
      throw new SessionError('connection-lost');
    const cancelTimer = this.#ports.clock.after(WAITS_FOR_MS, () => this.#fail('connection-lost'));
    this.#waiting = { participant: asked.id, number, resolve, reject, cancelTimer };
    this.#snapshot.update({ waitingFor: wish });
    await promise;
  }

  async answer(yes: boolean): Promise<void> {
    const question = this.#question;
    if (question === null) return;
    this.#closeQuestion();
    if (!yes) {
      this.#declinedAt = this.#ports.clock.now();
      this.#reply(question, 'wish-declined');
      return;
    }
    const kinds = this.#agreed.get(question.by) ?? new Set();
    this.#agreed.set(question.by, kinds.add(question.wish.kind));
    const error = await this.#fulfil(question);
    if (error !== null) {
      kinds.delete(question.wish.kind);
      this.look();
      throw error;
    }
  }

  async set(wish: CameraWish): Promise<void> {
    await this.#ports.control.apply(wish);
    this.look();
  }

  async takeBack(kind: CameraKind): Promise<void> {
    for (const kinds of this.#agreed.values()) kinds.delete(kind);
    this.#isBusy = true;
    try {
      await this.#ports.control.undo(kind);
    } finally {
      this.#isBusy = false;
      this.look();
    }
  }

  /** Takes in what another page says. */
  heard(from: string, said: PageTalk): void {
    if (said.type === 'recording:no') return;
    const person = this.#person(from);
    if (said.type === 'camera:answer') {
      const waiting = this.#waiting;
      const isMine = waiting?.participant === from && waiting.number === said.message.number;
      if (!isMine || !mayAnswerWish(person)) return;
      if (said.message.refusal === null) this.#done()?.resolve();
      else this.#fail(said.message.refusal);
      return;
    }
    const { number, wish } = said.message;
    const question = { by: from, number, wish };
    const refusal = this.#whyNot(person, wish);
    if (refusal !== null) this.#reply(question, refusal);
    else if (this.#agreed.get(from)?.has(wish.kind) === true) void this.#fulfil(question);
    else {
      const cancelTimer = this.#ports.clock.after(ASKED_FOR_MS, () => void this.answer(false));
      this.#question = { ...question, cancelTimer };
      this.#snapshot.update({ asked: { by: from, name: person?.name ?? '', wish } });
    }
  }

  /** The connection to a participant is another one, or none: what was under way on it is lost. */
  renewed(participant: string): void {
    if (this.#waiting?.participant === participant) this.#fail('connection-lost');
    if (this.#question?.by === participant) this.#closeQuestion();
  }

  /** Something about the call or the camera may have changed. */
  look(): void {
    const { session, role, status } = this.#ports.state();
    const isIn = session !== null && !isOver(session) && status.is !== 'ended';
    if (!isIn || session.id !== this.#session) {
      this.#session = session?.id ?? null;
      this.#agreed.clear();
      this.#ports.control.forget();
    }
    const isAsked = role === 'customer' && isIn && session.functions.includes('camera-wishes');
    const { control } = this.#ports;
    // A camera that changes is off for a moment: that is nothing to tell.
    const own = !isAsked ? CANNOT : this.#isBusy ? this.#snapshot.state.own : control.abilities;
    const agreed = new Set([...this.#agreed.values()].flatMap((kinds) => [...kinds]));
    this.#snapshot.update({ own, agreed: [...agreed] });
    if (role === 'customer')
      for (const person of session?.participants ?? [])
        if (person.role === 'agent') this.#ports.show(person.id, own);
    const { by, wish } = this.#question ?? {};
    const refusal = by === undefined ? null : this.#mayNot(this.#person(by), wish);
    // What cannot be done any more, nobody is asked.
    if (this.#question !== null && refusal !== null) {
      this.#reply(this.#question, refusal);
      this.#closeQuestion();
    }
  }

  close(): void {
    this.#fail('closed');
    this.#closeQuestion();
    this.#snapshots.clear();
  }

  #person(id: string): ParticipantView | undefined {
    return this.#ports.state().session?.participants.find((person) => person.id === id);
  }

  #mayNot(asker: ParticipantView | undefined, wish: CameraWish | undefined): CameraRefusal | null {
    const { session } = this.#ports.state();
    if (session === null) return 'other-side-away';
    const refusal = whyNotWish(asker, youIn(session) ?? undefined, session);
    if (refusal !== null) return refusal;
    // A camera that changes can nothing for a moment.
    const isKnown = wish !== undefined && !this.#isBusy;
    const cannot = isKnown && this.#ports.control.abilities[wish.kind] === null;
    return cannot ? 'device-constraints' : null;
  }

  #whyNot(asker: ParticipantView | undefined, wish: CameraWish): CameraRefusal | null {
    const refusal = this.#mayNot(asker, wish);
    if (refusal !== null) return refusal;
    const now = this.#ports.clock.now();
    this.#heardAt = [...this.#heardAt.filter((at) => now - at < COUNTED_FOR_MS), now];
    const isFree = this.#agreed.get(asker?.id ?? '')?.has(wish.kind) === true;
    const isQuiet = !isFree && now - this.#declinedAt < QUIET_AFTER_NO_MS;
    const isFlood = this.#heardAt.length > MOST_WISHES;
    return this.#question !== null || this.#isBusy || isQuiet || isFlood
      ? 'too-many-requests'
      : null;
  }

  /** Does what is wished, and says what came of it. */
  async #fulfil(question: Omit<Question, 'cancelTimer'>): Promise<SessionError | null> {
    this.#isBusy = true;
    try {
      await this.#ports.control.apply(question.wish);
      this.#reply(question, null);
      return null;
    } catch (cause) {
      const error =
        cause instanceof SessionError ? cause : new SessionError('device-failed', { cause });
      this.#ports.logger.log('warn', 'A wish for the camera was not fulfilled', loggable(error));
      const isUnable = error.code === 'device-constraints';
      this.#reply(question, isUnable ? 'device-constraints' : 'device-failed');
      return error;
    } finally {
      this.#isBusy = false;
      this.look();
    }
  }

  #reply({ by, number }: Omit<Question, 'cancelTimer'>, refusal: CameraRefusal | null): void {
    this.#ports.say(by, 'camera:answer', { number, refusal });
  }

  #closeQuestion(): void {
    this.#question?.cancelTimer();
    this.#question = null;
    this.#snapshot.update({ asked: null });
  }

  #done(): Waiting | null {
    const waiting = this.#waiting;
    waiting?.cancelTimer();
    this.#waiting = null;
    this.#snapshot.update({ waitingFor: null });
    return waiting;
  }

  #fail(code: SessionError['code']): void {
    this.#done()?.reject(new SessionError(code));
  }
}
