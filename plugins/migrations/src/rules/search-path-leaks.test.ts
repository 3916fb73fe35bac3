import { check, checkFix } from '@refint/testkit';
import rule from './search-path-leaks.ts';

check(rule, 'what pg_dump writes, and a migration that fails after it', {
  'migrations/1/migration.sql': `
    SELECT pg_catalog.set_config('search_path', '', false);
    --^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: search_path is left empty: in the same session a migration after this one finds nothing by a name without a schema, in another one it looks in public
    -- note: this fails because of it: relation "posts" does not exist
    CREATE TABLE public.posts (id INTEGER PRIMARY KEY);
  `,
  'migrations/2/migration.sql': 'ALTER TABLE public.posts ADD COLUMN body TEXT;',
  'migrations/3/migration.sql': 'ALTER TABLE posts ADD COLUMN title TEXT;',
});

check(rule, 'another schema', {
  'migrations/1/migration.sql': `
    CREATE SCHEMA app;
    SET search_path TO app, "Other";
    --^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: search_path is left at app, Other: in the same session a migration after this one looks there for names without a schema, in another one in public
    CREATE TABLE posts (id INTEGER PRIMARY KEY);
  `,
  'migrations/2/migration.sql': 'CREATE TABLE tags (id INTEGER PRIMARY KEY);',
});

check(rule, 'what ends with the transaction, is taken back, or is set back', {
  'migrations/1/migration.sql': `
    SELECT set_config('search_path', '', true);
    CREATE TABLE public.posts (id INTEGER PRIMARY KEY);
  `,
  'migrations/2/migration.sql': 'SET LOCAL search_path TO app; CREATE SCHEMA app;',
  'migrations/3/migration.sql': `SET search_path = ''; RESET search_path;`,
  'migrations/4/migration.sql': 'BEGIN; SET search_path TO app; ROLLBACK;',
  'migrations/5/migration.sql': 'SET search_path TO public; CREATE TABLE tags ();',
  'migrations/6/migration.sql': 'CREATE FUNCTION f() RETURNS int LANGUAGE sql SET search_path TO app RETURN 1;',
});

check(
  rule,
  'where all files are one transaction, what is said for it holds for the next file too',
  {
    '1.sql': `
    CREATE SCHEMA app;
    SET LOCAL search_path TO app;
    --^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: search_path is left at app: in the same session a migration after this one looks there for names without a schema, in another one in public
  `,
    '2.sql': 'CREATE TABLE posts (id INTEGER PRIMARY KEY);',
    '3.sql': 'SET search_path TO public;',
  },
  { runner: 'drizzle' },
);

checkFix(
  rule,
  'with the path that there was before',
  {
    'migrations/1/migration.sql': `
    SELECT pg_catalog.set_config('search_path', '', false);
    CREATE TABLE public.posts (id INTEGER PRIMARY KEY);
    -- the end
    `,
  },
  {
    'migrations/1/migration.sql': `
    SELECT pg_catalog.set_config('search_path', '', false);
    CREATE TABLE public.posts (id INTEGER PRIMARY KEY);
    SET search_path TO public;
    -- the end
    `,
  },
);
