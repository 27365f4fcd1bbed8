/**
 * Where MediaPipe's WebAssembly lies: beside the SDK, because its loader is a script, and a strict policy takes scripts
 * from the SDK's own origin only. The build copies both files to `mediapipe/` in `dist` and writes their address here.
 */
export const visionFiles = {
  loader: new URL(
    '../../../../node_modules/@mediapipe/tasks-vision/wasm/vision_wasm_module_internal.js',
    import.meta.url,
  ).href,
  binary: new URL(
    '../../../../node_modules/@mediapipe/tasks-vision/wasm/vision_wasm_module_internal.wasm',
    import.meta.url,
  ).href,
};
