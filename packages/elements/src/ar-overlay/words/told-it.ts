import type { ToldWords } from './told-en.ts';

/** What `<ar-overlay>` tells in Italian. */
export const it: ToldWords = {
  kinds: {
    pen: (n) => `Tratto ${n}`,
    highlighter: (n) => `Evidenziazione ${n}`,
    line: (n) => `Linea retta ${n}`,
    arrow: (n) => `Freccia ${n}`,
    'arrow-3d': (n) => `Freccia 3D ${n}`,
    rectangle: (n) => `Rettangolo ${n}`,
    ellipse: (n) => `Ellisse ${n}`,
    text: (n) => `Testo ${n}`,
    label: (n) => `Etichetta ${n}`,
    pin: (n) => `Segnaposto ${n}`,
    outline: (n) => `Oggetto ${n}`,
  },
  problems: {
    'tracking-unavailable':
      'Questo browser non può seguire gli oggetti. I disegni restano fermi mentre l’immagine si muove.',
    'standing-unavailable':
      'Questo browser non può disegnare in tre dimensioni. Frecce 3D ed etichette appaiono piatte.',
    'wrong-frame': 'Un’immagine non era leggibile.',
    'unusable-keyframe': 'Un disegno non ha trovato posto nell’immagine.',
    'unmapped-picture':
      'Questa immagine è inclinata o ritagliata nella pagina: qui non ci si può disegnare sopra. Chi gestisce la pagina può mostrarla piana.',
    'unreadable-picture':
      'Questa immagine non è leggibile: qui non ci si può disegnare sopra. Chi gestisce la pagina può cambiarlo.',
    'unusable-ink':
      'Qualcosa che ha disegnato l’altra parte non si può mostrare qui. Tutto il resto continua; ricarichi entrambe le pagine, perché abbiano la stessa versione.',
    'not-sent': 'Non è arrivato all’altra parte ed è stato ritirato.',
    'not-allowed': 'Nel disegno non può farlo.',
    'nothing-picked': 'Lì non spicca nulla. Tracci una linea attorno all’oggetto per sceglierlo.',
    'model-missing':
      'Ciò che riconosce oggetti e mani manca in questa pagina. Disegni e scelga senza; può aggiungerlo chi gestisce la pagina.',
    'model-unusable':
      'Ciò che riconosce oggetti e mani è danneggiato. Disegni e scelga senza; può sostituirlo chi gestisce la pagina.',
    'vision-unavailable':
      'Questo browser qui non può riconoscere oggetti e mani. Disegni e scelga senza, o provi un altro browser.',
    'engine-failed': 'Il disegno si è interrotto. Quanto disegnato è ancora lì.',
  },
  you: 'Lei',
  somebody: 'qualcuno',
  drawingIsOff: 'Per Lei il disegno è disattivato. Può ancora indicare.',
  notFollowing: 'Non segue l’oggetto',
  frozen: 'La Sua immagine è ferma',
  loadingModel: (share) =>
    share === null ? 'Preparazione…' : `Preparazione: ${Math.round(share * 100)} %`,
  picking: 'Ricerca dell’oggetto…',
  coarse: 'Contorno approssimativo, per colore e bordi',
  loadingStanding: 'Preparazione del disegno 3D',
  added: (mark, name) => `${mark} di ${name}`,
  onObject: 'sull’oggetto',
  unsure: 'posizione incerta',
  waiting: 'in cerca del suo posto',
  lost: (mark) => `${mark}: posizione persa`,
  found: (mark) => `${mark}: posizione ritrovata`,
  removed: (mark) => `${mark}: eliminazione avvenuta`,
  removedMany: (count) => `${count} segni eliminati`,
  selected: (mark) => `${mark}: selezione attiva`,
  quoted: (mark, text) => `${mark} «${text}»`,
};
