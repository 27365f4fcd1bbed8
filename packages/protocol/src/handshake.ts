import * as v from 'valibot';
import { Count, TabId } from './shapes.ts';

/** What a page presents when its socket connects (socket.io `auth`). Tokens never stand in an address. */
export const Handshake = v.object({
  token: v.pipe(v.string(), v.minLength(1), v.maxLength(4_096)),
  version: Count,
  tab: TabId,
});
export type Handshake = v.InferOutput<typeof Handshake>;
