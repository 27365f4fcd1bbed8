/** A piece of a message: plain text, or what leads somewhere. */
export interface TextPart {
  readonly text: string;
  /** Checked address of a link; null for plain text. */
  readonly href: string | null;
}

/** What may be an address; what it is worth is for the URL parser to say. */
const CANDIDATE = /(?<![\p{L}\p{N}@./])(?:https?:\/\/|mailto:|www\.)[^\s<>"“”«»]+/giu;
/** Ends a sentence rather than an address. */
const TRAILING = /[.,;:!?'’)\]}…]+$/u;
const SAFE: readonly string[] = ['http:', 'https:', 'mailto:'];

/** Takes a message apart into text and links; joined again, the parts are the message. */
export function partsOf(message: string): readonly TextPart[] {
  const parts: TextPart[] = [];
  let from = 0;
  const push = (text: string, href: string | null): void => {
    if (text !== '') parts.push({ text, href });
  };
  for (const { 0: found, index } of message.matchAll(CANDIDATE)) {
    const text = withoutTrailing(found);
    const href = safeAddress(text);
    if (href === null) continue;
    push(message.slice(from, index), null);
    push(text, href);
    from = index + text.length;
  }
  push(message.slice(from), null);
  return parts;
}

/** A bracket that was opened within the address belongs to it. */
function withoutTrailing(found: string): string {
  const text = found.replace(TRAILING, '');
  return text.includes('(') && found[text.length] === ')' ? `${text})` : text;
}

/** Null for what is no address, or pretends to be another one by a name before an `@`. */
function safeAddress(text: string): string | null {
  try {
    const url = new URL(/^www\./iu.test(text) ? `https://${text}` : text);
    const isSafe = SAFE.includes(url.protocol) && url.username === '' && url.password === '';
    return isSafe ? url.href : null;
  } catch {
    // No address: it stays the text that it is.
    return null;
  }
}
