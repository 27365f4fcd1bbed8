/** Places in up to three dimensions that have the same unit. */
type Path = readonly (readonly [x: number, y: number, z?: number])[];

interface Piece {
  readonly from: number;
  readonly to: number;
  /** The point that lies farthest from the piece's chord. */
  readonly farthest: number;
  /** Its squared distance. */
  readonly gap2: number;
}

/** @param flat three numbers for each point, side by side: an order of magnitude faster than lists of lists */
function measure(flat: Float64Array, from: number, to: number): Piece {
  const at = (i: number) => flat[i] ?? 0;
  const [ax, ay, az] = [at(3 * from), at(3 * from + 1), at(3 * from + 2)];
  const [ex, ey, ez] = [at(3 * to) - ax, at(3 * to + 1) - ay, at(3 * to + 2) - az];
  const length2 = ex * ex + ey * ey + ez * ez;
  let farthest = from;
  let gap2 = 0;
  for (let i = from + 1; i < to; i++) {
    const x = at(3 * i) - ax;
    const y = at(3 * i + 1) - ay;
    const z = at(3 * i + 2) - az;
    const along = length2 === 0 ? 0 : (x * ex + y * ey + z * ez) / length2;
    const t = Math.min(1, Math.max(0, along));
    const d = (x - t * ex) ** 2 + (y - t * ey) ** 2 + (z - t * ez) ** 2;
    if (d > gap2) {
      gap2 = d;
      farthest = i;
    }
  }
  return { from, to, farthest, gap2 };
}

/**
 * Which points of a path to keep so that no point lies farther than `tolerance` from what is left
 * (Ramer 1972, Douglas and Peucker 1973), split where it is worst first: with a limit the best ones are kept, and a
 * path of n points takes at most n × `most` steps.
 * @returns indices, growing; the first and the last point are among them
 */
export function simplify(path: Path, tolerance: number, most: number): readonly number[] {
  if (path.length <= 2) return path.map((_, i) => i);
  const flat = new Float64Array(path.length * 3);
  for (const [i, [x, y, z = 0]] of path.entries()) flat.set([x, y, z], 3 * i);
  const pieces = [measure(flat, 0, path.length - 1)];
  while (pieces.length + 1 < most) {
    let worst = 0;
    for (let i = 1; i < pieces.length; i++)
      if ((pieces[i]?.gap2 ?? 0) > (pieces[worst]?.gap2 ?? 0)) worst = i;
    const piece = pieces[worst];
    if (piece === undefined || !(piece.gap2 > tolerance ** 2)) break;
    pieces[worst] = measure(flat, piece.from, piece.farthest);
    pieces.push(measure(flat, piece.farthest, piece.to));
  }
  return [0, ...pieces.map(({ to }) => to).sort((a, b) => a - b)];
}
