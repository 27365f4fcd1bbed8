import assert from 'node:assert/strict';
import { it } from 'node:test';
import { SessionError } from '@fernblick/protocol';
import { deviceErrorCode, stateWithout, type DeviceFailure } from './device-error.ts';

const failure = (patch: Partial<DeviceFailure>): DeviceFailure => ({
  name: 'NotAllowedError',
  message: 'Permission denied',
  secure: true,
  supported: true,
  passedOn: true,
  permission: 'prompt',
  permissionAfter: 'denied',
  tookMs: 3_000,
  ...patch,
});

it('tells apart why a device cannot be had', () => {
  const cases: [Partial<DeviceFailure>, string][] = [
    [{}, 'device-denied-by-user'],
    [{ permission: 'denied', tookMs: 5 }, 'device-denied-by-user'],
    [{ message: 'Permission dismissed', permissionAfter: 'prompt' }, 'device-denied-by-user'],
    [{ message: 'Permission denied by system' }, 'device-denied-by-browser'],
    [{ permission: 'granted', permissionAfter: 'granted' }, 'device-denied-by-browser'],
    [{ permissionAfter: 'prompt', tookMs: 5 }, 'device-denied-by-browser'],
    [{ name: 'SecurityError' }, 'device-denied-by-browser'],
    [{ passedOn: false }, 'device-denied-by-page'],
    [{ secure: false, supported: false, name: 'TypeError' }, 'device-insecure-context'],
    [{ supported: false, name: 'TypeError' }, 'webrtc-unsupported'],
    [{ name: 'NotFoundError' }, 'device-not-found'],
    [{ name: 'NotReadableError' }, 'device-busy'],
    [{ name: 'AbortError', message: 'Starting videoinput failed' }, 'device-busy'],
    [{ name: 'OverconstrainedError' }, 'device-constraints'],
    [{ name: 'AbortError', message: 'Timeout' }, 'device-failed'],
    [{ name: '' }, 'device-failed'],
  ];
  for (const [patch, code] of cases)
    assert.equal(deviceErrorCode(failure(patch)), code, JSON.stringify(patch));
});

it('tells the others whether a device is not allowed, not there, or does not start', () => {
  for (const [code, state] of [
    ['device-denied-by-user', 'denied'],
    ['device-denied-by-browser', 'denied'],
    ['device-denied-by-page', 'denied'],
    ['device-insecure-context', 'denied'],
    ['device-not-found', 'missing'],
    ['device-busy', 'unavailable'],
    ['device-failed', 'unavailable'],
  ] as const)
    assert.equal(stateWithout(new SessionError(code)), state, code);
});
