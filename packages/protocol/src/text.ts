// Characters that change the direction of text or have no width: they let one name pass for another.
const INVISIBLE = /[\u00AD\u061C\u180E\u200B-\u200F\u202A-\u202E\u2060-\u206F\uFEFF]/gu;
const BREAKS = /[\p{Cc}\u2028\u2029\s]+/gu;

// As INVISIBLE, but not what joins and shapes characters in many scripts and in emoji (U+200C, U+200D) and marks direction
// without overriding it (U+200E, U+200F, U+061C).
const TREACHEROUS = /[\u00AD\u180E\u200B\u202A-\u202E\u2060-\u206F\uFEFF]/gu;
const LINE_ENDS = /\r\n?|[\u0085\u2028\u2029]/gu;
const CONTROLS = /[^\P{Cc}\n\t]/gu;
const LONE_SURROGATES = /\p{Cs}/gu;

/** Makes plain text of several lines: line ends alike, nothing hidden, no blank around it. */
export function tidyText(text: string): string {
  return text
    .replace(LINE_ENDS, '\n')
    .replace(TREACHEROUS, '')
    .replace(CONTROLS, '')
    .replace(LONE_SURROGATES, '\uFFFD')
    .replace(/\n{3,}/gu, '\n\n')
    .trim();
}

/** Makes one line of what a person wrote: hidden characters removed, white space folded. */
export function tidyLine(text: string): string {
  return text.replace(INVISIBLE, '').replace(BREAKS, ' ').trim();
}
