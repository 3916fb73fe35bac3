import { check, checkFix, examineFiles } from '@refint/testkit';
import { expect, test } from 'vitest';
import rule from './missing-in-schema.ts';

check(rule, 'what the next migration drops, and what it leaves alone', {
  'schema.prisma': `
    datasource db {
      provider = "postgresql"
    }

    enum Role {
    //   ^^^^ warning: the next prisma migrate dev makes the enum Role anew without GUEST, and fails where a row has one
    // note: a migration makes it here
      ADMIN
    }

    model posts {
    //    ^^^^^ error: the next prisma migrate dev drops the column posts.legacy with all that is in it: the schema does not declare it
    // note: a migration makes it here
    // note: it leaves alone what no schema can declare: the index posts_lower (an expression), the index posts_open (a condition), the check posts_title_check, the trigger posts_touch
    //    ^^^^^ warning: the next prisma migrate dev drops the index posts_title (title) of posts: the schema does not declare it
    // note: a migration makes it here
    // note: it leaves alone what no schema can declare: the index posts_lower (an expression), the index posts_open (a condition), the check posts_title_check, the trigger posts_touch
    //    ^^^^^ warning: the next prisma migrate dev drops the unique constraint posts_author_title (author, title) of posts: the schema does not declare it
    // note: a migration makes it here
    // note: it leaves alone what no schema can declare: the index posts_lower (an expression), the index posts_open (a condition), the check posts_title_check, the trigger posts_touch
      id     Int    @id
      author Int
      title  String
      role   Role
    }
  `,
  'migrations/1/migration.sql': `
    CREATE TYPE "Role" AS ENUM ('ADMIN', 'GUEST');
    CREATE TYPE mood AS ENUM ('good');
    --          ^^^^ warning: the next prisma migrate dev drops the enum mood: the schema does not declare it
    -- note: a migration makes it here
    CREATE TABLE audit_log (id INTEGER PRIMARY KEY);
    --           ^^^^^^^^^ error: the next prisma migrate dev drops the table audit_log with all its rows: the schema does not declare it
    CREATE TABLE posts (
      id INTEGER CONSTRAINT posts_pkey PRIMARY KEY,
      author INTEGER NOT NULL,
      title TEXT NOT NULL CHECK (title <> ''),
      role "Role" NOT NULL,
      legacy INTEGER
    );
    CREATE INDEX posts_title ON posts (title);
    CREATE INDEX posts_lower ON posts (lower(title));
    CREATE INDEX posts_open ON posts (author) WHERE title IS NOT NULL;
    CREATE INDEX posts_legacy ON posts (legacy);
    ALTER TABLE posts ADD CONSTRAINT posts_author_title UNIQUE (author, title);
    CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
    CREATE TRIGGER posts_touch BEFORE UPDATE ON posts FOR EACH ROW EXECUTE FUNCTION touch();
    CREATE VIEW titles AS SELECT title FROM posts;
  `,
});

check(rule, 'foreign keys', {
  'schema.prisma': `
    datasource db {
      provider = "postgresql"
    }

    model users {
      id Int @id
    }

    model posts {
    //    ^^^^^ warning: the next prisma migrate dev drops the foreign key posts.author_id → users.id: the schema does not declare it
    // note: a migration makes it here
      id        Int @id
      author_id Int
    }
  `,
  'migrations/1/migration.sql': `
    CREATE TABLE users (id INTEGER CONSTRAINT users_pkey PRIMARY KEY);
    CREATE TABLE posts (
      id INTEGER CONSTRAINT posts_pkey PRIMARY KEY,
      author_id INTEGER NOT NULL REFERENCES users (id),
      editor_id INTEGER REFERENCES users (id)
    );
    ALTER TABLE posts DROP COLUMN editor_id;
  `,
});

const plain = `
  datasource db {
    provider = "postgresql"
  }

  model posts {
    id Int @id
    a  Int
    b  Int
  }
`;
const made = `
  CREATE TABLE posts (id INTEGER CONSTRAINT posts_pkey PRIMARY KEY, a INTEGER NOT NULL, b INTEGER NOT NULL);
`;

