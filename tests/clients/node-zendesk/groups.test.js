// node-zendesk against the Groups service. Started by run.py, which says in the environment where the services are.
'use strict';

const assert = require('node:assert/strict');
const { suite, test } = require('node:test');
const { createClient } = require('node-zendesk');

const {
  GROUPS_LISTED, GROUPS_CHANGING: CHANGING, GROUPS_LIMITED: LIMITED, GROUPS_LIMIT: LIMIT, GROUPS_USER: USER,
  GROUPS_TOKEN: TOKEN, GROUPS_READING_TOKEN: READING_TOKEN,
} = process.env;
// Services that are listed: how many groups each has, where it is, and the id of a user who is in all groups.
const LISTED = JSON.parse(GROUPS_LISTED);

const client = (url, options = {}) =>
  createClient({ username: USER, token: TOKEN, endpointUri: `${url}/api/v2`, ...options });

// The names of so many groups, in order.
const names = (size) => [
  ...Array.from({ length: Math.max(size - 1, 0) }, (_, n) => `Group ${String(n + 1).padStart(3, '0')}`),
  ...(size > 0 ? ['Support'] : []),
];

suite('lists', () => {
  const eachIsThereOnce = (what, groupsOf) => {
    for (const { size, url, member } of LISTED) {
      test(`${what}, ${size}`, async () => {
        const groups = await groupsOf(url, member);
        assert.deepEqual(groups.map((group) => group.name), names(size));
        assert.equal(new Set(groups.map((group) => group.id)).size, size);
      });
    }
  };

  eachIsThereOnce('groups', (url) => client(url).groups.list());
  eachIsThereOnce('groups in small pages', (url) =>
    client(url, { query: { page: { size: 25 } } }).groups.list());
  eachIsThereOnce('groups with their users', (url) => {
    const { groups } = client(url);
    groups.setSideLoad(['users']);
    return groups.list();
  });
  eachIsThereOnce('assignable groups', (url) => client(url).groups.assignable());
  // The library's general method pages by number here, and it has no other for a user's groups.
  eachIsThereOnce('groups by number', (url) => client(url).groups.getAll(['groups']));
  eachIsThereOnce('assignable groups by number', (url) =>
    client(url, { query: { per_page: 25 } }).groups.getAll(['groups', 'assignable']));
  eachIsThereOnce('groups of a user', (url, member) => client(url).groups.getAll(['users', member, 'groups']));
  eachIsThereOnce('groups of a user in small pages', (url, member) =>
    client(url, { query: { per_page: 25 } }).groups.getAll(['users', member, 'groups']));

  for (const { size, url, member } of LISTED) {
    test(`counts, ${size}`, async () => {
      const { groups } = client(url);
      for (const { result } of [await groups.count(), await groups.countByUser(member)]) {
        assert.equal(result.count.value, size);
        assert.ok(!Number.isNaN(Date.parse(result.count.refreshed_at)));
      }
    });
  }
});

suite('one group', () => {
  const { groups } = client(CHANGING);

  test('is made, shown, changed and deleted', async () => {
    const { response, result: made } = await groups.create({ group: { name: 'Night shift', is_public: false } });
    assert.equal(response.status, 201);
    assert.equal(response.headers.get('location'), made.url);
    assert.equal(made.url, `${CHANGING}/api/v2/groups/${made.id}.json`);
    assert.deepEqual([made.name, made.is_public, made.deleted], ['Night shift', false, false]);

    assert.deepEqual((await groups.show(made.id)).result, made);

    const { result: changed } = await groups.update(made.id, { group: { ...made, name: 'Late shift' } });
    assert.deepEqual([changed.id, changed.name], [made.id, 'Late shift']);

    assert.equal((await groups.delete(made.id)).response.status, 204);
    assert.equal((await groups.show(made.id)).result.deleted, true);
    assert.ok((await groups.list()).every((group) => group.id !== made.id));
  });

  // What the library makes of an answer it doesn't want: an error with the status and the body.
  const refused = async (call) => {
    const error = await call().then(() => assert.fail('not refused'), (error) => error);
    return [error.statusCode, error.result];
  };
  const told = { throwOriginalException: true };

  test('is refused to wrong credentials', async () => {
    const stranger = client(CHANGING, { ...told, token: 'not-the-token' }).groups;
    const answer = [401, { error: "Couldn't authenticate you" }];
    assert.deepEqual(await refused(() => stranger.show(1)), answer);
    assert.deepEqual(await refused(() => stranger.list()), answer);
    assert.deepEqual(await refused(() => stranger.assignable()), answer);
    assert.deepEqual(await refused(() => stranger.count()), answer);
    assert.deepEqual(await refused(() => stranger.create({ group: { name: 'Mine' } })), answer);
    assert.deepEqual(await refused(() => stranger.update(1, { group: { name: 'Mine' } })), answer);
    assert.deepEqual(await refused(() => stranger.delete(1)), answer);
    const bearer = client(CHANGING, { ...told, oauth: true, token: 'not-the-token' }).groups;
    const [status, { error }] = await refused(() => bearer.show(1));
    assert.deepEqual([status, error], [401, 'invalid_token']);
  });

  test('is read, but not made, with an access token for reading', async () => {
    const reader = client(CHANGING, { ...told, oauth: true, token: READING_TOKEN }).groups;
    assert.equal((await reader.show(1)).result.name, 'Support');
    const [status, answer] = await refused(() => reader.create({ group: { name: 'Mine' } }));
    assert.deepEqual([status, answer.description], [403, 'You are missing the following required scopes: write']);
  });

  test('that is not there is an error', async () => {
    const teller = client(CHANGING, told).groups;
    const answer = [404, { error: 'RecordNotFound', description: 'Not found' }];
    assert.deepEqual(await refused(() => teller.show(999_999)), answer);
    assert.deepEqual(await refused(() => teller.update(999_999, { group: {} })), answer);
    assert.deepEqual(await refused(() => teller.delete(999_999)), answer);
    assert.deepEqual(await refused(() => teller.countByUser(999_999)), answer);
    assert.deepEqual(await refused(() => teller.getAll(['users', 999_999, 'groups'])), answer);
    await assert.rejects(groups.show(999_999), /Zendesk Error \(404\): Item not found/);
  });

  test('that cannot be is an error', async () => {
    const teller = client(CHANGING, told).groups;
    const [status, answer] = await refused(() => teller.create({ group: { name: ' ' } }));
    assert.deepEqual([status, answer.error], [422, 'RecordInvalid']);
    assert.equal(answer.details.name[0].error, 'BlankValue');

    const { result: board } = await groups.create({ group: { name: 'Board', is_public: false } });
    const [, publicBoard] = await refused(() => teller.update(board.id, { group: { is_public: true } }));
    assert.ok(publicBoard.details.is_public);

    const [, deletedDefault] = await refused(() => teller.delete(1));
    assert.ok(deletedDefault.details.base);
    await assert.rejects(groups.delete(1), /Zendesk Error \(422\): Unprocessable Entity/);
  });

  // The library doesn't throw this, but gives an error of its own as the result, and the answer as it was.
  test('is refused to who asks too often', async () => {
    const { groups: limited } = client(LIMITED);
    // A new minute may begin in between.
    let answer;
    for (let asked = 0; asked <= 2 * LIMIT && !(answer?.result instanceof Error); asked += 1) {
      answer = await limited.show(1);
    }
    const { response, result } = answer;
    assert.equal(response.status, 429);
    assert.ok(Number(response.headers.get('retry-after')) > 0);
    assert.deepEqual([result.statusCode, result.message], [429, 'Zendesk rate limits 200 requests per minute']);
  });
});
