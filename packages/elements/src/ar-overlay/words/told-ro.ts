import type { ToldWords } from './told-en.ts';

const plural = new Intl.PluralRules('ro');

/** What `<ar-overlay>` tells in Romanian. */
export const ro: ToldWords = {
  kinds: {
    pen: (n) => `Linia ${n}`,
    highlighter: (n) => `Evidențierea ${n}`,
    line: (n) => `Linia dreaptă ${n}`,
    arrow: (n) => `Săgeata ${n}`,
    'arrow-3d': (n) => `Săgeata 3D ${n}`,
    rectangle: (n) => `Dreptunghiul ${n}`,
    ellipse: (n) => `Elipsa ${n}`,
    text: (n) => `Textul ${n}`,
    label: (n) => `Eticheta ${n}`,
    pin: (n) => `Pinul ${n}`,
    outline: (n) => `Obiectul ${n}`,
  },
  problems: {
    'tracking-unavailable':
      'Acest browser nu poate urmări obiecte. Desenele rămân pe loc în timp ce imaginea se mișcă.',
    'standing-unavailable':
      'Acest browser nu poate desena în trei dimensiuni. Săgețile 3D și etichetele apar plate.',
    'wrong-frame': 'O imagine nu a putut fi citită.',
    'unusable-keyframe': 'Un desen nu și-a găsit locul în imagine.',
    'unmapped-picture':
      'Această imagine este înclinată sau decupată în pagină, așa că nu se poate desena pe ea aici. Proprietarul paginii o poate afișa drept.',
    'unreadable-picture':
      'Această imagine nu poate fi citită, așa că nu se poate desena pe ea aici. Proprietarul paginii poate schimba acest lucru.',
    'unusable-ink':
      'Ceva ce a desenat cealaltă parte nu poate fi arătat aici. Restul merge mai departe; reîncărcați ambele pagini, ca să aibă aceeași versiune.',
    'not-sent': 'Nu a ajuns la cealaltă parte și a fost retras.',
    'not-allowed': 'Nu puteți face acest lucru în desen.',
    'nothing-picked':
      'Acolo nu iese nimic în evidență. Trasați o linie în jurul obiectului ca să îl alegeți.',
    'model-missing':
      'Ce recunoaște obiecte și mâini lipsește din această pagină. Desenați și alegeți fără; îl poate adăuga cel care se ocupă de pagină.',
    'model-unusable':
      'Ce recunoaște obiecte și mâini este deteriorat. Desenați și alegeți fără; îl poate înlocui cel care se ocupă de pagină.',
    'vision-unavailable':
      'Acest browser nu poate recunoaște aici obiecte și mâini. Desenați și alegeți fără sau încercați alt browser.',
    'engine-failed': 'Desenarea a fost întreruptă. Ce s-a desenat este încă acolo.',
  },
  you: 'dumneavoastră',
  somebody: 'cineva',
  drawingIsOff: 'Desenarea este oprită pentru dumneavoastră. Puteți încă indica.',
  notFollowing: 'Nu urmărește obiectul',
  frozen: 'Imaginea dumneavoastră este oprită',
  loadingModel: (share) =>
    share === null ? 'Se pregătește…' : `Se pregătește: ${Math.round(share * 100)} %`,
  picking: 'Se caută obiectul…',
  coarse: 'Contur aproximativ, după culoare și margini',
  loadingStanding: 'Se pregătește desenarea 3D',
  added: (mark, name) => `${mark}, de ${name}`,
  onObject: 'pe obiect',
  unsure: 'loc nesigur',
  waiting: 'își caută locul',
  lost: (mark) => `${mark}: loc pierdut`,
  found: (mark) => `${mark}: loc regăsit`,
  removed: (mark) => `${mark}: ștergere făcută`,
  removedMany: (count) =>
    ({ one: 'Un desen șters', few: `${count} desene șterse` })[plural.select(count) as 'one'] ??
    `${count} de desene șterse`,
  selected: (mark) => `${mark}: selecție activă`,
  quoted: (mark, text) => `${mark} „${text}”`,
};
