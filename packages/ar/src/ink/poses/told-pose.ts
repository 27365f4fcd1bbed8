import {
  anchorNumber,
  POSE_UNIT,
  TOLD_STATUSES,
  type AnchorId,
  type ToldPose,
} from '@fernblick/protocol';
import type { Homography } from '../../homography.ts';
import type { PictureAnchorPose } from '../anchors.ts';

const PERCENT = 100;
/** No plane is seen at a hundred times its size. */
const MOST = 100;

/** Writes a pose as it travels; null where it is none that can. */
export function writePose(id: AnchorId, pose: PictureAnchorPose): ToldPose | null {
  const last = pose.homography[8];
  const [a, b, c, d, e, f, g, k] = pose.homography.map((cell) =>
    Math.round((cell / last) * POSE_UNIT),
  ) as [number, number, number, number, number, number, number, number];
  const cells = [a, b, c, d, e, f, g, k] as const;
  if (!cells.every((cell) => Math.abs(cell) <= MOST * POSE_UNIT)) return null;
  const status = TOLD_STATUSES.indexOf(pose.status) as 0 | 1 | 2;
  return [anchorNumber(id), status, Math.round(pose.confidence * PERCENT), ...cells];
}

/** Reads a pose that travelled. */
export function readPose([, status, confidence, ...cells]: ToldPose): PictureAnchorPose {
  return {
    homography: [...cells.map((cell) => cell / POSE_UNIT), 1] as unknown as Homography,
    status: TOLD_STATUSES[status],
    confidence: confidence / PERCENT,
  };
}
