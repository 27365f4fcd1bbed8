/** The tracker's WebAssembly module in base64: what `npm run build` makes of the sources in `wasm/`. */
export const trackerWasm: string;
