import { isIP } from 'node:net';
import { resolve } from 'node:path';
import { MailAddress, SessionError } from '@fernblick/protocol';
import * as v from 'valibot';
import { keepRows, type Keep } from './keep-config.ts';
import type { Limits } from './limits.ts';

/** What an administrator can decide; made by `readConfig`, checked there and trusted everywhere else. */
export interface Config {
  readonly port: number;
  readonly host: string;
  readonly dataDir: string;
  /** Address under which browsers reach this server; without a trailing slash. */
  readonly publicUrl: string;
  /** Origins of pages that may connect, besides the server's own. */
  readonly allowedOrigins: readonly string[];
  readonly turnUrls: readonly string[];
  /** Secrets given by the administrator; those left out are made at first start, see `loadSecrets`. */
  readonly apiKey: string | null;
  readonly tokenSecret: string | null;
  readonly turnSecret: string | null;
  readonly sdkDir: string | null;
  readonly logLevel: LogLevel;
  /** How many reverse proxies stand before this server and may be believed about a caller's address. */
  readonly trustProxy: number;
  readonly webhookAllowPrivate: boolean;
  /** Null where no e-mail is sent. */
  readonly mail: MailConfig | null;
  /** Where e-mails lead customers; null for the server's own page. */
  readonly customerUrl: string | null;
  /** Where agents open a session; null where invitations are for customers alone. */
  readonly agentUrl: string | null;
  readonly keep: Keep;
  readonly limits: Limits;
}

/** How e-mails are sent. */
export interface MailConfig {
  /** With user name and password: never to be logged. */
  readonly smtpUrl: string;
  readonly from: { readonly name: string; readonly address: string };
  /** Of those whose language nobody knows. */
  readonly lang: MailLanguage;
}

/** The languages in which e-mails are written. */
export const mailLanguages = ['en', 'de', 'it', 'ro'] as const;
export type MailLanguage = (typeof mailLanguages)[number];

const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
/** How much the server says about what it does. */
export type LogLevel = (typeof logLevels)[number];

/** One environment variable, as the README shows it. */
export interface ConfigVariable {
  readonly name: string;
  readonly what: string;
  /** What holds when it is not set. */
  readonly default: string;
  /** What a value must look like, as it ends the sentence "NAME must be …". */
  readonly form: string;
}

/** One variable and how it is read. */
export interface Row<T> extends ConfigVariable {
  /** Undefined stands for "not of this form". */
  readonly read: (text: string) => T | undefined;
  /** Null where there is no default value, only a behaviour. */
  readonly fallback: T;
  readonly secret?: true;
}

function number(
  name: string,
  what: string,
  fallback: number,
  min: number,
  max: number,
): Row<number> {
  return {
    name,
    what,
    default: String(fallback),
    form: `a whole number from ${min} to ${max}`,
    fallback,
    read: (text) => {
      const value = /^\d{1,9}$/.test(text) ? Number(text) : NaN;
      return value >= min && value <= max ? value : undefined;
    },
  };
}

function secret(name: string, what: string, min: number): Row<string | null> {
  return {
    name,
    what,
    default: 'made at first start, kept in DATA_DIR',
    form: `${min} to 512 printable characters without spaces`,
    fallback: null,
    secret: true,
    read: (text) => (text.length >= min && /^[\x21-\x7E]{1,512}$/.test(text) ? text : undefined),
  };
}

/** Splits at commas; undefined as soon as one item is not of the form. */
function list(text: string, read: (item: string) => string | undefined): string[] | undefined {
  const items = text.split(',').map((item) => read(item.trim()));
  return items.some((item) => item === undefined) ? undefined : (items as string[]);
}

/** An http or https URL that is nothing but an origin. */
function readOrigin(text: string): string | undefined {
  if (!URL.canParse(text)) return undefined;
  const url = new URL(text);
  const plain = url.pathname === '/' && url.search === '' && url.hash === '' && url.username === '';
  return plain && /^https?:$/.test(url.protocol) && !text.includes('*') ? url.origin : undefined;
}

/** An address of RFC 7064 or 7065 that a browser takes: it throws over an impossible port or address. */
function readTurnUrl(text: string): string | undefined {
  const [, authority, port] =
    /^(?:stun|turns?):((?:\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9.-]+)(?::(\d{1,5}))?)(?:\?transport=(?:udp|tcp))?$/.exec(
      text,
    ) ?? [];
  if (authority === undefined || Number(port ?? 1) === 0) return undefined;
  return URL.canParse(`http://${authority}`) ? text : undefined;
}

