import { actionInSql, shownReference } from '@refint/model';
import { expect, test } from 'vitest';
import { planFor } from './plan-for.ts';
import { type Given, projectFrom } from './testing/given.ts';

/** What is planned, a line for each thing. */
async function planned(given: Given, selection: readonly string[] = []): Promise<readonly string[]> {
  const { steps, edits, unplanned } = planFor(await projectFrom(given), selection);
  return [
    ...steps.map(
      ({ does, key, index, instead, because, orphans }) =>
        `${does} ${key.name}: ${shownReference(key)} ${actionInSql(key.onDelete)}${instead ? ` instead of ${instead.name}` : ''}` +
        `, because ${because}; ${index.isThere ? 'has' : index.isDeclared ? 'makes declared' : 'makes'} ${index.name}; orphans: ${orphans.join(', ') || 'none'}`,
    ),
    ...edits.map(({ relation, onDelete }) => `schema: ${relation.model}.${relation.field} ${onDelete}`),
    ...unplanned.map(
      ({ reference, because, choices }) => `not ${shownReference(reference)}: ${because} (${choices.join('; ')})`,
    ),
  ];
}

const users = 'CREATE TABLE users (id int PRIMARY KEY, name text);';
const posts = 'CREATE TABLE posts (id int PRIMARY KEY, author_id int);';
const schema = (relation: string, field = 'author_id Int?', more = ''): string => `
model users {
  id    Int     @id
  name  String?
  posts posts[]
}

model posts {
  id        Int    @id
  ${field}
  author    users${field.includes('?') ? '?' : ''} @relation(fields: [author_id], references: [id]${relation})
  ${more}
}
`;

test('a foreign key that is missing is added, with an index as Prisma would name both', async () => {
  expect(await planned({ sql: [users + posts], schema: schema('') })).toEqual([
    'add posts_author_id_fkey: posts.author_id → users.id SET NULL, because no migration creates it; ' +
      'makes posts_author_id_idx; orphans: delete, null, re-point, quarantine',
  ]);
});

test('an index that finds the rows is not made again, and one that is declared is made as it is declared', async () => {
  const index = 'CREATE INDEX i ON posts (author_id, id);';
  const [first] = await planned({ sql: [users + posts + index], schema: schema('') });
  expect(first).toContain('has i;');
  const [second] = await planned({
    sql: [users + posts],
    schema: schema('', 'author_id Int?', '@@index([author_id, id], map: "own")'),
  });
  expect(second).toContain('makes declared own;');
});

test('the name of a new index is not one that is taken', async () => {
  const [first] = await planned({
    sql: [`${users + posts}CREATE TABLE posts_author_id_idx (id int);`],
    schema: schema(''),
  });
  expect(first).toContain('makes posts_author_id_2_idx;');
});

test('another action is replaced by what the schema says, and by what the decision record says', async () => {
  const key =
    'ALTER TABLE posts ADD CONSTRAINT posts_author_id_fkey FOREIGN KEY (author_id) REFERENCES users ON DELETE CASCADE ON UPDATE CASCADE;';
  const given = { sql: [users + posts + key], schema: schema('') };
  expect(await planned(given)).toEqual([
    'replace posts_author_id_fkey: posts.author_id → users.id SET NULL instead of posts_author_id_fkey, ' +
      'because it has ON DELETE CASCADE, and the schema says SET NULL; makes posts_author_id_idx; orphans: none',
  ]);
  const deletes = [{ to: ['users'], onDelete: ['restrict' as const], because: 'authors stay' }];
  expect(await planned({ ...given, deletes })).toEqual([
    'replace posts_author_id_fkey: posts.author_id → users.id RESTRICT instead of posts_author_id_fkey, ' +
      'because it has ON DELETE CASCADE, and the decision record says RESTRICT (authors stay); makes posts_author_id_idx; orphans: none',
    'schema: posts.author restrict',
  ]);
});

test('where the database already does what was decided, only the schema has to say so', async () => {
  const key =
    'ALTER TABLE posts ADD CONSTRAINT posts_author_id_fkey FOREIGN KEY (author_id) REFERENCES users ON DELETE RESTRICT ON UPDATE CASCADE;';
  const deletes = [{ to: ['users'], onDelete: ['restrict' as const] }];
  expect(await planned({ sql: [users + posts + key], schema: schema(''), deletes })).toEqual([
    'schema: posts.author restrict',
  ]);
});

test('a foreign key that was never validated is', async () => {
  const key =
    'ALTER TABLE posts ADD CONSTRAINT old FOREIGN KEY (author_id) REFERENCES users ON DELETE SET NULL ON UPDATE CASCADE NOT VALID;';
  expect(await planned({ sql: [users + posts + key], schema: schema('') })).toEqual([
    'validate old: posts.author_id → users.id SET NULL, because it was added NOT VALID and never validated; ' +
      'makes posts_author_id_idx; orphans: delete, null, re-point, quarantine',
  ]);
});

