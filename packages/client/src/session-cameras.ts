import type { CameraAbilities, CameraKind, CameraWish } from '@fernblick/protocol';
import type { ActionOptions } from './session-client.ts';

/** Where the wishes for a camera stand, deeply frozen. What the other side's camera can do is in `state.links`. */
export interface CamerasSnapshot {
  /** Agents: what this page waits for. */
  readonly waitingFor: CameraWish | null;
  /** Customers: who asks for what. */
  readonly asked: { readonly by: string; readonly name: string; readonly wish: CameraWish } | null;
  /** Customers: what an agent may change until the customer takes it back or the call is over. */
  readonly agreed: readonly CameraKind[];
  /** Customers: what this page's own camera can do, and does. */
  readonly own: CameraAbilities;
}

/** Rear camera, light and zoom of a customer's camera: an agent asks, the customer agrees, the customer's page does it. */
export interface SessionCameras {
  readonly state: CamerasSnapshot;
  /** Calls the listener at every new snapshot, never at once; returns what ends it. */
  subscribe(listener: (state: CamerasSnapshot) => void, options?: ActionOptions): () => void;
  /**
   * For the agent in control: asks for a setting of the customer's camera; resolves once it is done. The first wish of a
   * kind asks the customer.
   * @throws SessionError `wish-declined` where the customer says no or nothing, `device-constraints` where the camera
   * cannot, `too-many-requests` while another wish is open and shortly after a no, `connection-lost`, `other-side-away`,
   * `on-hold`, `switched-off`, `not-allowed`
   */
  wish(wish: CameraWish): Promise<void>;
  /** For customers: answers the question that is open. @throws SessionError of kind `device` where it cannot be done */
  answer(yes: boolean): Promise<void>;
  /** For customers: sets the own camera by their own hand. @throws SessionError of kind `device` */
  set(wish: CameraWish): Promise<void>;
  /** For customers: takes back what they have agreed to, and undoes it. @throws SessionError of kind `device` */
  takeBack(kind: CameraKind): Promise<void>;
}
