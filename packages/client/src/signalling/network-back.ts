/** Calls back whenever the browser says that there is a network again. */
export function onNetworkBack(back: () => void, signal: AbortSignal): void {
  // Node has no such event, and nobody to tell.
  globalThis.addEventListener?.('online', back, { signal });
}