check(rule, 'things that Prisma does not look at', {
  'schema.prisma': plain,
  'migrations/1/migration.sql': `${made}
    CREATE TABLE _prisma_migrations (id TEXT);
    CREATE SCHEMA audit;
    CREATE TABLE audit.log (id INTEGER);
    CREATE MATERIALIZED VIEW sums AS SELECT a + b AS sum FROM posts;
    CREATE INDEX sums_sum ON sums (sum);
  `,
});

check(rule, 'one of two indexes that are alike', {
  'schema.prisma': plain.replace('b  Int\n', 'b  Int\n\n    @@index([a])\n'),
  'migrations/1/migration.sql': `${made}
    CREATE INDEX posts_a_idx ON posts (a);
    CREATE INDEX posts_a_again ON posts (a);
  `,
});

test('a schema of which a part cannot be read may declare anything', async () => {
  const { findings } = await examineFiles(rule, {
    'schema.prisma': `${plain}\n  model audit_log {\n    id Int @id\n`,
    'migrations/1/migration.sql': `${made} CREATE TABLE audit_log (id INTEGER PRIMARY KEY); CREATE INDEX posts_b ON posts (b);`,
  });
  expect(findings).toEqual([]);
});

const others = { 'schema.prisma': plain, 'migrations/1/migration.sql': `${made} CREATE TABLE logs (id INTEGER);` };

check(rule, 'tables that somebody else migrates', others, { external: ['public.logs'] });

check(rule, 'a configuration of which only a program knows what it says', others, { external: 'unknown' });

check(
  rule,
  'migrations that another program runs',
  { 'schema.prisma': plain, 'migrations/1.sql': `${made} CREATE INDEX posts_b ON posts (b);` },
  { runner: 'psql' },
);

checkFix(
  rule,
  'by declaring indexes as they are, under the names that they have',
  {
    'schema.prisma': plain.replace('b  Int\n', 'b  Int\n    j  Json\n    s  String\n'),
    'migrations/1/migration.sql': `
      CREATE EXTENSION pg_trgm;
      CREATE TABLE posts (
        id INTEGER CONSTRAINT posts_pkey PRIMARY KEY, a INTEGER NOT NULL, b INTEGER NOT NULL, j JSONB NOT NULL, s TEXT NOT NULL
      );
      CREATE INDEX posts_a_b_idx ON posts (a, b DESC);
      CREATE INDEX by_b ON posts (b);
      CREATE UNIQUE INDEX posts_b_a_key ON posts (b, a);
      CREATE INDEX in_j ON posts USING gin (j jsonb_path_ops);
      CREATE INDEX in_s ON posts USING gin (s gin_trgm_ops);
      CREATE INDEX like_s ON posts (s text_pattern_ops);
    `,
  },
  {
    'schema.prisma': plain.replace(
      'b  Int\n',
      `b  Int
    j  Json
    s  String

    @@index([a, b(sort: Desc)])

    @@index([b], map: "by_b")

    @@unique([b, a])

    @@index([j(ops: JsonbPathOps)], type: Gin, map: "in_j")

    @@index([s(ops: raw("gin_trgm_ops"))], type: Gin, map: "in_s")

    @@index([s], map: "like_s")
`,
    ),
  },
);

test('an index is declared with all else that is safe, but for one that does nothing: it may be meant to go', async () => {
  const { findings } = await examineFiles(rule, {
    'schema.prisma': plain,
    'migrations/1/migration.sql': `${made} CREATE INDEX posts_b ON posts (b); CREATE INDEX posts_bid ON posts (b, id);`,
  });
  const safe = Object.fromEntries(findings.map(({ fix }) => [fix?.title, fix?.safe]));
  expect(safe).toEqual({
    'declare @@index([b], map: "posts_b")': false,
    'declare @@index([b, id], map: "posts_bid")': true,
  });
});
