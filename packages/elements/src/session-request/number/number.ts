export * from './number-entry.ts';
export { dictionary } from './words/dictionary.ts';