/** An address of an SMTP server, with what the library behind takes as options after a question mark. */
function readSmtpUrl(text: string): string | undefined {
  const url = URL.parse(text);
  if (url === null || !/^smtps?:$/.test(url.protocol) || url.hostname === '') return undefined;
  const isPlain = (url.pathname === '' || url.pathname === '/') && url.hash === '';
  return isPlain && /^[\x21-\x7E]{1,1024}$/.test(text) ? text : undefined;
}

/** `Help desk <help@example.org>`, or the address alone. */
function readMailbox(text: string): MailConfig['from'] | undefined {
  const [, name = '', address = text] = /^"?([^\p{C}<>"]{0,100}?)"? *<([^<>]+)>$/u.exec(text) ?? [];
  return v.is(MailAddress, address) ? { name: name.trim(), address } : undefined;
}

/** An address of a page of the host's with places for what it is about. */
function readPageUrl(text: string): string | undefined {
  const filled = text.replaceAll(/\{(?:ticket|session)\}/g, 'x');
  const isUrl = /^https?:/.test(text) && URL.canParse(filled) && !/[{}]/.test(filled);
  return isUrl && /^[\x21-\x7E]{1,1024}$/.test(text) ? text : undefined;
}

const path = (name: string, what: string, fallback: string | null, shown: string) => ({
  name,
  what,
  default: shown,
  form: 'a path without control characters',
  fallback: fallback === null ? null : resolve(fallback),
  // eslint-disable-next-line no-control-regex -- this is the check for control characters
  read: (text: string) => (/^[^\u0000-\u001F]{1,1024}$/.test(text) ? resolve(text) : undefined),
});

