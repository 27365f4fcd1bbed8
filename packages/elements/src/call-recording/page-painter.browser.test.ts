import { expect, nextFrame } from '@open-wc/testing';
import { PagePainter } from './page-painter.ts';

describe('the painter of a recording in a page', () => {
  it('paints once for all the ticks that have waited while the page was blocked', async () => {
    const { fillRect } = CanvasRenderingContext2D.prototype;
    let pictures = 0;
    CanvasRenderingContext2D.prototype.fillRect = function (...area) {
      // Without a camera, the ground is all there is.
      pictures += 1;
      fillRect.apply(this, area);
    };
    const painter = new PagePainter();
    try {
      for (let tick = 0; tick < 75; tick += 1) painter.paint();
      expect(pictures).to.equal(1);
      // It goes on with the ticks that come in time.
      while (pictures < 2) {
        await nextFrame();
        painter.paint();
      }
    } finally {
      CanvasRenderingContext2D.prototype.fillRect = fillRect;
      painter.close();
    }
  });
});
