/** One page's side of an upload: what a client of the tus protocol sends, and anything else. */
export class TusCaller {
  readonly #url: string;
  readonly #token: string;

  constructor(url: string, token: string) {
    this.#url = `${url}/files/`;
    this.#token = token;
  }

  /** Sends one request; headers given here go before what the protocol asks for. */
  send(
    method: string,
    upload: string,
    headers: Readonly<Record<string, string>> = {},
    body?: Buffer,
  ): Promise<Response> {
    return fetch(this.#url + upload, {
      method,
      headers: {
        authorization: `Bearer ${this.#token}`,
        'tus-resumable': '1.0.0',
        ...(body === undefined ? {} : { 'content-type': 'application/offset+octet-stream' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: new Uint8Array(body) }),
    });
  }

  /** Begins an upload. */
  begin(
    session: string,
    length: number | string,
    metadata: Readonly<Record<string, string>> = {},
  ): Promise<Response> {
    const all = Object.entries({ session, ...metadata }).map(
      ([name, value]) => `${name} ${Buffer.from(value).toString('base64')}`,
    );
    return this.send('POST', '', {
      'upload-length': String(length),
      'upload-metadata': all.join(','),
    });
  }

  /** Sends a piece. */
  piece(upload: string, offset: number, bytes: Buffer): Promise<Response> {
    return this.send('PATCH', upload, { 'upload-offset': String(offset) }, bytes);
  }

  /** Uploads a whole file; returns the upload's id. */
  async upload(session: string, bytes: Buffer): Promise<string> {
    const begun = await this.begin(session, bytes.length);
    if (begun.status !== 201) throw new Error(await begun.text());
    const id = begun.headers.get('location') ?? '';
    const done = await this.piece(id, 0, bytes);
    if (done.status !== 204) throw new Error(await done.text());
    return id;
  }
}

/** The code with which a request was refused. */
export async function codeOf(answer: Response): Promise<string> {
  return ((await answer.json()) as { code: string }).code;
}
