import type { VisionCommand } from './vision-messages.ts';
import { Vision } from './vision.ts';

/** What is used of a worker's global scope; its full types would collide with those of a page. */
interface WorkerScope {
  onmessage: ((event: MessageEvent<VisionCommand>) => void) | null;
  postMessage(message: unknown, transfer: Transferable[]): void;
}

const scope = globalThis as unknown as WorkerScope;
const vision = new Vision((report) => scope.postMessage(report, []));
scope.onmessage = ({ data }) => vision.take(data);
