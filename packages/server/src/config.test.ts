import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { SessionError } from '@fernblick/protocol';
import { configVariables, readConfig } from './config.ts';

const secret = 'x'.repeat(32);

/** Wrong values for every variable there is. */
const wrong: Readonly<Record<string, readonly string[]>> = {
  PORT: ['-1', '65536', '80a', '8080.5', '0x50', '1e3', '٨٠'],
  HOST: ['999.1.1.1', 'not a host', 'http://127.0.0.1', 'a/b', 'host;rm'],
  DATA_DIR: ['a\u0000b', 'line\nbreak', 'x'.repeat(2_000)],
  PUBLIC_URL: [
    'support.example',
    'ftp://support.example',
    'https://a.example/path',
    'https://u:p@a.example',
    'https://',
  ],
  ALLOWED_ORIGINS: [
    '*',
    'desk.example',
    'https://a.example,',
    'https://*.example',
    'https://a.example/x',
    'null',
  ],
  TURN_URLS: [
    'turn.example',
    'http://turn.example',
    'turn:',
    'turn:a b',
    'turn:a.example?transport=sctp',
    'turn:a:1,,turn:b:1',
    'turn:turn.example:99999',
    'turn:turn.example:0',
    'turn:999.1.1.1',
  ],
  API_KEY: ['short', `${secret} `.repeat(2), `${secret}ü`, 'x'.repeat(600)],
  TOKEN_SECRET: ['short', 'x'.repeat(31)],
  TURN_SECRET: ['short', 'x'.repeat(15)],
  SDK_DIR: ['a\u0000b'],
  LOG_LEVEL: ['verbose', 'INFO', '1'],
  TRUST_PROXY: ['true', '-1', '11'],
  SMTP_URL: [
    'mail.example',
    'http://mail.example',
    'smtp://',
    'smtp://mail.example/path',
    'smtp://mail.example:99999',
    'smtp://mail.example\nx',
  ],
  MAIL_FROM: ['help', 'help@', 'a@b.example, c@d.example', 'Help\n<a@b.example>', 'Help <help>'],
  MAIL_LANG: ['fr', 'DE', 'de-AT'],
  CUSTOMER_URL: [
    'help.example',
    'javascript:alert(1)',
    'https://help.example/{name}',
    'https://a b',
  ],
  AGENT_URL: ['desk.example', 'https://desk.example/{name}', 'https://desk.example/#/{session}'],
  WEBHOOK_ALLOW_PRIVATE: ['yes', 'true', '2'],
  KEEP_SESSIONS_DAYS: ['-1', '36501', 'ever'],
  KEEP_CHAT_DAYS: ['-1', '36501', 'ever'],
  KEEP_NOTES_DAYS: ['-1', '36501', 'ever'],
  KEEP_DRAWINGS_DAYS: ['-1', '36501', 'ever'],
  KEEP_PICTURES_DAYS: ['-1', '36501', 'ever'],
  KEEP_RECORDINGS_DAYS: ['-1', '36501', 'ever'],
  KEEP_ACTIVITY_DAYS: ['-1', '36501', 'ever'],
  KEEP_CONTACTS_DAYS: ['-1', '36501', 'ever'],
  KEEP_MAILS_DAYS: ['-1', '36501', 'ever'],
  KEEP_DELIVERIES_DAYS: ['-1', '36501', 'ever'],
  MESSAGES_PER_SECOND: ['0', '10001', 'x'],
  MESSAGE_BURST: ['0', '100001'],
  UNAUTHENTICATED_SOCKETS_PER_ADDRESS: ['0', '-5'],
  SOCKETS_PER_PERSON: ['0', 'many'],
  FAILED_LOGINS_PER_MINUTE: ['0', '5.5'],
  NUMBER_TRIES: ['0', '1001'],
  NUMBER_WAIT_S: ['0', '86401'],
  NUMBER_LIFETIME_MIN: ['0', '1441'],
  API_REQUESTS_PER_SECOND: ['0', 'NaN'],
  INTERRUPT_AFTER_S: ['0', '3601'],
  NO_SHOW_AFTER_H: ['0', '8785'],
  CACHED_SESSIONS: ['0', '1000001'],
};

