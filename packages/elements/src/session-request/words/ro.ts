import { ro as call } from '../../video-session/words/ro.ts';
import type { RequestWords } from './en.ts';

const plural = new Intl.PluralRules('ro');

/** The words of `<session-request>` in Romanian. */
export const ro: RequestWords = {
  errors: call.errors,
  call,

  videoSession: 'Sesiune video',
  restSentence:
    'Imediat ce asistența deschide o sesiune video, puteți intra de aici. Puteți și cere una, acum sau pentru mai târziu.',
  request: 'Cereți o sesiune video',
  callNow: 'Sunați acum',
  callSentence: 'Poate că cineva are timp chiar acum. Puteți cere și o sesiune pentru mai târziu.',
  notSetUp: 'Această cerere nu este încă pregătită',
  notSetUpSentence:
    'Pagina trebuie să indice un token sau să pună acest element într-un <video-session>.',
  connecting: 'O clipă',
  connectingSentence: 'Întrebăm serviciul video.',

  formHeading: 'Cereți o sesiune video',
  timesHeading: 'Propuneți alte ore',
  reason: 'Despre ce este vorba?',
  reasonHint: 'Una sau două propoziții, ca să vă ajute persoana potrivită.',
  charactersLeft: (count) =>
    ({ one: 'Încă un caracter', few: `Încă ${count} caractere` })[plural.select(count) as string] ??
    `Încă ${count} de caractere`,
  when: 'Când vă convine?',
  anyTime: 'Oricând',
  certainTimes: 'La anumite ore',
  choice: (number) =>
    ({ 1: 'Prima opțiune', 2: 'A doua opțiune', 3: 'A treia opțiune' })[number] ??
    `Opțiunea ${number}`,
  dayAndTime: 'Ziua și ora',
  addTime: 'Adăugați altă oră',
  removeTime: (name) => `Ștergeți: ${name}`,
  zone: (name) => `În fusul dumneavoastră orar: ${name}.`,
  checkDevices: 'Verificați camera și microfonul',
  endCheck: 'Încheiați verificarea',
  send: 'Trimiteți cererea',
  sendTimes: 'Trimiteți aceste ore',
  sending: 'Se trimite …',
  back: 'Înapoi',
  cancel: 'Renunțați',

  reasonMissing: 'Vă rugăm să spuneți în câteva cuvinte despre ce este vorba.',
  messageMissing: 'Vă rugăm să scrieți o propoziție; clientul o citește.',
  timeMissing: 'Vă rugăm să alegeți ziua și ora.',
  timePast: 'Această oră a trecut. Vă rugăm să alegeți una mai târzie.',
  timeTooFar: 'Vă rugăm să alegeți o oră din următorul an.',
  timeTwice: 'Această oră apare deja.',
  noSuchTime: 'Atunci se dă ceasul înainte: această oră nu există. Vă rugăm să alegeți alta.',

  sentHeading: 'Cererea dumneavoastră a ajuns la noi',
  sentSentence: 'Vă răspundem aici. Puteți închide pagina și reveni mai târziu.',
  yourTimes: 'Vă convine',
  otherTimes: 'Propuneți alte ore',
  withdraw: 'Retrageți cererea',
  withdrawHeading: 'Retrageți cererea?',
  withdrawSentence: 'O scoatem de pe lista noastră. Puteți cere din nou oricând.',
  othersRequest: 'Pentru acest tichet s-a cerut o sesiune video.',
  othersRequestSentence: 'Imediat ce este confirmată, puteți intra de aici.',

  proposedHeading: (name) => `${name === null ? 'Propunem' : `${name} propune`} altă oră`,
  proposedSentence: 'Vă convine?',
  proposedSeveral: 'Vă convine una dintre ele?',
  accept: 'Acceptați',
  agreed: (when) => `Stabilit: ${when}`,
  agreedAnyTime: 'Sesiunea dumneavoastră video este confirmată',
  beginsIn: (span) => `Începe ${span}.`,
  wasToBegin: (span) => `Trebuia să înceapă ${span}.`,
  beginsAnyTime: 'Poate începe oricând.',
  confirmedBy: (name) => `Confirmată de ${name}.`,
  callOff: 'Anulați sesiunea',
  callOffHeading: 'Anulați sesiunea video?',
  callOffSentence: 'Cealaltă parte află. Puteți cere oricând alta.',
  didNotCome: 'Nu a venit nimeni',
  takeCall: 'Răspundeți la apel',
  callsHeading: (name) => `${name} vă sună`,
  mayNotHold: 'Aici nu puteți ține sesiuni video; o poate face un coleg.',
  callsSentence: 'Apelul așteaptă să răspundă cineva.',
  didNotComeHeading: 'Nu a venit nimeni?',
  didNotComeSentence:
    'Sesiunea este anulată, iar clientul află că nu a fost nimeni. Acest lucru nu poate fi anulat.',
  declinedHeading: 'Cererea dumneavoastră a fost refuzată',
  writes: (name) => `${name} scrie:`,

  askedHeading: (name) => `${name} cere o sesiune video`,
  askedAt: (time) => `Cerută: ${time}.`,
  chooseTime: 'Alegeți o oră',
  now: 'Acum',
  nowHint: 'Puteți intra amândoi imediat.',
  anyTimeWanted: (name) => `${name}: oricând.`,
  hasPassed: 'a trecut',
  thereAt: (time, zone) => `${time} pentru client (${zone})`,
  later: 'La altă oră',
  confirm: 'Confirmați',
  propose: 'Propuneți altă oră',
  decline: 'Refuzați',
  waitingForAnswer: (agent, name, times) =>
    `${agent ?? 'Helpdeskul dumneavoastră'} a propus: ${times}. ${name} nu a răspuns încă.`,
  proposeHeading: 'Propuneți altă oră',
  wishes: (name, times) => `${name} a indicat: ${times}.`,
  message: 'Mesaj pentru client',
  messageHint: 'Poate lipsi.',
  sendProposal: 'Trimiteți propunerea',
  declineHeading: 'Refuzați cererea?',
  declineSentence: 'Clientul citește mesajul dumneavoastră și poate cere din nou.',
  declineRequest: 'Refuzați cererea',

  code: (code) => `Cod: ${code}`,
  tryAgain: 'Încercați din nou',
  dismiss: 'Ascundeți',
};
