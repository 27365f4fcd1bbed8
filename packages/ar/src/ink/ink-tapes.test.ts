import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { InkTapes } from './ink-tapes.ts';
import type { InkCommands, InkTaped, InkTapeAnswer } from './messages.ts';

/** The end of a channel that the tape writes to; `take` and `show` are what whoever reads answers. */
class FakePort {
  readonly heard: boolean[] = [];
  onmessage: ((event: { readonly data: InkTapeAnswer }) => void) | null = null;

  postMessage({ picture }: InkTaped): void {
    this.heard.push(picture !== null);
  }

  close(): void {
    this.onmessage = null;
  }

  take(): void {
    this.onmessage?.({ data: null });
  }

  show(frame: InkCommands['frame']): void {
    this.onmessage?.({ data: frame });
  }
}

describe('the tape of what is painted', () => {
  it('gives the next picture only when the last one was taken, and says once that there is none', () => {
    const port = new FakePort();
    const shown: InkCommands['frame'][] = [];
    const tapes = new InkTapes((frame) => shown.push(frame));
    tapes.run({ taker: 'recording', port: port as unknown as MessagePort });
    let paintings = 0;
    const paint = (): ImageBitmap => {
      paintings += 1;
      return {} as ImageBitmap;
    };
    tapes.see(() => null);
    tapes.see(paint);
    tapes.see(paint);
    assert.equal(paintings, 1);
    port.take();
    tapes.see(() => null);
    port.take();
    tapes.see(() => null);
    tapes.see(paint);
    assert.deepEqual(port.heard, [true, false, true]);
    const frame = { picture: {} as VideoFrame, timeMs: 1, still: false, isStream: true };
    port.show(frame);
    tapes.see(paint);
    assert.equal(paintings, 2, 'a frame is no answer to a picture');
    assert.deepEqual(shown, [frame]);
    tapes.run({ taker: 'recording', port: null });
    tapes.see(paint);
    assert.equal(paintings, 2);
  });

  it('answers whoever hands it a frame, although nothing is drawn', () => {
    const port = new FakePort();
    const tapes: InkTapes = new InkTapes(() => tapes.see(() => null));
    tapes.run({ taker: 'recording', port: port as unknown as MessagePort });
    const frame = { picture: {} as VideoFrame, timeMs: 1, still: false, isStream: true };
    port.show(frame);
    assert.deepEqual(port.heard, [false]);
    port.take();
    tapes.see(() => null);
    assert.deepEqual(port.heard, [false]);
    port.show(frame);
    assert.deepEqual(port.heard, [false, false]);
  });
});
