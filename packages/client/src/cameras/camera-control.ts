import {
  SessionError,
  type CameraAbilities,
  type CameraKind,
  type CameraWish,
} from '@fernblick/protocol';
import type { SessionSnapshot } from '../session-state.ts';

/** The camera of this page, as far as wishes go. */
export interface CameraControl {
  readonly abilities: CameraAbilities;
  /** @throws SessionError `device-constraints`, `device-failed` and other errors of kind `device` */
  apply(wish: CameraWish): Promise<void>;
  /** As it was before anybody wished anything. @throws SessionError of kind `device` */
  undo(kind: CameraKind): Promise<void>;
  /** Another call begins: as it is now is how it was before. */
  forget(): void;
}

interface CameraOwner {
  readonly state: SessionSnapshot;
  flipCamera(): Promise<void>;
}

/** What browsers know of a camera beyond what TypeScript does: Image Capture, W3C working draft. */
interface ImageSettings {
  readonly torch?: unknown;
  readonly zoom?: unknown;
}

const CANNOT: CameraAbilities = { rear: null, torch: null, zoom: null };

/** Sets light and zoom of the running camera, and changes between front and rear. */
export class LocalCameraControl implements CameraControl {
  readonly #owner: CameraOwner;
  /** Of which track the zoom was noted, and what it was. */
  #first: { readonly track: MediaStreamTrack; readonly zoom: number } | null = null;
  /** How it was before the first wish. */
  #before: { readonly rear?: boolean; readonly torch?: boolean } = {};

  constructor(owner: CameraOwner) {
    this.#owner = owner;
  }

  get abilities(): CameraAbilities {
    const track = this.#track;
    const { camera } = this.#owner.state;
    if (track === null || camera.state !== 'on') return CANNOT;
    // Firefox before 132 has no such method.
    const { torch, zoom } = (track.getCapabilities?.() ?? {}) as ImageSettings;
    const now = track.getSettings() as ImageSettings;
    const range = rangeOf(zoom);
    const at = typeof now.zoom === 'number' ? now.zoom : range?.min;
    if (range !== null && at !== undefined && this.#first?.track !== track)
      this.#first = { track, zoom: at };
    return {
      rear: camera.canFlip ? camera.facing === 'environment' : null,
      torch: isTorch(torch) ? now.torch === true : null,
      zoom: range === null || at === undefined ? null : { ...range, at },
    };
  }

  async apply(wish: CameraWish): Promise<void> {
    const { rear, torch, zoom } = this.abilities;
    if (wish.kind === 'rear') {
      if (rear === null) throw new SessionError('device-constraints');
      this.#before = { rear, ...this.#before };
      if (rear !== wish.on) await this.#owner.flipCamera();
      // Where no camera looks there, a browser takes any other one and says nothing.
      if (this.abilities.rear !== wish.on) throw new SessionError('device-constraints');
      return;
    }
    if (wish.kind === 'torch') {
      if (torch === null) throw new SessionError('device-constraints');
      this.#before = { torch, ...this.#before };
      await this.#constrain({ torch: wish.on, ...(zoom === null ? {} : { zoom: zoom.at }) });
      // A camera that cannot do what is advanced leaves it out and says nothing.
      if (this.abilities.torch !== wish.on) throw new SessionError('device-failed');
      return;
    }
    if (zoom === null) throw new SessionError('device-constraints');
    const at = Math.min(zoom.max, Math.max(zoom.min, wish.at));
    await this.#constrain({ zoom: at, ...(torch === null ? {} : { torch }) });
  }

  async undo(kind: CameraKind): Promise<void> {
    const { rear, torch, zoom } = this.abilities;
    if (kind === 'zoom') {
      if (zoom !== null) await this.apply({ kind, at: this.#first?.zoom ?? zoom.min });
      return;
    }
    const { [kind]: before, ...others } = this.#before;
    const now = kind === 'rear' ? rear : torch;
    if (before !== undefined && now !== null && now !== before)
      await this.apply({ kind, on: before });
    this.#before = others;
  }

  forget(): void {
    this.#before = {};
    this.#first = null;
  }

  get #track(): MediaStreamTrack | null {
    return this.#owner.state.localStream?.getVideoTracks()[0] ?? null;
  }

  /** All that is advanced at once: what is left out, a browser sets back. */
  async #constrain(advanced: ImageSettings): Promise<void> {
    const track = this.#track;
    if (track === null) throw new SessionError('device-lost');
    const constraints = { ...track.getConstraints(), advanced: [advanced] };
    try {
      // TypeScript does not know these settings yet.
      await track.applyConstraints(constraints as MediaTrackConstraints);
    } catch (cause) {
      const name = cause instanceof Error ? cause.name : '';
      const code = name === 'OverconstrainedError' ? 'device-constraints' : 'device-failed';
      throw new SessionError(code, { cause });
    }
  }
}

/** Browsers tell it as true or as a list of what can be. */
function isTorch(torch: unknown): boolean {
  return torch === true || (Array.isArray(torch) && torch.includes(true));
}

function rangeOf(zoom: unknown): { min: number; max: number; step: number } | null {
  const { min, max, step } = (zoom ?? {}) as Readonly<Record<string, unknown>>;
  if (typeof min !== 'number' || typeof max !== 'number' || !(min < max)) return null;
  return { min, max, step: typeof step === 'number' && step > 0 ? step : (max - min) / 100 };
}
