import assert from 'node:assert/strict';
import { test } from 'node:test';
import { TurnClient } from './turn-client.ts';
import { startTurn, whyNoTurn } from './turn.ts';

const FORBIDDEN = 403;
const UNAUTHORIZED = 401;
const QUOTA_REACHED = 486;
const USER_QUOTA = 12;

const INTERNAL = [
  '0.0.0.1',
  '10.0.0.1',
  '10.255.255.254',
  '100.64.0.1',
  '127.0.0.1',
  '127.255.0.1',
  '169.254.169.254',
  '172.16.0.1',
  '172.31.255.254',
  '192.0.0.1',
  '192.0.2.1',
  '192.168.0.1',
  '192.168.255.254',
  '198.18.0.1',
  '203.0.113.7',
  '224.0.0.251',
  '240.0.0.1',
  '255.255.255.255',
];

const skip = whyNoTurn() ?? false;

test('the shipped relay reaches public addresses and no internal one', { skip }, async () => {
  // Its own address is the one exception that relayed calls need, so it must not be one of those on the list.
  await using turn = await startTurn({ address: '127.0.0.9' });
  const client = new TurnClient(turn, turn.credentials('somebody'));
  assert.equal(await client.allocate(), 0);
  assert.equal(await client.permit('9.9.9.9'), 0);
  assert.equal(await client.permit('127.0.0.9'), 0);
  for (const address of INTERNAL)
    assert.equal(await client.permit(address), FORBIDDEN, `${address} must be out of reach`);
  client.close();
});

test('the shipped relay refuses forged and expired credentials', { skip }, async () => {
  await using turn = await startTurn({ address: '127.0.0.9' });
  const good = turn.credentials('somebody');
  const inThePast = turn.credentials('somebody', -60);
  for (const user of [
    { ...good, credential: 'guessed' },
    { ...good, username: good.username.replace('somebody', 'anybody') },
    { username: 'somebody', credential: good.credential },
    inThePast,
  ]) {
    const client = new TurnClient(turn, user);
    assert.equal(await client.allocate(), UNAUTHORIZED, user.username);
    client.close();
  }
});

test('the shipped relay gives one person no more than a call needs', { skip }, async () => {
  await using turn = await startTurn({ address: '127.0.0.9' });
  const answers: number[] = [];
  const clients = Array.from(
    { length: USER_QUOTA + 1 },
    (_, index) => new TurnClient(turn, turn.credentials('somebody', 3_600 + index)),
  );
  for (const client of clients) answers.push(await client.allocate());
  assert.deepEqual(answers.slice(0, USER_QUOTA), Array(USER_QUOTA).fill(0));
  assert.equal(answers.at(-1), QUOTA_REACHED);
  for (const client of clients) client.close();
});
