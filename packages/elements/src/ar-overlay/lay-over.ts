import type { PictureBox } from '@fernblick/ar/ink';
import type { LitElement } from 'lit';
import type { ArOverlay } from './ar-overlay.ts';
import type { Picture } from './picture-controller.ts';
import { boundsOf, boxesOf, placeOf } from './place-of.ts';

/** A part of the picture alone may be shown, which Chromium alone can. */
type SeenStyle = CSSStyleDeclaration & { readonly objectViewBox?: string };

/** How a picture lies on an element, and from the window to CSS px of that element. */
export interface LaidOver {
  readonly box: PictureBox;
  readonly fromPage: DOMMatrix;
}

/** More px than this cost time, and nobody sees them. */
const MOST_RATIO = 2;
/** Less than this, in CSS px, leaves nothing to draw on beside tools that are all shown. */
const [NARROW, LOW] = [560, 470];
/** So much higher are the tools, CSS px, where the hand pointer is one of them. */
const HAND = 70;
/** The element is not moved for less, CSS px: what it paints is exact all the same. */
const NEAR = 0.25;

/** Measures how the picture lies on the element; where it stands somewhere else, the element is laid over it first. */
export function layOver(host: ArOverlay, picture: Picture, isElsewhere: boolean): LaidOver {
  const style = getComputedStyle(picture);
  const { outer, content } = boxesOf(style);
  const onPage = placeOf(picture, outer);
  if (isElsewhere && onPage !== null) cover(host, onPage, outer);
  const own = boxesOf(getComputedStyle(host)).outer;
  const around = placeOf(host, own);
  const fromPage = (around ?? new DOMMatrix()).inverse();
  const { objectFit, objectPosition: position, objectViewBox = 'none' } = style as SeenStyle;
  // Not by a container query: its container would layer the tools beneath what the page has over the picture.
  const low = host.models === null ? LOW : LOW + HAND;
  host.toggleAttribute('data-narrow', own.width < NARROW || own.height < low);
  const place =
    objectViewBox === 'none' && onPage !== null && around !== null
      ? fromPage.multiply(onPage).translate(content.x, content.y)
      : null;
  const scale = around === null ? 1 : Math.hypot(around.a, around.b);
  const box: PictureBox = {
    element: sizeOf(own),
    content: sizeOf(content),
    place: place === null ? null : placementOf(place),
    // The cast is the boundary: these are all that browsers compute.
    fit: objectFit as NonNullable<PictureBox['fit']>,
    position,
    pixelRatio: Math.min(MOST_RATIO, devicePixelRatio * scale),
    clear: clearOf(host, own),
    // In a call the element lies where the box begins that it shares with the other picture.
    covered: areaOf(host.parentElement?.querySelector('.small.corner')),
  };
  return { box, fromPage };
}

/** Where neither the tools nor what the page has over the picture lie, in CSS px of the element. */
function clearOf(
  { renderRoot }: LitElement,
  { width, height }: DOMRect,
): NonNullable<PictureBox['clear']> {
  const [free, tools] = ['.clear', '.tools'].map((part) => areaOf(renderRoot.querySelector(part)));
  const y = free?.y ?? 0;
  let [x, right, bottom] = [0, width, y + (free?.height ?? height)];
  if (tools != null) {
    if (tools.width > tools.height) bottom = Math.min(bottom, tools.y);
    else if (tools.x * 2 + tools.width < width) x = tools.x + tools.width;
    else right = tools.x;
  }
  return { x, y, width: exactly(right - x), height: bottom - y };
}

/** Where an element lies in the box that it stands in, CSS px. */
function areaOf(element: HTMLElement | null | undefined) {
  if (element == null) return null;
  const { offsetLeft: x, offsetTop: y, offsetWidth: width, offsetHeight: height } = element;
  return { x, y, width, height };
}

/** Lays the element over a picture that stands somewhere else: over the box round it, where it is turned. */
function cover(host: LitElement, onPage: DOMMatrix, outer: DOMRect): void {
  const { style } = host;
  const own = boxesOf(getComputedStyle(host)).outer;
  const around = placeOf(host, own);
  if (around === null) return;
  const { x, y, width, height } = boundsOf(around.inverse().multiply(onPage), outer);
  const change = (property: string, now: number, by: number): void => {
    if (Math.abs(by) > NEAR || style.getPropertyValue(property) === '')
      style.setProperty(property, `${now + by}px`);
  };
  change('left', Number.parseFloat(style.left) || 0, x);
  change('top', Number.parseFloat(style.top) || 0, y);
  change('width', own.width, width - own.width);
  change('height', own.height, height - own.height);
}

function sizeOf({ width, height }: DOMRect): PictureBox['element'] {
  return { width: exactly(width), height: exactly(height) };
}

function placementOf({ a, b, c, d, e, f }: DOMMatrix): NonNullable<PictureBox['place']> {
  return [exactly(a), exactly(b), exactly(c), exactly(d), exactly(e), exactly(f)];
}

/** Whatever is less than this comes from counting. */
function exactly(cell: number): number {
  return Math.round(cell * 1e5) / 1e5;
}
