import type { Notice, NoticeName } from '@fernblick/protocol';

/** A notice with its name, which says what is in it. */
export type NamedNotice = { [N in NoticeName]: { name: N; notice: Notice<N> } }[NoticeName];
