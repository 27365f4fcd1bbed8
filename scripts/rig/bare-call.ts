// The least that makes a call: what the same machine needs without Fernblick, for figures to stand beside.
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, Page } from 'playwright-core';
import { WebSocketServer } from 'ws';
import { frameAfter, installFrameMeter, longestPause } from './frame-meter.ts';

/** A server with one page. Opened as `/?agent` and `/?customer` they call each other, after a reload too. */
export interface BareCall extends AsyncDisposable {
  readonly url: string;
}

interface Message {
  readonly hello?: true;
  readonly description?: RTCSessionDescriptionInit;
  readonly candidate?: RTCIceCandidateInit;
}

/** Runs in the page; uses nothing from outside itself. The agent's page offers, whoever comes second. */
async function call(): Promise<void> {
  const [own, remote] = document.querySelectorAll('video');
  const offers = location.search === '?agent';
  const socket = new WebSocket(location.href.replace('http', 'ws'));
  const opened = new Promise((resolve) => {
    socket.onopen = resolve;
  });
  const camera = await navigator.mediaDevices.getUserMedia({
    audio: true,
    video: { width: { ideal: 1280 }, height: { ideal: 720 } },
  });
  if (own !== undefined) own.srcObject = camera;
  await opened;
  const send = (message: Message) => socket.send(JSON.stringify(message));
  let connection: RTCPeerConnection;
  const begin = () => {
    connection = new RTCPeerConnection();
    connection.ontrack = ({ streams }) => {
      if (remote !== undefined) remote.srcObject = streams[0] ?? null;
    };
    connection.onicecandidate = ({ candidate }) => {
      if (candidate !== null) send({ candidate: candidate.toJSON() });
    };
    for (const track of camera.getTracks()) connection.addTrack(track, camera);
  };
  const describe = async () => {
    await connection.setLocalDescription();
    send({ description: connection.localDescription?.toJSON() as RTCSessionDescriptionInit });
  };
  const receive = async ({ hello, description, candidate }: Message) => {
    if (hello === true && !offers) send({ hello });
    else if (hello === true) {
      connection.close();
      begin();
      await describe();
    } else if (description !== undefined) {
      if (description.type === 'offer' && connection.remoteDescription !== null) {
        connection.close();
        begin();
      }
      await connection.setRemoteDescription(description);
      if (description.type === 'offer') await describe();
    } else if (candidate !== undefined) await connection.addIceCandidate(candidate);
  };
  begin();
  // One after the other: a candidate must not overtake its description.
  let chain = Promise.resolve();
  socket.onmessage = ({ data }) => {
    chain = chain.then(() => receive(JSON.parse(String(data)) as Message));
  };
  send({ hello: true });
}

const PAGE = `<!doctype html><style>video { width: 45% }</style>
<video autoplay muted playsinline></video><video part="remote-video" autoplay muted playsinline></video>
<script type="module">(${call.toString()})();</script>`;

/** Serves the page, and hands on to the other page what one sends. */
export async function serveBareCall(): Promise<BareCall> {
  const http = createServer((_, response) => {
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.end(PAGE);
  });
  const sockets = new WebSocketServer({ server: http });
  sockets.on('connection', (socket) => {
    socket.on('message', (message: Buffer) => {
      for (const other of sockets.clients) if (other !== socket) other.send(message.toString());
    });
  });
  http.listen(0, '127.0.0.1');
  await once(http, 'listening');
  return {
    url: `http://127.0.0.1:${(http.address() as AddressInfo).port}`,
    [Symbol.asyncDispose]: async () => {
      for (const socket of sockets.clients) socket.terminate();
      http.closeAllConnections();
      http.close();
      await once(http, 'close');
    },
  };
}

/** A bare call under way. */
export interface BarePages extends AsyncDisposable {
  readonly agent: Page;
  readonly customer: Page;
  /** From the opening of the customer's page to the picture at both sides, in milliseconds. */
  readonly connectMs: number;
}

/** Makes a bare call in two browsers that run already. */
export async function makeBareCall(
  { url }: BareCall,
  browsers: { readonly agent: Browser; readonly customer: Browser },
  timeoutMs: number,
): Promise<BarePages> {
  const open = async (side: 'agent' | 'customer') => {
    const page = await (await browsers[side].newContext()).newPage();
    page.setDefaultTimeout(timeoutMs);
    await installFrameMeter(page);
    await page.goto(`${url}/?${side}`);
    return page;
  };
  const agent = await open('agent');
  const openAt = Date.now();
  const customer = await open('customer');
  const shown = [
    await frameAfter(agent, openAt, timeoutMs),
    await frameAfter(customer, openAt, timeoutMs),
  ];
  return {
    agent,
    customer,
    connectMs: Math.max(...shown) - openAt,
    [Symbol.asyncDispose]: async () => {
      for (const page of [agent, customer]) await page.context().close();
    },
  };
}

/** What a reload cost, in milliseconds. */
export interface ReloadCost {
  /** From the reload to the other side's picture in the reloaded page. */
  readonly backMs: number;
  /** Longest pause at the other side. */
  readonly pauseMs: number;
}

/** Reloads one page of a call, bare or ours, and waits until both have the other's picture again. */
export async function reloadAndMeasure(
  reloading: Page,
  other: Page,
  timeoutMs: number,
): Promise<ReloadCost> {
  const reloadAt = Date.now();
  await reloading.reload({ waitUntil: 'commit' });
  const first = await frameAfter(reloading, reloadAt, timeoutMs);
  await frameAfter(other, first, timeoutMs);
  return {
    backMs: first - reloadAt,
    pauseMs: await longestPause(other, reloadAt, Date.now()),
  };
}
