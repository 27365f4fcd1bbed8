/** Waits until something is so, however slow the machine is; where it never is, says what it saw, or why it waited. */
export async function until(
  isSo: () => boolean | undefined,
  saw: string | (() => string) = '',
  timeoutMs = 20_000,
): Promise<void> {
  const startedAt = performance.now();
  while (!isSo()) {
    if (performance.now() - startedAt > timeoutMs)
      throw new Error(`It did not come. ${typeof saw === 'string' ? saw : saw()}`);
    await new Promise((next) => setTimeout(next, 16));
  }
}
