import type { CameraWishesWords } from './en.ts';

/** The words of `<camera-wishes>` in Romanian. */
export const ro: CameraWishesWords = {
  cameraOf: (name) => `Camera persoanei ${name}`,
  yours: 'Camera dumneavoastră',
  kinds: { rear: 'Camera din spate', torch: 'Lanterna', zoom: 'Zoom' },
  on: 'pornită',
  off: 'oprită',
  asksFirst: (name) => `Mai întâi este întrebat(ă) ${name}`,
  waitingFor: (name) => `Se așteaptă acordul persoanei ${name} …`,
  asks: {
    rear: (name) => `${name} vă cere să folosească camera din spate.`,
    torch: (name) => `${name} vă cere să aprindă lanterna.`,
    zoom: (name) => `${name} vă cere să mărească imaginea camerei.`,
  },
  asksOff: {
    rear: (name) => `${name} vă cere să folosească camera frontală.`,
    torch: (name) => `${name} vă cere să stingă lanterna.`,
  },
  free: 'Puteți opri oricând.',
  yes: 'Da',
  no: 'Nu',
  stop: 'Opriți',
  stopWhat: (what) => `Opriți: ${what}`,
  failures: {
    agent: {
      'device-constraints': {
        title: 'Camera clientului nu poate face asta.',
        remedy: 'Continuați cu imaginea pe care o aveți sau cereți folosirea altui dispozitiv.',
      },
      'device-failed': {
        title: 'Camera clientului nu a făcut asta.',
        remedy: 'Cereți închiderea altor programe care folosesc camera, apoi încercați din nou.',
      },
      'other-side-away': {
        title: 'Camera clientului nu este pornită acum.',
        remedy: 'Așteptați să vedeți imaginea, apoi întrebați din nou.',
      },
    },
    customer: {
      'device-constraints': {
        title: 'Camera dumneavoastră nu poate face asta.',
        remedy: 'Nu trebuie să faceți nimic; apelul continuă.',
      },
    },
  },
};
