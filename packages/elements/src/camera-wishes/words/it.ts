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
  asksOff: {
    rear: (name) => `${name} chiede di usare la Sua fotocamera anteriore.`,
    torch: (name) => `${name} chiede di spegnere la Sua luce.`,
  },
  free: 'Può interrompere in qualsiasi momento.',
  yes: 'Sì',
  no: 'No',
  stop: 'Interrompi',
  stopWhat: (what) => `Interrompi: ${what}`,
  failures: {
    agent: {
      'device-constraints': {
        title: 'La fotocamera del cliente non può farlo.',
        remedy: 'Continui con questa immagine, o chieda di usare un altro dispositivo.',
      },
      'device-failed': {
        title: 'La fotocamera del cliente non l’ha fatto.',
        remedy: 'Chieda di chiudere altri programmi che usano la fotocamera, poi riprovi.',
      },
      'other-side-away': {
        title: 'La fotocamera del cliente in questo momento non è accesa.',
        remedy: 'Attenda di vedere l’immagine, poi chieda di nuovo.',
      },
    },
    customer: {
      'device-constraints': {
        title: 'La Sua fotocamera non può farlo.',
        remedy: 'Non deve fare nulla: la chiamata continua.',
      },
    },
  },
};
