import type { Page } from 'puppeteer-core';
import { stripBlocks, type StripSender } from './strip.ts';

const FRAMES = 105;

/** Runs inside the page, before its own scripts; uses nothing from outside itself. */
function replaceCamera(strips: readonly (readonly boolean[])[]): void {
  const devices = navigator.mediaDevices as MediaDevices | undefined;
  if (devices === undefined) return;
  const original = devices.getUserMedia.bind(devices);
  const canvas = document.createElement('canvas');
  canvas.width = 640;
  canvas.height = 480;
  const pen = canvas.getContext('2d');
  if (pen === null) throw new Error('No canvas.');
  let frame = 0;
  const draw = () => {
    const phase = (frame / strips.length) * 2 * Math.PI;
    pen.setTransform(1, 0, 0, 1, 0, 0);
    pen.fillStyle = '#6d5a43';
    pen.fillRect(0, 0, 640, 480);
    pen.translate(320 + 20 * Math.sin(phase), 250 + 12 * Math.sin(2 * phase));
    pen.rotate(0.05 * Math.sin(phase));
    pen.fillStyle = '#23282e';
    pen.fillRect(-230, -110, 460, 220);
    for (let port = 0; port < 5; port++) {
      pen.fillStyle = port === 0 ? '#2f6fae' : '#c9a62c';
      pen.fillRect(-200 + port * 84, 20, 62, 60);
      pen.fillStyle = '#08090a';
      pen.fillRect(-190 + port * 84, 30, 42, 40);
    }
    pen.fillStyle = '#eeeeee';
    pen.font = '32px sans-serif';
    pen.fillText('FERNNET FN-7340', -200, -50);
    pen.setTransform(1, 0, 0, 1, 0, 0);
    const blocks = strips[frame % strips.length] ?? [];
    blocks.forEach((white, index) => {
      pen.fillStyle = white ? '#fff' : '#000';
      pen.fillRect(index * 32, 0, 32, 30);
    });
    frame++;
  };
  draw();
  setInterval(draw, 1000 / 15);
  devices.getUserMedia = async (constraints) => {
    const stream = await original(constraints);
    for (const camera of stream.getVideoTracks()) {
      const drawn = canvas.captureStream(15).getVideoTracks()[0];
      if (drawn === undefined) continue;
      // What asks which camera this is shall hear the fake device's answer.
      const settings = camera.getSettings();
      Object.defineProperty(drawn, 'getSettings', { value: () => settings });
      Object.defineProperty(drawn, 'label', { value: camera.label });
      camera.stop();
      stream.removeTrack(camera);
      stream.addTrack(drawn);
    }
    return stream;
  };
}

/** Puts a drawn picture with a readable strip in place of Firefox's fake camera; call before `goto()`. */
export async function feedFirefox(page: Page, sender: StripSender): Promise<void> {
  const strips = Array.from({ length: FRAMES }, (_, frame) => stripBlocks(sender, frame));
  await page.evaluateOnNewDocument(replaceCamera, strips);
}
