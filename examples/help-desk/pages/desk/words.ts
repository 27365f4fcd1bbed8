import type { DispositionUse, Priority, SessionStanding, TicketStatus } from '../../desk-data.ts';
import { germanFunctionDocs } from './function-docs.ts';

interface Words {
  readonly skipToMain: string;
  readonly skipToMessages: string;
  readonly demoLogin: string;
  readonly demoHint: string;
  readonly agentPick: string;
  readonly whoAreYou: string;
  readonly whoHint: string;
  readonly otherLanguage: string;
  readonly tickets: string;
  readonly search: string;
  readonly searchHint: string;
  readonly status: string;
  readonly filterStatus: string;
  readonly anyStatus: string;
  readonly statuses: Readonly<Record<TicketStatus, string>>;
  readonly priority: string;
  readonly priorities: Readonly<Record<Priority, string>>;
  readonly customer: string;
  readonly city: string;
  readonly age: string;
  readonly subject: string;
  readonly session: Readonly<Record<Exclude<SessionStanding, 'none'>, string>>;
  readonly count: (shown: number, all: number) => string;
  readonly noMatch: string;
  readonly showAll: string;
  readonly loading: string;
  readonly backToList: string;
  readonly opensInNewTab: string;
  readonly details: string;
  readonly olderSession: string;
  readonly withoutTicket: string;
  readonly ofTicket: (id: string) => string;
  readonly sessionDetails: string;
  readonly toNewest: string;
  readonly drawer: string;
  readonly openedAt: string;
  readonly customerPage: string;
  readonly messenger: string;
  readonly messages: string;
  readonly noMessages: string;
  readonly write: string;
  readonly writeToAgent: string;
  readonly voiceFirst: string;
  readonly writeToCustomer: string;
  readonly send: string;
  readonly sending: string;
  readonly notSent: string;
  readonly newMessage: string;
  readonly tryAgain: string;
  readonly you: string;
  readonly wrote: string;
  readonly away: string;
  readonly tryNow: string;
  readonly noTicket: (id: string) => string;
  readonly noAgent: (id: string) => string;
  readonly noTicketHint: string;
  readonly toStart: string;
  readonly hello: (name: string) => string;
  readonly yourTicket: string;
  readonly customerStatuses: Readonly<Record<TicketStatus, string>>;
  readonly withAgent: (name: string) => string;
  readonly withNobody: string;
  readonly today: string;
  readonly yesterday: string;
  readonly created: (by: string | null) => string;
  readonly requested: (by: string | null) => string;
  readonly preferred: (by: string | null) => string;
  readonly proposed: (by: string | null) => string;
  readonly confirmed: (by: string | null, when: string | null) => string;
  readonly started: string;
  readonly ended: (duration: string | null, why: string | null) => string;
  readonly cancelled: (by: string | null, why: string | null) => string;
  readonly rated: (by: string | null, stars: number) => string;
  readonly linked: (by: string | null) => string;
  readonly unlinked: (by: string | null) => string;
  readonly hidden: (by: string | null) => string;
  readonly shown: (by: string | null) => string;
  readonly record: string;
  readonly reasons: Readonly<Record<string, string>>;
  readonly statusSet: (by: string, status: string) => string;
  readonly problem: string;
  readonly settings: string;
  readonly report: string;
  readonly editPicture: string;
  readonly editorHint: string;
  readonly ownPicture: string;
  readonly throwAway: string;
  readonly settingsHint: string;
  readonly settingsFunction: string;
  readonly settingsHistory: string;
  readonly settingsUnchanged: string;
  readonly settingsChange: (by: string, whom: string, when: string) => string;
  /** A decision that was taken back, so that the wider one holds. */
  readonly undecided: string;
  readonly settingsSaved: (whom: string) => string;
  readonly notAdministrator: string;
  readonly everybody: string;
  readonly on: string;
  readonly off: string;
  readonly asDefault: (state: string) => string;
  readonly asEverybody: (state: string) => string;
  readonly asTeam: (state: string, team: string) => string;
  readonly maxSessions: string;
  readonly maxSessionsFault: (most: number) => string;
  readonly dispositionUse: string;
  readonly dispositionUses: Readonly<Record<DispositionUse, string>>;
  /** By function; where one is missing, Fernblick's own words stand. */
  readonly functionDocs: Readonly<Record<string, string>>;
}

