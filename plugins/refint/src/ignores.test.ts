import { check } from '@refint/testkit';
import { badColumn, dropped, loud } from './testing/loud.ts';

const db = `
  datasource db {
    provider = "postgresql"
  }
`;

check(
  badColumn,
  'in a schema: at the end of a line, or on the line before',
  `${db}
  model A {
    id   Int @id
    bad1 Int // refint-ignore loud/bad-column: it was so before
    bad2 Int
  //^^^^ warning: bad2 is bad
    // refint-ignore loud/bad-column: it was so before
    bad3 Int
    bad4 Int /// refint-ignore loud/bad-column: it was so before
    /* refint-ignore loud/bad-column: it was so before */
    bad5 Int
    /// What it is for.
    /// refint-ignore loud/bad-column: it was so before
    /// What else it is for.

    bad6 Int
    bad7 Int
  //^^^^ warning: bad7 is bad
    // refint-ignore loud/bad-column: nothing follows
  }

  model B {
    id  Int @id
    bad Int
  //^^^ warning: bad is bad
  }
`,
);

check(
  badColumn,
  'in a schema: a block',
  `${db}
  // refint-ignore loud/bad-column: the table comes from elsewhere
  model A {
    id   Int @id
    bad1 Int
    bad2 Int
  }

  model B { // refint-ignore loud/bad-column: this is about its first line only
    id  Int @id
    bad Int
  //^^^ warning: bad is bad
  }
`,
);

check(
  badColumn,
  'in a schema: the whole file, wherever it says so',
  `${db}
  model A {
    id  Int @id
    bad Int
  }

  // refint-ignore-file loud/bad-column: generated
  model B {
    id  Int @id
    bad Int
  }
`,
);

check(
  badColumn,
  'several rules, all of a plugin, a frame of stars, and a reason over lines',
  `${db}
  model A {
    id   Int @id
    bad1 Int // refint-ignore loud/dropped, loud/bad-column: both
    bad2 Int // refint-ignore loud/*: all
    /**
     * refint-ignore loud/bad-column: a reason that
     * goes on
     */
    bad3 Int
    bad4 Int // refint-ignore loud/dropped: another rule
  //^^^^ warning: bad4 is bad
    bad5 Int // refint-ignore lou/*: another plugin
  //^^^^ warning: bad5 is bad
  }
`,
);

check(
  badColumn,
  'what is no such comment',
  `${db}
  model A {
    id   Int @id
    bad1 Int // see refint-ignore loud/bad-column: it is only spoken of
  //^^^^ warning: bad1 is bad
    bad2 Int // refint-ignore loud/bad-column
  //^^^^ warning: bad2 is bad
    bad3 String @default("// refint-ignore loud/bad-column: a text")
  //^^^^ warning: bad3 is bad
    bad4 Int // refint-ignore loud/bad-column because it says so
  //^^^^ warning: bad4 is bad
    bad5 Int // refint-ignore-line loud/bad-column: no such word
  //^^^^ warning: bad5 is bad
  }
`,
);

check(badColumn, 'in SQL: lines, parts of a statement, statements, and other statements', {
  'migrations/1/migration.sql': `
    CREATE TABLE a (
      id INTEGER PRIMARY KEY,
      bad1 INTEGER, -- refint-ignore loud/bad-column: it was so before
      -- refint-ignore loud/bad-column: it was so before
      bad2
        INTEGER,
      bad3 INTEGER, bad4 NUMERIC(10, 2) /* refint-ignore loud/bad-column: it was so before */
    );
    -- refint-ignore loud/bad-column: it comes from elsewhere
    -- and is what it is
    CREATE TABLE b (
      id INTEGER PRIMARY KEY,
      bad INTEGER
    );
    CREATE TABLE c (
      id INTEGER PRIMARY KEY,
      bad1 TEXT DEFAULT '-- refint-ignore loud/bad-column: a text',
    --^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: bad1 is bad
      /* refint-ignore loud/bad-column: the next one /* only */ */ bad2 TEXT, bad3 TEXT
    --                                                                        ^^^^^^^^^ warning: bad3 is bad
    );
    ALTER TABLE c
      -- refint-ignore loud/bad-column: it was so before
      ADD COLUMN bad4 NUMERIC(10, 2),
      ADD COLUMN bad5 INTEGER;
    --           ^^^^^^^^^^^^ warning: bad5 is bad
  `,
});

check(badColumn, 'in SQL: the whole file, and no other', {
  'migrations/1/migration.sql': `
    -- refint-ignore-file loud/bad-column: dumped from another database
    CREATE TABLE a (id INTEGER PRIMARY KEY, bad INTEGER);
    CREATE TABLE b (id INTEGER PRIMARY KEY, bad INTEGER);
  `,
  'migrations/2/migration.sql': `
    CREATE TABLE c (id INTEGER PRIMARY KEY, bad INTEGER);
    --                                      ^^^^^^^^^^^ warning: bad is bad
  `,
});

check(dropped, 'in blocks of code', {
  'migrations/1/migration.sql': `
    CREATE TABLE a (id INTEGER); CREATE TABLE b (id INTEGER); CREATE TABLE c (id INTEGER);
    CREATE TABLE d (id INTEGER); CREATE TABLE e (id INTEGER); CREATE TABLE f (id INTEGER);
    DO $$
    BEGIN
      -- refint-ignore loud/dropped: nobody needs it
      DROP TABLE
        a;
      DROP TABLE b;
    --^^^^^^^^^^^^ warning: this is dropped
      -- refint-ignore loud/dropped: nobody needs them
      IF EXISTS (SELECT 1 FROM pg_tables WHERE tablename = 'c') THEN
        DROP TABLE c;
        DROP TABLE d;
      END IF;
      DROP TABLE e; -- refint-ignore loud/dropped: nobody needs it
    END $$;
    -- refint-ignore loud/dropped: all of it
    DO $do$
    BEGIN
      DROP TABLE f;
    END $do$;
  `,
});

check(dropped, 'the other end, where one is in the schema and one in a migration', {
  'schema.prisma': `${db}
  // refint-ignore loud/dropped: it is made anew elsewhere
  model a {
    id Int @id
  }

  model b {
    id Int @id
  }
`,
  'migrations/1/migration.sql': `
    CREATE TABLE a (id INTEGER PRIMARY KEY);
    CREATE TABLE b (id INTEGER PRIMARY KEY);
    DROP TABLE a;
    DROP TABLE b;
    --^^^^^^^^^^ warning: this is dropped
    -- note: this is its model
  `,
});

check(dropped, 'a file speaks for what is found in it, not for other ends', {
  'schema.prisma': `${db}
  // refint-ignore-file loud/dropped: it is made anew elsewhere
  model a {
    id Int @id
  }
`,
  'migrations/1/migration.sql': `
    CREATE TABLE a (id INTEGER PRIMARY KEY);
    DROP TABLE a;
    --^^^^^^^^^^ warning: this is dropped
    -- note: this is its model
  `,
});

check(
  badColumn,
  'rules that are named rightly are ignored beside one that is not',
  {
    'schema.prisma': `${db}
  model A {
    id  Int @id
    bad Int // refint-ignore loud/no-such-rule, loud/bad-column: it was so before
  }
`,
  },
  { beside: [loud] },
);
