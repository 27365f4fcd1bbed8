import type { InkCommand } from './messages.ts';
import { createInkEngine } from './create-ink-engine.ts';

/** What is used of a worker's global scope; its full types would collide with those of a page. */
interface WorkerScope {
  onmessage: ((event: MessageEvent<InkCommand>) => void) | null;
  postMessage(message: unknown, transfer: Transferable[]): void;
}

const scope = globalThis as unknown as WorkerScope;
const engine = createInkEngine((report) => scope.postMessage(report, []));
scope.onmessage = ({ data }) => engine.take(data);
