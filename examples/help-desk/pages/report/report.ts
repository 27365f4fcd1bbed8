import type { ActivityReport } from '@fernblick/elements/activity-report.js';
import { applyWords } from '../desk/apply-words.ts';
import { pageAddress, readAddress, setUpLanguageLink } from '../desk/address.ts';
import { DeskApi } from '../desk/desk-api.ts';
import { byId } from '../desk/make.ts';
import { wordsFor } from '../desk/words.ts';

const { agent, lang, tagLang } = readAddress();
const words = wordsFor(lang);
const api = new DeskApi('agent', agent);

document.documentElement.lang = lang;
applyWords(document, words);
document.title = `${words.report} · Nordlicht Service`;
setUpLanguageLink(byId('language', HTMLAnchorElement), lang);
byId('to-desk', HTMLAnchorElement).href = pageAddress('/agent/', { agent });

const report = byId('report', HTMLElement) as ActivityReport;
report.lang = tagLang;
report.getToken = ({ signal }) => api.agentToken(signal);
