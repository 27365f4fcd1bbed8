export { CheckRun } from './check-run.ts';
export { dress } from './check.styles.ts';
export { foundBefore, tries } from './tries.ts';
export { dictionary } from './words/dictionary.ts';
