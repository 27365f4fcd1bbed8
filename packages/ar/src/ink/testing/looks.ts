const THUMB = { width: 32, height: 24 };

/** Numbers from 0 to 1 that look like chance, and are the same each time. */
export function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Where a hand holds a camera in a frame, parts of a thumbnail: it never moves twice in the same way. */
export function handAt(frame: number, reach: number): { readonly x: number; readonly y: number } {
  const phase = frame / 9 + 3 * Math.sin(frame / 31);
  return { x: reach * Math.sin(phase), y: reach * Math.cos(phase * 1.3) };
}

/** The thumbnail of a wall with a pattern, as a camera sees it that has moved so far. */
export function look(
  { x: dx, y: dy }: { readonly x: number; readonly y: number },
  blur = 0,
  next: () => number = () => 0.5,
): Float32Array {
  return Float32Array.from({ length: THUMB.width * THUMB.height }, (_, i) => {
    const [x, y] = [(i % THUMB.width) + dx, Math.floor(i / THUMB.width) + dy];
    const light =
      Math.sin(x / 2.3) * Math.cos(y / 3.1) + Math.sin((x + 2 * y) / 5.3) + Math.cos(x / 9 - y / 4);
    return 40 * light + blur * (next() - 0.5);
  });
}
