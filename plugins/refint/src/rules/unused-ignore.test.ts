import { check, checkFix } from '@refint/testkit';
import { loud } from '../testing/loud.ts';
import rule from './unused-ignore.ts';

const beside = [loud];
const db = `
  datasource db {
    provider = "postgresql"
  }
`;
const model = (lines: string) => `${db}
  model A {
    id Int @id
${lines}
  }
`;

check(
  rule,
  'a rule that has nothing to say there',
  model(`
    // refint-ignore loud/bad-column: it was bad once
  //   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: there is nothing to ignore here for loud/bad-column
    good Int
    bad  Int // refint-ignore loud/bad-column: it is bad
    // refint-ignore loud/*: all is well
    bad2 Int
`),
  { beside },
);

check(
  rule,
  'only some of its rules',
  model(`
    bad Int // refint-ignore loud/bad-column, loud/dropped: it is bad
  //                                          ^^^^^^^^^^^^ warning: there is nothing to ignore here for loud/dropped
`),
  { beside },
);

check(
  rule,
  'nothing follows, and a file in which there is nothing',
  model(`
    // refint-ignore loud/bad-column: what follows is gone
  //   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: there is nothing to ignore here for loud/bad-column
  }

  // refint-ignore-file loud/bad-column: generated
  // ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: there is nothing to ignore here for loud/bad-column
  model B {
    id Int @id
`),
  { beside },
);

check(
  rule,
  'one that ignores nothing because it is wrong is another matter',
  model(`
    good1 Int // refint-ignore loud/bad-column
    good2 Int // refint-ignore loud/none: no such rule
    good3 Int // refint-ignore-next-line loud/bad-column: no such word
`),
  { beside },
);

check(
  rule,
  'a rule that has nothing to go by',
  model(`
    // refint-ignore loud/needy: nobody said who the tenants are
    good Int
`),
  { beside },
);

const history = {
  'migrations/1/migration.sql': `
    -- refint-ignore loud/running: it ran long ago
    CREATE TABLE a (id INTEGER PRIMARY KEY);
  `,
  'migrations/2/migration.sql': `
    -- refint-ignore loud/running: it is new
    CREATE TABLE b (id INTEGER PRIMARY KEY);
  `,
};

check(rule, 'a rule about running is not asked about what ran', history, {
  beside,
  since: { kind: 'migration', name: '2' },
});

check(
  rule,
  'it is asked about what is new',
  {
    ...history,
    'migrations/2/migration.sql': `
    -- refint-ignore loud/running: it is new
    -- ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: there is nothing to ignore here for loud/running
    CREATE TABLE b (id INTEGER PRIMARY KEY);
  `,
  },
  { beside, since: { kind: 'migration', name: '1' } },
);

check(
  rule,
  'of a history without its beginning nothing is known',
  {
    'migrations/1/migration.sql': `
    -- refint-ignore loud/dropped: it may be there
    ALTER TABLE elsewhere ADD COLUMN c INTEGER;
  `,
  },
  { beside },
);

const off = { 'loud/bad-column': 'off', 'loud/dropped': 'off' } as const;
const mended = model(`
    // refint-ignore loud/bad-column: it was bad once
    good Int
`);
const mendedAndFound = model(`
    // refint-ignore loud/bad-column: it was bad once
  //   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: there is nothing to ignore here for loud/bad-column
    good Int
`);

check(rule, 'a rule that an override switches off in that file', mended, {
  beside,
  overrides: [{ paths: ['schema.prisma'], rules: off }],
});
check(rule, 'a rule that an override switches off for that table', mended, {
  beside,
  overrides: [{ tables: ['A'], rules: off }],
});
check(
  rule,
  'not in another file, nor for another table',
  `${mendedAndFound}
  model B {
    id Int @id
  }
`,
  {
    beside,
    overrides: [
      { paths: ['other.prisma'], rules: off },
      { tables: ['B*'], rules: off },
    ],
  },
);
check(rule, 'the last override that matches decides', mendedAndFound, {
  beside,
  overrides: [
    { paths: ['schema.prisma'], rules: off },
    { tables: ['A'], rules: { 'loud/bad-column': 'hint' } },
  ],
});
check(
  rule,
  'a whole file, as long as one table of it is looked at',
  `${db}
  // refint-ignore-file loud/bad-column: generated
  // ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: there is nothing to ignore here for loud/bad-column
  model A {
    id Int @id
  }
  model B {
    id Int @id
  }
`,
  { beside, overrides: [{ tables: ['A'], rules: off }] },
);
check(
  rule,
  'in SQL, by the tables that a statement names',
  {
    'migrations/1/migration.sql': `
    -- refint-ignore loud/dropped: it was dropped once
    CREATE TABLE a (id INTEGER PRIMARY KEY);
    CREATE TABLE b (
      -- refint-ignore loud/bad-column: it was bad once
    --   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: there is nothing to ignore here for loud/bad-column
      id INTEGER PRIMARY KEY
    );
  `,
  },
  { beside, overrides: [{ tables: ['a'], rules: off }] },
);
check(
  rule,
  'where it is off on the other side, whose findings a comment of this side would hide',
  {
    'schema.prisma': `${db}
  // refint-ignore loud/dropped: it went on purpose
  model A {
    id Int @id
  }
`,
    'migrations/1/migration.sql': 'CREATE TABLE "A" (id INTEGER PRIMARY KEY);',
  },
  { beside, overrides: [{ paths: ['migrations/1/migration.sql'], rules: off }] },
);

checkFix(
  rule,
  'with the line where nothing else is on it, and without what it does not need',
  model(`    // refint-ignore loud/bad-column: it was bad once
    good1 Int
    /// What it is for.
    /// refint-ignore loud/bad-column: it was bad once
    good2 Int
    good3 Int    // refint-ignore loud/bad-column: it was bad once
    bad4  Int // refint-ignore loud/dropped, loud/bad-column, loud/needy: it is bad`),
  model(`    good1 Int
    /// What it is for.
    good2 Int
    good3 Int
    bad4  Int // refint-ignore loud/bad-column, loud/needy: it is bad`),
  { beside },
);

checkFix(
  rule,
  'in SQL',
  {
    'migrations/1/migration.sql': `
    /*
     * refint-ignore loud/bad-column: it was bad once
     */
    CREATE TABLE a (
      id INTEGER PRIMARY KEY, -- refint-ignore loud/bad-column: it was bad once
      /* refint-ignore loud/bad-column: it was bad once */ good INTEGER
    );
    -- refint-ignore-file loud/bad-column: it was bad once
  `,
  },
  {
    'migrations/1/migration.sql': `
    CREATE TABLE a (
      id INTEGER PRIMARY KEY,
      good INTEGER
    );
  `,
  },
  { beside },
);
