import type { AgentConsole } from '@fernblick/elements/agent-console.js';
import type {} from '@fernblick/elements/events.js';

/**
 * On a phone the desk’s calls and requests lie folded above a ticket, and unfold by themselves when somebody calls, over
 * a call that is held too. Anywhere else they stand open beside it, and there is nothing to fold.
 */
export function setUpDrawer(options: {
  readonly drawer: HTMLDetailsElement;
  readonly calls: AgentConsole;
  /** Whether a ticket is shown: only there the room is short. */
  readonly besideTicket: boolean;
}): void {
  const { drawer, calls, besideTicket } = options;
  const narrow = matchMedia('(max-width: 800px)');
  const place = drawer.parentElement ?? drawer;
  const fold = (): void => {
    const hadFocus = drawer.contains(document.activeElement);
    drawer.open = !besideTicket || !narrow.matches || 'rings' in place.dataset;
    // What is folded away cannot keep the focus.
    if (hadFocus && !drawer.open) drawer.querySelector('summary')?.focus();
  };
  narrow.addEventListener('change', fold);
  fold();
  let listening = new AbortController();
  const follow = (): void => {
    listening.abort();
    listening = new AbortController();
    // Undefined while the tag's code is on its way.
    const desk = (calls as Partial<AgentConsole>).client?.desk;
    if (desk === undefined) return;
    const look = (): void => {
      const rings = desk.state.offers.length > 0;
      if (rings === 'rings' in place.dataset) return;
      if (rings) place.dataset['rings'] = '';
      else delete place.dataset['rings'];
      fold();
    };
    desk.subscribe(look, { signal: listening.signal });
    look();
  };
  // What went wrong, with what to do about it, is not to lie folded away.
  calls.addEventListener('session-problem', () => {
    drawer.open = true;
  });
  calls.addEventListener('client-changed', follow);
  follow();
}
