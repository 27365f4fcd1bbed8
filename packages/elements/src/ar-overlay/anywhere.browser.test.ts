import { expect, fixture, html } from '@open-wc/testing';
import { executeServerCommand, sendMouse } from '@web/test-runner-commands';
import type { InkItem } from '@fernblick/protocol';
import { joinedLinks } from '../testing/drawing-scene.ts';
import { isRed } from '../testing/painted.ts';
import { until } from '../testing/until.ts';
import type { ArOverlay } from './ar-overlay.ts';
import './ar-overlay.ts';

const [WIDTH, HEIGHT] = [320, 240];
/** What is drawn on, px of the frame. */
const SPOT = new DOMPoint(180, 110);
/** By which it is known how the picture lies on the page. */
const SIDE = new DOMPoint(140, 140);
const OTHER = new DOMPoint(200, 150);
const NEAR_PX = 1;

const isSpot = (r: number, g: number, b: number) => b > 170 && r < 90 && g < 90;
const isSide = (r: number, g: number, b: number) => g > 120 && r < 90 && b < 90;
const isOther = (r: number, g: number, b: number) => r > 170 && b > 170 && g < 90;

/** What takes three places to three others. */
function affine(from: readonly DOMPoint[], to: readonly DOMPoint[]): DOMMatrix {
  const sides = ([o, p, q]: readonly DOMPoint[]): DOMMatrix => {
    if (o === undefined || p === undefined || q === undefined) throw new Error('Three places.');
    return new DOMMatrix([p.x - o.x, p.y - o.y, q.x - o.x, q.y - o.y, o.x, o.y]);
  };
  return sides(to).multiply(sides(from).inverse());
}

/** How a page may show a picture: by its own style, that of what it stands in, and where the overlay is. */
const WAYS: readonly (readonly [string, string, string?, ('inside' | 'outside' | 'around')?])[] = [
  ['with bars above and below', 'width: 300px; height: 300px'],
  ['covering its box', 'width: 300px; height: 160px; object-fit: cover'],
  ['stretched', 'width: 400px; height: 200px; object-fit: fill'],
  ['in its own size, cut off', 'width: 200px; height: 180px; object-fit: none'],
  ['in its own size, with room', 'width: 400px; height: 300px; object-fit: none'],
  ['scaled down', 'width: 250px; height: 230px; object-fit: scale-down'],
  ['not scaled up', 'width: 420px; height: 300px; object-fit: scale-down'],
  [
    'in a corner',
    'width: 420px; height: 300px; object-fit: none; object-position: right 9px top 7%',
  ],
  ['cut off at one side', 'width: 220px; height: 240px; object-fit: cover; object-position: 80% 0'],
  ['in a frame', 'width: 333.4px; border: solid #333; border-width: 3px 20px 7px 9px'],
  [
    'in a frame that counts, with room',
    'width: 300px; box-sizing: border-box; border: 5px solid #333; padding: 11px 30px 4px 2px',
  ],
  ['turned by 90°', 'rotate: 90deg; margin: 40px 0'],
  ['turned by 180°', 'transform: rotate(180deg)'],
  [
    'turned by 30°, cut off',
    'transform: rotate(30deg); height: 160px; object-fit: cover; margin: 70px',
  ],
  ['mirrored', 'transform: scaleX(-1)'],
  ['mirrored, in a frame', 'scale: -1 1; border-left: 40px solid #333'],
  ['turned round', 'transform: perspective(500px) rotateY(180deg)'],
  ['scaled by what it stands in', '', 'scale: 1.4; transform-origin: 0 0'],
  ['scaled together with the overlay', '', 'scale: 1.4; transform-origin: 0 0', 'inside'],
  ['turned together with the overlay', '', 'rotate: 90deg; width: 320px; margin: 40px 0', 'inside'],
  ['zoomed', 'zoom: 1.3'],
  ['in a zoomed page', 'border: 6px solid #333', 'zoom: 1.3', 'inside'],
  ['within the overlay, with a margin', 'width: 320px; margin: 10px 0 0 30px', '', 'around'],
];

interface Seen {
  readonly middleOf: (is: (r: number, g: number, b: number) => boolean) => DOMPoint;
}

/** What a person sees of the page at this moment, but for the tools, whose colours are those of ink. */
async function look(overlay: ArOverlay): Promise<Seen> {
  const tools = overlay.shadowRoot?.querySelector('.tools')?.getBoundingClientRect();
  const png = await executeServerCommand<string, undefined>('take-screenshot');
  const answer = await fetch(`data:image/png;base64,${png}`);
  const bitmap = await createImageBitmap(await answer.blob());
  const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d');
  if (context === null) throw new Error('There is no canvas.');
  context.drawImage(bitmap, 0, 0);
  if (tools !== undefined) context.clearRect(tools.x, tools.y, tools.width, tools.height);
  const { data, width } = context.getImageData(0, 0, bitmap.width, bitmap.height);
  return {
    middleOf: (is) => {
      let [x, y, count] = [0, 0, 0];
      for (let at = 0; at < data.length; at += 4) {
        if (!is(data[at] ?? 0, data[at + 1] ?? 0, data[at + 2] ?? 0)) continue;
        x += ((at / 4) % width) + 0.5;
        y += Math.floor(at / 4 / width) + 0.5;
        count += 1;
      }
      return new DOMPoint(x / count, y / count);
    },
  };
}

function apart(a: { x: number; y: number }, b: { x: number; y: number }): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}

