import { SessionError, type SessionSnapshot } from '@fernblick/client';

/** Fine enough that nobody sees what was left out. */
const QUALITY = 0.92;

/** The picture that the viewer sees large, at one moment. */
export interface SeenPicture {
  readonly plain: ImageBitmap;
  /** With what is drawn on it; null where nothing is. */
  readonly inked: ImageBitmap | null;
  /** The participant whose camera it is; undefined where that is not known. */
  readonly of: string | undefined;
  readonly takenAt: number;
  readonly frameMs: number;
}

/**
 * Takes the large picture of a call as it is on the page: the very frame, frozen where it is frozen, and not mirrored.
 * @throws SessionError `other-side-away` where none is shown
 */
export async function takeSeen(
  root: ParentNode,
  { session, links }: SessionSnapshot,
): Promise<SeenPicture> {
  const video = root.querySelector<HTMLVideoElement>('.picture.large video');
  if (video === null || video.videoWidth === 0) throw new SessionError('other-side-away');
  const isOwn = video.id === 'local-video';
  const shownStream = video.srcObject;
  const takenAt = Date.now();
  const frameMs = Math.max(0, Math.round(video.currentTime * 1_000));
  const overlay = root.querySelector('ar-overlay');
  const isDrawnOn = overlay?.for === video.id && !overlay.hidden;
  // Taken at once, in case the drawing is not there yet.
  const [shown, still] = await Promise.all([
    createImageBitmap(video),
    isDrawnOn ? overlay.takeStill() : null,
  ]);
  if (still !== null) shown.close();
  const me = session?.participants.find(({ you }) => you);
  return {
    plain: still?.plain ?? shown,
    inked: still?.inked ?? null,
    // Not the first there is: in a conference several are linked, and one is shown.
    of: isOwn ? me?.id : links.find(({ stream }) => stream === shownStream)?.participant,
    takenAt,
    frameMs,
  };
}

/** A picture as a JPEG. */
export async function asJpeg(picture: ImageBitmap): Promise<Blob> {
  const canvas = new OffscreenCanvas(picture.width, picture.height);
  canvas.getContext('2d')?.drawImage(picture, 0, 0);
  return await canvas.convertToBlob({ type: 'image/jpeg', quality: QUALITY });
}
