// Loaded before the code of a server (`--import`): whoever has started it sets its clock ahead, also while it runs.
const real = Date.now;
let aheadMs = Number(process.env['CLOCK_AHEAD_MS'] ?? 0);

Date.now = () => real() + aheadMs;
process.on('message', (message: { readonly aheadMs: number }) => {
  ({ aheadMs } = message);
  process.send?.('set');
});
// It ends as it would without.
process.channel?.unref();
