import type { SessionClient } from '../session-client.ts';
import type { SessionSnapshot } from '../session-state.ts';

/** Resolves with the client's first snapshot that fits. */
export async function until(
  client: SessionClient,
  fits: (state: SessionSnapshot) => boolean,
): Promise<SessionSnapshot> {
  if (fits(client.state)) return client.state;
  return await new Promise((resolve) => {
    const off = client.subscribe((state) => {
      if (!fits(state)) return;
      off();
      resolve(state);
    });
  });
}

/** Resolves once the condition holds; looks again at every turn of the page's own clock. */
export async function holds(condition: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await condition())) await new Promise((resolve) => setTimeout(resolve, 20));
}
