import type { Scene } from './scene.ts';

/** True where the other side's picture is to be seen. */
export function showsRemote({ state, other, link }: Scene): boolean {
  if (state.session?.video.is !== 'on' || other?.camera !== 'on' || link === null) return false;
  if (link.otherAudioOnly || state.session.hold !== null) return false;
  // While it comes back, the last picture stays.
  return link.pictureFlows || state.status.is === 'reconnecting';
}

/** True where the large one of both pictures is to be seen. */
export function showsLarge(scene: Scene): boolean {
  return scene.ownLarge ? showsLocal(scene) : showsRemote(scene);
}

/** True where the call can go from voice to video by an offer of one's own. */
export function canOfferVideo({ state: { session } }: Scene): boolean {
  return session?.phase === 'in-progress' && session.hold === null && session.video.is === 'off';
}

/** True while an offer of the other side can be answered; on hold it waits. */
export function isOfferedVideo({ state: { session }, me }: Scene): boolean {
  if (session?.video.is !== 'offered' || session.hold !== null) return false;
  const { by } = session.video;
  return session.participants.find(({ id }) => id === by)?.role !== me?.role;
}

/** Why one's own camera runs and sends nothing, with what to do about it; null where that is not so. */
export function voiceOnlyWords(scene: Scene): string | null {
  const { words, state } = scene;
  if (state.camera.state !== 'on' || state.session === null || showsLocal(scene)) return null;
  return canOfferVideo(scene)
    ? `${words.cameraInVoiceCall} ${words.cameraInVoiceCallRemedy}`
    : words.cameraInVoiceCall;
}

/** True where one's own picture is to be seen. */
export function showsLocal({ state }: Scene): boolean {
  return state.camera.state === 'on' && state.session?.video.is === 'on';
}
