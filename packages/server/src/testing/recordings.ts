import { createHash, randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { TestContext } from 'node:test';
import { chunkHeaders } from '@fernblick/protocol';
import {
  agent,
  customer,
  startServer,
  type Page,
  type Person,
  type TestServer,
} from './test-server.ts';

/** What is said of a piece; what a test leaves out is right. */
export interface Said {
  readonly from?: number;
  readonly until?: number;
  readonly sha256?: string;
}

interface Sent {
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array<ArrayBuffer> | null;
}

/** The page of one person that sends pieces of one recording. */
export class ChunkCaller {
  readonly #url: string;
  readonly #token: string;

  constructor(url: string, token: string) {
    this.#url = `${url}/files/recordings`;
    this.#token = token;
  }

  send(method: string, path: string, { headers = {}, body = null }: Sent = {}): Promise<Response> {
    const all = { authorization: `Bearer ${this.#token}`, ...headers };
    return fetch(`${this.#url}/${path}`, { method, headers: all, body });
  }

  /** Sends a piece: a tenth of a second, unless told otherwise. */
  put(recording: string, n: number, bytes: Uint8Array, said: Said = {}): Promise<Response> {
    const { from = n * 100, until = from + 100 } = said;
    const sha256 = said.sha256 ?? createHash('sha256').update(bytes).digest('hex');
    return this.send('PUT', `${recording}/${n}`, {
      // A view of the bytes that `fetch` takes.
      body: new Uint8Array(bytes),
      headers: {
        'content-type': 'application/octet-stream',
        [chunkHeaders.sha256]: sha256,
        [chunkHeaders.from]: String(from),
        [chunkHeaders.until]: String(until),
      },
    });
  }

  finish(recording: string, chunks: number): Promise<Response> {
    return this.send('POST', `${recording}/finish`, {
      body: JSON.stringify({ chunks }),
      headers: { 'content-type': 'application/json' },
    });
  }
}

/** A call that Anna records with Cleo's consent. */
export interface Recorded {
  readonly server: TestServer;
  readonly session: string;
  /** Session and recording, as addresses have them. */
  readonly path: string;
  readonly recording: string;
  readonly anna: Page;
  readonly cleo: Page;
  readonly annas: ChunkCaller;
  readonly caller: (person: Person) => Promise<ChunkCaller>;
}

/** Lets an agent's page record a call with a customer's, who agrees. */
export async function beginRecording(
  anna: Page,
  cleo: Page,
): Promise<Pick<Recorded, 'session' | 'recording'>> {
  const session = await anna.create();
  await anna.join(session);
  await cleo.join(session);
  const { view } = await anna.ask('recording:ask', { commandId: anna.id(), session });
  const recording = view.recording?.id ?? '';
  await cleo.ask('recording:answer', { commandId: cleo.id(), session, recording, yes: true });
  return { session, recording };
}

/** Starts a server with such a call. */
export async function startRecording(
  t: TestContext,
  env: Record<string, string> = {},
  options: { readonly now?: () => number } = {},
): Promise<Recorded> {
  const server = await startServer(t, env, options);
  const anna = await server.page(agent);
  const cleo = await server.page(customer);
  const { session, recording } = await beginRecording(anna, cleo);
  const caller = async (person: Person) => new ChunkCaller(server.url, await server.mint(person));
  const annas = await caller(agent);
  return { server, session, path: `${session}/${recording}`, recording, anna, cleo, annas, caller };
}

/** The code in a refusal. */
export async function refusedWith(answer: Response): Promise<readonly unknown[]> {
  const { code, at } = (await answer.json()) as { code: unknown; at?: unknown };
  return [answer.status, code, at, answer.headers.get(chunkHeaders.next)];
}

/**
 * Four seconds of a test card and a tone as a browser records them, without duration or index; cut where a browser would
 * cut it after each second. The last piece is the end of the sound.
 */
export async function livePieces(): Promise<readonly Buffer[]> {
  const bytes = await readFile(new URL('media/live.webm', import.meta.url));
  const cluster = Buffer.from('1f43b675', 'hex');
  const cuts: number[] = [0];
  let at = bytes.indexOf(cluster, bytes.indexOf(cluster) + 1);
  for (; at !== -1; at = bytes.indexOf(cluster, at + 1)) cuts.push(at);
  return cuts.map((start, n) => bytes.subarray(start, cuts[n + 1]));
}

/** So many pictures has a second of a camera. */
const PICTURES = 25;

/** The head of a live WebM, or a second of it with pictures that nobody can watch, about so many bytes in all. */
export async function largePiece(n: number, size: number, hasSound: boolean): Promise<Buffer> {
  if (n === 0) {
    const [first] = await livePieces();
    return first?.subarray(0, first.indexOf('1f43b675', 0, 'hex')) ?? Buffer.alloc(0);
  }
  const blocks = Array.from({ length: PICTURES }, (_, at) => {
    const ms = (at * 1_000) / PICTURES;
    // A picture of VP8 of 1280 × 720 that needs no other, of track 1.
    const picture = blockAt(ms, Math.round(size / PICTURES), '810000801000009d012a0005d002');
    if (!hasSound) return [picture];
    // Two times 20 ms of Opus, of track 2.
    return [picture, ...[ms, ms + 20].map((at) => blockAt(at, 164, '82000080fc'))];
  });
  const time = Buffer.alloc(4);
  time.writeUInt32BE(n * 1_000);
  return element('1f43b675', Buffer.concat([element('e7', time), ...blocks.flat()]));
}

/** A block at a moment of its cluster: what it begins with, then noise. */
function blockAt(ms: number, bytes: number, begins: string): Buffer {
  const block = randomBytes(bytes);
  block.write(begins, 0, 'hex');
  block.writeInt16BE(ms, 1);
  return element('a3', block);
}

/** An element of a WebM (RFC 9559), its length in eight bytes. */
function element(id: string, contents: Buffer): Buffer {
  const head = Buffer.from(`${id}0100000000000000`, 'hex');
  head.writeUIntBE(contents.length, head.length - 6, 6);
  return Buffer.concat([head, contents]);
}

/** A cluster as browsers write it live: its id, no size, and when it begins. */
const CLUSTER_HEAD_BYTES = 12;
/** The test card plays for so long, with what there is of it after its last picture. */
export const CARD_S = 4.1;

/** The test card so many times: the beginning of a stream, or what goes on after that many. */
export async function longStream(
  cards: number,
  after: number | null = null,
): Promise<Buffer<ArrayBuffer>> {
  const bytes = Buffer.concat(await livePieces());
  const first = bytes.indexOf('1f43b675', 0, 'hex');
  const parts = after === null ? [bytes.subarray(0, first)] : [];
  for (let card = after ?? 0; card < (after ?? 0) + cards; card += 1)
    for (let at = first; at !== -1;) {
      const next = bytes.indexOf('1f43b675', at + 1, 'hex');
      const time = at + CLUSTER_HEAD_BYTES;
      const length = (bytes[time + 1] ?? 0) & 0x7f;
      const from = bytes.readUIntBE(time + 2, length) + Math.round(card * CARD_S * 1_000);
      const begins = Buffer.from([0xe7, 0x88, 0, 0, 0, 0, 0, 0, 0, 0]);
      begins.writeBigUInt64BE(BigInt(from), 2);
      const end = next === -1 ? bytes.length : next;
      parts.push(bytes.subarray(at, time), begins, bytes.subarray(time + 2 + length, end));
      at = next;
    }
  return Buffer.concat(parts);
}
