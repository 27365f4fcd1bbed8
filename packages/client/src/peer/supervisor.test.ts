import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import {
  RESTART_EVERY_MS,
  step,
  supervise,
  type Pulse,
  type Supervision,
  type SupervisorAction,
  type SupervisorEvent,
} from './supervisor.ts';

/** Drives a supervisor through time; `play` says which actions each event led to. */
class Scene {
  state: Supervision;
  now = 0;
  readonly actions: { readonly at: number; readonly action: SupervisorAction }[] = [];
  #pulse: Pulse = { bytesReceived: 0, checksReceived: 0, framesDecoded: 0, soundPackets: 0 };

  constructor(offering: boolean) {
    this.state = supervise(offering, 0);
  }

  play(event: SupervisorEvent): readonly SupervisorAction['type'][] {
    const { state, actions } = step(this.state, event, this.now);
    this.state = state;
    for (const action of actions) this.actions.push({ at: this.now, action });
    // What the link does at once when it is told to.
    for (const { type } of actions)
      if (type === 'rebuild') this.play({ type: 'made' });
      else if (type === 'restart') this.play({ type: 'described', candidates: 0 });
    return actions.map(({ type }) => type);
  }

  /** Lets time pass with a tick each quarter of a second. */
  pass(ms: number, flowing: boolean): readonly SupervisorAction['type'][] {
    const from = this.actions.length;
    for (const end = this.now + ms; this.now < end;) {
      this.now += 250;
      const { bytesReceived, checksReceived, framesDecoded, soundPackets } = this.#pulse;
      if (flowing)
        this.#pulse = {
          bytesReceived: bytesReceived + 10_000,
          checksReceived: checksReceived + 1,
          framesDecoded: framesDecoded + 7,
          soundPackets: soundPackets + 12,
        };
      const pulse = this.state.connection === null ? null : this.#pulse;
      this.play({ type: 'tick', pulse, expects: 'picture' });
    }
    return this.actions.slice(from).map(({ action }) => action.type);
  }

  connect(): void {
    this.pass(250, false);
    if (!this.state.offering) this.play({ type: 'made' });
    this.play({ type: 'described', candidates: 0 });
    this.play({ type: 'candidate-found' });
    if (this.state.offering) this.play({ type: 'offer-delivered' });
    this.play({ type: 'ice', state: 'connected' });
    this.pass(5_000, true);
    assert.equal(this.state.is, 'connected');
    this.actions.length = 0;
  }
}

