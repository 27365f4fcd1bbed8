import type { Logger } from 'pino';
import { join } from 'node:path';
import { Origins } from './callers.ts';
import type { Config } from './config.ts';
import { hostSession, type HostSession } from './http/host-session.ts';
import { WebhookBook } from './http/webhook-book.ts';
import { WebhookCourier } from './http/webhook-courier.ts';
import { ChatFeed } from './chat-feed.ts';
import { ContactExport } from './contact-export.ts';
import { ContactBook } from './contact-book.ts';
import { DeskBook } from './desk-book.ts';
import { DispositionBook } from './disposition-book.ts';
import { DoorEntry } from './door-entry.ts';
import { ErasureBook } from './erasure-book.ts';
import { Doors } from './doors.ts';
import type { BlobStore } from './files/blob-store.ts';
import { FolderBlobStore } from './files/folder-blob-store.ts';
import { Pictures } from './files/pictures.ts';
import { Uploads } from './files/uploads.ts';
import { InkFeed } from './ink-feed.ts';
import { InvitationBook } from './invitation-book.ts';
import type { JournalStore, Revocation } from './journal/journal-store.ts';
import { FailureLimit, RateLimit } from './limits.ts';
import { MailCourier } from './mail/mail-courier.ts';
import { MailWriter } from './mail/mail-writer.ts';
import { SmtpMailer } from './mail/mailer.ts';
import { Metrics } from './metrics.ts';
import { NoteFeed } from './note-feed.ts';
import { NumberEntry } from './number-entry.ts';
import { ChunkStore } from './recordings/chunk-store.ts';
import { Finaliser } from './recordings/finaliser.ts';
import { loadRecordingKey, type RecordingKeyPair } from './recordings/recording-key.ts';
import { LostRecorders } from './recordings/lost-recorders.ts';
import { Recordings } from './recordings/recordings.ts';
import { ResponseBook } from './response-book.ts';
import { Retention } from './retention.ts';
import { Revocations } from './revocations.ts';
import type { Secrets } from './secrets.ts';
import { SessionCreation } from './session-creation.ts';
import { Sessions } from './sessions.ts';
import { SettingsBook } from './settings-book.ts';
import { StopFile } from './stop-file.ts';
import { Audience } from './signalling/audience.ts';
import { CallQueue } from './signalling/call-queue.ts';
import { ContactReaders } from './signalling/contact-readers.ts';
import type { Connection } from './signalling/connection.ts';
import { Dispatcher } from './signalling/dispatcher.ts';
import { Gate } from './signalling/gate.ts';
import { createHandlers, MAX_LISTED } from './signalling/handlers.ts';
import { Presence } from './signalling/presence.ts';
import { Tokens } from './tokens.ts';
import { turnCredentials } from './turn.ts';
import type { Actor, Allowed, SessionState, Place } from '@fernblick/session';

// Whoever calls, hangs up and calls again is in need; a hundred times in a row it is something else.
const DIALS_PER_SECOND = 0.2;
const DIAL_BURST = 10;

/** What the switchboard is made from. */
export interface SwitchboardOptions {
  readonly config: Config;
  readonly secrets: Secrets;
  readonly store: JournalStore;
  readonly log: Logger;
  readonly now: () => number;
  /** Holds every reply against its row; for tests and development. */
  readonly checkReplies: boolean;
}

/** The server without its wires: whatever brings messages here, HTTP or sockets, finds what it needs in it. */
export class Switchboard {
  readonly config: Config;
  readonly secrets: Secrets;
  readonly store: JournalStore;
  readonly log: Logger;
  readonly now: () => number;
  /** Every page that is connected and has shown a token. */
  readonly pages = new Set<Connection>();
  readonly audience: Audience;
  readonly origins: Origins;
  readonly tokens: Tokens;
  readonly revocations: Revocations;
  readonly settings: SettingsBook;
  readonly metrics: Metrics;
  readonly book: WebhookBook;
  readonly courier: WebhookCourier;
  readonly doors: Doors;
  /** Null where no e-mail is sent. */
  readonly mailCourier: MailCourier | null;
  readonly sessions: Sessions;
  readonly creation: SessionCreation;
  readonly presence: Presence;
  readonly calls: CallQueue;
  readonly chat: ChatFeed;
  readonly notes: NoteFeed;
  readonly dispositions: DispositionBook;
  readonly contacts: ContactBook;
  readonly contactReaders: ContactReaders;
  readonly contactExport: ContactExport;
  readonly erasures: ErasureBook;
  readonly retention: Retention;
  readonly lists: DeskBook;
  readonly numbers: NumberEntry;
  readonly invitations: InvitationBook;
  readonly entry: DoorEntry;
  readonly responses: ResponseBook;
  readonly blobs: BlobStore;
  readonly uploads: Uploads;
  readonly pictures: Pictures;
  readonly recordings: Recordings;
  readonly finaliser: Finaliser;
  readonly lostRecorders: LostRecorders;
  readonly recordingKey: RecordingKeyPair;
  readonly gate: Gate;
  readonly dispatcher: Dispatcher;

