import {
  findInvitation,
  nameOf,
  ticketOf,
  type Invitation,
  type SessionState,
} from '@fernblick/session';
import type { Config, MailConfig, MailLanguage } from '../config.ts';
import type { Doors } from '../doors.ts';
import { fillPageUrl } from '../page-url.ts';
import { writeCalendar } from './calendar.ts';
import type { StoredMail } from './mail-store.ts';
import type { Mail, Mailbox } from './mailer.ts';
import { writeHtml, writeText, type MailBlock } from './page.ts';
import { mailWords } from './words/dictionary.ts';
import type { MailWords } from './words/en.ts';

/** What an e-mail is written from. */
export interface MailMatter {
  readonly mail: StoredMail;
  readonly state: SessionState;
  /** The name is empty where nobody has said it. */
  readonly to: Mailbox;
  readonly lang: MailLanguage;
  readonly at: number;
}

interface Draft {
  readonly subject: string;
  readonly blocks: readonly MailBlock[];
}

/** Writes e-mails: what is true of a session, in the reader's language and the reader's time. */
export class MailWriter {
  readonly #config: Pick<Config, 'publicUrl' | 'customerUrl'>;
  readonly #from: MailConfig['from'];
  readonly #doors: Doors;

  constructor(options: {
    readonly config: Pick<Config, 'publicUrl' | 'customerUrl'>;
    readonly from: MailConfig['from'];
    readonly doors: Doors;
  }) {
    this.#config = options.config;
    this.#from = options.from;
    this.#doors = options.doors;
  }

  write(matter: MailMatter): Mail {
    const { mail, to, lang } = matter;
    const words = mailWords[lang];
    const draft = this.#draft(matter, words);
    const blocks: readonly MailBlock[] = [
      text(to.name === '' ? words.helloAnybody : words.hello(to.name)),
      ...draft.blocks,
      small(whyYou(mail, words)),
    ];
    const { subject } = draft;
    return {
      messageId: this.#messageId(mail),
      to,
      subject,
      text: writeText(blocks),
      html: writeHtml(lang, subject, blocks),
      calendar: this.#calendar(matter, words),
    };
  }

  #draft(matter: MailMatter, words: MailWords): Draft {
    const { state } = matter;
    const { request } = state;
    const scheduledFor = request?.scheduledFor ?? null;
    const when = scheduledFor === null ? null : inWords(scheduledFor, matter);
    switch (matter.mail.kind) {
      case 'confirmed':
        return when === null
          ? { subject: words.ready.subject, blocks: this.#invite(words.ready.text, matter, words) }
          : {
              subject: words.confirmed.subject(when),
              blocks: this.#invite(words.confirmed.text(when), matter, words),
            };
      case 'reminder':
        return {
          subject: words.reminder.subject(when ?? ''),
          blocks: this.#invite(words.reminder.text(when ?? ''), matter, words),
        };
      case 'proposed':
        return this.#proposed(matter, words);
      case 'declined':
        return {
          subject: words.declined.subject,
          blocks: [
            text(words.declined.text),
            ...quote(words.wroteUs, request?.message ?? null),
            text(words.declined.next),
            ...this.#page(matter, words),
          ],
        };
      case 'cancelled':
        return this.#cancelled(matter, words, when);
      case 'rating':
        return {
          subject: words.rating.subject,
          blocks: [text(words.rating.text), this.#link(matter, words.rating.open)],
        };
      case 'invitation':
        return this.#invited(matter, words, when);
    }
  }

  /** Customers always to the server's own page: whoever is invited is not at the host's; colleagues to their desk. */
  #invited({ state, mail }: MailMatter, words: MailWords, when: string | null): Draft {
    const { invited, colleague } = words;
    const invitation = findInvitation(state, mail.participant);
    const by = this.#inviter(invitation);
    if (invitation?.role === 'agent')
      return {
        subject: colleague.subject(by),
        blocks: [
          text(colleague.text(by, ticketOf(state))),
          {
            is: 'link',
            text: colleague.open,
            href: this.#doors.deskLinkOf(state, mail.participant),
          },
          small(colleague.yours),
        ],
      };
    const isLater = when !== null && state.phase === 'confirmed';
    return {
      subject: invited.subject(by),
      blocks: [
        text(isLater ? invited.textLater(by, when) : invited.text(by)),
        { is: 'link', text: words.open, href: this.#doors.linkOf(state.id, mail.participant) },
        small(words.yours),
      ],
    };
  }

  /** Who invites; the name that mails come under where the host does it in nobody's name, null where there is none. */
  #inviter(invitation: Invitation | null): string | null {
    const name = invitation === null ? null : nameOf(invitation.by);
    return name ?? (this.#from.name === '' ? null : this.#from.name);
  }

  #proposed(matter: MailMatter, words: MailWords): Draft {
    const { proposed = null, preferred = [] } = matter.state.request ?? {};
    const { subject, ...said } = words.proposed;
    const by = proposed === null ? null : nameOf(proposed.by);
    const times = proposed?.times.filter((time) => time > matter.at) ?? [];
    return {
      subject,
      blocks: [
        text(preferred.length === 0 ? said.textAnyTime : said.text),
        { is: 'list', items: times.map((time) => inWords(time, matter)) },
        ...quote(by === null ? words.wroteUs : words.wrote(by), proposed?.message ?? null),
        text(times.length === 1 ? said.nextOne : said.next),
        this.#link(matter, words.toPage),
        ...this.#hint(words),
      ],
    };
  }

