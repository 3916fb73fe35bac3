import { positionAt } from '@refint/model';
import { describe, expect, test } from 'vitest';
import { chronicleOf } from './chronicle.ts';
import { historyOf, told } from './given.ts';

const two = 'CREATE TABLE users (id int PRIMARY KEY);\nCREATE TABLE posts (id int PRIMARY KEY, author_id int);\n';

/** What the second file does, after one that makes `users` and `posts`. */
const then = (sql: string, before = ''): readonly string[] => {
  const all = told(two + before, sql);
  return all.slice(told(two + before).length);
};

describe('what is made', () => {
  test.each<[string, readonly string[]]>([
    [
      `CREATE TABLE a (id int PRIMARY KEY, b text UNIQUE CHECK (b <> ''), c int REFERENCES users ON DELETE CASCADE);`,
      [
        '+ table a (3 columns, primary key, 1 foreign key, 1 unique constraint, 1 check)',
        '  + a.c → users.id on delete cascade',
      ],
    ],
    ['CREATE TABLE a (LIKE posts, c int);', ['+ table a (3 columns)']],
    ['CREATE TABLE a AS SELECT * FROM posts;', ['+ table a (columns of a query)']],
    ['CREATE TEMP TABLE a (id int);', ['+ table pg_temp.a (temporary, 1 column)']],
    [
      'CREATE TABLE p (id int) PARTITION BY RANGE (id);CREATE TABLE p1 PARTITION OF p DEFAULT;',
      ['+ table p (1 column)', '+ table p1 (partition of p, 1 column)'],
    ],
    [
      `ALTER TABLE posts ADD COLUMN title varchar(20) NOT NULL DEFAULT 'x' UNIQUE, ADD editor_id int REFERENCES users (id);`,
      [
        "+ posts.title character varying(20) not null default 'x' unique",
        '+ posts.editor_id integer',
        '  + posts.editor_id → users.id',
      ],
    ],
    [
      'ALTER TABLE posts ADD FOREIGN KEY (author_id) REFERENCES users ON DELETE SET NULL ON UPDATE CASCADE DEFERRABLE NOT VALID;',
      ['+ posts.author_id → users.id on delete set null on update cascade deferrable not valid'],
    ],
    [
      'ALTER TABLE posts ADD CONSTRAINT own FOREIGN KEY (author_id) REFERENCES users;',
      ['+ posts.author_id → users.id (own)'],
    ],
    [
      'ALTER TABLE posts ADD CONSTRAINT u UNIQUE (author_id), ADD CHECK (author_id > 0), ADD EXCLUDE USING gist (id WITH =);',
      [
        '+ unique constraint u on posts (author_id)',
        '+ exclusion constraint on posts',
        '+ check on posts (author_id > 0)',
      ],
    ],
    [
      'CREATE UNIQUE INDEX i ON posts (author_id) WHERE id > 1;',
      ['+ unique index i on posts (author_id) where id > 1'],
    ],
    ['CREATE INDEX CONCURRENTLY ON posts (lower(id));', ['+ index on posts (lower(id)) concurrently']],
    [
      `CREATE TYPE role AS ENUM ('a', 'b'); ALTER TYPE role ADD VALUE 'c'; CREATE DOMAIN d AS text; CREATE SCHEMA s;`,
      ['+ enum role (a, b)', '+ value c in enum role', '+ domain d over text', '+ schema s'],
    ],
    [
      'CREATE VIEW v AS SELECT 1; CREATE MATERIALIZED VIEW m AS SELECT 1; CREATE SEQUENCE s; CREATE EXTENSION citext;',
      ['+ view v', '+ materialized view m', '+ sequence s', '+ extension citext'],
    ],
  ])('%s', (sql, lines) => {
    expect(then(sql)).toEqual(lines);
  });
});

describe('what is changed, renamed and dropped', () => {
  const key =
    'ALTER TABLE posts ADD CONSTRAINT posts_author_id_fkey FOREIGN KEY (author_id) REFERENCES users NOT VALID;\n';
  const index = 'CREATE INDEX i ON posts (author_id);\n';
  test.each<[string, readonly string[]]>([
    ['ALTER TABLE posts ALTER author_id TYPE bigint;', ['~ posts.author_id integer → bigint']],
    ['ALTER TABLE posts ALTER author_id SET NOT NULL;', ['~ posts.author_id not null']],
    ['ALTER TABLE posts ALTER author_id DROP NOT NULL;', ['~ posts.author_id may be null']],
    ['ALTER TABLE posts ALTER author_id SET DEFAULT 1;', ['~ posts.author_id default 1']],
    ['ALTER TABLE posts ALTER author_id DROP DEFAULT;', ['~ posts.author_id no default any more']],
    ['ALTER TABLE posts VALIDATE CONSTRAINT posts_author_id_fkey;', ['~ posts.author_id → users.id validated']],
    [
      'ALTER TABLE posts ALTER CONSTRAINT posts_author_id_fkey DEFERRABLE;',
      ['~ posts.author_id → users.id deferrable'],
    ],
    ['CREATE SCHEMA s; ALTER TABLE posts SET SCHEMA s;', ['+ schema s', '~ table posts moved to schema s']],
    ['SET search_path = a, b;', ['~ search_path is a, b']],
    ['ALTER TABLE posts RENAME TO articles;', ['~ table posts renamed to articles']],
    ['ALTER TABLE posts RENAME author_id TO writer_id;', ['~ posts.author_id renamed to writer_id']],
    [
      'ALTER TABLE posts RENAME CONSTRAINT posts_author_id_fkey TO fk;',
      ['~ posts.author_id → users.id: posts_author_id_fkey renamed to fk'],
    ],
    ['ALTER INDEX i RENAME TO j;', ['~ index i on posts renamed to j']],
    ['ALTER TABLE i RENAME TO j;', ['~ index i renamed to j']],
    ['ALTER TABLE posts DROP CONSTRAINT posts_author_id_fkey;', ['- posts.author_id → users.id']],
    ['ALTER TABLE posts DROP CONSTRAINT posts_pkey;', ['- primary key posts_pkey on posts (id)']],
    [
      'ALTER TABLE users DROP CONSTRAINT users_pkey CASCADE;',
      ['- primary key users_pkey on users (id)', '  - posts.author_id → users.id'],
    ],
    ['DROP INDEX i;', ['- index i on posts']],
    [
      'ALTER TABLE posts DROP author_id;',
      ['- posts.author_id', '  - posts.author_id → users.id', '  - index i on posts (author_id)'],
    ],
    ['DROP TABLE posts;', ['- table posts', '  - posts.author_id → users.id']],
    ['DROP TABLE users CASCADE;', ['- table users', '  - posts.author_id → users.id']],
    [
      'DROP SCHEMA public CASCADE;',
      ['- schema public', '  - posts.author_id → users.id', '  - table posts', '  - table users'],
    ],
  ])('%s', (sql, lines) => {
    expect(then(sql, key + index)).toEqual(lines);
  });

  test('a type takes its columns along', () => {
    const before = `CREATE TYPE mood AS ENUM ('good'); ALTER TABLE posts ADD mood mood;`;
    expect(then('DROP TYPE mood CASCADE;', before)).toEqual(['- type mood', '  - posts.mood']);
  });
});

