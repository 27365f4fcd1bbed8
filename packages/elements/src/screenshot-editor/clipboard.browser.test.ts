import { expect, fixture, html, oneEvent } from '@open-wc/testing';
import { executeServerCommand, sendKeys } from '@web/test-runner-commands';
import type { LayerShape, PictureDocument } from '@fernblick/protocol';
import { byName } from '../testing/mount.ts';
import { blankPng, colorAt, pixelsOf, testPicture } from '../testing/pictures.ts';
import { until } from '../testing/until.ts';
import type { ScreenshotEditor } from './screenshot-editor.ts';
import './screenshot-editor.ts';

const SIZE = { width: 300, height: 200 };

async function mount(image: Blob | null = null, savable = false): Promise<ScreenshotEditor> {
  const editor = await fixture<ScreenshotEditor>(
    html`<screenshot-editor lang="en" tool="select" ?savable=${savable}></screenshot-editor>`,
  );
  if (image !== null) {
    const opened = oneEvent(editor, 'picture-opened');
    editor.image = image;
    await opened;
    await until(() => sheetOf(editor).clientWidth > 0, 'The picture never shows.');
  }
  return editor;
}

function sheetOf(editor: ScreenshotEditor): Element {
  return editor.shadowRoot?.querySelector('.sheet') ?? editor;
}

const focus = (editor: ScreenshotEditor): void =>
  editor.shadowRoot?.querySelector<HTMLElement>('.stage')?.focus();
const shapes = (editor: ScreenshotEditor): readonly LayerShape[] =>
  editor.document?.layers.map(({ shape }) => shape) ?? [];
const says = (editor: ScreenshotEditor): string =>
  editor.shadowRoot?.querySelector('[role="status"]')?.textContent ?? '';

/** Control and a key, as a person presses them: the browser does with it what it does. */
async function control(key: string): Promise<void> {
  await sendKeys({ down: 'Control' });
  await sendKeys({ press: key });
  await sendKeys({ up: 'Control' });
}

/** Copies what is selected, else the picture, until the editor has said so. */
async function copy(editor: ScreenshotEditor, sentence = 'copied'): Promise<void> {
  await control('c');
  await until(
    () => says(editor).includes(sentence),
    () => says(editor),
  );
}

/** What a browser tells of Ctrl+V. */
async function paste(editor: ScreenshotEditor, file: File | null, text = ''): Promise<void> {
  focus(editor);
  const clipboardData = new DataTransfer();
  if (file !== null) clipboardData.items.add(file);
  if (text !== '') clipboardData.setData('text/plain', text);
  document.body.dispatchEvent(
    new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true, composed: true }),
  );
  await editor.updateComplete;
}

/** The px that a redaction covers in a picture of this size. */
function boxIn({ width, height }: typeof SIZE, shape: LayerShape | undefined) {
  if (shape === undefined || !('from' in shape)) throw new Error('No redaction.');
  const { from, to } = shape;
  return {
    x: from.x * width,
    y: from.y * height,
    width: (to.x - from.x) * width,
    height: (to.y - from.y) * height,
  };
}

/** An editor in a page of its own, as another tab has it. */
async function otherPage(): Promise<ScreenshotEditor> {
  const frame = await fixture<HTMLIFrameElement>(html`<iframe></iframe>`);
  const page = frame.contentDocument;
  if (page === null) throw new Error('No page.');
  const script = page.createElement('script');
  script.type = 'module';
  script.src = new URL('./screenshot-editor.ts', import.meta.url).href;
  const editor = page.createElement('screenshot-editor');
  page.body.append(editor, script);
  await until(() => 'updateComplete' in editor, 'The editor never comes.');
  const opened = oneEvent(editor, 'picture-opened');
  editor.image = await testPicture(SIZE.width, SIZE.height);
  await opened;
  return editor;
}

/** What another page's browser tells of Ctrl+V. */
function pasteInto(editor: ScreenshotEditor, text: string): void {
  editor.shadowRoot?.querySelector<HTMLElement>('.stage')?.focus();
  const clipboardData = new DataTransfer();
  clipboardData.setData('text/plain', text);
  editor.dispatchEvent(
    new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true, composed: true }),
  );
}

const permit = (...names: readonly string[]): Promise<unknown> =>
  executeServerCommand('permit', names);

