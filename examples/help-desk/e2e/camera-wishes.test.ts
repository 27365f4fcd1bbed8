import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { twoPeople, type TwoPeople } from './two-people.ts';
import { stateOf } from '../faults/desk-call.ts';

let people: TwoPeople;

before(async () => {
  people = await twoPeople();
});

after(() => people?.close());

test('the agent asks for light and zoom, the customer agrees once for each and takes it back', async () => {
  const { agent, customer } = await people.meet('T-1003');
  // Chromium's own cameras have neither: this page's camera gets what those of phones have.
  await customer.page.addInitScript(() => {
    const state = { torch: false, zoom: 1 };
    const track = MediaStreamTrack.prototype;
    const { getCapabilities, getSettings, applyConstraints } = track;
    track.getCapabilities = function capabilities() {
      const own = getCapabilities.call(this);
      const more = { torch: true, zoom: { min: 1, max: 8, step: 0.1 } };
      return this.kind === 'video' ? { ...own, ...more } : own;
    };
    track.getSettings = function settings() {
      const own = getSettings.call(this);
      return this.kind === 'video' ? { ...own, ...state } : own;
    };
    track.applyConstraints = async function apply(wanted = {}) {
      const { advanced = [], ...rest } = wanted;
      await applyConstraints.call(this, rest);
      // As browsers do: what is left out is set back.
      Object.assign(state, { torch: false, zoom: 1 }, ...advanced);
    };
  });
  await customer.page.reload();
  await people.enter(agent, customer);
  const light = agent.page.getByRole('button', { name: 'Light', exact: true });
  const zoom = agent.page.getByRole('slider', { name: 'Zoom' });
  await light.waitFor();
  assert.equal(await agent.page.getByRole('button', { name: 'Rear camera' }).count(), 0);
  const question = customer.page.getByRole('dialog', { name: 'asks to' });
  const own = () =>
    customer.page.evaluate(() => {
      const { client } = document.querySelector('video-session') ?? {};
      const [track] = client?.state.localStream?.getVideoTracks() ?? [];
      const { torch, zoom: factor } = (track?.getSettings() ?? {}) as Record<string, unknown>;
      return `torch ${String(torch)}, zoom ${String(factor)}`;
    });

  await light.click();
  await question.getByText('asks to switch on your light').waitFor();
  assert.equal(await own(), 'torch false, zoom 1', 'nothing happens before a yes');
  await question.getByRole('button', { name: 'Yes' }).click();
  await agent.page.getByRole('button', { name: 'Light', pressed: true }).waitFor();
  assert.equal(await own(), 'torch true, zoom 1');

  await zoom.fill('3');
  await question.getByText('asks to zoom').waitFor();
  await question.getByRole('button', { name: 'No' }).click();
  await agent.page.getByText('The customer has not agreed.').waitFor();
  assert.equal(await own(), 'torch true, zoom 1');

  await light.click();
  await agent.page.getByRole('button', { name: 'Light', pressed: false }).waitFor();
  assert.equal(await question.count(), 0, 'what was agreed to is not asked again');
  await light.click();
  await agent.page.getByRole('button', { name: 'Light', pressed: true }).waitFor();

  await customer.page.getByRole('button', { name: 'Stop: Light' }).click();
  await agent.page.getByRole('button', { name: 'Light', pressed: false }).waitFor();
  assert.equal(await own(), 'torch false, zoom 1');
  assert.equal((await stateOf(customer.page))?.camera.state, 'on');
});
