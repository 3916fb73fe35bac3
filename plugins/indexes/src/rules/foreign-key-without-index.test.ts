import { check, checkFix } from '@refint/testkit';
import rule from './foreign-key-without-index.ts';

const emulated = `
  datasource db {
    provider     = "mysql"
    relationMode = "prisma"
  }
`;

check(rule, 'one reference that goes with its row', {
  'migrations/1/migration.sql': `
    CREATE TABLE users (id INTEGER PRIMARY KEY);
    CREATE TABLE posts (id INTEGER PRIMARY KEY, author_id INTEGER REFERENCES users ON DELETE CASCADE);
    --                                          ^^^^^^^^^ warning: posts.author_id → users.id has no index: each delete from users reads all of posts to find the rows that go with it
  `,
});

check(rule, 'a delete that is refused only looks', {
  'migrations/1/migration.sql': `
    CREATE TABLE users (id INTEGER PRIMARY KEY);
    CREATE TABLE posts (id INTEGER PRIMARY KEY, author_id INTEGER REFERENCES users ON DELETE RESTRICT);
    --                                          ^^^^^^^^^ hint: posts.author_id → users.id has no index: each delete from users reads all of posts to see whether one still references it
  `,
});

check(rule, 'several references of one table, those that change rows first', {
  'migrations/1/migration.sql': `
    CREATE TABLE users (id INTEGER PRIMARY KEY);
    CREATE TABLE shops (tenant INTEGER, id INTEGER, PRIMARY KEY (tenant, id));
    CREATE TABLE orders (id INTEGER PRIMARY KEY, tenant INTEGER, shop INTEGER, buyer INTEGER, seller INTEGER);
    ALTER TABLE orders ADD FOREIGN KEY (buyer) REFERENCES users;
    ALTER TABLE orders ADD FOREIGN KEY (tenant, shop) REFERENCES shops ON DELETE SET NULL;
    --                                  ^^^^^^^^^^^^ warning: orders has no index for (tenant, shop), buyer: each delete from shops or users reads all of it
    -- note: orders(tenant, shop) → shops(tenant, id) ON DELETE SET NULL
    -- note: orders.buyer → users.id ON DELETE NO ACTION
    ALTER TABLE orders ADD FOREIGN KEY (seller) REFERENCES users;
    CREATE INDEX ON orders (seller, buyer);
    CREATE INDEX ON orders (shop);
  `,
});

check(rule, 'primary keys, unique constraints and indexes in any order find rows', {
  'migrations/1/migration.sql': `
    CREATE TABLE users (a INTEGER, b INTEGER, PRIMARY KEY (a, b));
    CREATE TABLE one (id INTEGER PRIMARY KEY REFERENCES two);
    CREATE TABLE two (id INTEGER PRIMARY KEY);
    ALTER TABLE one ADD FOREIGN KEY (id) REFERENCES two;
    CREATE TABLE three (x INTEGER UNIQUE REFERENCES two, a INTEGER, b INTEGER, FOREIGN KEY (a, b) REFERENCES users);
    CREATE INDEX ON three (b, a, x);
  `,
});

check(rule, 'a partial index finds rows where its condition follows from there being a value', {
  'migrations/1/migration.sql': `
    CREATE TABLE users (id INTEGER PRIMARY KEY);
    CREATE TABLE posts (author INTEGER REFERENCES users, editor INTEGER REFERENCES users, deleted DATE);
    --                                                   ^^^^^^ hint: posts.editor → users.id has no index: each delete from users reads all of posts to see whether one still references it
    CREATE INDEX ON posts (author) WHERE author IS NOT NULL;
    CREATE INDEX ON posts (editor) WHERE deleted IS NULL;
  `,
});

check(rule, 'an index that is dropped finds nothing', {
  'migrations/1/migration.sql': `
    CREATE TABLE users (id INTEGER PRIMARY KEY);
    CREATE TABLE posts (author INTEGER REFERENCES users);
    --                  ^^^^^^ hint: posts.author → users.id has no index: each delete from users reads all of posts to see whether one still references it
    CREATE INDEX i ON posts (author);
    DROP INDEX i;
  `,
});

check(rule, 'two foreign keys over the same columns want one index', {
  'migrations/1/migration.sql': `
    CREATE TABLE users (id INTEGER PRIMARY KEY);
    CREATE TABLE posts (author INTEGER REFERENCES users);
    --                  ^^^^^^ hint: posts.author → users.id has no index: each delete from users reads all of posts to see whether one still references it
    ALTER TABLE posts ADD FOREIGN KEY (author) REFERENCES users;
  `,
});

check(
  rule,
  'a table that is said to be large',
  {
    'migrations/1/migration.sql': `
    CREATE TABLE users (id INTEGER PRIMARY KEY);
    CREATE TABLE events (actor INTEGER REFERENCES users ON DELETE SET NULL);
    --                   ^^^^^ error: events.actor → users.id has no index: each delete from users reads all of events to find the rows to set to null
    -- note: events is large: 200 million rows
    CREATE TABLE events_old (actor INTEGER REFERENCES users);
    --                       ^^^^^ warning: events_old.actor → users.id has no index: each delete from users reads all of events_old to see whether one still references it
    -- note: events_old is large: 200 million rows
  `,
  },
  { tables: [{ table: ['events*'], large: true, because: '200 million rows' }] },
);

