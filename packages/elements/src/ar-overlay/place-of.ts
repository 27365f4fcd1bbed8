/** Which way `getBoundingClientRect` may differ from what the styles say, CSS px. */
const CLOSE_PX = 1;

/** The boxes of an element in CSS px of its own: before anything is scaled or turned, and not rounded. */
export interface Boxes {
  /** With border and padding. */
  readonly outer: DOMRect;
  /** Without; from the corner of the outer one. */
  readonly content: DOMRect;
}

/** What an element measures by its computed style. */
export function boxesOf(style: CSSStyleDeclaration): Boxes {
  const px = (property: string): number => Number.parseFloat(style.getPropertyValue(property)) || 0;
  const [left = 0, top = 0, right = 0, bottom = 0] = ['left', 'top', 'right', 'bottom'].map(
    (side) => px(`border-${side}-width`) + px(`padding-${side}`),
  );
  const isOuter = style.boxSizing === 'border-box';
  const width = px('width') + (isOuter ? 0 : left + right);
  const height = px('height') + (isOuter ? 0 : top + bottom);
  return {
    outer: new DOMRect(0, 0, width, height),
    content: new DOMRect(left, top, width - left - right, height - top - bottom),
  };
}

/** The box round a box that was turned. */
export function boundsOf({ a, b, c, d, e, f }: DOMMatrix, { width, height }: DOMRect): DOMRect {
  const [across, down] = [
    Math.abs(a) * width + Math.abs(c) * height,
    Math.abs(b) * width + Math.abs(d) * height,
  ];
  const [x, y] = [(a * width + c * height - across) / 2, (b * width + d * height - down) / 2];
  return new DOMRect(e + x, f + y, across, down);
}

/**
 * From an element's own CSS px to those of the window: all that it and what it stands in turn, mirror and scale. Where its
 * middle is, and how large it is by zoom, its bounding box tells.
 * @returns null where it is tilted out of the plane of the page, or bent otherwise
 */
export function placeOf(element: Element, outer: DOMRect): DOMMatrix | null {
  let turned = new DOMMatrix();
  for (let node: Element | null = element; node !== null; node = parentOf(node)) {
    const own = transformOf(node, node === element);
    if (own === null) return null;
    turned = own.multiply(turned);
    // What is in the top layer stands in nothing else.
    if (node.matches(':modal')) break;
  }
  const rect = element.getBoundingClientRect();
  const flat = boundsOf(turned, outer);
  const grown = (rect.width + rect.height) / (flat.width + flat.height);
  if (!Number.isFinite(grown)) return turned;
  const place = new DOMMatrix().scale(grown).multiply(turned);
  const bounds = boundsOf(place, outer);
  if (Math.abs(bounds.width - rect.width) > CLOSE_PX) return null;
  [place.e, place.f] = [place.e + rect.x - bounds.x, place.f + rect.y - bounds.y];
  return place;
}

/** What an element does to what is in it, but for where to; null where that leaves the plane. */
function transformOf(element: Element, isItself: boolean): DOMMatrix | null {
  const { display, rotate, scale, transform } = getComputedStyle(element);
  const words = [
    rotate === 'none' ? '' : `rotate(${rotate})`,
    scale === 'none' ? '' : `scale(${scale.replaceAll(' ', ',')})`,
    transform === 'none' ? '' : transform,
  ].join(' ');
  // What is within a line of text is not transformed, but for pictures.
  if (words.trim() === '' || (!isItself && /^(?:inline|contents)$/.test(display)))
    return new DOMMatrix();
  try {
    const { a, b, c, d, m13, m14, m23, m24 } = new DOMMatrix(words);
    const isFlat = [m13, m14, m23, m24].every((cell) => Math.abs(cell) < 1e-6);
    return isFlat ? new DOMMatrix([a, b, c, d, 0, 0]) : null;
  } catch {
    // Three axes, which a function of two does not take.
    return null;
  }
}

function parentOf(element: Element): Element | null {
  const parent = element.assignedSlot ?? element.parentNode;
  return parent instanceof ShadowRoot ? parent.host : parent instanceof Element ? parent : null;
}
