import { check } from '@refint/testkit';
import rule from './multiple-cascade-paths.ts';

const parents = `
    CREATE TABLE users (id INTEGER PRIMARY KEY);
    CREATE TABLE teams (id INTEGER PRIMARY KEY, owner INTEGER REFERENCES users ON DELETE CASCADE);
    CREATE TABLE boards (id INTEGER PRIMARY KEY, team INTEGER REFERENCES teams ON DELETE CASCADE);
    CREATE TABLE posts (id INTEGER PRIMARY KEY, author INTEGER REFERENCES users ON DELETE CASCADE);
`;

check(rule, 'the rows that refuse would go two steps later', {
  'migrations/1/migration.sql': `${parents}
    CREATE TABLE comments (
      board INTEGER REFERENCES boards ON DELETE CASCADE,
      post INTEGER REFERENCES posts ON DELETE RESTRICT
    --                                        ^^^^^^^^ warning: a delete from users is refused as soon as one row of comments references a row of posts that goes along: comments.post → posts.id is checked before the rows of comments are gone
    -- note: posts.author → users.id ON DELETE CASCADE
    -- note: teams.owner → users.id ON DELETE CASCADE
    -- note: boards.team → teams.id ON DELETE CASCADE
    -- note: comments.board → boards.id ON DELETE CASCADE
    );
  `,
});

check(rule, 'in the same step, and then the older foreign key acts first', {
  'migrations/1/migration.sql': `${parents}
    CREATE TABLE comments (
      team INTEGER REFERENCES teams ON DELETE CASCADE,
      post INTEGER REFERENCES posts
    --             ^^^^^^^^^^^^^^^^ warning: a delete from users is refused as soon as one row of comments references a row of posts that goes along, where the foreign key to posts was created first: comments.post → posts.id is checked before the rows of comments are gone
    -- note: posts.author → users.id ON DELETE CASCADE
    -- note: teams.owner → users.id ON DELETE CASCADE
    -- note: comments.team → teams.id ON DELETE CASCADE
    );
  `,
});

check(rule, 'rows that are gone before anybody asks', {
  'migrations/1/migration.sql': `${parents}
    CREATE TABLE comments (
      author INTEGER REFERENCES users ON DELETE CASCADE,
      post INTEGER REFERENCES posts ON DELETE RESTRICT
    );
  `,
});

check(rule, 'a check that waits for the end', {
  'migrations/1/migration.sql': `${parents}
    CREATE TABLE comments (
      board INTEGER REFERENCES boards ON DELETE CASCADE,
      post INTEGER REFERENCES posts DEFERRABLE INITIALLY DEFERRED
    );
  `,
});

check(rule, 'ways that agree', {
  'migrations/1/migration.sql': `${parents}
    CREATE TABLE comments (
      board INTEGER REFERENCES boards ON DELETE CASCADE,
      post INTEGER REFERENCES posts ON DELETE CASCADE,
      quotes INTEGER REFERENCES posts ON DELETE SET NULL
    );
  `,
});

check(rule, 'what refuses the first step is no surprise', {
  'migrations/1/migration.sql': `${parents}
    CREATE TABLE comments (
      board INTEGER REFERENCES boards ON DELETE CASCADE,
      author INTEGER REFERENCES users ON DELETE RESTRICT
    );
  `,
});

check(
  rule,
  'SQL Server accepts no second way',
  `
  datasource db {
    provider = "sqlserver"
  }

  model User {
    id       Int       @id
    posts    Post[]
    comments Comment[]
  }

  model Post {
    id       Int       @id
    authorId Int
    author   User      @relation(fields: [authorId], references: [id], onDelete: Cascade)
    comments Comment[]
  }

  model Comment {
    id       Int  @id
    authorId Int
    author   User @relation(fields: [authorId], references: [id], onDelete: Cascade)
    postId   Int
    post     Post @relation(fields: [postId], references: [id], onDelete: Cascade)
  //                                                                      ^^^^^^^ error: SQL Server refuses a second way for a delete from User to come to Comment
  // note: Comment.authorId → User.id ON DELETE CASCADE
  }
`,
);

const ways = (provider: string, mode: string) => `
  datasource db {
    provider = "${provider}"
    ${mode}
  }

  model User {
    id    Int    @id
    teams Team[]
    posts Post[]
  }

  model Team {
    id       Int       @id
    ownerId  Int
    owner    User      @relation(fields: [ownerId], references: [id], onDelete: Cascade)
    comments Comment[]

    @@index([ownerId])
  }

  model Post {
    id       Int       @id
    authorId Int
    author   User      @relation(fields: [authorId], references: [id], onDelete: Cascade)
    comments Comment[]

    @@index([authorId])
  }

  model Comment {
    id     Int  @id
    teamId Int
    team   Team @relation(fields: [teamId], references: [id], onDelete: Cascade)
    postId Int
    post   Post @relation(fields: [postId], references: [id])

    @@index([teamId])
    @@index([postId])
  }
`;

check(rule, 'MySQL does not delete in such steps', ways('mysql', ''));

check(rule, 'nor does the ORM', ways('postgresql', 'relationMode = "prisma"'));
