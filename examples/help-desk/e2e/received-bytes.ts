import type { Page } from 'playwright-core';

const PEER = 'data channel';

interface Received {
  readonly from: string;
  readonly text: string;
}

/** Everything that a page receives, in the order in which it came. */
export interface ReceivedBytes {
  /** How much has come so far; what comes from now on has this number and those after it. */
  readonly count: number;
  has(text: string): boolean;
  /** From where a text came since a count. */
  since(count: number, text: string): readonly string[];
  /** Resolves once a text has come. */
  comes(text: string): Promise<void>;
  /** Resolves once something has come over a data channel. */
  comesFromPeer(): Promise<void>;
}

/**
 * Keeps every byte that a page is sent from now on: frames of its sockets, messages of event streams, answers piece by
 * piece, also those that are broken off, and what comes over data channels of connections that are made after its next
 * load. Frames and files of bytes are kept as Latin-1, so that text in them is found.
 */
export async function receivedBytes(page: Page): Promise<ReceivedBytes> {
  const all: Received[] = [];
  let heard = (): void => undefined;
  const keep = (from: string, bytes: Buffer | string): void => {
    all.push({ from, text: bytes.toString('latin1') });
    heard();
  };
  const devtools = await page.context().newCDPSession(page);
  const urls = new Map<string, string>();
  devtools.on('Network.webSocketFrameReceived', ({ response: { opcode, payloadData } }) =>
    keep('socket', opcode === 1 ? payloadData : Buffer.from(payloadData, 'base64')),
  );
  devtools.on('Network.eventSourceMessageReceived', ({ data }) => keep('events', data));
  devtools.on('Network.responseReceived', ({ requestId, response: { url, headers } }) => {
    // What the page is made of says nothing of any session.
    if (/\/(assets|sdk)\//.test(url)) return;
    urls.set(requestId, url);
    keep(`head of ${url}`, JSON.stringify(headers));
    devtools.send('Network.streamResourceContent', { requestId }).then(
      ({ bufferedData }) => keep(url, Buffer.from(bufferedData, 'base64')),
      // It has ended before it could be followed: then it is read below.
      () => undefined,
    );
  });
  devtools.on('Network.dataReceived', ({ requestId, data }) => {
    const url = urls.get(requestId);
    if (url !== undefined && data !== undefined) keep(url, Buffer.from(data, 'base64'));
  });
  devtools.on('Network.loadingFinished', ({ requestId }) => {
    const url = urls.get(requestId);
    if (url === undefined) return;
    devtools.send('Network.getResponseBody', { requestId }).then(
      ({ body, base64Encoded }) => keep(url, Buffer.from(body, base64Encoded ? 'base64' : 'utf8')),
      // A page that was left takes its answers with it; what came of them was kept piece by piece.
      () => undefined,
    );
  });
  await devtools.send('Network.enable', {
    maxTotalBufferSize: 100_000_000,
    maxResourceBufferSize: 50_000_000,
  });
  await page.exposeFunction('keepFromPeer', (text: string) => keep(PEER, text));
  await page.addInitScript(() => {
    const { prototype } = RTCPeerConnection;
    Reflect.set(
      prototype,
      'createDataChannel',
      new Proxy(Reflect.get(prototype, 'createDataChannel'), {
        apply(create, connection, given: readonly unknown[]) {
          const channel = Reflect.apply(create, connection, given) as RTCDataChannel;
          channel.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
            const text =
              data instanceof ArrayBuffer
                ? String.fromCharCode(...new Uint8Array(data))
                : String(data);
            (window as unknown as { keepFromPeer(text: string): void }).keepFromPeer(text);
          });
          return channel;
        },
      }),
    );
  });
  const until = async (isSo: () => boolean): Promise<void> => {
    while (!isSo())
      await new Promise<void>((resolve) => {
        heard = resolve;
      });
  };
  const has = (text: string): boolean => all.some((one) => one.text.includes(text));
  return {
    get count() {
      return all.length;
    },
    has,
    since: (count, text) =>
      all
        .slice(count)
        .filter((one) => one.text.includes(text))
        .map(({ from }) => from),
    comes: (text) => until(() => has(text)),
    comesFromPeer: () => until(() => all.some(({ from }) => from === PEER)),
  };
}
