/** A plane map as canvases take it: x′ = a·x + c·y + e, y′ = b·x + d·y + f. */
export type Pose = readonly [a: number, b: number, c: number, d: number, e: number, f: number];

/** Size of the painted scene, in px of its own. */
export const SCENE = { width: 1600, height: 1200 } as const;

/**
 * Where the hand-held camera sees the scene in one frame: px of the scene to px of the frame, exactly. Every movement
 * returns to its start at the end of the clip, so that the loop has no jump.
 */
export function cameraPose(
  frame: number,
  clip: { readonly frames: number; readonly width: number; readonly height: number },
): Pose {
  const phase = (frame / clip.frames) * 2 * Math.PI;
  const tremor = (a: number, b: number): number =>
    Math.sin(a * phase + b) * 3 + Math.sin((a + 19) * phase + b * 2) * 1.6;
  const zoom = 1.12 + 0.1 * Math.sin(phase + 0.6);
  const scale = (clip.width / SCENE.width) * zoom;
  const turn = 0.045 * Math.sin(phase) + 0.006 * Math.sin(31 * phase);
  const [cos, sin] = [scale * Math.cos(turn), scale * Math.sin(turn)];
  const x = -SCENE.width / 2 + 52 * Math.sin(phase + 1.1) + tremor(37, 0.4);
  const y = -SCENE.height / 2 + 34 * Math.sin(2 * phase) + tremor(29, 2.1);
  return [
    cos,
    sin,
    -sin,
    cos,
    clip.width / 2 + cos * x - sin * y,
    clip.height / 2 + sin * x + cos * y,
  ];
}

/** A place of the scene in a frame. */
export function seenAt([a, b, c, d, e, f]: Pose, x: number, y: number): { x: number; y: number } {
  return { x: a * x + c * y + e, y: b * x + d * y + f };
}
