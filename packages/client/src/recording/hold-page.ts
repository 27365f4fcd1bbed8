/** Where nothing survives the page, the browser asks before it goes. */
export function holdPage(isNeeded: boolean): void {
  if (isNeeded) addEventListener('beforeunload', askFirst);
  else removeEventListener('beforeunload', askFirst);
}

function askFirst(event: BeforeUnloadEvent): void {
  event.preventDefault();
}
