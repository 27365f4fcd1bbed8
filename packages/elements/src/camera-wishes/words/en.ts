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
  asksOff: {
    rear: (name: string) => `${name} asks to use your front camera.`,
    torch: (name: string) => `${name} asks to switch off your light.`,
  },
  free: 'You can stop it at any time.',
  yes: 'Yes',
  no: 'No',
  stop: 'Stop',
  stopWhat: (what: string) => `Stop: ${what}`,
  /** Where the words of the call speak of the reader’s own device, or of the whole call. */
  failures: {
    agent: {
      'device-constraints': {
        title: 'The customer’s camera cannot do that.',
        remedy: 'Go on with the picture you have, or ask them to join with another device.',
      },
      'device-failed': {
        title: 'The customer’s camera did not do it.',
        remedy: 'Ask them to close other programs that use a camera, then try again.',
      },
      'other-side-away': {
        title: 'The customer’s camera is not on right now.',
        remedy: 'Wait until you see their picture, then ask again.',
      },
    },
    customer: {
      'device-constraints': {
        title: 'Your camera cannot do that.',
        remedy: 'You need not do anything; the call goes on.',
      },
    },
  },
};

export type CameraWishesWords = typeof en;
