import type { PhoneInvitation } from '../../desk-data.ts';
import { byId } from '../desk/make.ts';

// White space around a code, in modules; scanners look for it.
const QUIET_ZONE = 4;
const SVG = 'http://www.w3.org/2000/svg';

function drawCode(svg: SVGSVGElement, { modules }: PhoneInvitation): void {
  const size = modules.length + 2 * QUIET_ZONE;
  svg.setAttribute('viewBox', `0 0 ${size} ${size}`);
  const dark = modules.flatMap((row, y) =>
    row.map((isDark, x) => (isDark ? `M${x + QUIET_ZONE} ${y + QUIET_ZONE}h1v1h-1z` : '')),
  );
  const ground = document.createElementNS(SVG, 'rect');
  ground.setAttribute('width', String(size));
  ground.setAttribute('height', String(size));
  ground.setAttribute('class', 'code-ground');
  const path = document.createElementNS(SVG, 'path');
  path.setAttribute('d', dark.join(''));
  path.setAttribute('class', 'code-dark');
  svg.replaceChildren(ground, path);
}

const answer = await fetch('/desk/phone');
const invitation = (await answer.json()) as PhoneInvitation | null;
if (invitation !== null) {
  drawCode(byId('phone-code', SVGSVGElement), invitation);
  const link = byId('phone-link', HTMLAnchorElement);
  link.href = invitation.url;
  link.textContent = invitation.url;
  byId('phone-off', HTMLElement).hidden = true;
  byId('phone-on', HTMLElement).hidden = false;
}
