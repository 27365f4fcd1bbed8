/** A polyline's points in any number of dimensions that have the same unit. */
type Path = readonly (readonly number[])[];

/** Squared distance of a point to a segment. */
function distance2(p: readonly number[], a: readonly number[], b: readonly number[]): number {
  let [along, length2] = [0, 0];
  for (let i = 0; i < a.length; i++) {
    const edge = (b[i] ?? 0) - (a[i] ?? 0);
    along += ((p[i] ?? 0) - (a[i] ?? 0)) * edge;
    length2 += edge * edge;
  }
  const t = length2 === 0 ? 0 : Math.min(1, Math.max(0, along / length2));
  let sum = 0;
  for (let i = 0; i < a.length; i++) {
    const gap = (p[i] ?? 0) - (a[i] ?? 0) - t * ((b[i] ?? 0) - (a[i] ?? 0));
    sum += gap * gap;
  }
  return sum;
}

interface Piece {
  readonly from: number;
  readonly to: number;
  /** The point that lies farthest from the piece's chord. */
  readonly farthest: number;
  readonly gap2: number;
}

function measure(path: Path, from: number, to: number): Piece {
  let [farthest, gap2] = [from, 0];
  const [a, b] = [path[from] ?? [], path[to] ?? []];
  for (let i = from + 1; i < to; i++) {
    const d = distance2(path[i] ?? [], a, b);
    if (d > gap2) [farthest, gap2] = [i, d];
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
  const pieces = [measure(path, 0, path.length - 1)];
  while (pieces.length + 1 < most) {
    let worst = 0;
    for (let i = 1; i < pieces.length; i++)
      if ((pieces[i]?.gap2 ?? 0) > (pieces[worst]?.gap2 ?? 0)) worst = i;
    const piece = pieces[worst];
    if (piece === undefined || !(piece.gap2 > tolerance ** 2)) break;
    pieces[worst] = measure(path, piece.from, piece.farthest);
    pieces.push(measure(path, piece.farthest, piece.to));
  }
  return [0, ...pieces.map(({ to }) => to).sort((a, b) => a - b)];
}
