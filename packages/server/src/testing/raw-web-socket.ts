import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/** A WebSocket by hand, over plain TCP: small enough to have ten thousand of, and able to send what no client would. */
export class RawWebSocket {
  readonly socket: Socket;
  /** Engine.io packets as they came. */
  onPacket: (packet: string) => void = () => undefined;
  #received: Buffer = Buffer.alloc(0);

  private constructor(socket: Socket) {
    this.socket = socket;
  }

  /** Opens one; rejects where the server refuses. */
  static async open(url: string): Promise<RawWebSocket> {
    const { hostname, port } = new URL(url);
    const socket = connect(Number(port), hostname);
    socket.on('error', () => socket.destroy());
    await once(socket, 'connect');
    const raw = new RawWebSocket(socket);
    socket.write(
      'GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\n' +
        `Host: ${hostname}:${port}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n` +
        `Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${randomBytes(16).toString('base64')}\r\n\r\n`,
    );
    const opened = Promise.withResolvers<void>();
    let head = '';
    const readHead = (chunk: Buffer): void => {
      head += chunk.toString('latin1');
      const end = head.indexOf('\r\n\r\n');
      if (end < 0) return;
      socket.off('data', readHead);
      if (!head.startsWith('HTTP/1.1 101')) opened.reject(new Error(head.split('\r\n')[0] ?? ''));
      socket.on('data', (data: Buffer) => raw.#read(data));
      raw.#read(Buffer.from(head.slice(end + 4), 'latin1'));
      opened.resolve();
    };
    socket.on('data', readHead);
    socket.once('close', () => opened.reject(new Error('closed')));
    await opened.promise;
    return raw;
  }

  /** Opens one and shows a token; resolves when the server has let it in. */
  static async admitted(url: string, auth: object): Promise<RawWebSocket> {
    const raw = await RawWebSocket.open(url);
    const letIn = Promise.withResolvers<void>();
    raw.onPacket = (packet) => {
      if (packet.startsWith('40')) letIn.resolve();
      if (packet.startsWith('44')) letIn.reject(new Error(packet));
    };
    raw.socket.once('close', () => letIn.reject(new Error('closed')));
    raw.send(`40${JSON.stringify(auth)}`);
    await letIn.promise;
    raw.onPacket = () => undefined;
    return raw;
  }

  /** Sends one text or binary message; `fin: false` begins a fragmented one, `opcode` 0 goes on with it. */
  send(
    data: string | Buffer,
    options: { readonly opcode?: number; readonly fin?: boolean } = {},
  ): void {
    const payload = Buffer.from(data);
    const opcode = options.opcode ?? (typeof data === 'string' ? 1 : 2);
    const first = (options.fin === false ? 0 : 0x80) | opcode;
    const length =
      payload.length < 126
        ? Buffer.from([first, 0x80 | payload.length])
        : Buffer.from([first, 0x80 | 126, payload.length >> 8, payload.length & 0xff]);
    // A mask of zeros is allowed, and leaves the payload as it is.
    if (!this.socket.destroyed)
      this.socket.write(Buffer.concat([length, Buffer.alloc(4), payload]));
  }

  /** Sends bytes that need not be a frame at all. */
  sendBytes(bytes: Buffer): void {
    if (!this.socket.destroyed) this.socket.write(bytes);
  }

  close(): void {
    this.socket.destroy();
  }

  #read(data: Buffer): void {
    this.#received = this.#received.length === 0 ? data : Buffer.concat([this.#received, data]);
    for (;;) {
      const frame = this.#received;
      if (frame.length < 2) return;
      const short = (frame[1] ?? 0) & 0x7f;
      const head = short < 126 ? 2 : short === 126 ? 4 : 10;
      if (frame.length < head) return;
      const length =
        short < 126
          ? short
          : short === 126
            ? frame.readUInt16BE(2)
            : Number(frame.readBigUInt64BE(2));
      if (frame.length < head + length) return;
      const packet = frame.subarray(head, head + length).toString('utf8');
      this.#received = Buffer.from(frame.subarray(head + length));
      // Answers the server's pings, as every client does.
      if (packet === '2') this.send('3');
      this.onPacket(packet);
    }
  }
}
