// A file of its own, so that it is loaded for links that do not check what arrives, and for no others.
export { checkInk } from '@fernblick/protocol';