  constructor(options: SwitchboardOptions) {
    const { config, secrets, store, log, now } = options;
    const { limits } = config;
    this.config = config;
    this.secrets = secrets;
    this.store = store;
    this.log = log;
    this.now = now;
    this.origins = new Origins(config.publicUrl, config.allowedOrigins);
    this.tokens = new Tokens(secrets.tokenSecret, now);
    this.revocations = new Revocations(store, now);
    this.settings = new SettingsBook({ store, now, changed: () => this.#rightsChanged() });
    const allowed = (actor: Actor, session: Place | null): Allowed =>
      this.settings.allowed(actor, session);
    this.audience = new Audience(allowed);
    this.metrics = new Metrics({
      sockets: () => this.pages.size,
      sessions: () => store.countByPhase(),
    });
    this.book = new WebhookBook({
      store,
      tokens: this.tokens,
      now,
      describe: (state) => this.describe(state),
    });
    this.courier = new WebhookCourier({
      deliveries: store.deliveries,
      book: this.book,
      log,
      metrics: this.metrics,
      now,
      allowPrivate: config.webhookAllowPrivate,
    });
    this.doors = new Doors(this.tokens, config);
    this.mailCourier = this.#createMailCourier(allowed);
    this.sessions = new Sessions({
      store,
      now,
      cacheSize: limits.cachedSessions,
      allowed,
      outbox: (change) => this.book.messagesFor(change),
      mails: (change) => this.mailCourier?.ordersFor(change) ?? [],
      onChange: (change) => {
        this.audience.publish(change);
        this.calls.changed(change);
        this.pictures.changed(change);
        this.recordings.changed(change);
        this.finaliser.changed(change);
        this.lostRecorders.changed(change);
        this.courier.kick();
        this.mailCourier?.kick();
      },
      onHeld: (cause) =>
        log.error({ err: cause }, 'a recording is stopped; the journal cannot be told yet'),
      onUnusableStop: (cause) =>
        log.error({ err: cause }, 'a stop of a recording that was kept cannot be carried out'),
      stopFile: new StopFile(join(config.dataDir, 'stops'), (cause) =>
        log.warn({ err: cause }, 'a stop of a recording would not outlast this server'),
      ),
    });
    this.creation = new SessionCreation({
      sessions: this.sessions,
      store,
      tokens: this.tokens,
      now,
      numberLifetimeMs: limits.numberLifetimeMs,
      page: this.doors.page,
    });
    this.presence = new Presence({
      audience: this.audience,
      sessions: this.sessions,
      log,
      now,
      interruptAfterMs: limits.interruptAfterMs,
    });
    this.calls = new CallQueue({
      sessions: this.sessions,
      audience: this.audience,
      allowed,
      log,
      now,
    });
    this.chat = new ChatFeed({ sessions: this.sessions, store, now, allowed });
    this.notes = new NoteFeed({ sessions: this.sessions, store, now, allowed });
    this.contactReaders = new ContactReaders(this.sessions);
    this.contacts = new ContactBook({
      ...{ store, sessions: this.sessions, now, allowed },
      outbox: (state, change) => this.book.contactMessages(state, change),
      told: () => this.courier.kick(),
      changed: (subject, stored) => this.contactReaders.tell(subject, stored),
    });
    this.lists = new DeskBook({ store, sessions: this.sessions, allowed });
    this.dispositions = new DispositionBook({
      store,
      now,
      changed: () => this.#tellDispositions(),
    });
    this.responses = new ResponseBook({ store, now });
    this.blobs = new FolderBlobStore(join(config.dataDir, 'files', 'pictures'));
    this.uploads = new Uploads({
      folder: join(config.dataDir, 'files', 'uploads'),
      sessions: this.sessions,
      allowed,
      now,
    });
    this.pictures = new Pictures({
      sessions: this.sessions,
      uploads: this.uploads,
      blobs: this.blobs,
      tokens: this.tokens,
      log,
      now,
      keepMs: config.keep.picturesMs,
    });
    this.recordingKey = loadRecordingKey(config.dataDir);
    const chunks = new ChunkStore(join(config.dataDir, 'files', 'recordings'));
    this.finaliser = new Finaliser({
      sessions: this.sessions,
      journal: store,
      store: chunks,
      keyPair: this.recordingKey,
      log,
      now,
    });
    this.lostRecorders = new LostRecorders({
      ...{ sessions: this.sessions, audience: this.audience, log, now },
    });
    this.recordings = new Recordings({
      sessions: this.sessions,
      store: chunks,
      audience: this.audience,
      finaliser: this.finaliser,
      lostRecorders: this.lostRecorders,
      keepMs: config.keep.recordingsMs,
      log,
      now,
    });
    const describe = (state: SessionState): HostSession => this.describe(state);
    const { sessions, contacts, pictures, recordings, audience } = this;
    this.contactExport = new ContactExport({ store, sessions, describe, now });
    this.erasures = new ErasureBook({
      ...{ store, sessions, contacts, pictures, recordings, audience, describe, log, now },
      told: () => this.courier.kick(),
    });
    const { keep } = config;
    this.retention = new Retention({
      keep,
      store,
      sessions,
      pictures,
      recordings,
      audience,
      log,
      now,
    });
    this.numbers = new NumberEntry({
      sessions: this.sessions,
      store,
      tokens: this.tokens,
      now,
      allowed,
      wrongNumbers: new FailureLimit(limits.numberTries, limits.numberWaitMs, now),
    });
    this.invitations = new InvitationBook({
      sessions: this.sessions,
      store,
      tokens: this.tokens,
      doors: this.doors,
      courier: this.mailCourier,
      now,
    });
    this.entry = new DoorEntry({
      sessions: this.sessions,
      doors: this.doors,
      numbers: this.numbers,
      audience: this.audience,
      now,
      allowed,
    });
    this.gate = new Gate(this);
    this.dispatcher = new Dispatcher({
      handlers: createHandlers({
        sessions: this.sessions,
        store,
        audience: this.audience,
        presence: this.presence,
        tokens: this.tokens,
        now,
        creation: this.creation,
        ink: new InkFeed({ sessions: this.sessions, store, now, allowed }),
        chat: this.chat,
        notes: this.notes,
        dispositions: this.dispositions,
        contacts: this.contacts,
        contactReaders: this.contactReaders,
        lists: this.lists,
        allowed,
        calls: this.calls,
        dialLimit: new RateLimit(DIALS_PER_SECOND, DIAL_BURST, now),
        numbers: this.numbers,
        invitations: this.invitations,
        responses: this.responses,
        pictures: this.pictures,
        turn: (participant) => {
          const turn = { urls: config.turnUrls, secret: secrets.turnSecret };
          return turnCredentials(turn, participant, now());
        },
        verify: (token, connection) => this.gate.verify(token, connection.address),
      }),
      log,
      metrics: this.metrics,
      now,
      checkReplies: options.checkReplies,
      pseudonym: ({ holder }) => this.tokens.pseudonym(holder.actor),
    });
  }

  /** Reads back what was decided before this process began. */
  async load(): Promise<void> {
    await this.revocations.load();
    await this.book.load();
    await this.settings.load();
    await this.responses.load();
    await this.dispositions.load();
  }

  /** A session as the host sees it. */
  describe(state: SessionState): HostSession {
    return hostSession(state, this.audience.connections(state.id));
  }

  #createMailCourier(allowed: (actor: Actor, session: Place | null) => Allowed) {
    const { config, store, log, metrics, now, doors } = this;
    if (config.mail === null) return null;
    const { smtpUrl, from, lang } = config.mail;
    return new MailCourier({
      store,
      sessions: () => this.sessions,
      mailer: new SmtpMailer({ url: smtpUrl, from }),
      writer: new MailWriter({ config, from, doors }),
      lang,
      log,
      metrics,
      now,
      allowed,
    });
  }

  /** Agents' pages that ask for an outcome ask the right one; customers do not learn that there are any. */
  #tellDispositions(): void {
    for (const page of this.pages)
      if (page.holder.actor.role === 'agent') page.notify('dispositions:changed', {});
  }

  #rightsChanged(): void {
    this.#tellDispositions();
    this.#tellRights().catch((error: unknown) => {
      // The rules have the new rights already; pages learn of them with the next view.
      this.log.error({ err: error }, 'not every page could be told of its rights');
    });
  }

  /** Tells every page what its person may do now, outside of sessions and in each one that it shows. */
  async #tellRights(): Promise<void> {
    for (const page of this.pages) {
      const { functions } = this.settings.allowed(page.holder.actor, null);
      page.notify('functions:changed', { functions: [...functions] });
    }
    const shown = new Set(this.audience.heard);
    for (const ticket of this.audience.listenedTickets)
      for (const id of await this.store.sessionsOfTicket(ticket, MAX_LISTED)) shown.add(id);
    for (const session of shown) {
      const state = await this.sessions.state(session);
      if (state !== null) this.audience.publishPresence(state);
    }
  }

  /** Calls tokens back, and cuts the pages that showed them. */
  async revoke(kind: Revocation['kind'], value: string): Promise<void> {
    await this.revocations.revoke(kind, value);
    for (const page of this.pages) if (this.revocations.isRevoked(page.holder)) page.close();
  }
}
