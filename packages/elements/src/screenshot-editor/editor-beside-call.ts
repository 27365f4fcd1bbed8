// For elements of a call. The file that stands alone brings a lit of its own, and under Trusted Types a page may have one
// policy of its name.
export { ScreenshotEditor } from './screenshot-editor.ts';
