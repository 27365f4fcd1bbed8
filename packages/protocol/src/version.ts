/** Version of the wire protocol this code speaks. Raised when a row of a table changes its meaning. */
export const PROTOCOL_VERSION = 1;

/** Oldest version a server of this release still understands; older clients are refused with `client-too-old`. */
export const OLDEST_PROTOCOL_VERSION = 1;
