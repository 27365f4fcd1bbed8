import { expect, fixture, html, oneEvent } from '@open-wc/testing';
import { fromLayer, shownSize } from '@fernblick/ar/editing';
import type { LayerShape } from '@fernblick/protocol';
import { colorAt, pixelsOf, testPicture } from '../testing/pictures.ts';
import { until } from '../testing/until.ts';
import type { ScreenshotEditor } from './screenshot-editor.ts';
import './screenshot-editor.ts';

const SIZE = { width: 600, height: 400 };
const line: LayerShape = { is: 'line', from: { x: 0.3, y: 0.5 }, to: { x: 0.7, y: 0.5 } };

async function mount(document?: unknown): Promise<ScreenshotEditor> {
  const editor = await fixture<ScreenshotEditor>(
    html`<screenshot-editor lang="en" tool="select"></screenshot-editor>`,
  );
  const opened = oneEvent(editor, 'picture-opened');
  editor.image = await testPicture(SIZE.width, SIZE.height);
  if (document !== undefined) editor.document = document;
  await opened;
  await until(() => (find(editor, '.sheet')?.clientWidth ?? 0) > 0, 'The picture never shows.');
  return editor;
}

const find = (editor: ScreenshotEditor, selector: string) =>
  editor.shadowRoot?.querySelector<HTMLElement>(selector) ?? null;

async function press(editor: ScreenshotEditor, key: string, init: KeyboardEventInit = {}) {
  find(editor, '.stage')?.dispatchEvent(
    new KeyboardEvent('keydown', { key, bubbles: true, composed: true, cancelable: true, ...init }),
  );
  await editor.updateComplete;
}

async function type(editor: ScreenshotEditor, name: string, value: number): Promise<void> {
  const labels = [...(editor.shadowRoot?.querySelectorAll('label') ?? [])];
  const field = labels
    .find(({ textContent }) => textContent.includes(name))
    ?.querySelector('input');
  if (field == null) throw new Error(`There is no field ${name}.`);
  field.value = String(value);
  field.dispatchEvent(new Event('change'));
  await editor.updateComplete;
}

/** A document with one line that lies level in the middle. */
const withLine = {
  version: 1,
  ...SIZE,
  turns: 0,
  crop: null,
  layers: [{ id: 'layer-0001', color: 'red', width: 3, shape: line }],
};
const shapeOf = (editor: ScreenshotEditor) => editor.document?.layers[0]?.shape;
// 120 px either way of the middle.
const upright = { is: 'line', from: { x: 0.5, y: 0.2 }, to: { x: 0.5, y: 0.8 } };