const en: Words = {
  skipToMain: 'Skip to the main content',
  skipToMessages: 'Skip to the messages',
  demoLogin: 'Demo log-in',
  demoHint: 'This is a demo: the address of the page says who you are, there is no password.',
  agentPick: 'Work as',
  whoAreYou: 'Who are you?',
  whoHint: 'You were invited by a link. Here a real help desk asks you to sign in.',
  otherLanguage: 'Deutsch',
  tickets: 'Tickets',
  search: 'Search tickets',
  searchHint: 'Number, name, device …',
  status: 'Status',
  filterStatus: 'Show which tickets',
  anyStatus: 'Every status',
  statuses: { open: 'Open', waiting: 'Waiting', solved: 'Solved' },
  priority: 'Priority',
  priorities: { urgent: 'Urgent', high: 'High', normal: 'Normal', low: 'Low' },
  customer: 'Customer',
  city: 'Place',
  age: 'Age',
  subject: 'Subject',
  session: {
    requested: 'Video requested',
    agreed: 'Video agreed',
    invited: 'Video invited',
    running: 'In video',
  },
  count: (shown, all) =>
    shown === all ? `${all} ${all === 1 ? 'ticket' : 'tickets'}` : `${shown} of ${all} tickets`,
  noMatch: 'No ticket fits this search.',
  showAll: 'Show all tickets',
  loading: 'Loading …',
  backToList: 'All tickets',
  opensInNewTab: 'opens in a new tab, your call goes on here',
  details: 'Ticket details',
  olderSession: 'Another session of the ticket',
  withoutTicket: 'Video session without a ticket',
  ofTicket: (id) => `Video session of ${id}`,
  sessionDetails: 'Details of the session',
  toNewest: 'Back to the newest session',
  drawer: 'Calls and sessions',
  openedAt: 'Opened',
  customerPage: 'Open the customer’s page',
  messenger: 'Messenger',
  messages: 'Messages',
  noMessages: 'Nothing has been written yet.',
  write: 'Write a message',
  writeToAgent: 'Write to us …',
  voiceFirst: 'Begin video sessions with voice alone',
  writeToCustomer: 'Write to the customer …',
  send: 'Send',
  sending: 'Sending …',
  notSent: 'Not sent.',
  newMessage: 'New message',
  tryAgain: 'Try again',
  you: 'You',
  wrote: 'wrote',
  away: 'The help desk cannot be reached. What you see may be out of date; a running call goes on.',
  tryNow: 'Try now',
  noTicket: (id) => (id === '' ? 'Which ticket?' : `There is no ticket ${id}`),
  noAgent: (id) => `Nobody called “${id}” works here`,
  noTicketHint: 'Check the address of this page, or choose one of the demo’s tickets.',
  toStart: 'To the start page',
  hello: (name) => `Hello ${name}`,
  yourTicket: 'Your request',
  customerStatuses: {
    open: 'We are on it',
    waiting: 'We are waiting for an answer',
    solved: 'Solved',
  },
  withAgent: (name) => `${name} is looking after you.`,
  withNobody: 'Somebody from our team will write to you here.',
  today: 'Today',
  yesterday: 'Yesterday',
  created: (by) => (by === null ? 'A video session was started' : `${by} started a video session`),
  requested: (by) => `${by ?? 'The customer'} asked for a video session`,
  preferred: (by) => `${by ?? 'The customer'} suggested other times for the video session`,
  proposed: (by) => `${by ?? 'We'} proposed another time for the video session`,
  confirmed: (by, when) =>
    `${by ?? 'We'} confirmed the video session${when === null ? '' : ` for ${when}`}`,
  started: 'Both sides have joined the video session',
  ended: (duration, why) =>
    `Video session ended${duration === null ? '' : ` after ${duration}`}${why === null ? '' : `: ${why}`}`,
  cancelled: (by, why) => {
    if (why === 'no-show')
      return `Nobody came to the video session${by === null ? '' : ` with ${by}`}`;
    if (by === null) return 'The video session was called off';
    return why === 'declined'
      ? `${by} declined the video session`
      : `${by} called the video session off`;
  },
  rated: (by, stars) =>
    `${by ?? 'The customer'} rated the video session: ${stars} of 5 ${'★'.repeat(stars)}`,
  linked: (by) => `${by ?? 'The host'} linked a video session to this ticket`,
  unlinked: (by) => `${by ?? 'The host'} took a video session off this ticket`,
  hidden: (by) =>
    `${by ?? 'The host'} set the video session internal: the customer sees nothing of it`,
  shown: (by) => `${by ?? 'The host'} made the video session public again`,
  record: 'Earlier video sessions',
  reasons: {
    'customer-left': 'the customer left',
    'agent-left': 'the agent left',
    'connection-lost': 'the connection was lost',
    'no-answer': 'nobody answered',
  },
  statusSet: (by, status) => `${by} set the ticket to “${status}”`,
  problem: 'That did not work. Try again in a moment.',
  settings: 'Who may do what',
  report: 'What was done',
  editPicture: 'Edit a picture',
  editorHint: 'This page needs no session: what you open here stays in it.',
  ownPicture: 'Your own picture',
  throwAway: 'Throw away what you have drawn?',
  settingsHint:
    'What is off is refused by the server and not shown, at once and in open pages too. What is decided for one agent counts before what is decided for their team, and that before what is decided for everybody.',
  settingsFunction: 'Function',
  settingsHistory: 'What was decided before',
  settingsUnchanged: 'Nothing yet: everything is as Fernblick has it.',
  settingsChange: (by, whom, when) => `${by} decided for ${whom}, ${when}`,
  undecided: 'no longer decided here',
  settingsSaved: (whom) => `Saved for ${whom}.`,
  notAdministrator: 'Only an administrator may decide this; in this demo that is Carla.',
  everybody: 'Everybody',
  on: 'On',
  off: 'Off',
  asDefault: (state) => `${state} (default)`,
  asEverybody: (state) => `${state} (as all)`,
  asTeam: (state, team) => `${state} (as ${team})`,
  maxSessions: 'Calls at once, at most',
  maxSessionsFault: (most) =>
    `Calls at once: a whole number from 1 to ${most}, or nothing for what holds anyway.`,
  dispositionUse: 'Outcome when a session is marked done',
  dispositionUses: { off: 'None', optional: 'Optional', required: 'Required' },
  functionDocs: {},
};

