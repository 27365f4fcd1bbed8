import { ChatReaders } from '@fernblick/protocol';

/** A message that the server does not have yet. */
export interface Outgoing {
  readonly id: string;
  readonly to: ChatReaders;
  readonly text: string;
  readonly at: number;
  readonly failed: boolean;
}

/** What a tab keeps of a chat over a reload. */
export interface RememberedChat {
  /** In the order in which they were written. */
  readonly outgoing: readonly Outgoing[];
  /** Number of the last message that was read. */
  readonly read: Readonly<Record<ChatReaders, number>>;
}

/** Of a chat that this tab has not been in. */
export const nothingRemembered: RememberedChat = { outgoing: [], read: { all: 0, agents: 0 } };

/** The part of the tab's session storage that belongs to one person's chat in one session. */
export class ChatMemory {
  readonly #key: string;

  constructor(session: string, subject: string | null) {
    this.#key = `fernblick:chat:${session}:${subject ?? ''}`;
  }

  /** What was kept; nothing where storage is not to be had. */
  read(): RememberedChat {
    try {
      const kept = JSON.parse(sessionStorage.getItem(this.#key) ?? 'null') as RememberedChat | null;
      if (kept === null) return nothingRemembered;
      const { all, agents } = kept.read as Readonly<Record<ChatReaders, unknown>>;
      return {
        outgoing: kept.outgoing.filter(isOutgoing),
        read: { all: Number(all) || 0, agents: Number(agents) || 0 },
      };
    } catch {
      // What is stored may be anybody's: then nothing was kept.
      return nothingRemembered;
    }
  }

  /** False where the browser does not let it: then a reload forgets what was not sent yet. */
  write(chat: RememberedChat): boolean {
    try {
      sessionStorage.setItem(this.#key, JSON.stringify(chat));
      return true;
    } catch {
      // Storage is forbidden or full.
      return false;
    }
  }
}

function isOutgoing({ id, to, text, at, failed }: Outgoing): boolean {
  return (
    typeof id === 'string' &&
    ChatReaders.options.includes(to) &&
    typeof text === 'string' &&
    typeof at === 'number' &&
    typeof failed === 'boolean'
  );
}
