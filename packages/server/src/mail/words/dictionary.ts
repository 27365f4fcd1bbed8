import type { MailLanguage } from '../../config.ts';
import { de } from './de.ts';
import { en, type MailWords } from './en.ts';
import { it } from './it.ts';
import { ro } from './ro.ts';

/** What e-mails say, by language. */
export const mailWords: Readonly<Record<MailLanguage, MailWords>> = { en, de, it, ro };

/** The language that e-mails are written in for somebody with this tag, such as `de-AT`. */
export function mailLanguageOf(tag: string | null, otherwise: MailLanguage): MailLanguage {
  const wanted = tag?.toLowerCase().split('-')[0];
  return wanted !== undefined && Object.hasOwn(mailWords, wanted)
    ? (wanted as MailLanguage)
    : otherwise;
}
