import { positionAt } from '@refint/model';
import { describe, expect, test } from 'vitest';
import { storyFrom } from './given.ts';
import type { ProjectStory } from './story.ts';

const base = `CREATE TABLE users (id int PRIMARY KEY, email text NOT NULL CHECK (email <> ''));
CREATE UNIQUE INDEX users_email ON users (email) WHERE email <> 'x';
CREATE TABLE posts (id int PRIMARY KEY, author int NOT NULL, editor bigint, code text UNIQUE);
ALTER TABLE posts ADD CONSTRAINT author FOREIGN KEY (author) REFERENCES users;`;

/** "m2:3", the file and the line of a place. */
const at = (place: { source: { path: string; text: string }; span: { start: number } } | undefined) =>
  place && `${place.source.path.replace('.sql', '')}:${positionAt(place.source, place.span.start).line}`;

describe('counts', () => {
  test('what there is at both points', async () => {
    const more = `ALTER TABLE posts ADD CONSTRAINT editor FOREIGN KEY (editor) REFERENCES users NOT VALID; CREATE INDEX x ON posts (author);`;
    const { counts, from, to } = await storyFrom({ sql: [base, more], from: 'm1' });
    expect([from, to]).toEqual([
      { kind: 'migration', name: 'm1', migrations: 1 },
      { kind: 'end', name: undefined, migrations: 2 },
    ]);
    const before = {
      tables: 2,
      columns: 6,
      requiredColumns: 4,
      primaryKeys: 2,
      checks: 1,
      uniques: 1,
      partialUniqueIndexes: 1,
    };
    expect(counts.before).toEqual({ ...before, foreignKeys: 1, notValid: 0, indexes: 4 });
    expect(counts.after).toEqual({ ...before, foreignKeys: 2, notValid: 1, indexes: 5 });
    expect(counts.declared).toBeUndefined();
  });

  test('of a schema, which knows no checks', async () => {
    const schema =
      'model User {\n  id Int @id\n  email String @unique\n  posts Post[]\n}\nmodel Post {\n  id Int @id\n  by Int?\n  user User? @relation(fields: [by], references: [id])\n}';
    const { counts } = await storyFrom({ sql: [''], schema });
    expect(counts.declared).toMatchObject({ tables: 2, foreignKeys: 1, uniques: 1, indexes: 3, checks: undefined });
  });

  test('coverage is of the references of the end, also before', async () => {
    const more = 'ALTER TABLE posts ADD FOREIGN KEY (editor) REFERENCES users;';
    const { coverage } = await storyFrom({ sql: [base, more], from: 'm1' });
    expect(coverage.before).toMatchObject({ references: 2, enforced: 1, percent: 50 });
    expect(coverage.after).toMatchObject({ references: 2, enforced: 2, percent: 100 });
  });

  test('before it is of those only whose columns were there', async () => {
    const more = 'CREATE TABLE notes (post int REFERENCES posts); ALTER TABLE posts ADD reviewer int REFERENCES users;';
    const { coverage } = await storyFrom({ sql: [base, more], from: 'm1' });
    expect(coverage.before).toMatchObject({ references: 1, enforced: 1, percent: 100 });
    expect(coverage.after).toMatchObject({ references: 3, enforced: 3, percent: 100 });
  });

  test('nothing is known of the schema in the middle of the history, and that is said', async () => {
    const schema = 'model users {\n  id Int @id\n}';
    const { counts, to, notes } = await storyFrom({ sql: [base, 'DROP TABLE posts;'], schema, to: 'm1' });
    expect([to.migrations, counts.after?.tables, counts.declared]).toEqual([1, 2, undefined]);
    expect(notes).toEqual([expect.stringContaining('is not compared with the state after m1')]);
  });
});

describe('from a commit', () => {
  const schema = 'model users {\n  id Int @id\n}';

  test('counts and coverage are those of its own files', async () => {
    const now = `${schema}\nmodel posts {\n  id Int @id\n}`;
    const from = { sql: [base], schema };
    const { counts, coverage, ...story } = await storyFrom({ sql: [base, 'DROP TABLE posts;'], schema: now, from });
    expect(story.from).toEqual({ kind: 'commit', name: 'v1', migrations: 1 });
    expect(story.migrations.map(({ name }) => name)).toEqual(['m2']);
    expect([counts.before?.tables, counts.after?.tables, counts.declared?.tables]).toEqual([2, 1, 2]);
    expect([coverage.before?.references, coverage.after.references]).toEqual([1, 0]);
    expect(story.changes.dropped.map((key) => [key.reference, at(key.dropped?.at)])).toEqual([
      ['posts.author → users.id', 'm2:1'],
    ]);
  });

  test('what a migration makes as before is not new, though its text is', async () => {
    const more = 'ALTER TABLE posts ADD FOREIGN KEY (editor) REFERENCES users;';
    const { changes, migrations } = await storyFrom({ sql: [`-- why\n${base}\n${more}`], from: { sql: [base] } });
    expect(migrations.map(({ name }) => name)).toEqual(['m1']);
    expect(changes.created.flatMap(({ keys }) => keys.map(({ reference }) => reference))).toEqual([
      'posts.editor → users.id',
    ]);
    expect(changes.dropped).toEqual([]);
  });
});