function refusal(env: Record<string, string>): SessionError {
  try {
    readConfig(env);
  } catch (error) {
    assert.ok(error instanceof SessionError);
    assert.equal(error.code, 'invalid-configuration');
    return error;
  }
  return assert.fail(`accepted ${JSON.stringify(env)}`);
}

describe('the configuration', () => {
  it('works with nothing set, and counts an empty value as not set', () => {
    const config = readConfig({});
    assert.equal(config.port, 8080);
    assert.equal(config.publicUrl, 'http://127.0.0.1:8080');
    assert.deepEqual(readConfig({ PORT: '', API_KEY: ' ' }), config);
  });

  it('has wrong values tried for every variable', () => {
    assert.deepEqual(
      Object.keys(wrong).toSorted(),
      configVariables.map(({ name }) => name).toSorted(),
    );
  });

  for (const { name, form } of configVariables)
    it(`refuses wrong values of ${name} in a sentence that says what it must be`, () => {
      for (const value of wrong[name] ?? []) {
        const { message } = refusal({ [name]: value });
        assert.ok(message.includes(`${name} must be ${form}`), message);
      }
    });

  it('never repeats a secret', () => {
    for (const name of ['API_KEY', 'TOKEN_SECRET', 'TURN_SECRET'])
      assert.doesNotMatch(refusal({ [name]: 'hunter2' }).message, /hunter2/);
  });

  it('sends no e-mail without knowing from whom', () => {
    const SMTP_URL = 'smtps://user:p%40ss@mail.example';
    const { message } = refusal({ SMTP_URL });
    assert.match(message, /MAIL_FROM must be set where SMTP_URL is: an e-mail address/);
    assert.doesNotMatch(refusal({ SMTP_URL: 'smtp://user:hidden@/' }).message, /hidden/);
    assert.equal(readConfig({ MAIL_FROM: 'a@b.example' }).mail, null);
    const froms = [
      ['help@b.example', { name: '', address: 'help@b.example' }],
      ['Help & Co. <help@b.example>', { name: 'Help & Co.', address: 'help@b.example' }],
      ['"Help, desk" <help@b.example>', { name: 'Help, desk', address: 'help@b.example' }],
    ] as const;
    for (const [MAIL_FROM, from] of froms)
      assert.deepEqual(readConfig({ SMTP_URL, MAIL_FROM }).mail, {
        smtpUrl: SMTP_URL,
        from,
        lang: 'en',
      });
  });

  it('says what of a later release is set and not used', () => {
    for (const name of ['DATABASE_URL', 'REDIS_URL', 'S3_BUCKET', 'S3_ENDPOINT']) {
      const { message } = refusal({ [name]: 'something' });
      assert.match(message, new RegExp(`${name} is set, but this release does not use it`));
    }
  });

  it('reads what is right', () => {
    const config = readConfig({
      PORT: '0',
      HOST: '::',
      PUBLIC_URL: 'https://support.example/',
      ALLOWED_ORIGINS: 'https://a.example, http://b.example:8081',
      TURN_URLS: 'stun:a.example:3478,turns:[2001:db8::1]:443?transport=tcp',
      API_KEY: secret,
      WEBHOOK_ALLOW_PRIVATE: '1',
      INTERRUPT_AFTER_S: '5',
    });
    assert.equal(config.publicUrl, 'https://support.example');
    assert.deepEqual(config.allowedOrigins, ['https://a.example', 'http://b.example:8081']);
    assert.equal(config.turnUrls.length, 2);
    assert.equal(config.apiKey, secret);
    assert.equal(config.webhookAllowPrivate, true);
    assert.equal(config.limits.interruptAfterMs, 5_000);
  });
});
