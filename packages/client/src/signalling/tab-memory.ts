/** What a tab keeps over a reload, so that it comes back into its call as it was. */
export interface Remembered {
  readonly resume: string;
  readonly microphone: { readonly on: boolean; readonly deviceId: string | null };
  readonly camera: {
    readonly on: boolean;
    readonly deviceId: string | null;
    readonly facing: 'user' | 'environment' | null;
  };
}

function readDevice(value: unknown): { on: boolean; deviceId: string | null } {
  const { on, deviceId } = (value ?? {}) as Record<string, unknown>;
  return { on: on === true, deviceId: typeof deviceId === 'string' ? deviceId : null };
}

/** The part of the tab's session storage that belongs to one person in one session. */
export class TabMemory {
  readonly #key: string;

  constructor(session: string, subject: string | null) {
    this.#key = `fernblick:${session}${subject === null ? '' : `:${subject}`}`;
  }

  /** What was kept; null where nothing was, or storage is not to be had. */
  read(): Remembered | null {
    try {
      const text = this.#storage()?.getItem(this.#key);
      if (typeof text !== 'string') return null;
      const { resume, microphone, camera } = JSON.parse(text) as Record<string, unknown>;
      if (typeof resume !== 'string') return null;
      const facing = (camera as { facing?: unknown } | undefined)?.facing;
      return {
        resume,
        microphone: readDevice(microphone),
        camera: {
          ...readDevice(camera),
          facing: facing === 'user' || facing === 'environment' ? facing : null,
        },
      };
    } catch {
      // What is stored may be anybody's: then there is nothing to resume.
      return null;
    }
  }

  write(remembered: Remembered): void {
    this.#storage()?.setItem(this.#key, JSON.stringify(remembered));
  }

  forget(): void {
    this.#storage()?.removeItem(this.#key);
  }

  /** Null in frames where storage is forbidden: the call goes on, only a reload has to be joined by hand. */
  #storage(): Storage | null {
    try {
      return globalThis.sessionStorage ?? null;
    } catch {
      return null;
    }
  }
}
