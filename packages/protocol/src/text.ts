// Characters that change the direction of text or have no width: they let one name pass for another.
const INVISIBLE = /[\u00AD\u061C\u180E\u200B-\u200F\u202A-\u202E\u2060-\u206F\uFEFF]/gu;
const BREAKS = /[\p{Cc}\u2028\u2029\s]+/gu;

/** Makes one line of what a person wrote: hidden characters removed, white space folded. */
export function tidyLine(text: string): string {
  return text.replace(INVISIBLE, '').replace(BREAKS, ' ').trim();
}
