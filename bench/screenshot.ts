import { startDesk } from '../scripts/rig/desk-process.ts';
import { bothLive, joinCall, startCall, takeSeat } from '../examples/help-desk/faults/desk-call.ts';
import type { BenchResult } from './result.ts';
import { median, percentile, rounded } from './statistics.ts';

const SHOTS = 15;

/** From the click on the button of a call until the picture is kept, against a canvas that encodes the same picture. */
export async function run(): Promise<BenchResult[]> {
  await using desk = await startDesk();
  const agent = await takeSeat(desk.url, 'agent');
  const customer = await takeSeat(desk.url, 'customer');
  try {
    await startCall(agent);
    await joinCall(customer);
    await bothLive(agent, customer);
    const ours: number[] = [];
    const bare: number[] = [];
    // The first loads what takes pictures, and is thrown away.
    for (let shot = -1; shot < SHOTS; shot += 1) {
      const saved = await agent.page.evaluate(async (before) => {
        const call = document.querySelector('video-session');
        const client = call?.client;
        const button = [...(call?.shadowRoot?.querySelectorAll('button') ?? [])].find(
          (each) => each.textContent?.trim() === 'Screenshot',
        );
        if (client == null || button === undefined) throw new Error('There is no call.');
        const startedAt = performance.now();
        button.click();
        await new Promise<void>((resolve) => {
          const off = client.subscribe(({ session }) => {
            if ((session?.pictures.length ?? 0) <= before) return;
            off();
            resolve();
          });
        });
        return performance.now() - startedAt;
      }, shot + 1);
      const encoded = await agent.page.evaluate(async () => {
        const video = document
          .querySelector('video-session')
          ?.shadowRoot?.querySelector<HTMLVideoElement>('.large video');
        if (video == null) throw new Error('There is no picture.');
        const startedAt = performance.now();
        const canvas = document.createElement('canvas');
        canvas.width = video.videoWidth;
        canvas.height = video.videoHeight;
        canvas.getContext('2d')?.drawImage(video, 0, 0);
        await new Promise((resolve) => canvas.toBlob(resolve, 'image/jpeg', 0.92));
        return performance.now() - startedAt;
      });
      if (shot < 0) continue;
      ours.push(saved);
      bare.push(encoded);
    }
    const figure = (name: string, of: (values: readonly number[]) => number): BenchResult => ({
      name: `screenshot/${name}`,
      ours: rounded(of(ours), 3),
      peer: rounded(of(bare), 3),
      ratio: Number((of(ours) / of(bare)).toFixed(3)),
      unit: 'ms',
      note: `click to kept by the server and seen in the view, of ${SHOTS}; the peer only encodes the same picture with toBlob, and keeps nothing`,
    });
    return [figure('saved', median), figure('saved-p95', (values) => percentile(values, 0.95))];
  } finally {
    for (const seat of [agent, customer]) await seat.browser.close();
  }
}
