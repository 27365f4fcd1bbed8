import type { Quality } from '@fernblick/protocol';
import type { LinkSample } from './link-sample.ts';

// Long enough that a single lost burst is not the network, short enough to say so within 10 s.
const WINDOW_MS = 4_000;
// Better news is believed only when it lasts.
const BETTER_AFTER_MS = 4_000;
// The first pictures of a connection come in jerks while both ends find their pace; that is not the network either.
const SETTLE_MS = 2_000;
// From about 3 % on a voice has audible gaps and a picture blocks; from 8 % on talking is work.
const FAIR = { loss: 0.03, roundTripMs: 350, jitterMs: 50, frozen: 0.05 };
const POOR = { loss: 0.08, roundTripMs: 800, jitterMs: 120, frozen: 0.25 };

const order: readonly Quality[] = ['good', 'fair', 'poor', 'lost'];

/** What is known of one direction so far. */
export interface Rating {
  readonly samples: readonly LinkSample[];
  /** When the first packets of the connection arrived; null before. */
  readonly startedAt: number | null;
  /** What a person is shown; null until there is something to go by. */
  readonly shown: Quality | null;
  readonly betterSince: number | null;
}

export const unrated: Rating = { samples: [], startedAt: null, shown: null, betterSince: null };

function judge(first: LinkSample, last: LinkSample): Quality {
  const lost = Math.max(0, last.packetsLost - first.packetsLost);
  const received = Math.max(0, last.packetsReceived - first.packetsReceived);
  const spanMs = Math.max(1, last.at - first.at);
  const seen = {
    loss: lost + received === 0 ? 0 : lost / (lost + received),
    roundTripMs: last.roundTripMs ?? 0,
    jitterMs: last.jitterMs,
    frozen: Math.max(0, last.freezesMs - first.freezesMs) / spanMs,
  };
  const over = (limits: typeof FAIR): boolean =>
    (Object.keys(limits) as (keyof typeof FAIR)[]).some((key) => seen[key] >= limits[key]);
  return over(POOR) ? 'poor' : over(FAIR) ? 'fair' : 'good';
}

/** Takes in a sample; `flows` is false while the supervisor is getting the connection back. */
export function rate(rating: Rating, sample: LinkSample, flows: boolean): Rating {
  const { shown } = rating;
  if (!flows) return { ...unrated, shown: shown === null ? null : 'lost' };
  const last = rating.samples.at(-1);
  // Counters that fell belong to a new connection.
  const continued = last === undefined || sample.packetsReceived >= last.packetsReceived;
  const startedAt =
    (continued ? rating.startedAt : null) ?? (sample.packetsReceived > 0 ? sample.at : null);
  const settled = startedAt !== null && sample.at - startedAt >= SETTLE_MS;
  if (!settled) return { ...unrated, startedAt, shown: shown === 'lost' ? null : shown };
  const recent = continued ? rating.samples : [];
  const samples = [...recent.filter(({ at }) => sample.at - at <= WINDOW_MS), sample];
  const [first] = samples;
  if (first === undefined || first === sample) return { ...rating, startedAt, samples };
  const now = judge(first, sample);
  if (shown === null || order.indexOf(now) >= order.indexOf(shown))
    return { startedAt, samples, shown: now, betterSince: null };
  const betterSince = rating.betterSince ?? sample.at;
  return sample.at - betterSince >= BETTER_AFTER_MS
    ? { startedAt, samples, shown: now, betterSince: null }
    : { startedAt, samples, shown, betterSince };
}
