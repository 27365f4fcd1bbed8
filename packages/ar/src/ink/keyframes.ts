import {
  MAX_KEYFRAME_CHARACTERS,
  type AnchorId,
  type InkItem,
  type Keyframe,
  type Mark,
} from '@fernblick/protocol';
import type { OwnKeyframe } from './follower.ts';
import type { Pictures } from './pictures.ts';

/** A keyframe without marks is followed for so long, in case they are on their way. */
const EARLY_MS = 15_000;

/** The keyframes that are known, as they travel. */
export class Keyframes {
  /** Null is what is still being made. */
  readonly #known = new Map<
    AnchorId,
    { readonly keyframe: Keyframe | null; readonly atMs: number }
  >();
  readonly #refused = new Set<AnchorId>();

  /** True where the others have it, or are about to. */
  isTold(id: AnchorId): boolean {
    return this.#known.has(id);
  }

  of(id: AnchorId): Keyframe | null {
    return this.#known.get(id)?.keyframe ?? null;
  }

  /** One that arrived; of a whole history only what carries marks is worth looking for. */
  take(keyframe: Keyframe, nowMs: number, isHistory: boolean): void {
    if (this.#known.has(keyframe.id)) return;
    this.#known.set(keyframe.id, { keyframe, atMs: isHistory ? nowMs - EARLY_MS : nowMs });
  }

  /** One of our own that the others cannot have: it is followed for its marks alone, and left with the last of them. */
  refuse(id: AnchorId): void {
    this.#known.delete(id);
    this.#refused.add(id);
  }

  /** True for a mark of which the others will look for what it is drawn on in vain. */
  isRefused({ anchor }: Mark): boolean {
    return this.#refused.has(anchor);
  }

  /** Those whose marks may be on their way. */
  early(nowMs: number): readonly AnchorId[] {
    return [...this.#known].filter(([, { atMs }]) => nowMs - atMs < EARLY_MS).map(([id]) => id);
  }

  /** One of our own, small enough to travel. */
  async make(own: OwnKeyframe, pictures: Pictures, atMs: number): Promise<InkItem> {
    const { id, region } = own.keyframe;
    this.#known.set(id, { keyframe: null, atMs });
    this.#refused.delete(id);
    const picture = await pictures.encode(own.gray, own.size, MAX_KEYFRAME_CHARACTERS);
    const keyframe: Keyframe = { ...own.keyframe, region: [...region], picture };
    this.#known.set(id, { keyframe, atMs });
    return { is: 'keyframe', keyframe };
  }
}
