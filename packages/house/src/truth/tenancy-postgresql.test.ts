import type { PGlite } from '@electric-sql/pglite';
import { startPostgres } from '@refint/postgres';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';

/** What the rules of `tenancy` claim of PostgreSQL, on PostgreSQL. */

let postgres: PGlite;

beforeAll(async () => {
  postgres = await startPostgres();
});
afterAll(() => postgres.close());

beforeEach(async () => {
  await postgres.exec(`
    DROP SCHEMA public CASCADE; CREATE SCHEMA public;
    CREATE TABLE workspaces (id int PRIMARY KEY);
    CREATE TABLE posts (id int PRIMARY KEY, workspace int NOT NULL REFERENCES workspaces, UNIQUE (workspace, id));
    INSERT INTO workspaces VALUES (1), (2);
    INSERT INTO posts VALUES (10, 1), (20, 2);
  `);
});

/** The SQLSTATE with which a statement fails; nothing when it runs. */
async function refusal(sql: string): Promise<string | undefined> {
  try {
    await postgres.exec(sql);
    return undefined;
  } catch (error) {
    return (error as { code?: string }).code;
  }
}

const comments = async () => (await postgres.query('SELECT workspace, post FROM comments')).rows;

describe('tenancy/cross-tenant-reference', () => {
  const table = (key: string) =>
    `CREATE TABLE comments (workspace int NOT NULL REFERENCES workspaces, post int, FOREIGN KEY ${key})`;

  test('a key over the id alone takes a row of another tenant', async () => {
    await postgres.exec(table('(post) REFERENCES posts'));
    expect(await refusal('INSERT INTO comments VALUES (2, 10)')).toBeUndefined();
  });

  test('one that carries the tenant does not, and takes those of the own', async () => {
    await postgres.exec(table('(workspace, post) REFERENCES posts (workspace, id)'));
    expect(await refusal('INSERT INTO comments VALUES (2, 10)')).toBe('23503');
    expect(await refusal('INSERT INTO comments VALUES (1, 10)')).toBeUndefined();
    expect(await refusal('INSERT INTO comments VALUES (1, NULL)')).toBeUndefined();
  });

  test('it needs the unique key', async () => {
    await postgres.exec('ALTER TABLE posts DROP CONSTRAINT posts_workspace_id_key');
    expect(await refusal(table('(workspace, post) REFERENCES posts (workspace, id)'))).toBe('42830');
  });

  test('rows that reference another tenant already are in its way, which is why the fix is not safe', async () => {
    await postgres.exec(`${table('(post) REFERENCES posts')}; INSERT INTO comments VALUES (2, 10)`);
    const carry = 'ALTER TABLE comments ADD FOREIGN KEY (workspace, post) REFERENCES posts (workspace, id)';
    expect(await refusal(carry)).toBe('23503');
  });
});

test('tenancy/missing-tenant-reference: what joins two tables of tenants joins two tenants', async () => {
  await postgres.exec(`
    CREATE TABLE tags (id int PRIMARY KEY, workspace int NOT NULL REFERENCES workspaces);
    INSERT INTO tags VALUES (1, 1);
    CREATE TABLE tagged (post int REFERENCES posts, tag int REFERENCES tags, PRIMARY KEY (post, tag));
  `);
  expect(await refusal('INSERT INTO tagged VALUES (20, 1)')).toBeUndefined();
});

describe('tenancy/set-null-clears-tenant', () => {
  const table = (action: string, required = '') => `
    CREATE TABLE comments (workspace int${required}, post int,
      FOREIGN KEY (workspace, post) REFERENCES posts (workspace, id) ${action});
    INSERT INTO comments VALUES (1, 10);
  `;

  test.each([
    ['ON DELETE SET NULL', 'DELETE FROM posts', { workspace: null, post: null }],
    ['ON DELETE SET NULL (post)', 'DELETE FROM posts', { workspace: 1, post: null }],
    ['ON UPDATE SET NULL', 'UPDATE posts SET id = id + 1', { workspace: null, post: null }],
  ])('%s', async (action, statement, row) => {
    await postgres.exec(table(action));
    expect(await refusal(statement)).toBeUndefined();
    expect(await comments()).toEqual([row]);
  });

  test('where the tenant is required, the delete fails', async () => {
    await postgres.exec(table('ON DELETE SET NULL', ' NOT NULL'));
    expect(await refusal('DELETE FROM posts')).toBe('23502');
  });
});

describe('tenancy/match-simple-hole', () => {
  const table = (match: string, more = '') =>
    `CREATE TABLE comments (workspace int, post int, FOREIGN KEY (workspace, post) REFERENCES posts (workspace, id) ${match}${more})`;

  test('a row without a tenant is not looked at', async () => {
    await postgres.exec(table(''));
    expect(await refusal('INSERT INTO comments VALUES (NULL, 999)')).toBeUndefined();
    expect(await refusal('INSERT INTO comments VALUES (1, 999)')).toBe('23503');
  });

  test('MATCH FULL refuses it, and so does a check', async () => {
    await postgres.exec(table('MATCH FULL'));
    expect(await refusal('INSERT INTO comments VALUES (NULL, 999)')).toBe('23503');
    await postgres.exec(`DROP TABLE comments; ${table('', ', CHECK (workspace IS NOT NULL OR post IS NULL)')}`);
    expect(await refusal('INSERT INTO comments VALUES (NULL, 999)')).toBe('23514');
  });
});
