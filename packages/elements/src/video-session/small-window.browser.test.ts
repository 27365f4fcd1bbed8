import { expect, fixture, html } from '@open-wc/testing';
import type { InkCommand, InkTapeAnswer, InkTaped } from '@fernblick/ar/ink';
import { movingScene, type MovingScene } from '../testing/drawing-scene.ts';
import { until } from '../testing/until.ts';
import type { Scene } from './scene.ts';
import { SmallCall } from './small-window.ts';
import { en } from './words/en.ts';

/** The worker's end of a tape. */
class Painter {
  readonly handed: ImageBitmap[] = [];
  taken = 0;
  #port: MessagePort | null = null;

  get isTaped(): boolean {
    return this.#port !== null;
  }

  take(command: InkCommand): void {
    if (command.is !== 'tape') throw new Error(`It was told ${command.is}.`);
    this.#port = command.port;
    if (this.#port !== null)
      this.#port.onmessage = ({ data }: MessageEvent<InkTapeAnswer>) => {
        if (data === null) this.taken += 1;
        else this.handed.push(data.picture as ImageBitmap);
      };
  }

  say(picture: ImageBitmap | null): void {
    this.#port?.postMessage({ picture } satisfies InkTaped, picture === null ? [] : [picture]);
  }
}

describe('the small window of a call', () => {
  let scene: MovingScene;
  let painter: Painter;
  let small: Window;
  let call: SmallCall;
  beforeEach(async () => {
    scene = movingScene();
    painter = new Painter();
    const root = await fixture<HTMLElement>(
      html`<div>
        <video id="remote-video" .srcObject=${scene.stream}></video>
        <ar-overlay for="remote-video"></ar-overlay>
      </div>`,
    );
    const overlay = root.querySelector('ar-overlay');
    // Only what paints is asked for, and this test is it.
    Object.assign(overlay ?? {}, {
      engine: { post: (command: InkCommand) => painter.take(command) },
    });
    const frame = await fixture<HTMLIFrameElement>(html`<iframe title="small"></iframe>`);
    if (frame.contentWindow === null) throw new Error('There is no window.');
    small = frame.contentWindow;
    call = new SmallCall(small, root);
    call.draw(seen(scene.stream));
  });
  afterEach(() => {
    Reflect.deleteProperty(document, 'hidden');
    call.close();
    scene.close();
  });

  const seen = (stream: MediaStream | null, own: MediaStream | null = null): Scene =>
    ({
      words: en,
      otherName: 'Elena',
      nowMs: 0,
      link: { stream },
      ownLarge: own !== null,
      state: { session: null, localStream: own },
    }) as unknown as Scene;
  const canvas = (): HTMLCanvasElement | null => small.document.querySelector('canvas');
  const painted = (): Promise<ImageBitmap> => createImageBitmap(new ImageData(64, 48));

  it('shows what is painted, fitted as the picture, until it is another picture', async () => {
    expect(canvas()?.hidden).to.equal(true);
    painter.say(await painted());
    await until(() => canvas()?.hidden === false);
    expect([canvas()?.width, canvas()?.height, painter.taken]).to.deep.equal([64, 48, 1]);
    call.draw(seen(scene.stream, new MediaStream()));
    expect(canvas()?.hidden).to.equal(true);
    painter.say(await painted());
    await until(() => painter.taken === 2);
    expect(canvas()?.hidden, 'the overlay lies over the other picture').to.equal(true);
    call.draw(seen(scene.stream));
    painter.say(await painted());
    await until(() => canvas()?.hidden === false);
    painter.say(null);
    await until(() => canvas()?.hidden === true);
    call.close();
    expect(painter.isTaped).to.equal(false);
  });

  it('hands over its frames while the page is hidden, each once the last was painted on', async () => {
    painter.say(await painted());
    await until(() => canvas()?.hidden === false);
    expect(painter.handed.length, 'a page that is seen has frames of its own').to.equal(0);
    Object.defineProperty(document, 'hidden', { configurable: true, value: true });
    for (const count of [1, 2, 3]) {
      await until(() => painter.handed.length === count);
      expect((painter.handed.at(-1)?.width ?? 0) > 0).to.equal(true);
      painter.say(count === 2 ? null : await painted());
    }
    expect(painter.handed.length).to.equal(3);
  });
});
