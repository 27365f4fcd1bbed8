import { MARK_COLORS } from '@fernblick/ar/ink';
import { expect } from '@open-wc/testing';
import { MarksChangedEvent } from '../events.ts';
import { joinedOverlays, type JoinedOverlays } from '../testing/joined-overlays.ts';
import { stroke } from '../testing/drawing-scene.ts';
import { until } from '../testing/until.ts';
import { allByName, byName } from '../testing/mount.ts';
import type { ArOverlay } from './ar-overlay.ts';

function press(target: EventTarget, key: string, shiftKey = false): void {
  target.dispatchEvent(
    new KeyboardEvent('keydown', {
      key,
      shiftKey,
      bubbles: true,
      composed: true,
      cancelable: true,
    }),
  );
}

function surfaceOf(overlay: ArOverlay): HTMLElement {
  const surface = overlay.shadowRoot?.querySelector<HTMLElement>('.surface');
  if (surface == null) throw new Error('There is no surface.');
  return surface;
}

function saidBy(overlay: ArOverlay): string {
  return overlay.shadowRoot?.querySelector('[role="status"]')?.textContent ?? '';
}

const kinds = (overlay: ArOverlay): string[] => overlay.marks.map(({ kind }) => kind);

describe('ar-overlay and its tools', () => {
  let page: JoinedOverlays;
  beforeEach(async () => {
    page = await joinedOverlays();
    page.scene.moving = false;
  });
  afterEach(() => page.close());

  it('draws with every tool that it offers, and the other side has each of them', async () => {
    const { one, two } = page;
    byName(one, 'toolbar', 'Drawing tools');
    const places = [0.12, 0.3, 0.5, 0.7, 0.85];
    for (const [i, name] of ['Pen', 'Highlighter', 'Arrow', 'Rectangle', 'Ellipse'].entries()) {
      byName(one, 'radio', name).click();
      await one.updateComplete;
      expect(byName(one, 'radio', name).ariaChecked).to.equal('true');
      const x = places[i] ?? 0.5;
      await stroke(one, [
        [x, 0.3],
        [x + 0.05, 0.4],
        [x + 0.1, 0.5],
      ]);
      await until(() => two.marks.length === i + 1, page.saw);
    }
    expect(kinds(two)).to.deep.equal(['pen', 'highlighter', 'arrow', 'rectangle', 'ellipse']);
    expect(page.links[0].streamed).to.include('stroke');
  });

  it('draws the last of a pen’s stroke in the page, for as long as the worker may not have it yet', async () => {
    const { one } = page;
    const surface = surfaceOf(one);
    // The browser captures pointers that are really there only.
    surface.setPointerCapture = () => {};
    const { left, top, width, height } = surface.getBoundingClientRect();
    const wet = (): SVGPolylineElement | null => surface.querySelector('.wet polyline:last-child');
    let at = 0.2;
    const send = (type: 'pointerdown' | 'pointermove' | 'pointerup'): void => {
      const [clientX, clientY] = [left + at * width, top + 0.5 * height];
      const place = { pointerId: 1, button: 0, bubbles: true, clientX, clientY };
      surface.dispatchEvent(new PointerEvent(type, place));
    };
    const strokes = async (drawn: () => boolean): Promise<void> => {
      at = 0.2;
      send('pointerdown');
      await until(() => {
        at += 0.002;
        send('pointermove');
        return drawn();
      }, page.saw);
    };
    await strokes(() => wet() !== null);
    at += 0.05;
    send('pointermove');
    const there = new DOMPoint((at - 0.01) * width, 0.5 * height);
    expect(wet()?.isPointInStroke(there)).to.equal(true);
    expect(wet()?.getAttribute('stroke')).to.equal(MARK_COLORS[one.color ?? 'red'].fill);
    send('pointerup');
    await until(() => wet() === null && kinds(one).join() === 'pen', page.saw);
    // Once there is a pen in the hand, from the first movement on, before the worker knows of the press.
    at = 0.7;
    send('pointerdown');
    expect(wet() === null).to.equal(true);
    at = 0.8;
    send('pointermove');
    expect(wet()?.isPointInStroke(new DOMPoint(0.72 * width, 0.5 * height))).to.equal(true);
    send('pointerup');
    await until(() => wet() === null && kinds(one).join() === 'pen,pen', page.saw);
    byName(one, 'radio', 'Highlighter').click();
    await one.updateComplete;
    await strokes(() => page.links[0].streamed.length > 3 && at > 0.6);
    expect(wet() === null).to.equal(true);
    send('pointerup');
    await until(() => kinds(one).join() === 'pen,pen,highlighter', page.saw);
  });

  it('draws the last of what another draws in the page, over links that have checked it', async () => {
    const { one, two, links } = page;
    const surfaces = [surfaceOf(one), surfaceOf(two)] as const;
    surfaces[0].setPointerCapture = () => {};
    const wet = (): SVGPolylineElement | null =>
      surfaces[1].querySelector('.wet polyline:last-child');
    let at = 0.2;
    const send = (type: 'pointerdown' | 'pointermove' | 'pointerup'): void => {
      const { left, top, width, height } = surfaces[0].getBoundingClientRect();
      const [clientX, clientY] = [left + at * width, top + 0.5 * height];
      const place = { pointerId: 1, button: 0, bubbles: true, clientX, clientY };
      surfaces[0].dispatchEvent(new PointerEvent(type, place));
    };
    const goOn = (): void => {
      at += 0.002;
      send('pointermove');
    };
    for (const isChecked of [true, false]) {
      links[1].isChecked = isChecked;
      at = 0.2;
      send('pointerdown');
      const streamed = links[0].streamed.length;
      await until(() => {
        goOn();
        return isChecked ? wet() !== null : links[0].streamed.length > streamed + 8;
      }, page.saw);
      if (!isChecked) expect(wet() === null).to.equal(true);
      else {
        const { width, height } = surfaces[1].getBoundingClientRect();
        const line = wet();
        const end = line?.points.getItem(line.points.numberOfItems - 1);
        expect((end?.x ?? 0) / width).to.be.closeTo(at, 0.03);
        expect((end?.y ?? 0) / height).to.be.closeTo(0.5, 0.01);
        expect(line?.getAttribute('stroke')).to.equal(MARK_COLORS[one.color ?? 'red'].fill);
      }
      send('pointerup');
      await until(() => wet() === null && two.marks.length === one.marks.length, page.saw);
    }
  });

  it('straightens what the pen draws where its switch is on, and undo brings the rough line back', async () => {
    const { one, two } = page;
    await until(() => one.shadowRoot?.querySelector('[role="switch"]') != null, page.saw);
    byName(one, 'switch', 'Straighten').click();
    await one.updateComplete;
    expect(byName(one, 'switch', 'Straighten').ariaChecked).to.equal('true');
    const rough = Array.from({ length: 12 }, (_, i): [number, number] => [
      0.2 + 0.05 * i,
      0.5 + (i % 2 === 0 ? 0.003 : -0.003),
    ]);
    await until(() => one.tracking !== 'waiting', page.saw);
    await stroke(one, rough);
    // The other side may have it before one's own page is told, and offers to take it back.
    const bothHave = (kind: string): boolean =>
      [one, two].every((overlay) => kinds(overlay).join() === kind);
    await until(() => bothHave('line'), page.saw);
    byName(one, 'button', 'Undo').click();
    await until(() => bothHave('pen'), page.saw);
    byName(one, 'radio', 'Arrow').click();
    await one.updateComplete;
    expect(allByName(one, 'switch', 'Straighten').length).to.equal(0);
  });

  it('writes texts and captions where they are to stand', async () => {
    const { one, two } = page;
    for (const [name, text, y] of [
      ['Text', 'This screw', 0.25],
      ['Pin', 'First', 0.6],
    ] as const) {
      byName(one, 'radio', name).click();
      await one.updateComplete;
      await stroke(one, [[0.4, y]]);
      const field = (): HTMLInputElement | null =>
        one.shadowRoot?.querySelector<HTMLInputElement>('input.writing') ?? null;
      await until(() => one.shadowRoot?.activeElement === field() && field() !== null);
      const input = field();
      if (input === null) throw new Error('There is no field.');
      input.value = text;
      input.dispatchEvent(new InputEvent('input', { bubbles: true }));
      // A key that stands for a tool elsewhere is a letter here.
      press(input, '2');
      press(input, 'Enter');
      await until(() => two.marks.some((mark) => mark.text === text), page.saw);
      await until(() => field() === null);
    }
    expect(two.marks.map(({ kind, text }) => [kind, text])).to.deep.equal([
      ['text', 'This screw'],
      ['pin', 'First'],
    ]);
  });

  it('keeps for the caption what is typed before its field is there, and presses nothing by it', async () => {
    const { one, two, saw } = page;
    byName(one, 'radio', 'Pin').click();
    await one.updateComplete;
    const field = (): Element | null | undefined => one.shadowRoot?.querySelector('input.writing');
    // With the first one comes what the field is made by.
    await stroke(one, [[0.7, 0.3]]);
    await until(() => field() != null);
    press(field() ?? one, 'Enter');
    await until(() => field() == null && two.marks.length === 1, saw);
    const heard: string[] = [];
    const hear = ({ key }: KeyboardEvent): void => void heard.push(key);
    document.addEventListener('keydown', hear);
    try {
      await stroke(one, [[0.4, 0.5]]);
      for (const key of ['M', '1', 'h', 'x', 'Backspace', 'Enter']) press(surfaceOf(one), key);
      await until(() => two.marks.some(({ text }) => text === 'M1h'), saw);
      await until(() => one.shadowRoot?.activeElement === surfaceOf(one));
      expect([one.tool, heard]).to.deep.equal(['pin', []]);
      // Where nothing was placed, keys stand for what they always do.
      press(surfaceOf(one), '1');
      press(surfaceOf(one), 'h');
      expect([one.tool, heard]).to.deep.equal(['pen', ['h']]);
    } finally {
      document.removeEventListener('keydown', hear);
    }
  });

  it('takes back, does again, deletes and clears on both sides, each their own', async () => {
    const { one, two } = page;
    one.tool = 'arrow';
    two.tool = 'rectangle';
    await Promise.all([one.updateComplete, two.updateComplete]);
    for (const y of [0.2, 0.5])
      await stroke(one, [
        [0.2, y],
        [0.35, y + 0.1],
      ]);
    await stroke(two, [
      [0.6, 0.3],
      [0.75, 0.5],
    ]);
    await until(() => one.marks.length === 3 && two.marks.length === 3, page.saw);
    byName(one, 'button', 'Undo').click();
    await until(() => two.marks.length === 2 && one.marks.length === 2, page.saw);
    expect(kinds(two)).to.have.members(['arrow', 'rectangle']);
    byName(one, 'button', 'Redo').click();
    await until(() => two.marks.length === 3 && one.marks.length === 3, page.saw);
    // A tap on a mark selects it and draws nothing.
    await stroke(one, [[0.275, 0.25]]);
    await until(() => byName(one, 'button', 'Delete').ariaDisabled === 'false');
    byName(one, 'button', 'Delete').click();
    await until(() => two.marks.length === 2, page.saw);
    expect(allByName(two, 'button', 'Clear all')).to.deep.equal([]);
    byName(two, 'button', 'Clear mine').click();
    await until(() => one.marks.length === 1, page.saw);
    expect(kinds(one)).to.deep.equal(['arrow']);
    await stroke(two, [
      [0.6, 0.3],
      [0.75, 0.5],
    ]);
    await until(() => one.marks.length === 2, page.saw);
    byName(one, 'button', 'Clear all').click();
    await until(() => one.marks.length === 0 && two.marks.length === 0, page.saw);
  });

  it('keeps the focus on Undo where nothing is left to undo', async () => {
    const { one, two, saw } = page;
    await stroke(one, [
      [0.2, 0.2],
      [0.4, 0.3],
    ]);
    await until(() => two.marks.length === 1, saw);
    const undo = byName(one, 'button', 'Undo');
    undo.focus();
    undo.click();
    await until(() => one.marks.length === 0 && undo.ariaDisabled === 'true', saw);
    expect(one.shadowRoot?.activeElement === undo).to.equal(true);
    press(undo, 'ArrowRight');
    expect(one.shadowRoot?.activeElement?.getAttribute('aria-label')).to.equal('Redo');
  });

  it('is used by keyboard alone, and says what happens', async () => {
    const { one, two } = page;
    const surface = surfaceOf(one);
    surface.focus();
    press(surface, '2');
    await one.updateComplete;
    expect(one.tool).to.equal('arrow');
    for (let i = 0; i < 6; i++) press(surface, 'ArrowLeft');
    press(surface, 'Enter');
    for (let i = 0; i < 8; i++) press(surface, i % 2 === 0 ? 'ArrowUp' : 'ArrowRight');
    press(surface, '+');
    press(surface, 'Enter');
    await until(() => two.marks[0]?.state === 'tracked', page.saw);
    await until(
      () => saidBy(two) === 'Arrow 1 by Anna, on the object',
      () => saidBy(two),
    );
    expect(saidBy(one)).to.equal('Arrow 1 by you, on the object');
    press(surface, '.');
    await until(
      () => saidBy(one) === 'Arrow 1 selected',
      () => saidBy(one),
    );
    press(surface, 'Delete');
    await until(() => two.marks.length === 0, page.saw);
    expect(saidBy(two)).to.equal('Arrow 1 removed');
    press(surface, 'z');
    await until(() => two.marks.length === 1, page.saw);
    press(surface, 'Z', true);
    await until(() => two.marks.length === 0, page.saw);
    // What was begun is dropped without a trace.
    press(surface, 'Enter');
    press(surface, 'ArrowUp');
    press(surface, 'Escape');
    press(surface, '+');
    await until(() => one.width === 4);
    expect(one.marks).to.deep.equal([]);
  });

  it('keeps its tools and buttons in the order that people are told', () => {
    const names = (role: string): string[] =>
      [...(page.one.shadowRoot?.querySelectorAll(`.tools ${role}`) ?? [])].map(
        (button) => button.ariaLabel ?? button.textContent.trim(),
      );
    expect(names('.kinds [role="radio"]').join()).to.equal(
      'Pen,Arrow,Rectangle,Ellipse,Text,Pin,Highlighter,Pointer,3D arrow,Label,Pick object',
    );
    expect(names('.actions button:not([role])').join()).to.equal(
      'Undo,Redo,Delete,Clear mine,Clear all',
    );
  });

  it('makes the toolbar one stop for the tab key, with arrow keys inside', async () => {
    const { one } = page;
    const stops = (): string[] =>
      [...(one.shadowRoot?.querySelectorAll<HTMLElement>('.tools button') ?? [])]
        .filter(({ tabIndex }) => tabIndex === 0)
        .map(({ ariaLabel }) => ariaLabel ?? '');
    expect(stops()).to.deep.equal(['Pen']);
    byName(one, 'radio', 'Pen').focus();
    press(byName(one, 'radio', 'Pen'), 'ArrowDown');
    expect(stops()).to.deep.equal(['Arrow']);
    // Looking round does not choose.
    expect(one.tool).to.equal('pen');
  });

  it('lets somebody whose drawing is off point, and nothing else', async () => {
    const { one, two, links } = page;
    const [agent, customer] = links[0].drafters;
    if (agent === undefined || customer === undefined) throw new Error('no drafters');
    links[1].setDrafters([{ ...customer, mayDraw: false }, agent]);
    await until(() => byName(two, 'radio', 'Pen').ariaDisabled === 'true');
    byName(two, 'radio', 'Arrow').click();
    await two.updateComplete;
    expect(two.tool).to.equal('pen');
    await stroke(two, [
      [0.3, 0.3],
      [0.5, 0.5],
    ]);
    two.tool = 'pointer';
    await two.updateComplete;
    await stroke(two, [
      [0.3, 0.3],
      [0.5, 0.5],
      [0.6, 0.5],
    ]);
    await until(() => links[1].streamed.includes('pointer'));
    await until(() => one.shadowRoot?.querySelector('.ink[data-painting]') !== null);
    expect(one.marks).to.deep.equal([]);
    expect(two.marks).to.deep.equal([]);
    expect(two.shadowRoot?.querySelector('.notice')?.textContent).to.contain('switched off');
  });

  it('offers nobody whose drawing is switched off to take back what they drew', async () => {
    const { two, links, saw } = page;
    const [agent, customer] = links[0].drafters;
    if (agent === undefined || customer === undefined) throw new Error('no drafters');
    await stroke(two, [
      [0.3, 0.3],
      [0.5, 0.5],
    ]);
    await until(() => two.marks[0]?.state === 'tracked', saw);
    press(surfaceOf(two), '.');
    const names = ['Undo', 'Delete', 'Clear mine'];
    const off = (): boolean[] =>
      names.map((name) => byName(two, 'button', name).ariaDisabled === 'true');
    await until(() => off().every((each) => !each), saw);
    links[1].setDrafters([{ ...customer, mayDraw: false }, agent]);
    await until(() => byName(two, 'radio', 'Pen').ariaDisabled === 'true');
    expect(off()).to.deep.equal([true, true, true]);
    await until(
      () => saidBy(two).includes('switched off'),
      () => saidBy(two),
    );
  });

  it('takes back what the other side could not be told', async () => {
    const { one, two, links, problems } = page;
    links[0].refuses = true;
    await stroke(one, [
      [0.3, 0.3],
      [0.5, 0.5],
    ]);
    // What it was drawn on, and the line itself.
    await until(() => problems.length === 2, page.saw);
    expect(problems.every((each) => each.startsWith('not-sent'))).to.equal(true);
    await until(() => one.marks.length === 0, page.saw);
    links[0].refuses = false;
    // At the same place: of that the other side does not know either.
    await stroke(one, [
      [0.3, 0.4],
      [0.5, 0.5],
    ]);
    await until(() => two.marks[0]?.state === 'tracked', page.saw);
  });

  it('tells the page about marks, with an event that needs no cast', async () => {
    const told: number[] = [];
    page.two.addEventListener('marks-changed', (event) => {
      expect(event).to.be.instanceOf(MarksChangedEvent);
      told.push(event.marks.length);
    });
    await stroke(page.one, [
      [0.3, 0.3],
      [0.5, 0.5],
    ]);
    await until(() => told.includes(1));
  });

  it('holds nothing that axe finds, in light and dark, with and without marks, in four languages', async () => {
    await stroke(page.one, [
      [0.3, 0.3],
      [0.5, 0.5],
    ]);
    await until(() => page.one.marks.length === 1);
    for (const lang of ['en', 'de', 'it', 'ro'])
      for (const scheme of ['light', 'dark']) {
        document.documentElement.style.setProperty('color-scheme', scheme);
        page.one.lang = lang;
        await until(() => page.one.shadowRoot?.querySelector('.tools') !== null);
        await expect(page.one).to.be.accessible();
      }
    document.documentElement.style.removeProperty('color-scheme');
  });
});
