export type {
  ComposerCommand,
  ComposerCommands,
  ComposerReport,
  ComposerReports,
  RecordedSlot,
} from './composer.ts';
export { layRecording, RECORDING_SIZE, type RecordingLayout } from './layout.ts';
export {
  paintRecording,
  type RecordedMoment,
  type RecordedPicture,
  type RecordingContext,
} from './paint-recording.ts';
export { filmConfig, type FilmTimes } from './film.ts';
export { SOUND_CONFIG } from './film-sound.ts';
export { PACE_STEPS, type PaceStep } from './pace.ts';
