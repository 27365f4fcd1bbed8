import type { Pose } from './camera-pose.ts';
import type { StripSender } from './strip.ts';

export interface FilmOptions {
  readonly sender: StripSender;
  readonly width: number;
  readonly height: number;
  readonly frames: number;
  /** The strip's blocks for every frame. */
  readonly strips: readonly (readonly boolean[])[];
  /** Where the camera sees the scene in every frame. */
  readonly poses: readonly Pose[];
}

/**
 * Runs inside a page: paints a thing one would call support for on a textured table, films it as a hand-held camera
 * would, and returns each frame as a base64 JPEG. The same input gives the same film. It uses nothing from outside
 * itself, because it reaches the page as text.
 */
export async function film(options: FilmOptions): Promise<string[]> {
  // mulberry32: small, seeded, good enough for wood grain.
  const seeded = (seed: number) => () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  type Pen = OffscreenCanvasRenderingContext2D;
  const board = (width: number, height: number): Pen => {
    const pen = new OffscreenCanvas(width, height).getContext('2d');
    if (pen === null) throw new Error('No canvas.');
    return pen;
  };
  const box = (
    pen: Pen,
    x: number,
    y: number,
    w: number,
    h: number,
    r: number,
    fill: string | CanvasGradient,
  ) => {
    pen.beginPath();
    pen.roundRect(x, y, w, h, r);
    pen.fillStyle = fill;
    pen.fill();
  };
  const text = (
    pen: Pen,
    words: string,
    x: number,
    y: number,
    size: number,
    color: string,
    weight = 600,
  ) => {
    pen.font = `${weight} ${size}px "DejaVu Sans", Arial, sans-serif`;
    pen.fillStyle = color;
    pen.fillText(words, x, y);
  };
  const screw = (pen: Pen, x: number, y: number, r: number, turn: number) => {
    const metal = pen.createRadialGradient(x - r / 3, y - r / 3, r / 6, x, y, r);
    metal.addColorStop(0, '#f4f4f0');
    metal.addColorStop(1, '#6d6f70');
    pen.beginPath();
    pen.arc(x, y, r, 0, 7);
    pen.fillStyle = metal;
    pen.fill();
    pen.strokeStyle = '#3b3c3d';
    pen.lineWidth = 1.5;
    pen.stroke();
    pen.lineWidth = r / 4;
    for (const angle of [turn, turn + Math.PI / 2]) {
      pen.beginPath();
      pen.moveTo(x - Math.cos(angle) * r * 0.62, y - Math.sin(angle) * r * 0.62);
      pen.lineTo(x + Math.cos(angle) * r * 0.62, y + Math.sin(angle) * r * 0.62);
      pen.stroke();
    }
  };
  const shade = (pen: Pen, draw: () => void) => {
    pen.save();
    pen.shadowColor = 'rgba(15, 10, 5, 0.55)';
    pen.shadowBlur = 36;
    pen.shadowOffsetX = 14;
    pen.shadowOffsetY = 20;
    draw();
    pen.restore();
  };
  const grain = (pen: Pen, random: () => number, strength: number) => {
    const { width, height } = pen.canvas;
    const picture = pen.getImageData(0, 0, width, height);
    for (let at = 0; at < picture.data.length; at += 4) {
      const d = (random() - 0.5) * strength;
      for (let c = 0; c < 3; c++) picture.data[at + c] = (picture.data[at + c] ?? 0) + d;
    }
    pen.putImageData(picture, 0, 0);
  };

  const woodTable = (pen: Pen, random: () => number) => {
    const { width, height } = pen.canvas;
    for (let plank = 0; plank < 6; plank++) {
      const top = (plank * height) / 6;
      const tone = 108 + random() * 34;
      box(pen, 0, top, width, height / 6, 0, `rgb(${tone + 34}, ${tone}, ${tone - 38})`);
      for (let line = 0; line < 46; line++) {
        const y = top + (random() * height) / 6;
        const wave = 2 + random() * 7;
        const at = random() * 6;
        pen.beginPath();
        for (let x = 0; x <= width; x += 24)
          pen.lineTo(x, y + Math.sin(x / (140 + wave * 30) + at) * wave);
        pen.strokeStyle = `rgba(70, 38, 12, ${0.08 + random() * 0.28})`;
        pen.lineWidth = 0.6 + random() * 2.2;
        pen.stroke();
      }
      const knotX = random() * width;
      const knotY = top + height / 12;
      for (let ring = 7; ring > 0; ring--) {
        pen.beginPath();
        pen.ellipse(knotX, knotY, ring * 6, ring * 3.4, 0.1, 0, 7);
        pen.strokeStyle = `rgba(62, 30, 10, ${0.5 - ring * 0.05})`;
        pen.lineWidth = 2;
        pen.stroke();
      }
      box(pen, 0, top, width, 3, 0, 'rgba(30, 14, 4, 0.75)');
    }
  };

  const router = (pen: Pen, random: () => number) => {
    woodTable(pen, random);
    // Two cables leave the picture at the bottom.
    for (const [x, color] of [
      [520, '#d8c54a'],
      [760, '#2f6fae'],
    ] as const) {
      shade(pen, () => {
        pen.beginPath();
        pen.moveTo(x, 790);
        pen.bezierCurveTo(x - 30, 960, x + 150, 1000, x + 60, 1240);
        pen.strokeStyle = color;
        pen.lineWidth = 22;
        pen.stroke();
      });
    }
    for (const x of [330, 1270]) {
      shade(pen, () => box(pen, x - 17, 60, 34, 330, 15, '#17191c'));
      box(pen, x - 6, 72, 7, 300, 4, '#3b3f45');
    }
    const shell = pen.createLinearGradient(0, 340, 0, 850);
    shell.addColorStop(0, '#3a4047');
    shell.addColorStop(0.12, '#262b31');
    shell.addColorStop(1, '#14171a');
    shade(pen, () => box(pen, 220, 340, 1160, 500, 46, shell));
    for (let slot = 0; slot < 26; slot++) box(pen, 300 + slot * 40, 372, 22, 9, 4, '#0a0b0d');
    text(pen, 'FERNNET', 290, 470, 54, '#e9eef2', 700);
    text(pen, 'Dual-Band Router FN-7340', 292, 510, 26, '#9fb0bd', 400);
    ['POWER', 'DSL', 'WLAN', 'LAN', 'INFO'].forEach((name, index) => {
      const x = 300 + index * 118;
      const light = index === 4 ? '#ff4a3d' : index === 1 ? '#f5b52e' : '#4ee06a';
      pen.save();
      pen.shadowColor = light;
      pen.shadowBlur = 24;
      box(pen, x, 552, 34, 14, 6, light);
      pen.restore();
      text(pen, name, x - 4, 598, 20, '#c6d0d8');
    });
    // The label that support asks for.
    box(pen, 960, 420, 350, 196, 8, '#f1efe6');
    text(pen, 'S/N 7340-2281-QX05', 978, 456, 24, '#1c1c1c');
    text(pen, 'WLAN: Fernnet-A4C2', 978, 490, 22, '#1c1c1c', 400);
    text(pen, 'Key: 4711 0815 2236', 978, 520, 22, '#1c1c1c', 400);
    for (let bar = 0, x = 978; bar < 62 && x < 1290; bar++) {
      const width = 1.5 + Math.floor(random() * 4) * 1.5;
      if (bar % 2 === 0) box(pen, x, 540, width, 52, 0, '#111');
      x += width + 1;
    }
    ['WAN', 'LAN 1', 'LAN 2', 'LAN 3', 'LAN 4'].forEach((name, index) => {
      const x = 300 + index * 132;
      box(pen, x, 680, 104, 96, 8, index === 0 ? '#2f6fae' : '#c9a62c');
      box(pen, x + 14, 694, 76, 66, 4, '#08090a');
      box(pen, x + 34, 684, 36, 20, 3, '#08090a');
      for (let pin = 0; pin < 8; pin++) box(pen, x + 20 + pin * 8.5, 738, 4, 20, 0, '#c8a24a');
      text(pen, name, x + 14, 668, 21, '#dfe6ea');
    });
    for (const [x, color] of [
      [490, '#d8c54a'],
      [730, '#2f6fae'],
    ] as const) {
      box(pen, x - 4, 700, 68, 110, 8, 'rgba(214, 224, 230, 0.92)');
      box(pen, x + 14, 800, 34, 40, 6, color);
    }
    box(pen, 990, 676, 120, 96, 12, '#0b0c0e');
    box(pen, 1000, 686, 58, 76, 8, '#e9eef2');
    text(pen, 'I', 1022, 734, 34, '#111');
    text(pen, 'O', 1070, 734, 34, '#e9eef2');
    text(pen, 'ON / OFF', 1004, 664, 21, '#dfe6ea');
    pen.beginPath();
    pen.arc(1186, 724, 34, 0, 7);
    pen.fillStyle = '#0b0c0e';
    pen.fill();
    pen.lineWidth = 7;
    pen.strokeStyle = '#8b949c';
    pen.stroke();
    text(pen, '12V DC 2A', 1120, 664, 20, '#dfe6ea');
    pen.beginPath();
    pen.arc(1286, 724, 9, 0, 7);
    pen.fillStyle = '#000';
    pen.fill();
    text(pen, 'RESET', 1252, 664, 21, '#ff8d80');
    for (const [x, y, turn] of [
      [252, 374, 0.3],
      [1348, 374, 1.1],
      [252, 806, 0.8],
      [1348, 806, 0.1],
    ] as const)
      screw(pen, x, y, 15, turn);
    grain(pen, random, 20);
  };

  const boilerPanel = (pen: Pen, random: () => number) => {
    const { width, height } = pen.canvas;
    // A workbench of speckled stone under a spare control panel.
    box(pen, 0, 0, width, height, 0, '#7f8784');
    for (let speck = 0; speck < 9000; speck++) {
      const level = 60 + random() * 150;
      pen.beginPath();
      pen.ellipse(
        random() * width,
        random() * height,
        1 + random() * 5,
        1 + random() * 3,
        random() * 3,
        0,
        7,
      );
      pen.fillStyle = `rgba(${level}, ${level + 6}, ${level}, 0.55)`;
      pen.fill();
    }
    const face = pen.createLinearGradient(200, 200, 1400, 1000);
    face.addColorStop(0, '#fbfaf6');
    face.addColorStop(1, '#cfd2cf');
    shade(pen, () => box(pen, 210, 190, 1180, 800, 38, face));
    text(pen, 'THERMIK 24', 290, 292, 56, '#27404f', 700);
    text(pen, 'Gas condensing boiler · 24 kW', 292, 332, 26, '#5c6b73', 400);
    box(pen, 290, 380, 500, 230, 16, '#1b2a20');
    box(pen, 304, 394, 472, 202, 8, '#9fbf8b');
    text(pen, 'F28', 340, 540, 130, '#16241a', 700);
    text(pen, '1.1 bar', 610, 460, 34, '#16241a', 500);
    text(pen, '46 °C', 610, 510, 34, '#16241a', 500);
    text(pen, 'LOCKED', 610, 566, 32, '#16241a', 700);
    // Pressure gauge with the needle in the red.
    shade(pen, () => {
      pen.beginPath();
      pen.arc(1090, 440, 190, 0, 7);
      pen.fillStyle = '#30373b';
      pen.fill();
    });
    pen.beginPath();
    pen.arc(1090, 440, 168, 0, 7);
    pen.fillStyle = '#fdfdfb';
    pen.fill();
    for (const [from, to, color] of [
      [0.75, 1.08, '#d8382c'],
      [1.08, 1.8, '#3f9b4b'],
      [1.8, 2.25, '#d8382c'],
    ] as const) {
      pen.beginPath();
      pen.arc(1090, 440, 146, from * Math.PI, to * Math.PI);
      pen.lineWidth = 22;
      pen.strokeStyle = color;
      pen.stroke();
    }
    for (let mark = 0; mark <= 30; mark++) {
      const angle = (0.75 + mark * 0.05) * Math.PI;
      const inner = mark % 5 === 0 ? 108 : 124;
      pen.beginPath();
      pen.moveTo(1090 + Math.cos(angle) * inner, 440 + Math.sin(angle) * inner);
      pen.lineTo(1090 + Math.cos(angle) * 134, 440 + Math.sin(angle) * 134);
      pen.lineWidth = 4;
      pen.strokeStyle = '#22282b';
      pen.stroke();
    }
    ['0', '1', '2', '3', '4'].forEach((figure, index) => {
      const angle = (0.75 + index * 0.375) * Math.PI;
      text(pen, figure, 1078 + Math.cos(angle) * 84, 452 + Math.sin(angle) * 84, 34, '#22282b');
    });
    text(pen, 'bar', 1066, 540, 28, '#22282b', 400);
    pen.beginPath();
    pen.moveTo(1090 - Math.cos(3.05) * 40, 440 - Math.sin(3.05) * 40);
    pen.lineTo(1090 + Math.cos(3.05) * 134, 440 + Math.sin(3.05) * 134);
    pen.lineWidth = 9;
    pen.strokeStyle = '#111';
    pen.stroke();
    screw(pen, 1090, 440, 16, 0.4);
    for (const [x, name, turn] of [
      [400, 'HEATING', -0.9],
      [660, 'HOT WATER', 0.5],
    ] as const) {
      shade(pen, () => {
        pen.beginPath();
        pen.arc(x, 800, 92, 0, 7);
        pen.fillStyle = '#2d3439';
        pen.fill();
      });
      for (let notch = 0; notch < 24; notch++) {
        const angle = (notch * Math.PI) / 12;
        pen.beginPath();
        pen.moveTo(x + Math.cos(angle) * 80, 800 + Math.sin(angle) * 80);
        pen.lineTo(x + Math.cos(angle) * 92, 800 + Math.sin(angle) * 92);
        pen.lineWidth = 6;
        pen.strokeStyle = '#565f66';
        pen.stroke();
      }
      pen.beginPath();
      pen.moveTo(x, 800);
      pen.lineTo(x + Math.sin(turn) * 84, 800 - Math.cos(turn) * 84);
      pen.lineWidth = 12;
      pen.strokeStyle = '#ff7a2f';
      pen.stroke();
      text(pen, name, x - name.length * 9, 936, 26, '#27404f');
    }
    for (const [x, name, color] of [
      [860, 'RESET', '#d8382c'],
      [1040, 'SERVICE', '#e3a51f'],
      [1220, 'ON/OFF', '#3f9b4b'],
    ] as const) {
      shade(pen, () => box(pen, x, 740, 116, 116, 22, '#e7e9e6'));
      box(pen, x + 20, 760, 76, 76, 14, color);
      text(pen, name, x + 2, 902, 25, '#27404f');
    }
    box(pen, 850, 650, 500, 62, 6, '#f7e27a');
    text(pen, '⚠ 230 V~ Disconnect before opening', 866, 690, 22, '#222');
    for (const [x, y, turn] of [
      [252, 232, 0.2],
      [1348, 232, 0.9],
      [252, 948, 1.2],
      [1348, 948, 0.6],
    ] as const)
      screw(pen, x, y, 17, turn);
    grain(pen, random, 22);
  };

  const random = seeded(options.sender === 'customer' ? 73 : 24);
  const thing = board(1600, 1200);
  if (options.sender === 'customer') router(thing, random);
  else boilerPanel(thing, random);

  const { width, height, frames } = options;
  const canvas = new OffscreenCanvas(width, height);
  const pen = canvas.getContext('2d');
  if (pen === null) throw new Error('No canvas.');
  pen.imageSmoothingQuality = 'high';
  const light = pen.createRadialGradient(
    width * 0.4,
    height * 0.35,
    height * 0.2,
    width / 2,
    height / 2,
    width * 0.75,
  );
  light.addColorStop(0, 'rgba(255, 250, 235, 0.10)');
  light.addColorStop(1, 'rgba(10, 8, 20, 0.38)');
  const noise = board(256, 256);
  box(noise, 0, 0, 256, 256, 0, 'rgb(128, 128, 128)');
  grain(noise, random, 46);

  const film: string[] = [];
  for (let frame = 0; frame < frames; frame++) {
    const [a, b, c, d, e, f] = options.poses[frame] ?? [1, 0, 0, 1, 0, 0];
    pen.setTransform(a, b, c, d, e, f);
    pen.fillStyle = '#4a4038';
    pen.fillRect(-800, -800, 3200, 2800);
    pen.drawImage(thing.canvas, 0, 0);
    pen.setTransform(1, 0, 0, 1, 0, 0);
    pen.fillStyle = light;
    pen.fillRect(0, 0, width, height);
    pen.globalAlpha = 0.1;
    for (let x = -random() * 256; x < width; x += 256)
      for (let y = -128; y < height; y += 256) pen.drawImage(noise.canvas, x, y);
    pen.globalAlpha = 1;
    const blocks = options.strips[frame] ?? [];
    blocks.forEach((white, index) => {
      const left = Math.round((index * width) / blocks.length);
      const right = Math.round(((index + 1) * width) / blocks.length);
      pen.fillStyle = white ? '#fff' : '#000';
      pen.fillRect(left, 0, right - left, Math.round(height / 16));
    });
    const blob = await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.82 });
    const bytes = new Uint8Array(await blob.arrayBuffer());
    let binary = '';
    for (let at = 0; at < bytes.length; at += 8192)
      binary += String.fromCharCode(...bytes.subarray(at, at + 8192));
    film.push(btoa(binary));
  }
  return film;
}
