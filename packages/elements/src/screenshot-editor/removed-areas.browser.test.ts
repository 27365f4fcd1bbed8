import { emptyDocument, exportPicture, openPicture } from '@fernblick/ar/editing';
import type { Layer, LayerShape, PictureDocument } from '@fernblick/protocol';
import { expect, fixture, html, oneEvent } from '@open-wc/testing';
import { colorAt, pixelsOf, testPicture } from '../testing/pictures.ts';
import type { ScreenshotEditor } from './screenshot-editor.ts';
import './screenshot-editor.ts';

// Larger than the sample from which blurred areas get their colours: browsers smooth while they make it.
const SIZE = { width: 1_500, height: 1_000 };
const HIDDEN = { left: 600, top: 400, right: 900, bottom: 600 };

const blackOut: LayerShape = {
  is: 'black-out',
  from: { x: HIDDEN.left / SIZE.width, y: HIDDEN.top / SIZE.height },
  to: { x: HIDDEN.right / SIZE.width, y: HIDDEN.bottom / SIZE.height },
};
const blur: LayerShape = { is: 'blur', from: { x: 0.3, y: 0.3 }, to: { x: 0.7, y: 0.7 } };

function documentOf(...shapes: readonly LayerShape[]): PictureDocument {
  const layers = shapes.map((shape, i): Layer => ({
    id: `layer-000${i}`,
    color: 'red',
    width: 3,
    shape,
  }));
  return { ...emptyDocument(SIZE), layers };
}

/** The same picture each time but for what is to be hidden. */
async function pictureWith(secret: string): Promise<Blob> {
  const bitmap = await createImageBitmap(await testPicture(SIZE.width, SIZE.height));
  const canvas = new OffscreenCanvas(SIZE.width, SIZE.height);
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('There is no canvas.');
  context.drawImage(bitmap, 0, 0);
  context.fillStyle = secret;
  const { left, top, right, bottom } = HIDDEN;
  context.fillRect(left, top, right - left, bottom - top);
  return canvas.convertToBlob();
}

/** What the stage shows of the layers. */
async function shown(image: Blob, document: PictureDocument): Promise<string> {
  const editor = await fixture<ScreenshotEditor>(
    html`<screenshot-editor lang="en"></screenshot-editor>`,
  );
  const opened = oneEvent(editor, 'picture-opened');
  editor.image = image;
  editor.document = document;
  await opened;
  await editor.updateComplete;
  const rects = editor.shadowRoot?.querySelectorAll('.layers-on rect') ?? [];
  return [...rects]
    .map((rect) => ['x', 'y', 'width', 'height', 'fill'].map((name) => rect.getAttribute(name)))
    .join('\n');
}

describe('what is blacked out', () => {
  it('stays black under a blur, which tells nothing of it', async () => {
    const [white, black] = [await pictureWith('#ffffff'), await pictureWith('#000000')];
    for (const document of [documentOf(blackOut, blur), documentOf(blur, blackOut)]) {
      const [a, b] = await Promise.all(
        [white, black].map(async (file) =>
          pixelsOf(await exportPicture(await openPicture(file), document)),
        ),
      );
      if (a === undefined || b === undefined) throw new Error('Nothing was exported.');
      const differs = a.data.findIndex((value, i) => value !== b.data[i]);
      expect(differs).to.equal(-1);
      for (const [x, y] of [
        [HIDDEN.left, HIDDEN.top],
        [750, 500],
        [HIDDEN.right - 1, HIDDEN.bottom - 1],
      ] as const)
        expect(colorAt(a, x, y)).to.deep.equal([0, 0, 0]);
      // Beside it the blur is as it was.
      expect(colorAt(a, 500, 350)).not.to.deep.equal([0, 0, 0]);
      const rects = await shown(white, document);
      expect(rects).to.contain('600,400,300,200,#000000');
      expect(rects).to.equal(await shown(black, document));
    }
  });

  it('lies where it was drawn, even where the file has another size than the document', async () => {
    const picture = await openPicture(await testPicture(400, 300));
    const document = { ...emptyDocument({ width: 200, height: 150 }), layers: [] };
    const pixels = await pixelsOf(await exportPicture(picture, document));
    expect([pixels.width, pixels.height]).to.deep.equal([200, 150]);
    const [red = 0, green = 0] = colorAt(pixels, 199, 149);
    expect(red).to.be.above(250);
    expect(green).to.be.above(250);
  });
});
