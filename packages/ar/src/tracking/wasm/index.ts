// Entry of the tracker's WebAssembly module. AssemblyScript: looks like TypeScript, compiles to WebAssembly.

/** Mean of `count` bytes at `at`; stands for everything to come. */
export function mean(at: usize, count: i32): f32 {
  let sum: i32 = 0;
  for (let i = 0; i < count; i++) sum += load<u8>(at + i);
  return count === 0 ? 0 : <f32>sum / <f32>count;
}
