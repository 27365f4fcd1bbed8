/*
 * Runs inside a page with the strictest policy that a host may have: shows the states one after the other and tells
 * the page around it what the policy has refused.
 */
import { movingScene, stroke } from './drawing-scene.ts';
import { until } from './until.ts';
import { FakeSessionClient } from './fake-session-client.ts';
import { testPicture } from './pictures.ts';
import { shownStates, tokenOf } from './states.ts';

/** What the strict page answers with. */
export interface StrictPageReport {
  readonly violations: readonly string[];
  readonly shown: number;
  /** Whether a style sheet took effect: without one nothing could be refused. */
  readonly styled: boolean;
}

const violations: string[] = [];
document.addEventListener('securitypolicyviolation', (event) => {
  violations.push(`${event.effectiveDirective}: ${event.blockedURI} ${event.sample}`);
});

let shown = 0;
let styled = true;
async function drawOnPicture(): Promise<void> {
  await import('../ar-overlay/ar-overlay.ts');
  const scene = movingScene();
  const video = document.createElement('video');
  video.id = 'picture';
  video.muted = true;
  video.srcObject = scene.stream;
  const overlay = document.createElement('ar-overlay');
  overlay.for = 'picture';
  document.body.append(video, overlay);
  await video.play();
  // In its worker, with its WebAssembly.
  await until(() => overlay.tracking === 'on');
  overlay.tool = 'pin';
  await overlay.updateComplete;
  await stroke(overlay, [[0.5, 0.5]]);
  await until(() => overlay.shadowRoot?.querySelector('input.writing') != null);
  // With three.js, which is loaded for it.
  overlay.tool = 'arrow-3d';
  await until(() => overlay.standing === 'on');
  scene.close();
  video.remove();
  overlay.remove();
}

async function showAll(): Promise<void> {
  // Only now, so that what the policy refuses while they load is heard too.
  await import('../session-status-bar/session-status-bar.ts');
  await import('../session-request/session-request.ts');
  await import('../video-session/video-session.ts');
  for (const each of Object.values(shownStates({ of: () => new MediaStream() }))) {
    const call = document.createElement('video-session');
    const bar = document.createElement('session-status-bar');
    const request = document.createElement('session-request');
    request.slot = 'request';
    call.append(request);
    call.token = tokenOf(each.role);
    call.client = new FakeSessionClient({ role: each.role, ...each.state });
    document.body.append(bar, call);
    await call.updateComplete;
    await bar.updateComplete;
    await request.updateComplete;
    request.shadowRoot?.querySelector<HTMLElement>('.main')?.click();
    await request.updateComplete;
    if (each.preview === true) call.shadowRoot?.querySelector<HTMLElement>('.main')?.click();
    call.shadowRoot?.querySelector<HTMLElement>('[aria-haspopup]')?.click();
    await call.updateComplete;
    styled &&= getComputedStyle(call).display === 'block';
    shown += 1;
    bar.remove();
    call.remove();
  }
}

/** Its panel is a file of its own, and shows what others wrote. */
async function chatInCall(): Promise<void> {
  const shown = shownStates({ of: () => new MediaStream() })['agent-live'];
  if (shown === undefined) throw new Error('There is no call.');
  const client = new FakeSessionClient(shown.state);
  const call = document.createElement('video-session');
  call.client = client;
  document.body.append(call);
  await call.updateComplete;
  call.shadowRoot?.querySelector<HTMLElement>('#chat-tool')?.click();
  client.chat.write('<img src=x onerror=alert(1)> https://example.com');
  const chat = () => call.shadowRoot?.querySelector('session-chat')?.shadowRoot;
  await until(() => chat()?.querySelector('.message a') != null);
  call.remove();
}

/** Its picture lies on a canvas, and comes out as a blob. */
async function editPicture(): Promise<void> {
  await import('../screenshot-editor/screenshot-editor.ts');
  const editor = document.createElement('screenshot-editor');
  editor.image = await testPicture(64, 48);
  document.body.append(editor);
  await until(() => editor.document !== null);
  const stage = editor.shadowRoot?.querySelector<HTMLElement>('.stage');
  for (const key of ['6', 'Enter', 'b', 'Enter', '0', 'Enter'])
    stage?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, composed: true }));
  await editor.updateComplete;
  await until(() => editor.document?.layers.length === 3);
  await editor.toBlob();
  editor.remove();
}

try {
  console.warn = (...words: unknown[]) => violations.push(words.join(' '));
  await showAll();
  await drawOnPicture();
  await chatInCall();
  await editPicture();
} catch (error) {
  violations.push(String(error));
}
// Reports of violations are events of their own task.
await new Promise((next) => setTimeout(next));
const report: StrictPageReport = { violations, shown, styled };
parent.postMessage(report, '*');
