import type { ToldWords } from './told-en.ts';

/** What `<ar-overlay>` tells in German. */
export const de: ToldWords = {
  kinds: {
    pen: (n) => `Linie ${n}`,
    highlighter: (n) => `Hervorhebung ${n}`,
    line: (n) => `Gerade ${n}`,
    arrow: (n) => `Pfeil ${n}`,
    'arrow-3d': (n) => `3D-Pfeil ${n}`,
    rectangle: (n) => `Rechteck ${n}`,
    ellipse: (n) => `Ellipse ${n}`,
    text: (n) => `Text ${n}`,
    label: (n) => `Schild ${n}`,
    pin: (n) => `Pin ${n}`,
    outline: (n) => `Gegenstand ${n}`,
  },
  problems: {
    'tracking-unavailable':
      'Dieser Browser kann Gegenständen nicht folgen. Zeichnungen bleiben stehen, während sich das Bild bewegt.',
    'standing-unavailable':
      'Dieser Browser kann nicht räumlich zeichnen. 3D-Pfeile und Schilder erscheinen flach.',
    'wrong-frame': 'Ein Bild war nicht lesbar.',
    'unusable-keyframe': 'Eine Zeichnung fand keinen Platz im Bild.',
    'unmapped-picture':
      'Dieses Bild steht auf der Seite schräg oder beschnitten; hier lässt sich nicht darauf zeichnen. Der Betreiber der Seite kann es flach zeigen.',
    'unreadable-picture':
      'Dieses Bild ist nicht lesbar; hier lässt sich nicht darauf zeichnen. Der Betreiber der Seite kann das ändern.',
    'unusable-ink':
      'Etwas, was die andere Seite gezeichnet hat, lässt sich hier nicht zeigen. Alles andere geht weiter; laden Sie beide Seiten neu, damit beide dieselbe Version haben.',
    'not-sent': 'Das kam auf der anderen Seite nicht an und wurde zurückgenommen.',
    'not-allowed': 'Das dürfen Sie in der Zeichnung nicht.',
    'nothing-picked': 'Dort hebt sich nichts ab. Umfahren Sie den Gegenstand, um ihn zu wählen.',
    'model-missing':
      'Was Gegenstände und Hände erkennt, fehlt auf dieser Seite. Zeichnen und wählen Sie ohne; ergänzen kann es, wem die Seite gehört.',
    'model-unusable':
      'Was Gegenstände und Hände erkennt, ist beschädigt. Zeichnen und wählen Sie ohne; ersetzen kann es, wem die Seite gehört.',
    'vision-unavailable':
      'Dieser Browser kann hier keine Gegenstände und Hände erkennen. Zeichnen und wählen Sie ohne, oder nehmen Sie einen anderen Browser.',
    'engine-failed': 'Das Zeichnen war unterbrochen. Was gezeichnet wurde, ist noch da.',
  },
  you: 'Ihnen',
  somebody: 'jemandem',
  drawingIsOff: 'Zeichnen ist für Sie abgeschaltet. Zeigen können Sie weiterhin.',
  notFollowing: 'Folgt dem Gegenstand nicht',
  frozen: 'Ihr Bild steht still',
  loadingModel: (share) =>
    share === null ? 'Wird vorbereitet …' : `Wird vorbereitet: ${Math.round(share * 100)} %`,
  picking: 'Sucht den Gegenstand …',
  coarse: 'Grob umrandet, nach Farbe und Kanten',
  loadingStanding: 'Räumliches Zeichnen wird vorbereitet',
  added: (mark, name) => `${mark} von ${name}`,
  onObject: 'auf dem Gegenstand',
  unsure: 'Ort unsicher',
  waiting: 'sucht ihren Platz',
  lost: (mark) => `${mark} verloren`,
  found: (mark) => `${mark} wiedergefunden`,
  removed: (mark) => `${mark} entfernt`,
  removedMany: (count) => `${count} Zeichnungen entfernt`,
  selected: (mark) => `${mark} ausgewählt`,
  quoted: (mark, text) => `${mark} „${text}“`,
};
