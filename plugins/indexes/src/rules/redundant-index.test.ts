import { check, checkFix, examineFiles } from '@refint/testkit';
import { expect, test } from 'vitest';
import rule from './redundant-index.ts';

check(rule, 'the same columns as a key, or as another index', {
  'migrations/1/migration.sql': `
    CREATE TABLE posts (id INTEGER PRIMARY KEY, slug TEXT UNIQUE, author INTEGER, at DATE);
    CREATE UNIQUE INDEX posts_id ON posts (id);
    --                  ^^^^^^^^ hint: posts: the unique index posts_id is over the same columns as the primary key posts_pkey
    -- note: the primary key posts_pkey is here
    CREATE INDEX posts_slug ON posts (slug);
    --           ^^^^^^^^^^ hint: posts: the index posts_slug is over the same columns as the unique constraint posts_slug_key
    -- note: the unique constraint posts_slug_key is here
    CREATE INDEX one ON posts (author, at);
    --           ^^^ hint: posts: the index one is over the same columns as the index two
    -- note: the index two is here
    CREATE INDEX two ON posts (author, at);
  `,
});

check(rule, 'the beginning of another one', {
  'migrations/1/migration.sql': `
    CREATE TABLE posts (tenant INTEGER, author INTEGER, at DATE, PRIMARY KEY (tenant, author));
    CREATE INDEX posts_tenant ON posts (tenant DESC);
    --           ^^^^^^^^^^^^ hint: posts: the index posts_tenant finds nothing that the primary key posts_pkey (tenant, author) does not find as well
    -- note: the primary key posts_pkey is here
    CREATE INDEX posts_author ON posts (author);
  `,
});

check(rule, 'indexes that look alike and are not', {
  'migrations/1/migration.sql': `
    CREATE TABLE posts (a INTEGER, b INTEGER, t TEXT, j JSONB);
    CREATE UNIQUE INDEX u ON posts (a);
    CREATE INDEX longer ON posts (a, b);
    CREATE INDEX mixed ON posts (a, b DESC);
    CREATE INDEX part ON posts (b) WHERE a > 0;
    CREATE INDEX whole ON posts (b, a);
    CREATE INDEX pattern ON posts (t text_pattern_ops);
    CREATE INDEX plain ON posts (t);
    CREATE INDEX sorted ON posts (t COLLATE "C");
    CREATE INDEX lowered ON posts (lower(t));
    CREATE INDEX covering ON posts (t DESC NULLS LAST, a) INCLUDE (b);
    CREATE INDEX hashed ON posts USING hash (b);
    CREATE INDEX gin ON posts USING gin (j);
    CREATE INDEX gin2 ON posts USING gin (j jsonb_path_ops);
  `,
});

check(rule, 'of a history that starts in its middle, the schema decides', {
  'schema.prisma': `
    datasource db {
      provider = "postgresql"
    }

    model posts {
      id Int @id
      a  Int
      b  Int

      @@index([a])
  //  ^^^^^^^^^^^^ hint: posts: the index posts_a_idx finds nothing that the index posts_a_b_idx (a, b) does not find as well
  // note: the index posts_a_b_idx is here
      @@index([a, b])
    }
  `,
  'migrations/1/migration.sql': `
    ALTER TABLE others ADD COLUMN a INTEGER;
    CREATE INDEX x ON others (a);
    CREATE INDEX y ON others (a);
  `,
});

checkFix(
  rule,
  'by taking the line out, with the empty line that it alone was set apart by',
  `
  datasource db {
    provider = "postgresql"
  }

  model posts {
    id Int @id
    a  Int @unique

    @@index([a])
  }

  model others {
    id Int @id
    a  Int
    b  Int

    @@unique([a, b])
    @@index([a]) // once useful
    @@index([b])
  }
`,
  `
  datasource db {
    provider = "postgresql"
  }

  model posts {
    id Int @id
    a  Int @unique
  }

  model others {
    id Int @id
    a  Int
    b  Int

    @@unique([a, b])
    @@index([b])
  }
`,
);

check(
  rule,
  'the beginning of another one is kept where a team wants that',
  {
    'migrations/1/migration.sql': `
    CREATE TABLE posts (tenant INTEGER, author INTEGER, at DATE, PRIMARY KEY (tenant, author));
    CREATE INDEX posts_tenant ON posts (tenant);
    CREATE INDEX one ON posts (author, at);
    --           ^^^ hint: posts: the index one is over the same columns as the index two
    -- note: the index two is here
    CREATE INDEX two ON posts (author, at);
  `,
  },
  { options: { prefixes: false } },
);

const declared = `
  datasource db {
    provider = "postgresql"
  }

  model posts {
    a Int
    b Int

    @@id([a, b])
    @@index([a])
  }
`;

test.each([
  ['where nobody knows what migrations make', {}, true],
  [
    'not where migrations make it, since the schema and they would differ',
    {
      'migrations/1/migration.sql':
        'CREATE TABLE posts (a INTEGER, b INTEGER, PRIMARY KEY (a, b)); CREATE INDEX posts_a_idx ON posts (a);',
    },
    false,
  ],
])('it is taken out with all else that is safe %s', async (_, migrations, safe) => {
  const { findings } = await examineFiles(rule, { 'schema.prisma': declared, ...migrations });
  expect(findings.map(({ fix }) => fix?.safe)).toEqual([safe]);
});
