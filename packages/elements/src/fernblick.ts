/** Each tag of Fernblick and the module that registers it. */
const modules: Readonly<Record<string, () => Promise<unknown>>> = {
  'video-session': () => import('./video-session/video-session.ts'),
  'activity-report': () => import('./activity-report/activity-report.ts'),
  'agent-console': () => import('./agent-console/agent-console.ts'),
  'ar-overlay': () => import('./ar-overlay/ar-overlay.ts'),
  'screenshot-editor': () => import('./screenshot-editor/screenshot-editor.ts'),
  'contact-record': () => import('./contact-record/contact-record.ts'),
  'session-rating': () => import('./session-rating/session-rating.ts'),
  'session-pictures': () => import('./session-pictures/session-pictures.ts'),
  'session-record': () => import('./session-record/session-record.ts'),
  'session-recordings': () => import('./session-recordings/session-recordings.ts'),
  'session-chat': () => import('./session-chat/session-chat.ts'),
  'session-notes': () => import('./session-notes/session-notes.ts'),
  'session-request': () => import('./session-request/session-request.ts'),
  'session-tickets': () => import('./session-tickets/session-tickets.ts'),
  'session-status-bar': () => import('./session-status-bar/session-status-bar.ts'),
};

const tags = Object.keys(modules);
const started = new Set<string>();

function load(tag: string): void {
  if (started.has(tag) || customElements.get(tag) !== undefined) return;
  started.add(tag);
  modules[tag]?.().catch((cause: unknown) => {
    // The next element of this name tries again.
    started.delete(tag);
    console.error(`Fernblick: <${tag}> could not be loaded.`, cause);
  });
}

/** Loads what is used in `root`; call it for shadow roots, into which no script can look by itself. */
export function discover(root: ParentNode): void {
  for (const tag of tags) {
    if ((root instanceof Element && root.matches(tag)) || root.querySelector(tag) !== null)
      load(tag);
  }
}

discover(document);
new MutationObserver((changes) => {
  for (const change of changes)
    for (const node of change.addedNodes) if (node instanceof Element) discover(node);
}).observe(document, { childList: true, subtree: true });