test('a foreign key over the same columns to another table goes with the statement that adds the right one', async () => {
  const wrong =
    'CREATE TABLE people (id int PRIMARY KEY); ALTER TABLE posts ADD CONSTRAINT wrong FOREIGN KEY (author_id) REFERENCES people;';
  const [first] = await planned({ sql: [users + posts + wrong], schema: schema('') });
  expect(first).toContain('instead of wrong, because wrong references something else: posts.author_id → people.id;');
});

test('without a schema the decision record is all that says what a delete does', async () => {
  const key = 'ALTER TABLE posts ADD CONSTRAINT own FOREIGN KEY (author_id) REFERENCES users ON DELETE CASCADE;';
  const deletes = [{ onDelete: ['restrict' as const], because: 'all stays' }];
  const all = await planned({ sql: [users + posts + key], deletes, runner: 'psql' });
  expect(all).toEqual([
    expect.stringMatching(
      /^replace own: .* RESTRICT instead of own, because it has ON DELETE CASCADE, and the decision record says RESTRICT \(all stays\);/,
    ),
  ]);
});

test('what goes is not mended first', async () => {
  const wrong =
    'CREATE TABLE people (id int PRIMARY KEY); ALTER TABLE posts ADD CONSTRAINT wrong FOREIGN KEY (author_id) REFERENCES people NOT VALID;';
  const deletes = [{ onDelete: ['restrict' as const] }];
  const all = await planned({ sql: [users + posts + wrong], schema: schema(', onDelete: Restrict'), deletes });
  expect(all).toEqual([expect.stringMatching(/^replace posts_author_id_fkey: .* instead of wrong, /)]);
});

test('what cannot be made is said, with what can be done about it', async () => {
  const given = { schema: schema('') };
  expect(await planned({ ...given, sql: ['CREATE TABLE users (id int);', posts] })).toEqual([
    'not posts.author_id → users.id: nothing makes users.id unique, so that no foreign key can reference it ' +
      '(make users.id unique in a migration first; reference columns that are unique)',
  ]);
  expect(await planned({ ...given, sql: [users, 'CREATE TABLE posts (id int PRIMARY KEY, author_id text);'] })).toEqual(
    [expect.stringMatching(/^not posts.author_id → users.id: PostgreSQL refuses posts.author_id → users.id: /)],
  );
  expect(await planned({ ...given, sql: [users, 'CREATE TABLE posts (id int PRIMARY KEY, authorid int);'] })).toEqual([
    expect.stringContaining('posts has no column author_id; there is authorid'),
  ]);
  const taken = 'ALTER TABLE posts ADD CONSTRAINT posts_author_id_fkey CHECK (id > 0);';
  expect(await planned({ ...given, sql: [users, posts, taken] })).toEqual([
    expect.stringContaining('posts has another constraint with the name posts_author_id_fkey'),
  ]);
  expect(await planned({ ...given, sql: [users, 'ALTER TABLE posts ADD COLUMN author_id int;'] })).toEqual([
    expect.stringContaining('complete the history'),
  ]);
});

test('without a schema what migrations tried is planned as they wrote it', async () => {
  const tried = `DO $$ BEGIN IF false THEN
    ALTER TABLE posts ADD CONSTRAINT own FOREIGN KEY (author_id) REFERENCES users (id) ON DELETE CASCADE;
  END IF; END $$;`;
  const [first] = await planned({ sql: [users, posts, tried], runner: 'psql' });
  expect(first).toContain('add own: posts.author_id → users.id CASCADE');
});

test('what a migration tried on another column is planned on the one that was meant', async () => {
  const tried = `DO $$ BEGIN IF EXISTS (SELECT 1 FROM information_schema.columns WHERE table_name = 'posts' AND column_name = 'writer_id') THEN
    ALTER TABLE posts ADD CONSTRAINT own FOREIGN KEY (writer_id) REFERENCES users (id) ON DELETE CASCADE;
  END IF; END $$;`;
  const given = { sql: [users, posts, tried], schema: schema('') };
  expect(await planned(given, ['skipped'])).toEqual([
    'add posts_author_id_fkey: posts.author_id → users.id SET NULL, because no migration creates it; ' +
      '20250101000002_m3 tries it as posts.writer_id → users.id, but posts has no column writer_id at this point; ' +
      'makes posts_author_id_idx; orphans: delete, null, re-point, quarantine',
  ]);
});

test('only what is asked for is planned', async () => {
  const given = { sql: [users + posts], schema: schema('') };
  for (const word of ['missing', 'posts', 'posts.author_id', 'posts.author_id -> users.id'])
    expect([word, (await planned(given, [word])).length]).toEqual([word, 1]);
  for (const word of ['skipped', 'policy', 'not-validated', 'users', 'posts.id'])
    expect([word, (await planned(given, [word])).length]).toEqual([word, 0]);
});
