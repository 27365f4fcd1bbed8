import { svg } from 'lit';

/** The sign of recording: a dot in a ring. */
export const recordSign = svg`<circle cx="10" cy="10" r="7"/><circle cx="10" cy="10" r="3" fill="currentColor"/>`;
