import { expect } from '@open-wc/testing';
import { joinedOverlays, type JoinedOverlays } from '../testing/joined-overlays.ts';
import { stroke, watchedWorkers } from '../testing/drawing-scene.ts';
import { until } from '../testing/until.ts';
import { allByName, byName } from '../testing/mount.ts';

const MODELS = '/model-beside-repository/';

/** What knows of models is loaded with the first address of some; on a small picture it unfolds. */
async function handSwitch(overlay: Element): Promise<HTMLElement> {
  await until(() => {
    const [more] = allByName(overlay, 'button', 'More');
    if (more?.ariaExpanded === 'false') more.click();
    return allByName(overlay, 'switch', 'Hand pointer').length > 0;
  });
  return byName(overlay, 'switch', 'Hand pointer');
}

/** A hand whose index finger is stretched, 0 to 1 of the picture. */
const HAND = Array.from({ length: 21 }, (_, i) => ({ x: 0.5, y: i < 9 ? 0.9 - 0.075 * i : 0.7 }));

/** In place of each worker that looks for a hand, one that always finds it; returns what ends that. */
function alwaysFindHand(): () => void {
  const { Worker: RealWorker } = window;
  const finder = (): Pick<Worker, 'onmessage' | 'onerror' | 'postMessage' | 'terminate'> => {
    const worker = {
      onmessage: null as Worker['onmessage'],
      onerror: null,
      terminate: () => {},
      postMessage: ({ is, picture }: { is: string; picture?: ImageBitmap }) => {
        picture?.close();
        const data = is === 'load' ? { is: 'ready' } : { is: 'hand', places: HAND };
        const event = new MessageEvent('message', { data });
        queueMicrotask(() => {
          worker.onmessage?.call(worker as never, event);
        });
      },
    };
    return worker;
  };
  window.Worker = function make(url: string | URL, options?: WorkerOptions) {
    return String(url).includes('vision-worker') ? finder() : new RealWorker(url, options);
  } as unknown as typeof Worker;
  return () => {
    window.Worker = RealWorker;
  };
}

describe('ar-overlay and its models', () => {
  let page: JoinedOverlays;
  const { workers, end } = watchedWorkers();
  beforeEach(async () => {
    page = await joinedOverlays();
  });
  afterEach(() => page.close());
  after(end);

  it('offers no hand pointer without models, and loads nothing for picking', async () => {
    const before = workers.length;
    expect(allByName(page.one, 'switch', 'Hand pointer')).to.deep.equal([]);
    page.one.tool = 'pick';
    await page.one.updateComplete;
    expect(workers.length).to.equal(before);
  });

  it('says by code and in words that a model is missing, offers it no more, and draws on', async () => {
    const { one, two, problems, saw } = page;
    one.models = '/nowhere';
    (await handSwitch(one)).click();
    await until(() => problems.some((each) => each.startsWith('model-missing')), saw);
    await one.updateComplete;
    expect(allByName(one, 'switch', 'Hand pointer')).to.deep.equal([]);
    expect(one.shadowRoot?.querySelector('.notice')?.textContent).to.contain('not on this page');
    await stroke(one, [
      [0.3, 0.3],
      [0.5, 0.5],
    ]);
    await until(() => two.marks.length === 1, saw);
    // Another address is another chance.
    one.models = MODELS;
    await handSwitch(one);
  });

  it('picks roughly where the model for it is missing', async () => {
    const { one, two, problems, saw } = page;
    one.models = MODELS;
    one.tool = 'pick';
    await until(() => problems.some((each) => each.startsWith('model-missing')), saw);
    const circle = Array.from({ length: 14 }, (_, i): [number, number] => [
      0.5 + 0.16 * Math.cos((2 * Math.PI * i) / 13),
      0.5 + 0.2 * Math.sin((2 * Math.PI * i) / 13),
    ]);
    await stroke(one, circle);
    await until(() => two.marks[0]?.kind === 'outline', saw);
  });

  it('lets the hand rest while the tools are away, and points again with them', async () => {
    const { one, links, page: root, saw } = page;
    const end = alwaysFindHand();
    try {
      one.models = MODELS;
      (await handSwitch(one)).click();
      const told = (): number => links[0].streamed.filter((is) => is === 'pointer').length;
      await until(() => told() > 2, saw);
      one.watching = true;
      await one.updateComplete;
      const video = root.querySelector('video');
      const frames = async (): Promise<void> => {
        for (let i = 0; i < 12; i++)
          await new Promise((next) => video?.requestVideoFrameCallback(next));
      };
      // What was on its way.
      await frames();
      const before = told();
      await frames();
      expect(told()).to.equal(before);
      one.watching = false;
      await until(() => told() > before, saw);
      expect((await handSwitch(one)).ariaChecked).to.equal('true');
    } finally {
      end();
    }
  });

  it('loads the model of a hand when it is switched on, tells how far it is, and lets it go (skipped where none lies beside the repository)', async function () {
    if (!(await fetch(`${MODELS}hand_landmarker.task`)).ok) this.skip();
    const { one, problems, saw } = page;
    one.models = MODELS;
    const before = workers.length;
    const button = await handSwitch(one);
    expect(button.ariaChecked).to.equal('false');
    button.click();
    await one.updateComplete;
    expect(button.ariaChecked).to.equal('true');
    const notice = (): string => one.shadowRoot?.querySelector('.notice')?.textContent ?? '';
    await until(() => notice().startsWith('Getting ready'), saw);
    await until(() => notice() === '', notice, 60_000);
    expect(workers.length).to.equal(before + 1);
    expect(problems).to.deep.equal([]);
    await expect(one).to.be.accessible();
    button.click();
    await one.updateComplete;
    expect(button.ariaChecked).to.equal('false');
  });
});