describe('foreign keys', () => {
  const deletes = [
    { from: ['posts.author'], to: ['users'], onDelete: ['restrict'], priority: 'Low', because: 'kept' },
    { to: ['users'], onDelete: ['cascade'], priority: 'critical' },
  ] as const;

  test('that were created, by priority, with what made and validated them', async () => {
    const more = `ALTER TABLE posts DROP CONSTRAINT author, ADD CONSTRAINT author FOREIGN KEY (author) REFERENCES users ON DELETE RESTRICT;
      ALTER TABLE posts ADD CONSTRAINT editor FOREIGN KEY (editor) REFERENCES users ON DELETE CASCADE NOT VALID;
      ALTER TABLE posts VALIDATE CONSTRAINT editor;`;
    const { changes } = await storyFrom({ sql: [base, more], from: 'm1', settings: { deletes } });
    const shown = changes.created.map(({ priority, keys }) => [
      priority,
      keys.map(({ constraint, was, because, made, validatedBy }) => [
        constraint,
        was,
        because,
        at(made?.at),
        at(validatedBy?.at),
      ]),
    ]);
    expect(shown).toEqual([
      ['critical', [['editor', undefined, undefined, 'm2:2', 'm2:3']]],
      ['Low', [['author', 'no-action', 'kept', 'm2:1', undefined]]],
    ]);
    expect(changes.dropped).toEqual([]);
  });

  test('of before are not told again, whatever became of their names', async () => {
    const more = 'ALTER TABLE posts RENAME TO articles; ALTER TABLE articles RENAME CONSTRAINT author TO writer;';
    const { changes } = await storyFrom({ sql: [base, more], from: 'm1' });
    expect(changes).toEqual({ created: [], missed: [], dropped: [] });
  });

  test.each([
    ['the constraint', 'ALTER TABLE posts\n  DROP CONSTRAINT author;', 'm2:2'],
    ['the column', 'ALTER TABLE posts DROP COLUMN author;', 'm2:1'],
    ['the table', 'DROP TABLE posts;', 'm2:1'],
    ['the referenced table', 'DROP TABLE users CASCADE;', 'm2:1'],
  ])('that went with %s', async (_, more, place) => {
    const { changes } = await storyFrom({ sql: [base, more], from: 'm1' });
    expect(changes.dropped.map((key) => [key.reference, at(key.dropped?.at), key.declared])).toEqual([
      ['posts.author → users.id', place, false],
    ]);
  });

  test('that came and went while the schema declares them', async () => {
    const schema =
      'model users {\n  id Int @id\n  posts posts[]\n}\nmodel posts {\n  id Int @id\n  author Int\n  user users @relation(fields: [author], references: [id])\n}';
    const { changes, verdict } = await storyFrom({ sql: [base, 'ALTER TABLE posts DROP CONSTRAINT author;'], schema });
    expect(changes.dropped.map((key) => [key.reference, at(key.dropped?.at), key.declared])).toEqual([
      ['posts.author → users.id', 'm2:1', true],
    ]);
    expect(verdict.lines.find(({ target }) => target === 'missing')?.figure).toBe(1);
  });

  test('that came and went between the points are none', async () => {
    const { changes } = await storyFrom({ sql: [base, 'ALTER TABLE posts DROP CONSTRAINT author;'] });
    expect([changes.created, changes.dropped]).toEqual([[], []]);
  });

  test('that were tried in vain, with the fact that was missing', async () => {
    const guarded = `DO $$ BEGIN
  IF EXISTS (SELECT 1 FROM information_schema.columns WHERE table_name = 'posts' AND column_name = 'owner') THEN
    ALTER TABLE posts ADD FOREIGN KEY (owner) REFERENCES users;
  END IF;
END $$;
DO $$ BEGIN
  ALTER TABLE posts ADD FOREIGN KEY (writer) REFERENCES users;
EXCEPTION WHEN undefined_column THEN NULL; END $$;
ALTER TABLE posts ADD FOREIGN KEY (code) REFERENCES users;`;
    const { changes } = await storyFrom({ sql: [base, guarded], from: 'm1' });
    expect(
      changes.missed.map((one) => [
        one.what,
        one.reference,
        one.fact,
        one.code,
        at(one.condition?.at),
        at(one.tried.at),
      ]),
    ).toEqual([
      ['skipped', 'posts.owner → users.id', 'posts has no column owner at this point', undefined, 'm2:2', 'm2:3'],
      ['swallowed', 'posts.writer → users.id', expect.stringContaining('writer'), '42703', 'm2:8', 'm2:7'],
      ['failing', 'posts.code → users.id', expect.stringContaining('code'), '42804', undefined, 'm2:9'],
    ]);
    expect(changes.missed[0]?.condition?.text).toMatch(/^EXISTS \(SELECT 1 FROM information_schema\.columns/);
  });
});

test('types of a key and of all that reference it', async () => {
  const more = 'ALTER TABLE posts ADD FOREIGN KEY (editor) REFERENCES users;';
  const { families } = await storyFrom({ sql: [base, more] });
  expect(families.map(({ referenced, type, verdict }) => [referenced, type, verdict])).toEqual([
    ['users.id', 'integer', 'differs'],
  ]);
  expect(families[0]?.members.map(({ column, type, verdict, from }) => [column, type, verdict, from])).toEqual([
    ['posts.author', 'integer', 'same', 'database'],
    ['posts.editor', 'bigint', 'differs', 'database'],
  ]);
});

describe('deletes', () => {
  const schema = (action: string) =>
    `model users {\n  id Int @id\n  posts posts[]\n}\nmodel posts {\n  id Int @id\n  author Int\n  user users @relation(fields: [author], references: [id]${action})\n}`;
  const told = async (action: string, onDelete: string) => {
    const sql = `CREATE TABLE users (id int PRIMARY KEY); CREATE TABLE posts (id int PRIMARY KEY, author int NOT NULL REFERENCES users ${onDelete});`;
    const deletes = [{ to: ['users'], onDelete: ['restrict'] }] as const;
    const [reference] = (await storyFrom({ sql: [sql], schema: schema(action), settings: { deletes } })).references;
    return reference?.onDelete;
  };

  test.each([
    [', onDelete: Cascade', 'ON DELETE CASCADE', ['schema', 'database'], false],
    [', onDelete: Cascade', 'ON DELETE RESTRICT', ['schema'], true],
    ['', 'ON DELETE CASCADE', ['database'], true],
    ['', 'ON DELETE NO ACTION', [], true],
    ['', 'ON DELETE NO ACTION DEFERRABLE', ['database'], true],
    ['', 'ON DELETE RESTRICT', [], false],
  ])('%j and %s', async (action, onDelete, broken, differs) => {
    expect(await told(action, onDelete)).toMatchObject({ broken, differs, decided: { actions: ['restrict'] } });
  });

  test('what nobody wrote says why it is so', async () => {
    const onDelete = await told('', '');
    expect(onDelete?.declared?.because).toBeDefined();
    expect(onDelete?.made).toMatchObject({ action: 'no-action', because: expect.stringContaining('NO ACTION') });
    expect((await told(', onDelete: Cascade', 'ON DELETE CASCADE'))?.declared?.because).toBeUndefined();
  });
});

describe('invariants', () => {
  const shown = ({ invariants }: ProjectStory) =>
    invariants.map(({ kind, table, name, state }) => [kind, table, name, state]);

  test('kept, added and valid for new rows only', async () => {
    const more = `ALTER TABLE users RENAME TO people;
      ALTER TABLE posts ADD CONSTRAINT odd CHECK (code <> '') NOT VALID, ADD CONSTRAINT id CHECK (id > 0);`;
    expect(shown(await storyFrom({ sql: [base, more], from: 'm1' }))).toEqual([
      ['partial-unique', 'people', 'users_email', 'kept'],
      ['check', 'people', 'users_email_check', 'kept'],
      ['check', 'posts', 'id', 'added'],
      ['check', 'posts', 'odd', 'unvalidated'],
    ]);
  });

  test('what they hold stands in one line, with texts as they are', async () => {
    const sql = `CREATE TABLE a (b text CHECK (b <> 'x  y'\n    OR   b\t= 'z'));
      CREATE UNIQUE INDEX c ON a (b) WHERE b\n      IS NOT NULL;`;
    expect((await storyFrom({ sql: [sql] })).invariants.map(({ text }) => text)).toEqual([
      "b <> 'x  y' OR b = 'z'",
      'at most one row for each b where b IS NOT NULL',
    ]);
  });

  test.each([
    [
      'a check',
      'ALTER TABLE users DROP CONSTRAINT users_email_check;',
      ['check', 'users', 'users_email_check', 'dropped'],
    ],
    ['a partial unique index', 'DROP INDEX users_email;', ['partial-unique', 'users', 'users_email', 'dropped']],
    [
      'a unique constraint',
      'ALTER TABLE posts DROP CONSTRAINT posts_code_key;',
      ['unique', 'posts', 'posts_code_key', 'dropped'],
    ],
    ['NOT NULL', 'ALTER TABLE posts ALTER author DROP NOT NULL;', ['not-null', 'posts', 'author', 'dropped']],
  ])('%s that was dropped', async (_, more, lost) => {
    expect(shown(await storyFrom({ sql: [base, more], from: 'm1' }))).toContainEqual(lost);
  });

  test.each([
    [
      'made anew under another name',
      `ALTER TABLE users DROP CONSTRAINT users_email_check, ADD CONSTRAINT other CHECK (email <> '');`,
    ],
    ['made wider', 'DROP INDEX users_email; CREATE UNIQUE INDEX whole ON users (email);'],
    ['gone with its column', 'ALTER TABLE posts DROP COLUMN code;'],
    ['gone with its table', 'DROP TABLE posts;'],
    ['renamed with its column', 'ALTER TABLE posts RENAME author TO writer;'],
  ])('what is %s is not lost', async (_, more) => {
    const states = (await storyFrom({ sql: [base, more], from: 'm1' })).invariants.map(({ state }) => state);
    expect(states).not.toContain('dropped');
  });

  test('that the schema asks for and the migrations do not make', async () => {
    const schema = 'model users {\n  id Int @id\n  email String\n  nick String @unique\n}\n';
    const sql = 'CREATE TABLE users (id int PRIMARY KEY, email text, nick text NOT NULL);';
    const story = await storyFrom({ sql: [sql], schema });
    expect(shown(story)).toEqual([
      ['not-null', 'users', 'email', 'missing'],
      ['unique', 'users', 'users_nick_key', 'missing'],
    ]);
    expect(story.invariants.map(({ at: place }) => at(place))).toEqual(['schema.prisma:6', 'schema.prisma:7']);
  });
});

describe('locks', () => {
  const validates = `ALTER TABLE posts ADD CONSTRAINT editor FOREIGN KEY (editor) REFERENCES users NOT VALID;
ALTER TABLE posts VALIDATE CONSTRAINT editor;`;
  const linesOf = ({ migrations }: ProjectStory) =>
    migrations.flatMap(({ transactions }) =>
      transactions.flatMap(({ locks }) =>
        locks.map((one) => [
          at(one.at),
          one.table,
          one.mode,
          one.held && `${one.held.mode} ${at(one.held.at)}`,
          one.stops,
          one.long,
        ]),
      ),
    );

  test('an earlier statement of the transaction keeps its lock', async () => {
    const story = await storyFrom({ sql: [base, validates], from: 'm1' });
    const strong = 'SHARE ROW EXCLUSIVE';
    expect(linesOf(story)).toEqual([
      ['m2:1', 'posts', strong, undefined, 'writes', false],
      ['m2:1', 'users', strong, undefined, 'writes', false],
      ['m2:2', 'posts', 'SHARE UPDATE EXCLUSIVE', `${strong} m2:1`, 'writes', true],
      ['m2:2', 'users', 'ROW SHARE', `${strong} m2:1`, 'writes', true],
    ]);
    expect(story.migrations[0]?.split).toMatchObject({
      files: 'two',
      because: [{ text: expect.stringContaining('it needs a migration of its own') }],
    });
  });

  test.each([
    ['psql commits each statement by itself', [base, validates], 'psql'],
    ['it is validated in another file', [base, ...validates.split('\n')], 'prisma'],
    ['the tables are new', [base + validates], 'prisma'],
  ] as const)('nobody waits where %s', async (_, sql, runner) => {
    const story = await storyFrom({ sql: [...sql], runner });
    expect(linesOf(story).filter(([, , , , , long]) => long)).toEqual([]);
    expect(story.migrations.map(({ split }) => split.files)).not.toContain('two');
  });

  test.each([
    ['CREATE INDEX x ON posts (editor); CREATE TABLE y (id int);', 'two'],
    ['CREATE INDEX x ON posts (editor);', 'one'],
    ['ALTER TABLE posts ADD FOREIGN KEY (editor) REFERENCES users;', 'two'],
    [`ALTER TABLE posts ADD CHECK (code <> '');`, 'two'],
    ['ALTER TABLE posts ALTER editor SET NOT NULL;', 'two'],
    ['ALTER TABLE posts ADD UNIQUE (editor);', 'two'],
    ['CREATE INDEX CONCURRENTLY x ON posts (editor); SELECT 1;', 'two'],
    ['CREATE INDEX CONCURRENTLY x ON posts (editor);', 'one'],
    ['ALTER TABLE posts ALTER editor TYPE text;', 'one'],
    ['ALTER TABLE posts ADD COLUMN x int;', 'one'],
  ])('%s: %s', async (more, files) => {
    const { migrations } = await storyFrom({ sql: [base, more], from: 'm1' });
    expect(migrations[0]?.split.files).toBe(files);
  });
});

describe('go or no-go', () => {
  const verdict = async (targets: object, sql = base) =>
    (await storyFrom({ sql: [sql], settings: { targets } })).verdict;

  test.each([
    [{ foreignKeys: 1, checks: 1, partialUniqueIndexes: 1, coverage: 100 }, 'go'],
    [{ foreignKeys: 2 }, 'no-go'],
    [{ notValid: 0 }, 'go'],
    [{ typeConsistency: 100 }, 'go'],
    [{}, 'go'],
  ])('%j: %s', async (targets, expected) => {
    expect((await verdict(targets)).verdict).toBe(expected);
  });

  test('each target has its figure', async () => {
    const { lines, from } = await verdict({ foreignKeys: 2, skipped: 0 });
    expect(from).toBe('configured');
    expect(lines).toEqual([
      { target: 'foreignKeys', wants: 'at least', goal: 2, figure: 1, unit: undefined, met: false },
      { target: 'skipped', wants: 'at most', goal: 0, figure: 0, unit: undefined, met: true },
    ]);
  });

  test('what is absent from half a history is not known', async () => {
    const { verdict: said, lines } = await verdict({ missing: 0 }, 'ALTER TABLE posts ADD COLUMN x int;');
    expect([said, lines[0]?.figure]).toEqual(['unknown', undefined]);
  });

  test('without targets the usual ones are measured', async () => {
    const { verdict: usual } = await storyFrom({ sql: [base] });
    expect([usual.from, usual.verdict]).toEqual(['usual', 'go']);
  });
});

describe('tenants', () => {
  const sql = `CREATE TABLE workspaces (id int PRIMARY KEY);
CREATE TABLE a (id int PRIMARY KEY, workspace_id int NOT NULL REFERENCES workspaces);
CREATE TABLE b (id int PRIMARY KEY, workspace_id int NOT NULL REFERENCES workspaces, a int NOT NULL REFERENCES a);
CREATE TABLE c (id int PRIMARY KEY, workspace_id int NOT NULL REFERENCES workspaces);`;

  test('that the references look like are proposed', async () => {
    const { tenancy } = await storyFrom({ sql: [sql] });
    expect(tenancy).toMatchObject({
      from: 'proposed',
      root: 'workspaces',
      column: 'workspace_id',
      tables: 4,
      belonging: 4,
      withColumn: 3,
    });
    expect(tenancy?.crossing.map(({ table, references }) => [table, references])).toEqual([['b', ['b.a → a.id']]]);
  });

  test('that the configuration names', async () => {
    const tenancy = { root: 'workspaces', column: 'workspace_id', except: ['c'] };
    expect((await storyFrom({ sql: [sql], settings: { tenancy } })).tenancy).toMatchObject({
      from: 'configured',
      withColumn: 2,
    });
  });

  test('that are not there', async () => {
    expect((await storyFrom({ sql: [base] })).tenancy).toBeUndefined();
  });
});

test('every table, whoever knows it', async () => {
  const schema = 'model users {\n  id Int @id\n}\nmodel Ghost {\n  id Int @id\n}';
  const { tables } = await storyFrom({ sql: [base, 'CREATE TABLE late (id int);'], schema, from: 'm1' });
  expect(tables.map(({ table, model, made, isNew, at: place }) => [table, model, made, isNew, at(place)])).toEqual([
    ['Ghost', 'Ghost', false, true, 'schema.prisma:7'],
    ['late', undefined, true, true, 'm2:1'],
    ['posts', undefined, true, false, 'm1:3'],
    ['users', 'users', true, false, 'm1:1'],
  ]);
});
