export interface FilmOptions {
  readonly width: number;
  readonly height: number;
  readonly framesPerSecond: number;
  readonly kbitPerSecond: number;
}

export interface SentFilm {
  /** Pictures that came in another size, which are not kept. */
  readonly resized: number;
  readonly arrived: number;
}

/**
 * Runs inside a page: fetches a film (`film`: luma of all frames), sends it in real time over a peer connection to
 * itself, and posts what was decoded at the other end (`arrived`). It uses nothing from outside itself, because it
 * reaches the page as text.
 */
export async function sendFilm(options: FilmOptions): Promise<SentFilm> {
  // Chromium's alone so far, and unknown to the types of the DOM.
  const { MediaStreamTrackGenerator, MediaStreamTrackProcessor } = globalThis as unknown as {
    MediaStreamTrackGenerator: new (kind: { kind: 'video' }) => MediaStreamTrack & {
      readonly writable: WritableStream<VideoFrame>;
    };
    MediaStreamTrackProcessor: new (options: {
      track: MediaStreamTrack;
      maxBufferSize: number;
    }) => { readonly readable: ReadableStream<VideoFrame> };
  };
  const { width, height, framesPerSecond, kbitPerSecond } = options;
  const lumaSize = width * height;
  const film = new Uint8Array(await (await fetch('film')).arrayBuffer());
  const count = film.length / lumaSize;

  const [near, far] = [new RTCPeerConnection(), new RTCPeerConnection()];
  near.onicecandidate = ({ candidate }) => void far.addIceCandidate(candidate ?? undefined);
  far.onicecandidate = ({ candidate }) => void near.addIceCandidate(candidate ?? undefined);
  const generator = new MediaStreamTrackGenerator({ kind: 'video' });
  const transceiver = near.addTransceiver(generator, { direction: 'sendonly' });
  const codecs = RTCRtpSender.getCapabilities('video')?.codecs ?? [];
  transceiver.setCodecPreferences(codecs.filter(({ mimeType }) => mimeType === 'video/VP8'));

  const kept: Uint8Array<ArrayBuffer>[] = [];
  let resized = 0;
  const received = new Promise<void>((resolve) => {
    far.ontrack = async ({ track }) => {
      const reader = new MediaStreamTrackProcessor({
        track,
        maxBufferSize: 30,
      }).readable.getReader();
      for (let next = await reader.read(); !next.done; next = await reader.read()) {
        const frame = next.value;
        if (
          frame.codedWidth >= width &&
          frame.visibleRect?.width === width &&
          frame.visibleRect.height === height
        ) {
          const planes = new Uint8Array(frame.allocationSize());
          const [luma] = await frame.copyTo(planes);
          const picture = new Uint8Array(lumaSize);
          for (let y = 0; luma !== undefined && y < height; y++) {
            const start = luma.offset + y * luma.stride;
            picture.set(planes.subarray(start, start + width), y * width);
          }
          kept.push(picture);
        } else resized++;
        frame.close();
      }
      resolve();
    };
  });

  await near.setLocalDescription();
  await far.setRemoteDescription(near.localDescription as RTCSessionDescription);
  await far.setLocalDescription();
  // A call has found its rate long before somebody draws; start there instead of at the browser's careful 300 kbit/s.
  const { type, sdp } = far.localDescription as RTCSessionDescription;
  const payload = /a=rtpmap:(\d+) VP8/.exec(sdp)?.[1] ?? '96';
  const rate = `a=fmtp:${payload} x-google-start-bitrate=${kbitPerSecond};x-google-max-bitrate=${kbitPerSecond}\r\n`;
  const eager = sdp.replace(new RegExp(`(a=rtpmap:${payload} VP8/90000\\r\\n)`), `$1${rate}`);
  await near.setRemoteDescription({ type, sdp: eager });
  const parameters = transceiver.sender.getParameters();
  const [encoding] = parameters.encodings;
  if (encoding !== undefined) encoding.maxBitrate = kbitPerSecond * 1_000;
  parameters.degradationPreference = 'maintain-resolution';
  await transceiver.sender.setParameters(parameters);
  if (near.connectionState !== 'connected')
    await new Promise<void>((resolve) => {
      near.onconnectionstatechange = () => near.connectionState === 'connected' && resolve();
    });

  const writer = generator.writable.getWriter();
  const startedAt = performance.now();
  const planes = new Uint8Array((lumaSize * 3) / 2).fill(128);
  for (let index = 0; index < count; index++) {
    const dueAt = startedAt + (index * 1_000) / framesPerSecond;
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, dueAt - performance.now())));
    planes.set(film.subarray(index * lumaSize, (index + 1) * lumaSize));
    const timestamp = Math.round((index * 1_000_000) / framesPerSecond);
    await writer.write(
      new VideoFrame(planes, { format: 'I420', codedWidth: width, codedHeight: height, timestamp }),
    );
  }
  // What is still on its way.
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  for (const { receiver } of far.getTransceivers()) receiver.track.stop();
  await received;
  near.close();
  far.close();
  await fetch('arrived', { method: 'POST', body: new Blob(kept) });
  return { resized, arrived: kept.length };
}
