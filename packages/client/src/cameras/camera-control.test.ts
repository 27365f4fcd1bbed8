import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { initialState } from '../initial-state.ts';
import { LocalCameraControl } from './camera-control.ts';

type Facing = 'user' | 'environment';

interface Phone {
  /** What the running camera can, beyond a picture. */
  readonly can?: object;
  /** What it has been set to: a camera that leaves something out says nothing. */
  readonly ignores?: readonly string[];
  readonly cameras?: readonly Facing[];
  readonly startsWith?: Facing;
}

/** A phone whose cameras keep to what browsers do: settings that are left out are set back. */
function phone({
  can = {},
  ignores = [],
  cameras = ['user', 'environment'],
  startsWith = 'user',
}: Phone = {}) {
  const camera = { facing: startsWith, failure: null as Error | null, isOn: true, tries: 0 };
  let settings: Readonly<Record<string, unknown>> = { torch: false, zoom: 1 };
  const track = {
    getCapabilities: () => can,
    getSettings: () => settings,
    getConstraints: () => ({ width: { ideal: 1280 } }),
    applyConstraints: async ({ width, advanced }: { width?: object; advanced: object[] }) => {
      camera.tries += 1;
      if (camera.failure !== null) throw camera.failure;
      assert.ok(width !== undefined, 'the size of the picture is forgotten');
      const wanted = Object.entries({ torch: false, zoom: 1, ...advanced[0] });
      settings = {
        ...settings,
        ...Object.fromEntries(wanted.filter(([n]) => !ignores.includes(n))),
      };
    },
  };
  const control = new LocalCameraControl({
    get state() {
      const state = initialState('sharp', null);
      const { facing } = camera;
      return {
        ...state,
        camera: {
          ...state.camera,
          state: camera.isOn ? ('on' as const) : ('lost' as const),
          facing,
          canFlip: cameras.length > 1,
        },
        // As much of a stream as is used.
        localStream: { getVideoTracks: () => [track] } as unknown as MediaStream,
      };
    },
    flipCamera: async () => {
      if (camera.failure !== null) throw camera.failure;
      const other = camera.facing === 'user' ? 'environment' : 'user';
      // As `ideal` does: where none looks there, it is any other.
      if (cameras.includes(other)) camera.facing = other;
    },
  });
  return { control, camera };
}

const ZOOM = { min: 1, max: 4, step: 0.5 };

describe('the camera of this page', () => {
  it('offers what it says that it can, and nothing while it does not run', () => {
    const nothing = { rear: null, torch: null, zoom: null };
    assert.deepEqual(phone({ cameras: ['user'] }).control.abilities, nothing);
    const all = phone({ can: { torch: [false, true], zoom: ZOOM } });
    assert.deepEqual(all.control.abilities, {
      rear: false,
      torch: false,
      zoom: { ...ZOOM, at: 1 },
    });
    all.camera.isOn = false;
    assert.deepEqual(all.control.abilities, nothing);
    // Lists without light, ranges without room, and what is no range at all.
    for (const can of [{ torch: [false] }, { zoom: { min: 1, max: 1, step: 1 } }, { zoom: true }]) {
      const { torch, zoom } = phone({ can }).control.abilities;
      assert.deepEqual([torch, zoom], [null, null], JSON.stringify(can));
    }
    const steps = phone({ can: { zoom: { min: 100, max: 400, step: 0 } } });
    assert.equal(steps.control.abilities.zoom?.step, 3, 'a slider needs steps');
  });

  it('keeps light and zoom apart, and the zoom within its range', async () => {
    const { control } = phone({ can: { torch: true, zoom: ZOOM } });
    await control.apply({ kind: 'zoom', at: 99 });
    await control.apply({ kind: 'torch', on: true });
    assert.equal(control.abilities.zoom?.at, 4, 'the light takes the zoom back');
    await control.apply({ kind: 'zoom', at: 2 });
    assert.equal(control.abilities.torch, true, 'the zoom takes the light back');
  });

  it('says by code what it cannot, what failed, and what was left out without a word', async () => {
    const cannot = phone({ cameras: ['user'] });
    for (const wish of [
      { kind: 'rear', on: true },
      { kind: 'torch', on: true },
      { kind: 'zoom', at: 2 },
    ] as const)
      await assert.rejects(cannot.control.apply(wish), { code: 'device-constraints' });
    assert.equal(cannot.camera.tries, 0);
    const { control, camera } = phone({ can: { torch: true, zoom: ZOOM } });
    for (const [name, code] of [
      ['OverconstrainedError', 'device-constraints'],
      ['InvalidStateError', 'device-failed'],
    ] as const) {
      camera.failure = new DOMException('No.', name);
      await assert.rejects(control.apply({ kind: 'zoom', at: 2 }), { code, cause: camera.failure });
    }
    const silent = phone({ can: { torch: true }, ignores: ['torch'] });
    await assert.rejects(silent.control.apply({ kind: 'torch', on: true }), {
      code: 'device-failed',
    });
    // Two cameras, both at the front.
    const vain = phone({ cameras: ['user', 'user'] });
    await assert.rejects(vain.control.apply({ kind: 'rear', on: true }), {
      code: 'device-constraints',
    });
  });

  it('is as it was before the first wish once that is taken back, in each call anew', async () => {
    const { control } = phone({ can: { torch: true, zoom: ZOOM }, startsWith: 'environment' });
    assert.equal(control.abilities.zoom?.at, 1);
    await control.apply({ kind: 'zoom', at: 3 });
    await control.apply({ kind: 'torch', on: true });
    await control.apply({ kind: 'rear', on: false });
    await control.apply({ kind: 'rear', on: true });
    await control.apply({ kind: 'rear', on: false });
    for (const kind of ['rear', 'torch', 'zoom'] as const) await control.undo(kind);
    assert.deepEqual(control.abilities, { rear: true, torch: false, zoom: { ...ZOOM, at: 1 } });
    await control.apply({ kind: 'rear', on: false });
    control.forget();
    await control.undo('rear');
    assert.equal(control.abilities.rear, false, 'what another call was begun with counts no more');
  });
});