const rows = {
  port: number('PORT', 'Port to listen on; 0 takes any free one.', 8080, 0, 65_535),
  host: {
    name: 'HOST',
    what: 'Address to listen on; `0.0.0.0` for all.',
    default: '127.0.0.1',
    form: 'an IP address or a host name',
    fallback: '127.0.0.1',
    // What an address must be able to hold: 999.1.1.1 looks like a host name and is none.
    read: (text) =>
      isIP(text) !== 0 || (/^[A-Za-z0-9._-]{1,253}$/.test(text) && URL.canParse(`http://${text}`))
        ? text
        : undefined,
  } satisfies Row<string>,
  dataDir: path(
    'DATA_DIR',
    'Folder for the journal and the secrets; each server needs its own.',
    '.fernblick',
    '.fernblick',
  ) as Row<string>,
  publicUrl: {
    name: 'PUBLIC_URL',
    what: 'Address under which browsers reach the server.',
    default: 'http://HOST:PORT',
    form: 'an http or https address without path, such as https://support.example',
    fallback: null,
    read: readOrigin,
  } as Row<string | null>,
  allowedOrigins: {
    name: 'ALLOWED_ORIGINS',
    what: 'Origins of the pages that may connect from elsewhere, separated by commas.',
    default: 'the server’s own origin alone',
    form: 'origins separated by commas, such as https://desk.example,https://help.example',
    fallback: [],
    read: (text) => list(text, readOrigin),
  } as Row<readonly string[]>,
  turnUrls: {
    name: 'TURN_URLS',
    what: 'STUN and TURN servers that browsers may use, separated by commas.',
    default: 'none (direct connections only)',
    form: 'stun:, turn: or turns: addresses separated by commas, such as turn:turn.example:3478?transport=udp',
    fallback: [],
    read: (text) => list(text, readTurnUrl),
  } as Row<readonly string[]>,
  apiKey: secret('API_KEY', 'Bearer key of the host API.', 32),
  tokenSecret: secret('TOKEN_SECRET', 'Key that tokens are signed with.', 32),
  turnSecret: secret('TURN_SECRET', 'Secret shared with the TURN servers (`use-auth-secret`).', 16),
  sdkDir: path(
    'SDK_DIR',
    'Folder with the built SDK, served under /sdk.',
    null,
    'the installed @fernblick/elements',
  ) as Row<string | null>,
  logLevel: {
    name: 'LOG_LEVEL',
    what: 'How much is logged.',
    default: 'info',
    form: `one of ${logLevels.join(', ')}`,
    fallback: 'info',
    read: (text) => logLevels.find((level) => level === text),
  } as Row<LogLevel>,
  trustProxy: number(
    'TRUST_PROXY',
    'Number of reverse proxies whose X-Forwarded-For is believed.',
    0,
    0,
    10,
  ),
  webhookAllowPrivate: {
    name: 'WEBHOOK_ALLOW_PRIVATE',
    what: 'Whether webhooks may go to private and loopback addresses.',
    default: '0',
    form: '0 or 1',
    fallback: false,
    read: (text) => (text === '1' ? true : text === '0' ? false : undefined),
  } as Row<boolean>,
  smtpUrl: {
    name: 'SMTP_URL',
    what: 'E-mail server; without one no e-mail is sent.',
    default: 'none',
    form: 'an smtp or smtps address, such as smtp://user:password@mail.example:587',
    fallback: null,
    secret: true,
    read: readSmtpUrl,
  } as Row<string | null>,
  mailFrom: {
    name: 'MAIL_FROM',
    what: 'From whom e-mails come; needed with SMTP_URL.',
    default: 'none',
    form: 'an e-mail address, with a name or without, such as Help desk <help@example.org>',
    fallback: null,
    read: readMailbox,
  } as Row<MailConfig['from'] | null>,
  mailLang: {
    name: 'MAIL_LANG',
    what: 'Language of e-mails to people whose language is not known.',
    default: 'en',
    form: `one of ${mailLanguages.join(', ')}`,
    fallback: 'en',
    read: (text) => mailLanguages.find((lang) => lang === text),
  } as Row<MailLanguage>,
  customerUrl: {
    name: 'CUSTOMER_URL',
    what: 'Page of yours to which e-mails lead customers; `{ticket}` and `{session}` stand for their ids.',
    default: 'the server’s own page, /join/',
    form: 'an http or https address, such as https://help.example/tickets/{ticket}',
    fallback: null,
    read: readPageUrl,
  } as Row<string | null>,
  agentUrl: {
    name: 'AGENT_URL',
    what: 'Page of your desk on which agents open a session, so that colleagues can be invited by a link; `{session}` and `{ticket}` (empty where there is none) stand for their ids.',
    default: 'none (only customers are invited by a link)',
    form: 'an http or https address without #, such as https://desk.example/session/{session}',
    fallback: null,
    // What stands behind the # is the link's.
    read: (text) => (text.includes('#') ? undefined : readPageUrl(text)),
  } as Row<string | null>,
  ...keepRows,
  messagesPerSecond: number(
    'MESSAGES_PER_SECOND',
    'Messages a second that one socket may send.',
    30,
    1,
    10_000,
  ),
  messageBurst: number(
    'MESSAGE_BURST',
    'Messages that one socket may send at once.',
    60,
    1,
    100_000,
  ),
  unauthenticatedSocketsPerAddress: number(
    'UNAUTHENTICATED_SOCKETS_PER_ADDRESS',
    'Sockets of one address that have not shown a token yet; raise it for desks behind one address.',
    20,
    1,
    100_000,
  ),
  socketsPerPerson: number(
    'SOCKETS_PER_PERSON',
    'Open pages of one person (token subject).',
    20,
    1,
    100_000,
  ),
  failedLoginsPerMinute: number(
    'FAILED_LOGINS_PER_MINUTE',
    'Refused tokens or API keys a minute and address before the address has to wait.',
    5,
    1,
    100_000,
  ),
  numberTries: number(
    'NUMBER_TRIES',
    'Wrong session numbers per address and per person before they have to wait.',
    10,
    1,
    1_000,
  ),
  numberWaitS: number(
    'NUMBER_WAIT_S',
    'Seconds that wrong session numbers are remembered.',
    600,
    1,
    86_400,
  ),
  numberLifetimeMin: number(
    'NUMBER_LIFETIME_MIN',
    'Minutes that a session number can be used.',
    15,
    1,
    1_440,
  ),
  apiRequestsPerSecond: number(
    'API_REQUESTS_PER_SECOND',
    'Requests a second that one address may send to the host API.',
    100,
    1,
    100_000,
  ),
  interruptAfterS: number(
    'INTERRUPT_AFTER_S',
    'Seconds after which a lost participant counts as gone.',
    120,
    1,
    3_600,
  ),
  noShowAfterH: number(
    'NO_SHOW_AFTER_H',
    'Hours after which a session that not both sides came to ends as a no-show: from the agreed time, or, without one, from a week after anything was done with it last.',
    24,
    1,
    8_784,
  ),
  cachedSessions: number(
    'CACHED_SESSIONS',
    'Sessions kept in memory; others are read from the journal when needed.',
    2_000,
    1,
    1_000_000,
  ),
} as const;

