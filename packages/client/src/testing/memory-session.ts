import {
  SessionError,
  type ChatMessage,
  type ChatReaders,
  type InkEntry,
  type InkItem,
  type ParticipantView,
  type Role,
  type SessionView,
} from '@fernblick/protocol';
import { LiveSessionClient } from '../live-session-client.ts';
import type { CreatePeerConnection } from '../peer/peer-connection.ts';
import type { SessionClientOptions } from '../session-client.ts';
import { readTokenClaims } from '../signalling/token-claims.ts';
import { MemoryServer, type MemorySocket } from './memory-server.ts';
import { participantView, sessionView } from './session-views.ts';
import { CallLinks } from '../peer/call-links.ts';

interface Member {
  view: ParticipantView;
  socket: MemorySocket | null;
  tab: string;
  resume: string;
}

const roles = { anna: 'agent', maria: 'customer' } as const;
type Person = keyof typeof roles;

const HOUR_S = 3_600;
const tokenFor = (sub: Person): string =>
  `head.${btoa(JSON.stringify({ sub, role: roles[sub], exp: Date.now() / 1_000 + HOUR_S }))}.signature`;
const subjectOf = (token: string): string => readTokenClaims(token)?.subject ?? '';

function chatSeenBy(
  reader: string,
  { by, ...message }: ChatMessage & { readonly by: string },
): ChatMessage {
  return { ...message, from: { ...message.from, you: by === reader } };
}

/**
 * One session of an agent (`anna`) and a customer (`maria`), just as much of a server as two pages need to hold a call
 * in memory; the rules themselves are tested where they are.
 */
export class MemorySession {
  readonly server = new MemoryServer();
  readonly #members = new Map<string, Member>();
  readonly #watching = new Set<MemorySocket>();
  #session = sessionView({ phase: 'in-progress' });
  #secrets = 0;
  readonly #createConnection: CreatePeerConnection;
  /** The feed of ink. */
  readonly ink: InkEntry[] = [];
  /** How many entries of it fit into one answer. */
  inkPage = 3;
  /** Both chats, as nobody in particular sees them. */
  readonly chat: (ChatMessage & { readonly by: string })[] = [];

