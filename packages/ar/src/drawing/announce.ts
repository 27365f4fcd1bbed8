import type { Mark, MarkShape, ParticipantId } from '@fernblick/protocol';
import type { PoseStatus } from './trace.ts';

/** What there is to say about a mark, without words: elements say it in the reader's language. */
export interface MarkDescription {
  readonly kind: MarkShape['is'];
  /** Which one of its kind, from 1; a pin goes by the number written on it. */
  readonly ordinal: number;
  readonly author: ParticipantId;
  /** Whether it sits on its object; `waiting` before a first pose is known. */
  readonly state: PoseStatus | 'waiting';
  /** What is written on it; empty where nothing is. */
  readonly text: string;
}

/** Describes one mark among all of them. */
export function describeMark(
  marks: readonly Mark[],
  mark: Mark,
  status: PoseStatus | null,
): MarkDescription {
  const { shape, author } = mark;
  const kin = marks.filter((other) => other.shape.is === shape.is);
  const ordinal = shape.is === 'pin' ? shape.number : kin.findIndex(({ id }) => id === mark.id) + 1;
  const text = 'text' in shape ? (shape.text ?? '') : '';
  return { kind: shape.is, ordinal, author, state: status ?? 'waiting', text };
}
