import {
  MAX_PICTURE_BYTES,
  SessionError,
  toSessionError,
  type PictureView,
} from '@fernblick/protocol';
import { followingController } from '../abortable.ts';
import type { Call } from '../call.ts';
import { Emitter } from '../emitter.ts';
import { loggable } from '../logger.ts';
import { pageHold } from '../page-hold.ts';
import { randomId } from '../random-id.ts';
import type { AboutOptions, ActionOptions, Logger } from '../session-client.ts';
import type {
  PictureDetails,
  PicturesSnapshot,
  PictureTransfer,
  SessionPictures,
  TakeOptions,
  TransferOptions,
} from '../session-pictures.ts';
import type { SessionSnapshot } from '../session-state.ts';
import { Store } from '../store.ts';
import { youIn } from '../view-reading.ts';
import { encode, grabFrame } from './grab-frame.ts';
import { refusalIn } from './refusal-in.ts';
import { takeStill } from './take-still.ts';
import { upload, type UploadOrder } from './upload.ts';

/** What the pictures need of the client they belong to. */
export interface PicturesOptions {
  readonly client: { readonly serverUrl: string; readonly state: SessionSnapshot };
  readonly call: Pick<Call, 'tokens' | 'target' | 'command' | 'askStill' | 'closing'>;
  readonly logger: Logger;
  /** Brings a file to the server; tests put their own here. */
  readonly upload?: typeof upload;
  /** Takes a still of this page's own camera; tests put their own here. */
  readonly takeStill?: typeof takeStill;
  /** Has the browser ask before the page goes; tests put their own here. */
  readonly holdPage?: (isNeeded: boolean) => void;
}

interface Order {
  readonly picture: Blob;
  readonly details: PictureDetails;
  readonly session: string;
  /** The same at every try, so that what has arrived after all is kept once. */
  readonly commandId: string;
  file: string | null;
  document: string | null;
  /** While it is on its way: what comes of it, and what tries again at once. */
  sending: Promise<PictureView> | null;
  again: (() => void) | null;
}

/** Takes, keeps and reads the pictures of sessions; loaded when somebody first wants one. */
export class Pictures implements SessionPictures {
  readonly #options: PicturesOptions;
  readonly #snapshots: Emitter<{ readonly changed: PicturesSnapshot }>;
  readonly #store: Store<PicturesSnapshot>;
  readonly #orders = new Map<string, Order>();

