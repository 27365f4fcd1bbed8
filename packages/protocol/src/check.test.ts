import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import {
  checkChannelMessage,
  checkNotice,
  checkRequest,
  isRequestName,
  requests,
  SessionError,
  type ErrorCode,
  type RequestName,
} from './index.ts';

const names = Object.keys(requests) as RequestName[];
const commandId = 'command-0001';
const session = 'session-0001';

function refusal(action: () => unknown): ErrorCode {
  try {
    action();
  } catch (error) {
    assert.ok(error instanceof SessionError, `not a SessionError: ${String(error)}`);
    return error.code;
  }
  return assert.fail('nothing was refused');
}

describe('checking a request', () => {
  it('fills in defaults and drops unknown keys', () => {
    const read = checkRequest('session:create', { commandId, ticket: 'T-1', admin: true });
    assert.deepEqual(read, { commandId, ticket: 'T-1', number: false, start: 'video' });
  });

  it('answers whatever is sent with a value of its row or a typed refusal, and touches no prototype', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...names),
        fc.oneof(
          fc.anything({ withBigInt: true, withDate: true, withMap: true, withTypedArray: true }),
          fc.json().map((text) => JSON.parse(text) as unknown),
          fc.record({ commandId: fc.string(), session: fc.string(), ticket: fc.anything() }),
        ),
        (name, input) => {
          try {
            const output = checkRequest(name, input);
            assert.equal(Object.getPrototypeOf(output), Object.prototype);
          } catch (error) {
            assert.ok(error instanceof SessionError, String(error));
            assert.match(error.code, /^(invalid-message|message-too-large)$/);
          }
        },
      ),
      { numRuns: 3_000 },
    );
    assert.equal(({} as { admin?: unknown }).admin, undefined);
  });

  it('takes nothing over from __proto__', () => {
    const input = JSON.parse(
      `{"commandId":"${commandId}","session":"${session}","__proto__":{"admin":true}}`,
    ) as unknown;
    const read = checkRequest('call:hold', input) as { admin?: unknown };
    assert.deepEqual(Object.keys(read), ['commandId', 'session']);
    assert.equal(read.admin, undefined);
  });

  it('refuses what is no plain JSON', () => {
    const loop: { self?: unknown } = {};
    loop.self = loop;
    for (const odd of [new Uint8Array(3), new Map(), () => 1, 1n, Symbol('s'), loop, new Date()])
      assert.equal(
        refusal(() => checkRequest('session:watch', { session, odd })),
        'invalid-message',
        typeof odd,
      );
  });

  it('refuses more bytes than the row allows, counted as UTF-8', () => {
    const just = (text: string) => ({ commandId, session, reason: 'withdrawn', padding: text });
    const overhead = JSON.stringify(just('')).length;
    const room = requests['session:cancel'].maxBytes - overhead;
    assert.doesNotThrow(() => checkRequest('session:cancel', just('a'.repeat(room))));
    assert.equal(
      refusal(() => checkRequest('session:cancel', just('a'.repeat(room + 1)))),
      'message-too-large',
    );
    assert.equal(
      refusal(() => checkRequest('session:cancel', just('€'.repeat(Math.ceil(room / 2))))),
      'message-too-large',
    );
  });

  it('says where the fault lies', () => {
    try {
      checkRequest('call:devices', { commandId, session, microphone: 'loud', camera: 'on' });
      assert.fail('accepted');
    } catch (error) {
      assert.equal((error as SessionError).at, 'microphone');
    }
  });

  it('takes characters out of a name that would make it look like another', () => {
    const person = { commandId, session, subject: 'u1', role: 'agent' };
    const read = checkRequest('session:invite', { ...person, name: ' An\u202Ena\u200B \n B. ' });
    assert.equal(read.name, 'Anna B.');
    assert.equal(
      refusal(() => checkRequest('session:invite', { ...person, name: '\u200B\u202E' })),
      'invalid-message',
    );
  });

  it('reads a session number however it was grouped', () => {
    for (const written of ['123456789', '123 456 789', '123-456-789', ' 123.456.789'])
      assert.equal(checkRequest('session:find', { number: written }).number, '123456789');
    for (const wrong of ['12345678', '1234567890', '12345678x', '１２３４５６７８９'])
      assert.equal(
        refusal(() => checkRequest('session:find', { number: wrong })),
        'invalid-message',
      );
  });

  it('knows its own names only', () => {
    assert.ok(isRequestName('session:join'));
    for (const name of ['constructor', '__proto__', 'toString', 'session:steal', ''])
      assert.equal(isRequestName(name), false, name);
  });
});

describe('the tables', () => {
  it('name a row as area:verb, give each a limit under the socket’s 64 KiB, and a sentence', () => {
    for (const name of names) {
      assert.match(name, /^[a-z]+:[a-z]+$/);
      assert.ok(requests[name].maxBytes <= 65_536, name);
      assert.match(requests[name].doc, /\.$/, name);
    }
  });
});

describe('checking a notice', () => {
  it('refuses a view that lacks a part', () => {
    assert.equal(
      refusal(() => checkNotice('session:changed', { view: { id: session } })),
      'invalid-message',
    );
  });
});

describe('checking a data-channel message', () => {
  it('reads a message of the table', () => {
    const text = JSON.stringify({ type: 'picture:prefer', mode: 'sharp', extra: 1 });
    assert.deepEqual(checkChannelMessage(text, 'control'), {
      type: 'picture:prefer',
      message: { mode: 'sharp' },
    });
  });

  it('refuses other text with a code', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.json(), fc.constant('{"type":"constructor"}')),
        (text) => {
          assert.match(
            refusal(() => checkChannelMessage(text, 'control')),
            /^(invalid-message|message-too-large)$/,
          );
        },
      ),
    );
    assert.equal(
      refusal(() => checkChannelMessage('x'.repeat(20_000), 'control')),
      'message-too-large',
    );
    assert.equal(
      refusal(() => checkChannelMessage(new ArrayBuffer(4), 'control')),
      'message-too-large',
    );
  });
});
