import type { Scene } from './scene.ts';

/** True where the other side's picture is to be seen. */
export function showsRemote({ state, other, link }: Scene): boolean {
  if (state.session?.video.is !== 'on' || other?.camera !== 'on' || link === null) return false;
  if (link.otherAudioOnly || state.session.hold !== null) return false;
  // While it comes back, the last picture stays.
  return link.pictureFlows || state.status.is === 'reconnecting';
}

/** True where one's own picture is to be seen. */
export function showsLocal({ state }: Scene): boolean {
  return state.camera.state === 'on' && state.session?.video.is === 'on';
}
