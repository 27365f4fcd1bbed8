import type { DeskLanguage } from './words.ts';

// The tags speak two languages more than the desk does.
const tagLanguages = ['en', 'de', 'it', 'ro'] as const;
type TagLanguage = (typeof tagLanguages)[number];

/** What the page's address says; a demo's stand-in for a session and a profile. */
export interface Address {
  readonly agent: string;
  readonly ticket: string;
  /** On an agent's page: a session that is shown beside what the ticket has now, or by itself where no ticket is named. */
  readonly session: string;
  /** The language of the page itself. */
  readonly lang: DeskLanguage;
  /** The language of Fernblick's tags in it. */
  readonly tagLang: TagLanguage;
}

/** Reads the page's address. */
export function readAddress(): Address {
  const parameters = new URLSearchParams(location.search);
  const asked = parameters.get('lang');
  const tagLang = tagLanguages.find((one) => one === asked) ?? 'en';
  return {
    agent: parameters.get('agent') ?? 'anna',
    ticket: parameters.get('ticket') ?? '',
    session: parameters.get('session') ?? '',
    lang: tagLang === 'de' ? 'de' : 'en',
    tagLang,
  };
}

/** The address of a page of this desk that keeps the language; a parameter that is null is left out. */
export function pageAddress(
  path: string,
  parameters: Readonly<Record<string, string | null>>,
): string {
  const { tagLang } = readAddress();
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries({
    ...parameters,
    lang: 'lang' in parameters ? parameters['lang'] : tagLang,
  }))
    if (value !== null && value !== undefined && !(name === 'lang' && value === 'en'))
      query.set(name, value);
  const text = query.toString();
  return text === '' ? path : `${path}?${text}`;
}

/** Points the page's language link at this same page in the other language. */
export function setUpLanguageLink(link: HTMLAnchorElement, lang: DeskLanguage): void {
  const other = lang === 'en' ? 'de' : 'en';
  const here = Object.fromEntries(new URLSearchParams(location.search));
  link.href = pageAddress(location.pathname, { ...here, lang: other });
  link.lang = other;
  link.hreflang = other;
}