describe('the clipboard of <screenshot-editor>', () => {
  afterEach(() => permit());

  it('takes the picture as it is drawn on to the clipboard of the system, and a picture and a text from it', async () => {
    await permit('clipboard-read', 'clipboard-write', 'clipboard-sanitized-write');
    const editor = await mount(await testPicture(SIZE.width, SIZE.height));
    focus(editor);
    await sendKeys({ press: 'k' });
    await sendKeys({ press: 'Enter' });
    await sendKeys({ press: 'Escape' });
    await copy(editor, 'Picture copied');
    const [item] = await navigator.clipboard.read();
    expect(item?.types).to.deep.equal(['image/png']);
    const pixels = await pixelsOf((await item?.getType('image/png')) ?? new Blob());
    expect([pixels.width, pixels.height]).to.deep.equal([SIZE.width, SIZE.height]);
    expect(colorAt(pixels, 150, 100)).to.deep.equal([0, 0, 0]);

    const other = await mount();
    const opened = oneEvent(other, 'picture-opened');
    byName(other, 'button', 'Paste').click();
    await opened;
    expect((await pixelsOf(await other.toBlob())).data).to.deep.equal(pixels.data);

    await navigator.clipboard.writeText('Valve');
    await until(() => sheetOf(other).clientWidth > 0, 'The picture never shows.');
    focus(other);
    await control('v');
    await until(() => shapes(other).length === 1, 'Nothing was pasted.');
    expect(shapes(other)[0]).to.include({ is: 'text', text: 'Valve' });
  });

  it('gives what is selected as a layer here, and as a picture with words elsewhere', async () => {
    await permit('clipboard-read', 'clipboard-write', 'clipboard-sanitized-write');
    const editor = await mount(await testPicture(SIZE.width, SIZE.height));
    await paste(editor, null, 'Valve');
    await copy(editor);
    const [item] = await navigator.clipboard.read();
    expect(await (await item?.getType('text/plain'))?.text()).to.equal('Valve');
    const pixels = await pixelsOf((await item?.getType('image/png')) ?? new Blob());
    expect(pixels.width, 'a text is not cut off').to.equal(SIZE.width);
    await control('v');
    await until(() => shapes(editor).length === 2, 'Nothing was pasted.');
    const [first, second] = shapes(editor);
    expect(second).to.include({ is: 'text', text: 'Valve' });
    expect(second).not.to.deep.equal(first);
    // What is copied elsewhere after that is what is meant.
    await navigator.clipboard.writeText('Pump');
    await control('v');
    await until(() => shapes(editor).length === 3, 'Nothing was pasted.');
    expect(shapes(editor)[2]).to.include({ text: 'Pump' });
  });

  it('gives a layer to another picture, in its own proportions and where that one is looked at', async () => {
    await permit('clipboard-read', 'clipboard-write', 'clipboard-sanitized-write');
    const editor = await mount(await testPicture(SIZE.width, SIZE.height));
    focus(editor);
    await sendKeys({ press: 'k' });
    await sendKeys({ press: 'Enter' });
    await copy(editor);
    // A page that keeps it: a picture would not get in.
    const tall = { width: 200, height: 600 };
    const other = await mount(await testPicture(tall.width, tall.height), true);
    focus(other);
    await control('v');
    await until(() => shapes(other).length === 1, 'Nothing was pasted.');
    const [from, to] = [boxIn(SIZE, shapes(editor)[0]), boxIn(tall, shapes(other)[0])];
    expect(shapes(other)[0]).to.include({ is: 'black-out' });
    expect(to.width / to.height).to.be.closeTo(from.width / from.height, 0.01);
    expect(to.x + to.width / 2).to.be.closeTo(tall.width / 2, 1);
    expect(to.y + to.height / 2).to.be.closeTo(tall.height / 2, 1);
    expect(to.width).to.be.at.most(tall.width);
    await control('v');
    await until(() => shapes(other).length === 2, 'Nothing was pasted.');
    expect(shapes(other)[1]).not.to.deep.equal(shapes(other)[0]);
  });

  it('gives a layer to editors in other tabs, also where they open afterwards', async () => {
    await permit('clipboard-read', 'clipboard-write', 'clipboard-sanitized-write');
    const editor = await mount(await testPicture(SIZE.width, SIZE.height));
    const first = await otherPage();
    await paste(editor, null, 'Valve');
    await copy(editor);
    const second = await otherPage();
    for (const other of [first, second]) {
      await until(() => {
        pasteInto(other, 'Valve');
        return shapes(other).length > 0;
      }, 'Nothing was pasted.');
      const [shape] = shapes(other);
      expect(other.document?.layers[0]).to.include({ color: 'red', width: 3 });
      expect(shape).to.include({ is: 'text', text: 'Valve' });
      // What is copied elsewhere after that is what is meant.
      const before = shapes(other).length;
      pasteInto(other, 'Pump');
      await until(() => shapes(other).length > before, 'Nothing was pasted.');
      expect(shapes(other).at(-1)).to.include({ text: 'Pump' });
    }
  });

  it('takes the picture that was copied just now, also while it is still on its way to the clipboard', async () => {
    await permit('clipboard-read', 'clipboard-write', 'clipboard-sanitized-write');
    const picture = await testPicture(SIZE.width, SIZE.height);
    const editor = await mount(picture);
    const empty = await mount();
    const opened = oneEvent(empty, 'picture-opened');
    byName(editor, 'button', 'Copy').click();
    await paste(empty, null);
    await opened;
    expect((await pixelsOf(await empty.toBlob())).data).to.deep.equal(
      (await pixelsOf(picture)).data,
    );
  });

  it('gives nothing away that was cropped away', async () => {
    await permit('clipboard-read', 'clipboard-write', 'clipboard-sanitized-write');
    const editor = await mount(await testPicture(SIZE.width, SIZE.height));
    const crop = { x: 146, y: 80, width: 8, height: 100 };
    editor.document = { ...(editor.document as PictureDocument), crop };
    await until(() => editor.document?.crop !== null, 'It is not cropped.');
    focus(editor);
    await sendKeys({ press: 'k' });
    await sendKeys({ press: 'Enter' });
    await copy(editor);
    expect(says(editor)).not.to.equal('Picture copied');
    const [item] = await navigator.clipboard.read();
    const pixels = await pixelsOf((await item?.getType('image/png')) ?? new Blob());
    expect(pixels.width).to.be.at.most(crop.width);
    expect(pixels.height).to.be.at.most(crop.height);
  });

  it('pastes no layer once the picture was copied after it', async () => {
    await permit('clipboard-read', 'clipboard-write', 'clipboard-sanitized-write');
    const editor = await mount(await testPicture(SIZE.width, SIZE.height));
    await paste(editor, null, 'Valve');
    await copy(editor);
    await sendKeys({ press: 'Escape' });
    await copy(editor, 'Picture copied');
    const problem = oneEvent(editor, 'picture-problem');
    await control('v');
    expect(await problem).to.have.property('code', 'picture-in-the-way');
    expect(shapes(editor).length).to.equal(1);
  });

  it('says what cannot be pasted, with a code', async () => {
    const png = new File([await testPicture(20, 10)], 'a.png', { type: 'image/png' });
    const broken = async (file: File | null, text = '', drawnOn = false): Promise<string> => {
      const editor = await mount(drawnOn ? png : null, drawnOn);
      const problem = oneEvent(editor, 'picture-problem');
      await paste(editor, file, text);
      return ((await problem) as unknown as { readonly code: string }).code;
    };
    const noPicture = new File(['%PDF-1.7'], 'a.png', { type: 'image/png' });
    expect(await broken(noPicture)).to.equal('not-a-picture');
    const huge = new File([await blankPng(32_768, 1)], 'b.png', { type: 'image/png' });
    expect(await broken(huge)).to.equal('picture-too-large');
    expect(await broken(null)).to.equal('nothing-to-paste');
    expect(await broken(null, 'word '.repeat(200), true)).to.equal('text-too-long');
    expect(await broken(null, 'Valve')).to.equal('no-picture');
    // A picture that the page keeps is not thrown away by another one.
    expect(await broken(png, '', true)).to.equal('picture-in-the-way');
  });

  it('says why where the browser does not let it, and offers nothing where it has no clipboard', async () => {
    const editor = await mount(await testPicture(SIZE.width, SIZE.height));
    const { clipboard } = navigator;
    const refuse = () => Promise.reject(new DOMException('No.', 'NotAllowedError'));
    Object.defineProperty(navigator, 'clipboard', {
      configurable: true,
      value: { write: refuse, read: refuse },
    });
    try {
      for (const name of ['Copy', 'Paste']) {
        const problem = oneEvent(editor, 'picture-problem');
        byName(editor, 'button', name).click();
        expect((await problem) as unknown).to.include({ code: 'clipboard-refused' });
      }
    } finally {
      Reflect.deleteProperty(navigator, 'clipboard');
    }
    expect(navigator.clipboard === clipboard).to.equal(true);
    const { ClipboardItem } = globalThis;
    Reflect.deleteProperty(globalThis, 'ClipboardItem');
    try {
      editor.requestUpdate();
      await editor.updateComplete;
      for (const name of ['Copy', 'Paste'])
        expect(byName(editor, 'button', name).ariaDisabled).to.equal('true');
    } finally {
      Object.assign(globalThis, { ClipboardItem });
    }
  });
});
