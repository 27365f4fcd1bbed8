import type { CheckInk, InkItem, InkLive, ParticipantId } from '@fernblick/protocol';
import type { InkProblemCode } from './messages.ts';

/** What an intake is given, and where it gives what may be read. */
export interface IntakeOptions {
  readonly loadCheck: () => Promise<CheckInk>;
  readonly items: (items: readonly InkItem[]) => void;
  readonly live: (from: ParticipantId, live: InkLive) => void;
  /** Something was let in later than it came. */
  readonly changed: () => void;
  readonly problem: (code: InkProblemCode, detail: string, cause?: unknown) => void;
}

/** A check that could not be loaded is not tried again with each point of a stroke. */
const RETRY_MS = 3_000;

/**
 * Lets in what comes over a link, in the order in which it came: at once where the link says that it was checked, else
 * once it is known to be ink. What is none is left out, and everything else goes on.
 */
export class Intake {
  readonly #options: IntakeOptions;
  #isChecked = true;
  #check: CheckInk | null = null;
  #isLoading = false;
  #notBefore = 0;
  #hasTold = false;
  #hasFailed = false;
  /** What came before it could be checked. */
  readonly #waiting: ((check: CheckInk) => void)[] = [];

  constructor(options: IntakeOptions) {
    this.#options = options;
  }

  /** Whether whatever comes from now on was checked before. */
  set isChecked(checked: boolean) {
    this.#isChecked = checked;
  }

  /** What lasts. */
  items(items: readonly InkItem[]): void {
    if (this.#isChecked) this.#options.items(items);
    else
      this.#soon((check) => {
        const good = items.filter((item) => this.#isGood(check.item(item)));
        if (good.length > 0) this.#options.items(good);
      });
  }

  /** What is under way: it is over long before a check that could not be loaded is there. */
  live(from: ParticipantId, live: InkLive): void {
    if (this.#isChecked) this.#options.live(from, live);
    else
      this.#soon((check) => {
        if (this.#isGood(check.live(live))) this.#options.live(from, live);
      }, !this.#hasFailed);
  }

  /** One problem is enough: sixty a second would come of a stroke that a newer version draws. */
  #isGood(why: string | null): boolean {
    if (why !== null && !this.#hasTold) {
      this.#hasTold = true;
      this.#options.problem('unusable-ink', `Something that arrived is no ink. ${why}`);
    }
    return why === null;
  }

  #soon(take: (check: CheckInk) => void, isToWait = true): void {
    if (this.#check !== null) {
      take(this.#check);
      return;
    }
    if (isToWait) this.#waiting.push(take);
    if (this.#isLoading || performance.now() < this.#notBefore) return;
    this.#isLoading = true;
    this.#options.loadCheck().then(
      (check) => {
        this.#check = check;
        for (const each of this.#waiting.splice(0)) each(check);
        this.#options.changed();
      },
      (cause: unknown) => {
        // What comes next tries again, and what has come stays.
        this.#isLoading = false;
        this.#notBefore = performance.now() + RETRY_MS;
        if (this.#hasFailed) return;
        this.#hasFailed = true;
        this.#options.problem('engine-failed', 'A check could not be loaded.', cause);
      },
    );
  }
}
