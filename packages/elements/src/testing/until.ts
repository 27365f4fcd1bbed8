/** Waits for a cause, frame by frame; says what it saw where the cause does not come. */
export async function until(
  isSo: () => boolean,
  saw: () => string = () => '',
  timeoutMs = 20_000,
): Promise<void> {
  const startedAt = performance.now();
  while (!isSo()) {
    if (performance.now() - startedAt > timeoutMs) throw new Error(`It did not come. ${saw()}`);
    await new Promise((next) => setTimeout(next, 16));
  }
}
