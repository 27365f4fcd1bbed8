import { open, type FileHandle } from 'node:fs/promises';
import { setImmediate } from 'node:timers/promises';
import {
  CustomSource,
  EncodedAudioPacketSource,
  EncodedPacketSink,
  EncodedVideoPacketSource,
  FilePathTarget,
  Input,
  MATROSKA,
  MP4,
  Mp4OutputFormat,
  Output,
  WEBM,
  WebMOutputFormat,
  type EncodedPacket,
  type InputAudioTrack,
  type InputTrack,
  type InputVideoTrack,
} from 'mediabunny';

/** What was made of a stream. */
export interface Remuxed {
  /** From its first picture or sound to the end of its last. */
  readonly durationMs: number;
}

/** What players outside of browsers show as an MP4; the others would be one in name only. */
const MP4_VIDEO: readonly string[] = ['avc', 'hevc', 'av1'];
/** So many packets are copied before others have their turn: a recording of hours must not hold up calls. */
const PACKETS_AT_ONCE = 500;
/** It is read once, from beginning to end. */
const MOST_READ_AHEAD_BYTES = 2 * 1_024 * 1_024;
/** What is written at once; the library keeps three of them, and each is memory of its own until it is collected. */
const WRITTEN_AT_ONCE_BYTES = 512 * 1_024;

/** Which container; both take what browsers record as it is. */
export type Container = 'webm' | 'mp4';

interface Lane {
  readonly packets: AsyncGenerator<EncodedPacket, void, unknown>;
  /** The next packet; null once there is none. */
  head: EncodedPacket | null;
  readonly addTo: (output: Output) => void;
  readonly add: (packet: EncodedPacket) => Promise<void>;
  /** Nothing more comes: what waits for it in memory is written. */
  readonly close: () => void;
}

/**
 * Writes a stream that was cut off after any of its pictures or sounds as a file with a duration, in which one can jump. Pictures and sounds are
 * copied as they are; what comes after a damaged place is left out.
 * @returns null where there is nothing in it, or this container does not take it
 */
export async function remux(
  from: string,
  to: string,
  container: Container,
): Promise<Remuxed | null> {
  const file = await open(from, 'r');
  const input = new Input({ source: sourceOf(file), formats: [WEBM, MATROSKA, MP4] });
  try {
    if (!(await canRead(input))) return null;
    const format = container === 'mp4' ? new Mp4OutputFormat() : new WebMOutputFormat();
    const takes = container === 'mp4' ? MP4_VIDEO : format.getSupportedVideoCodecs();
    const video = await input.getPrimaryVideoTrack();
    const audio = await input.getPrimaryAudioTrack();
    const lanes: Lane[] = [];
    if (video !== null) {
      const lane = await videoLane(video, takes);
      if (lane === null) return null;
      lanes.push(lane);
    }
    if (audio !== null) {
      const lane = await audioLane(audio, format.getSupportedAudioCodecs());
      if (lane === null) return null;
      lanes.push(lane);
    }
    if (!lanes.some(({ head }) => head !== null)) return null;
    const output = new Output({
      format,
      target: new FilePathTarget(to, { chunkSize: WRITTEN_AT_ONCE_BYTES }),
    });
    try {
      for (const lane of lanes) lane.addTo(output);
      await output.start();
      const span = await copy(lanes);
      if (span === null) {
        await output.cancel();
        return null;
      }
      await output.finalize();
      return { durationMs: Math.round((span.until - span.from) * 1_000) };
    } catch (error) {
      await output.cancel();
      throw error;
    }
  } finally {
    input.dispose();
    await file.close();
  }
}

/**
 * Reads just what is asked for. The library's own source reads 64 kB to 128 kB on both sides of it each time, every time
 * into memory of its own, which waits for the garbage collection.
 */
function sourceOf(file: FileHandle): CustomSource {
  return new CustomSource({
    getSize: async () => (await file.stat()).size,
    read: async (start, end) => {
      const bytes = new Uint8Array(end - start);
      await file.read(bytes, 0, bytes.length, start);
      return bytes;
    },
    maxCacheSize: MOST_READ_AHEAD_BYTES,
    prefetchProfile: 'none',
  });
}

/** The library gives up with an assertion where a file is shorter than what it looks for. */
async function canRead(input: Input): Promise<boolean> {
  try {
    return await input.canRead();
  } catch {
    return false;
  }
}

async function videoLane(track: InputVideoTrack, takes: readonly string[]): Promise<Lane | null> {
  const codec = await track.getCodec();
  const decoderConfig = await track.getDecoderConfig();
  if (codec === null || decoderConfig === null || !takes.includes(codec)) return null;
  const source = new EncodedVideoPacketSource(codec);
  const packets = packetsOf(track);
  return {
    packets,
    head: await next(packets),
    addTo: (output) => void output.addVideoTrack(source),
    add: (packet) => source.add(packet, { decoderConfig }),
    close: () => source.close(),
  };
}

async function audioLane(track: InputAudioTrack, takes: readonly string[]): Promise<Lane | null> {
  const codec = await track.getCodec();
  const decoderConfig = await track.getDecoderConfig();
  if (codec === null || decoderConfig === null || !takes.includes(codec)) return null;
  const source = new EncodedAudioPacketSource(codec);
  const packets = packetsOf(track);
  return {
    packets,
    head: await next(packets),
    addTo: (output) => void output.addAudioTrack(source),
    add: (packet) => source.add(packet, { decoderConfig }),
    close: () => source.close(),
  };
}

/** One after the other: the library's own way to all of them reads ahead what it gave in the last second, here 100 MB. */
async function* packetsOf(track: InputTrack): AsyncGenerator<EncodedPacket, void, unknown> {
  const sink = new EncodedPacketSink(track);
  for (
    let packet = await sink.getFirstPacket();
    packet !== null;
    packet = await sink.getNextPacket(packet)
  )
    yield packet;
}

/** Copies packets in the order of their times, because the file is written in that order; null where there are none. */
async function copy(lanes: readonly Lane[]): Promise<{ from: number; until: number } | null> {
  let from = Number.POSITIVE_INFINITY;
  let until = 0;
  let copied = 0;
  for (const { head, close } of lanes) if (head === null) close();
  for (;;) {
    const [lane] = lanes
      .filter(({ head }) => head !== null)
      .sort((a, b) => (a.head?.timestamp ?? 0) - (b.head?.timestamp ?? 0));
    const packet = lane?.head;
    if (lane === undefined || packet == null) break;
    from = Math.min(from, packet.timestamp);
    try {
      // A page may count from elsewhere: the file begins with its first picture or sound.
      await lane.add(from === 0 ? packet : packet.clone({ timestamp: packet.timestamp - from }));
    } catch (error) {
      // The library takes no picture of before those that it has; what the disk says has a code.
      if (error instanceof Error && 'code' in error) throw error;
      break;
    }
    until = Math.max(until, packet.timestamp + packet.duration);
    copied += 1;
    if (copied % PACKETS_AT_ONCE === 0) await setImmediate();
    lane.head = await next(lane.packets);
    if (lane.head === null) lane.close();
  }
  return copied === 0 ? null : { from, until };
}

/** The next packet; null at the end, and where the rest cannot be read. */
async function next(packets: Lane['packets']): Promise<EncodedPacket | null> {
  try {
    const step = await packets.next();
    return step.done === true ? null : step.value;
  } catch {
    // Damaged from here on, or cut off in the middle of a picture: what was read before is good.
    return null;
  }
}