describe('turning in <screenshot-editor>', () => {
  it('turns what is selected by its handle, by a number and by keys, each undone in one step', async () => {
    const editor = await mount(withLine);
    await press(editor, '.');
    const stage = find(editor, '.stage');
    const grip = find(editor, '.turn')?.getBoundingClientRect();
    const frame = find(editor, '.frame.dark')?.getBoundingClientRect();
    if (stage === null || grip === undefined || frame === undefined) throw new Error('No handle.');
    // A pointer that no device holds cannot be captured.
    stage.setPointerCapture = () => undefined;
    const middle = (box: DOMRect) => ({
      clientX: box.x + box.width / 2,
      clientY: box.y + box.height / 2,
    });
    const pivot = middle(frame);
    const from = middle(grip);
    // A quarter turn: from over it to its right.
    const to = { clientX: pivot.clientX + 90, clientY: pivot.clientY };
    for (const [kind, at] of [
      ['pointerdown', from],
      ['pointermove', to],
      ['pointerup', to],
    ] as const)
      stage.dispatchEvent(new PointerEvent(kind, { pointerId: 1, bubbles: true, ...at }));
    await editor.updateComplete;
    expect(shapeOf(editor)).to.deep.equal(upright);
    await press(editor, 'z');
    expect(shapeOf(editor)).to.deep.equal(line);

    await type(editor, 'Rotate by', 90);
    expect(shapeOf(editor)).to.deep.equal(upright);
    await press(editor, 'z');

    for (let i = 0; i < 7; i++) await press(editor, 'E', { shiftKey: true });
    for (let i = 0; i < 15; i++) await press(editor, 'q');
    const turned = shapeOf(editor);
    for (const end of ['from', 'to'] as const) {
      if (turned?.is !== 'line') throw new Error('It is no line any more.');
      expect(turned[end].x).to.be.closeTo(0.5, 0.001);
      expect(turned[end].y).to.be.closeTo(upright[end].y, 0.001);
    }
    await press(editor, 'z');
    expect(shapeOf(editor)).to.deep.equal(line);
    expect(editor.isDirty).to.equal(false);
  });

  it('offers no angle for what stands upright', async () => {
    const shape = { is: 'black-out', from: { x: 0.4, y: 0.4 }, to: { x: 0.6, y: 0.6 } };
    const editor = await mount({ ...withLine, layers: [{ ...withLine.layers[0], shape }] });
    await press(editor, '.');
    await press(editor, 'e');
    expect(find(editor, '.turn') === null).to.equal(true);
    expect(shapeOf(editor)).to.deep.equal(shape);
    expect(editor.isDirty).to.equal(false);
  });

  it('straightens the picture by a number and by keys; what comes out is what is seen, and can be gone on with', async () => {
    const editor = await mount(withLine);
    await press(editor, '2');
    await type(editor, 'Straighten', 10);
    expect(editor.document?.angle).to.equal(10);
    for (let i = 0; i < 5; i++) await press(editor, 'q');
    expect(editor.document?.angle).to.equal(9.5);
    await press(editor, '1');
    const { document } = editor;
    if (document === null) throw new Error('No picture is open.');
    const size = shownSize(document);
    const sheet = find(editor, '.sheet');
    const ratio = (sheet?.clientWidth ?? 0) / (sheet?.clientHeight ?? 1);
    expect(ratio).to.be.closeTo(size.width / size.height, 0.02);

    const pixels = await pixelsOf(await editor.toBlob());
    expect([pixels.width, pixels.height]).to.deep.equal([size.width, size.height]);
    // The line lies where the picture has carried it, and beside it the picture itself, which says where it is.
    const at = fromLayer(document, { x: 0.6, y: 0.5 });
    expect(colorAt(pixels, Math.round(at.x), Math.round(at.y))).to.deep.equal([255, 90, 77]);
    const beside = fromLayer(document, { x: 0.25, y: 0.75 });
    const [red = 0, green = 0] = colorAt(pixels, Math.round(beside.x), Math.round(beside.y));
    expect(red).to.be.closeTo(0.25 * 255, 2);
    expect(green).to.be.closeTo(0.75 * 255, 2);

    const other = await mount(JSON.parse(JSON.stringify(document)));
    expect(other.document).to.deep.equal(document);
    expect((await pixelsOf(await other.toBlob())).data).to.deep.equal(pixels.data);

    await press(editor, 'z');
    expect(editor.document?.angle).to.equal(10);
    await press(editor, 'z');
    expect(editor.document).to.deep.equal(withLine);
  });

  it('draws upright what is drawn over a straightened picture', async () => {
    const editor = await mount({ ...withLine, angle: 20, layers: [] });
    await press(editor, '6');
    await press(editor, 'Enter');
    const shape = shapeOf(editor);
    const { document } = editor;
    if (shape?.is !== 'rectangle' || document === null) throw new Error('Nothing was placed.');
    const [a, b, c] = shape.corners.map((corner) => fromLayer(document, corner));
    expect((a?.y ?? 0) - (b?.y ?? 99)).to.be.closeTo(0, 0.1);
    expect((b?.x ?? 0) - (c?.x ?? 99)).to.be.closeTo(0, 0.1);
  });
});
