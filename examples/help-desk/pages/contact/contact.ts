import type {} from '@fernblick/elements/events.js';
import type { SessionRequest } from '@fernblick/elements/session-request.js';
import type { VideoSession } from '@fernblick/elements/video-session.js';
import { readAddress, setUpLanguageLink } from '../desk/address.ts';
import { applyWords } from '../desk/apply-words.ts';
import { DeskApi } from '../desk/desk-api.ts';
import { byId, newId } from '../desk/make.ts';
import { wordsFor } from '../desk/words.ts';

const { lang, tagLang } = readAddress();
const api = new DeskApi('customer', '');
const own = {
  en: {
    title: 'How can we help?',
    lead: 'You need no ticket and no account. Tell us your name, then ask for a video session.',
    hello: (name: string) => `Hello ${name}`,
    name: 'Your name',
    goOn: 'Continue',
    demo: 'This is a demo: your name is taken at its word, and kept in this tab alone.',
  },
  de: {
    title: 'Wie können wir helfen?',
    lead: 'Sie brauchen weder Ticket noch Konto. Nennen Sie Ihren Namen und fragen Sie nach einer Videositzung.',
    hello: (name: string) => `Guten Tag, ${name}`,
    name: 'Ihr Name',
    goOn: 'Weiter',
    demo: 'Dies ist eine Demo: Ihr Name wird geglaubt, und nur in diesem Tab behalten.',
  },
}[lang];
/** Who is on this page, as a demo remembers them: whoever comes back finds their request and their call again. */
const VISITOR = 'nordlicht-visitor';
const SESSION = 'nordlicht-visit';

document.documentElement.lang = lang;
document.title = `${own.title} · Nordlicht Service`;
applyWords(document, wordsFor(lang));
setUpLanguageLink(byId('language', HTMLAnchorElement), lang);
const [title, who, field] = [
  byId('title', HTMLElement),
  byId('who', HTMLFormElement),
  byId('name', HTMLInputElement),
];
title.textContent = own.title;
byId('lead', HTMLElement).textContent = own.lead;
byId('name-label', HTMLElement).textContent = own.name;
byId('go-on', HTMLElement).textContent = own.goOn;
byId('demo', HTMLElement).textContent = own.demo;

interface Visitor {
  readonly id: string;
  readonly name: string;
}

/** Shows the tag that asks, and the call as soon as there is one. */
function welcome(visitor: Visitor): void {
  const isTyped = !who.hidden && document.activeElement !== document.body;
  title.textContent = own.hello(visitor.name);
  byId('lead', HTMLElement).hidden = true;
  who.hidden = true;
  const getToken = ({ signal }: { readonly signal: AbortSignal }): Promise<string> =>
    api.visitorToken(visitor, signal);
  const request: SessionRequest = document.createElement('session-request');
  Object.assign(request, { lang: tagLang, server: location.origin, getToken });
  const show = (session: string): void => {
    const video: VideoSession = document.createElement('video-session');
    Object.assign(video, { lang: tagLang, server: location.origin, getToken, session });
    // Until it is agreed, and where it never is, the tag that asks says all there is to say, but that nobody came.
    video.hidden = true;
    video.addEventListener('client-changed', ({ client }) => {
      client?.subscribe(({ session: now }) => {
        const isOff = now?.phase === 'cancelled' && now.end?.reason !== 'no-show';
        video.hidden = now === null || now.phase === 'requested' || isOff;
        request.hidden = now?.phase === 'confirmed' || now?.phase === 'in-progress';
      });
    });
    document.querySelector('video-session')?.remove();
    request.after(video);
  };
  request.addEventListener('session-requested', ({ session }) => {
    sessionStorage.setItem(SESSION, session);
    show(session);
  });
  who.after(request);
  const before = sessionStorage.getItem(SESSION);
  if (before !== null) show(before);
  if (isTyped) {
    title.tabIndex = -1;
    title.focus();
  }
}

who.addEventListener('submit', (event) => {
  event.preventDefault();
  const visitor: Visitor = { id: newId(), name: field.value.trim() };
  if (visitor.name === '') {
    field.focus();
    return;
  }
  sessionStorage.setItem(VISITOR, JSON.stringify(visitor));
  welcome(visitor);
});

const known = sessionStorage.getItem(VISITOR);
// Written above, so it has this form.
if (known !== null) welcome(JSON.parse(known) as Visitor);
