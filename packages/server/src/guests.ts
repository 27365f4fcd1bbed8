import { randomBytes } from 'node:crypto';
import type { Actor } from '@fernblick/session';
import type { Tokens } from './tokens.ts';

const ID_LENGTH = 12;

/** Somebody whom no host knows, under a name of their own; the subject proves that it was made here. */
export function guest(tokens: Tokens, name: string): Actor {
  const id = randomBytes(9).toString('base64url');
  return guestActor(guestSubject(tokens, id), name);
}

/** The same, with a subject that was made before. */
export function guestActor(subject: string, name: string): Actor {
  return { subject, name, role: 'customer', portals: [], scope: { is: 'entry' } };
}

/** The subject that the same parts always lead to. */
export function derivedGuest(tokens: Tokens, ...parts: readonly string[]): string {
  return guestSubject(tokens, tokens.derive('guest id', ...parts).slice(0, ID_LENGTH));
}

/** Whether a subject was made here. */
export function isGuest(tokens: Tokens, subject: string): boolean {
  const [, id, proof] = /^guest-([\w-]{12})-([\w-]{16})$/.exec(subject) ?? [];
  return id !== undefined && proof === proofOf(tokens, id);
}

function guestSubject(tokens: Tokens, id: string): string {
  return `guest-${id}-${proofOf(tokens, id)}`;
}

function proofOf(tokens: Tokens, id: string): string {
  return tokens.derive('guest', id).slice(0, 16);
}
