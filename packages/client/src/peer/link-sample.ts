/** What one reading of a connection's statistics says; counters grow from the connection's start. */
export interface LinkSample {
  readonly at: number;
  /** Media and data that arrived. */
  readonly bytesReceived: number;
  /** Checks of the path that arrived; they go on where nothing is sent. */
  readonly checksReceived: number;
  readonly framesDecoded: number;
  readonly soundPackets: number;
  readonly packetsReceived: number;
  readonly packetsLost: number;
  readonly freezesMs: number;
  /** Largest of sound and picture. */
  readonly jitterMs: number;
  readonly roundTripMs: number | null;
  /** What the path is thought to carry from here, in bits per second; null where the browser does not say. */
  readonly outgoingBitrate: number | null;
  /** Share of what was sent that the other side reports lost, 0 to 1. */
  readonly outgoingLoss: number;
  readonly framesSent: number;
  readonly route: 'direct' | 'relay' | null;
}

/** The fields of the browsers' reports that are read; each is missing somewhere. */
interface Entry {
  readonly id: string;
  readonly type: string;
  readonly kind?: string;
  readonly state?: string;
  readonly nominated?: boolean;
  readonly selected?: boolean;
  readonly selectedCandidatePairId?: string;
  readonly localCandidateId?: string;
  readonly remoteCandidateId?: string;
  readonly candidateType?: string;
  readonly bytesReceived?: number;
  readonly requestsReceived?: number;
  readonly responsesReceived?: number;
  readonly currentRoundTripTime?: number;
  readonly availableOutgoingBitrate?: number;
  readonly framesDecoded?: number;
  readonly framesSent?: number;
  readonly packetsReceived?: number;
  readonly packetsLost?: number;
  readonly totalFreezesDuration?: number;
  readonly jitter?: number;
  readonly fractionLost?: number;
}

function selectedPair(entries: ReadonlyMap<string, Entry>): Entry | null {
  let best: Entry | null = null;
  for (const entry of entries.values()) {
    if (entry.type === 'transport' && entry.selectedCandidatePairId !== undefined) {
      const pair = entries.get(entry.selectedCandidatePairId);
      if (pair !== undefined) return pair;
    }
    // Firefox has no transport entry.
    if (entry.type === 'candidate-pair' && (entry.selected === true || entry.nominated === true))
      if (best === null || entry.selected === true) best = entry;
  }
  return best;
}

/** Reads what the supervisor, the quality and the bandwidth need from a browser's report. */
export function readSample(report: Iterable<readonly [string, unknown]>, at: number): LinkSample {
  const entries = new Map(report as Iterable<readonly [string, Entry]>);
  const sum = {
    bytes: 0,
    media: 0,
    checks: 0,
    frames: 0,
    audio: 0,
    packets: 0,
    lost: 0,
    freezes: 0,
    jitter: 0,
    outgoingLoss: 0,
    framesSent: 0,
  };
  for (const entry of entries.values()) {
    if (entry.type === 'transport') sum.bytes += entry.bytesReceived ?? 0;
    else if (entry.type === 'candidate-pair')
      sum.checks += (entry.requestsReceived ?? 0) + (entry.responsesReceived ?? 0);
    else if (entry.type === 'inbound-rtp') {
      sum.media += entry.bytesReceived ?? 0;
      sum.packets += entry.packetsReceived ?? 0;
      sum.lost += Math.max(0, entry.packetsLost ?? 0);
      sum.jitter = Math.max(sum.jitter, entry.jitter ?? 0);
      sum.freezes += entry.totalFreezesDuration ?? 0;
      sum.frames += entry.framesDecoded ?? 0;
      if (entry.kind === 'audio') sum.audio += entry.packetsReceived ?? 0;
    } else if (entry.type === 'remote-inbound-rtp')
      sum.outgoingLoss = Math.max(sum.outgoingLoss, entry.fractionLost ?? 0);
    else if (entry.type === 'outbound-rtp') sum.framesSent += entry.framesSent ?? 0;
  }
  const pair = selectedPair(entries);
  const relayed = [pair?.localCandidateId, pair?.remoteCandidateId].some(
    (id) => id !== undefined && entries.get(id)?.candidateType === 'relay',
  );
  const roundTripS = pair?.currentRoundTripTime;
  return {
    at,
    bytesReceived: Math.max(sum.bytes, sum.media),
    checksReceived: sum.checks,
    framesDecoded: sum.frames,
    soundPackets: sum.audio,
    packetsReceived: sum.packets,
    packetsLost: sum.lost,
    freezesMs: sum.freezes * 1_000,
    jitterMs: sum.jitter * 1_000,
    roundTripMs: roundTripS === undefined ? null : roundTripS * 1_000,
    outgoingBitrate: pair?.availableOutgoingBitrate ?? null,
    outgoingLoss: sum.outgoingLoss,
    framesSent: sum.framesSent,
    route: pair === null ? null : relayed ? 'relay' : 'direct',
  };
}