/** A picture of a thing with two spots, that stands still. */
function stillPicture(): { readonly stream: MediaStream; readonly close: () => void } {
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [WIDTH, HEIGHT];
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('There is no canvas.');
  const draw = (): void => {
    context.fillStyle = '#9a9a9a';
    context.fillRect(0, 0, WIDTH, HEIGHT);
    for (let i = 0; i < 160; i++) {
      const tone = 60 + ((i * 67) % 140);
      context.fillStyle = `rgb(${tone} ${tone} ${tone})`;
      context.fillRect((i * 97) % WIDTH, (i * 61) % HEIGHT, 6 + (i % 11), 6 + (i % 7));
    }
    for (const [{ x, y }, style] of [
      [SPOT, '#00f'],
      [SIDE, '#0a0'],
      [OTHER, '#f0f'],
    ] as const) {
      context.fillStyle = style;
      context.beginPath();
      context.arc(x, y, 7, 0, 2 * Math.PI);
      context.fill();
    }
  };
  draw();
  const stream = canvas.captureStream();
  const timer = setInterval(draw, 50);
  const close = (): void => {
    clearInterval(timer);
    for (const track of stream.getTracks()) track.stop();
  };
  return { stream, close };
}

describe('ar-overlay over any video on any page', () => {
  let close = (): void => {};
  afterEach(async () => {
    await sendMouse({ type: 'move', position: [0, 0] });
    close();
  });

  async function show(
    style: string,
    around = '',
    place: 'inside' | 'outside' | 'around' = 'outside',
  ): Promise<{ overlay: ArOverlay; items: InkItem[]; problems: string[] }> {
    const picture = stillPicture();
    const [link] = joinedLinks();
    const items: InkItem[] = [];
    link.subscribe({ item: (item) => items.push(item), live: () => {}, drafters: () => {} });
    const overlay = document.createElement('ar-overlay');
    overlay.lang = 'en';
    overlay.link = link;
    const problems: string[] = [];
    overlay.addEventListener('drawing-problem', ({ code }) => problems.push(code));
    const video = html`<video id="any" muted autoplay .srcObject=${picture.stream}></video>`;
    const page = await fixture<HTMLElement>(
      html`<div>
        <div class="around">
          ${place === 'around' ? overlay : video} ${place === 'inside' ? overlay : ''}
        </div>
        ${place === 'outside' ? overlay : ''}
      </div>`,
    );
    if (place === 'around') {
      const slotted = document.createElement('video');
      [slotted.muted, slotted.autoplay, slotted.srcObject] = [true, true, picture.stream];
      overlay.append(slotted);
    } else overlay.for = 'any';
    page.querySelector('video')?.setAttribute('style', style);
    page.querySelector('.around')?.setAttribute('style', around);
    // Under the tools of a picture as low as this lies what is drawn on.
    const sheet = new CSSStyleSheet();
    if (/height: 1\d\dpx/.test(style))
      sheet.replaceSync('ar-overlay::part(tools) { display: none; }');
    document.adoptedStyleSheets.push(sheet);
    close = () => {
      document.adoptedStyleSheets.pop();
      picture.close();
      page.remove();
    };
    return { overlay, items, problems };
  }

  for (const [name, ...way] of WAYS)
    it(`stores and paints a stroke where the picture has the thing: ${name}`, async () => {
      const { overlay, items, problems } = await show(...way);
      await until(
        () => overlay.tracking === 'on',
        () => problems.join(' '),
      );
      const bare = await look(overlay);
      const [spot, side, other] = [isSpot, isSide, isOther].map(bare.middleOf) as [
        DOMPoint,
        DOMPoint,
        DOMPoint,
      ];
      const toPage = affine([SPOT, SIDE, OTHER], [spot, side, other]);
      // As exactly as a mouse can be put anywhere.
      const pressed = new DOMPoint(Math.round(spot.x), Math.round(spot.y));
      await sendMouse({ type: 'move', position: [pressed.x, pressed.y] });
      await sendMouse({ type: 'down' });
      await sendMouse({ type: 'up' });
      await until(
        () => overlay.marks[0]?.state === 'tracked',
        () => JSON.stringify(overlay.marks),
      );
      const stored = () =>
        items.flatMap((item) =>
          item.is === 'operation' &&
          item.operation.is === 'add' &&
          item.operation.mark.shape.is === 'pen'
            ? item.operation.mark.shape.points
            : [],
        )[0];
      await until(() => stored() !== undefined);
      const [x = NaN, y = NaN] = stored() ?? [];
      const meant = toPage.inverse().transformPoint(pressed);
      expect(apart({ x: x * WIDTH, y: y * HEIGHT }, meant)).to.be.below(NEAR_PX);
      // What is painted in a worker comes to the screen in its own time.
      let inked = await look(overlay);
      while (Number.isNaN(inked.middleOf(isRed).x)) inked = await look(overlay);
      expect(apart(inked.middleOf(isRed), pressed)).to.be.below(NEAR_PX);
      // Nor has the picture itself moved, which is painted together with the ink.
      expect(apart(inked.middleOf(isSide), side)).to.be.below(NEAR_PX);
      expect(problems).to.deep.equal([]);
    });

  for (const [name, style, around] of [
    ['seen from the side', 'transform: perspective(500px) rotateY(40deg)', ''],
    ['tilted with what it stands in', '', 'perspective: 500px; transform: rotateX(50deg)'],
  ] as const)
    it(`says so once where a picture cannot be drawn on: ${name}`, async () => {
      const { overlay, problems } = await show(style, around);
      await until(() => problems.length > 0);
      await until(() => overlay.tracking === 'on');
      expect(problems).to.deep.equal(['unmapped-picture']);
    });
});
