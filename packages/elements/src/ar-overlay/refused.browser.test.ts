import { expect } from '@open-wc/testing';
import { stroke, watchedWorkers } from '../testing/drawing-scene.ts';
import { joinedOverlays } from '../testing/joined-overlays.ts';
import { until } from '../testing/until.ts';

it('does not bring back what was taken back when its worker begins anew', async () => {
  const { workers, end } = watchedWorkers();
  const page = await joinedOverlays();
  const { one, two, links, problems, saw } = page;
  links[0].refuses = true;
  await stroke(one, [
    [0.3, 0.3],
    [0.5, 0.5],
  ]);
  // What it was drawn on, and the line itself.
  await until(() => problems.length === 2, saw);
  await until(() => one.marks.length === 0, saw);
  links[0].refuses = false;
  const before = workers.length;
  for (const worker of [...workers]) worker.dispatchEvent(new ErrorEvent('error'));
  await until(() => workers.length === before + 2, saw);
  // What stands still is painted, once the new worker is at work.
  one.frozen = true;
  await until(() => one.shadowRoot?.querySelector('.ink[data-painting]') != null, saw);
  one.tool = 'arrow';
  await one.updateComplete;
  await stroke(one, [
    [0.6, 0.3],
    [0.7, 0.5],
  ]);
  await until(() => two.marks.length === 1 && one.marks.length > 0, saw);
  expect(one.marks.map(({ kind }) => kind)).to.deep.equal(['arrow']);
  end();
  page.close();
});
