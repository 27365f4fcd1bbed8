import type { CameraWishesWords } from './en.ts';

/** The words of `<camera-wishes>` in German. */
export const de: CameraWishesWords = {
  cameraOf: (name) => `Kamera von ${name}`,
  yours: 'Ihre Kamera',
  kinds: { rear: 'Rückkamera', torch: 'Licht', zoom: 'Zoom' },
  on: 'an',
  off: 'aus',
  asksFirst: (name) => `${name} wird zuerst gefragt`,
  waitingFor: (name) => `Es fehlt noch die Zustimmung von ${name} …`,
  asks: {
    rear: (name) => `${name} möchte Ihre Rückkamera nutzen.`,
    torch: (name) => `${name} möchte Ihr Licht einschalten.`,
    zoom: (name) => `${name} möchte mit Ihrer Kamera zoomen.`,
  },
  asksOff: {
    rear: (name) => `${name} möchte Ihre Frontkamera nutzen.`,
    torch: (name) => `${name} möchte Ihr Licht ausschalten.`,
  },
  free: 'Sie können es jederzeit beenden.',
  yes: 'Ja',
  no: 'Nein',
  stop: 'Beenden',
  stopWhat: (what) => `Beenden: ${what}`,
  failures: {
    agent: {
      'device-constraints': {
        title: 'Die Kamera des Kunden kann das nicht.',
        remedy:
          'Machen Sie mit diesem Bild weiter, oder bitten Sie darum, ein anderes Gerät zu nehmen.',
      },
      'device-failed': {
        title: 'Die Kamera des Kunden hat es nicht getan.',
        remedy:
          'Bitten Sie darum, andere Programme mit Kamera zu schließen, und versuchen Sie es noch einmal.',
      },
      'other-side-away': {
        title: 'Die Kamera des Kunden ist gerade nicht an.',
        remedy: 'Warten Sie, bis Sie das Bild sehen, und fragen Sie dann noch einmal.',
      },
    },
    customer: {
      'device-constraints': {
        title: 'Ihre Kamera kann das nicht.',
        remedy: 'Sie müssen nichts tun; der Anruf geht weiter.',
      },
    },
  },
};
