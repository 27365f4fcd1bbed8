import * as v from 'valibot';

/**
 * What came of trying one thing out. `untested`: not tried, or the person did not say; `denied`: the browser or the person
 * keeps it; `missing`: there is none, or none is set up; `busy`: another program holds it; `failed`: it does not start, or
 * nothing was heard; `blocked`: the network lets nothing through; `refused`: the relay does not accept the credentials;
 * `full`: the relay has no room.
 */
export const Finding = v.picklist([
  'works',
  'untested',
  'denied',
  'missing',
  'busy',
  'failed',
  'blocked',
  'refused',
  'full',
]);
export type Finding = v.InferOutput<typeof Finding>;

/** What somebody found who tried everything out before a call. */
export const PreCallFindings = v.object({
  camera: Finding,
  microphone: Finding,
  speaker: Finding,
  /** From page to page, without a relay. */
  direct: Finding,
  /** Through a relay over UDP, and over TCP or TLS. */
  relayUdp: Finding,
  relayTcp: Finding,
});
export type PreCallFindings = v.InferOutput<typeof PreCallFindings>;
