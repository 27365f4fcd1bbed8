// Characters that change the direction of text or have no width: they let one name pass for another.
const INVISIBLE = /[\u00AD\u061C\u180E\u200B-\u200F\u202A-\u202E\u2060-\u206F\uFEFF]/gu;
const BREAKS = /[\p{Cc}\u2028\u2029\s]+/gu;

const SPACES = /[^\S\n]+/gu;
const CONTROLS = /[^\P{Cc}\n\t]/gu;

/** Makes tidy text of what a person wrote over several lines: hidden characters removed, at most one empty line in a row. */
export function tidyText(text: string): string {
  return text
    .replace(/\r\n?|[\u2028\u2029]/gu, '\n')
    .replace(INVISIBLE, '')
    .replace(CONTROLS, '')
    .replace(SPACES, ' ')
    .replace(/ ?\n ?/gu, '\n')
    .replace(/\n{3,}/gu, '\n\n')
    .trim();
}

/** Makes one line of what a person wrote: hidden characters removed, white space folded. */
export function tidyLine(text: string): string {
  return text.replace(INVISIBLE, '').replace(BREAKS, ' ').trim();
}
