import type { ScreenshotEditor } from '@fernblick/elements';
import { readAddress, setUpLanguageLink } from '../desk/address.ts';
import { applyWords } from '../desk/apply-words.ts';
import { byId } from '../desk/make.ts';
import { wordsFor } from '../desk/words.ts';

const { lang, tagLang } = readAddress();
const words = wordsFor(lang);
document.documentElement.lang = lang;
applyWords(document, words);
document.title = `${words.editPicture} · Nordlicht Service`;
setUpLanguageLink(byId('language', HTMLAnchorElement), lang);

/** Something to draw on at once: a boiler with a number that not everybody should see. */
async function boiler(): Promise<Blob> {
  const canvas = new OffscreenCanvas(1_600, 1_200);
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('There is no canvas.');
  const box = (color: string, x: number, y: number, width: number, height: number): void => {
    context.fillStyle = color;
    context.fillRect(x, y, width, height);
  };
  box('#b3a18b', 0, 0, 1_600, 1_200);
  for (const x of [520, 720, 920, 1_080]) box('#c07a45', x, 900, 34, 300);
  box('#f2efe8', 400, 120, 800, 800);
  box('#d5d0c5', 400, 660, 800, 260);
  box('#22303a', 500, 720, 260, 140);
  box('#ffffff', 480, 220, 420, 150);
  context.fillStyle = '#7fe0ff';
  context.font = '88px monospace';
  context.fillText('E 04', 525, 820);
  context.fillStyle = '#14212b';
  context.font = '34px sans-serif';
  context.fillText('Nordlicht Therm 24', 500, 275);
  context.fillText('Serial 8842-119-004', 500, 335);
  for (const x of [880, 1_060]) {
    context.beginPath();
    context.arc(x, 790, 64, 0, 2 * Math.PI);
    context.fillStyle = '#8c949a';
    context.fill();
  }
  return canvas.convertToBlob();
}

const editor = document.querySelector<ScreenshotEditor>('screenshot-editor');
if (editor === null) throw new Error('There is no editor.');
editor.lang = tagLang;
const file = byId('file', HTMLInputElement);
file.addEventListener('change', () => {
  const [picture] = file.files ?? [];
  // What was drawn is theirs: it goes only when they say so.
  if (picture !== undefined && (!editor.isDirty || confirm(words.throwAway)))
    editor.image = picture;
});
addEventListener('beforeunload', (event) => {
  if (editor.isDirty) event.preventDefault();
});
await customElements.whenDefined('screenshot-editor');
editor.image = await boiler();
