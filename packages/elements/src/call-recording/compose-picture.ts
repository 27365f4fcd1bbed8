import {
  SessionError,
  type ComposedPicture,
  type FilmedPicture,
  type SessionClient,
  type SessionSnapshot,
} from '@fernblick/client';
import {
  filmConfig,
  PACE_STEPS,
  SOUND_CONFIG,
  type ComposerCommand,
  type ComposerReport,
  type RecordedSlot,
} from '@fernblick/ar/recording';
import type { Role } from '@fernblick/protocol';
import type { ArOverlay } from '../ar-overlay/ar-overlay.ts';
import { followTape } from '../shared/follow-tape.ts';
import { makeRecordingWorker } from './make-recording-worker.ts';
import { PagePainter } from './page-painter.ts';
import { WorkerFilm } from './worker-film.ts';

/** What gives a worker the frames of a track; in Chromium, and TypeScript does not know it. */
type Processor = new (init: {
  readonly track: MediaStreamTrack;
  readonly maxBufferSize?: number;
}) => { readonly readable: ReadableStream<never> };

/** What composing needs of the page. */
export interface ComposingOptions {
  readonly client: SessionClient;
  readonly locale: string;
  /** The overlay over the picture of the other side, once there is one. */
  readonly overlay: () => ArOverlay | null;
  /** From now on pictures are fewer or smaller than they could be, or are so no more. */
  readonly slower: (isSlower: boolean) => void;
  /** There are no more pictures. */
  readonly failed: (cause: unknown) => void;
}

/**
 * Composes what a recording shows: in a worker, which encodes it too, where the browser can, so that a hidden page goes on
 * and nothing runs behind; else in the page.
 */
export async function composePicture(
  options: ComposingOptions,
): Promise<ComposedPicture | FilmedPicture> {
  const { client, locale, overlay, slower, failed } = options;
  const { MediaStreamTrackProcessor: Processor } = globalThis as unknown as {
    readonly MediaStreamTrackProcessor?: Processor;
  };
  const canFilm = Processor !== undefined && (await canEncode());
  const worker = makeRecordingWorker();
  const post = (command: ComposerCommand, transfer: Transferable[] = []): void =>
    worker.postMessage(command, transfer);
  const { film, painter } = canFilm
    ? { film: new WorkerFilm(post, Processor), painter: null }
    : { film: null, painter: new PagePainter() };
  worker.onmessage = ({ data }: MessageEvent<ComposerReport>) => {
    if (data.is === 'tick') painter?.paint();
    else if (data.is === 'pace') slower(data.isSlower);
    else if (data.is !== 'failed') film?.hear(data);
    else {
      console.warn(`Fernblick: the recorded picture: ${data.detail}`);
      if (data.isFinal) failed(new Error(data.detail));
    }
  };
  // Most of all where the page may have no workers, which a browser tells of only now; it says in the console what is wrong.
  worker.onerror = () => failed(new SessionError('no-recorder'));
  if (painter !== null) post({ is: 'beat' });

  const shown: { [K in RecordedSlot]: MediaStreamTrack | null } = { large: null, small: null };
  const clones: { [K in RecordedSlot]: MediaStreamTrack | null } = { large: null, small: null };
  const show = (slot: RecordedSlot, track: MediaStreamTrack | null): void => {
    if (shown[slot] === track) return;
    shown[slot] = track;
    // Otherwise a camera that was switched off would go on shining.
    clones[slot]?.stop();
    clones[slot] = null;
    if (painter !== null) painter.show(slot, track);
    else if (!canFilm || track === null) post({ is: 'source', slot, frames: null });
    else {
      // Of a clone: what is recorded ends by itself, and the camera goes on.
      const clone = track.clone();
      clones[slot] = clone;
      const { readable } = new Processor({ track: clone, maxBufferSize: 2 });
      post({ is: 'source', slot, frames: readable }, [readable]);
    }
  };
  let names = '';
  const look = (state: SessionSnapshot): void => {
    const { large, small } = tracksOf(state);
    show('large', large);
    show('small', small);
    const told = namesOf(state);
    if (told === names) return;
    names = told;
    if (painter !== null) painter.caption(names, locale);
    else post({ is: 'caption', names, locale });
  };
  look(client.state);
  const unsubscribe = client.subscribe(look);

  const untape = followTape(overlay, 'recording', (port) => {
    if (painter !== null) painter.listen(port);
    else if (port === null) post({ is: 'tape', port: null });
    else post({ is: 'tape', port }, [port]);
  });
  const tellHidden = (): void => post({ is: 'hidden', hidden: document.hidden });
  document.addEventListener('visibilitychange', tellHidden);
  tellHidden();

  const close = (): void => {
    document.removeEventListener('visibilitychange', tellHidden);
    unsubscribe();
    untape();
    show('large', null);
    show('small', null);
    post({ is: 'stop' });
    painter?.close();
    const terminate = (): void => {
      worker.onerror = null;
      worker.terminate();
    };
    // What it has still to tell and to let go of takes a moment.
    if (film === null) terminate();
    else void film.over.then(terminate);
  };
  return film === null
    ? { track: painter.track, close }
    : { film: film.begin, poster: film.poster, close };
}

async function canEncode(): Promise<boolean> {
  if (typeof VideoEncoder !== 'function' || typeof AudioEncoder !== 'function') return false;
  const answers = await Promise.all([
    VideoEncoder.isConfigSupported(filmConfig(PACE_STEPS[0])),
    AudioEncoder.isConfigSupported(SOUND_CONFIG),
  ]);
  return answers.every(({ supported }) => supported === true);
}

/** The camera that is talked about, which is the customer's, and the agent's own; never that of somebody who does not show. */
function tracksOf({ session, links, localStream, camera }: SessionSnapshot): {
  readonly large: MediaStreamTrack | null;
  readonly small: MediaStreamTrack | null;
} {
  if (session === null || session.video.is !== 'on' || session.hold !== null)
    return { large: null, small: null };
  const linkTo = (wanted: Role) =>
    links.find(({ participant, otherAudioOnly }) =>
      session.participants.some(
        ({ id, role, camera: theirs, masked }) =>
          id === participant && role === wanted && theirs === 'on' && !otherAudioOnly && !masked,
      ),
    );
  const link = linkTo('customer') ?? linkTo('agent');
  const small = camera.state === 'on' ? (localStream?.getVideoTracks()[0] ?? null) : null;
  return { large: link?.stream.getVideoTracks()[0] ?? null, small };
}

function namesOf({ session }: SessionSnapshot): string {
  return (session?.participants ?? [])
    .filter(({ presence, masked }) => !masked && (presence === 'here' || presence === 'away'))
    .map(({ name }) => name)
    .join(' · ');
}