describe('what was not done', () => {
  test.each<[string, readonly string[]]>([
    ['CREATE TABLE IF NOT EXISTS posts (id int);', ['unchanged + table posts (2 columns): posts is already there']],
    [
      'ALTER TABLE posts ADD FOREIGN KEY (author_id) REFERENCES people (id) ON DELETE CASCADE;',
      ['failed + posts.author_id → people.id: 42P01 relation "people" does not exist'],
    ],
    [
      `DO $$ BEGIN IF EXISTS (SELECT 1 FROM information_schema.columns WHERE table_name = 'posts' AND column_name = 'x') THEN
        ALTER TABLE posts ADD FOREIGN KEY (x) REFERENCES users (id); END IF; END $$;`,
      ['skipped + posts.x → users.id: posts has no column x at this point'],
    ],
    [
      `DO $$ BEGIN ALTER TABLE posts ADD FOREIGN KEY (x) REFERENCES users (id); EXCEPTION WHEN OTHERS THEN NULL; END $$;`,
      ['swallowed + posts.x → users.id: 42703 column "x" referenced in foreign key constraint does not exist'],
    ],
    [
      'CREATE TABLE all_posts (); ALTER TABLE posts INHERIT all_posts; ALTER TABLE posts NO INHERIT all_posts;',
      ['+ table all_posts', '~ table posts inherits from all_posts', '~ table posts no longer inherits from all_posts'],
    ],
    [
      'ALTER TABLE posts NOT OF;',
      ['doubtful ? ALTER TABLE: typed tables are not followed, which makes posts doubtful'],
    ],
    [
      'DROP OWNED BY someone;',
      [
        'doubtful ? DROP OWNED: what a role owns is not known, so neither is what this drops, which makes everything doubtful',
      ],
    ],
    [
      `DO $$ BEGIN IF (SELECT count(*) FROM users) > 1 THEN ALTER TABLE posts DROP author_id; END IF; END $$;`,
      ['doubtful - posts.author_id: it is not known whether (SELECT count(*) FROM users) > 1'],
    ],
    [`DO $$ BEGIN RAISE EXCEPTION 'no'; END $$;`, ['failed ! block of code: P0001 the block raises an exception']],
  ])('%s', (sql, lines) => {
    expect(then(sql)).toEqual(lines);
  });

  test('a call of a function that fails stands where the call stands', () => {
    const make = `CREATE FUNCTION stop() RETURNS void LANGUAGE plpgsql AS $$ BEGIN CREATE TABLE a (id int); RAISE EXCEPTION 'no'; END $$;\n`;
    const { project, timeline } = historyOf([`${make}\nSELECT stop();`]);
    const entries = chronicleOf(project, timeline).migrations.flatMap((one) => one.entries);
    const shown = entries.map(({ text, at }) => [text, positionAt(at.source, at.span.start).line]);
    expect(shown).toEqual([
      ['function stop', 1],
      ['table a (1 column)', 1],
      ['call of the function stop', 3],
    ]);
  });
});

describe('how a file is committed', () => {
  const sql =
    'CREATE TABLE a (id int);\nUPDATE a SET id = 1;\nUPDATE a SET id = 2;\nDO $$ BEGIN UPDATE a SET id = 3; END $$;';
  const chapter = (text: string, runner: 'prisma' | 'psql' | 'drizzle') => {
    const { project, timeline } = historyOf([text], runner);
    return chronicleOf(project, timeline).migrations[0];
  };

  test('depends on who runs it, and on what it says itself', () => {
    expect(chapter(sql, 'prisma')?.commits).toBe('one');
    expect(chapter(sql, 'psql')?.commits).toBe('each');
    expect(chapter(sql, 'drizzle')?.commits).toBe('shared');
    expect(chapter(`BEGIN;${sql};COMMIT;`, 'prisma')?.commits).toBe('explicit');
    expect(chapter(`SAVEPOINT a;${sql}`, 'prisma')?.commits).toBe('one');
  });

  test('statements that change nothing are counted', () => {
    expect([...(chapter(`BEGIN;${sql};COMMIT;`, 'prisma')?.quiet ?? [])]).toEqual([
      ['UPDATE', 2],
      ['DO', 1],
    ]);
  });
});
