import type { Mark } from '@fernblick/protocol';
import { stands, type Stage, type StageListener } from '../drawing/standing.ts';
import type { ToolName } from '../drawing/tools/tool.ts';
import type { InkProblemCode, InkState } from './messages.ts';

/** What a stage comes from. */
export interface StageSource {
  /** True where the browser can draw in three dimensions; asked once, and only where it matters. */
  readonly canStand: () => boolean;
  /** Loads what draws what stands up; what it brings throws where the browser cannot do that after all. */
  readonly loadStage: () => Promise<(listener: StageListener) => Stage>;
}

export interface StageKeeperOptions extends StageSource {
  readonly problem: (code: InkProblemCode, detail: string, cause?: unknown) => void;
  readonly changed: () => void;
}

/** Has what stands up drawn as soon as there is any of it, and not before: it is the largest part of the whole SDK. */
export class StageKeeper {
  readonly #options: StageKeeperOptions;
  #standing: InkState['standing'] = 'waiting';
  #stage: Stage | null = null;
  #isAsked = false;
  #isTold = false;
  #isLateTold = false;
  #isClosed = false;

  constructor(options: StageKeeperOptions) {
    this.#options = options;
  }

  get standing(): InkState['standing'] {
    return this.#standing;
  }

  /** Null while everything is drawn flat. */
  get stage(): Stage | null {
    return this.#stage;
  }

  /** A tool was taken up: it is time to know what can be offered, and to load what is to be used. */
  hold(tool: ToolName): void {
    if (tool === 'arrow-3d' || tool === 'label') this.#want();
    else this.#ask();
  }

  /** There are other marks than before. */
  look(marks: readonly Mark[]): void {
    if (marks.some(stands)) this.#want();
  }

  close(): void {
    this.#isClosed = true;
    this.#stage?.close();
    this.#stage = null;
  }

  #ask(): void {
    if (this.#isAsked) return;
    this.#isAsked = true;
    if (!this.#options.canStand()) this.#say('off');
  }

  #want(): void {
    this.#ask();
    if (this.#standing === 'off') this.#giveUp('This browser has no WebGL.');
    if (this.#standing !== 'waiting') return;
    this.#say('loading');
    this.#options.loadStage().then(
      (create) => this.#begin(create),
      (cause: unknown) => this.#wait(cause),
    );
  }

  #begin(create: (listener: StageListener) => Stage): void {
    if (this.#isClosed) return;
    try {
      this.#stage = create({
        changed: this.#options.changed,
        gone: (why) => this.#giveUp(why),
      });
      this.#say('on');
    } catch (cause) {
      this.#giveUp('It could not begin.', cause);
    }
  }

  /** It did not load, as over a bad network: with the next mark or tool that is to stand up it is tried again. */
  #wait(cause: unknown): void {
    this.#say('waiting');
    if (this.#isLateTold || this.#isClosed) return;
    this.#isLateTold = true;
    this.#options.problem('engine-failed', 'Marks are drawn flat until it has loaded.', cause);
  }

  /** From now on everything is drawn flat; that is told once. */
  #giveUp(why: string, cause?: unknown): void {
    this.#stage?.close();
    this.#stage = null;
    this.#say('off');
    if (this.#isTold || this.#isClosed) return;
    this.#isTold = true;
    this.#options.problem('standing-unavailable', `Marks are drawn flat. ${why}`, cause);
  }

  #say(standing: InkState['standing']): void {
    this.#standing = standing;
    if (!this.#isClosed) this.#options.changed();
  }
}
