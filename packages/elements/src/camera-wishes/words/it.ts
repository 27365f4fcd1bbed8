import type { CameraWishesWords } from './en.ts';

/** The words of `<camera-wishes>` in Italian. */
export const it: CameraWishesWords = {
  cameraOf: (name) => `Fotocamera di ${name}`,
  yours: 'La Sua fotocamera',
  kinds: { rear: 'Fotocamera posteriore', torch: 'Luce', zoom: 'Zoom' },
  on: 'accesa',
  off: 'spenta',
  asksFirst: (name) => `Prima viene chiesto a ${name}`,
  waitingFor: (name) => `In attesa del consenso di ${name} …`,
  asks: {
    rear: (name) => `${name} chiede di usare la Sua fotocamera posteriore.`,
    torch: (name) => `${name} chiede di accendere la Sua luce.`,
    zoom: (name) => `${name} chiede di usare lo zoom della Sua fotocamera.`,
  },
  free: 'Può interrompere in qualsiasi momento.',
  yes: 'Sì',
  no: 'No',
  stop: 'Interrompi',
  stopWhat: (what) => `Interrompi: ${what}`,
};
