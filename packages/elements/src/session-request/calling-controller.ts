import type { SessionClient } from '@fernblick/client';
import type { LitElement } from 'lit';
import { recall, remember } from '../shared/page-memory.ts';
import type * as calling from './calling/calling.ts';
import type { CallingWords } from './calling/words/en.ts';
import { LateCode } from '../shared/late-code.ts';
import type { RequestScreen } from './screen.ts';

type Code = typeof calling;

const KEY = 'fernblick:called';

/** A call that waits: loads what draws it, and joins once somebody has answered, because that is what calling means. */
export class CallingController {
  /** What draws a call that waits. */
  readonly code: LateCode<CallingWords, Code>;
  #joining = false;

  constructor(host: LitElement) {
    this.code = new LateCode(host, () => import('./calling/calling.ts'));
  }

  /** This page has called: it goes into the call by itself. A reload does not change that. */
  readonly called = (session: string): boolean => remember(KEY, session, 'tab');

  /** Looks at what is about to be drawn; `canJoin` where there is a stage for the call. */
  see({ session }: RequestScreen, client: SessionClient | null, canJoin: boolean): void {
    const request = session?.request;
    if (session?.phase !== 'confirmed' || request?.yours !== true) return;
    if (request.dial?.outcome !== 'answered') return;
    // Agreed for another time instead: nobody is put into that call unasked, nor back into one that they have left.
    if (request.scheduledFor !== null || session.participants.some(({ you }) => you)) return;
    if (!canJoin || client === null || this.#joining || recall(KEY, 'tab') !== session.id) return;
    if (client.state.status.is !== 'idle') return;
    this.#joining = true;
    client
      .join()
      .catch((cause: unknown) => {
        // The card of the call says why and offers to join. Else it stays this page's call, for if it rings on.
        remember(KEY, null, 'tab');
        console.warn(cause);
      })
      .finally(() => {
        this.#joining = false;
      });
  }
}
