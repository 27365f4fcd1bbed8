import type { Call } from '../call.ts';
import { systemClock } from '../peer/clock.ts';
import type { Logger } from '../session-client.ts';
import type { SessionSnapshot } from '../session-state.ts';
import { LocalCameraControl } from './camera-control.ts';
import { Cameras } from './cameras.ts';

/** What wishes for cameras need of the client they belong to. */
export interface CamerasOptions {
  readonly client: {
    readonly state: SessionSnapshot;
    subscribe(listener: (state: SessionSnapshot) => void): () => void;
    flipCamera(): Promise<void>;
  };
  readonly call: Pick<Call, 'links' | 'closing'>;
  readonly logger: Logger;
}

/** Browsers tell of light and zoom some time after a camera has started, and say nothing when they do. */
const LOOK_EVERY_MS = 1_000;

/** Makes what handles wishes for cameras, for as long as the client is open. */
export function openCameras({ client, call, logger }: CamerasOptions): Cameras {
  const cameras: Cameras = new Cameras({
    clock: systemClock,
    logger,
    control: new LocalCameraControl(client),
    state: () => client.state,
    say: (participant, name, message) => call.links?.sayTo(participant, name, message) ?? false,
    show: (participant, abilities) => call.links?.showCamera(participant, abilities),
  });
  const look = (): void => {
    call.links?.follow(cameras);
    cameras.look();
  };
  look();
  const unsubscribe = client.subscribe(look);
  const timer = setInterval(look, LOOK_EVERY_MS);
  call.closing.addEventListener('abort', () => {
    unsubscribe();
    clearInterval(timer);
    cameras.close();
  });
  return cameras;
}
