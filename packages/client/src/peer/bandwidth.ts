/**
 * Voice only, by itself, on a network that is too weak for a picture, and back. Pure.
 * While no picture is sent the browser cannot know whether one would fit, so the way back is a trial; each that fails
 * makes the next one wait twice as long.
 */

/** Below this a voice (40 kbit/s with its headers) and the signalling fill the line; a picture would starve both. */
export const AUDIO_ONLY_BELOW_BITRATE = 80_000;
/** From here on a picture surely fits beside the voice. */
export const PICTURE_ABOVE_BITRATE = 200_000;
// Above this even the voice breaks; a picture on top would only take its place.
const LOSS_LIMIT = 0.4;
const CALM_LOSS = 0.1;
const WEAK_FOR_MS = 5_000;
const STRONG_FOR_MS = 5_000;
const FIRST_TRIAL_AFTER_MS = 15_000;
const LONGEST_TRIAL_AFTER_MS = 120_000;
// A picture that lasted this long was no failed trial.
const PROVEN_AFTER_MS = 30_000;

export interface Bandwidth {
  readonly audioOnly: boolean;
  /** When `audioOnly` last changed. */
  readonly since: number;
  /** Since when the network has asked for a change; null while it does not. */
  readonly askingSince: number | null;
  readonly trialAfterMs: number;
}

/** Begins with a picture. */
export function beginBandwidth(at: number): Bandwidth {
  return { audioOnly: false, since: at, askingSince: null, trialAfterMs: FIRST_TRIAL_AFTER_MS };
}

/** Takes in what the connection is thought to carry; `bitrate` is null where the browser does not say. */
export function adjust(
  state: Bandwidth,
  sample: { readonly at: number; readonly bitrate: number | null; readonly loss: number },
): Bandwidth {
  const { at, bitrate, loss } = sample;
  if (!state.audioOnly) {
    const weak = (bitrate !== null && bitrate < AUDIO_ONLY_BELOW_BITRATE) || loss > LOSS_LIMIT;
    if (!weak) {
      const proven = at - state.since >= PROVEN_AFTER_MS;
      if (state.askingSince === null && !proven) return state;
      return {
        ...state,
        askingSince: null,
        trialAfterMs: proven ? FIRST_TRIAL_AFTER_MS : state.trialAfterMs,
      };
    }
    const askingSince = state.askingSince ?? at;
    if (at - askingSince < WEAK_FOR_MS) return { ...state, askingSince };
    return { ...state, audioOnly: true, since: at, askingSince: null };
  }
  const strong = bitrate !== null && bitrate >= PICTURE_ABOVE_BITRATE && loss < CALM_LOSS;
  const askingSince = strong ? (state.askingSince ?? at) : null;
  const surely = askingSince !== null && at - askingSince >= STRONG_FOR_MS;
  const trial = at - state.since >= state.trialAfterMs && loss < CALM_LOSS;
  // An estimate from before the picture stopped may still look good; it counts only with the trial's wait.
  if (!trial && !(surely && at - state.since >= FIRST_TRIAL_AFTER_MS))
    return { ...state, askingSince };
  return {
    audioOnly: false,
    since: at,
    askingSince: null,
    trialAfterMs: Math.min(state.trialAfterMs * 2, LONGEST_TRIAL_AFTER_MS),
  };
}
