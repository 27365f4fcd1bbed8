import type { MailWords } from './en.ts';

/** The words of e-mails in Romanian. */
export const ro: MailWords = {
  hello: (name) => `Bună ziua, ${name},`,
  helloAnybody: 'Bună ziua,',
  session: 'Sesiune video',
  open: 'Deschideți sesiunea video',
  toPage: 'Deschideți pagina',
  yours:
    'Linkul este doar pentru dumneavoastră. Se deschide în browser, fără aplicație și fără cont.',
  invited: {
    subject: (by) =>
      by === null ? 'Vă invităm la o sesiune video' : `${by} vă invită la o sesiune video`,
    text: (by) => `${by ?? 'Echipa dumneavoastră de asistență'} vă așteaptă într-o sesiune video.`,
    textLater: (by, when) =>
      by === null
        ? `Vă invităm la o sesiune video: ${when}.`
        : `${by} vă invită la o sesiune video: ${when}.`,
  },
  colleague: {
    subject: (by) =>
      by === null
        ? 'Vă rugăm să intrați într-o sesiune video'
        : `${by} vă cheamă într-o sesiune video`,
    text: (by, ticket) =>
      `${by ?? 'Helpdeskul dumneavoastră'} vă cheamă într-o sesiune video${ticket === null ? '' : ` despre tichetul ${ticket}`}.`,
    open: 'Deschideți în helpdesk',
    yours:
      'Linkul duce la helpdeskul dumneavoastră, unde sunteți autentificat ca de obicei. Nu lasă să intre pe nimeni care nu este agent acolo.',
  },
  confirmed: {
    subject: (when) => `Sesiunea dumneavoastră video: ${when}`,
    text: (when) => `sesiunea dumneavoastră video este stabilită pentru: ${when}.`,
  },
  ready: {
    subject: 'Sesiunea dumneavoastră video: suntem pregătiți',
    text: 'vă putem ajuta acum. Deschideți sesiunea video când vă convine.',
  },
  proposed: {
    subject: 'Alte ore pentru sesiunea dumneavoastră video',
    text: 'la orele indicate nu putem. Vă propunem:',
    textAnyTime: 'vă propunem:',
    next: 'Alegeți una dintre ele sau indicați altele, pe această pagină:',
    nextOne: 'Acceptați-o sau indicați alte ore, pe această pagină:',
  },
  declined: {
    subject: 'Cererea dumneavoastră pentru o sesiune video',
    text: 'nu putem ține sesiunea video pe care ați cerut-o.',
    next: 'Puteți cere din nou oricând, pe aceeași pagină.',
  },
  cancelled: {
    subject: (when) => `Anulată: sesiunea dumneavoastră video, ${when}`,
    subjectNoTime: 'Anulată: sesiunea dumneavoastră video',
    text: (when) => `sesiunea video (${when}) nu va avea loc.`,
    textNoTime: 'sesiunea video pe care ați cerut-o nu va avea loc.',
    next: 'Dacă mai aveți nevoie de ajutor, cereți altă oră pe aceeași pagină.',
  },
  missed: {
    subject: 'Nu v-am găsit în sesiunea dumneavoastră video',
    text: 'v-am așteptat în sesiunea video, dar nu v-am găsit.',
    next: 'Dacă mai aveți nevoie de ajutor, cereți altă oră pe aceeași pagină.',
  },
  reminder: {
    subject: (when) => `Reamintire: sesiunea dumneavoastră video, ${when}`,
    text: (when) => `vă reamintim de sesiunea dumneavoastră video: ${when}.`,
  },
  rating: {
    subject: 'Cum a fost sesiunea dumneavoastră video?',
    text: 'ați avut o sesiune video cu noi. Cum a fost? Ajung una până la cinci stele și câteva secunde.',
    open: 'Evaluați sesiunea',
  },
  wrote: (name) => `${name} scrie:`,
  wroteUs: 'Mesajul nostru pentru dumneavoastră:',
  why: 'Primiți acest e-mail pentru că ați cerut o sesiune video.',
  whyRating: 'Primiți acest e-mail pentru că ați fost într-o sesiune video.',
  whyInvited:
    'Primiți acest e-mail pentru că cineva a introdus adresa dumneavoastră ca să vă invite.',
};
