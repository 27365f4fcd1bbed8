import * as v from 'valibot';
import { ParticipantId, PersonName, Timestamp } from './shapes.ts';

/** A link into a session that an agent has made for one person, as agents see it. */
export const InvitationView = v.object({
  /** The place in the session that it opens. */
  id: ParticipantId,
  /** For whom it was meant; null where nobody has said. */
  name: v.nullable(PersonName),
  by: PersonName,
  at: Timestamp,
  expiresAt: Timestamp,
  /** `used` while somebody is in the session with it. */
  status: v.picklist(['open', 'used', 'revoked', 'expired']),
  /** What to send: opening it uses nothing up. */
  link: v.pipe(v.string(), v.url()),
});
export type InvitationView = v.InferOutput<typeof InvitationView>;
