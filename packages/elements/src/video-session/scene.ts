import type { LinkState, SessionSnapshot } from '@fernblick/client';
import type { ParticipantView, Role } from '@fernblick/protocol';
import type { SessionLayout } from '../events.ts';
import type { SessionWords } from './words/en.ts';

/** Everything that the templates of `<video-session>` draw, worked out once from the snapshot. */
export interface Scene {
  readonly words: SessionWords;
  readonly locale: string;
  readonly state: SessionSnapshot;
  /** Null until token or session tell. */
  readonly role: Role | null;
  readonly me: ParticipantView | null;
  /** The person at the other side. */
  readonly other: ParticipantView | null;
  /** Their name, or what stands for it. */
  readonly otherName: string;
  readonly link: LinkState | null;
  /** The server's time. */
  readonly nowMs: number;
  readonly layout: SessionLayout;
  /** True where one's own picture is the large one. */
  readonly ownLarge: boolean;
  /** True where one's own picture is the one that both sides look at: the customer's. */
  readonly sharesOwn: boolean;
}

/** Who is here is the other side before somebody who is away or has not come. */
const NEAREST_FIRST: readonly ParticipantView['presence'][] = ['here', 'away', 'invited', 'left'];

/** Sees who is who in a snapshot; `claimedRole` and `previewing` are what the snapshot cannot know. */
export function sceneOf(
  state: SessionSnapshot,
  from: {
    readonly words: SessionWords;
    readonly locale: string;
    readonly claimedRole: Role | null;
    readonly previewing: boolean;
    readonly swapped: boolean;
  },
): Scene {
  const people = state.session?.participants ?? [];
  const me = people.find((person) => person.you) ?? null;
  const role = me?.role ?? from.claimedRole;
  const others = people.filter((person) => !person.you && person.role !== role);
  const [other = null] = NEAREST_FIRST.flatMap((presence) =>
    others.filter((person) => person.presence === presence),
  );
  const link = state.links.find((each) => each.participant === other?.id) ?? null;
  return {
    words: from.words,
    locale: from.locale,
    state,
    role,
    me,
    other,
    otherName: other?.name ?? (role === 'agent' ? from.words.customer : from.words.agent),
    link,
    nowMs: Date.now() + state.clockOffsetMs,
    layout: layoutOf(state, from.previewing),
    ownLarge: isOwnLarge(state, role, other) !== from.swapped,
    sharesOwn: role === 'customer',
  };
}

/** Whom one waits for, by name where the name is known. */
export function waitingWords({ words, other, role }: Scene): string {
  if (other !== null) return words.waitingFor(other.name);
  return role === 'agent' ? words.waitingForCustomer : words.waitingForAgent;
}

/** For an agent: who is in it beside another agent; null where no other agent is. */
export function besideWords({ words, locale, role, state }: Scene): string | null {
  const people = (state.session?.participants ?? []).filter(
    // A colleague who is away for a moment holds the call all the same.
    ({ you, presence, ...person }) =>
      !you && (presence === 'here' || (presence === 'away' && person.role === 'agent')),
  );
  if (role !== 'agent' || people.every((person) => person.role !== role)) return null;
  const names = new Intl.ListFormat(locale).format(people.map(({ name }) => name));
  return words.areInIt(names, people.length);
}

/** True while the session can be joined. */
export function isOpen(state: SessionSnapshot): boolean {
  const phase = state.session?.phase;
  return phase === 'confirmed' || phase === 'in-progress';
}

function layoutOf(state: SessionSnapshot, previewing: boolean): SessionLayout {
  switch (state.status.is) {
    case 'joining':
    case 'waiting':
    case 'live':
    case 'reconnecting':
      return 'stage';
    case 'idle':
      return previewing && isOpen(state) && !state.heldByOtherTab ? 'preview' : 'card';
    case 'ended':
    case 'failed':
      return 'card';
  }
}

/** The main picture is what is being shown, on both sides: as a rule the customer's camera. */
function isOwnLarge(
  state: SessionSnapshot,
  role: Role | null,
  other: ParticipantView | null,
): boolean {
  const here = other !== null && other.presence !== 'invited' && other.presence !== 'left';
  // Nobody to look at yet: one's own picture is all there is.
  if (!here) return true;
  return role === 'customer' && state.camera.state === 'on';
}
