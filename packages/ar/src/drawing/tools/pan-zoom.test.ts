import fc from 'fast-check';
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  MAX_ZOOM,
  panZoom,
  RESTING_FINGERS,
  WHOLE_VIEW,
  zoomAt,
  type FingerEvent,
  type PanZoomState,
  type PanZoomStep,
} from './pan-zoom.ts';

const ELEMENT = { width: 400, height: 300 };
const finger = (is: FingerEvent['is'], pointer: number, x: number, y: number): FingerEvent => ({
  is,
  pointer,
  kind: 'touch',
  x,
  y,
});

function play(...events: readonly FingerEvent[]): {
  readonly state: PanZoomState;
  readonly steps: readonly PanZoomStep[];
} {
  let state = RESTING_FINGERS;
  const steps = events.map((event) => {
    const step = panZoom(state, event, ELEMENT);
    state = step.state;
    return step;
  });
  return { state, steps };
}

describe('two fingers', () => {
  it('leave a single finger, the mouse and the pen to the tools', () => {
    const { state, steps } = play(
      finger('down', 1, 10, 10),
      finger('move', 1, 90, 90),
      { is: 'down', pointer: 2, kind: 'pen', x: 5, y: 5 },
      { is: 'down', pointer: 3, kind: 'mouse', x: 5, y: 5 },
      finger('up', 1, 90, 90),
    );
    assert.ok(steps.every(({ takes, cancels }) => !takes && cancels === null));
    assert.deepEqual(state, RESTING_FINGERS);
  });

  it('cancel the stroke of the first, and keep both until the last one lifts', () => {
    const { steps } = play(
      finger('down', 7, 10, 10),
      finger('down', 8, 90, 90),
      finger('down', 9, 50, 90),
      finger('up', 9, 50, 90),
      finger('up', 8, 90, 90),
      finger('move', 7, 40, 40),
      finger('up', 7, 40, 40),
      finger('down', 7, 40, 40),
    );
    assert.deepEqual(
      steps.map(({ cancels }) => cancels),
      [null, 7, null, null, null, null, null, null],
    );
    assert.deepEqual(
      steps.map(({ takes }) => takes),
      [false, true, true, true, true, true, true, false],
    );
  });

  it('spread the picture about the place between them', () => {
    const { state } = play(
      finger('down', 1, 150, 150),
      finger('down', 2, 250, 150),
      finger('move', 1, 100, 150),
      finger('move', 2, 300, 150),
    );
    assert.ok(Math.abs(state.view.scale - 2) < 1e-9);
    // What lay under the fingers lies there still.
    assert.ok(Math.abs(200 * state.view.scale + state.view.x - 200) < 1e-9);
    assert.ok(Math.abs(150 * state.view.scale + state.view.y - 150) < 1e-9);
  });

  it('move the picture when they move together', () => {
    const zoomed = { ...RESTING_FINGERS, view: zoomAt(WHOLE_VIEW, 4, { x: 200, y: 150 }, ELEMENT) };
    let state: PanZoomState = zoomed;
    const events = [
      finger('down', 1, 100, 100),
      finger('down', 2, 200, 100),
      finger('move', 1, 130, 80),
      finger('move', 2, 230, 80),
    ];
    for (const event of events) state = panZoom(state, event, ELEMENT).state;
    assert.ok(Math.abs(state.view.scale - 4) < 1e-9);
    assert.ok(
      Math.abs(state.view.x - zoomed.view.x - 30) < 1e-9 &&
        Math.abs(state.view.y - zoomed.view.y + 20) < 1e-9,
    );
  });

  it('never leave the picture’s edge in view, nor zoom out of 1 to 8, whatever they do', () => {
    const anyFinger = fc.record({
      is: fc.constantFrom(
        'down' as const,
        'move' as const,
        'move' as const,
        'up' as const,
        'cancel' as const,
      ),
      pointer: fc.integer({ min: 1, max: 3 }),
      kind: fc.constantFrom('touch' as const, 'touch' as const, 'mouse' as const, 'pen' as const),
      x: fc.double({ min: -1_000, max: 2_000 }),
      y: fc.double({ min: -1_000, max: 2_000 }),
    });
    fc.assert(
      fc.property(fc.array(anyFinger, { maxLength: 60, size: 'max' }), (events) => {
        const { scale, x, y } = play(...events).state.view;
        assert.ok(scale >= 1 && scale <= MAX_ZOOM);
        assert.ok(x <= 0 && y <= 0);
        assert.ok(
          x + ELEMENT.width * scale >= ELEMENT.width - 1e-6 &&
            y + ELEMENT.height * scale >= ELEMENT.height - 1e-6,
        );
      }),
      { numRuns: 500 },
    );
  });
});
