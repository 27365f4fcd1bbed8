/**
 * Keeps a no over a reload of this tab, where the part for recordings has not come that would: it looks for it there
 * (`own-stop.ts`).
 * @returns false where storage is forbidden or full: it lasts as long as the page
 */
export function keepOverReload(session: string | undefined, no: string): boolean {
  try {
    sessionStorage[`fernblick:no:${session}`] = no;
    return true;
  } catch {
    return false;
  }
}
