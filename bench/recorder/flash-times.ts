/** How often and how long the camera flashes, and the microphone beeps. */
export const FLASH_EVERY_MS = 2_000;
export const FLASH_MS = 200;
