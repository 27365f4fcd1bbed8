export { MODEL_FILES } from './fetch-model.ts';
export { hullOfHand, pointingAt } from './hand-shape.ts';
export { watchHand } from './hand-watch.ts';
export { VisionHost, type VisionHostOptions } from './vision-host.ts';
export type { VisionFault, VisionFiles, VisionTask } from './vision-messages.ts';
