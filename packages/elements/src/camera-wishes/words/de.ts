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
  free: 'Sie können es jederzeit beenden.',
  yes: 'Ja',
  no: 'Nein',
  stop: 'Beenden',
  stopWhat: (what) => `Beenden: ${what}`,
};