check(
  rule,
  'a table from which nothing is deleted',
  {
    'migrations/1/migration.sql': `
    CREATE TABLE countries (id INTEGER PRIMARY KEY);
    CREATE TABLE cities (country INTEGER REFERENCES countries);
  `,
  },
  { tables: [{ table: ['countries'], neverDeleted: true, because: 'reference data' }] },
);

check(
  rule,
  'relationMode prisma: the ORM looks for the rows',
  `${emulated}
  model users {
    id    Int     @id
    posts posts[]
    likes likes[]
  }

  model posts {
    id        Int   @id
    author_id Int
    author    users @relation(fields: [author_id], references: [id], onDelete: Cascade)
  //                                  ^^^^^^^^^^^ warning: posts.author_id → users.id has no index: each delete from users reads all of posts to find the rows that go with it
  }

  model likes {
    user_id Int
    post    Int
    user    users @relation(fields: [user_id], references: [id])

    @@id([user_id, post])
  }
`,
);

check(
  rule,
  'MySQL makes an index for each foreign key',
  `
  datasource db {
    provider = "mysql"
  }

  model users {
    id    Int     @id
    posts posts[]
  }

  model posts {
    id        Int   @id
    author_id Int
    author    users @relation(fields: [author_id], references: [id], onDelete: Cascade)
  }
`,
);

check(rule, 'an index that the schema has and the next migration makes', {
  'schema.prisma': `
    datasource db {
      provider = "postgresql"
    }

    model users {
      id    Int     @id
      posts posts[]
    }

    model posts {
      id        Int   @id
      author_id Int
      author    users @relation(fields: [author_id], references: [id])

      @@index([author_id])
    }
  `,
  'migrations/1/migration.sql': `
    CREATE TABLE users (id INTEGER PRIMARY KEY);
    CREATE TABLE posts (id INTEGER PRIMARY KEY, author_id INTEGER NOT NULL REFERENCES users);
  `,
});

check(rule, 'of a table that the migrations only alter, indexes are not known', {
  'migrations/1/migration.sql': `
    ALTER TABLE posts ADD COLUMN author INTEGER;
    CREATE TABLE users (id INTEGER PRIMARY KEY);
    ALTER TABLE posts ADD FOREIGN KEY (author) REFERENCES users;
  `,
});

checkFix(
  rule,
  'with lines behind the last index, before other attributes, or below the fields',
  `${emulated}
  model users {
    id    Int     @id
    posts posts[]
    likes likes[]
    pages pages[] @relation("author")
    edits pages[] @relation("editor")
  }

  model posts {
    id       Int    @id
    text     String
    authorId Int    @map("author_id")
    author   users  @relation(fields: [authorId], references: [id], onDelete: Cascade)

    @@index([text]) // for searching
    @@map("articles")
  }

  model likes {
    id     Int   @id
    userId Int
    user   users @relation(fields: [userId], references: [id])

    @@map("hearts")
  }

  model pages {
    id       Int   @id
    authorId Int
    editorId Int
    author   users @relation("author", fields: [authorId], references: [id])
    editor   users @relation("editor", fields: [editorId], references: [id]) // may change
  }
`,
  `${emulated}
  model users {
    id    Int     @id
    posts posts[]
    likes likes[]
    pages pages[] @relation("author")
    edits pages[] @relation("editor")
  }

  model posts {
    id       Int    @id
    text     String
    authorId Int    @map("author_id")
    author   users  @relation(fields: [authorId], references: [id], onDelete: Cascade)

    @@index([text]) // for searching
    @@index([authorId])
    @@map("articles")
  }

  model likes {
    id     Int   @id
    userId Int
    user   users @relation(fields: [userId], references: [id])

    @@index([userId])
    @@map("hearts")
  }

  model pages {
    id       Int   @id
    authorId Int
    editorId Int
    author   users @relation("author", fields: [authorId], references: [id])
    editor   users @relation("editor", fields: [editorId], references: [id]) // may change

    @@index([authorId])
    @@index([editorId])
  }
`,
);

check(
  rule,
  'only where a delete changes rows',
  {
    'migrations/1/migration.sql': `
    CREATE TABLE users (id INTEGER PRIMARY KEY);
    CREATE TABLE posts (
      id INTEGER PRIMARY KEY,
      author_id INTEGER REFERENCES users ON DELETE CASCADE,
    --^^^^^^^^^ warning: posts.author_id → users.id has no index: each delete from users reads all of posts to find the rows that go with it
      editor_id INTEGER REFERENCES users
    );
    CREATE TABLE likes (id INTEGER PRIMARY KEY, post_id INTEGER REFERENCES posts);
  `,
  },
  { options: { when: 'rows-change' } },
);

check(
  rule,
  'not for columns that need none',
  {
    'migrations/1/migration.sql': `
    CREATE TABLE users (id INTEGER PRIMARY KEY);
    CREATE TABLE posts (
      id INTEGER PRIMARY KEY,
      author_id INTEGER REFERENCES users ON DELETE CASCADE,
      editor_id INTEGER REFERENCES users
    --^^^^^^^^^ hint: posts.editor_id → users.id has no index: each delete from users reads all of posts to see whether one still references it
    );
    CREATE TABLE likes (id INTEGER PRIMARY KEY, user_id INTEGER REFERENCES users);
  `,
  },
  { options: { except: ['*.author_id', 'public.likes.*'] } },
);
