import { check, checkFix } from '@refint/testkit';
import rule from './name-too-long.ts';

check(rule, 'names of all kinds that are cut, each once', {
  'migrations/1/migration.sql': `
    CREATE TABLE public.posts_that_somebody_wrote_and_that_many_others_have_commented_on (id INTEGER PRIMARY KEY);
    --                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ hint: posts_that_somebody_wrote_and_that_many_others_have_commented_on is longer than 63 bytes: PostgreSQL calls it posts_that_somebody_wrote_and_that_many_others_have_commented_o
    CREATE INDEX "I_posts_that_somebody_wrote_and_that_many_others_have_commented_on_Id" ON posts_that_somebody_wrote_and_that_many_others_have_commented_on (id);
    --           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ hint: I_posts_that_somebody_wrote_and_that_many_others_have_commented_on_Id is longer than 63 bytes: PostgreSQL calls it I_posts_that_somebody_wrote_and_that_many_others_have_commented
    CREATE TABLE a (a_posts_that_somebody_wrote_and_that_many_others_have_commented_on INTEGER, CONSTRAINT c_posts_that_somebody_wrote_and_that_many_others_have_commented_on CHECK (a_posts_that_somebody_wrote_and_that_many_others_have_commented_on > 0));
    --              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ hint: a_posts_that_somebody_wrote_and_that_many_others_have_commented_on is longer than 63 bytes: PostgreSQL calls it a_posts_that_somebody_wrote_and_that_many_others_have_commented
    --                                                                                                     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ hint: c_posts_that_somebody_wrote_and_that_many_others_have_commented_on is longer than 63 bytes: PostgreSQL calls it c_posts_that_somebody_wrote_and_that_many_others_have_commented
    ALTER TABLE a RENAME CONSTRAINT c_posts_that_somebody_wrote_and_that_many_others_have_commented_on TO d_posts_that_somebody_wrote_and_that_many_others_have_commented_on;
    --                                                                                                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ hint: d_posts_that_somebody_wrote_and_that_many_others_have_commented_on is longer than 63 bytes: PostgreSQL calls it d_posts_that_somebody_wrote_and_that_many_others_have_commented
    DROP TABLE a;
    CREATE TABLE a (a_posts_that_somebody_wrote_and_that_many_others_have_commented_on INTEGER);
    CREATE TABLE "äöüäöüäöüäöüäöüäöüäöüäöüäöüäöüäöü" (id INTEGER);
    --           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ hint: äöüäöüäöüäöüäöüäöüäöüäöüäöüäöüäöü is longer than 63 bytes: PostgreSQL calls it äöüäöüäöüäöüäöüäöüäöüäöüäöüäöüä
    CREATE TABLE this_name_is_exactly_as_long_as_postgresql_allows_it_to_be_long (id INTEGER);
    CREATE TABLE "it_has_""quotes""_in_it_and_is_short_enough_all_the_same" (id INTEGER);
  `,
});

check(rule, 'names that are the same when they are cut', {
  'migrations/1/migration.sql': `
    CREATE TABLE t (id INTEGER, other INTEGER);
    CREATE INDEX i_posts_that_somebody_wrote_and_that_many_others_have_commented_on_id ON t (id);
    --           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ hint: i_posts_that_somebody_wrote_and_that_many_others_have_commented_on_id is longer than 63 bytes: PostgreSQL calls it i_posts_that_somebody_wrote_and_that_many_others_have_commented
    CREATE INDEX IF NOT EXISTS i_posts_that_somebody_wrote_and_that_many_others_have_commented_on_other ON t (other);
    --                         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: i_posts_that_somebody_wrote_and_that_many_others_have_commented_on_other is not made: cut to the 63 bytes that PostgreSQL keeps, it is the name of i_posts_that_somebody_wrote_and_that_many_others_have_commented_on_id
    DO $$ BEGIN
      ALTER TABLE t ADD CONSTRAINT u_posts_that_somebody_wrote_and_that_many_others_have_commented_on_id UNIQUE (id);
    --                             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ hint: u_posts_that_somebody_wrote_and_that_many_others_have_commented_on_id is longer than 63 bytes: PostgreSQL calls it u_posts_that_somebody_wrote_and_that_many_others_have_commented
    END $$;
    DO $$ BEGIN
      ALTER TABLE t ADD CONSTRAINT u_posts_that_somebody_wrote_and_that_many_others_have_commented_on_other CHECK (other > 0);
    --                             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: u_posts_that_somebody_wrote_and_that_many_others_have_commented_on_other is not made: cut to the 63 bytes that PostgreSQL keeps, it is the name of u_posts_that_somebody_wrote_and_that_many_others_have_commented_on_id
    EXCEPTION WHEN duplicate_object THEN NULL;
    END $$;
    CREATE TABLE IF NOT EXISTS t_posts_that_somebody_wrote_and_that_many_others_have_commented_on (id INTEGER);
    --                         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ hint: t_posts_that_somebody_wrote_and_that_many_others_have_commented_on is longer than 63 bytes: PostgreSQL calls it t_posts_that_somebody_wrote_and_that_many_others_have_commented
    CREATE TABLE IF NOT EXISTS t_posts_that_somebody_wrote_and_that_many_others_have_commented_on (id INTEGER);
  `,
});

