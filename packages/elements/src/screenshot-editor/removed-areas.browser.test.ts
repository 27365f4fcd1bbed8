import {
  emptyDocument,
  exportPicture,
  fromLayer,
  openPicture,
  shownSize,
} from '@fernblick/ar/editing';
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

  it('tells nothing of itself in a picture that is straightened: every pixel that it touches is covered', async () => {
    const [white, black] = [await pictureWith('#ffffff'), await pictureWith('#000000')];
    for (const [angle, turns] of [
      [7.3, 0],
      [-31, 1],
      [45, 2],
    ] as const)
      for (const shapes of [[blackOut], [blackOut, blur], [blur, blackOut]]) {
        const document = { ...documentOf(...shapes), angle, turns };
        const [a, b] = await Promise.all(
          [white, black].map(async (file) =>
            pixelsOf(await exportPicture(await openPicture(file), document)),
          ),
        );
        if (a === undefined || b === undefined) throw new Error('Nothing was exported.');
        const { width, height } = shownSize(document);
        expect([a.width, a.height]).to.deep.equal([width, height]);
        const differs = a.data.findIndex((value, i) => value !== b.data[i]);
        expect(differs, `${angle} degrees, px ${differs / 4}`).to.equal(-1);
        // No corner is empty.
        const corners = [0, width - 1, (height - 1) * width, height * width - 1];
        for (const px of corners) expect(a.data[4 * px + 3]).to.equal(255);
        expect(colorAt(a, Math.floor(width / 2), Math.floor(height / 2))).to.deep.equal([0, 0, 0]);
      }
  });

  it('is the same in a picture so large that it is written in bands', async () => {
    const size = { width: 4_600, height: 4_000 };
    const canvas = new OffscreenCanvas(size.width, size.height);
    const context = canvas.getContext('2d');
    if (context === null) throw new Error('There is no canvas.');
    context.fillStyle = '#ff0000';
    context.fillRect(0, 0, size.width / 2, size.height);
    context.fillStyle = '#0000ff';
    context.fillRect(size.width / 2, 0, size.width, size.height);
    const area = { from: { x: 0.25, y: 0.25 }, to: { x: 0.4, y: 0.9 } };
    const layer: Layer = {
      id: 'layer-0000',
      color: 'red',
      width: 3,
      shape: { is: 'black-out', ...area },
    };
    const document: PictureDocument = { ...emptyDocument(size), angle: 2, layers: [layer] };
    const shown = shownSize(document);
    expect(shown.width * shown.height).to.be.above(16e6);
    const pixels = await pixelsOf(
      await exportPicture(await openPicture(await canvas.convertToBlob()), document),
    );
    expect([pixels.width, pixels.height]).to.deep.equal([shown.width, shown.height]);
    // From top to bottom, across every band.
    for (let row = 0; row < shown.height; row += 7)
      for (const [column, expected] of [
        [0.02, [255, 0, 0]],
        [0.98, [0, 0, 255]],
      ] as const)
        expect(colorAt(pixels, Math.round(column * shown.width), row)).to.deep.equal(expected);
    for (let y = area.from.y; y < area.to.y; y += 0.001)
      for (const x of [area.from.x, 0.3, area.to.x]) {
        const at = fromLayer(document, { x, y });
        expect(colorAt(pixels, Math.floor(at.x), Math.floor(at.y))).to.deep.equal([0, 0, 0]);
      }
  });

  it('is in no band of a large picture that is written already: each is given back', async () => {
    const size = { width: 4_100, height: 4_000 };
    const canvas = new OffscreenCanvas(size.width, size.height);
    canvas.getContext('2d')?.fillRect(0, 0, size.width, size.height);
    const picture = await openPicture(await canvas.convertToBlob());
    const { prototype } = OffscreenCanvasRenderingContext2D;
    const { getImageData } = prototype;
    const bands: ImageData[] = [];
    prototype.getImageData = function (...area) {
      bands.push(getImageData.apply(this, area));
      expect(bands.slice(0, -1).every(({ data }) => data.byteLength === 0)).to.equal(true);
      return bands.at(-1) ?? new ImageData(1, 1);
    };
    try {
      await exportPicture(picture, emptyDocument(size));
    } finally {
      prototype.getImageData = getImageData;
    }
    expect(bands.length).to.be.above(30);
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
