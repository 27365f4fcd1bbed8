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
  free: 'Puteți opri oricând.',
  yes: 'Da',
  no: 'Nu',
  stop: 'Opriți',
  stopWhat: (what) => `Opriți: ${what}`,
};