check(rule, 'what code puts together, and what a guard finds under another name', {
  'migrations/1/migration.sql': `
    CREATE TABLE t (id INTEGER, other INTEGER);
    DO $$ BEGIN
      EXECUTE 'CREATE INDEX i_posts_that_somebody_wrote_and_that_many_others_have_commented_on_id ON t (id)';
    --^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ hint: i_posts_that_somebody_wrote_and_that_many_others_have_commented_on_id is longer than 63 bytes: PostgreSQL calls it i_posts_that_somebody_wrote_and_that_many_others_have_commented
      IF NOT EXISTS (SELECT 1 FROM pg_indexes WHERE indexname = 'i_posts_that_somebody_wrote_and_that_many_others_have_commented_on_other') THEN
        CREATE INDEX i_posts_that_somebody_wrote_and_that_many_others_have_commented_on_other ON t (other);
    --               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: i_posts_that_somebody_wrote_and_that_many_others_have_commented_on_other is not made: cut to the 63 bytes that PostgreSQL keeps, it is the name of i_posts_that_somebody_wrote_and_that_many_others_have_commented_on_id
      END IF;
    END $$;
  `,
});

check(rule, 'one name in two tables', {
  'migrations/1/migration.sql': `
    CREATE TABLE a (a_posts_that_somebody_wrote_and_that_many_others_have_commented_on_one INTEGER);
    --              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ hint: a_posts_that_somebody_wrote_and_that_many_others_have_commented_on_one is longer than 63 bytes: PostgreSQL calls it a_posts_that_somebody_wrote_and_that_many_others_have_commented
    CREATE TABLE b (a_posts_that_somebody_wrote_and_that_many_others_have_commented_on_two INTEGER);
    --              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ hint: a_posts_that_somebody_wrote_and_that_many_others_have_commented_on_two is longer than 63 bytes: PostgreSQL calls it a_posts_that_somebody_wrote_and_that_many_others_have_commented
    ALTER TABLE a DROP COLUMN a_posts_that_somebody_wrote_and_that_many_others_have_commented_on_three;
  `,
});

check(
  rule,
  'names that drizzle makes up, unless one is not made for it',
  {
    '1.sql': `
    CREATE TABLE t (id INTEGER, other INTEGER);
    CREATE INDEX i_posts_that_somebody_wrote_and_that_many_others_have_commented_on_id ON t (id);
    CREATE INDEX IF NOT EXISTS i_posts_that_somebody_wrote_and_that_many_others_have_commented_on_other ON t (other);
    --                         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: i_posts_that_somebody_wrote_and_that_many_others_have_commented_on_other is not made: cut to the 63 bytes that PostgreSQL keeps, it is the name of i_posts_that_somebody_wrote_and_that_many_others_have_commented_on_id
  `,
  },
  { runner: 'drizzle' },
);

check(
  rule,
  'names that drizzle makes up, where they are asked for',
  {
    '1.sql': `
    CREATE TABLE t (id INTEGER);
    CREATE INDEX i_posts_that_somebody_wrote_and_that_many_others_have_commented_on_id ON t (id);
    --           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ hint: i_posts_that_somebody_wrote_and_that_many_others_have_commented_on_id is longer than 63 bytes: PostgreSQL calls it i_posts_that_somebody_wrote_and_that_many_others_have_commented
  `,
  },
  { runner: 'drizzle', options: { generated: true } },
);

checkFix(
  rule,
  'a name',
  {
    'migrations/1/migration.sql':
      'CREATE TABLE "A posts_that_somebody_wrote_and_that_many_others_have_commented_on" (id INTEGER); CREATE INDEX i_posts_that_somebody_wrote_and_that_many_others_have_commented_on ON "A posts_that_somebody_wrote_and_that_many_others_have_commented_on" (id);',
  },
  {
    'migrations/1/migration.sql':
      'CREATE TABLE "A posts_that_somebody_wrote_and_that_many_others_have_commented" (id INTEGER); CREATE INDEX i_posts_that_somebody_wrote_and_that_many_others_have_commented ON "A posts_that_somebody_wrote_and_that_many_others_have_commented_on" (id);',
  },
);
