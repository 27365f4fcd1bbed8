/** Whether this browser can record a call; what records is loaded later, and asks again. */
export function canRecord(): boolean {
  return (
    typeof MediaRecorder === 'function' &&
    typeof Worker === 'function' &&
    MediaRecorder.isTypeSupported('video/webm')
  );
}
