import type { MailWords } from './en.ts';

/** The words of e-mails in German. */
export const de: MailWords = {
  hello: (name) => `Guten Tag ${name},`,
  helloAnybody: 'Guten Tag,',
  session: 'Videositzung',
  open: 'Videositzung öffnen',
  toPage: 'Seite öffnen',
  yours: 'Der Link gilt nur für Sie. Er öffnet sich im Browser, ohne App und ohne Konto.',
  invited: {
    subject: (by) =>
      by === null
        ? 'Sie sind zu einer Videositzung eingeladen'
        : `${by} lädt Sie zu einer Videositzung ein`,
    text: (by) => `${by ?? 'Ihr Support-Team'} erwartet Sie in einer Videositzung.`,
    textLater: (by, when) =>
      by === null
        ? `Sie sind zu einer Videositzung eingeladen: ${when}.`
        : `${by} lädt Sie zu einer Videositzung ein: ${when}.`,
  },
  colleague: {
    subject: (by) =>
      by === null
        ? 'Bitte kommen Sie in eine Videositzung'
        : `${by} bittet Sie in eine Videositzung`,
    text: (by, ticket) =>
      `${by ?? 'Ihr Helpdesk'} bittet Sie in eine Videositzung${ticket === null ? '' : ` zum Ticket ${ticket}`}.`,
    open: 'Im Helpdesk öffnen',
    yours:
      'Der Link führt zu Ihrem Helpdesk, an dem Sie wie immer angemeldet sind. Er lässt niemanden herein, der dort kein Agent ist.',
  },
  confirmed: {
    subject: (when) => `Ihre Videositzung: ${when}`,
    text: (when) => `Ihre Videositzung ist vereinbart für: ${when}.`,
  },
  ready: {
    subject: 'Ihre Videositzung: Wir sind für Sie da',
    text: 'wir können Ihnen jetzt helfen. Öffnen Sie die Videositzung, sobald es Ihnen passt.',
  },
  proposed: {
    subject: 'Andere Termine für Ihre Videositzung',
    text: 'zu den Zeiten, die Sie genannt haben, können wir nicht. Wir bieten Ihnen an:',
    textAnyTime: 'wir bieten Ihnen an:',
    next: 'Wählen Sie eine davon, oder nennen Sie andere, auf dieser Seite:',
    nextOne: 'Stimmen Sie zu, oder nennen Sie andere Zeiten, auf dieser Seite:',
  },
  declined: {
    subject: 'Ihre Anfrage nach einer Videositzung',
    text: 'die Videositzung, nach der Sie gefragt haben, können wir nicht anbieten.',
    next: 'Auf der Seite, auf der Sie angefragt haben, können Sie jederzeit wieder fragen.',
  },
  cancelled: {
    subject: (when) => `Abgesagt: Ihre Videositzung, ${when}`,
    subjectNoTime: 'Abgesagt: Ihre Videositzung',
    text: (when) => `die Videositzung (${when}) findet nicht statt.`,
    textNoTime: 'die Videositzung, nach der Sie gefragt haben, findet nicht statt.',
    next: 'Wenn Sie weiterhin Hilfe brauchen, fragen Sie auf derselben Seite nach einem anderen Termin.',
  },
  missed: {
    subject: 'Wir haben Sie in Ihrer Videositzung nicht erreicht',
    text: 'wir haben in der Videositzung auf Sie gewartet, Sie aber nicht angetroffen.',
    next: 'Wenn Sie weiterhin Hilfe brauchen, fragen Sie auf derselben Seite nach einem anderen Termin.',
  },
  reminder: {
    subject: (when) => `Erinnerung: Ihre Videositzung, ${when}`,
    text: (when) => `wir erinnern Sie an Ihre Videositzung: ${when}.`,
  },
  rating: {
    subject: 'Wie war Ihre Videositzung?',
    text: 'Sie hatten eine Videositzung mit uns. Wie war sie? Ein bis fünf Sterne genügen und dauern wenige Sekunden.',
    open: 'Sitzung bewerten',
  },
  wrote: (name) => `${name} schreibt:`,
  wroteUs: 'Unsere Nachricht an Sie:',
  why: 'Sie erhalten diese E-Mail, weil Sie eine Videositzung angefragt haben.',
  whyRating: 'Sie erhalten diese E-Mail, weil Sie in einer Videositzung waren.',
  whyInvited:
    'Sie erhalten diese E-Mail, weil jemand Ihre Adresse eingegeben hat, um Sie einzuladen.',
};
