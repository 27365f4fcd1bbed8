// For elements of a call. The file that stands alone brings a lit of its own, and under Trusted Types a page may have one
// policy of its name.
// Whole, so that the bundle keeps the overlay in one file: pieces of it would weigh more on pages that draw in a call.
import '../ar-overlay/ar-overlay.ts';
export { ScreenshotEditor } from './screenshot-editor.ts';
