import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { launchChromium } from '../browsers.ts';
import { rigCache } from '../tone.ts';
import { cameraPose } from './camera-pose.ts';
import { film } from './scene.ts';
import { stripBlocks, type StripSender } from './strip.ts';

const FRAMES_PER_SECOND = 15;
const SECONDS = 7;
/** Frames of a clip, after which it begins anew. */
export const CLIP_FRAMES = FRAMES_PER_SECOND * SECONDS;
// Chromium plays an .mjpeg file at 30 frames a second, so each frame stands in it twice.
const REPEATS = 30 / FRAMES_PER_SECOND;

export interface CameraClipOptions {
  /** The customer films a router, the agent a boiler's control panel; the strip says which. */
  readonly sender: StripSender;
  /** 640×480 by default. */
  readonly size?: '640x480' | '1280x720';
}

/** Path of a film for `launchChromium({ camera })`: 7 s of a hand-held look at a device. Rendered on first use. */
export async function cameraClip(options: CameraClipOptions): Promise<string> {
  const size = options.size ?? '640x480';
  const recipe = createHash('sha256');
  for (const part of ['scene.ts', 'strip.ts', 'camera-pose.ts', 'camera-clip.ts'])
    recipe.update(readFileSync(fileURLToPath(new URL(part, import.meta.url))));
  const path = `${rigCache}camera-${options.sender}-${size}-${recipe.digest('hex').slice(0, 12)}.mjpeg`;
  if (existsSync(path)) return path;

  const [width = 640, height = 480] = size.split('x').map(Number);
  const frames = CLIP_FRAMES;
  const strips = Array.from({ length: frames }, (_, frame) => stripBlocks(options.sender, frame));
  const poses = strips.map((_, frame) => cameraPose(frame, { frames, width, height }));
  const browser = await launchChromium();
  try {
    const page = await browser.newPage();
    const pictures = await page.evaluate(film, {
      sender: options.sender,
      width,
      height,
      frames,
      strips,
      poses,
    });
    mkdirSync(rigCache, { recursive: true });
    const draft = `${path}.${process.pid}`;
    const jpegs = pictures.map((picture) => Buffer.from(picture, 'base64'));
    writeFileSync(
      draft,
      Buffer.concat(jpegs.flatMap((jpeg) => Array.from({ length: REPEATS }, () => jpeg))),
    );
    renameSync(draft, path);
  } finally {
    await browser.close();
  }
  return path;
}
