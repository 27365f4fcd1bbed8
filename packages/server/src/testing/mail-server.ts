import type { AddressInfo } from 'node:net';
import type { TestContext } from 'node:test';
import { simpleParser, type ParsedMail } from 'mailparser';
import { SMTPServer, type SMTPServerSession } from 'smtp-server';

/** An e-mail as it arrived. */
export interface ReceivedMail {
  readonly from: string;
  readonly to: readonly string[];
  readonly raw: string;
  readonly parsed: ParsedMail;
}

/** A real SMTP server on loopback that keeps what it receives; closed after the test. */
export class MailServer {
  readonly mails: ReceivedMail[] = [];
  /** Addresses that it does not know. */
  readonly unknown = new Set<string>();
  /** Called with each mail before it is acknowledged. */
  onMail: (mail: ReceivedMail) => void = () => undefined;
  #server: SMTPServer | null = null;
  #port = 0;
  #heard = (): void => undefined;

  static async start(t: TestContext): Promise<MailServer> {
    const server = new MailServer();
    await server.up();
    t.after(() => server.down());
    return server;
  }

  get url(): string {
    return `smtp://127.0.0.1:${this.#port}`;
  }

  /** What a Fernblick server needs to send here. */
  get env(): { readonly SMTP_URL: string; readonly MAIL_FROM: string } {
    return { SMTP_URL: this.url, MAIL_FROM: 'Help desk <help@desk.example>' };
  }

  /** Takes mails, at the same port as before. */
  async up(): Promise<void> {
    const server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS', 'AUTH'],
      logger: false,
      onRcptTo: ({ address }, _session, done) =>
        this.unknown.has(address)
          ? done(Object.assign(new Error(`No such user here: <${address}>`), { responseCode: 550 }))
          : done(),
      onData: (stream, session, done) => {
        const chunks: Buffer[] = [];
        stream.on('data', (chunk: Buffer) => chunks.push(chunk));
        stream.on('end', () => {
          void this.#take(Buffer.concat(chunks), session.envelope, done);
        });
      },
    });
    await new Promise<void>((resolve) => {
      server.listen(this.#port, '127.0.0.1', resolve);
    });
    this.#port = (server.server.address() as AddressInfo).port;
    this.#server = server;
  }

  /** Takes no mails any more. */
  async down(): Promise<void> {
    const server = this.#server;
    this.#server = null;
    if (server !== null) await new Promise<void>((resolve) => server.close(resolve));
  }

  /** Waits until so many have come. */
  async has(count: number): Promise<readonly ReceivedMail[]> {
    while (this.mails.length < count)
      await new Promise<void>((resolve) => {
        this.#heard = resolve;
      });
    return this.mails;
  }

  async #take(
    raw: Buffer,
    { mailFrom, rcptTo }: SMTPServerSession['envelope'],
    done: (error?: Error | null) => void,
  ): Promise<void> {
    const mail = {
      from: mailFrom === false ? '' : mailFrom.address,
      to: rcptTo.map(({ address }) => address),
      raw: raw.toString(),
      parsed: await simpleParser(raw),
    };
    this.onMail(mail);
    this.mails.push(mail);
    done();
    this.#heard();
  }
}

/** The calendar entry of a mail, unfolded; null where it has none. */
export function calendarOf({ parsed }: ReceivedMail): string | null {
  const file = parsed.attachments.find(({ contentType }) => /calendar|ics/.test(contentType));
  return file === undefined ? null : file.content.toString().replaceAll(/\r\n[ \t]/g, '');
}
