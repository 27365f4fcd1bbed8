import { createHash, createHmac, randomBytes } from 'node:crypto';
import { createSocket, type Socket } from 'node:dgram';
import { isIPv6 } from 'node:net';

const COOKIE = 0x2112a442;
const HEADER_BYTES = 20;
const ALLOCATE = 0x0003;
const CREATE_PERMISSION = 0x0008;
const ATTRIBUTE = {
  username: 0x0006,
  integrity: 0x0008,
  error: 0x0009,
  peer: 0x0012,
  realm: 0x0014,
  nonce: 0x0015,
  transport: 0x0019,
} as const;
const ANSWER_TIMEOUT_MS = 5_000;

type Attribute = readonly [type: number, value: Buffer];

/** A TURN client (RFC 8656) over UDP that can do just enough to try what a relay lets its users do. */
export class TurnClient {
  readonly #socket: Socket;
  readonly #relay: { readonly address: string; readonly port: number };
  readonly #username: string;
  readonly #credential: string;
  #realm = '';
  #nonce = Buffer.alloc(0);

  constructor(
    relay: { readonly address: string; readonly port: number },
    user: { readonly username: string; readonly credential: string },
  ) {
    this.#socket = createSocket('udp4');
    // A failed test must not keep its process waiting for a relay that is gone.
    this.#socket.unref();
    this.#relay = relay;
    this.#username = user.username;
    this.#credential = user.credential;
  }

  /** Asks for a relayed address; returns 0 for yes, else the error code. */
  async allocate(): Promise<number> {
    const udp = [ATTRIBUTE.transport, Buffer.from([17, 0, 0, 0])] as const;
    const challenge = await this.#ask(ALLOCATE, [udp], false);
    if (challenge !== 401) return challenge;
    return this.#ask(ALLOCATE, [udp], true);
  }

  /** Asks for leave to reach an address through the relay; returns 0 for yes, else the error code. */
  permit(address: string): Promise<number> {
    return this.#ask(CREATE_PERMISSION, [[ATTRIBUTE.peer, xorAddress(address)]], true);
  }

  close(): void {
    this.#socket.close();
  }

  async #ask(method: number, attributes: readonly Attribute[], signed: boolean): Promise<number> {
    const id = randomBytes(12);
    const login: readonly Attribute[] = signed
      ? [
          [ATTRIBUTE.username, Buffer.from(this.#username)],
          [ATTRIBUTE.realm, Buffer.from(this.#realm)],
          [ATTRIBUTE.nonce, this.#nonce],
        ]
      : [];
    let message = encode(method, id, [...attributes, ...login]);
    if (signed) {
      const key = createHash('md5')
        .update(`${this.#username}:${this.#realm}:${this.#credential}`)
        .digest();
      // The length field counts the attribute that is being computed.
      message.writeUInt16BE(message.length - HEADER_BYTES + 24, 2);
      const integrity = createHmac('sha1', key).update(message).digest();
      message = encode(method, id, [...attributes, ...login, [ATTRIBUTE.integrity, integrity]]);
    }
    const answer = new Promise<Buffer>((resolve, reject) => {
      const timer = setTimeout(
        () => reject(new Error('The relay does not answer.')),
        ANSWER_TIMEOUT_MS,
      );
      const read = (data: Buffer) => {
        if (!data.subarray(8, HEADER_BYTES).equals(id)) return;
        clearTimeout(timer);
        this.#socket.off('message', read);
        resolve(data);
      };
      this.#socket.on('message', read);
    });
    this.#socket.send(message, this.#relay.port, this.#relay.address);
    return this.#read(await answer);
  }

  #read(answer: Buffer): number {
    let code = 0;
    for (let at = HEADER_BYTES; at + 4 <= answer.length;) {
      const type = answer.readUInt16BE(at);
      const length = answer.readUInt16BE(at + 2);
      const value = answer.subarray(at + 4, at + 4 + length);
      if (type === ATTRIBUTE.error) code = (value[2] ?? 0) * 100 + (value[3] ?? 0);
      if (type === ATTRIBUTE.realm) this.#realm = value.toString();
      if (type === ATTRIBUTE.nonce) this.#nonce = Buffer.from(value);
      at += 4 + Math.ceil(length / 4) * 4;
    }
    return code;
  }
}

function encode(method: number, id: Buffer, attributes: readonly Attribute[]): Buffer {
  const body = Buffer.concat(
    attributes.flatMap(([type, value]) => {
      const head = Buffer.alloc(4);
      head.writeUInt16BE(type, 0);
      head.writeUInt16BE(value.length, 2);
      return [head, value, Buffer.alloc((4 - (value.length % 4)) % 4)];
    }),
  );
  const header = Buffer.alloc(HEADER_BYTES);
  header.writeUInt16BE(method, 0);
  header.writeUInt16BE(body.length, 2);
  header.writeUInt32BE(COOKIE, 4);
  id.copy(header, 8);
  return Buffer.concat([header, body]);
}

function xorAddress(address: string): Buffer {
  if (isIPv6(address)) throw new Error('Only IPv4; an IPv6 peer needs an IPv6 allocation.');
  const value = Buffer.alloc(8);
  value[1] = 1;
  value.writeUInt16BE(9 ^ (COOKIE >>> 16), 2);
  const number = address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
  value.writeUInt32BE((number ^ COOKIE) >>> 0, 4);
  return value;
}