const de: Words = {
  skipToMain: 'Zum Hauptinhalt springen',
  skipToMessages: 'Zu den Nachrichten springen',
  demoLogin: 'Demo-Anmeldung',
  demoHint: 'Dies ist eine Demo: Die Adresse der Seite sagt, wer Sie sind; es gibt kein Kennwort.',
  agentPick: 'Arbeiten als',
  whoAreYou: 'Wer sind Sie?',
  whoHint:
    'Sie wurden mit einem Link eingeladen. Ein echter Helpdesk bittet Sie hier, sich anzumelden.',
  otherLanguage: 'English',
  tickets: 'Tickets',
  search: 'Tickets durchsuchen',
  searchHint: 'Nummer, Name, Gerät …',
  status: 'Status',
  filterStatus: 'Welche Tickets zeigen',
  anyStatus: 'Jeder Status',
  statuses: { open: 'Offen', waiting: 'Wartet', solved: 'Gelöst' },
  priority: 'Priorität',
  priorities: { urgent: 'Dringend', high: 'Hoch', normal: 'Normal', low: 'Niedrig' },
  customer: 'Kunde',
  city: 'Ort',
  age: 'Alter',
  subject: 'Betreff',
  session: {
    requested: 'Video angefragt',
    agreed: 'Video vereinbart',
    invited: 'Video angeboten',
    running: 'Im Video',
  },
  count: (shown, all) =>
    shown === all ? `${all} ${all === 1 ? 'Ticket' : 'Tickets'}` : `${shown} von ${all} Tickets`,
  noMatch: 'Kein Ticket passt zu dieser Suche.',
  showAll: 'Alle Tickets zeigen',
  loading: 'Wird geladen …',
  backToList: 'Alle Tickets',
  opensInNewTab: 'öffnet sich in einem neuen Tab, Ihr Gespräch läuft hier weiter',
  details: 'Angaben zum Ticket',
  olderSession: 'Eine andere Sitzung des Tickets',
  withoutTicket: 'Videositzung ohne Ticket',
  ofTicket: (id) => `Videositzung zu ${id}`,
  sessionDetails: 'Angaben zur Sitzung',
  toNewest: 'Zurück zur neuesten Sitzung',
  drawer: 'Anrufe und Sitzungen',
  openedAt: 'Eröffnet',
  customerPage: 'Seite des Kunden öffnen',
  messenger: 'Messenger',
  messages: 'Nachrichten',
  noMessages: 'Es wurde noch nichts geschrieben.',
  write: 'Nachricht schreiben',
  writeToAgent: 'Schreiben Sie uns …',
  voiceFirst: 'Videositzungen nur mit Stimme beginnen',
  writeToCustomer: 'An den Kunden schreiben …',
  send: 'Senden',
  sending: 'Wird gesendet …',
  notSent: 'Nicht gesendet.',
  newMessage: 'Neue Nachricht',
  tryAgain: 'Noch einmal senden',
  you: 'Sie',
  wrote: 'schrieb',
  away: 'Der Help Desk ist nicht erreichbar. Was Sie sehen, kann veraltet sein; ein laufendes Gespräch geht weiter.',
  tryNow: 'Jetzt versuchen',
  noTicket: (id) => (id === '' ? 'Welches Ticket?' : `Ein Ticket ${id} gibt es nicht`),
  noAgent: (id) => `Hier arbeitet niemand namens „${id}“`,
  noTicketHint: 'Prüfen Sie die Adresse dieser Seite, oder wählen Sie eines der Demo-Tickets.',
  toStart: 'Zur Startseite',
  hello: (name) => `Guten Tag, ${name}`,
  yourTicket: 'Ihr Anliegen',
  customerStatuses: {
    open: 'Wir kümmern uns darum',
    waiting: 'Wir warten auf eine Antwort',
    solved: 'Gelöst',
  },
  withAgent: (name) => `${name} kümmert sich um Sie.`,
  withNobody: 'Jemand aus unserem Team schreibt Ihnen hier.',
  today: 'Heute',
  yesterday: 'Gestern',
  created: (by) =>
    by === null ? 'Eine Videositzung wurde gestartet' : `${by} hat eine Videositzung gestartet`,
  requested: (by) => `${by ?? 'Der Kunde'} hat um eine Videositzung gebeten`,
  preferred: (by) => `${by ?? 'Der Kunde'} hat andere Zeiten für die Videositzung vorgeschlagen`,
  proposed: (by) =>
    by === null
      ? 'Für die Videositzung wurde eine andere Zeit vorgeschlagen'
      : `${by} hat eine andere Zeit für die Videositzung vorgeschlagen`,
  confirmed: (by, when) =>
    `${by === null ? 'Die Videositzung ist' : `${by} hat die Videositzung`}${when === null ? '' : ` für ${when}`} bestätigt`,
  started: 'Beide Seiten sind in der Videositzung',
  ended: (duration, why) =>
    `Videositzung${duration === null ? '' : ` nach ${duration}`} beendet${why === null ? '' : `: ${why}`}`,
  cancelled: (by, why) => {
    if (why === 'no-show')
      return `Zur Videositzung${by === null ? '' : ` mit ${by}`} ist niemand gekommen`;
    if (by === null) return 'Die Videositzung wurde abgesagt';
    return why === 'declined'
      ? `${by} hat die Videositzung abgelehnt`
      : `${by} hat die Videositzung abgesagt`;
  },
  rated: (by, stars) =>
    `${by ?? 'Der Kunde'} hat die Videositzung bewertet: ${stars} von 5 ${'★'.repeat(stars)}`,
  linked: (by) => `${by ?? 'Der Host'} hat eine Videositzung mit diesem Ticket verknüpft`,
  unlinked: (by) => `${by ?? 'Der Host'} hat eine Videositzung von diesem Ticket gelöst`,
  hidden: (by) =>
    `${by ?? 'Der Host'} hat die Videositzung intern gestellt: Der Kunde sieht nichts davon`,
  shown: (by) => `${by ?? 'Der Host'} hat die Videositzung wieder öffentlich gemacht`,
  record: 'Frühere Videositzungen',
  reasons: {
    'customer-left': 'der Kunde hat sie verlassen',
    'agent-left': 'der Agent hat sie verlassen',
    'connection-lost': 'die Verbindung ging verloren',
    'no-answer': 'niemand hat geantwortet',
  },
  statusSet: (by, status) => `${by} hat das Ticket auf „${status}“ gesetzt`,
  problem: 'Das hat nicht geklappt. Versuchen Sie es gleich noch einmal.',
  settings: 'Wer darf was',
  report: 'Was getan wurde',
  editPicture: 'Ein Bild bearbeiten',
  editorHint: 'Diese Seite braucht keine Sitzung: Was Sie hier öffnen, bleibt in ihr.',
  ownPicture: 'Ihr eigenes Bild',
  throwAway: 'Möchten Sie verwerfen, was Sie gezeichnet haben?',
  settingsHint:
    'Was aus ist, lehnt der Server ab, und es wird nicht gezeigt, sofort und auch in offenen Seiten. Was für eine Person gilt, geht dem vor, was für ihr Team gilt, und dies dem, was für alle gilt.',
  settingsFunction: 'Funktion',
  settingsHistory: 'Frühere Entscheidungen',
  settingsUnchanged: 'Noch keine: alles ist, wie Fernblick es mitbringt.',
  settingsChange: (by, whom, when) => `${by} hat für ${whom} entschieden, ${when}`,
  undecided: 'hier nicht mehr entschieden',
  settingsSaved: (whom) => `Gespeichert für ${whom}.`,
  notAdministrator: 'Das darf nur die Administration entscheiden; in dieser Demo ist das Carla.',
  everybody: 'Alle',
  on: 'Ein',
  off: 'Aus',
  asDefault: (state) => `${state} (Vorgabe)`,
  asEverybody: (state) => `${state} (wie alle)`,
  asTeam: (state, team) => `${state} (wie ${team})`,
  maxSessions: 'Gespräche zugleich, höchstens',
  maxSessionsFault: (most) =>
    `Gespräche zugleich: eine ganze Zahl von 1 bis ${most}, oder nichts für das, was ohnehin gilt.`,
  dispositionUse: 'Ergebnis beim Ablegen einer Sitzung',
  dispositionUses: { off: 'Keines', optional: 'Freiwillig', required: 'Pflicht' },
  functionDocs: germanFunctionDocs,
};

/** The desk's own languages; the tags know two more. */
export type DeskLanguage = 'en' | 'de';

const dictionaries: Readonly<Record<DeskLanguage, Words>> = { en, de };

/** The words of a page; the desk's static markup gets them by `data-word…` attributes. */
export type DeskWords = Words;

/** The words for a language. */
export function wordsFor(language: DeskLanguage): DeskWords {
  return dictionaries[language];
}
