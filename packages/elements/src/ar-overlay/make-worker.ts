/** What is used of Trusted Types, where a browser has them. */
interface TrustedTypes {
  createPolicy(
    name: string,
    rules: { createScriptURL: (url: string) => string },
  ): { createScriptURL: (url: string) => URL };
}

let policy: ReturnType<TrustedTypes['createPolicy']> | undefined;

/**
 * The worker that follows and paints; it fails where the page may not have one. Under Trusted Types it needs a policy named
 * `fernblick`, and where the SDK comes from another origin, `worker-src blob:`.
 */
export function makeWorker(): Worker {
  return (
    indirect(new URL('./ink-worker.ts', import.meta.url)) ??
    new Worker(new URL('./ink-worker.ts', import.meta.url), { type: 'module' })
  );
}

/**
 * A worker that cannot be made of its address as it is: under Trusted Types, and where its script is of another origin,
 * which one of the page's own may load. Null elsewhere: bundlers know a worker by the address in its constructor only.
 */
export function indirect({ href, origin }: URL): Worker | null {
  const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes };
  const url =
    origin === self.origin
      ? href
      : URL.createObjectURL(new Blob([`import"${href}"`], { type: 'text/javascript' }));
  if (!trustedTypes && url === href) return null;
  try {
    policy ??= trustedTypes?.createPolicy('fernblick', { createScriptURL: (same) => same });
  } catch {
    // The page does not want one: where it does not insist on it, an address is enough.
    policy = undefined;
  }
  return new Worker(policy?.createScriptURL(url) ?? url, { type: 'module' });
}
