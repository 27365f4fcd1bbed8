import type { ConnectionSignal } from './peer-connection.ts';

type Offer = Extract<ConnectionSignal, { type: 'offer' }>;
type Candidate = Extract<ConnectionSignal, { type: 'candidate' }>;

/**
 * Puts addresses that are found already into the offer that they belong to: one signal in place of many. Each goes to
 * the end of its media section, as `a=candidate` (RFC 8839); what names no section of the offer is given back.
 */
export function withAddresses(
  offer: Offer,
  candidates: readonly Candidate[],
): { readonly offer: Offer; readonly left: readonly Candidate[] } {
  const [session = '', ...media] = offer.sdp.split(/(?=^m=)/mu);
  const left = candidates.filter(({ candidate, sdpMLineIndex }) => {
    const section = media[sdpMLineIndex ?? -1];
    if (section === undefined || sdpMLineIndex === null || candidate === null) return true;
    media[sdpMLineIndex] = `${section.trimEnd()}\r\na=${candidate}\r\n`;
    return false;
  });
  return { offer: { ...offer, sdp: session + media.join('') }, left };
}

/** How many addresses a description names. */
export function addressesIn(sdp: string): number {
  return sdp.match(/^a=candidate/gmu)?.length ?? 0;
}
