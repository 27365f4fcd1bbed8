import * as v from 'valibot';
import { ParticipantId, PersonName, Role, Timestamp } from './shapes.ts';

/** What stands behind the `#` of a link. */
export const LinkKey = v.pipe(v.string(), v.maxLength(200));

/** A link into a session that an agent has made for one person, as agents see it. */
export const InvitationView = v.object({
  /** The place in the session that it opens. */
  id: ParticipantId,
  /** `customer` opens a place to whoever has it; `agent` counts only together with an agent's own token. */
  role: v.optional(Role, 'customer'),
  /** For whom it was meant; null where nobody has said. */
  name: v.nullable(PersonName),
  /** Null where the host has made it in nobody's name. */
  by: v.nullable(PersonName),
  at: Timestamp,
  /** Null where it holds as long as the session does, as it does for colleagues. */
  expiresAt: v.nullable(Timestamp),
  /** `used` while somebody is in the session with it, and for good once a colleague has come with it. */
  status: v.picklist(['open', 'used', 'revoked', 'expired']),
  /** Which colleague has come with it; null where none has. */
  acceptedBy: v.optional(v.nullable(PersonName), null),
  /** What to send: opening it uses nothing up. */
  link: v.pipe(v.string(), v.url()),
});
export type InvitationView = v.InferOutput<typeof InvitationView>;
