import { expect } from '@open-wc/testing';
import type { ArOverlay } from '../ar-overlay/ar-overlay.ts';
import { joinedLinks, movingScene, stroke } from '../testing/drawing-scene.ts';
import { CUSTOMER, linkTo } from '../testing/fake-session-client.ts';
import { byName, drawn, mount, states } from '../testing/mount.ts';
import { isRed, readPainted } from '../testing/painted.ts';
import { until } from '../testing/until.ts';

/** Of the red on the canvas: how much there is, and how much of it lies under an element, px of the page. */
function redUnder(
  overlay: ArOverlay,
  over: Element,
): { readonly all: number; readonly under: number } {
  const painted = readPainted(overlay, isRed);
  const canvas = overlay.shadowRoot?.querySelector('.ink')?.getBoundingClientRect();
  if (painted === null || canvas === undefined) return { all: 0, under: 0 };
  const { data, width, height } = painted.image;
  const scale = canvas.width / width;
  const { left, right, top, bottom } = over.getBoundingClientRect();
  let [all, under] = [0, 0];
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const at = (y * width + x) * 4;
      if (!isRed(data[at] ?? 0, data[at + 1] ?? 0, data[at + 2] ?? 0)) continue;
      all += 1;
      const [clientX, clientY] = [canvas.left + x * scale, canvas.top + y * scale];
      if (clientX > left && clientX < right && clientY > top && clientY < bottom) under += 1;
    }
  return { all, under };
}

it('shows the way to what is lost beside the small picture, and not beneath it', async () => {
  const scene = movingScene();
  const shown = states['agent-live'];
  if (shown === undefined) throw new Error('There is no such state.');
  const { call, client } = await mount(shown, 'en', joinedLinks()[0]);
  client.set({ links: [linkTo(CUSTOMER.id, { stream: scene.stream })] });
  await drawn(call);
  byName(call, 'button', 'Draw').click();
  const find = (): ArOverlay | null => call.shadowRoot?.querySelector('ar-overlay') ?? null;
  await until(() => find()?.tracking === 'on');
  const overlay = find();
  const small = byName(call, 'button', 'Swap pictures');
  if (overlay === null) throw new Error('There is no overlay.');
  scene.moving = false;
  const [box, over] = [overlay, small].map((each) => each.getBoundingClientRect());
  if (box === undefined || over === undefined) throw new Error('Nothing is shown.');
  // Just beside it, towards the middle: what is lost there is looked for in its direction.
  const y = (over.top + over.height / 2 - box.top) / box.height;
  const x = (over.left - box.left) / box.width;
  overlay.tool = 'rectangle';
  await overlay.updateComplete;
  await stroke(overlay, [
    [x - 0.1, y - 0.05],
    [x - 0.02, y + 0.05],
  ]);
  await until(() => overlay.marks[0]?.state === 'tracked');
  scene.blank = true;
  await until(() => overlay.marks[0]?.state === 'lost');
  // A ring where it was comes first.
  const [ringX, ringY] = [(x - 0.06) * box.width, y * box.height];
  const away = (): number => {
    const middle = readPainted(overlay, isRed, box.width)?.middle;
    return middle == null ? 0 : Math.hypot(middle.x - ringX, middle.y - ringY);
  };
  await until(
    () => away() > 20,
    () => String(away()),
  );
  const { all, under } = redUnder(overlay, small);
  expect(all).to.be.greaterThan(50);
  expect(under).to.equal(0);
  scene.close();
});