  constructor(createConnection: CreatePeerConnection) {
    this.#createConnection = createConnection;
    const person = ({ handshake }: MemorySocket): string => subjectOf(handshake.token);
    Object.assign(this.server.handlers, {
      'session:watch': (_: unknown, socket: MemorySocket) => {
        this.#watching.add(socket);
        return { view: this.#viewFor(person(socket)) };
      },
      'session:join': (message: Record<string, unknown>, socket: MemorySocket) =>
        this.#join(person(socket), message, socket),
      'session:leave': (_: unknown, socket: MemorySocket) => {
        this.#patch(person(socket), { presence: 'left' });
        return { view: this.#viewFor(person(socket)) };
      },
      'call:devices': (
        message: Pick<ParticipantView, 'microphone' | 'camera'>,
        socket: MemorySocket,
      ) => {
        const { microphone, camera } = message;
        this.#patch(person(socket), { microphone, camera });
        return { view: this.#viewFor(person(socket)) };
      },
      'call:hold': (_: unknown, socket: MemorySocket) => {
        this.change({ hold: { by: 'participant-anna', since: 1 } });
        return { view: this.#viewFor(person(socket)) };
      },
      'call:resume': (_: unknown, socket: MemorySocket) => {
        this.change({ hold: null });
        return { view: this.#viewFor(person(socket)) };
      },
      'ink:add': ({ item }: { item: InkItem }, socket: MemorySocket) => {
        if (this.#members.get(person(socket))?.view.presence !== 'here')
          throw new SessionError('not-joined');
        return { seq: this.addInk(item, socket) };
      },
      'ink:read': ({ after }: { after: number }) => {
        const rest = this.ink.filter(({ seq }) => seq > after);
        return { entries: rest.slice(0, this.inkPage), more: rest.length > this.inkPage };
      },
      'chat:send': (
        { id, to, text }: { id: string; to: ChatReaders; text: string },
        socket: MemorySocket,
      ) => {
        const by = person(socket);
        return { message: chatSeenBy(by, this.write(by, { id, to, text }, socket)) };
      },
      'chat:read': ({ to, after }: { to: ChatReaders; after: number }, socket: MemorySocket) => {
        if (to === 'agents' && roles[person(socket) as Person] !== 'agent')
          throw new SessionError('not-allowed');
        const rest = this.chat.filter((message) => message.to === to && message.seq > after);
        const messages = rest.slice(0, this.inkPage);
        return {
          messages: messages.map((message) => chatSeenBy(person(socket), message)),
          more: rest.length > this.inkPage,
        };
      },
      'ink:allow': ({ role, allowed }: { role: Role; allowed: boolean }, socket: MemorySocket) => {
        const others = this.#session.drawingOff.filter((other) => other !== role);
        this.change({ drawingOff: allowed ? others : [...others, role] });
        return { view: this.#viewFor(person(socket)) };
      },
      'turn:credentials': () => ({ iceServers: [], expiresAt: Date.now() + 60_000 }),
      'signal:send': (message: { to: string; envelope: unknown }, socket: MemorySocket) => {
        const to = [...this.#members.values()].find(({ view }) => view.id === message.to);
        if (to?.socket == null) throw new SessionError('other-side-away');
        to.socket.notify('signal:received', {
          session: this.#session.id,
          from: `participant-${person(socket)}`,
          envelope: message.envelope,
        });
        return {};
      },
    });
  }

  /** A client of one of the two people. */
  client(person: Person, options: Partial<SessionClientOptions> = {}): LiveSessionClient {
    return new LiveSessionClient(
      {
        server: 'https://fernblick.example/',
        session: this.#session.id,
        getToken: () => Promise.resolve(tokenFor(person)),
        ...options,
      },
      {
        server: new URL('https://fernblick.example/'),
        openSocket: this.server.open,
        loadLinks: () => Promise.resolve({ CallLinks, createConnection: this.#createConnection }),
      },
    );
  }

  /** What the agent sees. */
  get view(): SessionView {
    return this.#viewFor('anna');
  }

  /** Keeps an item once, and tells every page but the one it came from. @returns its number */
  addInk(item: InkItem, from: MemorySocket | null = null): number {
    const known = this.ink.find((entry) => JSON.stringify(entry.item) === JSON.stringify(item));
    if (known !== undefined) return known.seq;
    const seq = this.ink.length + 1;
    this.ink.push({ seq, item });
    for (const socket of this.#watching)
      if (socket !== from && this.server.sockets.has(socket))
        socket.notify('ink:added', { session: this.#session.id, seq, item });
    return seq;
  }

  /** Keeps a message once, and tells every page that may read it but the one it came from. */
  write(
    by: string,
    { id, to = 'all', text = id }: { id: string; to?: ChatReaders; text?: string },
    from: MemorySocket | null = null,
  ): ChatMessage & { readonly by: string } {
    const known = this.chat.find((message) => message.by === by && message.id === id);
    if (known !== undefined) return known;
    const seq = this.chat.filter((message) => message.to === to).length + 1;
    const author = { name: by, role: roles[by as Person], you: false };
    const message = { seq, id, to, at: Date.now(), from: author, text, by };
    this.chat.push(message);
    for (const socket of this.#watching) {
      const reader = subjectOf(socket.handshake.token);
      if (socket === from || !this.server.sockets.has(socket)) continue;
      if (to === 'all' || roles[reader as Person] === 'agent')
        socket.notify('chat:added', {
          session: this.#session.id,
          message: chatSeenBy(reader, message),
        });
    }
    return message;
  }

  change(patch: Partial<SessionView>): void {
    this.#session = { ...this.#session, ...patch, seq: this.#session.seq + 1 };
    for (const socket of this.#watching)
      if (this.server.sockets.has(socket))
        socket.notify('session:changed', {
          view: this.#viewFor(subjectOf(socket.handshake.token)),
        });
  }

  #viewFor(person: string): SessionView {
    const participants = [...this.#members].map(([name, { view, socket }]) => ({
      ...view,
      you: name === person,
      presence:
        view.presence === 'here' && (socket === null || !this.server.sockets.has(socket))
          ? ('away' as const)
          : view.presence,
    }));
    return { ...this.#session, participants };
  }

  #patch(person: string, patch: Partial<ParticipantView>): void {
    const member = this.#members.get(person);
    if (member === undefined) throw new SessionError('not-joined');
    member.view = { ...member.view, ...patch };
    this.change({});
  }

  #join(person: string, message: Record<string, unknown>, socket: MemorySocket): unknown {
    const before = this.#members.get(person);
    const there = before?.socket !== null && this.server.sockets.has(before?.socket ?? socket);
    const same = before?.tab === message['tab'] || before?.resume === message['resume'];
    if (before?.view.presence === 'here' && there && !same && message['takeOver'] !== true)
      throw new SessionError('joined-elsewhere');
    if (before?.socket != null && before.socket !== socket && before.tab !== message['tab'])
      before.socket.notify('session:taken-over', { session: this.#session.id });
    const epoch = (before?.view.epoch ?? 0) + (before?.tab === message['tab'] ? 0 : 1);
    const { microphone, camera } = message as Pick<ParticipantView, 'microphone' | 'camera'>;
    const id = `participant-${person}`;
    const role = roles[person as Person];
    const view = participantView({ id, role, name: person, epoch, microphone, camera });
    this.#secrets += 1;
    const resume = `secret-${this.#secrets}-`.padEnd(40, 'x');
    this.#members.set(person, { view, socket, tab: String(message['tab']), resume });
    this.#watching.add(socket);
    this.change({ inControl: this.#members.has('anna') ? 'participant-anna' : null });
    return { view: this.#viewFor(person), participant: id, resume, iceServers: [] };
  }
}