/** Every variable the server reads, in the order of the README. */
export const configVariables: readonly ConfigVariable[] = Object.values(rows).map(
  ({ name, what, default: shown, form }) => ({ name, what, default: shown, form }),
);

// Named in the contract and not read yet: silently ignoring them would lose somebody's data.
const notYet = /^(DATABASE_URL|REDIS_URL|S3_[A-Z0-9_]+)$/;

/** The environment, as `process.env` gives it. */
export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads and checks the configuration. An empty value counts as not set.
 * @throws SessionError `invalid-configuration`, naming the variable and what it must be
 */
export function readConfig(env: Environment = process.env): Config {
  for (const name of Object.keys(env))
    if (notYet.test(name) && env[name] !== '')
      throw invalid(`${name} is set, but this release does not use it; remove it.`);

  const read = <T>(row: Row<T>): T => {
    const text = env[row.name]?.trim();
    if (text === undefined || text === '') return row.fallback;
    const value = row.read(text);
    if (value !== undefined) return value;
    const shown = row.secret ? '' : `, not "${text.slice(0, 80)}"`;
    throw invalid(`${row.name} must be ${row.form}${shown}.`);
  };

  const [smtpUrl, from, lang] = [read(rows.smtpUrl), read(rows.mailFrom), read(rows.mailLang)];
  if (smtpUrl !== null && from === null)
    throw invalid(`MAIL_FROM must be set where SMTP_URL is: ${rows.mailFrom.form}.`);
  const port = read(rows.port);
  const host = read(rows.host);
  const messagesPerSecond = read(rows.messagesPerSecond);
  const apiRequestsPerSecond = read(rows.apiRequestsPerSecond);
  return {
    port,
    host,
    dataDir: read(rows.dataDir),
    publicUrl: read(rows.publicUrl) ?? `http://${host.includes(':') ? `[${host}]` : host}:${port}`,
    allowedOrigins: read(rows.allowedOrigins),
    turnUrls: read(rows.turnUrls),
    apiKey: read(rows.apiKey),
    tokenSecret: read(rows.tokenSecret),
    turnSecret: read(rows.turnSecret),
    sdkDir: read(rows.sdkDir),
    logLevel: read(rows.logLevel),
    trustProxy: read(rows.trustProxy),
    webhookAllowPrivate: read(rows.webhookAllowPrivate),
    mail: smtpUrl === null || from === null ? null : { smtpUrl, from, lang },
    customerUrl: read(rows.customerUrl),
    agentUrl: read(rows.agentUrl),
    keep: {
      sessionsMs: read(rows.sessionsMs),
      chatMs: read(rows.chatMs),
      notesMs: read(rows.notesMs),
      drawingsMs: read(rows.drawingsMs),
      picturesMs: read(rows.picturesMs),
      recordingsMs: read(rows.recordingsMs),
      activityMs: read(rows.activityMs),
      contactsMs: read(rows.contactsMs),
      mailsMs: read(rows.mailsMs),
      deliveriesMs: read(rows.deliveriesMs),
    },
    limits: {
      messagesPerSecond,
      messageBurst: read(rows.messageBurst),
      unauthenticatedSocketsPerAddress: read(rows.unauthenticatedSocketsPerAddress),
      socketsPerPerson: read(rows.socketsPerPerson),
      failedLoginsPerMinute: read(rows.failedLoginsPerMinute),
      numberTries: read(rows.numberTries),
      numberWaitMs: read(rows.numberWaitS) * 1_000,
      numberLifetimeMs: read(rows.numberLifetimeMin) * 60_000,
      apiRequestsPerSecond,
      // Twice the rate, so that a page that opens with a handful of calls is never slowed down.
      apiBurst: apiRequestsPerSecond * 2,
      interruptAfterMs: read(rows.interruptAfterS) * 1_000,
      noShowAfterMs: read(rows.noShowAfterH) * 3_600_000,
      cachedSessions: read(rows.cachedSessions),
    },
  };
}

function invalid(detail: string): SessionError {
  return new SessionError('invalid-configuration', { detail });
}
