/** How long something is kept: on this device for good, or in this tab, over a reload. */
type Where = 'device' | 'tab';

/** Reads what was kept under a name; null where there is nothing, or where the browser keeps nothing. */
export function recall(key: string, where: Where = 'device'): unknown {
  try {
    return JSON.parse(storage(where).getItem(key) ?? 'null');
  } catch {
    // Storage is blocked, or holds what is not ours.
    return null;
  }
}

/** Keeps something, null forgets it; false where the browser does not let it, so that it holds for this page only. */
export function remember(key: string, value: unknown, where: Where = 'device'): boolean {
  try {
    if (value === null) storage(where).removeItem(key);
    else storage(where).setItem(key, JSON.stringify(value));
    return true;
  } catch {
    // Storage is blocked or full.
    return false;
  }
}

function storage(where: Where): Storage {
  return where === 'device' ? localStorage : sessionStorage;
}
