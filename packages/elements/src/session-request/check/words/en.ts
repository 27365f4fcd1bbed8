import type { NetworkWay } from '@fernblick/client';
import type { Finding } from '@fernblick/protocol';
import type { Sample } from '../check-run.ts';

/** The words of the check before a call, in English; their keys and parameters are what every other language must have. */
export const en = {
  listen: 'Record and listen',
  samples: {
    none: 'Three seconds are recorded and played back to you. They are kept nowhere.',
    recording: 'Please say something …',
    playing: 'This is how you sound …',
    played: 'Did you hear yourself? If not, choose another microphone.',
    failed: 'That did not work. Choose another microphone and try again.',
  } satisfies Record<Sample, string>,
  play: 'Play a test sound',
  playing: 'You should hear three notes …',
  didYouHear: 'Did you hear three notes?',
  yes: 'Yes',
  no: 'No',
  speakerWorks: 'Your speaker works.',
  speakerRemedy:
    'Turn the volume up, check whether headphones are plugged in, or choose another speaker. Then try again.',
  network: 'Connection',
  searching: 'Trying your connection …',
  ways: {
    direct: 'Direct',
    relayUdp: 'Through our relay',
    relayTcp: 'Through our relay, by a detour',
  } satisfies Record<NetworkWay, string>,
  worksIn: (ms: number) => `works (${ms} ms)`,
  findings: {
    works: 'works',
    untested: 'not tried',
    denied: 'not allowed',
    missing: 'none there',
    busy: 'used by another program',
    failed: 'does not work',
    blocked: 'does not get through',
    refused: 'is refused',
    full: 'has no room',
  } satisfies Record<Finding, string>,
  verdicts: {
    open: 'Your connection is ready for a video call.',
    detour:
      'Your network lets video through only by a detour. A call works, but the picture may falter. Another Wi-Fi or mobile data is better; so is switching off a VPN.',
    'relay-down':
      'Our relay does not take calls at the moment. A call may still work. Please tell us, and try again later.',
    closed:
      'This network lets no video call through. Try mobile data or another Wi-Fi, switch off a VPN, or ask whoever runs the network.',
  },
  again: 'Try the connection again',
  checked: 'Tried out before the call',
  devices: { camera: 'Camera', microphone: 'Microphone', speaker: 'Speaker' },
  shortVerdicts: {
    open: 'works',
    detour: 'works by a detour (TCP); the picture may falter',
    'relay-down': 'the relay does not take calls',
    closed: 'lets no call through',
  },
};

export type CheckWords = typeof en;
