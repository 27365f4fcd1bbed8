import { createTransport } from 'nodemailer';

/** Whom an e-mail comes from or goes to. */
export interface Mailbox {
  /** May be empty. */
  readonly name: string;
  readonly address: string;
}

/** One e-mail, ready to be sent: what is in it is nobody's business here. */
export interface Mail {
  /** The same at every attempt, so that a mail program that gets it twice shows it once. */
  readonly messageId: string;
  readonly to: Mailbox;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** An entry for the calendar; null for none. */
  readonly calendar: { readonly method: 'REQUEST' | 'CANCEL'; readonly content: string } | null;
}

/** Why an e-mail was not taken. */
export class MailRefusal extends Error {
  /** `mail`: this one will never be taken; `server`: no other would be taken now either; `later`: this one, perhaps. */
  readonly why: 'mail' | 'server' | 'later';

  constructor(why: MailRefusal['why'], cause: unknown) {
    const said = cause instanceof Error ? cause.message : 'unknown cause';
    super(said.replaceAll(/\s+/g, ' ').slice(0, 300), { cause });
    this.why = why;
  }
}

/** What carries e-mails; behind it stands the one library that speaks SMTP. */
export interface Mailer {
  readonly from: Mailbox;
  /** Resolves once the server has taken it. @throws MailRefusal */
  send(mail: Mail): Promise<void>;
  /** Rejects where the server cannot be reached or does not let us in. @throws MailRefusal */
  probe(): Promise<void>;
  close(): void;
}

/** A silent server must not keep others waiting for ever, nor a stop. In milliseconds. */
const CONNECT_MS = 10_000;
const SILENCE_MS = 20_000;

/** Sends by SMTP, each mail over a connection of its own: one that has been idle may be dead without saying so. */
export class SmtpMailer implements Mailer {
  readonly from: Mailbox;
  readonly #transport: ReturnType<typeof openTransport>;

  constructor(options: { readonly url: string; readonly from: Mailbox }) {
    this.from = options.from;
    this.#transport = openTransport(options.url);
  }

  async send({ messageId, to, subject, text, html, calendar }: Mail): Promise<void> {
    try {
      await this.#transport.sendMail({
        messageId,
        from: oneLine(this.from),
        to: [oneLine(to)],
        subject: withoutBreaks(subject),
        text,
        html,
        headers: { 'Auto-Submitted': 'auto-generated' },
        ...(calendar === null ? {} : { icalEvent: { ...calendar, filename: 'video-session.ics' } }),
      });
    } catch (error) {
      throw new MailRefusal(whyRefused(error), error);
    }
  }

  async probe(): Promise<void> {
    try {
      await this.#transport.verify();
    } catch (error) {
      throw new MailRefusal('server', error);
    }
  }

  close(): void {
    this.#transport.close();
  }
}

function openTransport(url: string) {
  return createTransport({
    url,
    connectionTimeout: CONNECT_MS,
    greetingTimeout: CONNECT_MS,
    socketTimeout: SILENCE_MS,
    // What is sent is text that people wrote: nothing in it may name a file or an address to be read.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
}

/** The last guard against headers that somebody writes into a name; addresses are checked when they come in. */
function oneLine({ name, address }: Mailbox): Mailbox {
  return { name: withoutBreaks(name), address: withoutBreaks(address) };
}

function withoutBreaks(text: string): string {
  return text.replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim();
}

/** 5xx to the recipient or the text is for good (RFC 5321, 4.2.1); a log-in that is refused is the server's set-up. */
function whyRefused(error: unknown): MailRefusal['why'] {
  // The library adds these to its errors.
  const { responseCode, code } = error as {
    readonly responseCode?: number;
    readonly code?: string;
  };
  if (code === 'EENVELOPE' || code === 'EMESSAGE')
    return responseCode === undefined || responseCode >= 500 ? 'mail' : 'later';
  return 'server';
}
