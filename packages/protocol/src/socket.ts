import type { ErrorBody } from './session-error.ts';
import type { Notice, NoticeName } from './notices.ts';
import type { Reply, RequestInput, RequestName } from './requests.ts';

/** The acknowledgement of a request. */
export type Answer<N extends RequestName> =
  | { readonly ok: true; readonly value: Reply<N> }
  | { readonly ok: false; readonly error: ErrorBody };

/** What a page emits, as socket.io wants it typed. */
export type ClientToServer = {
  [N in RequestName]: (request: RequestInput<N>, answer: (answer: Answer<N>) => void) => void;
};

/** What a page hears, as socket.io wants it typed. */
export type ServerToClient = { [N in NoticeName]: (notice: Notice<N>) => void };
