import { test } from 'node:test';
import { drawInPlace } from '../faults/drawing-in-place.ts';

test('a ring around a socket is where each frame has the socket, on both screens', () =>
  drawInPlace(30));
