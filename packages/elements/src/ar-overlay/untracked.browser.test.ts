import { expect } from '@open-wc/testing';
import { joinedOverlays, type JoinedOverlays } from '../testing/joined-overlays.ts';
import { stroke, withoutWorkers } from '../testing/drawing-scene.ts';
import { until } from '../testing/until.ts';

const { WebAssembly } = globalThis;

/** A file of its own: what is compiled once in a page stays. */
describe('ar-overlay in a browser that cannot follow', () => {
  let page: JoinedOverlays | null = null;
  let bringBack = (): void => {};
  const { compile } = WebAssembly;
  afterEach(() => {
    bringBack();
    WebAssembly.compile = compile;
    page?.close();
  });

  it('draws all the same: marks stay in the picture, and are shown as unsure', async () => {
    bringBack = withoutWorkers();
    WebAssembly.compile = () => Promise.reject(new WebAssembly.CompileError('No SIMD.'));
    page = await joinedOverlays({ tracking: 'off' });
    const { one, two, problems, saw } = page;
    await stroke(one, [
      [0.3, 0.3],
      [0.5, 0.5],
    ]);
    await until(() => two.marks[0]?.state === 'unsure' && one.marks[0]?.state === 'unsure', saw);
    expect(problems.every((each) => each.startsWith('tracking-unavailable'))).to.equal(true);
    await until(() => one.shadowRoot?.querySelector('.notice') !== null);
  });
});
