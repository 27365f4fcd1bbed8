/** Where nothing survives the page, the browser asks before it goes; each hold is let go of by itself. */
export function pageHold(): (isNeeded: boolean) => void {
  const askFirst = (event: BeforeUnloadEvent): void => event.preventDefault();
  return (isNeeded) => {
    if (isNeeded) addEventListener('beforeunload', askFirst);
    else removeEventListener('beforeunload', askFirst);
  };
}
