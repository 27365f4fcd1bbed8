export * from './calling-card.ts';
export { dictionary } from './words/dictionary.ts';
