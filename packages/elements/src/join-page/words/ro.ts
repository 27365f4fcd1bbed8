import type { JoinWords } from './en.ts';

/** The words of the page for numbers in Romanian. */
export const ro: JoinWords = {
  title: 'Sesiune video',
  heading: 'Intrați într-o sesiune video',
  intro: 'Introduceți numărul care v-a fost comunicat. Nu aveți nevoie de cont sau de aplicație.',
  number: 'Numărul sesiunii',
  numberHint: 'Nouă cifre',
  name: 'Numele dumneavoastră',
  nameHint: 'Îl vede cealaltă parte.',
  go: 'Continuați',
  nineDigits: 'Numărul unei sesiuni are nouă cifre.',
  nameMissing: 'Introduceți numele.',
  another: 'Introduceți alt număr',
  looking: 'Un moment …',
  invitedBy: (name) => `${name} vă invită la o sesiune video`,
  yourSession: 'Sesiunea dumneavoastră video',
  noApp: 'Are loc pe această pagină. Nu aveți nevoie de cont sau de aplicație.',
  agreedFor: (when) => `Este stabilită pentru: ${when}. Puteți veni puțin mai devreme.`,
  asNamed: (name) => `Participați ca ${name}.`,
  rateIt: 'Mai puteți spune cum a fost; durează câteva secunde.',
  haveNumber: 'Am un număr',
  tryAgain: 'Încercați din nou',
  closed: {
    gone: {
      heading: 'Acest link nu duce nicăieri',
      sentence:
        'Poate lipsește o parte. Deschideți-l din nou, complet, din mesaj sau cereți unul nou.',
    },
    over: {
      heading: 'Această sesiune video s-a încheiat',
      sentence: 'Dacă mai aveți nevoie de ajutor, cereți o invitație nouă.',
    },
    revoked: {
      heading: 'Această invitație a fost retrasă',
      sentence: 'Dacă sunteți încă așteptat, cereți una nouă.',
    },
    expired: {
      heading: 'Această invitație a expirat',
      sentence: 'Cereți una nouă; durează doar un moment.',
    },
    used: {
      heading: 'Cineva este deja în sesiune cu această invitație',
      sentence:
        'Sunteți dumneavoastră, pe alt dispozitiv? Închideți acolo și încercați din nou. Altfel cereți o invitație proprie.',
    },
  },
};
