import { functionNames, type ParticipantView, type SessionView } from '@fernblick/protocol';

/** A participant as a view shows them. */
export function participantView(patch: Partial<ParticipantView> = {}): ParticipantView {
  return {
    id: 'participant-1',
    role: 'agent',
    name: 'Anna',
    you: false,
    presence: 'here',
    since: 1,
    microphone: 'on',
    camera: 'on',
    epoch: 1,
    ...patch,
  };
}

/** A session as one viewer sees it. */
export function sessionView(patch: Partial<SessionView> = {}): SessionView {
  return {
    id: 'session-0001',
    seq: 1,
    phase: 'confirmed',
    history: [{ phase: 'confirmed', at: 1, by: 'Anna' }],
    tickets: ['T-1'],
    request: null,
    number: null,
    participants: [],
    inControl: null,
    hold: null,
    heldMs: 0,
    video: { is: 'on', since: 1 },
    drawingOff: [],
    drawingOffByHost: [],
    functions: [...functionNames],
    internal: false,
    visibilityChanged: null,
    ratings: [],
    checks: [],
    pictures: [],
    recording: null,
    recordings: [],
    attached: [],
    filed: null,
    end: null,
    ...patch,
  };
}
