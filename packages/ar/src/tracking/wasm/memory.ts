// Memory for what depends on the size of frames; all else is static (`memory.data`). One arena, handed out front to back
// and never given back: the tracker knows at its start what it needs, and a module without a heap cannot leak. What is
// used again (keyframes) is kept in lists of its own.

const PAGE_BYTES: usize = 65536;

let top: usize = 0;

/** Room for `bytes`, aligned to 16 and zeroed; 0 where the machine has no more memory. */
export function reserve(bytes: usize): usize {
  if (top === 0) top = (__heap_base + 15) & ~(<usize>15);
  const at = top;
  const end = (top + bytes + 15) & ~(<usize>15);
  const pages = <i32>((end + PAGE_BYTES - 1) / PAGE_BYTES) - memory.size();
  if (pages > 0 && memory.grow(pages) < 0) return 0;
  top = end;
  return at;
}
