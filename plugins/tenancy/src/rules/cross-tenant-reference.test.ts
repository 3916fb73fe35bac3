import { check, checkFix, examineFiles } from '@refint/testkit';
import { expect, test } from 'vitest';
import rule from './cross-tenant-reference.ts';

const tenancy = { tenancy: { root: 'workspaces', column: 'workspace_id', except: [] } };
const tables = `
    CREATE TABLE workspaces (id INTEGER PRIMARY KEY);
    CREATE TABLE users (id INTEGER PRIMARY KEY);
    CREATE TABLE posts (id INTEGER PRIMARY KEY, workspace_id INTEGER NOT NULL REFERENCES workspaces, UNIQUE (workspace_id, id));
    CREATE TABLE tags (id INTEGER PRIMARY KEY, workspace_id INTEGER REFERENCES workspaces);
    CREATE TABLE comments (id INTEGER PRIMARY KEY, workspace_id INTEGER NOT NULL REFERENCES workspaces);`;

check(
  rule,
  'a reference between rows of tenants; not one to what tenants share',
  {
    'migrations/1/migration.sql': `${tables}
    ALTER TABLE comments ADD COLUMN author INTEGER REFERENCES users, ADD COLUMN tag INTEGER REFERENCES tags;
    ALTER TABLE comments ADD COLUMN post INTEGER REFERENCES posts;
    --                              ^^^^ hint: comments.post → posts.id does not carry workspace_id: a row may reference one of another tenant
    -- note: what carries it: FOREIGN KEY (workspace_id, post) REFERENCES posts (workspace_id, id), with UNIQUE (workspace_id, id) on posts
  `,
  },
  tenancy,
);

check(
  rule,
  'several of one table, next to one that carries it',
  {
    'migrations/1/migration.sql': `${tables}
    ALTER TABLE comments ADD COLUMN post INTEGER REFERENCES posts;
    --                              ^^^^ warning: comments references posts, comments without workspace_id: a row may reference those of another tenant
    -- note: what carries it: FOREIGN KEY (workspace_id, post) REFERENCES posts (workspace_id, id), with UNIQUE (workspace_id, id) on posts
    -- note: what carries it: FOREIGN KEY (workspace_id, answers) REFERENCES comments (workspace_id, id), with UNIQUE (workspace_id, id) on comments
    ALTER TABLE comments ADD COLUMN answers INTEGER REFERENCES comments;
    CREATE TABLE likes (workspace_id INTEGER NOT NULL REFERENCES workspaces, post INTEGER);
    ALTER TABLE likes ADD FOREIGN KEY (workspace_id, post) REFERENCES posts (workspace_id, id);
  `,
  },
  tenancy,
);

check(
  rule,
  'a key that carries it makes the other one harmless',
  {
    'migrations/1/migration.sql': `${tables}
    ALTER TABLE comments ADD COLUMN post INTEGER REFERENCES posts;
    ALTER TABLE comments ADD FOREIGN KEY (post, workspace_id) REFERENCES posts (id, workspace_id);
  `,
  },
  tenancy,
);

/** A schema in which two relations carry what is put in front of their fields. */
const schema = (own: string, other: string, unique: string, pinned: string, finding = '') => `
  datasource db {
    provider = "postgresql"
  }

  model Workspace {
    id       Int       @id
    posts    Post[]
    comments Comment[]

    @@map("workspaces")
  }

  model Post {
    id          Int       @id
    workspaceId Int       @map("workspace_id")
    workspace   Workspace @relation(fields: [workspaceId], references: [id])
    comments    Comment[]
    pinned      Comment[] @relation("pinned")
${unique}
    @@map("posts")
  }

  model Comment {
    id          Int       @id
    workspaceId Int       @map("workspace_id")
    postId      Int
    pinnedId    Int?
    workspace   Workspace @relation(fields: [workspaceId], references: [id])
    post        Post      @relation(fields: [${own}postId], references: [${other}id], onDelete: Cascade)
${finding}    pinned      Post?     @relation("pinned", fields: [${own}pinnedId], references: [${other}id]${pinned})

    @@map("comments")
  }
`;

checkFix(
  rule,
  'by putting the tenant in front, with the key that this needs, once',
  schema('', '', '', ', onDelete: Restrict'),
  schema('workspaceId, ', 'workspaceId, ', '\n    @@unique([workspaceId, id])', ', onDelete: Restrict'),
  tenancy,
);

check(
  rule,
  'in the schema, at the columns',
  schema(
    '',
    '',
    '',
    '',
    `  //                                        ^^^^^^^^ hint: comments references posts without workspace_id: a row may reference those of another tenant
  // note: what carries it: FOREIGN KEY (workspace_id, postId) REFERENCES posts (workspace_id, id), with UNIQUE (workspace_id, id) on posts
  // note: what carries it: FOREIGN KEY (workspace_id, pinnedId) REFERENCES posts (workspace_id, id), with UNIQUE (workspace_id, id) on posts
`,
  ),
  tenancy,
);

test('what Prisma cannot say has no fix: its SET NULL would null the tenant as well', async () => {
  const { findings } = await examineFiles(rule, { 'schema.prisma': schema('', '', '', '') }, tenancy);
  expect(findings.map(({ fix }) => fix)).toEqual([undefined]);
});
