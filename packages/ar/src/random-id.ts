const BYTES = 16;

/** 128 random bits as text; `crypto.randomUUID` is missing on insecure pages, where one can draw all the same. */
export function randomId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(BYTES));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
