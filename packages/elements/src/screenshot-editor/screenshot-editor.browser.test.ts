import { expect, fixture, html, oneEvent } from '@open-wc/testing';
import { PictureError, type PictureErrorCode } from '@fernblick/ar/editing';
import type { LayerShape } from '@fernblick/protocol';
import { PictureSaveEvent, type PictureProblemEvent } from '../events.ts';
import {
  blankPng,
  chunksOf,
  colorAt,
  pixelsOf,
  segmentsOf,
  testPicture,
  withExif,
} from '../testing/pictures.ts';
import { byName } from '../testing/mount.ts';
import type { EditorTool } from './editor-tool.ts';
import type { ScreenshotEditor } from './screenshot-editor.ts';
import './screenshot-editor.ts';
import { until } from '../testing/until.ts';

const WIDTH = 600;
const HEIGHT = 400;

async function mount(image: Blob, lang = 'en'): Promise<ScreenshotEditor> {
  const editor = await fixture<ScreenshotEditor>(
    html`<screenshot-editor lang=${lang} savable></screenshot-editor>`,
  );
  const opened = oneEvent(editor, 'picture-opened');
  editor.image = image;
  await opened;
  await settled(editor);
  return editor;
}

/** Waits until the picture lies on a stage that has its size. */
async function settled(editor: ScreenshotEditor): Promise<void> {
  await editor.updateComplete;
  await until(() => (sheet(editor)?.clientWidth ?? 0) > 0, 'The picture never shows.');
  await editor.updateComplete;
}

function sheet(editor: ScreenshotEditor): HTMLElement | null | undefined {
  return editor.shadowRoot?.querySelector<HTMLElement>('.sheet');
}

function stage(editor: ScreenshotEditor): HTMLElement {
  const found = editor.shadowRoot?.querySelector<HTMLElement>('.stage');
  if (found == null) throw new Error('There is no stage.');
  return found;
}

async function take(editor: ScreenshotEditor, tool: EditorTool): Promise<void> {
  editor.shadowRoot?.querySelector<HTMLElement>(`[data-tool="${tool}"].item`)?.click();
  await editor.updateComplete;
}

/** Moves a pointer over places of the picture, 0 to 1. */
async function drag(
  editor: ScreenshotEditor,
  places: readonly (readonly [number, number])[],
  options: PointerEventInit = {},
): Promise<void> {
  const box = sheet(editor)?.getBoundingClientRect() ?? new DOMRect();
  const send = (type: string, [x, y]: readonly [number, number]): void => {
    const [clientX, clientY] = [box.x + x * box.width, box.y + y * box.height];
    stage(editor).dispatchEvent(
      new PointerEvent(type, { pointerId: 1, clientX, clientY, bubbles: true, ...options }),
    );
  };
  const [first = [0, 0]] = places;
  const last = places.at(-1) ?? first;
  // A pointer that no device holds cannot be captured.
  stage(editor).setPointerCapture = () => undefined;
  send('pointerdown', first);
  for (const place of places.slice(1)) send('pointermove', place);
  send('pointerup', last);
  await editor.updateComplete;
}

async function press(editor: ScreenshotEditor, key: string, init: KeyboardEventInit = {}) {
  const target = editor.shadowRoot?.activeElement ?? stage(editor);
  target.dispatchEvent(
    new KeyboardEvent('keydown', { key, bubbles: true, composed: true, cancelable: true, ...init }),
  );
  await editor.updateComplete;
}

/** What a browser tells of Ctrl+V, with what is on its clipboard. */
async function paste(
  editor: ScreenshotEditor,
  { file, text }: { readonly file?: File; readonly text?: string },
): Promise<void> {
  if (editor.shadowRoot?.activeElement == null) stage(editor).focus();
  const clipboardData = new DataTransfer();
  if (file !== undefined) clipboardData.items.add(file);
  if (text !== undefined) clipboardData.setData('text/plain', text);
  document.body.dispatchEvent(
    new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true, composed: true }),
  );
  await editor.updateComplete;
}

const shapes = (editor: ScreenshotEditor): readonly LayerShape[] =>
  editor.document?.layers.map(({ shape }) => shape) ?? [];

