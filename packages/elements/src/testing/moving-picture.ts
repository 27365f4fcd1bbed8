import type { Role } from '@fernblick/protocol';

const FRAMES_PER_SECOND = 10;

/** A picture that moves, in place of a camera: a device with labels for the customer, a face for the agent. */
export function moving(role: Role, portrait: boolean): MediaStream {
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] =
    portrait && role === 'customer' ? [480, 854] : role === 'customer' ? [960, 540] : [640, 480];
  const paint = canvas.getContext('2d');
  if (paint === null) return new MediaStream();
  let frame = 0;
  const draw = (): void => {
    const sway = Math.sin(frame / 8) * 6;
    if (role === 'customer') drawDevice(paint, sway);
    else drawFace(paint, sway);
    frame += 1;
  };
  draw();
  setInterval(draw, 1_000 / FRAMES_PER_SECOND);
  return canvas.captureStream(FRAMES_PER_SECOND);
}

function drawDevice(paint: CanvasRenderingContext2D, sway: number): void {
  const { width, height } = paint.canvas;
  paint.fillStyle = '#c9b79c';
  paint.fillRect(0, 0, width, height);
  paint.fillStyle = '#b39f80';
  for (let x = 0; x < width; x += 38) paint.fillRect(x, 0, 3, height);
  const left = width * 0.16 + sway;
  const top = height * 0.28 + sway / 2;
  const [w, h] = [width * 0.68, height * 0.44];
  paint.fillStyle = '#f4f5f3';
  paint.fillRect(left, top, w, h);
  paint.fillStyle = '#2f3a3a';
  paint.fillRect(left + w * 0.06, top + h * 0.12, w * 0.4, h * 0.3);
  paint.fillStyle = '#8fe3b4';
  paint.font = `${h * 0.13}px monospace`;
  paint.fillText('E 133', left + w * 0.1, top + h * 0.32);
  paint.fillStyle = '#6b7675';
  for (let knob = 0; knob < 3; knob += 1) {
    paint.beginPath();
    paint.arc(left + w * (0.58 + knob * 0.16), top + h * 0.28, h * 0.09, 0, Math.PI * 2);
    paint.fill();
  }
  paint.fillStyle = '#17211f';
  paint.font = `${h * 0.09}px sans-serif`;
  paint.fillText('BOILER 24 kW', left + w * 0.06, top + h * 0.82);
}

function drawFace(paint: CanvasRenderingContext2D, sway: number): void {
  const { width, height } = paint.canvas;
  paint.fillStyle = '#8ea3a8';
  paint.fillRect(0, 0, width, height);
  paint.fillStyle = '#34525c';
  paint.beginPath();
  paint.ellipse(width / 2 + sway, height * 1.02, width * 0.3, height * 0.34, 0, 0, Math.PI * 2);
  paint.fill();
  paint.fillStyle = '#e8c4a8';
  paint.beginPath();
  paint.ellipse(width / 2 + sway, height * 0.45, width * 0.13, height * 0.22, 0, 0, Math.PI * 2);
  paint.fill();
  paint.fillStyle = '#4a2f22';
  paint.beginPath();
  paint.ellipse(width / 2 + sway, height * 0.28, width * 0.15, height * 0.12, 0, 0, Math.PI * 2);
  paint.fill();
}
