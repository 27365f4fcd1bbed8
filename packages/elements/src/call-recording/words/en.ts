import type { RecordingStop } from '@fernblick/protocol';

/** The words of `<call-recording>` in English; their keys are what every other language must have. */
export const en = {
  record: 'Record',
  recordHint: 'Asks everybody in the call first',
  unsupported: 'This browser cannot record. Use a current Chrome, Edge or Firefox.',
  askAgainIn: (time: string) => `Somebody has just said no. You can ask again in ${time}.`,
  heading: 'May this call be recorded?',
  asks: (name: string) => `${name} would like to record this call.`,
  what: 'Recorded are the pictures of this call with what is drawn on them, and the sound of everybody.',
  who: 'The recording stays with this session. Those who may see the session can watch it: you and the support team. Colleagues of the support team may listen in on a call.',
  yours: 'Your browser makes the recording: keep this page open.',
  free: 'The call goes on whatever you answer, and you can stop the recording at any time.',
  yes: 'Agree',
  no: 'Decline',
  later: 'Decide later',
  answer: 'Answer',
  waitingFor: (names: string) => `Waiting for ${names} to agree to the recording …`,
  takeBack: 'Take back',
  rec: 'REC',
  recording: 'This call is being recorded.',
  notStoring: 'The recording is not being stored at the moment.',
  notKnown: 'This page has no connection to the server: the recording may be going on.',
  noKept:
    'Your no is told as soon as this page is connected again. Until then, the recording may be going on.',
  starting: 'The recording is starting …',
  pausedFor: {
    agent: 'Recording paused',
    newcomer: 'Recording paused: somebody new is being asked',
    hold: 'Recording paused on hold',
  },
  pause: 'Pause',
  resume: 'Go on',
  stop: 'Stop recording',
  denied: 'Nothing is recorded: not everybody agreed.',
  deniedLater: 'The recording was stopped: not everybody agreed.',
  neverBegan: 'Nothing was recorded.',
  over: {
    stopped: 'The recording has ended. It will be with this session shortly.',
    ended:
      'The recording was stopped: its page is gone, or handed the call on. What was recorded is kept; another one asks everybody again.',
    'consent-withdrawn': 'The recording was stopped: somebody has withdrawn their consent.',
    storage:
      'The recording was stopped: there is no room to store more of it. What was recorded is kept. Make room on the device that records, then ask again.',
    failed:
      'The recording was stopped: its browser could not go on. What was recorded is kept; Record asks everybody again.',
  } satisfies Record<Exclude<RecordingStop, 'consent-denied'>, string>,
  slower: 'This device is busy: the recording has fewer or smaller pictures.',
  inMemory:
    'Keep this page open until the recording is stored: this browser keeps nothing beyond it.',
  close: 'Close',
};

/** What every language must say. */
export type CallRecordingWords = typeof en;
