import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { InkTape } from './ink-tape.ts';
import type { InkTaped } from './messages.ts';

/** The end of a channel that the tape writes to; `take` is the answer of whoever reads. */
class FakePort {
  readonly heard: boolean[] = [];
  onmessage: (() => void) | null = null;

  postMessage({ picture }: InkTaped): void {
    this.heard.push(picture !== null);
  }

  close(): void {
    this.onmessage = null;
  }

  take(): void {
    this.onmessage?.();
  }
}

describe('the tape of what is painted', () => {
  it('gives the next picture only when the last one was taken, and says once that there is none', () => {
    const port = new FakePort();
    const tape = new InkTape();
    tape.run(port as unknown as MessagePort);
    let paintings = 0;
    const paint = (): ImageBitmap => {
      paintings += 1;
      return {} as ImageBitmap;
    };
    tape.see(null);
    tape.see(paint);
    tape.see(paint);
    assert.equal(paintings, 1);
    port.take();
    tape.see(null);
    port.take();
    tape.see(null);
    tape.see(paint);
    assert.deepEqual(port.heard, [true, false, true]);
    tape.run(null);
    tape.see(paint);
    assert.equal(paintings, 2);
  });
});
