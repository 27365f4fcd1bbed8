/** What is used of Trusted Types, where a browser has them. */
interface TrustedTypes {
  createPolicy(
    name: string,
    rules: { createScriptURL: (url: string) => string },
  ): { createScriptURL: (url: string) => URL };
}

let asTrusted: ((url: string) => URL) | null = null;

/**
 * The worker that follows and paints; throws where the page may not have one, as with a script from another origin.
 * Under Trusted Types it needs a policy named `fernblick`.
 */
export function makeWorker(): Worker {
  return (
    trusted(new URL('./ink-worker.ts', import.meta.url)) ??
    new Worker(new URL('./ink-worker.ts', import.meta.url), { type: 'module' })
  );
}

/** Null without Trusted Types: bundlers know a worker by the address in its constructor only. */
export function trusted(url: URL): Worker | null {
  const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes };
  if (trustedTypes === undefined) return null;
  asTrusted ??= policy(trustedTypes);
  return new Worker(asTrusted(url.href), { type: 'module' });
}

function policy(trustedTypes: TrustedTypes): (url: string) => URL {
  try {
    const made = trustedTypes.createPolicy('fernblick', { createScriptURL: (url) => url });
    return (url) => made.createScriptURL(url);
  } catch {
    // The page does not want one: where it does not insist on it, an address is enough.
    return (url) => new URL(url);
  }
}