describe('the supervisor', () => {
  it('probes the server after a second without bytes, and restarts only once it has answered', () => {
    const scene = new Scene(true);
    scene.connect();
    assert.deepEqual(scene.pass(750, false), []);
    assert.deepEqual(scene.pass(250, false), ['probe']);
    assert.equal(scene.state.is, 'reconnecting');
    assert.deepEqual(scene.pass(2_000, false), []);
    assert.deepEqual(scene.play({ type: 'probed', alive: true }), ['restart']);
  });

  it('replaces a dead socket first, and restarts when there is a new one', () => {
    const scene = new Scene(true);
    scene.connect();
    scene.pass(1_000, false);
    assert.deepEqual(scene.play({ type: 'probed', alive: false }), ['reconnect-server']);
    scene.play({ type: 'server', up: false });
    assert.deepEqual(scene.pass(8_000, false), []);
    assert.deepEqual(scene.play({ type: 'server', up: true }), ['restart']);
  });

  it('leaves media alone while only the server is away', () => {
    const scene = new Scene(true);
    scene.connect();
    scene.play({ type: 'server', up: false });
    assert.deepEqual(scene.pass(30_000, true), []);
    assert.equal(scene.state.is, 'connected');
    assert.deepEqual(scene.play({ type: 'server', up: true }), []);
  });

  it('asks instead of restarting where the other side makes the offers', () => {
    const scene = new Scene(false);
    scene.connect();
    scene.pass(1_000, false);
    scene.play({ type: 'probed', alive: true });
    const asked = scene.actions.map(({ action }) => action);
    assert.deepEqual(asked, [{ type: 'probe' }, { type: 'ask', what: 'ice' }]);
  });

  it('makes a new connection 5 s after a delivered restart led to nothing', () => {
    const scene = new Scene(true);
    scene.connect();
    scene.pass(1_000, false);
    scene.play({ type: 'probed', alive: true });
    scene.play({ type: 'ice', state: 'disconnected' });
    scene.play({ type: 'candidate-found' });
    scene.play({ type: 'offer-delivered' });
    assert.ok(!scene.pass(3_000, false).includes('rebuild'));
    // A second restart on the way must not start the count anew.
    scene.play({ type: 'candidate-found' });
    scene.play({ type: 'offer-delivered' });
    assert.ok(scene.pass(2_250, false).includes('rebuild'));
  });

  it('makes a new connection when the browser finds no address of its own', () => {
    const scene = new Scene(true);
    scene.pass(250, false);
    scene.play({ type: 'described', candidates: 0 });
    assert.deepEqual(scene.pass(2_750, false), []);
    assert.deepEqual(scene.pass(500, false), ['rebuild']);
  });

  it('tries relays only, then TCP only, after three failed connections each', () => {
    const scene = new Scene(true);
    scene.pass(90_000, false);
    const ways = scene.actions.flatMap(({ action }) =>
      action.type === 'rebuild' ? [action.way] : [],
    );
    assert.deepEqual(ways.slice(0, 9), [
      ...['any', 'any', 'any'],
      ...['relay', 'relay', 'relay'],
      ...['relay-tcp', 'relay-tcp', 'relay-tcp'],
    ]);
  });

  it('does nothing towards a side that is away, and begins when it is back', () => {
    const scene = new Scene(true);
    scene.connect();
    scene.play({ type: 'other', here: false, newPage: false });
    scene.pass(1_000, false);
    scene.play({ type: 'probed', alive: true });
    assert.deepEqual(scene.pass(20_000, false), []);
    assert.deepEqual(scene.play({ type: 'other', here: true, newPage: false }), ['restart']);
  });

  it('makes a new connection at once for a new page of the other side', () => {
    const scene = new Scene(true);
    scene.connect();
    assert.deepEqual(scene.play({ type: 'other', here: true, newPage: true }), ['rebuild']);
  });

  it('counts as back only when a frame was decoded', () => {
    const scene = new Scene(true);
    scene.connect();
    scene.pass(1_000, false);
    scene.play({ type: 'probed', alive: true });
    scene.play({ type: 'ice', state: 'connected' });
    assert.equal(scene.state.is, 'reconnecting');
    scene.pass(250, true);
    assert.equal(scene.state.is, 'connected');
  });

  it('does not take a muted and dark other side for a fault while path checks arrive', () => {
    const scene = new Scene(true);
    scene.connect();
    let checksReceived = 1_000;
    for (let tick = 0; tick < 240; tick++) {
      scene.now += 250;
      if (tick % 10 === 0) checksReceived += 1;
      const pulse = { bytesReceived: 0, checksReceived, framesDecoded: 0, soundPackets: 0 };
      assert.deepEqual(scene.play({ type: 'tick', pulse, expects: 'nothing' }), []);
    }
    assert.equal(scene.state.is, 'connected');
  });

  it('looks for a new path at once when the network has changed', () => {
    const scene = new Scene(true);
    scene.connect();
    assert.deepEqual(scene.play({ type: 'network-changed' }), ['probe']);
    assert.deepEqual(scene.play({ type: 'probed', alive: true }), ['restart']);
  });

  it('ignores what was asked before the connection came back', () => {
    const scene = new Scene(true);
    scene.connect();
    assert.deepEqual(scene.play({ type: 'asked', what: 'link', ageMs: 20_000 }), []);
    assert.deepEqual(scene.play({ type: 'asked', what: 'link', ageMs: 100 }), ['rebuild']);
  });

  it('never acts while the server is not known to be alive, never too often, and only on its own side', () => {
    const events: fc.Arbitrary<SupervisorEvent> = fc.oneof(
      fc.record({
        type: fc.constant('tick' as const),
        pulse: fc.option(
          fc.record({
            bytesReceived: fc.nat(1_000),
            checksReceived: fc.nat(10),
            framesDecoded: fc.nat(100),
            soundPackets: fc.nat(100),
          }),
        ),
        expects: fc.constantFrom('picture' as const, 'sound' as const, 'nothing' as const),
      }),
      fc.record({
        type: fc.constant('ice' as const),
        state: fc.constantFrom<RTCIceConnectionState>(
          'checking',
          'connected',
          'disconnected',
          'failed',
        ),
      }),
      fc.constantFrom<SupervisorEvent>(
        { type: 'described', candidates: 0 },
        { type: 'offer-delivered' },
        { type: 'candidate-found' },
        { type: 'broken' },
        { type: 'network-changed' },
        { type: 'probed', alive: true },
        { type: 'probed', alive: false },
      ),
      fc.record({ type: fc.constant('server' as const), up: fc.boolean() }),
      fc.record({
        type: fc.constant('other' as const),
        here: fc.boolean(),
        newPage: fc.boolean(),
      }),
    );
    fc.assert(
      fc.property(
        fc.boolean(),
        fc.array(fc.tuple(events, fc.nat(3_000)), { maxLength: 80 }),
        (offering, script) => {
          const scene = new Scene(offering);
          let restartedAt = Number.NEGATIVE_INFINITY;
          for (const [event, waitMs] of script) {
            scene.now += waitMs;
            const from = scene.actions.length;
            scene.play(event);
            for (const { action } of scene.actions.slice(from)) {
              if (action.type === 'probe' || action.type === 'reconnect-server') continue;
              assert.ok(scene.state.serverUp && scene.state.serverProven);
              assert.ok(scene.state.otherHere);
              assert.equal(action.type === 'ask', !offering);
              if (action.type === 'rebuild') restartedAt = Number.NEGATIVE_INFINITY;
              if (action.type !== 'restart') continue;
              assert.ok(scene.now - restartedAt >= RESTART_EVERY_MS);
              restartedAt = scene.now;
            }
          }
        },
      ),
      { numRuns: 2_000 },
    );
  });
});
