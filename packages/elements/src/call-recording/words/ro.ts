import type { CallRecordingWords } from './en.ts';

/** The words of `<call-recording>` in Romanian. */
export const ro: CallRecordingWords = {
  record: 'Înregistrare',
  recordHint: 'Îi întreabă mai întâi pe toți cei din apel',
  unsupported:
    'Acest browser nu poate înregistra. Folosiți o versiune actuală de Chrome, Edge sau Firefox.',
  askAgainIn: (time) => `Cineva tocmai a spus nu. Puteți întreba din nou peste ${time}.`,
  heading: 'Poate fi înregistrat acest apel?',
  asks: (name) => `${name} dorește să înregistreze acest apel.`,
  what: 'Se înregistrează imaginile acestui apel cu ce se desenează pe ele și sunetul tuturor.',
  who: 'Înregistrarea rămâne la această sesiune. O poate vedea cine poate vedea sesiunea: dumneavoastră și echipa de asistență. Colegi din echipa de asistență pot asculta apelul.',
  yours: 'Browserul dumneavoastră face înregistrarea: țineți pagina deschisă.',
  free: 'Apelul continuă oricare ar fi răspunsul, iar înregistrarea o puteți opri oricând.',
  yes: 'Sunt de acord',
  no: 'Refuz',
  later: 'Decid mai târziu',
  answer: 'Răspundeți',
  waitingFor: (names) => `Se așteaptă acordul de la ${names} …`,
  takeBack: 'Retrage',
  rec: 'REC',
  recording: 'Acest apel este înregistrat.',
  notStoring: 'Momentan înregistrarea nu se salvează.',
  notKnown: 'Această pagină nu are legătură cu serverul: poate că înregistrarea continuă.',
  noKept:
    'Refuzul dumneavoastră va fi transmis imediat ce pagina are din nou legătură. Până atunci poate că înregistrarea continuă.',
  starting: 'Înregistrarea începe …',
  pausedFor: {
    agent: 'Înregistrare în pauză',
    newcomer: 'Înregistrare în pauză: este întrebat cine tocmai a intrat',
    hold: 'Înregistrare în pauză în timpul așteptării',
  },
  pause: 'Pauză',
  resume: 'Continuă',
  stop: 'Oprește înregistrarea',
  denied: 'Nu se înregistrează nimic: nu toți au fost de acord.',
  deniedLater: 'Înregistrarea a fost oprită: nu toți au fost de acord.',
  neverBegan: 'Nu s-a înregistrat nimic.',
  over: {
    stopped: 'Înregistrarea s-a încheiat. În curând va fi la această sesiune.',
    ended:
      'Înregistrarea a fost oprită: pagina ei nu mai este, sau a predat apelul. Ce s-a înregistrat rămâne; alta îi întreabă din nou pe toți.',
    'consent-withdrawn': 'Înregistrarea a fost oprită: cineva și-a retras acordul.',
    storage:
      'Înregistrarea a fost oprită: nu mai este loc pentru a o păstra. Ce s-a înregistrat rămâne. Faceți loc pe dispozitivul care înregistrează, apoi întrebați din nou.',
    failed:
      'Înregistrarea a fost oprită: browserul nu a putut continua. Ce s-a înregistrat rămâne; „Înregistrare” îi întreabă din nou pe toți.',
  },
  slower: 'Acest dispozitiv este ocupat: înregistrarea are imagini mai puține sau mai mici.',
  inMemory:
    'Țineți pagina deschisă până când înregistrarea este salvată: acest browser nu păstrează nimic în plus.',
  close: 'Închide',
};