/** What can be pressed and is smaller than so many px in one direction. */
function smallerThan(px: number, editor: ScreenshotEditor): readonly string[] {
  const all = editor.shadowRoot?.querySelectorAll<HTMLElement>('button, a, input') ?? [];
  return [...all].flatMap((each) => {
    const { width, height } = each.getBoundingClientRect();
    const name = each.getAttribute('aria-label') ?? each.textContent;
    return each.checkVisibility() && width > 1 && Math.min(width, height) < px
      ? [`${name}: ${Math.round(width)} × ${Math.round(height)}`]
      : [];
  });
}

describe('<screenshot-editor>', () => {
  it('draws by pointer what comes out at full resolution, upright and without metadata', async () => {
    const editor = await mount(await testPicture(WIDTH, HEIGHT));
    await take(editor, 'rectangle');
    await drag(editor, [
      [0.25, 0.25],
      [0.6, 0.6],
      [0.75, 0.75],
    ]);
    await take(editor, 'pen');
    await drag(editor, [
      [0.1, 0.9],
      [0.3, 0.9],
      [0.5, 0.9],
    ]);
    expect(shapes(editor).map(({ is }) => is)).to.deep.equal(['rectangle', 'pen']);
    const png = await editor.toBlob();
    const pixels = await pixelsOf(png);
    expect([pixels.width, pixels.height]).to.deep.equal([WIDTH, HEIGHT]);
    // Red, on the upper edge of the rectangle and on the stroke.
    expect(colorAt(pixels, 300, 100)).to.deep.equal([255, 90, 77]);
    expect(colorAt(pixels, 180, 360)).to.deep.equal([255, 90, 77]);
    // Inside, the picture as it was.
    expect(colorAt(pixels, 300, 200)).to.deep.equal([128, 128, 255]);
    expect(colorAt(pixels, 301, 200)[2]).to.equal(0);
    const known = ['IHDR', 'sRGB', 'gAMA', 'cHRM', 'iCCP', 'IDAT', 'IEND'];
    for (const name of await chunksOf(png)) expect(known).to.include(name);
  });

  it('draws, copies and pastes where the browser has only what insecure pages have', async () => {
    const secure = [
      [PointerEvent.prototype, 'getCoalescedEvents'],
      [Crypto.prototype, 'randomUUID'],
    ] as const;
    const taken = secure.map(([owner, name]) => Object.getOwnPropertyDescriptor(owner, name));
    for (const [owner, name] of secure) Reflect.deleteProperty(owner, name);
    try {
      const editor = await mount(await testPicture(WIDTH, HEIGHT));
      await take(editor, 'line');
      await drag(editor, [
        [0.2, 0.2],
        [0.5, 0.5],
        [0.6, 0.7],
      ]);
      await press(editor, 'c', { ctrlKey: true });
      await paste(editor, {});
      expect(shapes(editor).map(({ is }) => is)).to.deep.equal(['line', 'line']);
    } finally {
      for (const [n, [owner, name]] of secure.entries())
        Object.defineProperty(owner, name, taken[n] ?? {});
    }
  });

  it('leaves nothing of what was blacked out or blurred', async () => {
    const editor = await mount(await testPicture(WIDTH, HEIGHT));
    await take(editor, 'black-out');
    await drag(editor, [
      [0.1001, 0.1001],
      [0.3, 0.3],
    ]);
    await take(editor, 'blur');
    await drag(editor, [
      [0.5, 0.5],
      [0.9, 0.9],
    ]);
    for (const type of ['image/png', 'image/webp'] as const) {
      const pixels = await pixelsOf(await editor.toBlob({ type, quality: 1 }));
      for (let y = 41; y < 119; y++)
        for (let x = 61; x < 179; x++)
          if (colorAt(pixels, x, y).some((value) => value > 2))
            throw new Error(`${type} ${x} ${y}`);
      // The pattern of single px is gone: within a block all is alike.
      const blocks = new Set<string>();
      for (let y = 202; y < 358; y++)
        for (let x = 302; x < 538; x++) blocks.add(String(colorAt(pixels, x, y)));
      if (type === 'image/png') expect(blocks.size).to.be.below(65);
      expect(Math.abs((colorAt(pixels, 310, 210)[2] ?? 0) - (colorAt(pixels, 311, 210)[2] ?? 0)))
        .to //
        .be.below(3);
    }
    // What is drawn later lies over it, and what lies under it is covered too.
    await take(editor, 'line');
    await drag(editor, [
      [0.05, 0.2],
      [0.35, 0.2],
    ]);
    expect(colorAt(await pixelsOf(await editor.toBlob()), 120, 80)).to.deep.equal([255, 90, 77]);
    byName(editor, 'button', 'Send back').click();
    byName(editor, 'button', 'Send back').click();
    await editor.updateComplete;
    expect(colorAt(await pixelsOf(await editor.toBlob()), 120, 80)).to.deep.equal([0, 0, 0]);
  });

  it('does everything by keyboard alone', async () => {
    const editor = await mount(await testPicture(WIDTH, HEIGHT));
    stage(editor).focus();
    await press(editor, '6');
    expect(editor.tool).to.equal('rectangle');
    await press(editor, 'Enter');
    const placed = shapes(editor)[0];
    const numbers = () =>
      [...(editor.shadowRoot?.querySelectorAll<HTMLInputElement>('[type="number"]') ?? [])]
        .map(({ valueAsNumber }) => valueAsNumber)
        .slice(0, 4);
    const [left = 0, top = 0, width = 0, height = 0] = numbers();
    await press(editor, 'ArrowRight');
    await press(editor, 'ArrowDown', { ctrlKey: true });
    await press(editor, 'ArrowRight', { shiftKey: true, ctrlKey: true });
    expect(numbers()).to.deep.equal([left + 1, top + 10, width + 10, height]);
    await press(editor, 'c', { ctrlKey: true });
    await paste(editor, {});
    expect(editor.document?.layers.length).to.equal(2);
    await press(editor, ',');
    await press(editor, ']');
    await press(editor, 'Delete');
    await press(editor, 'r');
    expect(editor.document?.turns).to.equal(1);
    for (let i = 0; i < 4; i++) await press(editor, 'z');
    expect(editor.document?.turns).to.equal(0);
    expect(editor.document?.layers.length).to.equal(1);
    for (let i = 0; i < 9; i++) await press(editor, 'z');
    expect(shapes(editor)).to.deep.equal([]);
    expect(editor.isDirty).to.equal(false);
    await press(editor, 'z', { shiftKey: true });
    expect(shapes(editor)).to.deep.equal([placed]);
    await press(editor, '2');
    await press(editor, 'ArrowLeft', { shiftKey: true, ctrlKey: true });
    expect(editor.document?.crop).to.deep.equal({ x: 0, y: 0, width: WIDTH - 10, height: HEIGHT });
  });

  it('writes a text where it was placed, shows it as text, and writes it again', async () => {
    const editor = await mount(await testPicture(WIDTH, HEIGHT));
    await take(editor, 'text');
    await drag(editor, [[0.4, 0.4]]);
    const field = () => editor.shadowRoot?.querySelector<HTMLInputElement>('input.writing');
    await until(() => editor.shadowRoot?.activeElement === field(), 'No field.');
    (field() as HTMLInputElement).value = '<b>Valve</b>';
    await press(editor, 'Enter');
    expect(shapes(editor)[0]).to.include({ is: 'text', text: '<b>Valve</b>' });
    expect(editor.shadowRoot?.querySelector('.layers-on b') === null).to.equal(true);
    // Who types on does not lose what is written; with Ctrl it is undone all the same.
    for (const key of ['z', 'Backspace']) await press(editor, key);
    expect(shapes(editor)).to.have.lengthOf(1);
    await press(editor, 'z', { ctrlKey: true });
    expect(shapes(editor)).to.have.lengthOf(0);
    await press(editor, 'z', { ctrlKey: true, shiftKey: true });
    await press(editor, '.');
    // The tool that selects leaves selected what is.
    await press(editor, '1');
    await press(editor, 'Enter');
    await until(() => field()?.value === '<b>Valve</b>', 'Not filled in.');
    // Left by Escape, which closes no dialog around the editor.
    const escape = new KeyboardEvent('keydown', { key: 'Escape', cancelable: true });
    field()?.dispatchEvent(escape);
    expect(escape.defaultPrevented).to.equal(true);
    await editor.updateComplete;
    await press(editor, 'Enter');
    await until(() => field()?.value === '<b>Valve</b>', 'Not filled in.');
    (field() as HTMLInputElement).value = 'Pump';
    await press(editor, 'Enter');
    expect(shapes(editor)[0]).to.include({ is: 'text', text: 'Pump' });
    // Each language has its own marks around what somebody has written.
    for (const [lang, quoted] of Object.entries({
      de: '„Pump“',
      it: '«Pump»',
      ro: '„Pump”',
      en: '“Pump”',
    })) {
      editor.lang = lang;
      const named = () => editor.shadowRoot?.querySelector('.layer')?.textContent ?? '';
      await until(() => named().includes(quoted), quoted);
    }
  });

  it('frames all of a text or pin that is selected, also in the hand, and says where it is moved to', async () => {
    const editor = await mount(await testPicture(WIDTH, HEIGHT));
    const field = () => editor.shadowRoot?.querySelector<HTMLInputElement>('input.writing');
    const root = editor.shadowRoot;
    const boxOf = (selector: string) =>
      root?.querySelector(selector)?.getBoundingClientRect() ?? new DOMRect();
    const framed = (what: string): readonly boolean[] => {
      const [frame, drawn] = [boxOf('.frame'), boxOf(what)];
      return [
        drawn.width > 0,
        frame.left <= drawn.left + 1,
        frame.right >= drawn.right - 1,
        frame.top <= drawn.top + 1,
        frame.bottom >= drawn.bottom - 1,
      ];
    };
    const all = [true, true, true, true, true];
    await take(editor, 'text');
    await drag(editor, [[0.3, 0.4]]);
    await until(() => root?.activeElement === field(), 'No field.');
    (field() as HTMLInputElement).value = 'The third valve';
    await press(editor, 'Enter');
    await press(editor, '1');
    expect(framed('.layers-on g')).to.deep.equal(all, 'a text');
    const surface = stage(editor);
    surface.setPointerCapture = () => undefined;
    const { x, y, height } = boxOf('.layers-on g');
    const move = (type: string, by: number): boolean =>
      surface.dispatchEvent(
        new PointerEvent(type, {
          pointerId: 1,
          clientX: x + 10 + by,
          clientY: y + height / 2 + by,
          bubbles: true,
        }),
      );
    move('pointerdown', 0);
    move('pointermove', 40);
    await until(() => root?.querySelector('.draft g') != null, 'It is not in the hand.');
    expect(framed('.draft g')).to.deep.equal(all, 'in the hand');
    move('pointerup', 40);
    await editor.updateComplete;
    const said = () => root?.querySelector('[role="status"]')?.textContent;
    expect(said()).to.match(/^Left \d+, top \d+$/);
    await take(editor, 'pin');
    await drag(editor, [[0.6, 0.6]]);
    expect(framed('.layers-on g:last-of-type')).to.deep.equal(all, 'a pin');
    await press(editor, 'ArrowRight');
    expect(said()).to.match(/^Left \d+, top \d+$/);
  });

  it('crops and turns to exactly the pixels that are left', async () => {
    const editor = await mount(await testPicture(WIDTH, HEIGHT));
    await take(editor, 'crop');
    await drag(editor, [
      [0.5, 0.25],
      [0.75, 0.75],
    ]);
    await take(editor, 'select');
    byName(editor, 'button', 'Rotate').click();
    await editor.updateComplete;
    const { crop } = editor.document ?? {};
    expect(crop?.width).to.be.closeTo(150, 2);
    const pixels = await pixelsOf(await editor.toBlob());
    expect([pixels.width, pixels.height]).to.deep.equal([crop?.height, crop?.width]);
    // Clockwise: the top right corner was at the top left.
    const [red = 0, green = 0] = colorAt(pixels, pixels.width - 1, 0);
    expect(red).to.be.closeTo((255 * (crop?.x ?? 0)) / WIDTH, 2);
    expect(green).to.be.closeTo((255 * (crop?.y ?? 0)) / HEIGHT, 2);
  });

  it('goes on from what somebody else did, and asks to be kept', async () => {
    const first = await mount(await testPicture(WIDTH, HEIGHT));
    await take(first, 'ellipse');
    await drag(first, [
      [0.2, 0.2],
      [0.5, 0.6],
    ]);
    expect(first.isDirty).to.equal(true);
    const saving = oneEvent(first, 'picture-save');
    byName(first, 'button', 'Save').click();
    const saved = await saving;
    if (!(saved instanceof PictureSaveEvent)) throw new Error('Another event.');
    await until(() => !first.isDirty, 'It never counts as kept.');
    const stored: unknown = JSON.parse(JSON.stringify(saved.document));
    const second = await mount(await testPicture(WIDTH, HEIGHT));
    second.document = stored;
    await second.updateComplete;
    expect(second.document).to.deep.equal(saved.document);
    expect(second.isDirty).to.equal(false);
    const [a, b] = [await pixelsOf(saved.blob), await pixelsOf(await second.toBlob())];
    expect(a.data.every((value, i) => value === b.data[i])).to.equal(true);
  });

  it('shows a picture upright, and tells nobody what its camera wrote', async () => {
    const turned = await withExif(await testPicture(WIDTH, HEIGHT, 'image/jpeg'), 6);
    const editor = await mount(turned);
    expect(editor.document).to.include({ width: HEIGHT, height: WIDTH });
    const jpeg = await editor.toBlob({ type: 'image/jpeg' });
    expect(await segmentsOf(turned)).to.include('e1');
    expect(await segmentsOf(jpeg)).not.to.include('e1');
    expect(await jpeg.text()).not.to.contain('Musterweg');
    const pixels = await pixelsOf(jpeg);
    expect([pixels.width, pixels.height]).to.deep.equal([HEIGHT, WIDTH]);
    // The camera was held so that its left edge was on top.
    expect(colorAt(pixels, 200, 20)[0]).to.be.below(30);
  });

  it('takes the pressure of a pen, and keeps what the page could not store', async () => {
    const editor = await mount(await testPicture(WIDTH, HEIGHT));
    await drag(editor, [[0.2, 0.2]], { pointerType: 'pen', pressure: 0.25 });
    const [shape] = shapes(editor);
    expect(shape?.is === 'pen' && shape.points[0]?.[2]).to.equal(0.25);
    editor.addEventListener('picture-save', (event) => event.preventDefault());
    const saving = oneEvent(editor, 'picture-save');
    byName(editor, 'button', 'Save').click();
    await saving;
    await until(() => editor.shadowRoot?.querySelector('.notice') === null, 'Never done.');
    expect(editor.isDirty).to.equal(true);
    editor.markSaved();
    expect(editor.isDirty).to.equal(false);
  });

  it('still asks for what was drawn while the page was storing', async () => {
    const editor = await mount(await testPicture(WIDTH, HEIGHT));
    await press(editor, '6');
    await press(editor, 'Enter');
    editor.addEventListener('picture-save', (event) => event.preventDefault());
    const saving = oneEvent(editor, 'picture-save');
    byName(editor, 'button', 'Save').click();
    const saved = await saving;
    if (!(saved instanceof PictureSaveEvent)) throw new Error('Another event.');
    await press(editor, 'Enter');
    for (const mark of [() => editor.markSaved(), () => editor.markSaved(saved.document)]) {
      mark();
      expect(editor.isDirty).to.equal(true);
    }
    await press(editor, 'z');
    expect(editor.isDirty).to.equal(false);
    // Kept late: another picture is open by now, and nothing was done to that one.
    const opened = oneEvent(editor, 'picture-opened');
    editor.image = await testPicture(WIDTH, HEIGHT);
    await opened;
    editor.markSaved();
    expect(editor.isDirty).to.equal(false);
  });

  it('goes on from a document that comes while the picture is being opened', async () => {
    const first = await mount(await testPicture(WIDTH, HEIGHT));
    await press(first, '6');
    await press(first, 'Enter');
    const editor = await fixture<ScreenshotEditor>(
      html`<screenshot-editor lang="en"></screenshot-editor>`,
    );
    const open = async (document?: unknown): Promise<void> => {
      const opened = oneEvent(editor, 'picture-opened');
      editor.image = await testPicture(WIDTH, HEIGHT);
      await editor.updateComplete;
      if (document !== undefined) editor.document = document;
      await opened;
    };
    await open(first.document);
    expect(shapes(editor)).to.deep.equal(shapes(first));
    await open();
    expect(shapes(editor)).to.deep.equal([]);
  });

  it('keeps what was drawn when a template sets the same document at its next render', async () => {
    const first = await mount(await testPicture(WIDTH, HEIGHT));
    await press(first, '6');
    await press(first, 'Enter');
    const { document } = first;
    const editor = await mount(await testPicture(WIDTH, HEIGHT));
    const set = async (to: unknown): Promise<number> => {
      editor.document = to;
      await editor.updateComplete;
      return editor.document?.layers.length ?? 0;
    };
    await press(editor, '6');
    await press(editor, 'Enter');
    expect(await set(null)).to.equal(0);
    expect(await set(document)).to.equal(1);
    await press(editor, 'Enter');
    expect(await set(document)).to.equal(2);
    expect(editor.isDirty).to.equal(true);
    expect(await set(null)).to.equal(0);
    expect(await set(document)).to.equal(1);
    const opened = oneEvent(editor, 'picture-opened');
    editor.image = await testPicture(WIDTH, HEIGHT);
    editor.document = document;
    await opened;
    expect(editor.document?.layers.length).to.equal(1, 'the same over another picture');
  });

  it('stays where it is in another language, and still undoes what was done in the one before', async () => {
    const editor = await mount(await testPicture(WIDTH, HEIGHT));
    const canvas = () => editor.shadowRoot?.querySelector('canvas');
    const before = canvas();
    const label = () => stage(editor).getAttribute('aria-label');
    const english = label();
    await take(editor, 'pen');
    await drag(editor, [
      [0.2, 0.2],
      [0.4, 0.4],
    ]);
    let isGone = false;
    const looking = new MutationObserver(() => {
      isGone ||= canvas() == null;
    });
    looking.observe(editor.shadowRoot ?? editor, { childList: true, subtree: true });
    editor.lang = 'it';
    await until(() => label() !== english, 'Still in English.');
    looking.disconnect();
    expect(isGone, 'it was out of the page').to.equal(false);
    expect(canvas() === before, 'the same picture').to.equal(true);
    await press(editor, 'z', { ctrlKey: true });
    expect(shapes(editor).length).to.equal(0);
  });

  it('offers a mouse nothing smaller than 24 px on a laptop', async () => {
    const editor = await mount(await testPicture(WIDTH, HEIGHT));
    editor.style.inlineSize = '1200px';
    editor.style.blockSize = '650px';
    await until(() => stage(editor).clientWidth > 700, 'It stays narrow.');
    await take(editor, 'rectangle');
    await drag(editor, [
      [0.2, 0.2],
      [0.6, 0.6],
    ]);
    expect(smallerThan(24, editor)).to.deep.equal([]);
  });

  it('offers a finger nothing smaller than 44 px on a phone', async () => {
    const editor = await mount(await testPicture(WIDTH, HEIGHT));
    editor.style.inlineSize = '390px';
    editor.style.blockSize = '720px';
    await until(() => stage(editor).clientWidth < 400, 'It stays wide.');
    // With something that is selected, and has fields.
    await take(editor, 'rectangle');
    await drag(editor, [
      [0.2, 0.2],
      [0.6, 0.6],
    ]);
    const small = new Set<string>();
    const look = (): void => {
      for (const each of smallerThan(44, editor)) small.add(each);
    };
    look();
    const folds = [...(editor.shadowRoot?.querySelectorAll<HTMLElement>('[aria-expanded]') ?? [])];
    expect(folds.length).to.be.greaterThan(2);
    for (const fold of folds) {
      fold.click();
      await editor.updateComplete;
      look();
    }
    expect([...small]).to.deep.equal([]);
  });

  it('keeps the focus on a button that has nothing more to do, and does nothing by it', async () => {
    const editor = await mount(await testPicture(WIDTH, HEIGHT));
    await press(editor, '6');
    await press(editor, 'Enter');
    const button = byName(editor, 'button', 'Delete');
    const undo = byName(editor, 'button', 'Undo');
    for (const [each, left] of [
      [button, 0],
      [undo, 1],
      [undo, 0],
    ] as const) {
      each.focus();
      each.click();
      await editor.updateComplete;
      expect(editor.document?.layers.length).to.equal(left);
    }
    expect(undo.ariaDisabled).to.equal('true');
    expect(editor.shadowRoot?.activeElement === undo).to.equal(true);
    undo.click();
    await editor.updateComplete;
    expect(editor.document?.layers.length).to.equal(0);
    expect(editor.shadowRoot?.activeElement === undo).to.equal(true);
  });

  it('moves and spreads by two fingers, without drawing', async () => {
    const editor = await mount(await testPicture(WIDTH, HEIGHT));
    const before = sheet(editor)?.clientWidth ?? 0;
    const surface = stage(editor);
    surface.setPointerCapture = () => undefined;
    const finger = (type: string, pointerId: number, clientX: number): void => {
      surface.dispatchEvent(
        new PointerEvent(type, { pointerType: 'touch', pointerId, clientX, clientY: 300 }),
      );
    };
    finger('pointerdown', 1, 200);
    finger('pointermove', 1, 205);
    finger('pointerdown', 2, 300);
    finger('pointermove', 2, 400);
    finger('pointerup', 2, 400);
    finger('pointerup', 1, 205);
    await editor.updateComplete;
    expect(sheet(editor)?.clientWidth ?? 0).to.be.above(1.5 * before);
    expect(shapes(editor)).to.deep.equal([]);
  });

  it('opens one px, and says what it cannot open', async () => {
    const one = await mount(await testPicture(1, 1));
    expect((await pixelsOf(await one.toBlob())).data.length).to.equal(4);
    const editor = await fixture<ScreenshotEditor>(
      html`<screenshot-editor lang="en"></screenshot-editor>`,
    );
    const whole = await testPicture(WIDTH, HEIGHT);
    const wide = await blankPng(30_000, 30_000);
    const svg = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>';
    const bad: readonly (readonly [Blob, PictureErrorCode])[] = [
      [new Blob(['This is not a picture.']), 'not-a-picture'],
      [new Blob([]), 'not-a-picture'],
      [new Blob([svg], { type: 'image/svg+xml' }), 'not-a-picture'],
      [new Blob([svg], { type: 'image/png' }), 'not-a-picture'],
      [whole.slice(0, whole.size / 2), 'picture-damaged'],
      [whole.slice(0, whole.size - 12), 'picture-damaged'],
      [wide, 'picture-too-large'],
      [await blankPng(40_000, 2), 'picture-too-large'],
    ];
    for (const [image, code] of bad) {
      const told = oneEvent<PictureProblemEvent>(editor, 'picture-problem');
      editor.image = image;
      expect((await told).code).to.equal(code);
      await editor.updateComplete;
      expect(editor.shadowRoot?.querySelector('.notice')?.textContent).to.match(/\w+/);
      const error: unknown = await editor.toBlob().catch((cause: unknown) => cause);
      expect(error).to.be.instanceOf(PictureError);
    }
    const told = oneEvent<PictureProblemEvent>(editor, 'picture-problem');
    editor.image = null;
    editor.src = '/there-is-no-such-picture.png';
    expect((await told).code).to.equal('picture-unreachable');
    // And then some that can be, one of them as wide as a canvas may be.
    for (const image of [whole, await blankPng(30_000, 3)]) {
      const opened = oneEvent(editor, 'picture-opened');
      editor.image = image;
      await opened;
      expect((await editor.toBlob()).size).to.be.above(0);
    }
  });

  it('shows the picture without a document that cannot be used', async () => {
    const editor = await mount(await testPicture(WIDTH, HEIGHT));
    const told = oneEvent<PictureProblemEvent>(editor, 'picture-problem');
    editor.document = { version: 1, layers: [{ text: '<script>' }] };
    expect((await told).code).to.equal('document-unusable');
    expect(editor.document?.layers).to.deep.equal([]);
  });

  it('is accessible, with and without a selection, in every language', async () => {
    for (const lang of ['en', 'de', 'it', 'ro']) {
      const editor = await mount(await testPicture(WIDTH, HEIGHT), lang);
      stage(editor).focus();
      for (const key of ['6', 'Enter', '0', 'Enter', 'b', 'Enter']) await press(editor, key);
      await expect(editor).to.be.accessible();
    }
  });
});