  constructor(options: PicturesOptions) {
    this.#options = options;
    this.#snapshots = new Emitter((error) =>
      options.logger.log('error', 'A listener threw', loggable(error)),
    );
    const holdPage = options.holdPage ?? pageHold();
    let isHeld = false;
    this.#store = new Store<PicturesSnapshot>({ transfers: [] }, (state) => {
      // What is on its way goes with the page.
      const isNeeded = state.transfers.some(({ is }) => is === 'sending');
      if (isNeeded !== isHeld) holdPage((isHeld = isNeeded));
      this.#snapshots.emit('changed', state);
    });
    options.call.closing.addEventListener('abort', () => this.#snapshots.clear());
  }

  get state(): PicturesSnapshot {
    return this.#store.state;
  }

  subscribe(listener: (state: PicturesSnapshot) => void, options: ActionOptions = {}): () => void {
    return this.#snapshots.on('changed', listener, options.signal);
  }

  async take({ of, full = false, signal }: TakeOptions = {}): Promise<PictureView> {
    const { session, links, localStream } = this.#options.client.state;
    const you = session === null ? null : youIn(session);
    const others = session?.participants.filter(({ role }) => role !== you?.role) ?? [];
    const linked = links.find(({ participant }) => others.some(({ id }) => id === participant));
    const whose = of ?? (linked ?? links[0])?.participant;
    if (whose === undefined) throw new SessionError('other-side-away');
    const takenAt = Date.now();
    if (full) {
      const still = await this.requestStill(whose, { ...(signal === undefined ? {} : { signal }) });
      return await this.save(still, { of: whose, full, takenAt });
    }
    const stream =
      whose === you?.id
        ? localStream
        : links.find(({ participant }) => participant === whose)?.stream;
    const [track] = stream?.getVideoTracks() ?? [];
    if (track === undefined) throw new SessionError('other-side-away');
    const { blob } = await encode(await grabFrame(track));
    return await this.save(blob, { of: whose, full, takenAt });
  }

  async save(
    picture: Blob,
    details: PictureDetails = {},
    {
      session = this.#options.call.target.session ?? '',
      transfer: id = randomId(),
      signal,
    }: AboutOptions & TransferOptions = {},
  ): Promise<PictureView> {
    if (picture.size > MAX_PICTURE_BYTES) throw new SessionError('message-too-large');
    const takenAt = details.takenAt ?? Date.now();
    this.#orders.set(id, {
      picture,
      details: { ...details, takenAt: takenAt + this.#options.client.state.clockOffsetMs },
      session,
      commandId: randomId(),
      file: null,
      document: null,
      sending: null,
      again: null,
    });
    return await this.#send(id, signal);
  }

  async retry(transfer: string): Promise<PictureView> {
    const { sending = null, again = null } = this.#orders.get(transfer) ?? {};
    if (sending === null) return await this.#send(transfer);
    again?.();
    return await sending;
  }

  discard(transfer: string): void {
    this.#orders.delete(transfer);
    this.#show(transfer, null);
  }

  async requestStill(
    participant: string,
    { signal, transfer: id = randomId() }: TransferOptions = {},
  ): Promise<Blob> {
    if (participant === youIn(this.#options.client.state.session)?.id)
      return await this.#ownStill();
    const show = (loaded: number, total: number): void =>
      this.#show(id, { id, is: 'receiving', loaded, total, error: null });
    show(0, 0);
    try {
      return await this.#options.call.askStill(participant, {
        progress: show,
        signal: this.#until(signal),
      });
    } finally {
      this.#show(id, null);
    }
  }

  /** Of this page's own camera nobody else needs to be asked. */
  async #ownStill(): Promise<Blob> {
    const [track] = this.#options.client.state.localStream?.getVideoTracks() ?? [];
    if (track === undefined) throw new SessionError('device-failed');
    try {
      return (await (this.#options.takeStill ?? takeStill)(track)).blob;
    } catch (cause) {
      throw new SessionError('device-failed', { cause });
    }
  }

  async read(picture: string, options: AboutOptions = {}): Promise<Blob> {
    return await (await this.#fetch(picture, options)).blob();
  }

  async readDocument(picture: string, options: AboutOptions = {}): Promise<unknown> {
    return await (await this.#fetch(`${picture}/document`, options)).json();
  }

  async remove(picture: string, reason: string, options: AboutOptions = {}): Promise<void> {
    const { call } = this.#options;
    const { session = call.target.session ?? '', signal } = options;
    const message = { commandId: randomId(), session, picture, reason };
    await call.command('picture:delete', message, { signal });
  }

  async #send(id: string, signal?: AbortSignal): Promise<PictureView> {
    const order = this.#orders.get(id);
    if (order === undefined) throw new SessionError('not-found');
    order.sending = this.#carry(id, order, signal);
    try {
      return await order.sending;
    } finally {
      Object.assign(order, { sending: null, again: null });
    }
  }

  async #carry(id: string, order: Order, signal?: AbortSignal): Promise<PictureView> {
    const { picture, details, session, commandId } = order;
    const total = picture.size;
    let [loaded, error]: [number, SessionError | null] = [0, null];
    const show = (): void => this.#show(id, { id, is: 'sending', loaded, total, error });
    const way = {
      progress: (bytes: number) => {
        // What is sent once more has not arrived: only what was not there yet shows that it gets on.
        if (bytes > loaded) error = null;
        loaded = Math.max(loaded, bytes);
        show();
      },
      troubled: (why: SessionError) => {
        error = why;
        show();
      },
      begun: (again: () => void) => {
        order.again = again;
      },
    };
    show();
    try {
      const until = this.#until(signal);
      const { document, ...rest } = details;
      const layers =
        document === undefined
          ? null
          : new Blob([JSON.stringify(document)], { type: 'application/json' });
      order.file ??= await this.#bring(session, picture, way, until);
      if (layers !== null)
        order.document ??= await this.#bring(
          session,
          layers,
          { ...way, progress: () => {} },
          until,
        );
      const { pictures } = await this.#options.call.command('picture:keep', {
        ...rest,
        takenAt: details.takenAt ?? 0,
        commandId,
        session,
        file: order.file,
        ...(order.document === null ? {} : { document: order.document }),
      });
      const kept = this.#keptOf(pictures, details);
      if (kept === undefined) throw new SessionError('server-error');
      this.discard(id);
      return kept;
    } catch (cause) {
      error = toSessionError(cause);
      // An upload that is not there any more is made anew at the next try.
      if (error.code === 'not-found') Object.assign(order, { file: null, document: null });
      if (error.code === 'cancelled' || error.code === 'closed') this.discard(id);
      else this.#show(id, { id, is: 'failed', loaded: 0, total, error });
      throw error;
    }
  }

  /** The last one of this person and kind: an answer that was lost, and asked for again, has later ones of others too. */
  #keptOf(
    pictures: readonly PictureView[],
    { parent, full = false, drawings = false }: PictureDetails,
  ): PictureView | undefined {
    const { session, role } = this.#options.client.state;
    const me = session === null ? null : youIn(session);
    const mine = pictures.findLast(
      (one) =>
        one.by === (me?.name ?? one.by) &&
        one.role === (me?.role ?? role) &&
        one.parent === (parent ?? null) &&
        one.full === full &&
        one.drawings === drawings,
    );
    return mine ?? pictures.at(-1);
  }

  async #bring(
    session: string,
    file: Blob,
    way: Pick<UploadOrder, 'progress' | 'troubled' | 'begun'>,
    signal: AbortSignal,
  ): Promise<string> {
    const { client, upload: bring = upload } = this.#options;
    const token = (refused: boolean): Promise<string> => this.#token(refused);
    return await bring({ ...way, serverUrl: client.serverUrl, session, file, token, signal });
  }

  async #fetch(
    path: string,
    { session = this.#options.call.target.session ?? '', signal }: AboutOptions,
  ): Promise<Response> {
    if (session === '') throw new SessionError('not-found');
    const url = `${this.#options.client.serverUrl}files/pictures/${session}/${path}`;
    const ask = async (refused: boolean): Promise<Response> => {
      const headers = { authorization: `Bearer ${await this.#token(refused)}` };
      return fetch(url, { headers, signal: this.#until(signal) }).catch((cause: unknown) => {
        throw new SessionError('server-unreachable', { cause });
      });
    };
    let answer = await ask(false);
    if (answer.status === 401) answer = await ask(true);
    if (answer.ok) return answer;
    throw refusalIn(await answer.text(), answer.status);
  }

  async #token(refused: boolean): Promise<string> {
    const { tokens, closing } = this.#options.call;
    return refused ? await tokens.renew(closing) : await tokens.token(closing);
  }

  #until(signal: AbortSignal | undefined): AbortSignal {
    const { closing } = this.#options.call;
    return followingController(signal, closing).signal;
  }

  /** Shows how far a transfer is, in the order in which they began; null takes it away. */
  #show(id: string, transfer: PictureTransfer | null): void {
    const { transfers } = this.#store.state;
    const others = transfers.filter((each) => each.id !== id);
    if (transfer === null) this.#store.update({ transfers: others });
    else if (others.length === transfers.length)
      this.#store.update({ transfers: [...others, transfer] });
    else
      this.#store.update({
        transfers: transfers.map((each) => (each.id === id ? transfer : each)),
      });
  }
}
