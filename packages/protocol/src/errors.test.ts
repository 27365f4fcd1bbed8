import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { errorCodes, errors, isErrorCode, SessionError } from './index.ts';

describe('errors', () => {
  it('each say what happened and what to do next, and fit an HTTP status', () => {
    for (const code of errorCodes) {
      assert.match(code, /^[a-z]+(-[a-z]+)*$/);
      assert.match(errors[code].title, /^[A-Z].*\.$/, code);
      assert.match(errors[code].remedy, /^[A-Z].*\.$/, code);
      assert.ok(errors[code].status >= 400 && errors[code].status < 600, code);
    }
  });

  it('cross the wire and come back the same, without their cause', () => {
    const sent = new SessionError('invalid-message', {
      at: 'camera',
      detail: 'It is not JSON.',
      cause: new Error('secret'),
    });
    const body = JSON.parse(JSON.stringify(sent.toBody())) as ReturnType<SessionError['toBody']>;
    const received = SessionError.fromBody(body);
    assert.equal(received.code, 'invalid-message');
    assert.equal(received.at, 'camera');
    assert.equal(received.message, sent.message);
    assert.equal(received.remedy, sent.remedy);
    assert.doesNotMatch(JSON.stringify(body), /secret/);
  });

  it('know their own codes only', () => {
    assert.ok(isErrorCode('not-found'));
    for (const other of ['constructor', 'Not-Found', '', null, 4])
      assert.equal(isErrorCode(other), false);
  });
});
