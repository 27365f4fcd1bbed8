import { test } from 'node:test';
import { drawInPlace } from './drawing-in-place.ts';

test('a ring around a socket is where each frame has the socket, in 200 screenshots of either side', () =>
  drawInPlace(200));
