/** What was found on the clipboard of the system; `text` is empty where there is none. */
export interface Pasted {
  readonly file: Blob | null;
  readonly text: string;
}

/** True where pages may put pictures on the clipboard: secure ones, in browsers that have it. */
export function canWrite(): boolean {
  return 'clipboard' in navigator && 'ClipboardItem' in globalThis;
}

/** True where pages may ask for what is on the clipboard; the person may still say no. */
export function canRead(): boolean {
  return canWrite() && 'read' in navigator.clipboard;
}

/** Puts a picture that may still be under way there, with words for where no picture can be pasted. */
export async function write(png: Promise<Blob>, text: string): Promise<void> {
  const words = text === '' ? {} : { 'text/plain': text };
  await navigator.clipboard.write([new ClipboardItem({ 'image/png': png, ...words })]);
}

/** What is there, asked for by a button; keys bring it with their event. */
export async function read(): Promise<Pasted> {
  const items = await navigator.clipboard.read();
  const find = async (like: RegExp): Promise<Blob | null> => {
    for (const item of items) {
      const type = item.types.find((each) => like.test(each));
      if (type !== undefined) return item.getType(type);
    }
    return null;
  };
  const text = await find(/^text\/plain$/);
  return { file: await find(/^image\//), text: (await text?.text()) ?? '' };
}

/** What a paste brings. */
export function broughtBy({ clipboardData }: ClipboardEvent): Pasted {
  return {
    file: clipboardData?.files[0] ?? null,
    text: clipboardData?.getData('text/plain') ?? '',
  };
}
