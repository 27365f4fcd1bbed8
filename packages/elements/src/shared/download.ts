// The browser has begun to read it by then, however large it is.
const DOWNLOAD_MS = 60_000;

/** Hands a file to the person, under a name. */
export function download(blob: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), DOWNLOAD_MS);
}
