export { trackerWasm } from '#tracker-wasm';
