import {
  SessionError,
  type InvitationView,
  type ParticipantId,
  type RequestOutput,
} from '@fernblick/protocol';
import {
  findInvitation,
  invitationStatus,
  nameOf,
  type Actor,
  type SessionState,
} from '@fernblick/session';
import type { Doors } from './doors.ts';
import { derivedGuest } from './guests.ts';
import type { JournalStore } from './journal/journal-store.ts';
import { RateLimit } from './limits.ts';
import type { MailCourier } from './mail/mail-courier.ts';
import type { Sessions } from './sessions.ts';
import type { Tokens } from './tokens.ts';

/** Whoever invites a hundred people in a row is no agent at work. */
const MAILS_PER_SECOND = 0.1;
const MAIL_BURST = 20;

/** Makes the links that agents and the host send, sees to their mails, and takes them back. */
export class InvitationBook {
  readonly #options: {
    readonly sessions: Sessions;
    readonly store: JournalStore;
    readonly tokens: Tokens;
    readonly doors: Doors;
    readonly courier: MailCourier | null;
    readonly now: () => number;
  };
  readonly #mails: RateLimit;

  constructor(options: {
    readonly sessions: Sessions;
    readonly store: JournalStore;
    readonly tokens: Tokens;
    readonly doors: Doors;
    readonly courier: MailCourier | null;
    readonly now: () => number;
  }) {
    this.#options = options;
    this.#mails = new RateLimit(MAILS_PER_SECOND, MAIL_BURST, options.now);
  }

  /** Whether it is known where colleagues open a session. */
  get forColleagues(): boolean {
    return this.#options.doors.forColleagues;
  }

  get canMail(): boolean {
    return this.#options.courier !== null;
  }

  /** All of a session, in the order in which they were made. */
  of(state: SessionState): readonly InvitationView[] {
    return state.invitations.map(({ id }) => this.#view(state, id));
  }

  /**
   * @throws SessionError with the code of the refusal; `mail-not-set-up` where a mail is wanted and none can be sent,
   * `no-desk-page` where a colleague is meant and it is not known where they open a session
   */
  async make(
    actor: Actor,
    request: RequestOutput<'invitation:make'>,
    tab?: string,
  ): Promise<{ readonly state: SessionState; readonly invitation: InvitationView }> {
    const { sessions, store, tokens, courier, now } = this.#options;
    const { session, commandId, mail, role = 'customer' } = request;
    if (role === 'agent' && !this.forColleagues) throw new SessionError('no-desk-page');
    if (mail !== undefined && courier === null) throw new SessionError('mail-not-set-up');
    if (mail !== undefined && !this.#mails.take(`${actor.role} ${actor.subject}`))
      throw new SessionError('too-many-requests');
    // Derived from the command, so that the same command finds the invitation that it made.
    const subject = derivedGuest(tokens, session, actor.role, actor.subject, commandId);
    const participant = tokens.participantId(session, { role, subject });
    const { state } = await sessions.execute({
      session,
      actor,
      commandId,
      ...(tab === undefined ? {} : { tab }),
      input: ['invitation:make', request],
      command: () => ({ name: 'invitation:make', input: request, facts: { participant, subject } }),
    });
    if (mail !== undefined && courier !== null) {
      const at = now();
      // After the journal: a page that hears of no success sends the command again, and the mail is kept once.
      await store.mails.add(
        {
          id: `${session}.${participant}`,
          session,
          kind: 'invitation',
          participant,
          about: at,
          dueAt: at,
          address: mail.address,
          lang: mail.lang ?? null,
        },
        at,
      );
      courier.kick();
    }
    return { state, invitation: this.#view(state, participant) };
  }

  /**
   * Lets an agent come with a colleague's link.
   * @throws SessionError `not-found`, `session-over`, `not-allowed` where it was taken back or has brought somebody else
   */
  async accept(
    actor: Actor,
    request: RequestOutput<'invitation:accept'>,
    tab?: string,
  ): Promise<SessionState> {
    const { session, commandId, key } = request;
    const { sessions, doors, tokens } = this.#options;
    const door = doors.read(key);
    const { state } = await sessions.execute({
      session,
      actor,
      commandId,
      ...(tab === undefined ? {} : { tab }),
      input: ['invitation:accept', request],
      command: () => ({
        name: 'invitation:accept',
        input: request,
        facts: {
          invitation: door?.session === session ? door.participant : null,
          participant: tokens.participantId(session, actor),
        },
      }),
    });
    return state;
  }

  /** @throws SessionError with the code of the refusal, `not-found` where there is none of that id */
  async revoke(
    actor: Actor,
    request: RequestOutput<'invitation:revoke'>,
    tab?: string,
  ): Promise<SessionState> {
    const { state } = await this.#options.sessions.execute({
      session: request.session,
      actor,
      commandId: request.commandId,
      ...(tab === undefined ? {} : { tab }),
      input: ['invitation:revoke', request],
      command: () => ({ name: 'invitation:revoke', input: request, facts: {} }),
    });
    return state;
  }

  #view(state: SessionState, id: ParticipantId): InvitationView {
    const invitation = findInvitation(state, id);
    if (invitation === null) throw new SessionError('not-found');
    const { role, name, by, at, expiresAt, acceptedBy } = invitation;
    const { doors, now } = this.#options;
    const status = invitationStatus(state, invitation, now());
    const link = role === 'agent' ? doors.deskLinkOf(state, id) : doors.linkOf(state.id, id);
    return {
      ...{ id, role, name, by: nameOf(by), at, expiresAt, status, link },
      acceptedBy: acceptedBy?.name ?? null,
    };
  }
}
