/** A probability from the logarithm of its odds, which is what the WebAssembly module answers. */
export function confidenceOf(logOdds: number): number {
  return 1 / (1 + Math.exp(-logOdds));
}