  #cancelled(matter: MailMatter, words: MailWords, when: string | null): Draft {
    const { cancelled, missed } = words;
    const { end, history, request } = matter.state;
    // Where the server has said so, perhaps no agent was there either.
    const isMissed = end?.reason === 'no-show' && history.at(-1)?.by != null;
    const said = when === null ? cancelled.textNoTime : cancelled.text(when);
    const headed = when === null ? cancelled.subjectNoTime : cancelled.subject(when);
    return {
      subject: isMissed ? missed.subject : headed,
      blocks: [
        text(isMissed ? missed.text : said),
        ...quote(words.wroteUs, request?.message ?? null),
        text(isMissed ? missed.next : cancelled.next),
        ...this.#page(matter, words),
      ],
    };
  }

  /** A sentence with the way into the session under it. */
  #invite(said: string, matter: MailMatter, words: MailWords): readonly MailBlock[] {
    return [text(said), this.#link(matter, words.open), ...this.#hint(words)];
  }

  /** Without a host's page the link itself lets in whoever has it. */
  #hint(words: MailWords): readonly MailBlock[] {
    return this.#config.customerUrl === null ? [small(words.yours)] : [];
  }

  #link(matter: MailMatter, label: string): MailBlock {
    return { is: 'link', text: label, href: this.#address(matter) };
  }

  /** The host's page, where there is one: only there one can ask again. */
  #page(matter: MailMatter, words: MailWords): readonly MailBlock[] {
    return this.#config.customerUrl === null ? [] : [this.#link(matter, words.toPage)];
  }

  #address({ state, mail }: MailMatter): string {
    const { customerUrl } = this.#config;
    // A page for a ticket is nobody's who has none.
    if (customerUrl === null || (ticketOf(state) === null && customerUrl.includes('{ticket}')))
      return this.#doors.linkOf(state.id, mail.participant);
    return fillPageUrl(customerUrl, state);
  }

  #calendar(matter: MailMatter, words: MailWords): Mail['calendar'] {
    const { mail, state, to } = matter;
    const scheduledFor = state.request?.scheduledFor ?? null;
    const isOff = state.phase === 'cancelled';
    if (scheduledFor === null || !['confirmed', 'cancelled', 'declined'].includes(mail.kind))
      return null;
    return writeCalendar({
      uid: `${state.id}@${new URL(this.#config.publicUrl).hostname}`,
      sequence: sequenceOf(state),
      startsAt: scheduledFor,
      writtenAt: mail.about,
      summary: this.#from.name === '' ? words.session : `${words.session}: ${this.#from.name}`,
      description: isOff ? '' : `${words.open}: ${this.#address(matter)}`,
      link: isOff ? null : this.#address(matter),
      organizer: this.#from,
      attendee: to,
      isOff,
    });
  }

  #messageId({ id, resends }: StoredMail): string {
    const domain = this.#from.address.split('@')[1] ?? 'localhost';
    return `<${id}.${resends}@${domain}>`;
  }
}

function whyYou({ kind }: StoredMail, words: MailWords): string {
  if (kind === 'invitation') return words.whyInvited;
  return kind === 'rating' ? words.whyRating : words.why;
}

/** How many words there were about it: rises with each step, and is the same whenever the same step is told. */
function sequenceOf({ history }: SessionState): number {
  return Math.max(0, history.length - 2);
}

/** A start as people read it, in the customer's time zone, which it names. */
function inWords(time: number, { lang, state }: MailMatter): string {
  return new Intl.DateTimeFormat(lang === 'en' ? 'en-GB' : lang, {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
    timeZone: state.request?.zone ?? 'UTC',
    timeZoneName: 'short',
  }).format(time);
}

function text(said: string): MailBlock {
  return { is: 'text', text: said };
}

function small(said: string): MailBlock {
  return { is: 'small', text: said };
}

function quote(who: string, said: string | null): readonly MailBlock[] {
  return said === null ? [] : [text(who), { is: 'quote', text: said }];
}
