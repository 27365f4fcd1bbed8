import type { PictureBox } from './messages.ts';
import { paintScene, type InkScene } from './painter.ts';

/** The canvas that picture and ink are painted on together; it is to be seen only while something is painted. */
export class InkCanvas {
  readonly #say: (isPainting: boolean) => void;
  #context: OffscreenCanvasRenderingContext2D | null = null;
  #isPainting = false;

  constructor(say: (isPainting: boolean) => void) {
    this.#say = say;
  }

  start(canvas: OffscreenCanvas): void {
    this.#context = canvas.getContext('2d');
    if (this.#context === null) throw new Error('This browser gives no canvas.');
  }

  close(): void {
    this.#context = null;
  }

  /** Paints a scene; null where there is nothing to paint, and the picture shows as it is. */
  paint({ element, pixelRatio }: PictureBox, scene: InkScene | null): void {
    const context = this.#context;
    if (context === null || scene === null) {
      this.#tell(false);
      return;
    }
    const [width, height] = [element.width, element.height].map((side) =>
      Math.max(1, Math.round(side * pixelRatio)),
    ) as [number, number];
    if (context.canvas.width !== width) context.canvas.width = width;
    if (context.canvas.height !== height) context.canvas.height = height;
    paintScene(context, scene);
    this.#tell(true);
  }

  #tell(isPainting: boolean): void {
    if (isPainting === this.#isPainting) return;
    this.#isPainting = isPainting;
    this.#say(isPainting);
  }
}
