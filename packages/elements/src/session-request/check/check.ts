export { CheckRun } from './check-run.ts';
export { foundBefore, tries } from './tries.ts';
export { dictionary } from './words/dictionary.ts';
