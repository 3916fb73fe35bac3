import { type ForeignKeyEvent, type Origin, originOf, placeOf, reasonOf, sourceOf, textAt } from '@refint/model';
import { describe, expect, test } from 'vitest';
import { replayHistory } from './index.ts';

/** Replays texts as files of Prisma's; the first makes two tables, so that the history starts from empty. */
function replayed(...texts: readonly string[]) {
  const all = [
    'CREATE TABLE users (id int PRIMARY KEY);\nCREATE TABLE posts (id int PRIMARY KEY, author_id int);',
    ...texts,
  ];
  const migrations = all.map((text, at) => ({ name: `m${at}`, source: sourceOf(`m${at}/migration.sql`, text) }));
  const { timeline } = replayHistory(migrations, { runner: 'prisma', dialect: 'postgresql' });
  return { ...timeline, moments: timeline.moments.filter(({ migration }) => migration.name !== 'm0') };
}

const addKey = 'ALTER TABLE posts ADD CONSTRAINT fk FOREIGN KEY (author_id) REFERENCES users (id) ON DELETE CASCADE;';

const outcomesOf = (...texts: readonly string[]) => replayed(...texts).moments.map(({ outcome }) => outcome);

const textOf = (origin: Origin) => textAt(placeOf(origin));

describe('a guard that is false', () => {
  const skipped = (condition: string) => {
    const { moments } = replayed(`DO $$ BEGIN IF ${condition} THEN ${addKey} END IF; END $$;`);
    const [outcome] = moments.map((moment) => moment.outcome);
    if (outcome?.kind !== 'skipped') throw new Error(`not skipped but ${outcome?.kind}`);
    return outcome.guard;
  };

  test('says which column is missing', () => {
    const guard = skipped(
      `EXISTS (SELECT 1 FROM information_schema.columns WHERE table_name = 'posts' AND column_name = 'writer_id')`,
    );
    expect(guard.because).toBe('posts has no column writer_id at this point');
    expect(guard.missing).toEqual({ kind: 'column', name: 'writer_id', table: 'public.posts' });
    expect(textOf(guard.at)).toMatch(/^EXISTS \(SELECT/);
  });

  test('says so too when the question is asked of pg_attribute', () => {
    const query = `SELECT 1 FROM pg_attribute a JOIN pg_class c ON a.attrelid = c.oid WHERE c.relname = 'posts' AND a.attname = 'writer_id'`;
    expect(skipped(`EXISTS (${query})`).because).toBe('posts has no column writer_id at this point');
  });

  test('says which table is missing', () => {
    const guard = skipped(`EXISTS (SELECT 1 FROM information_schema.tables WHERE table_name = 'authors')`);
    expect(guard).toMatchObject({
      because: 'there is no table authors at this point',
      missing: { kind: 'table', name: 'authors' },
    });
    expect(skipped(`to_regclass('public.authors') IS NOT NULL`).because).toBe(
      'there is no table authors at this point',
    );
  });

  test('says what is there already', () => {
    expect(skipped(`NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'users_pkey')`).because).toBe(
      'a constraint named users_pkey is already there',
    );
  });

  test('names the part of AND that is false', () => {
    const column = (name: string) =>
      `EXISTS (SELECT 1 FROM information_schema.columns WHERE table_name = 'posts' AND column_name = '${name}')`;
    expect(skipped(`${column('author_id')} AND ${column('b')} AND ${column('c')}`).because).toBe(
      'posts has no column b at this point',
    );
    expect(skipped(`${column('b')} OR ${column('c')}`).because).toBe(
      'posts has no column b at this point, and posts has no column c at this point',
    );
  });

  test('is explained by what its variable was given', () => {
    const { moments } = replayed(`DO $$ DECLARE ok boolean; BEGIN
      SELECT EXISTS (SELECT 1 FROM information_schema.columns WHERE table_name = 'posts' AND column_name = 'b') INTO ok;
      IF ok THEN ${addKey} END IF; END $$;`);
    expect(moments[0]?.outcome).toMatchObject({
      kind: 'skipped',
      guard: { because: 'posts has no column b at this point' },
    });
  });

  test('is quoted when no fact is behind it', () => {
    expect(skipped(`1 = 2`).because).toBe('the condition 1 = 2 is false at this point');
  });
});

describe('what is not done does no harm when', () => {
  test('the very same foreign key is there', () => {
    const guarded = `DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'fk') THEN ${addKey} END IF; END $$;`;
    expect(outcomesOf(addKey, guarded).map(({ kind }) => kind)).toEqual(['done', 'unchanged']);
    const other = guarded.replace('CASCADE', 'RESTRICT');
    expect(outcomesOf(addKey, other).map(({ kind }) => kind)).toEqual(['done', 'skipped']);
  });

  test('a handler eats the error of the very same foreign key', () => {
    const forgiving = `DO $$ BEGIN ${addKey} EXCEPTION WHEN duplicate_object THEN NULL; END $$;`;
    expect(outcomesOf(addKey, forgiving).map(({ kind }) => kind)).toEqual(['done', 'unchanged']);
    const [, swallowed] = outcomesOf(addKey, forgiving.replace('CASCADE', 'RESTRICT'));
    expect(swallowed).toMatchObject({ kind: 'swallowed', failure: { code: '42710' } });
    expect(swallowed?.kind === 'swallowed' && textOf(swallowed.handler)).toBe('WHEN duplicate_object THEN NULL;');
  });

  test('IF [NOT] EXISTS says so', () => {
    const text =
      'DROP TABLE IF EXISTS nothing;\nALTER TABLE users ADD COLUMN IF NOT EXISTS id int;\nCREATE TABLE IF NOT EXISTS users (x int);';
    expect(outcomesOf(text).map(({ kind }) => kind)).toEqual(['unchanged', 'unchanged', 'unchanged']);
  });
});

describe('what is not known', () => {
  test('makes the changes behind it doubtful, and their tables', () => {
    const { moments, last } = replayed(
      `DO $$ BEGIN IF (SELECT count(*) FROM posts) = 0 THEN ${addKey} END IF; END $$;`,
    );
    expect(moments[0]?.outcome).toMatchObject({
      kind: 'doubtful',
      doubt: { because: 'it is not known whether (SELECT count(*) FROM posts) = 0' },
    });
    expect(last.tableNamed('public', 'posts')?.foreignKeys).toHaveLength(1);
    expect(last.tableNamed('public', 'posts')?.doubt).toBeDefined();
    expect(last.tableNamed('public', 'users')?.doubt).toBeUndefined();
  });

  test('keeps a table that may have been dropped', () => {
    const { last } = replayed('DO $$ BEGIN IF random() > 0.5 THEN DROP TABLE posts; END IF; END $$;');
    expect(last.tableNamed('public', 'posts')?.doubt).toBeDefined();
  });

  test('does not raise an exception that may not be raised', () => {
    const { moments } = replayed(
      `DO $$ BEGIN IF (SELECT count(*) FROM posts) > 0 THEN RAISE EXCEPTION 'rows'; END IF; ${addKey} END $$;`,
    );
    expect(moments.map(({ outcome }) => outcome.kind)).toEqual(['done']);
  });

  test('leaves what follows a return that may be taken in doubt', () => {
    const { moments } = replayed(
      `DO $$ BEGIN IF (SELECT count(*) FROM posts) > 0 THEN RETURN; END IF; ${addKey} END $$;`,
    );
    expect(moments.map(({ outcome }) => outcome.kind)).toEqual(['doubtful']);
  });

  test('of a command puts the table in doubt that it begins with, or everything', () => {
    const command = (text: string) =>
      `DO $$ DECLARE x text; BEGIN SELECT name INTO x FROM names; EXECUTE ${text}; END $$;`;
    const named = replayed(command(`'ALTER TABLE posts ADD COLUMN ' || x || ' int'`));
    expect(named.last.tableNamed('public', 'posts')?.doubt).toBeDefined();
    expect(named.doubt).toBeUndefined();
    expect(replayed(command('x')).doubt).toBeDefined();
    expect(replayed(command(`'INSERT INTO posts VALUES (' || x || ')'`)).doubt).toBeUndefined();
  });

  test('of a function puts the tables in doubt that it is given', () => {
    const define =
      'CREATE FUNCTION f(t text) RETURNS void LANGUAGE plv8 AS $$ plv8.execute("ALTER TABLE " + t + " ADD COLUMN x int") $$;';
    const { last, doubt } = replayed(`${define}\nSELECT f('posts');`);
    expect(last.tableNamed('public', 'posts')?.doubt).toBeDefined();
    expect(doubt).toBeUndefined();
  });

  test('of a function that runs for each row is doubt about everything', () => {
    const define = `CREATE FUNCTION grow(t text) RETURNS void AS $$ BEGIN EXECUTE 'ALTER TABLE ' || t || ' ADD x int'; END $$ LANGUAGE plpgsql;`;
    expect(replayed(define, 'CREATE TABLE names (name text); SELECT grow(name) FROM names;').doubt?.because).toBe(
      'grow() is called, and what it does to the schema is not known',
    );
    expect(replayed(define, 'SELECT id FROM users;').doubt).toBeUndefined();
  });
});

describe('an error', () => {
  test('says what is missing, and the table in which it was looked for', () => {
    const [outcome] = outcomesOf('ALTER TABLE posts ADD FOREIGN KEY (writer_id) REFERENCES users (id);');
    expect(outcome).toMatchObject({
      kind: 'failed',
      failure: { code: '42703', missing: { kind: 'column', name: 'writer_id', table: 'public.posts' } },
    });
  });

  test('in one action fails the others, and only its own foreign key is to blame', () => {
    const { foreignKeyEvents, moments } = replayed(
      'CREATE TABLE likes (post_id int REFERENCES posts, user_id int REFERENCES authors, x int REFERENCES users);',
    );
    expect(moments.map(({ outcome }) => outcome.kind)).toEqual(['failed']);
    expect(foreignKeyEvents.map(({ what, columns, failure }) => [what, columns[0], failure?.code])).toEqual([
      ['failing', 'post_id', undefined],
      ['failing', 'user_id', '42P01'],
      ['failing', 'x', undefined],
    ]);
  });

  test('leaves the statements after it alone', () => {
    const { moments, last } = replayed('ALTER TABLE posts DROP COLUMN b;\nALTER TABLE posts ADD COLUMN c int;');
    expect(moments.map(({ outcome }) => outcome.kind)).toEqual(['failed', 'done']);
    expect(last.column('public.posts', 'c')).toBeDefined();
  });
});

describe('the events of a foreign key', () => {
  const story = (...texts: readonly string[]) =>
    replayed(...texts).foreignKeyEvents.map(({ what, table }) => `${what} ${table}`);

  test('are told in their order', () => {
    const notValid = addKey.replace(';', ' NOT VALID;');
    expect(
      story(
        notValid,
        'ALTER TABLE posts VALIDATE CONSTRAINT fk;',
        'ALTER TABLE posts VALIDATE CONSTRAINT fk;',
        'ALTER TABLE posts DROP CONSTRAINT fk;',
      ),
    ).toEqual(['added public.posts', 'validated public.posts', 'dropped public.posts']);
  });

  test('end when a table or column goes', () => {
    expect(story(addKey, 'DROP TABLE users CASCADE;').at(-1)).toBe('dropped public.posts');
    expect(story(addKey, 'DROP TABLE posts;').at(-1)).toBe('dropped public.posts');
    expect(story(addKey, 'ALTER TABLE posts DROP COLUMN author_id;').at(-1)).toBe('dropped public.posts');
    expect(story(addKey, 'DROP SCHEMA public CASCADE;').at(-1)).toBe('dropped public.posts');
  });

  test('know each fact by its place', () => {
    const [event] = replayed(addKey).foreignKeyEvents;
    const place = (fact: string, of: ForeignKeyEvent | undefined = event) => of && textOf(originOf(of, fact));
    expect(place('columns')).toBe('author_id');
    expect(place('referencedTable')).toBe('users');
    expect(place('referencedColumns')).toBe('id');
    expect(place('onDelete')).toMatch(/CASCADE$/);
    expect(place('name')).toBe('fk');
    expect(event && reasonOf(originOf(event, 'onUpdate'))).toBe(
      'no ON UPDATE is written, and then PostgreSQL takes NO ACTION',
    );
    expect(event?.origin && textOf(event.origin)).toMatch(/^CONSTRAINT fk FOREIGN KEY/);
  });

  test('are the same foreign key in the state', () => {
    const { last, foreignKeyEvents } = replayed(addKey);
    expect(last.foreignKeys[0]).toBe(foreignKeyEvents[0]?.foreignKey);
  });
});

describe('a column', () => {
  test('knows where its type, name, default and nullability are written', () => {
    const { last } = replayed(
      `CREATE TABLE t (a varchar(5) NOT NULL DEFAULT 'x');\nALTER TABLE t RENAME a TO b;\nALTER TABLE t ALTER b TYPE text;`,
    );
    const column = last.column('public.t', 'b');
    const place = (fact: string) => column && textOf(originOf(column, fact));
    expect([place('name'), place('type'), place('nullable'), place('default')]).toEqual([
      'b',
      'text',
      'NOT NULL',
      "'x'",
    ]);
  });
});
