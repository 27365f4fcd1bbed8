import { Composer, type ComposerCommand } from './composer.ts';

/** What is used of a worker's global scope; its full types would collide with those of a page. */
interface WorkerScope {
  onmessage: ((event: MessageEvent<ComposerCommand>) => void) | null;
  postMessage(message: unknown, transfer: Transferable[]): void;
}

const scope = globalThis as unknown as WorkerScope;
const composer = new Composer((report, transfer = []) => scope.postMessage(report, transfer));
scope.onmessage = ({ data }) => composer.take(data);
