import type { SessionClient } from '@fernblick/client';
import type { SessionView } from '@fernblick/protocol';
import type { LitElement, ReactiveController } from 'lit';
import type { RequestWords } from '../session-request/words/en.ts';
import { LateCode } from '../shared/late-code.ts';
import type * as asked from './asked-card.ts';
import type { CardParts } from './card.ts';
import type { Scene } from './scene.ts';
import type { Screen } from './screen.ts';

type AskedCard = typeof asked;

/** What the call says of a session that was asked for, or tried out for; loaded where there is one: most are not. */
export class AskedController implements ReactiveController {
  readonly #host: LitElement;
  readonly #client: () => SessionClient | null;
  /** It can be joined without; the next change of the session tries again. */
  readonly #code: LateCode<RequestWords, AskedCard>;
  #checks: ReturnType<AskedCard['lateChecks']> | null = null;

  constructor(host: LitElement, client: () => SessionClient | null) {
    this.#host = host;
    this.#client = client;
    this.#code = new LateCode(host, () => import('./asked-card.ts'));
    host.addController(this);
  }

  hostUpdate(): void {
    if (isAsked(this.#client()?.state.session)) this.#code.drawn(() => null);
  }

  /** For when the session was agreed; null where it was not, or while that is not loaded. */
  heading(scene: Scene): string | null {
    const request = scene.state.session?.request ?? null;
    return request === null
      ? null
      : this.#code.drawn((card, words) => card.agreedHeading(request, scene, words));
  }

  /** What the card shows otherwise than for a session that nobody had to ask for, nor has tried anything out for. */
  parts(screen: Screen): Partial<CardParts> {
    const draw = (card: AskedCard, words: RequestWords): Partial<CardParts> =>
      card.partsOf(screen, words, (this.#checks ??= card.lateChecks(this.#host)));
    return (isAsked(screen.scene.state.session) ? this.#code.drawn(draw) : null) ?? {};
  }
}

/** Who shares the ticket sees that there is one, and not what it is about; agents read what was tried out for any. */
function isAsked(session: SessionView | null | undefined): boolean {
  return session?.phase === 'requested' || (session?.request ?? session?.checks[0]) !== undefined;
}
