import {
  SessionError,
  toSessionError,
  type JoinOptions,
  type SessionClient,
} from '@fernblick/client';
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { SessionCreatedEvent, SessionProblemEvent } from '../events.ts';
import type { ClientController } from '../shared/client-controller.ts';
import { recallDevices, rememberDevices, type RememberedDevices } from './device-memory.ts';

/** What a person can want of the call; each is under way once at most. */
export type Intent =
  | 'create'
  | 'join'
  | 'devices'
  | 'microphone'
  | 'camera'
  | 'hold'
  | 'video'
  | 'mode'
  | 'drawing'
  | 'sound'
  | 'finish'
  | 'retry';

/** Whose client it is, and how a new one is had. */
export type ClientHolder = Pick<ClientController, 'client' | 'claimedRole' | 'renew'>;

/** Turns gestures into calls of the client and keeps what went wrong with the last one. */
export class IntentController implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #lifetime: ClientHolder;
  readonly #isVoiceFirst: () => boolean;
  readonly #underWay = new Set<Intent>();
  #previewing = false;
  #problem: SessionError | null = null;
  /** The problem came while the server was away; once it is back, it is no longer true. */
  #problemOfServer = false;
  #wasHeld = false;
  /** Which devices the person wanted to enter with. */
  #wished: Pick<JoinOptions, 'microphone' | 'camera'> = {};
  /** By identity: the same failure at the next try is news again. */
  readonly #dismissed = new WeakSet<SessionError>();

  constructor(
    host: ReactiveControllerHost & HTMLElement,
    lifetime: ClientHolder,
    isVoiceFirst = (): boolean => false,
  ) {
    this.#host = host;
    this.#lifetime = lifetime;
    this.#isVoiceFirst = isVoiceFirst;
    host.addController(this);
  }

  /** True while the server or a device has not answered yet. */
  isUnderWay(intent: Intent): boolean {
    return this.#underWay.has(intent);
  }

  /** True between the wish to join and the joining. */
  get previewing(): boolean {
    return this.#previewing;
  }

  get problem(): SessionError | null {
    return this.#problem;
  }

  hostUpdate(): void {
    const status = this.#lifetime.client?.state.status.is ?? 'idle';
    if (status !== 'idle') this.#previewing = false;
    // The snapshot knows better than a moment that has passed.
    if (this.#problemOfServer && this.#lifetime.client?.state.server === 'connected')
      this.#problem = null;
    const isHeld = this.#lifetime.client?.state.session?.hold != null;
    if (this.#wasHeld && !isHeld && this.#problem?.code === 'on-hold') this.#problem = null;
    this.#wasHeld = isHeld;
  }

  /** Does something with the client and shows what goes wrong; the same intent twice at once is one. */
  async run(intent: Intent, act: (client: SessionClient) => Promise<unknown>): Promise<void> {
    const { client } = this.#lifetime;
    if (client === null || this.#underWay.has(intent)) return;
    this.#underWay.add(intent);
    this.#problem = null;
    this.#host.requestUpdate();
    try {
      await act(client);
    } catch (cause) {
      this.report(toSessionError(cause));
    } finally {
      this.#underWay.delete(intent);
      this.#host.requestUpdate();
    }
  }

  /** Shows a problem and tells the host page. */
  report(error: SessionError): void {
    if (error.code === 'cancelled' || error.code === 'closed') return;
    this.#problem = error;
    // That something was not done stays true when the server comes back.
    this.#problemOfServer = error.code === 'server-unreachable' || error.code === 'connection-lost';
    // The call runs in another place: that is now the question, not which camera to take.
    if (error.code === 'joined-elsewhere' || error.code === 'taken-over') this.#previewing = false;
    this.#host.dispatchEvent(new SessionProblemEvent(error));
    this.#host.requestUpdate();
  }

  readonly dismiss = (): void => {
    this.#problem = null;
    this.#host.requestUpdate();
  };

  /** True for a failed device that the person needs not be told of any more. */
  isDismissed(error: SessionError): boolean {
    return this.#dismissed.has(error);
  }

  /** Takes the note about a failed device from the stage; what to do about it stays to be found under `More`. */
  dismissDevice(errors: readonly SessionError[]): void {
    for (const error of errors) this.#dismissed.add(error);
    this.#host.requestUpdate();
  }

  /** Agent: makes the session and goes straight to the preview. */
  readonly create = (): void => {
    void this.run('create', async (client) => {
      // With a number where there may be one: whoever is on the telephone can be told it.
      const number = client.state.functions.includes('numbers');
      const start = this.#isVoiceFirst() ? 'audio' : 'video';
      const session = await client.create({ number, start });
      this.#preview(client);
      this.#host.dispatchEvent(new SessionCreatedEvent(session));
    });
  };

  readonly openPreview = (): void => {
    const { client } = this.#lifetime;
    if (client === null) return;
    this.#problem = null;
    this.#preview(client);
  };

  readonly closePreview = (): void => {
    this.#previewing = false;
    this.#lifetime.client?.stopPreview();
    this.#host.requestUpdate();
  };

  /** Starts the devices: to try them out, or once more after a refusal. */
  readonly retryDevices = (): void => {
    void this.run('devices', (client) => this.#startDevices(client));
  };

  readonly join = (): void => {
    void this.run('join', (client) => {
      const { microphone, camera } = client.state;
      this.#wished = {
        microphone: microphone.state === 'on' || microphone.starting,
        camera: camera.state === 'on' || camera.starting,
      };
      return client.join(this.#wished);
    });
  };

  readonly takeOver = (): void => {
    void this.run('join', (client) => client.join({ ...this.#wished, takeOver: true }));
  };

  /** After a failure: from the beginning. */
  readonly tryAgain = (): void => {
    this.#problem = null;
    if (this.#lifetime.client === null) void this.#lifetime.renew();
    else void this.run('retry', () => this.#lifetime.renew());
  };

  /** Switches to another device and remembers it for the next call. */
  choose(devices: RememberedDevices): void {
    const { microphoneId, cameraId, speakerId } = devices;
    rememberDevices(devices);
    void this.run('devices', async (client) => {
      if (microphoneId !== undefined) await client.chooseMicrophone(microphoneId);
      if (cameraId !== undefined) await client.chooseCamera(cameraId);
      if (speakerId !== undefined) await client.chooseSpeaker(speakerId);
    });
  }

  readonly flip = (): void => {
    void this.run('camera', async (client) => {
      await client.flipCamera();
      const { facing, deviceId } = client.state.camera;
      if (facing !== null)
        rememberDevices({ facing, ...(deviceId === null ? {} : { cameraId: deviceId }) });
    });
  };

  #preview(client: SessionClient): void {
    this.#previewing = true;
    this.#host.requestUpdate();
    // Not through `run`: the person may go on to join while a device is still starting.
    this.#startDevices(client).catch((cause: unknown) => {
      this.report(
        cause instanceof SessionError ? cause : new SessionError('device-failed', { cause }),
      );
    });
  }

  async #startDevices(client: SessionClient): Promise<void> {
    const { microphoneId, cameraId, speakerId, facing } = recallDevices();
    const isAgent =
      (client.state.session?.participants.find((person) => person.you)?.role ??
        this.#lifetime.claimedRole) === 'agent';
    await client.startPreview({
      microphone: true,
      camera: true,
      // A customer wants to show a thing, an agent a face.
      facing: facing ?? (isAgent ? 'user' : 'environment'),
      ...(microphoneId === undefined ? {} : { microphoneId }),
      ...(cameraId === undefined ? {} : { cameraId }),
    });
    const { speaker, speakers } = client.state;
    if (
      speakerId !== undefined &&
      speaker.canChoose &&
      speakers.some((each) => each.deviceId === speakerId)
    )
      await client.chooseSpeaker(speakerId);
  }
}
