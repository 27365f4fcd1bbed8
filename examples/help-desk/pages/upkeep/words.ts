import type { Delivery } from '../../desk-data.ts';
import type { DeskLanguage } from '../desk/words.ts';

interface UpkeepWords {
  readonly title: string;
  /** By the id of what they stand in. */
  readonly labels: Readonly<Record<string, string>>;
  readonly columns: readonly string[];
  readonly any: string;
  readonly states: Readonly<Record<Delivery['state'], string>>;
  readonly answered: (status: number) => string;
  readonly next: (when: string) => string;
  readonly again: string;
  readonly sent: (event: string) => string;
  readonly exported: string;
  readonly sure: (name: string) => string;
  readonly forgotten: (sessions: number) => string;
  /** By Fernblick's code. */
  readonly refusals: Readonly<Record<string, string>>;
}

/** The words of the page for messages and data. */
export const upkeepWords: Readonly<Record<DeskLanguage, UpkeepWords>> = {
  en: {
    title: 'Messages and data',
    labels: {
      title: 'Messages and data',
      'messages-title': 'What Fernblick has told this desk',
      'messages-hint':
        'Each message by webhook, and whether it came through. One that is sent again is the same: this desk writes its line only once.',
      'state-label': 'Which ones',
      look: 'Look again',
      none: 'There is none.',
      more: 'Show older ones',
      'data-title': 'What Fernblick keeps of a customer',
      'data-hint':
        'For whoever asks what is kept of them, or wants to be forgotten. The ticket with its messages is this desk’s own and stays.',
      'customer-label': 'Customer',
      export: 'Download all of it',
      forget: 'Forget …',
      'question-text':
        'Name, words, pictures, recordings and drawings go from all their sessions, for good.',
      'reason-label': 'Why (it is kept; name nobody)',
      keep: 'Cancel',
      'sure-forget': 'Forget',
    },
    columns: ['When', 'Event', 'Session', 'What became of it', 'Attempts', 'Once more'],
    any: 'All',
    states: { waiting: 'Waiting', delivered: 'Delivered', 'given-up': 'Given up' },
    answered: (status) => `answered with ${status}`,
    next: (when) => `again at ${when}`,
    again: 'Send again',
    sent: (event) => `${event} is sent once more.`,
    exported: 'It is in your downloads. There is something of others in it: look through it.',
    sure: (name) => `Forget ${name}?`,
    forgotten: (sessions) =>
      `Forgotten, in ${sessions} ${sessions === 1 ? 'session' : 'sessions'}.`,
    refusals: {
      'not-found': 'There is nothing of that kind, or you are no administrator.',
      'session-running': 'A call with them is under way; end it first.',
    },
  },
  de: {
    title: 'Nachrichten und Daten',
    labels: {
      title: 'Nachrichten und Daten',
      'messages-title': 'Was Fernblick diesem Helpdesk gemeldet hat',
      'messages-hint':
        'Jede Nachricht per Webhook, und ob sie angekommen ist. Eine, die noch einmal gesendet wird, ist dieselbe: Hier entsteht ihre Zeile nur einmal.',
      'state-label': 'Welche',
      look: 'Neu ansehen',
      none: 'Es gibt keine.',
      more: 'Ältere zeigen',
      'data-title': 'Was Fernblick von einem Kunden behält',
      'data-hint':
        'Für alle, die wissen wollen, was von ihnen behalten wird, oder vergessen werden wollen. Das Ticket mit seinen Nachrichten gehört diesem Helpdesk und bleibt.',
      'customer-label': 'Kunde',
      export: 'Alles herunterladen',
      forget: 'Vergessen …',
      'question-text':
        'Name, Worte, Bilder, Aufzeichnungen und Zeichnungen verschwinden aus allen Sitzungen, endgültig.',
      'reason-label': 'Warum (wird behalten; nennen Sie niemanden)',
      keep: 'Abbrechen',
      'sure-forget': 'Vergessen',
    },
    columns: ['Wann', 'Ereignis', 'Sitzung', 'Was daraus wurde', 'Versuche', 'Noch einmal'],
    any: 'Alle',
    states: { waiting: 'Wartet', delivered: 'Angekommen', 'given-up': 'Aufgegeben' },
    answered: (status) => `Antwort ${status}`,
    next: (when) => `wieder um ${when}`,
    again: 'Noch einmal senden',
    sent: (event) => `${event} wird noch einmal gesendet.`,
    exported:
      'Es liegt bei Ihren Downloads. Auch von anderen steht etwas darin: Sehen Sie es durch.',
    sure: (name) => `${name} vergessen?`,
    forgotten: (sessions) =>
      `Vergessen, in ${sessions} ${sessions === 1 ? 'Sitzung' : 'Sitzungen'}.`,
    refusals: {
      'not-found': 'So etwas gibt es nicht, oder Sie sind nicht Administrator.',
      'session-running': 'Ein Gespräch läuft noch; beenden Sie es zuerst.',
    },
  },
};
