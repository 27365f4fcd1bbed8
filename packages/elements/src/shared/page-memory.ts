/** Reads what was kept on this device under a name; null where there is nothing, or where the browser keeps nothing. */
export function recall(key: string): unknown {
  try {
    return JSON.parse(localStorage.getItem(key) ?? 'null');
  } catch {
    // Storage is blocked, or holds what is not ours.
    return null;
  }
}

/** Keeps something on this device; false where the browser does not let it, so that it holds for this page only. */
export function remember(key: string, value: unknown): boolean {
  try {
    localStorage.setItem(key, JSON.stringify(value));
    return true;
  } catch {
    // Storage is blocked or full.
    return false;
  }
}
