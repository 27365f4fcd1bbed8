import type { CameraKind } from '@fernblick/protocol';

/** The words of `<camera-wishes>` in English; their keys are what every other language must have. */
export const en = {
  cameraOf: (name: string) => `Camera of ${name}`,
  yours: 'Your camera',
  kinds: { rear: 'Rear camera', torch: 'Light', zoom: 'Zoom' } satisfies Record<CameraKind, string>,
  on: 'on',
  off: 'off',
  asksFirst: (name: string) => `${name} is asked first`,
  waitingFor: (name: string) => `Waiting for ${name} to agree …`,
  asks: {
    rear: (name: string) => `${name} asks to use your rear camera.`,
    torch: (name: string) => `${name} asks to switch on your light.`,
    zoom: (name: string) => `${name} asks to zoom with your camera.`,
  } satisfies Record<CameraKind, (name: string) => string>,
  free: 'You can stop it at any time.',
  yes: 'Yes',
  no: 'No',
  stop: 'Stop',
  stopWhat: (what: string) => `Stop: ${what}`,
};

export type CameraWishesWords = typeof en;
